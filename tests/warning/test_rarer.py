"""Quarterly, half-yearly and yearly series of a city, and crop seasons, in a group's screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from phantich.brief import Brief
from phantich.brief.explained import Explained
from phantich.brief.tracing import check_page
from phantich.catalog import indicator_set
from phantich.observations import frequency_of, validate
from phantich.store import Store
from phantich.warning.fresh import is_fresh
from phantich.warning.group import Findings, screen_group
from phantich.warning.intake import read_grid
from phantich.warning.screen import rows, screen

AREA = "Hải Phòng"


def rows_of(series: str, unit: str, values: dict[str, float], **more: str) -> list[dict[str, Any]]:
    indicator, _, component = series.partition("/")
    base = {
        "indicator": indicator, "component": component, "item": "Tổng số", "area": AREA,
        "measure": "level", "unit": unit, "status": "A", "source": "sổ tay.csv",
        "vintage": "2024-10-05", "note": "",
    } | more  # fmt: skip
    return [
        base | {"period": period, "frequency": frequency_of(period), "value": float(value)}
        for period, value in values.items()
    ]


def quarters(count: int, newest: float = 1.0, seed: int = 1) -> dict[str, float]:
    """Amounts up to the third quarter of 2024; the newest one is `newest` times its usual size."""
    rng = np.random.default_rng(seed)
    axis = pd.period_range(end="2024Q3", periods=count, freq="Q")
    periods = [f"{p.year}-Q{p.quarter}" for p in axis]
    season = np.array([0.9, 1.0, 1.05, 1.05])[np.asarray(axis.quarter) - 1]
    values = 500 * season * np.exp(0.02 * rng.normal(size=count))
    values[-1] *= newest
    return dict(zip(periods, values, strict=True))


def screened(tmp_path: Path, group: str, rows: list[dict[str, Any]], month: str) -> Findings:
    store = Store(tmp_path / "city.duckdb")
    store.load(validate(pd.DataFrame(rows)), "sổ tay.csv", "0" * 64, "long")
    found = next(g for g in indicator_set("haiphong").groups if g.code == group)
    made = screen_group(store, found.indicators, AREA, month)
    store.close()
    return made


@pytest.mark.parametrize("month", ["2024-09", "2024-10", "2024-11"])
def test_an_unusual_quarter_is_told_while_it_is_news(tmp_path: Path, month: str) -> None:
    rows = rows_of("HP.A.VIII.3/visitors", "nghìn lượt khách", quarters(32, newest=0.6))
    found = screened(tmp_path, "HP.A.VIII", rows, month)
    (flag,) = found.flags
    assert (flag.period, flag.frequency, flag.direction) == ("2024-Q3", "Q", "down")
    assert flag.series == "HP.A.VIII.3/visitors|Tổng số|Hải Phòng|level"
    assert flag.effect_pct == pytest.approx(-40, abs=6)
    assert "quý III/2024" in flag.text_vi
    assert "Q3 2024" in flag.text_en
    assert set(flag.evidence) >= {"quarter_before", "year_before", "two_years_before"}
    assert found.series == 1
    assert ("HP.A.VIII.3/visitors|Tổng số|Hải Phòng|level", "2024-Q3") in found.judged


def test_the_page_tells_the_quarter_and_every_number_is_a_fact(tmp_path: Path) -> None:
    rows = rows_of("HP.A.VIII.3/visitors", "nghìn lượt khách", quarters(32, newest=0.6))
    screened(tmp_path, "HP.A.VIII", rows, "2024-10")
    path = str(tmp_path / "city.duckdb")
    brief = Brief.open("haiphong", "HP.A.VIII", "2024-10", store=path)
    for lang, name in (("vi", "quý III/2024"), ("en", "Q3 2024")):
        page = brief.warning_section().make(lang)
        assert name in page.replace("\u00a0", " ")
        assert check_page(page, brief.content, lang).facts >= 3
    deep = Explained.open("haiphong", "HP.A.VIII", "2024-10", store=path)
    assert deep.flag is not None
    assert len(deep.series) == 32
    assert deep.series.index[-1] == pd.Timestamp("2024-09-01")


def test_an_old_quarter_is_no_news(tmp_path: Path) -> None:
    rows = rows_of("HP.A.VIII.3/visitors", "nghìn lượt khách", quarters(32, newest=0.6))
    found = screened(tmp_path, "HP.A.VIII", rows, "2024-12")
    assert (found.flags, found.series) == ((), 0)


def test_a_usual_quarter_is_judged_and_not_told(tmp_path: Path) -> None:
    rows = rows_of("HP.A.VIII.3/visitors", "nghìn lượt khách", quarters(32))
    found = screened(tmp_path, "HP.A.VIII", rows, "2024-10")
    assert (found.flags, found.series) == ((), 1)


def test_twelve_earlier_figures_suffice_and_eleven_do_not(tmp_path: Path) -> None:
    for count, series in ((13, 1), (12, 0)):
        rows = rows_of("HP.A.VIII.3/visitors", "nghìn lượt khách", quarters(count))
        folder = tmp_path / str(count)
        folder.mkdir()
        assert screened(folder, "HP.A.VIII", rows, "2024-10").series == series


def test_months_go_before_quarters(tmp_path: Path) -> None:
    months = [str(p) for p in pd.period_range(end="2024-10", periods=60, freq="M")]
    rng = np.random.default_rng(2)
    monthly = dict(zip(months, 160 * np.exp(0.02 * rng.normal(size=60)), strict=True))
    rows = rows_of("HP.A.VIII.3/visitors", "nghìn lượt khách", quarters(32, newest=0.6) | monthly)
    found = screened(tmp_path, "HP.A.VIII", rows, "2024-10")
    assert (found.flags, found.series) == ((), 1)


def test_half_years_know_their_season(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    unit = "nghìn lượt khách"
    halves = [f"{year}-S{half}" for year in range(2012, 2025) for half in (1, 2)][:-1]
    values = np.tile([100.0, 120.0], 13)[:25] * np.exp(0.02 * rng.normal(size=25))
    given = rows_of("HP.A.VIII.3/visitors", unit, dict(zip(halves, values, strict=True)))
    usual = screened(tmp_path / "usual", "HP.A.VIII", given, "2024-07")
    assert (usual.flags, usual.series) == ((), 1)
    values[-1] = 135.0
    given = rows_of("HP.A.VIII.3/visitors", unit, dict(zip(halves, values, strict=True)))
    found = screened(tmp_path / "other", "HP.A.VIII", given, "2024-07")
    (flag,) = found.flags
    assert "6 tháng đầu năm 2024" in flag.text_vi
    assert flag.expected == pytest.approx(100, rel=0.05)


def test_years_are_told_up_to_march(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    values = 300 * 1.05 ** np.arange(20) * np.exp(0.02 * rng.normal(size=20))
    values[-1] *= 0.7
    years = {str(2005 + n): value for n, value in enumerate(values)}
    rows = rows_of("HP.A.VIII.3/visitors", "nghìn lượt khách", years)
    (flag,) = screened(tmp_path, "HP.A.VIII", rows, "2025-03").flags
    assert (flag.period, flag.frequency, flag.direction) == ("2024", "A", "down")
    assert "năm 2024" in flag.text_vi
    assert set(flag.evidence) == {"year_before", "two_years_before"}


def test_each_crop_season_is_held_against_its_own(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    size = {"DX": 60.0, "MU": 48.0}
    crops = {
        f"{year}-{season}": level * np.exp(0.02 * rng.normal())
        for year in range(2010, 2025)
        for season, level in size.items()
    }
    crops["2024-MU"] = 34.0
    rows = rows_of("HP.A.VIII.3/visitors", "nghìn lượt khách", crops)
    found = screened(tmp_path, "HP.A.VIII", rows, "2025-01")
    (flag,) = found.flags
    assert (flag.period, flag.frequency) == ("2024-MU", "C")
    assert "vụ mùa 2024" in flag.text_vi
    assert flag.expected == pytest.approx(48, rel=0.05)
    assert found.series == 1  # the winter-spring crop of May is no news


def test_counts_by_quarter_are_an_outbreak(tmp_path: Path) -> None:
    rng = np.random.default_rng(6)
    values = dict.fromkeys(quarters(24), 0.0) | {
        period: float(rng.poisson(6)) for period in quarters(24)
    }
    values["2024-Q3"] = 22.0
    found = screened(tmp_path, "HP.A.X", rows_of("HP.A.X.4/deaths", "người", values), "2024-10")
    (flag,) = found.flags
    assert (flag.rule, flag.period, flag.observed) == ("counts", "2024-Q3", 22.0)
    assert flag.expected == pytest.approx(6, abs=1.5)
    assert "quý III/2024 có 22" in flag.text_vi


def test_a_negative_count_goes_to_the_reporter(tmp_path: Path) -> None:
    values = dict.fromkeys(quarters(24), 5.0) | {"2024-Q3": -5.0}
    found = screened(tmp_path, "HP.A.X", rows_of("HP.A.X.4/deaths", "người", values), "2024-10")
    assert found.flags == ()
    (doubt,) = found.doubts
    assert (doubt.period, doubt.cause, doubt.observed) == ("2024-Q3", "sign", -5.0)


def test_crop_seasons_and_years_are_news_for_three_months() -> None:
    months = ["2024-08", "2024-09", "2024-12", "2025-01"]
    assert [is_fresh("2024-HT", month) for month in months] == [False, True, True, False]
    assert [is_fresh("2024", month) for month in months] == [False, False, True, True]


def test_half_years_of_any_table_are_told_from_their_dates() -> None:
    days = [f"{year}-{day}" for year in range(2012, 2025) for day in ("06-30", "12-31")]
    values = np.tile([100.0, 110.0], 13) + np.random.default_rng(7).normal(0, 1, 26)
    table = pd.DataFrame({"unique_id": "a", "ds": days, "y": values})
    table.loc[25, "y"] = 160.0
    grid = read_grid(table)
    assert (grid.frequency, grid.labels[-2:]) == ("S", ["2024-S1", "2024-S2"])
    assert grid.seasons[-3:].tolist() == [1, 0, 1]
    row = rows(screen(grid)).iloc[0]
    assert row["ds"] == pd.Timestamp("2024-12-31")
    assert row["flag"]
    assert "6 tháng cuối năm 2024" in row["text_vi"]
    late = read_grid(table[:-1], newest="2024-12-01")
    assert late.labels[-1] == "2024-S2"
    assert np.isnan(late.values[0, -1])
