"""Tết, public holidays and working days of Viet Nam.

Tết falls between 21 January and 20 February and moves activity between the first months of the
year. The Vietnamese lunar calendar is computed for UTC+7 and is not the Chinese one: Tết differs
in 2007 and 2030. Dates are data (``calendar_lunar.csv``), with their source in the file.
"""

from __future__ import annotations

import calendar as gregorian
import csv
import datetime as dt
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from phantich.errors import UsageError

__all__ = [
    "LUNAR_YEARS",
    "SWAPS_ANNOUNCED_UNTIL",
    "public_holidays",
    "tet_after",
    "tet_before",
    "tet_date",
    "tet_share",
    "working_days",
]

#: First and last year whose lunar dates are known here.
LUNAR_YEARS: Final = (1990, 2050)
#: Last year whose swaps of working days are known. They are decided year by year: for later years
#: `working_days` counts none, and may be a day off where a holiday falls on a Tuesday or Thursday.
SWAPS_ANNOUNCED_UNTIL: Final = 2026
_DAY = dt.timedelta(days=1)
_SATURDAY = 5
_SUNDAY = 6


def tet_date(year: int) -> dt.date:
    """First day of the lunar year that begins in `year`.

    Raises
    ------
    UsageError
        Outside 1990–2050.

    Examples
    --------
    >>> tet_date(2026).isoformat(), tet_date(2030).isoformat()
    ('2026-02-17', '2030-02-02')
    """
    return _lunar_days(year)[0]


def tet_share(month: str, first: int, last: int) -> float:
    """Share of the days Tết + `first` … Tết + `last`, both included, that fall in `month`.

    The shares of one year's months add up to 1.

    Parameters
    ----------
    month
        ``YYYY-MM``.
    first, last
        Days counted from Tết; negative before it. The window must stay inside the year.

    Examples
    --------
    >>> tet_share("2026-02", -15, -1)
    1.0
    >>> round(tet_share("2025-01", 0, 3), 2)
    0.75
    """
    year, number = _split(month)
    tet = tet_date(year)
    days = range(first, last + 1)
    return sum((tet + day * _DAY).month == number for day in days) / len(days)


def tet_before(month: str) -> float:
    """Share of the 15 days before Tết that fall in `month`: buying and making for the feast."""
    return tet_share(month, -15, -1)


def tet_after(month: str) -> float:
    """Share of the days 7 to 21 after Tết that fall in `month`: the slow return to work."""
    return tet_share(month, 7, 21)


@cache
def public_holidays(year: int) -> dict[dt.date, str]:
    """Days off by law in `year`, with their Vietnamese names, compensation days included.

    Labour Code 2019, Art. 112: New Year, Tết (five days, four until 2013), 30 April, 1 May,
    National Day (two days since 2021), and Hùng Kings' Day since 2007. A holiday on a weekend is
    made up for on the next working day (Art. 111.3); around Tết the custom of the yearly
    announcements holds: a Saturday moves to the working day before the feast, a Sunday to the one
    after it. Which neighbour of 2 September is free is announced every year; it does not change a
    month's count.
    24 November (Politburo Resolution 80-NQ/TW of 2026) is left out until the law names it.
    """
    tet, hung_kings = _lunar_days(year)
    length = 5 if year >= 2014 else 4
    feast = [tet + day * _DAY for day in range(-1, length - 1)]
    days = dict.fromkeys(feast, "Tết Nguyên đán")
    days[dt.date(year, 1, 1)] = "Tết Dương lịch"
    if hung_kings:
        days[hung_kings] = "Giỗ Tổ Hùng Vương"
    days[dt.date(year, 4, 30)] = "Ngày Chiến thắng"
    days[dt.date(year, 5, 1)] = "Ngày Quốc tế Lao động"
    national = dt.date(year, 9, 2)
    days[national] = "Quốc khánh"
    if year >= 2021:
        days[national + _beside(national) * _DAY] = "Quốc khánh"
    _make_up_feast(days, feast)
    for day in sorted(set(days) - set(feast)):
        if day.weekday() >= _SATURDAY:
            days[_free_day(days, day, 1)] = f"{days[day]} (nghỉ bù)"
    return dict(sorted(days.items()))


@cache
def working_days(month: str) -> int:
    """Monday-to-Friday days of `month` that are no public holiday, with the announced swaps.

    The five-day week of the civil service began in October 1999; before it the number is the same
    count and not what was worked.

    Examples
    --------
    >>> working_days("2026-02"), working_days("2026-10")
    (15, 22)
    """
    year, number = _split(month)
    off = set(public_holidays(year))
    swaps = _swaps()
    off |= {day for day, _ in swaps}
    extra = sum((worked.year, worked.month) == (year, number) for _, worked in swaps)
    return sum(day.weekday() < _SATURDAY and day not in off for day in _days(year, number)) + extra


def _days(year: int, month: int) -> Iterator[dt.date]:
    for day in range(1, gregorian.monthrange(year, month)[1] + 1):
        yield dt.date(year, month, day)


def _beside(national: dt.date) -> int:
    """Which neighbour of 2 September joins it: the one that makes the longest break."""
    return 1 if national.weekday() in {0, 3, _SUNDAY} else -1


def _make_up_feast(days: dict[dt.date, str], feast: list[dt.date]) -> None:
    for day in feast:
        if day.weekday() >= _SATURDAY:
            forward = day.weekday() == _SUNDAY or feast[0].year < 2014
            days[_free_day(days, day, 1 if forward else -1)] = "Tết Nguyên đán (nghỉ bù)"


def _free_day(days: dict[dt.date, str], day: dt.date, step: int) -> dt.date:
    while day in days or day.weekday() >= _SATURDAY:
        day += step * _DAY
    return day


def _split(month: str) -> tuple[int, int]:
    try:
        year, number = month.split("-")
        return dt.date(int(year), int(number), 1).year, int(number)
    except ValueError as error:
        raise UsageError(f"{month!r} is no month; write YYYY-MM") from error


@cache
def _table(name: str) -> list[list[str]]:
    text = files("phantich").joinpath(name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.reader(lines[1:]))


@cache
def _lunar_days(year: int) -> tuple[dt.date, dt.date | None]:
    for row in _table("calendar_lunar.csv"):
        if int(row[0]) == year:
            hung_kings = dt.date.fromisoformat(row[2]) if row[2] else None
            return dt.date.fromisoformat(row[1]), hung_kings
    raise UsageError(f"no lunar dates for {year}; the calendar covers 1990 to 2050")


@cache
def _swaps() -> tuple[tuple[dt.date, dt.date], ...]:
    rows = _table("calendar_swaps.csv")
    return tuple((dt.date.fromisoformat(a), dt.date.fromisoformat(b)) for a, b in rows)
