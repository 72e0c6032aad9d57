"""Aggregation by both official formulae: published examples."""

from __future__ import annotations

import math

import numpy as np

from phantich.measures.aggregation import aggregate
from phantich.measures.tree import Tree
from tests.measures.panels import NAN, panel


def test_a_chained_laspeyres_of_the_ppi_manual() -> None:
    """PPI manual (IMF and others, 2004), table 9.8: weights of 2000 on December 2002 prices."""
    tree = Tree.from_parents(
        {"T": None, "G": "T", "H": "T", "A": "G", "B": "G", "C": "G", "D": "H", "E": "H"}
    )
    levels = [
        [100.0, 100.0, 100.0, 102.0],
        [100.0, 102.0, 103.0, 104.0],
        [100.0, 98.0, 98.0, 97.0],
        [100.0, 101.0, 104.0, 104.0],
        [100.0, 103.0, 105.0, 106.0],
    ]
    weights = np.array([0.25, 0.20, 0.10, 0.18, 0.27])
    found = aggregate(panel(levels, list("ABCDE"), 32 * 12 + 11), tree, weights, "hicp")
    assert found.values[0].round(2).tolist() == [100.00, 101.19, 102.47, 103.34]
    assert found.values[1].round(2).tolist() == [100.00, 100.36, 100.73, 101.82]
    assert found.values[2].round(2).tolist() == [100.00, 102.20, 104.60, 105.20]


def test_two_baskets_of_the_ppi_manual_are_chained_on_december() -> None:
    """The same table, from the base year on: G and H first, then the total at 126.39 to 129.07."""
    tree = Tree.from_parents({"T": None, "G": "T", "H": "T"})
    levels = [
        [100.00, 120.92, 122.33, 122.78, 123.22, 124.56],
        [100.00, 118.00, 128.75, 131.58, 134.67, 135.45],
    ]
    weights = np.array([[0.60] * 3 + [0.55] * 3, [0.40] * 3 + [0.45] * 3])
    found = aggregate(panel(levels, ["G", "H"], 32 * 12 + 9), tree, weights, "hicp")
    np.testing.assert_allclose(
        found.root, [100.00, 119.75, 124.90, 126.39, 127.99, 129.07], atol=0.011
    )


def test_the_geometric_total_of_a_gso_release() -> None:
    """Consumer prices of December 2024 on November by group, and the total that is printed.

    General Statistics Office, monthly workbook of 29 December 2024, sheet CPI; weights of the base
    2019. The arithmetic mean of the same indices is 100.2883.
    """
    links = [99.8708, 100.1969, 100.2801, 100.5348, 100.1656, 102.1888, 100.5681, 99.9727]
    links += [100.1564, 100.1981, 100.2195]
    weights = [33.56, 2.73, 5.70, 18.82, 6.74, 5.39, 9.67, 3.14, 6.17, 4.55, 3.53]
    names = [f"{i:02d}" for i in range(1, 12)]
    tree = Tree.from_parents({"T": None, **dict.fromkeys(names, "T")})
    levels = panel([[100.0, link] for link in links], names)
    assert round(float(aggregate(levels, tree, np.array(weights)).root[1]), 4) == 100.2869
    arithmetic = aggregate(levels, tree, np.array(weights), "hicp").root[1]
    assert round(float(arithmetic), 4) == 100.2883


def test_missing_leaves_move_as_their_parent_as_piar_does() -> None:
    """The example of the R package piar: chained Jevons of businesses, arithmetic above.

    Businesses without a comparison move as their classification, and 12, where no business has
    one, moves as the total: piar 0.8, vignette «Making price indexes», ``ms_index_chained``.
    """
    tree = Tree.from_parents(
        {
            "1": None,
            "11": "1",
            "12": "1",
            "B1": "11",
            "B2": "11",
            "B3": "11",
            "B4": "12",
            "B5": "12",
        }
    )
    links = [
        [0.8949097, 0.3342939, NAN],
        [NAN, NAN, 2.770456],
        [2.0200036, 1.6353355, 0.537996],
        [NAN, NAN, 4.576286],
        [NAN, NAN, NAN],
    ]
    levels = np.full((5, 4), NAN)
    state = np.ones(5)
    published = {
        "1": [1, 1.3007239, 1.3827662, 3.7815355],
        "11": [1, 1.3007239, 1.3827662, 2.1771866],
        "12": [1, 1.3007239, 1.3827662, 6.3279338],
        "B1": [1, 0.8949097, 0.2991629, 0.4710366],
        "B2": [1, 1.3007239, 1.3827662, 3.8308934],
        "B3": [1, 2.0200036, 3.3033836, 1.7772072],
        "B4": [1, 1.3007239, 1.3827662, 6.3279338],
        "B5": [1, 1.3007239, 1.3827662, 6.3279338],
    }
    # piar gives movements; here a leaf has levels: where it moves, the levels at both ends.
    for i, name in enumerate(["B1", "B2", "B3", "B4", "B5"]):
        for t, link in enumerate(links[i]):
            if not math.isnan(link):
                levels[i, t] = state[i] if math.isnan(levels[i, t]) else levels[i, t]
                levels[i, t + 1] = levels[i, t] * link
                state[i] = levels[i, t + 1]
        if name in {"B2", "B4"}:
            levels[i, 2] = published[name][2]
            levels[i, 3] = levels[i, 2] * links[i][2]
    weights = np.array([553.0, 646, 312, 622, 330])
    found = aggregate(panel(levels, ["B1", "B2", "B3", "B4", "B5"]), tree, weights, "hicp")
    for name, row in zip(tree.names, found.values, strict=True):
        np.testing.assert_allclose(row / 100, published[name], rtol=2e-6, err_msg=name)
