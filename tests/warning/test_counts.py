"""Outbreaks in counts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from phantich.errors import DataError
from phantich.warning.countdesign import design, place_of
from phantich.warning.countmodel import Design, fit
from phantich.warning.counts import ALARM_P, judge_counts
from phantich.warning.outbreaks import count_rows
from phantich.warning.spell import NEWEST, Chances, chance, combined


def table(counts: np.ndarray, freq: str, name: str = "fires") -> pd.DataFrame:
    days = pd.date_range("2016-01-04", periods=len(counts), freq=freq)
    return pd.DataFrame({"unique_id": name, "ds": days, "y": counts.astype(float)})


def simulated(periods: int, per_year: float, mean: float, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    season = np.exp(0.3 * np.cos(2 * np.pi * np.arange(periods) / per_year))
    return rng.poisson(mean * season).astype(float)


def test_without_priors_and_outbreaks_it_is_the_quasi_poisson_regression_of_statsmodels() -> None:
    counts = simulated(120, 12, 20.0, 1)
    x = design(np.arange(552, 672), 672, "M", 10.0).columns
    found = fit(counts[None, :], Design(x, np.full(x.shape[1], np.inf)))
    weights = np.ones(120)
    model = sm.GLM(counts, x, family=sm.families.Poisson(), freq_weights=weights).fit(scale="X2")
    # One or two of 120 regular figures are taken for suspects and weigh less here.
    np.testing.assert_allclose(found.beta[0], model.params, atol=0.02)
    np.testing.assert_allclose(found.phi[0], max(model.scale, 1.0), rtol=0.05)


def test_rare_events_are_judged_exactly() -> None:
    # 3 events in 57 past months (3 of 60 are kept out), then 2 in one: of 5 events in 58 months,
    # 2 or more fall into one given month with chance 1 - (57/58)^5 - 5 (1/58) (57/58)^4 = .002896
    counts = np.zeros(61)
    counts[[3, 20, 44]] = 1
    counts[60] = 2
    found = judge_counts(table(counts, "MS")).iloc[0]
    share = 1 / 58
    assert found["p_value"] == pytest.approx(1 - (1 - share) ** 5 - 5 * share * (1 - share) ** 4)
    assert found["expected"] == pytest.approx(3 / 57)
    counts[60] = 1
    assert judge_counts(table(counts, "MS")).iloc[0]["p_value"] == 1.0


@pytest.mark.parametrize(("freq", "per_year"), [("MS", 12.0), ("W-MON", 52.18), ("D", 365.25)])
def test_an_outbreak_is_seen_and_a_usual_season_is_not(freq: str, per_year: float) -> None:
    counts = simulated(round(6 * per_year), per_year, 8.0, 2)
    counts[-1] = 8
    usual = judge_counts(table(counts, freq)).iloc[0]
    counts[-1] = 30
    outbreak = judge_counts(table(counts, freq)).iloc[0]
    assert usual["p_value"] > 0.05
    assert outbreak["p_value"] < ALARM_P / 100
    assert outbreak["lo"] < outbreak["expected"] < outbreak["hi"] < 30


def test_normal_periods_seldom_alarm() -> None:
    rows = [table(simulated(260, 52.18, 6.0, 100 + s), "W-MON", f"s{s}") for s in range(40)]
    found = judge_counts(pd.concat(rows), last=25)
    assert len(found) == 1000
    # Binomial(1000, .01): 20 or more happen in 3 of 1000 such tests.
    assert (found["p_value"] < ALARM_P).sum() < 20


def test_past_outbreaks_do_not_hide_the_next_one() -> None:
    counts = simulated(120, 12, 6.0, 3)
    clean = judge_counts(table(counts, "MS")).iloc[0]
    counts[[30, 55, 56, 80]] = 60
    spoiled = judge_counts(table(counts, "MS")).iloc[0]
    assert spoiled["expected"] < 1.15 * clean["expected"]
    # Four months of ten times the usual count would make the limit twice as high with full weight.
    assert spoiled["hi"] < 1.5 * clean["hi"]


def test_daily_counts_know_their_weekdays() -> None:
    rng = np.random.default_rng(4)
    weekend = np.arange(1096) % 7 >= 5
    counts = rng.poisson(np.where(weekend, 20.0, 5.0)).astype(float)
    found = judge_counts(table(counts, "D"), last=14)
    assert found["expected"].min() < 7
    assert found["expected"].max() > 17


def test_only_the_past_is_used_and_each_series_stands_alone() -> None:
    first = table(simulated(200, 52.18, 5.0, 5), "W-MON", "a")
    second = table(simulated(200, 52.18, 50.0, 6), "W-MON", "b")
    both = judge_counts(pd.concat([second, first]), last=3)
    alone = judge_counts(first, last=3)
    pd.testing.assert_frame_equal(both[both["unique_id"] == "a"].reset_index(drop=True), alone)
    earlier = judge_counts(first.iloc[:-2], last=1)
    pd.testing.assert_frame_equal(earlier, alone.iloc[:1])


def test_gaps_are_no_zeros_and_a_missing_newest_count_is_told() -> None:
    frame = table(simulated(60, 12, 30.0, 7), "MS")
    gap = frame.drop(index=range(10, 30))
    assert judge_counts(gap)["expected"].iloc[0] > 20
    frame.loc[59, "y"] = np.nan
    newest = judge_counts(frame).iloc[0]
    assert np.isnan(newest["y"])
    assert np.isnan(newest["p_value"])
    assert newest["expected"] > 20


def test_too_short_a_past_is_not_judged() -> None:
    found = judge_counts(table(np.array([3.0, 4, 2, 3, 50]), "MS"))
    assert found[["expected", "p_value"]].isna().all(axis=None)
    assert judge_counts(table(np.array([]), "MS")).empty


def test_the_whole_record_is_judged_for_itself() -> None:
    counts = simulated(96, 12, 9.0, 8)
    counts[40] = 45
    found = judge_counts(table(counts, "MS"), last=None)
    assert len(found) == 96
    assert found["p_value"].idxmin() == 40


def test_negative_counts_are_refused() -> None:
    with pytest.raises(DataError, match="a count: 0 or more"):
        judge_counts(table(np.array([1.0, -2.0, 3.0]), "MS"))


def test_weeks_begin_on_monday() -> None:
    days = np.array(["2026-10-04", "2026-10-05", "2026-10-11"], dtype="datetime64[D]")
    places = place_of(days, "W")
    assert (np.diff(places) == [1, 0]).all()


def test_the_chance_of_two_weeks_is_that_of_simulated_normal_weeks() -> None:
    newest, before = np.random.default_rng(11).standard_normal((2, 2_000_000))
    both = (newest + before) / np.sqrt(2)
    score = np.where(newest > NEWEST, np.maximum(newest, both), newest)
    for limit in (0.5, 1.8, 2.326, 3.0):
        share = (score > limit).mean()
        # Three standard deviations of a share of two million.
        room = 3 * np.sqrt(share * (1 - share) / 2_000_000)
        assert chance(np.array(limit)) == pytest.approx(share, abs=room)


def test_a_quiet_newest_week_is_judged_alone() -> None:
    quiet, storm = Chances(np.array([0.30]), np.array([0.25])), Chances(np.zeros(1), np.zeros(1))
    found, rather = combined(quiet, storm)
    assert (found.tail[0], found.middle[0], bool(rather[0])) == (0.30, 0.25, False)
    unknown = Chances(np.array([np.nan]), np.array([np.nan]))
    alone = Chances(np.array([0.01]), np.array([0.008]))
    found, rather = combined(alone, unknown)
    assert (found.tail[0], found.middle[0], bool(rather[0])) == (0.01, 0.008, False)


def test_two_high_weeks_are_seen_where_one_is_not_and_the_text_says_so() -> None:
    rng = np.random.default_rng(12)
    counts = rng.poisson(9.0, 260).astype(float)
    counts[-2:] = 9, 16
    assert judge_counts(table(counts, "W-MON"))["p_value"].iloc[0] > ALARM_P
    counts[-2] = 17
    row = judge_counts(table(counts, "W-MON")).iloc[0]
    # Poisson(18): 33 or more have chance .00098; p is a little larger for the choice of two.
    assert 0.0009 < row["p_value"] < 0.004
    assert row["together"] == 33
    assert row["together_expected"] == pytest.approx(18, abs=1.5)
    told = count_rows(table(counts, "W-MON")).iloc[0]
    assert told["flag"]
    assert "cùng kỳ liền trước là 33" in told["text_vi"].replace("\u00a0", " ")
    counts[-1] = 9
    assert judge_counts(table(counts, "W-MON"))["p_value"].iloc[0] > 0.1


def test_months_are_judged_one_by_one() -> None:
    counts = np.full(120, 9.0)
    counts[-2:] = 16
    alone = counts.copy()
    alone[-2] = 9
    both, one = (judge_counts(table(c, "MS")).iloc[0] for c in (counts, alone))
    assert both["p_value"] == one["p_value"]
    assert np.isnan(both["together"])


@pytest.mark.shared
def test_outbreaks_of_known_size_are_seen(shared: Path) -> None:
    cases = pd.read_parquet(shared / "bench" / "counts_monthly_dev.parquet")
    cases["unique_id"], cases["ds"] = cases["series_id"], pd.to_datetime(cases["ds"])
    found = judge_counts(cases[["unique_id", "ds", "y"]], last=24)
    judged = cases.merge(found, on=["unique_id", "ds"]).query("in_eval == 1")
    hit = judged["p_value"] < ALARM_P
    outbreak = judged["is_outbreak"] == 1
    assert hit[~outbreak].mean() < 0.01
    assert hit[outbreak].groupby(judged["unique_id"]).max().mean() > 0.68


@pytest.mark.shared
def test_weekly_outbreaks_of_known_size_are_seen(shared: Path) -> None:
    cases = pd.read_parquet(shared / "bench" / "counts_weekly_dev.parquet")
    some = sorted(cases["series_id"].unique())[::4]
    cases = cases[cases["series_id"].isin(some)]
    cases["unique_id"], cases["ds"] = cases["series_id"], pd.to_datetime(cases["ds"])
    found = judge_counts(cases[["unique_id", "ds", "y"]], last=49)
    judged = cases.merge(found, on=["unique_id", "ds"]).query("in_eval == 1")
    hit, outbreak = judged["p_value"] < ALARM_P, judged["is_outbreak"] == 1
    assert hit[~outbreak].mean() < 0.01
    assert hit[outbreak].groupby(judged["unique_id"]).max().mean() > 0.5


@pytest.mark.parametrize(("before", "after"), [(7.0, 16.0), (0.3, 0.7)])
def test_another_territory_is_no_outbreak_and_its_own_outbreaks_are(
    before: float, after: float
) -> None:
    """Months, 60 series; from 2025-07 on the city is another one, with more than twice as many."""
    months = pd.date_range("2019-01-01", periods=94, freq="MS")
    random = np.random.default_rng(8)
    mean = np.where(months >= "2025-07-01", after, before)
    y = random.poisson(mean, (60, 94)).astype(float)
    y[0, -1] = 6 * after + 4
    names = np.repeat([f"s{number}" for number in range(60)], 94)
    table = pd.DataFrame({"unique_id": names, "ds": np.tile(months, 60), "y": y.ravel()})
    blind = judge_counts(table, 16)
    told = judge_counts(table, 16, ["2025-07"])
    high = told["p_value"] < ALARM_P
    assert high.mean() < 0.02 < (blind["p_value"] < ALARM_P).mean()
    newest = told[(told["unique_id"] == "s0") & (told["ds"] == months[-1])].iloc[0]
    assert newest["p_value"] < ALARM_P
    assert newest["expected"] == pytest.approx(after, rel=0.5)
    earlier = judge_counts(table[table["ds"] < "2025-07-01"], 3, ["2025-07"])
    same = judge_counts(table[table["ds"] < "2025-07-01"], 3)
    pd.testing.assert_frame_equal(earlier, same)
