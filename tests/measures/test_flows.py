"""Flows, stocks, volume indices."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from phantich.measures import flows, stocks, volumes
from phantich.measures.arithmetic import over
from phantich.measures.comparisons import on_lag, on_year_end, year_to_date
from phantich.measures.panel import Panel

NAN = math.nan
MONTHS = arrays(
    float,
    st.tuples(st.integers(1, 3), st.integers(1, 30)),
    elements=st.one_of(st.floats(0, 100), st.just(NAN)),
)


def panel(values: object, start: int, frequency: str = "M") -> Panel:
    array = np.asarray(values, dtype=float)
    return Panel(pd.RangeIndex(len(array)), array, start, frequency)  # type: ignore[arg-type]


@given(MONTHS, st.integers(0, 11))
def test_months_from_sums_and_back(months: np.ndarray, first: int) -> None:
    sums = year_to_date(months, first)
    back = flows.months_from_sums(sums, first)
    known = ~np.isnan(back)
    np.testing.assert_allclose(back[known], months[known], atol=1e-9)
    for row in range(len(sums)):
        for t in range(sums.shape[1]):
            january = (first + t) % 12 == 0
            before = sums[row, t - 1] if t else NAN
            wanted = sums[row, t] - (0.0 if january else before)
            np.testing.assert_allclose(back[row, t], wanted, atol=1e-9)


def test_quarters_begin_anew_in_january() -> None:
    sums = np.array([3.0, 10.0, 4.0, 9.0])
    np.testing.assert_allclose(flows.months_from_sums(sums, 3, 4), [NAN, 10, -6, 5])


def test_published_and_differenced_months_are_both_kept() -> None:
    both = flows.both_ways(np.array([10.0, 14.0, NAN]), np.array([10.0, 25.0, 40.0]), 0)
    np.testing.assert_allclose(both.published, [10, 14, NAN])
    np.testing.assert_allclose(both.differenced, [10, 15, 15])
    np.testing.assert_allclose(both.discrepancy, [0, 1, NAN])
    quarters = flows.both_ways(np.ones(4), np.array([5.0, 7.0, 9.0, 12.0]), 2, 4)
    np.testing.assert_allclose(quarters.differenced, [NAN, 2, 9, 3])
    assert flows.both_ways(np.ones(13), np.ones(13), 0).differenced[12] == 1.0


def test_january_and_february_together() -> None:
    """Tết in February 2024 and January 2023: the months say −20 % and +70 %, together +13 %."""
    y = np.full(26, 5.0)
    y[[1, 2, 13, 14]] = [100.0, 70.0, 80.0, 112.0]
    found = flows.first_two_months(y, first_season=11)
    assert np.flatnonzero(~np.isnan(found)).tolist() == [14]
    assert found[14] == pytest.approx(100 * 192 / 170)
    assert on_lag(y, 12)[13] == pytest.approx(80)
    y[13] = NAN
    assert np.isnan(flows.first_two_months(y, 11)).all()


def test_plans_shares_and_the_needed_rate() -> None:
    sums = np.array([30.0, 60.0, NAN])
    plans = np.array([[100.0], [0.0], [NAN]])
    found = flows.percent_of_plan(sums, plans)
    np.testing.assert_allclose(found, [[30, 60, NAN], [NAN] * 3, [NAN] * 3])
    places = np.array([0, 8, 11, 11, 5, 3])
    done = np.array([0.0, 60.0, 120.0, 100.0, 130.0, NAN])
    rate = flows.needed_run_rate(done, np.full(6, 120.0), places)
    np.testing.assert_allclose(rate, [120 / 11, 20, 0, NAN, 0, NAN])
    assert flows.needed_run_rate(np.array(10.0), np.array(40.0), np.array(1), 4) == 15
    np.testing.assert_allclose(flows.share(np.array([1.0]), np.array([8.0])), [12.5])


def test_structure_and_growth_contributions() -> None:
    parts = np.array([[40.0, 10.0, 60.0], [60.0, 30.0, 90.0]])
    np.testing.assert_allclose(
        flows.structure_change(parts, lag=1), [[NAN, -15, 15], [NAN, 15, -15]]
    )
    found = flows.growth_contributions(parts, parts.sum(axis=0), lag=2)
    np.testing.assert_allclose(found, [[NAN, NAN, 20], [NAN, NAN, 30]])
    year = np.ones((2, 13))
    year[0, 12] = 3.0
    np.testing.assert_allclose(flows.structure_change(year)[:, 12], [25, -25])
    np.testing.assert_allclose(flows.growth_contributions(year, year.sum(axis=0))[:, 12], [100, 0])
    lost = np.array([[1.0, NAN], [1.0, 1.0]])
    assert np.isnan(flows.structure_change(lost, lag=1)).all()


@given(arrays(float, (3, 15), elements=st.floats(0.5, 9)), st.integers(1, 14))
def test_growth_contributions_sum_to_the_growth(parts: np.ndarray, lag: int) -> None:
    whole = parts.sum(axis=0)
    found = flows.growth_contributions(parts, whole, lag)
    np.testing.assert_allclose(found.sum(axis=0), on_lag(whole, lag) - 100, atol=1e-9)


def test_trade() -> None:
    """Goods trade of Viet Nam in 2023: exports 355.5, imports 327.5, surplus 28 thousand million
    US dollars (General Statistics Office, December 2023)."""
    exports, imports = np.array([355.5]), np.array([327.5])
    assert flows.trade_balance(exports, imports)[0] == 28.0
    assert flows.cover_ratio(exports, imports)[0] == pytest.approx(108.55, abs=0.005)


def test_the_largest_parts_and_the_others() -> None:
    parts = np.array([5.0, 20.0, NAN, 20.0, 10.0])
    found = flows.largest(parts, 2)
    assert found.rows.tolist() == [1, 3]
    assert found.values.tolist() == [20, 20]
    np.testing.assert_allclose(found.shares, [400 / 11, 400 / 11])
    assert (found.others, found.others_share) == pytest.approx((15.0, 300 / 11))
    whole = flows.largest(parts, 9, whole=100.0)
    assert whole.rows.tolist() == [1, 3, 4, 0]
    assert whole.shares.tolist() == [20, 20, 10, 5]
    assert (whole.others, whole.others_share) == (45.0, 45.0)


@pytest.mark.parametrize(
    ("frequency", "names"),
    [
        ("M", {"ytd", "yoy", "ytd_yoy", "mom", "first_two_months"}),
        ("Q", {"ytd", "yoy", "ytd_yoy", "qoq"}),
        ("S", {"ytd", "yoy", "ytd_yoy", "mom"}),
        ("A", {"ytd", "yoy", "ytd_yoy"}),
    ],
)
def test_all_comparisons_of_flows(frequency: str, names: set[str]) -> None:
    y = np.random.default_rng(0).uniform(1, 2, (2, 30))
    series = panel(y, 13, frequency)
    found = flows.compare_flows(series)
    assert set(found) == names
    seasons, first = series.seasons, series.first_season
    sums = year_to_date(y, first, seasons)
    np.testing.assert_array_equal(found["ytd"], sums)
    np.testing.assert_array_equal(found["yoy"], on_lag(y, seasons))
    np.testing.assert_array_equal(found["ytd_yoy"], on_lag(sums, seasons))
    for name in {"mom", "qoq"} & names:
        np.testing.assert_array_equal(found[name], on_lag(y, 1))
    if frequency == "M":
        np.testing.assert_array_equal(found["first_two_months"], flows.first_two_months(y, first))


@pytest.mark.parametrize(
    ("frequency", "names"),
    [
        ("M", {"yoy", "mom", "vs_december"}),
        ("Q", {"yoy", "qoq", "vs_december"}),
        ("S", {"yoy", "mom", "vs_december"}),
        ("A", {"yoy"}),
    ],
)
def test_all_comparisons_of_stocks_and_volumes(frequency: str, names: set[str]) -> None:
    y = np.random.default_rng(0).uniform(1, 2, (2, 30))
    series = panel(y, 13, frequency)
    seasons, first = series.seasons, series.first_season
    found, volume = stocks.compare_stocks(series), volumes.compare_volumes(series)
    assert set(found) == names
    assert set(volume) == names | ({"ytd_yoy"} if seasons > 1 else set())
    for table in (found, volume):
        np.testing.assert_array_equal(table["yoy"], on_lag(y, seasons))
        if seasons > 1:
            np.testing.assert_array_equal(table["vs_december"], on_year_end(y, first, seasons))
            np.testing.assert_array_equal(table["qoq" if frequency == "Q" else "mom"], on_lag(y, 1))
    if seasons > 1:
        sums = year_to_date(y, first, seasons)
        np.testing.assert_array_equal(volume["ytd_yoy"], on_lag(sums, seasons))


@given(arrays(float, (3, 30), elements=st.floats(0.5, 9)), st.sampled_from([12, 4]), st.data())
def test_stock_contributions_sum_to_the_growth_since_december(
    parts: np.ndarray, seasons: int, data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, seasons - 1))
    whole = parts.sum(axis=0)
    found = stocks.contributions_since_december(parts, whole, first, seasons)
    growth = on_year_end(whole, first, seasons) - 100
    np.testing.assert_allclose(found.sum(axis=0), growth, atol=1e-9)


def test_stocks_without_a_base_have_no_contribution() -> None:
    parts = np.array([[1.0, 2.0], [-1.0, 3.0]])
    assert np.isnan(stocks.contributions_since_december(parts, parts.sum(axis=0), 11)).all()


@given(arrays(float, (3, 14), elements=st.floats(20, 200)), st.integers(1, 13))
def test_industry_contributions_sum_to_the_growth(indices: np.ndarray, lag: int) -> None:
    weights = np.array([8.0, 87.0, 5.0])
    whole = weights @ indices / 100
    found = volumes.industry_contributions(indices, weights, lag)
    np.testing.assert_allclose(found.sum(axis=0), on_lag(whole, lag) - 100, atol=1e-9)


def test_industry_contributions_by_hand_and_with_a_gap() -> None:
    indices = np.array([[100.0, 110.0, 120.0], [100.0, 95.0, NAN]])
    found = volumes.industry_contributions(indices, np.array([3.0, 1.0]), lag=1)
    np.testing.assert_allclose(found, [[NAN, 7.5, NAN], [NAN, -1.25, NAN]])
    yearly = volumes.industry_contributions(np.ones((1, 13)), np.array([2.0]))
    np.testing.assert_allclose(yearly, [[*[NAN] * 12, 0]])


def test_division_over_nothing_is_missing() -> None:
    found = over(np.array([1.0, 1.0, 1.0, NAN]), np.array([2.0, 0.0, -1.0, 1.0]))
    np.testing.assert_allclose(found, [50, NAN, NAN, NAN])
    np.testing.assert_allclose(over(np.array([3.0]), np.array([[2.0], [NAN]]), 1), [[1.5], [NAN]])
