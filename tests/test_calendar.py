"""Tết against the two published calendars, working days against the `holidays` package."""

from __future__ import annotations

import csv
import datetime as dt
from importlib.resources import files
from pathlib import Path

import holidays
import pytest

from phantich.calendar import (
    SWAPS_ANNOUNCED_UNTIL,
    public_holidays,
    tet_after,
    tet_before,
    tet_date,
    tet_share,
    working_days,
)
from phantich.errors import UsageError


@pytest.mark.shared
def test_tet_is_the_vietnamese_one_in_every_year(shared: Path) -> None:
    with (shared / "calendar" / "tet_1990_2050.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 61
    for row in rows:
        assert tet_date(int(row["year"])).isoformat() == row["tet_vietnam"]


@pytest.mark.parametrize(
    ("year", "vietnamese"), [(2007, "2007-02-17"), (2030, "2030-02-02"), (2026, "2026-02-17")]
)
def test_tet_where_it_differs_from_china(year: int, vietnamese: str) -> None:
    assert tet_date(year).isoformat() == vietnamese


def test_shares_of_the_months_add_up_to_one() -> None:
    for year in range(1990, 2051):
        months = [f"{year}-{m:02d}" for m in range(1, 13)]
        assert sum(map(tet_before, months)) == pytest.approx(1)
        assert sum(map(tet_after, months)) == pytest.approx(1)


@pytest.mark.shared
def test_share_of_three_weeks_before_tet_that_fall_in_january(shared: Path) -> None:
    with (shared / "calendar" / "tet_1990_2050.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            share = tet_share(f"{row['year']}-01", -21, -1)
            # Four decimals in the file; a window that begins in December is not January's alone.
            published = float(row["share_of_21_days_before_in_january"])
            assert share == pytest.approx(published, abs=5e-5), row["year"]


def test_swaps_are_known_until_the_last_announcement() -> None:
    text = files("phantich").joinpath("calendar_swaps.csv").read_text(encoding="utf-8")
    years = [int(line[:4]) for line in text.splitlines() if line[:1].isdigit()]
    assert max(years) == SWAPS_ANNOUNCED_UNTIL


def test_share_by_hand() -> None:
    # Tết 2025 is 29 January: 14…28 January before it, 5…19 February after it.
    assert tet_before("2025-01") == 1
    assert tet_after("2025-02") == 1
    # Tết 2022 is 1 February: 17…31 January; 8…22 February.
    assert (tet_before("2022-01"), tet_before("2022-02")) == (1, 0)
    # Tết 2019 is 5 February: 21 January…4 February, 11 days of 15 in January.
    assert tet_before("2019-01") == pytest.approx(11 / 15)
    # Tết 2015 is 19 February: 26 February…12 March, 3 days of 15 in February.
    assert tet_after("2015-02") == pytest.approx(3 / 15)


def test_holidays_2025_as_announced() -> None:
    """Notices 6150/TB-BLĐTBXH and 12/2024: 27–31 January off, Hùng Kings 7 April, 1–2 September."""
    days = {day for day in public_holidays(2025) if day.weekday() < 5}
    assert days == {
        dt.date(2025, 1, 1),
        *(dt.date(2025, 1, day) for day in range(27, 32)),
        dt.date(2025, 4, 7),
        dt.date(2025, 4, 30),
        dt.date(2025, 5, 1),
        dt.date(2025, 9, 1),
        dt.date(2025, 9, 2),
    }


def test_working_days_agree_with_the_holidays_package() -> None:
    """Its list holds 24 November since 2026, which no law named when this was written."""
    for year in range(2014, 2051):
        theirs = holidays.country_holidays("VN", years=year, language="vi")
        free = {day for day, name in theirs.items() if "Văn hóa" not in name}
        for month in range(1, 13):
            days = [
                day
                for day in (dt.date(year, month, 1) + dt.timedelta(n) for n in range(31))
                if day.month == month
            ]
            worked = sum(day.weekday() < 5 and day not in free for day in days)
            worked += sum(day.weekday() >= 5 and theirs.is_working_day(day) for day in days)
            assert working_days(f"{year}-{month:02d}") == worked, (year, month)


@pytest.mark.parametrize("month", ["2026-13", "2026", "x"])
def test_no_month(month: str) -> None:
    with pytest.raises(UsageError, match="YYYY-MM"):
        working_days(month)


def test_outside_the_calendar() -> None:
    with pytest.raises(UsageError, match="1990 to 2050"):
        tet_date(2051)
