"""Chaining, linking and rebasing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from phantich.errors import UsageError
from phantich.measures.comparisons import average_to_date, on_lag, on_year_end, span_average
from phantich.measures.index_series import FixedBase, PeriodOnPeriod
from phantich.measures.panel import Panel

NAN = float("nan")
LEVELS = arrays(
    float, st.tuples(st.integers(1, 3), st.integers(2, 40)), elements=st.floats(50, 150)
)


def fixed(values: object, start: int = 54 * 12, frequency: str = "M") -> FixedBase:
    array = np.asarray(values, dtype=float)
    ids = pd.Index([f"s{i}" for i in range(len(array))])
    return FixedBase(Panel(ids, array, start, frequency))  # type: ignore[arg-type]


@given(LEVELS)
def test_unchaining_then_chaining_gives_the_series_back(levels: np.ndarray) -> None:
    series = fixed(levels)
    links = series.unchain()
    assert links.panel.start == series.panel.start + 1
    again = links.chain()
    assert again.panel.start == series.panel.start
    scale = levels[:, :1] / 100
    np.testing.assert_allclose(again.panel.values * scale, levels, rtol=1e-12)
    np.testing.assert_allclose(links.chain(50.0).panel.values, again.panel.values / 2)


@given(LEVELS, st.integers(0, 11))
def test_products_of_links_are_comparisons_of_levels(levels: np.ndarray, first: int) -> None:
    series = fixed(levels, start=54 * 12 + first)
    links = series.unchain()
    for periods in (1, 3, 12):
        wanted = on_lag(levels, periods)[:, 1:]
        np.testing.assert_allclose(links.cumulate(periods), wanted, rtol=1e-9)
    season = links.panel.first_season
    wanted = on_year_end(levels, first)[:, 1:]
    begun = (np.arange(levels.shape[1] - 1) + season) % 12 <= np.arange(levels.shape[1] - 1)
    np.testing.assert_allclose(links.since_year_end(), np.where(begun, wanted, np.nan), rtol=1e-9)
    averages = average_to_date(levels, first)[:, 1:]
    complete = ~np.isnan(links.average_to_date())
    np.testing.assert_allclose(links.average_to_date()[complete], averages[complete], rtol=1e-9)


def test_quarters_stay_quarters() -> None:
    series = fixed([[100.0, 101.0, 102.0, 103.0, 104.0, 106.0]], start=54 * 4, frequency="Q")
    links = series.unchain()
    assert links.panel.frequency == links.chain().panel.frequency == "Q"
    assert series.rebase("2024").panel.frequency == series.link(series, "2024-Q2").panel.frequency
    np.testing.assert_allclose(links.since_year_end()[0], [NAN, NAN, NAN, 10400 / 103, 10600 / 103])
    # Yearly indices in the first two quarters of 2025, and their geometric mean.
    yearly = [104.0, 100 * 106 / 101]
    averages = links.average_to_date()[0]
    assert averages[3:] == pytest.approx([yearly[0], np.sqrt(yearly[0] * yearly[1])])


def test_every_series_has_its_own_reference() -> None:
    series = fixed([[1.0, 2.0], [0.5, 0.25]])
    np.testing.assert_allclose(series.rebase("2024-01").panel.values, [[100, 200], [100, 50]])
    longer = fixed([[4.0, 8.0], [1.0, 3.0]], start=54 * 12 + 1)
    linked = series.link(longer, "2024-02")
    np.testing.assert_allclose(linked.panel.values, [[1, 2, 4], [0.5, 0.25, 0.75]])


def test_a_gap_breaks_a_chain_but_not_a_window_beside_it() -> None:
    links = PeriodOnPeriod(
        Panel(pd.Index(["a"]), np.array([[110.0, np.nan, 120.0, 50.0]]), 54 * 12)
    )
    np.testing.assert_allclose(links.chain().panel.values, [[100, 110, np.nan, np.nan, np.nan]])
    np.testing.assert_allclose(links.cumulate(2), [[np.nan, np.nan, np.nan, 60.0]])
    np.testing.assert_allclose(links.since_year_end(), [[110, np.nan, np.nan, np.nan]])
    assert np.isnan(links.cumulate(5)).all()


def test_rebasing_on_a_month_a_year_and_a_quarter() -> None:
    series = fixed(np.arange(1.0, 25.0)[None])
    np.testing.assert_allclose(series.rebase("2024-02").panel.values[0, :3], [50, 100, 150])
    np.testing.assert_allclose(series.rebase("2024").panel.values[0, 0], 100 / 6.5)
    np.testing.assert_allclose(series.rebase("2025").panel.values[0, 12:].mean(), 100)
    np.testing.assert_allclose(series.rebase("2024-01", "2024-03").panel.values[0, 1], 100)
    np.testing.assert_allclose(series.rebase("2024-12", "2025").panel.values[0, 11:].mean(), 100)
    quarters = fixed([[1.0, 3.0, 5.0, 7.0]], start=54 * 4, frequency="Q")
    np.testing.assert_allclose(quarters.rebase("2024").panel.values, [[25, 75, 125, 175]])
    np.testing.assert_allclose(quarters.rebase("2024-Q2").panel.values[0, 1], 100)
    years = fixed([[2.0, 4.0]], start=54, frequency="A")
    np.testing.assert_allclose(years.rebase("2025").panel.values, [[50, 100]])


def test_a_reference_that_is_missing_or_not_positive_gives_nothing() -> None:
    assert np.isnan(fixed([[np.nan, 2.0]]).rebase("2024-01").panel.values).all()
    assert np.isnan(fixed([[0.0, 2.0]]).rebase("2024-01").panel.values).all()
    with pytest.raises(UsageError, match="lies outside"):
        fixed([[1.0, 2.0]]).rebase("2024")


def test_linking_a_new_base_on_the_overlap_month() -> None:
    """PPI manual (IMF and others, 2004), table 9.8: old basket to December 2002, new one after it.

    The new series (December 2002 = 100) stands at 101.19, 102.47 and 103.34 in January to March
    2003; linked on December, where the old one is 124.90, it is 126.39, 127.99 and 129.07.
    """
    old = fixed([[119.75, 124.90]], start=32 * 12 + 10)
    new = fixed([[100, 101.19, 102.47, 103.34]], start=32 * 12 + 11)
    linked = old.link(new, "2002-12")
    assert linked.panel.start == old.panel.start
    assert linked.panel.values[0].round(2).tolist() == [119.75, 124.90, 126.39, 127.99, 129.07]


def test_splicing_on_the_mean_of_several_periods() -> None:
    old = fixed([[90.0, 100.0, 110.0]])
    new = fixed([[10.0, 11.0, 12.0, 13.0]], start=54 * 12 + 1)
    # Overlap February and March: old 210 over new 21.
    spliced = old.splice(new, "2024-02", "2024-03")
    np.testing.assert_allclose(spliced.panel.values, [[90, 100, 110, 120, 130]])
    assert np.isnan(old.link(fixed([[0.0, 1.0]], start=54 * 12 + 2), "2024-03").panel.values[0, 3])


@given(LEVELS, st.data())
def test_a_series_linked_to_itself_on_another_base_is_itself(
    levels: np.ndarray, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, levels.shape[1] - 1))
    month = f"{2024 + cut // 12}-{cut % 12 + 1:02d}"
    old, new = fixed(levels[:, : cut + 1]), fixed(levels * 3.7)
    np.testing.assert_allclose(old.link(new, month).panel.values, levels, rtol=1e-12)


def test_different_series_cannot_be_linked() -> None:
    one = fixed([[1.0, 2.0]])
    other = FixedBase(Panel(pd.Index(["other"]), np.ones((1, 2)), 54 * 12))
    quarters = FixedBase(Panel(one.panel.ids, np.ones((1, 2)), 54 * 12, "Q"))
    for newer in (other, quarters):
        with pytest.raises(UsageError, match="the same series in the same order"):
            one.link(newer, "2024-01")
    with pytest.raises(UsageError, match="lies outside"):
        one.link(one, "2023-12")


def test_an_illegal_chain_does_not_exist() -> None:
    assert not hasattr(FixedBase, "chain")
    assert not hasattr(FixedBase, "cumulate")
    assert not hasattr(PeriodOnPeriod, "rebase")
    assert not hasattr(PeriodOnPeriod, "link")


def naive_chain(links: np.ndarray, origin: int, start: float) -> np.ndarray:
    """Level at each point from the origin on and back, up to the first link that lacks."""
    out = np.full(len(links) + 1, NAN)
    out[origin] = start
    for place in range(origin, len(links)):
        out[place + 1] = out[place] * links[place] / 100
    for place in range(origin, 0, -1):
        out[place - 1] = out[place] * 100 / links[place - 1]
    return out


@given(LEVELS, st.data())
def test_chains_go_both_ways_and_end_at_gaps(links: np.ndarray, data: st.DataObject) -> None:
    gaps = data.draw(arrays(bool, links.shape, elements=st.booleans()))
    links = np.where(gaps & (links > 120), NAN, links)
    months = links.shape[1]
    origin = data.draw(st.integers(0, months))
    series = PeriodOnPeriod(Panel(pd.RangeIndex(len(links)), links, 54 * 12 + 1))
    at = f"{2024 + origin // 12}-{origin % 12 + 1:02d}"
    found = series.chain(70.0, at).panel
    assert found.start == 54 * 12
    wanted = np.array([naive_chain(row, origin, 70.0) for row in links])
    np.testing.assert_allclose(found.values, wanted, rtol=1e-9)
    first = series.chain().panel.values
    np.testing.assert_allclose(first, [naive_chain(row, 0, 100.0) for row in links], rtol=1e-9)


def test_a_chain_from_a_month_that_is_not_there() -> None:
    series = fixed([[100.0, 101.0, 102.0]]).unchain()
    assert series.chain(at="2024-03").panel.values[0, -1] == 100
    with pytest.raises(UsageError, match="2024-04 lies outside the series"):
        series.chain(at="2024-04")


def test_quarters_from_links_are_those_from_levels() -> None:
    levels = np.random.default_rng(1).uniform(90, 110, (2, 40))
    series = fixed(levels, start=54 * 12 + 4)
    found = series.unchain().span_average(3)
    wanted = span_average(levels, 4, 3)[:, 1:]
    np.testing.assert_allclose(found, wanted)
    assert (~np.isnan(found)).sum() == 2 * 8
    np.testing.assert_allclose(series.unchain().span_average(), found)
    halves = series.unchain().span_average(6)
    np.testing.assert_allclose(halves, span_average(levels, 4, 6)[:, 1:])
