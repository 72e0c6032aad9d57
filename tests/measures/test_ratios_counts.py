"""Ratios, league tables, counts, ratings and dossiers."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from phantich.measures import counts, ratings, ratios
from phantich.measures.comparisons import on_lag
from phantich.measures.flows import compare_flows
from phantich.measures.panel import Panel

NAN = math.nan
AMOUNTS = arrays(float, 6, elements=st.one_of(st.floats(0.01, 50), st.sampled_from([0.0, NAN])))


@given(AMOUNTS, AMOUNTS, st.lists(st.sampled_from("xyz"), min_size=6, max_size=6))
def test_ratios_are_sums_over_sums(above: np.ndarray, below: np.ndarray, groups: list[str]) -> None:
    def pooled(rows: list[int]) -> float:
        both = [i for i in rows if not math.isnan(above[i]) and not math.isnan(below[i])]
        total = sum(below[i] for i in both)
        return 100 * sum(above[i] for i in both) / total if total > 0 else NAN

    np.testing.assert_allclose(ratios.pooled_ratio(above, below), pooled(list(range(6))))
    names, found = ratios.pooled_by(above, below, groups)
    assert list(names) == list(dict.fromkeys(groups))
    wanted = [pooled([i for i in range(6) if groups[i] == name]) for name in names]
    np.testing.assert_allclose(found, wanted)
    names, twice = ratios.pooled_by(
        np.stack([above, above], 1), np.stack([below, below], 1), groups
    )
    np.testing.assert_allclose(twice, np.stack([found, found], 1))


def test_pooling_along_an_axis() -> None:
    above, below = np.array([[1.0, 2.0], [3.0, NAN]]), np.array([[10.0, 5.0], [10.0, 5.0]])
    np.testing.assert_allclose(ratios.pooled_ratio(above, below), [20, 40])
    np.testing.assert_allclose(ratios.pooled_ratio(above, below, axis=1), [20, 30])


def test_disbursement_has_two_denominators() -> None:
    """Paid 524.3 of 1000 assigned, of which the Prime Minister assigned 898.85: 52.43 and 58.33."""
    found = ratios.disbursement_rates(*map(np.array, ([524.3], [1000.0], [898.85])))
    assert found["all"].round(2).tolist() == [52.43]
    assert found["pm"].round(2).tolist() == [58.33]


def test_point_changes() -> None:
    np.testing.assert_allclose(
        ratios.point_change(np.array([[50.0, 52.5, NAN, 60.0]]), 2), [[NAN, NAN, NAN, 7.5]]
    )


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, table I, method 3 (Wilson's score).
        (81, 263, 25.53, 36.62),
        (15, 148, 6.24, 16.05),
        (0, 20, 0.00, 16.11),
        (1, 29, 0.61, 17.18),
    ],
)
def test_wilson_limits_as_published(successes: int, trials: int, low: float, high: float) -> None:
    limits = ratios.wilson(np.array([float(successes)]), np.array([float(trials)]))
    assert limits[0][0] == pytest.approx(low, abs=0.005)
    assert limits[1][0] == pytest.approx(high, abs=0.005)


def test_wilson_limits_stay_within_bounds_and_refuse_nonsense() -> None:
    low, high = ratios.wilson(
        np.array([0.0, 5.0, 3.0, 6.0, -1.0, NAN, 0.0]),
        np.array([5.0, 5.0, 6.0, 5.0, 5.0, 5.0, 0.0]),
    )
    assert low[0] == 0.0
    assert high[1] == pytest.approx(100.0)
    assert high[1] <= 100.0
    assert low[1] == pytest.approx(100 - high[0])
    assert low[2] + high[2] == pytest.approx(100)
    assert np.isnan(low[3:]).all()
    assert np.isnan(high[3:]).all()
    narrow = ratios.wilson(np.array([3.0]), np.array([6.0]), confidence=0.5)
    z = stats.norm.ppf(0.75)
    half = z * math.sqrt(0.25 / 6 + z**2 / 144) / (1 + z**2 / 6)
    assert narrow[1][0] == pytest.approx(50 + 100 * half)


def test_league_table_with_ties_changes_and_bands() -> None:
    table = ratios.league(
        np.array([9.0, 8.0, 8.0, NAN, 12.0]),
        np.array([10.0, 10.0, 10.0, 10.0, 10.0]),
        np.array([70.0, 90.0, NAN, 80.0, 60.0]),
    )
    np.testing.assert_allclose(table.values, [90, 80, 80, NAN, 120])
    assert table.ranks.tolist() == [2, 3, 3, 0, 1]
    assert table.change.tolist() == [1, -2, 0, 0, 3]
    np.testing.assert_allclose([table.low[1], table.high[1]], [49.02, 94.33], atol=0.005)
    assert table.high[4] == pytest.approx(100.0)
    reverse = ratios.league(np.array([1.0, 2.0]), np.array([4.0, 4.0]), high_is_good=False)
    assert reverse.ranks.tolist() == [1, 2]
    assert reverse.change.tolist() == [0, 0]
    down = ratios.league(np.array([1.0, 2.0]), np.ones(2), np.array([9.0, 1.0]), high_is_good=False)
    assert down.change.tolist() == [1, -1]


@pytest.mark.parametrize(
    ("confidence", "low", "high"),
    [(0.90, 17.38, 34.92), (0.95, 16.18, 36.90), (0.99, 14.00, 41.00)],
)
def test_limits_of_a_count_as_published(confidence: float, low: float, high: float) -> None:
    """GraphPad, «How QuickCalcs computes the confidence interval of a count»: 25 events."""
    limits = counts.rate_limits(np.array([25.0]), np.array([1.0]), 1, confidence)
    assert limits[0][0] == pytest.approx(low, abs=0.005)
    assert limits[1][0] == pytest.approx(high, abs=0.005)


@given(st.integers(0, 60))
def test_limits_of_a_count_leave_the_tails_they_promise(count: int) -> None:
    low, high = counts.rate_limits(np.array([float(count)]), np.array([1.0]), per=1)
    assert stats.poisson.cdf(count, high[0]) == pytest.approx(0.025, abs=1e-9)
    if count:
        assert stats.poisson.sf(count - 1, low[0]) == pytest.approx(0.025, abs=1e-9)
    else:
        assert low[0] == 0.0
        assert high[0] == pytest.approx(3.689, abs=0.0005)


def test_rates_per_inhabitants() -> None:
    population = np.array([2e6, 0.0, NAN, 2e6, 2e6])
    events = np.array([30.0, 1.0, 1.0, NAN, -1.0])
    np.testing.assert_allclose(counts.rate_per(events, population)[:4], [1.5, NAN, NAN, NAN])
    low, high = counts.rate_limits(events, population)
    assert low[0] < 1.5 < high[0]
    assert np.isnan(low[1:]).all()
    assert np.isnan(high[1:]).all()
    np.testing.assert_allclose(counts.rate_per(events[:1], population[:1], 1000), [0.015])


def test_the_ratio_of_two_periods_as_r_prints_it() -> None:
    """R, ``poisson.test(c(11, 21), c(800, 3011))``: ratio 1.971488, limits 0.8584264, 4.2772659."""
    low, high = counts.ratio_limits(np.array(11.0), np.array(21.0), exposure=800 / 3011)
    assert float(low) == pytest.approx(85.84264, abs=5e-6)
    assert float(high) == pytest.approx(427.72659, abs=5e-6)


def test_ratios_with_nothing_on_one_side() -> None:
    now, before = np.array([0.0, 5.0, 0.0, NAN]), np.array([5.0, 0.0, 0.0, 5.0])
    low, high = counts.ratio_limits(now, before)
    assert low[0] == 0.0
    assert high[1] == math.inf
    # Zero of five: the upper limit of the share is 1 − 0.025^(1/5).
    share = 1 - 0.025 ** (1 / 5)
    assert high[0] == pytest.approx(100 * share / (1 - share))
    assert low[1] == pytest.approx(100 * (1 - share) / share)
    assert np.isnan([low[2], low[3], high[2], high[3]]).all()
    one = counts.ratio_limits(np.array([1, 2]), np.array([2, 1]))
    np.testing.assert_allclose(one[0] * one[1][::-1], 1e4)
    assert 0 < one[0][0] < one[1][0] < math.inf
    wide, narrow = counts.ratio_limits(np.array(5.0), np.array(5.0), confidence=0.5)
    assert wide * narrow == pytest.approx(1e4)
    assert wide > counts.ratio_limits(np.array(5.0), np.array(5.0))[0]


@pytest.mark.parametrize(("frequency", "short"), [("M", "mom"), ("Q", "qoq"), ("A", None)])
def test_all_comparisons_of_counts(frequency: str, short: str | None) -> None:
    y = np.random.default_rng(0).poisson(9, (2, 30)).astype(float)
    series = Panel(pd.RangeIndex(2), y, 13, frequency)  # type: ignore[arg-type]
    found = counts.compare_counts(series)
    flow = compare_flows(series)
    assert set(found) == {"yoy", "ytd", "ytd_yoy", "change", "ytd_change"} | ({short} - {None})
    for name in {"yoy", "ytd", "ytd_yoy"} | ({short} - {None}):
        np.testing.assert_array_equal(found[name], flow[name])
    lag = series.seasons
    np.testing.assert_allclose(found["change"][:, lag:], y[:, lag:] - y[:, :-lag])
    sums = flow["ytd"]
    np.testing.assert_allclose(found["ytd_change"][:, lag:], sums[:, lag:] - sums[:, :-lag])
    np.testing.assert_allclose(found["yoy"], on_lag(y, lag))


def test_ratings_with_their_ranks() -> None:
    """PAR index of Hải Phòng and Quảng Ninh 2021 and 2022, Ministry of Home Affairs: Hải Phòng
    91.80 (first) and 90.09 (second), Quảng Ninh 91.04 (second) and 90.10 (first)."""
    table = ratings.rate(np.array([90.09, 90.10, NAN]), np.array([91.80, 91.04, 90.0]))
    assert table.ranks.tolist() == [2, 1, 0]
    assert table.rank_change.tolist() == [-1, 1, 0]
    np.testing.assert_allclose(table.score_change, [-1.71, -0.94, NAN])
    np.testing.assert_allclose(table.behind_best, [0.01, 0, NAN])
    np.testing.assert_array_equal(table.scores, [90.09, 90.10, NAN])
    nothing = ratings.rate(np.array([NAN]), np.array([1.0]))
    assert nothing.ranks.tolist() == [0]
    assert nothing.rank_change.tolist() == [0]
    assert np.isnan(nothing.behind_best).all()


def test_dossiers_by_coverage_and_age() -> None:
    dates = [pd.Timestamp(day) for day in ("2026-09-01", "2026-10-01 12:00", "2026-08-01")]
    found = ratings.dossier(pd.DatetimeIndex(dates), 4, pd.Timestamp("2026-10-03"), 1.5)
    assert (found.coverage, found.age_days, found.stale) == (75.0, 1.5, False)
    assert found.newest == pd.Timestamp("2026-10-01 12:00")
    assert ratings.dossier(pd.DatetimeIndex(dates), 4, pd.Timestamp("2026-10-04"), 1.5).stale
    none = ratings.dossier(pd.DatetimeIndex([]), 4, pd.Timestamp("2026-10-04"), 30)
    assert (none.coverage, none.newest, none.stale) == (0.0, None, True)
    assert math.isnan(none.age_days)
    assert math.isnan(
        ratings.dossier(pd.DatetimeIndex([]), 0, pd.Timestamp("2026-10-04"), 1).coverage
    )
