"""Trees, dated weights, published parts of trees, special aggregates."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.errors import DataError, UsageError
from phantich.measures.dated import dated_weights
from phantich.measures.panel import Panel
from phantich.measures.partial import published_part
from phantich.measures.special import only, without
from phantich.measures.tree import Tree

PARENTS = {
    "meat": "food",
    "food": "T",
    "rent": "T",
    "T": None,
    "fuel": "energy",
    "rice": "food",
    "energy": "T",
    "petrol": "fuel",
    "gas": "fuel",
    "light": "energy",
}
LEAVES = ["meat", "rent", "rice", "petrol", "gas", "light"]
NODES = ["T", "food", "energy", "fuel"]


@pytest.fixture
def tree() -> Tree:
    return Tree.from_parents(PARENTS)


@st.composite
def parents(draw: st.DrawFn) -> dict[str, str | None]:
    """A random tree in random order."""
    count = draw(st.integers(2, 14))
    mapping: dict[str, str | None] = {"n0": None}
    for i in range(1, count):
        mapping[f"n{i}"] = f"n{draw(st.integers(0, i - 1))}"
    names = draw(st.permutations(list(mapping)))
    return {name: mapping[name] for name in names}


def path(name: str, mapping: dict[str, str | None]) -> list[str]:
    parent = mapping[name]
    return [] if parent is None else [*path(parent, mapping), parent]


@given(parents())
def test_trees_agree_with_walking_up_the_parents(mapping: dict[str, str | None]) -> None:
    tree = Tree.from_parents(mapping)
    inner = {parent for parent in mapping.values() if parent is not None}
    assert list(tree.leaves) == [name for name in mapping if name not in inner]
    assert set(tree.nodes) == inner
    assert tree.nodes[0] == "n0"
    assert list(tree.names) == [*tree.nodes, *tree.leaves]
    for node in tree.nodes:
        row = tree.place(node)
        below = [leaf for leaf in tree.leaves if node in path(leaf, mapping)]
        assert list(tree.leaves[tree.below(row)]) == below
        within = {n for n in inner if n == node or node in path(n, mapping)}
        assert set(tree.nodes[tree.within(row)]) == within
        assert set(tree.names[tree.children(row)]) == {n for n, p in mapping.items() if p == node}
        parent = mapping[node]
        assert parent is None or tree.place(parent) < row
    values = np.arange(2.0 * len(tree.leaves)).reshape(-1, 2)
    covered = tree.cover(values)
    for row, name in enumerate(tree.names):
        mine = [i for i, leaf in enumerate(tree.leaves) if name in [*path(leaf, mapping), leaf]]
        np.testing.assert_allclose(covered[row], values[mine].sum(axis=0))
    for column, leaf in enumerate(tree.leaves):
        above = path(leaf, mapping)
        shown = list(tree.nodes[tree.lineage[:, column]])
        assert shown == above + [above[-1]] * (len(shown) - len(above))


def test_sums_keep_the_other_axes(tree: Tree) -> None:
    values = np.ones((6, 3, 4))
    assert tree.add_up(values).shape == (4, 3, 4)
    assert tree.add_up(values)[:, 1, 2].tolist() == [6, 2, 3, 2]
    assert list(tree.leaves) == LEAVES
    assert list(tree.nodes) == NODES


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"a": None, "b": None, "c": "a"}, "needs one root, found 2: a, b"),
        ({"a": "b", "b": "a"}, "needs one root, found 0"),
        ({"a": None, "b": "x", "c": "y"}, "no members of the tree: x, y"),
        ({"a": None, "b": "c", "c": "b"}, "run in a circle"),
        ({"a": None, "b": "b"}, "the parents of 'b' run in a circle"),
        ({"a": None}, "nothing below its root 'a'"),
    ],
)
def test_what_is_no_tree_is_refused(mapping: dict[str, str | None], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Tree.from_parents(mapping)


def test_a_name_that_is_no_node_is_refused(tree: Tree) -> None:
    assert tree.place("fuel") == 3
    with pytest.raises(UsageError, match="no node 'rice'"):
        tree.place("rice")


def months(first: str, count: int) -> Panel:
    start = int(np.datetime64(first, "M").astype(int))
    return Panel(pd.Index(["x"]), np.ones((1, count)), start)


def sets(*rows: tuple[object, object, object]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["id", "valid_from", "weight"])


def test_weights_hold_from_their_day_until_the_next_set() -> None:
    table = sets(
        ("a", "2024-02-01", 1),
        ("b", "2024-02-01", "3"),
        ("T", "2024-02-01", 4),
        ("b", "2024-04-01", 5),
        ("a", "2024-04-01", 0),
    )
    found = dated_weights(table, months("2024-01", 5), pd.Index(["b", "a"]))
    np.testing.assert_array_equal(found, [[np.nan, 3, 3, 5, 5], [np.nan, 1, 1, 0, 0]])
    later = dated_weights(table, months("2025-01", 2), pd.Index(["b", "a"]))
    np.testing.assert_array_equal(later, [[5, 5], [0, 0]])


def test_every_fault_of_the_weights_is_named() -> None:
    def faults(table: pd.DataFrame) -> list[str]:
        with pytest.raises(DataError) as caught:
            dated_weights(table, months("2024-01", 3), pd.Index(["a", "b"]))
        return [str(fault) for fault in caught.value.faults]

    lacking = sets(("a", "2024-01-01", 1), ("b", "2024-01-01", 1), ("a", "2024-02-01", 1))
    assert faults(lacking) == [
        "weights from 2024-02-01: found no weight of b, expected one, 0 if not in the basket"
    ]
    wrong = sets(
        ("a", "soon", 1), ("a", "2024-01-01", -1), ("b", "2024-01-01", "x"), ("b", "2024-01-01", 2)
    )
    assert faults(wrong) == [
        "weights, a: found a valid_from that is no date, expected a date such as 2024-01-01",
        "weights, a: found a weight that is negative or no number, expected 0 or more",
        "weights, b: found a weight that is negative or no number, expected 0 or more",
        "weights, b: found a second weight for the same day, expected one weight an id and day",
    ]
    assert "no leaf of the tree" in faults(sets(("T", "2024-01-01", 1)))[0]


def test_the_published_part_stops_where_a_branch_is_incomplete() -> None:
    weights = pd.DataFrame(
        {
            "id": list(PARENTS),
            "valid_from": "2024-01-01",
            "weight": [10, 30, 50, 100, 12, 20, 20, 8, 4, 8],
        }
    )
    everything = list(PARENTS)
    assert set(published_part(PARENTS, weights, everything)) == set(PARENTS)
    # Gas is not published: fuel is used as it stands.
    kept = published_part(PARENTS, weights, [n for n in everything if n != "gas"])
    assert set(kept) == set(PARENTS) - {"gas", "petrol"}
    assert all(kept[name] == PARENTS[name] for name in kept)
    # Nothing of fuel is published, nor fuel itself: energy is used.
    unpublished = {"gas", "petrol", "fuel"}
    kept = published_part(PARENTS, weights, [n for n in everything if n not in unpublished])
    assert set(kept) == set(PARENTS) - {"gas", "petrol", "fuel", "light"}
    # A node without a series is still made of its parts.
    kept = published_part(PARENTS, weights, [n for n in everything if n not in {"fuel", "T"}])
    assert set(kept) == set(PARENTS)


@pytest.mark.parametrize(("weight", "kept"), [(8.1, True), (7.9, True), (8.2, False), (7.8, False)])
def test_weights_that_do_not_add_up_close_a_branch(weight: float, kept: bool) -> None:
    mapping = {"T": None, "a": "T", "b": "T", "a1": "a", "a2": "a"}
    rows = [("T", 20), ("a", 10), ("b", 10), ("a1", weight), ("a2", 2)]
    weights = pd.concat(
        pd.DataFrame(
            {"id": [n for n, _ in rows], "valid_from": day, "weight": [w for _, w in rows]}
        )
        if day == "2025-01-01"
        else pd.DataFrame(
            {"id": ["T", "a", "b", "a1", "a2"], "valid_from": day, "weight": [20, 10, 10, 8, 2]}
        )
        for day in ("2024-01-01", "2025-01-01")
    )
    found = published_part(mapping, weights, list(mapping), tolerance=0.1 + 1e-9)
    assert ("a1" in found) is kept
    assert set(found) >= {"T", "a", "b"}


def test_weights_need_not_be_known_of_what_has_no_children() -> None:
    mapping = {"T": None, "a": "T", "b": "T", "new": "b"}
    weights = sets(("T", 2024, 10), ("a", 2024, 4), ("b", 2024, 6))
    # Nothing is known of the weight of `new`: b stays whole; a tenth more is no rounding.
    assert list(published_part(mapping, weights, list(mapping))) == ["T", "a", "b"]
    off = sets(("T", 2024, 10), ("a", 2024, 4), ("b", 2024, 5.5))
    assert list(published_part(mapping, off, list(mapping))) == ["T"]


def test_a_tree_without_any_complete_part_is_refused() -> None:
    weights = sets(("T", "2024-01-01", 1), ("a", "2024-01-01", 1))
    with pytest.raises(UsageError, match="neither the root nor a complete set"):
        published_part({"T": None, "a": "T"}, weights, [])
    with pytest.raises(UsageError, match=r"^neither the root"):
        published_part({}, weights, [])


def test_special_aggregates_keep_or_drop_leaves(tree: Tree) -> None:
    w = np.arange(1.0, 7.0)
    assert without(tree, w, ["energy", "rice"]).tolist() == [1, 2, 0, 0, 0, 0]
    assert only(tree, w, ["energy", "rice"]).tolist() == [0, 0, 3, 4, 5, 6]
    assert without(tree, w, []).tolist() == w.tolist()
    dated = np.stack([w, 2 * w], axis=1)
    dated[0, 0] = np.nan
    np.testing.assert_array_equal(without(tree, dated, ["fuel"])[3:5], np.zeros((2, 2)))
    np.testing.assert_array_equal(without(tree, dated, ["fuel"])[:3], dated[:3])
    np.testing.assert_array_equal(without(tree, dated, ["food"])[0], [0, 0])
    areas = np.broadcast_to(dated[:, None], (6, 3, 2))
    assert without(tree, areas, ["rent"]).shape == (6, 3, 2)


def test_special_aggregates_refuse_unknown_names_and_nothing(tree: Tree) -> None:
    w = np.ones(6)
    with pytest.raises(UsageError, match="not in the tree: gold, silver"):
        without(tree, w, ["gold", "rice", "silver"])
    with pytest.raises(UsageError, match="nothing remains"):
        without(tree, w, ["T"])
    with pytest.raises(UsageError, match="nothing remains"):
        only(tree, w, [])
