"""Aggregation by the rules that its documentation states: gaps, weights, first periods."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from phantich.errors import UsageError
from phantich.measures.aggregation import aggregate, aggregate_levels
from phantich.measures.comparisons import average_to_date
from phantich.measures.dated import dated_weights
from phantich.measures.tree import Tree
from tests.measures.panels import DECEMBER, JANUARY, NAN, panel


def one_group(levels: object, method: str, rule: str, weights: object = (1.0, 1.0)) -> np.ndarray:
    tree = Tree.from_parents({"T": None, "a": "T", "b": "T"})
    found = aggregate(panel(levels, ["a", "b"]), tree, np.array(weights), method, rule)  # type: ignore[arg-type]
    return found.values


def test_a_gap_neither_moves_the_index_nor_loses_the_price() -> None:
    """A doubles and then is not priced: the group stays at 150, and A returns to its level."""
    levels = [[100.0, 200.0, NAN, NAN, 220.0], [100.0, 100.0, 100.0, 110.0, 110.0]]
    np.testing.assert_allclose(
        one_group(levels, "hicp", "parent"),
        [[100, 150, 150, 165, 165], [100, 200, 200, 220, 220], [100, 100, 100, 110, 110]],
    )
    geometric = one_group(levels, "gso", "parent")
    np.testing.assert_allclose(geometric[0], 100 * np.sqrt([1, 2, 2, 2 * 1.21, 2.2 * 1.1]))
    np.testing.assert_allclose(geometric[1], [100, 200, 200, 220, 220])


def test_carrying_keeps_the_last_level_and_the_first_before_it() -> None:
    levels = [[NAN, 200.0, NAN, 220.0], [100.0, 100.0, 110.0, 110.0]]
    np.testing.assert_allclose(one_group(levels, "hicp", "carry")[1], [100, 100, 100, 110])
    np.testing.assert_allclose(one_group(levels, "hicp", "carry")[0], [100, 100, 105, 110])
    nothing = [[NAN, NAN], [100.0, 120.0]]
    np.testing.assert_allclose(one_group(nothing, "hicp", "carry")[0], [100, 110])


def test_an_explicit_gap_passes_within_a_year_and_ends_the_chain_at_december() -> None:
    steady = [100.0] * 15
    within = [100.0] * 3 + [NAN] + [120.0] * 11
    found = one_group([within, steady], "hicp", "gap")
    np.testing.assert_allclose(found[0], [100] * 3 + [NAN] + [110] * 11)
    np.testing.assert_allclose(found[1], [100] * 3 + [NAN] + [120] * 11)
    december = [100.0] * 12 + [NAN] + [100.0] * 2
    found = one_group([december, steady], "hicp", "gap")
    np.testing.assert_allclose(found[0], [100] * 12 + [NAN] * 3)
    # The geometric formula has no link base in December: it hands over when weights change.
    found = one_group([december, steady], "gso", "gap")
    np.testing.assert_allclose(found[0], [100] * 12 + [NAN] + [100] * 2)
    weights = [[1.0] * 13 + [2.0] * 2, [1.0] * 15]
    found = one_group([december, steady], "gso", "gap", weights)
    np.testing.assert_allclose(found[0], [100] * 12 + [NAN] * 3)


def test_under_an_explicit_gap_a_node_begins_when_all_its_leaves_are_there() -> None:
    late = [NAN, NAN, *[100.0] * 10, 100.0, 110.0]
    other = [50.0, 60.0, *[60.0] * 10, 60.0, 60.0]
    found = one_group([late, other], "gso", "gap")
    np.testing.assert_allclose(found[0], [NAN, NAN, *[100] * 11, 100 * math.sqrt(1.1)])
    np.testing.assert_allclose(found[2], [100.0, *[120] * 13])
    # The chained formula begins at the next December.
    found = one_group([late, other], "hicp", "gap")
    np.testing.assert_allclose(found[0], [*[NAN] * 12, 100, 105])


def test_a_leaf_without_weight_is_not_needed() -> None:
    weights = [[1.0] * 3, [0.0, 0.0, 1.0]]
    levels = [[100.0, 110.0, 121.0], [NAN, 100.0, 110.0]]
    for method in ("gso", "hicp"):
        found = one_group(levels, method, "gap", weights)
        np.testing.assert_allclose(found[0], [100, 110, 121])
    gone = [[100.0, 110.0, 121.0], [100.0, 110.0, NAN]]
    found = one_group(gone, "gso", "gap", [[1.0] * 3, [1.0, 1.0, 0.0]])
    np.testing.assert_allclose(found[0], [100, 110, 121])
    gone = [[100.0, 110.0, 121.0], [100.0, NAN, NAN]]
    found = one_group(gone, "gso", "gap", [[1.0] * 3, [1.0, 1.0, 0.0]])
    np.testing.assert_allclose(found[0], [100, NAN, NAN])
    found = one_group(gone, "gso", "gap", [[1.0] * 3, [0.0, 0.0, 1.0]])
    np.testing.assert_allclose(found[0], [100, 110, NAN])


@pytest.mark.parametrize("rule", ["parent", "carry", "gap"])
def test_a_month_without_any_price_is_missing_and_passes(rule: str) -> None:
    levels = [[100.0, NAN, 121.0, 121.0], [100.0, NAN, 121.0, 133.1]]
    found = one_group(levels, "gso", rule)
    np.testing.assert_allclose(found[0], [100, NAN, 121, 121 * math.sqrt(1.1)])
    assert np.isnan(found[:, 1]).all()


@pytest.mark.parametrize("rule", ["parent", "carry"])
def test_a_series_begins_with_its_first_price(rule: str) -> None:
    found = one_group([[NAN, 100.0, 110.0], [NAN, NAN, 100.0]], "gso", rule)
    assert np.isnan(found[:, 0]).all()
    expected = 110 if rule == "parent" else 100 * math.sqrt(1.1)
    np.testing.assert_allclose(found[0, 1:], [100, expected])


def test_a_month_in_which_only_newcomers_are_priced_tells_no_movement() -> None:
    levels = [[100.0, NAN, 110.0], [NAN, 50.0, 60.0]]
    found = one_group(levels, "gso", "parent")
    assert np.isnan(found[:, 1]).all()
    np.testing.assert_allclose(found[0, 2], 100 * math.sqrt(1.1 * 1.2))


def test_a_missing_leaf_counts_with_its_whole_weight_in_its_group() -> None:
    """Two steps: group A moves as its priced leaf and enters the total with both weights."""
    tree = Tree.from_parents({"T": None, "A": "T", "a1": "A", "a2": "A", "b": "T"})
    levels = [[100.0, 120.0], [NAN, NAN], [100.0, 100.0]]
    found = aggregate(panel(levels, ["a1", "a2", "b"]), tree, np.array([1.0, 9.0, 10.0]), "hicp")
    np.testing.assert_allclose(found.values[:, 1], [110, 120, 120, 120, 100])
    assert found.imputed.tolist() == [[False, False], [True, True], [False, False]]


def test_data_that_begin_within_a_year_use_their_first_month_as_base() -> None:
    levels = [[100.0, 110.0, 120.0], [50.0, 50.0, 45.0]]
    tree = Tree.from_parents({"T": None, "a": "T", "b": "T"})
    found = aggregate(panel(levels, ["a", "b"], JANUARY + 4), tree, np.array([3.0, 1.0]), "hicp")
    np.testing.assert_allclose(found.root, [100, 107.5, 112.5])


def test_weights_begin_with_their_first_set() -> None:
    tree = Tree.from_parents({"T": None, "a": "T", "b": "T"})
    levels = panel([[50.0, 100.0, 110.0, 121.0], [70.0, 100.0, 100.0, 100.0]], ["a", "b"])
    table = pd.DataFrame({"id": ["a", "b"], "valid_from": "2024-02-01", "weight": [1, 1]})
    weights = dated_weights(table, levels, tree.leaves)
    for method in ("gso", "hicp"):
        found = aggregate(levels, tree, weights, method)  # type: ignore[arg-type]
        assert np.isnan(found.values[:, 0]).all()
        np.testing.assert_allclose(found.values[:, 1], 100)
    np.testing.assert_allclose(found.root[1:], [100, 105, 110.5])
    assert np.isnan(found.contributions("month")[:, 1]).all()
    np.testing.assert_allclose(found.contributions("month")[:, 2], [5, 5, 0])


def test_a_group_without_weight_is_missing_until_it_has_one() -> None:
    tree = Tree.from_parents({"T": None, "A": "T", "a": "A", "b": "T"})
    levels = panel([[100.0, 110.0, 121.0, 121.0], [100.0, 100.0, 100.0, 100.0]], ["a", "b"])
    weights = np.array([[0.0, 0.0, 1.0, 0.0], [1.0, 1.0, 1.0, 1.0]])
    found = aggregate(levels, tree, weights, "gso")
    np.testing.assert_allclose(found.values[1], [NAN, NAN, 110, NAN])
    np.testing.assert_allclose(found.root, [100, 100, *[100 * math.sqrt(1.1)] * 2])


@pytest.mark.parametrize("method", ["gso", "hicp"])
def test_contributions_to_the_average_of_a_year_by_hand(method: str) -> None:
    """Two leaves, two years from January: what each adds to «bình quân n tháng»."""
    tree = Tree.from_parents({"T": None, "a": "T", "b": "T"})
    rng = np.random.default_rng(4)
    levels = np.concatenate([[[100.0], [100.0]], rng.uniform(90, 120, (2, 24))], axis=1)
    found = aggregate(panel(levels, ["a", "b"]), tree, np.array([3.0, 1.0]), method)  # type: ignore[arg-type]
    parts = found.contributions("ytd_average")
    index = found.root
    for month in range(12):
        places = range(13, 14 + month)
        if method == "gso":
            logs = [
                np.mean([w * math.log(x[t] / x[t - 12]) for t in places])
                for w, x in zip((0.75, 0.25), levels, strict=True)
            ]
            scale = 100 * (math.exp(sum(logs)) - 1) / sum(logs)
            wanted = [scale * log for log in logs]
        else:
            # Both Decembers are link bases; a leaf's points of the index come from both years.
            points = [
                sum(
                    index[12] * w * (x[t] - x[12]) / x[12] + 100 * w * (x[12] - x[t - 12]) / x[0]
                    for t in places
                )
                for w, x in zip((0.75, 0.25), levels, strict=True)
            ]
            wanted = [100 * p / sum(index[t - 12] for t in places) for p in points]
        np.testing.assert_allclose(parts[1:, 13 + month], wanted)
        np.testing.assert_allclose(parts[0, 13 + month], sum(wanted))
    assert np.isnan(parts[:, :13]).all()


def test_quarterly_averages_have_contributions_too() -> None:
    tree = Tree.from_parents({"T": None, "a": "T", "b": "T"})
    levels = np.random.default_rng(4).uniform(90, 120, (2, 13))
    for method in ("gso", "hicp"):
        found = aggregate(panel(levels, ["a", "b"], 53 * 4 + 2, "Q"), tree, np.ones(2), method)  # type: ignore[arg-type]
        parts = found.contributions("ytd_average")[0]
        change = average_to_date(found.root, 2, 4, method) - 100  # type: ignore[arg-type]
        np.testing.assert_allclose(parts, change)
        assert np.isfinite(parts).sum() == 7


def test_a_total_that_stands_still_still_has_contributions() -> None:
    """One price rises by 10 %, the other falls by 1/11: shares of nothing, but not nothing."""
    tree = Tree.from_parents({"T": None, "a": "T", "b": "T"})
    levels = [[100.0, 110.0], [110.0, 100.0]]
    found = aggregate(panel(levels, ["a", "b"]), tree, np.ones(2), "gso")
    assert found.root[1] == pytest.approx(100)
    points = 100 * math.log(1.1) / 2
    np.testing.assert_allclose(found.contributions("month")[:, 1], [0, points, -points], atol=1e-9)


@pytest.mark.parametrize(("method", "moved"), [("gso", math.sqrt(2)), ("hicp", 1.5)])
def test_the_parent_moves_by_its_own_formula(method: str, moved: float) -> None:
    tree = Tree.from_parents({"T": None, "a": "T", "b": "T", "c": "T"})
    levels = [[100.0, 200.0], [100.0, 100.0], [50.0, NAN]]
    found = aggregate(panel(levels, list("abc")), tree, np.array([1.0, 1.0, 8.0]), method)  # type: ignore[arg-type]
    np.testing.assert_allclose(found.values[[0, 3], 1], [100 * moved] * 2)


def test_a_leaf_right_below_the_root_moves_as_the_whole_root() -> None:
    """Not as the other leaves that lie right below the root."""
    tree = Tree.from_parents({"T": None, "a": "T", "b": "T", "G": "T", "g": "G"})
    levels = [[100.0, NAN], [100.0, 100.0], [100.0, 200.0]]
    found = aggregate(panel(levels, ["a", "b", "g"]), tree, np.array([5.0, 1.0, 3.0]), "hicp")
    np.testing.assert_allclose(found.root[1], 175)


def test_a_group_that_gains_weight_begins_where_it_has_it() -> None:
    tree = Tree.from_parents({"T": None, "A": "T", "a": "A", "b": "T"})
    levels = panel([[100.0, 110.0, 121.0], [100.0, 100.0, 100.0]], ["a", "b"])
    weights = np.array([[0.0, 0.0, 1.0], [1.0, 1.0, 1.0]])
    found = aggregate(levels, tree, weights, "gso")
    np.testing.assert_allclose(found.values[1], [NAN, NAN, 110])
    assert (
        aggregate(panel([[1.0]], ["a"]), Tree.from_parents({"T": None, "a": "T"}), np.ones(1)).root
        == 100
    )


def test_areas_begin_and_fall_silent_each_for_itself() -> None:
    tree = Tree.from_parents({"T": None, "a": "T", "b": "T"})
    one = [[100.0, NAN, 121.0, 121.0, 121.0], [100.0, NAN, NAN, 100.0, 110.0]]
    two = [[NAN, NAN, 50.0, NAN, 55.0], [NAN, NAN, NAN, 70.0, 77.0]]
    three = [[10.0, 11.0, 12.0, 13.0, 14.0], [10.0, 10.0, 10.0, 10.0, 10.0]]
    levels = np.array([one, two, three]).transpose(1, 0, 2)
    for method in ("gso", "hicp"):
        for rule in ("parent", "carry", "gap"):
            settings = (DECEMBER, "M", method, rule)
            found = aggregate_levels(levels, tree, np.ones(2), *settings)  # type: ignore[arg-type]
            for area in range(3):
                alone = aggregate_levels(levels[:, area], tree, np.ones(2), *settings)  # type: ignore[arg-type]
                np.testing.assert_allclose(found.values[:, area], alone.values)
    parent = aggregate_levels(levels, tree, np.ones(2), DECEMBER)
    np.testing.assert_allclose(parent.root[0, :3], [100, NAN, 121])
    np.testing.assert_allclose(parent.root[1, :4], [NAN, NAN, 100, NAN])
    np.testing.assert_allclose(parent.root[1, 4], 110)


def test_areas_are_worked_on_together_and_give_what_each_gives_alone() -> None:
    rng = np.random.default_rng(1)
    tree = Tree.from_parents({"T": None, "A": "T", "a1": "A", "a2": "A", "b": "T"})
    levels = 100 * np.exp(np.cumsum(rng.normal(0, 0.03, (3, 4, 26)), axis=-1))
    levels[rng.random(levels.shape) < 0.2] = NAN
    common = np.array([2.0, 3.0, 5.0])
    own = rng.uniform(1, 9, (3, 4, 1)) * np.ones((3, 4, 26))
    for method in ("gso", "hicp"):
        for rule in ("parent", "carry", "gap"):
            for weights in (common, own):
                settings = (JANUARY + 3, "M", method, rule)
                all_areas = aggregate_levels(levels, tree, weights, *settings)  # type: ignore[arg-type]
                assert all_areas.values.shape == (5, 4, 26)
                assert all_areas.imputed.shape == (3, 4, 26)
                for area in range(4):
                    w = weights if weights.ndim == 1 else weights[:, area]
                    one = aggregate_levels(levels[:, area], tree, w, *settings)  # type: ignore[arg-type]
                    np.testing.assert_allclose(all_areas.values[:, area], one.values)
                    np.testing.assert_allclose(all_areas.root[area], one.root)
                    for span in ("month", "year", "ytd_average"):
                        parts = all_areas.contributions(span)[:, area]  # type: ignore[arg-type]
                        np.testing.assert_allclose(parts, one.contributions(span), atol=1e-9)  # type: ignore[arg-type]


def test_quarters_are_chained_over_the_fourth() -> None:
    tree = Tree.from_parents({"T": None, "a": "T", "b": "T"})
    levels = panel(
        [[100.0, 110.0, 120.0, 130.0, 140.0, 150.0], [100.0] * 6], ["a", "b"], 53 * 4 + 3, "Q"
    )
    found = aggregate(levels, tree, np.array([1.0, 1.0]), "hicp")
    january = 120 * (1 + (150 / 140 - 1) / 2)
    np.testing.assert_allclose(found.root, [100, 105, 110, 115, 120, january])
    np.testing.assert_allclose(found.contributions("year")[0, 5], 100 * (january / 105 - 1))
    np.testing.assert_allclose(found.contributions("year_to_date")[0, 5], 100 * (january / 120 - 1))


def test_what_does_not_fit_is_refused() -> None:
    tree = Tree.from_parents({"T": None, "a": "T", "b": "T"})
    two = panel([[1.0, 2.0], [1.0, 2.0]], ["a", "b"])
    with pytest.raises(UsageError, match="no series for b"):
        aggregate(panel([[1.0, 2.0]], ["a"]), tree, np.ones(2))
    for weights in (np.ones(3), np.ones((2, 3)), np.ones((2, 2, 2))):
        with pytest.raises(UsageError, match="do not fit"):
            aggregate(two, tree, weights)
    for weights in ([[1.0, NAN], [1.0, 1.0]], [[1.0, -1.0], [1.0, 1.0]], [[NAN] * 2, [NAN] * 2]):
        with pytest.raises(UsageError, match="0 or more in every period"):
            aggregate(two, tree, np.array(weights))
    with pytest.raises(UsageError, match="at least one period"):
        aggregate(panel(np.empty((2, 0)), ["a", "b"]), tree, np.ones(2))
    single = aggregate(panel([[1.0], [2.0]], ["a", "b"]), tree, np.ones(2))
    assert single.root.tolist() == [100.0]
    with pytest.raises(UsageError, match="no node 'a'"):
        single.contributions("month", to="a")


def test_rows_that_are_no_leaf_are_not_used() -> None:
    tree = Tree.from_parents({"T": None, "a": "T", "b": "T"})
    levels = panel([[9.0, 9.0], [1.0, 2.0], [1.0, 1.0]], ["T", "b", "a"])
    found = aggregate(levels, tree, np.array([1.0, 3.0]), "hicp")
    np.testing.assert_allclose(found.root, [100, 175])
