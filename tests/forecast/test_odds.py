"""Odds of the annual plan: hand arithmetic, properties, known odds, real investment."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.errors import DataError, UsageError
from phantich.forecast.observed import observed_paths
from phantich.forecast.odds import OddsTable, year_end_odds
from phantich.forecast.yearends import own_path
from phantich.forecast.yearpaths import YearPaths
from tests.scripts import script


def _simulated(units: int = 30, years: int = 9, seed: int = 0) -> YearPaths:
    """Years that end at a lognormal share of a plan of 100, filled up more in late months."""
    random = np.random.default_rng(seed)
    usual = random.normal(-0.05, 0.08, (units, 1))
    ends = 100 * np.exp(usual + random.normal(0, 0.06, (units, years)))
    steps = random.gamma(20, 1, (units, years, 12)) * np.linspace(0.5, 1.5, 12)
    sums = steps.cumsum(axis=2)
    return YearPaths(
        pd.RangeIndex(units).astype(str), 2017, sums / sums[:, :, -1:] * ends[:, :, None],
        np.full((units, years), 100.0),
    )  # fmt: skip


def test_own_path_is_the_mean_growth_of_the_past_with_students_spread() -> None:
    """Growth logs ln 2, ln 2.2, ln 2.42 after June: mean ln 2.2, spread ln 1.1, two degrees."""
    sums = np.full((1, 4, 12), np.nan)
    sums[0, :3, 5] = 50.0
    sums[0, :3, 11] = 50 * np.array([2.0, 2.2, 2.42])
    sums[0, 3, 5] = 60.0
    logs, years = own_path(sums, 5, np.array([0.5, 0.975]))
    assert years[0] == 3
    assert np.exp(logs[0, 0]) == pytest.approx(132.0)
    # Student's t with 2 degrees at 97.5 % is 4.30265 in every printed table.
    assert logs[0, 1] - logs[0, 0] == pytest.approx(
        4.30265 * np.log(1.1) * np.sqrt(4 / 3), rel=1e-5
    )


def test_a_plan_already_reached_is_certain_and_asks_for_nothing_more() -> None:
    paths = _simulated().cut(2025, 8)
    paths.plans[0, -1] = paths.sums[0, -1, 8]
    odds = year_end_odds(paths)
    assert odds.probability[0, 0] == 1.0
    assert odds.needed[0, 0] == 0.0
    assert (odds.quantiles >= odds.to_date[:, None]).all()


def test_what_each_month_must_bring() -> None:
    paths = _simulated().cut(2025, 8)
    odds = year_end_odds(paths, {"scenario": np.full(30, 130.0)})
    assert odds.needed[3, 1] == pytest.approx((130.0 - odds.to_date[3]) / 3)
    assert odds.targets == ("plan", "scenario")


def test_figures_after_the_month_are_not_looked_at() -> None:
    paths = _simulated()
    honest = year_end_odds(paths.cut(2024, 5))
    paths.sums[:, -2, 6:] *= 7
    paths.sums[:, -1, :] = 1.0
    assert np.array_equal(year_end_odds(paths.cut(2024, 5)).probability, honest.probability)


@given(st.floats(0.001, 1e6))
def test_the_unit_of_the_figures_does_not_matter(scale: float) -> None:
    paths = _simulated(units=10).cut(2025, 6)
    scaled = YearPaths(paths.ids, 2017, paths.sums * scale, paths.plans * scale)
    assert year_end_odds(scaled).probability == pytest.approx(
        year_end_odds(paths).probability, abs=1e-6
    )


def test_a_harder_target_is_never_likelier() -> None:
    targets = {str(a): np.full(30, float(a)) for a in range(60, 160, 5)}
    probability = year_end_odds(_simulated().cut(2025, 6), targets).probability[:, 1:]
    assert (np.diff(probability, axis=1) <= 1e-12).all()


def test_paths_rise_to_the_year_end() -> None:
    odds = year_end_odds(_simulated().cut(2025, 6))
    middle = odds.paths[:, 7:, 2]
    assert np.isnan(odds.paths[:, :7]).all()
    assert (np.diff(middle, axis=1) > 0).all()
    assert odds.paths[:, -1] == pytest.approx(odds.quantiles, rel=1e-9)


def test_odds_are_calibrated_where_the_truth_is_known() -> None:
    """Simulated years: among those given p the plan is missed in a share p of cases."""
    chances, events = [], []
    for seed in range(12):
        paths = _simulated(seed=seed)
        chances.append(year_end_odds(paths.cut(2025, 5), reach=0.95).miss[:, 0])
        events.append(paths.sums[:, -1, -1] < 95)
    chance, event = np.concatenate(chances), np.concatenate(events)
    for low, high in ((0, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 1.01)):
        inside = (chance >= low) & (chance < high)
        assert inside.sum() > 30
        assert abs(chance[inside].mean() - event[inside].mean()) < 0.13
    assert abs(chance.mean() - event.mean()) < 0.05


def test_units_without_odds_say_why() -> None:
    sums = np.full((3, 2, 12), np.nan)
    sums[0, 1, :3] = [1.0, 2.0, 3.0]
    sums[1, 1, :3] = [-1.0, -2.0, -3.0]
    sums[2, 0, :] = np.arange(1, 13)
    odds = year_end_odds(YearPaths(pd.Index(list("abc")), 2024, sums, np.full((3, 2), 20.0)))
    assert odds.reasons == ("too_short", "negative", "no_figure")
    assert np.isnan(odds.probability).all()
    assert odds.methods == ("", "", "")


def test_a_few_items_of_one_budget_take_their_own_path_and_need_no_plan() -> None:
    paths = _simulated(units=3, years=5).cut(2021, 6)
    paths.plans[1] = np.nan
    odds = year_end_odds(paths)
    assert odds.methods == ("own path",) * 3
    assert np.isnan(odds.probability[1, 0])
    assert np.isfinite(odds.expected).all()


def test_december_is_the_result() -> None:
    odds = year_end_odds(_simulated())
    assert odds.expected == pytest.approx(odds.to_date)
    assert set(np.unique(odds.probability)) <= {0.0, 1.0}


def test_wrong_calls_are_refused() -> None:
    paths = _simulated().cut(2025, 6)
    with pytest.raises(UsageError, match="reach"):
        year_end_odds(paths, reach=0.0)
    with pytest.raises(UsageError, match="one amount for each of 30"):
        year_end_odds(paths, {"council": np.ones(2)})
    with pytest.raises(UsageError, match="outside"):
        paths.cut(2030, 1)
    with pytest.raises(DataError, match="no column plan"):
        YearPaths.from_long(
            pd.DataFrame({"unique_id": ["a"], "ds": ["2024-01"], "y": [1.0]}),
            pd.DataFrame({"unique_id": ["a"], "year": [2024]}),
        )


def _rows(*rows: tuple[str, str, float, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["period", "measure", "value", "vintage"])
    return table.assign(
        area="Hải Phòng", item="Tổng số", status="A",
        frequency=["M" if len(p) == 7 else "A" for p in table["period"]],
    )  # fmt: skip


def test_published_figures_are_linked_by_the_identities_of_their_tables() -> None:
    """ytd 2023-03 = 60 / 120 % = 50; April's sum = 80 − May's 15 less nothing = 65."""
    table = _rows(
        ("2024-03", "ytd", 60.0, "2024-03-29"), ("2024-03", "ytd_yoy", 120.0, "2024-03-29"),
        ("2024-05", "level", 15.0, "2024-05-29"), ("2024-05", "ytd", 80.0, "2024-05-29"),
        ("2024-05", "pct_plan", 40.0, "2024-05-29"), ("2024", "plan", 180.0, "2024-01-05"),
    )  # fmt: skip
    paths = observed_paths(table)
    assert paths.sums[0, 0, 2] == pytest.approx(50.0)
    assert paths.sums[0, 1, 2:5] == pytest.approx([60.0, 65.0, 80.0])
    assert paths.plans[0] == pytest.approx([np.nan, 200.0], nan_ok=True)
    early = observed_paths(table, as_of="2024-04-30")
    assert early.plans[0, 1] == pytest.approx(180.0)
    assert np.isnan(early.sums[0, 1, 4])


def test_a_later_vintage_replaces_an_estimate_but_not_before_it_is_known() -> None:
    table = _rows(("2024-03", "ytd", 60.0, "2024-03-29"), ("2024-03", "ytd", 63.0, "2024-04-29"))
    assert observed_paths(table).sums[0, 0, 2] == 63.0
    assert observed_paths(table, as_of="2024-04-01").sums[0, 0, 2] == 60.0


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    """The script that prints the table of odds."""
    return script("benchmarks/odds.py")


@pytest.mark.shared
@pytest.mark.slow
def test_real_investment_beats_the_straight_line(shared: Path, benchmark: ModuleType) -> None:
    table = benchmark.investment(shared / "gso" / "workbooks")
    for month, least in ((6, 0.80), (9, 0.90)):
        line = benchmark.report(benchmark.judged(table, month, 2012), month)
        assert line["AUC"] >= least
        assert line["AUC"] > line["AUC line"]
        assert line["ratio"] < 0.55
        assert abs(line["bias"]) < 0.06
        assert 0.7 < line["covers 80"] < 0.9


def test_a_table_of_odds_is_long(benchmark: ModuleType) -> None:
    odds: OddsTable = year_end_odds(_simulated().cut(2025, 6), {"council": np.full(30, 100.0)})
    long = odds.to_long()
    assert len(long) == 60
    assert {"unique_id", "target", "probability", "needed", "q2.5", "q97.5"} <= set(long.columns)
    event = np.array([1.0, 0.0, 1.0, 0.0])
    assert benchmark.auc(np.array([0.9, 0.1, 0.8, 0.8]), event) == pytest.approx(0.875)
    assert benchmark.calibration(np.array([0.9, 0.1, 0.9, 0.1]), event) == pytest.approx(0.1)
