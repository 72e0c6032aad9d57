"""All comparisons of prices at once, from levels and from links alone."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.errors import UsageError
from phantich.measures import kinds
from phantich.measures.comparisons import average_to_date, compare_levels, span_average
from phantich.measures.index_series import FixedBase
from phantich.measures.panel import Panel
from phantich.measures.prices import link_comparisons, price_comparisons

#: January 2006 to December 2025, so that 2007 has its year before.
YEARS = range(2006, 2026)
START = (2006 - 1970) * 12
#: Base years of the monthly workbooks.
BASES = (2009, 2014, 2019, 2024)


def levels_since_2006() -> np.ndarray:
    """A made-up history of three groups, about as uneven as the real one."""
    rng = np.random.default_rng(2007)
    return 60 * np.exp(np.cumsum(rng.normal(0.004, 0.008, (3, 12 * len(YEARS))), axis=1))


def naive(levels: np.ndarray, place: int) -> dict[str, list[float]]:
    """Published comparisons of one month by the formulae of the office, with loops."""
    number = place % 12 + 1
    out: dict[str, list[float]] = {"mom": [], "yoy": [], "vs_december": [], "ytd_average": []}
    if number % 3 == 0:
        out["quarter_average"] = []
    for x in levels:
        years = [x[t] / x[t - 12] for t in range(place - number + 1, place + 1)]
        out["mom"].append(100 * x[place] / x[place - 1])
        out["yoy"].append(100 * x[place] / x[place - 12])
        out["vs_december"].append(100 * x[place] / x[place - number])
        out["ytd_average"].append(100 * math.prod(years) ** (1 / number))
        if number % 3 == 0:
            out["quarter_average"].append(100 * math.prod(years[-3:]) ** (1 / 3))
    return out


@pytest.mark.parametrize(("digits", "tolerance"), [(4, 0.0005), (2, 0.04)])
def test_a_whole_history_from_its_printed_links_alone(digits: int, tolerance: float) -> None:
    """Every comparison of 2007 to 2025, through all changes of the base year."""
    levels = levels_since_2006()
    months = [f"{year}-{month:02d}" for year in YEARS for month in range(1, 13)]
    printed = np.round(100 * levels[:, 1:] / levels[:, :-1], digits)
    table = pd.DataFrame(
        {
            "unique_id": np.repeat(["a", "b", "c"], len(months) - 1),
            "ds": months[1:] * 3,
            "y": printed.reshape(-1),
        }
    ).sample(frac=1, random_state=0)
    found = kinds.measure(table, "price_index", links=True)
    found["month"] = found["ds"].dt.strftime("%Y-%m")
    cells = found.set_index(["month", "measure", "unique_id"])["value"]
    count = 0
    for place in range(24, len(months)):
        for measure, wanted in naive(levels, place).items():
            built = [cells[months[place], measure, name] for name in "abc"]
            assert built == pytest.approx(wanted, abs=tolerance)
            count += len(built)
    assert count == 3 * (18 * 12 * 4 + 18 * 4)
    for base in BASES:
        based = kinds.measure(table, "price_index", base=str(base), links=True)
        based = based[based["measure"] == "vs_base"]
        first = (base - YEARS[0]) * 12
        mean = levels[:, first : first + 12].mean(axis=1, keepdims=True)
        assert len(based) == 3 * (len(months) - 1)
        wide = based.pivot(index="unique_id", columns="ds", values="value").to_numpy()
        # A level is up to some two hundred links away from its base.
        np.testing.assert_allclose(wide, (100 * levels / mean)[:, 1:], rtol=tolerance)


def test_two_bases_are_linked_on_the_overlap_month() -> None:
    """The published levels of one base after the other make one series again."""
    levels = levels_since_2006()
    panel = Panel(pd.Index(list("abc")), levels, START)
    changes = {2009: "2015-12", 2014: "2020-07", 2019: "2025-10"}
    published = [FixedBase(panel).rebase(str(base)) for base in BASES]
    whole = published[0]
    for newer, overlap in zip(published[1:], changes.values(), strict=True):
        whole = whole.link(newer, overlap)
    np.testing.assert_allclose(whole.panel.values, published[0].panel.values)


@given(
    st.integers(0, 2**20),
    st.integers(1, 40),
    st.integers(0, 11),
    st.sampled_from(["M", "Q", "S", "A"]),
)
def test_links_give_what_levels_give(seed: int, periods: int, first: int, frequency: str) -> None:
    levels = np.random.default_rng(seed).uniform(50, 150, (2, periods + 1))
    panel = Panel(pd.Index(list("ab")), levels, 54 * 12 + first, frequency)  # type: ignore[arg-type]
    links = FixedBase(panel).unchain().panel
    for method in ("gso", "hicp"):
        wanted = price_comparisons(panel, method)  # type: ignore[arg-type]
        found = link_comparisons(links, method)  # type: ignore[arg-type]
        assert set(found) == set(wanted)
        for name, values in found.items():
            same = wanted[name][:, 1:]
            # A year whose links begin after January has no product since December.
            begin = {"vs_december": january(links, 0)}
            if method == "gso":
                begin["ytd_average"] = january(links, panel.seasons - 1)
            whole = slice(begin.get(name, 0), None)
            np.testing.assert_allclose(values[:, whole], same[:, whole], rtol=1e-9, err_msg=name)
            assert np.isnan(values[:, : whole.start]).all()


def january(panel: Panel, place: int) -> int:
    """The first column from `place` on that begins a year."""
    return place + -(panel.first_season + place) % panel.seasons


def test_levels_at_once() -> None:
    panel = Panel(pd.Index(["a", "b", "c"]), levels_since_2006(), START)
    for method in ("gso", "hicp"):
        found = price_comparisons(panel, method, "2019")  # type: ignore[arg-type]
        wanted = {"vs_base": FixedBase(panel).rebase("2019").panel.values}
        wanted |= compare_levels(panel, method)  # type: ignore[arg-type]
        wanted["quarter_average"] = span_average(panel.values, 0, 3, 12, method)  # type: ignore[arg-type]
        assert list(found) == list(wanted)
        for name, values in wanted.items():
            np.testing.assert_array_equal(found[name], values)
    plain = price_comparisons(panel)
    np.testing.assert_array_equal(plain["ytd_average"], average_to_date(panel.values, 0, 12, "gso"))
    assert "vs_base" not in plain


def test_a_gap_ends_only_what_spans_it() -> None:
    links = Panel(pd.Index(["a"]), np.full((1, 48), 101.0), START)
    links.values[0, 20] = np.nan
    found = link_comparisons(links, base="2009-01")
    month = np.arange(48)
    assert np.isnan(found["yoy"][0]).nonzero()[0].tolist() == [*range(11), *range(20, 32)]
    assert np.isnan(found["vs_december"][0]).nonzero()[0].tolist() == [20, 21, 22, 23]
    assert found["vs_base"][0, month > 20] == pytest.approx(1.01 ** (month[month > 20] - 36) * 100)
    # The level at the end of the missing link is the first that ties to the base.
    assert np.isnan(found["vs_base"][0]).nonzero()[0].tolist() == list(range(20))
    levels = link_comparisons(links, "hicp")
    known = ~np.isnan(levels["ytd_average"][0])
    assert known.nonzero()[0].tolist() == list(range(36, 48))
    assert levels["ytd_average"][0, -1] == pytest.approx(100 * 1.01**12)
    with pytest.raises(UsageError, match="2005 lies outside"):
        link_comparisons(links, base="2005")


def test_years_and_nothing() -> None:
    years = Panel(pd.Index(["a"]), np.array([[103.0, 104.0]]), 40, "A")
    assert {n: x.tolist() for n, x in link_comparisons(years).items()} == {"yoy": [[103.0, 104.0]]}
    empty = Panel(pd.Index(["a"]), np.empty((1, 0)), START)
    for method in ("gso", "hicp"):
        assert {x.shape for x in link_comparisons(empty, method).values()} == {(1, 0)}  # type: ignore[arg-type]
