"""Contributions to a whole that somebody else has published."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.measures.aggregation import aggregate
from phantich.measures.comparisons import on_lag
from phantich.measures.contributions import on_month, ribe
from phantich.measures.panel import Panel
from phantich.measures.tree import Tree

#: HICP Methodological Manual (Eurostat, 2018), chapter 8, numerical example: energy and all items
#: of the euro area, December 2013 to December 2016, and the item's weight in per mille.
ENERGY = [
    108.7, 108.67, 108.74, 108.36, 108.27, 108.2, 108.44, 108.19, 107.59, 107.75, 106.79, 105.33,
    101.85, 98.62, 100.17, 101.91, 102.01, 102.96, 102.86, 102.14, 99.89, 98.2, 97.68, 97.67, 95.9,
    93.3, 92.07, 93.03, 93.1, 94.64, 96.25, 95.29, 94.29, 95.26, 96.78, 96.61, 98.35,
]  # fmt: skip
ALL_ITEMS = [
    100.11, 98.99, 99.3, 100.23, 100.38, 100.27, 100.38, 99.72, 99.84, 100.28, 100.22, 100.04,
    99.94, 98.4, 99.03, 100.15, 100.39, 100.61, 100.6, 99.96, 99.97, 100.19, 100.34, 100.19, 100.17,
    98.72, 98.88, 100.11, 100.15, 100.51, 100.68, 100.12, 100.21, 100.6, 100.85, 100.76, 101.31,
]  # fmt: skip
WEIGHTS = [np.nan] + [108.07] * 12 + [106.06] * 12 + [97.4] * 12
#: The manual's Ribe contributions from January 2015 on, as the R package hicp tests them.
RIBE = [
    -1.02529813948425, -0.866666250168824, -0.640222130696651, -0.619973954901979,
    -0.515104491704027, -0.548704450433906, -0.602525307493953, -0.776522663065849,
    -0.964384788894606, -0.923621450672416, -0.781068214027195, -0.619594501718212,
    -0.556492789126052, -0.84220466625092, -0.916077474262503, -0.917160195487289,
    -0.857698005505091, -0.684618915689184, -0.711747489267791, -0.579213481076454,
    -0.303897553214695, -0.095393755765013, -0.111760293495743, 0.248832116788319,
]  # fmt: skip
#: And its contributions to the month's change from February 2014 on.
MONTHLY = [
    0.00703817051762693, -0.0380879340850519, -0.00893712532013638, -0.00694071029627297,
    0.023822826922964, -0.0247882510581222, -0.0598855509317528, 0.0159502861616301,
    -0.0952818051681585, -0.144994499148793, -0.346225163991441, -0.336351300932743,
    0.163933055745136, 0.182857342496143, 0.0103915176817525, 0.098483411797569,
    -0.0103440065185095, -0.0744842501983668, -0.234253562986313, -0.175932853650891,
    -0.0540143185777169, -0.00103718406998985, -0.18385643054338, -0.264066736183525,
    -0.126758761785896, 0.0987735808943386, 0.00711375005741807, 0.156439994023563,
    0.162965107150613, -0.0970076646685763, -0.101614850500567, 0.0984778811211783,
    0.153717612572737, -0.0171494834056512, 0.175686792059182,
]  # fmt: skip


def energy(**options: int) -> np.ndarray:
    shares = np.array([WEIGHTS]) / 1000
    return ribe(np.array([ENERGY]), np.array(ALL_ITEMS), shares, first_season=11, **options)[0]


def test_the_example_of_the_hicp_manual() -> None:
    found = energy()
    np.testing.assert_allclose(found[13:], RIBE, rtol=1e-9)
    # Over the first calendar year one December is enough.
    expected = 0.10807 * (101.85 / 108.7 - 1) * 100
    assert found[12] == pytest.approx(expected)
    assert np.isnan(found[:12]).all()


def test_the_months_of_the_hicp_manual() -> None:
    np.testing.assert_allclose(energy(lag=1)[2:], MONTHLY, rtol=1e-9)
    assert energy(lag=1)[1] == pytest.approx(10.807 * (108.67 / 108.7 - 1))


def test_only_the_months_that_are_compared_must_be_there() -> None:
    parts = np.array([ENERGY])
    parts[0, 2] = np.nan
    found = ribe(parts, np.array(ALL_ITEMS), np.array([WEIGHTS]) / 1000, 11)[0, 13:]
    wanted = np.array(RIBE)
    wanted[1] = np.nan
    np.testing.assert_allclose(found, wanted, rtol=1e-9)


@pytest.mark.parametrize("lag", [0, 13])
def test_a_span_is_a_year_at_most(lag: int) -> None:
    with pytest.raises(ValueError, match=f"look back 1 to 12 periods, not {lag}"):
        energy(lag=lag)


@given(st.integers(0, 11), st.integers(20, 45), st.integers(1, 12), st.integers(0, 10**6))
def test_over_an_exact_whole_the_parts_are_those_that_travel_with_the_index(
    first: int, periods: int, lag: int, seed: int
) -> None:
    """Two ways to Ribe's decomposition: from the published total, and from the steps."""
    rng = np.random.default_rng(seed)
    levels = 100 * np.exp(np.cumsum(rng.normal(0, 0.03, (3, periods)), axis=1))
    years = (first + np.arange(periods)) // 12
    weights = rng.uniform(1, 5, (3, years[-1] + 1))[:, years]
    tree = Tree.from_parents({"T": None, "a": "T", "b": "T", "c": "T"})
    panel = Panel(pd.Index(["a", "b", "c"]), levels, 54 * 12 + first)
    exact = aggregate(panel, tree, weights, "hicp")
    shares = weights / weights.sum(axis=0)
    found = ribe(levels, exact.root, shares, first, lag=lag)
    known = ~np.isnan(found[0])
    change = on_lag(exact.root, lag) - 100
    np.testing.assert_allclose(found.sum(axis=0)[known], change[known], atol=1e-9)
    if lag in {1, 12}:
        travelling = exact.contributions("month" if lag == 1 else "year")[1:]
        np.testing.assert_allclose(found[:, known], travelling[:, known], atol=1e-9)


def test_a_published_contribution_to_the_month() -> None:
    """Housing in November 2024: weight 18.82 %, index 100.867; printed contribution 0.16 points."""
    assert round(on_month(18.82, 100.867), 2) == 0.16
    assert on_month(50.0, 98.0) == -1.0
