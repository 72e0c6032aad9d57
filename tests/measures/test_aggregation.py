"""Aggregation by both official formulae: published examples, a naive twin, identities."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.errors import UsageError
from phantich.measures.aggregate import Aggregate
from phantich.measures.aggregation import aggregate, aggregate_levels
from phantich.measures.comparisons import average_to_date, on_lag, on_year_end
from phantich.measures.dated import dated_weights
from phantich.measures.panel import Panel
from phantich.measures.tree import Tree

NAN = math.nan
JANUARY = 54 * 12
DECEMBER = 53 * 12 + 11


def panel(levels: object, names: list[str], start: int = DECEMBER, frequency: str = "M") -> Panel:
    return Panel(pd.Index(names), np.asarray(levels, dtype=float), start, frequency)  # type: ignore[arg-type]


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


@dataclass
class Case:
    parents: dict[str, str | None]
    levels: dict[str, list[float]]
    weights: dict[str, list[float]]
    start: int
    method: str

    @property
    def periods(self) -> int:
        return len(next(iter(self.levels.values())))

    @property
    def children(self) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        for name, parent in self.parents.items():
            if parent is not None:
                out.setdefault(parent, []).append(name)
        return out

    def leaves_below(self, name: str) -> list[str]:
        if name not in self.children:
            return [name]
        return [leaf for child in self.children[name] for leaf in self.leaves_below(child)]

    def base(self, t: int) -> int:
        """Newest place before t at which weights hand over."""
        for place in range(t - 1, 0, -1):
            december = self.method == "hicp" and (self.start + place) % 12 == 11
            changed = any(w[place] != w[place + 1] for w in self.weights.values())
            if december or changed:
                return place
        return 0


@st.composite
def cases(draw: st.DrawFn, gaps: bool = True) -> Case:
    count = draw(st.integers(2, 8))
    parents: dict[str, str | None] = {"n0": None}
    for i in range(1, count):
        parents[f"n{i}"] = f"n{draw(st.integers(0, i - 1))}"
    leaves = [n for n in parents if n not in set(parents.values())]
    periods = draw(st.integers(1, 30))
    price = st.floats(20, 300)
    cell = st.one_of(price, price, st.sampled_from([NAN, 0.0, -5.0])) if gaps else price
    seed = draw(st.integers(0, 2**20))
    rng = np.random.default_rng(seed)
    share = draw(st.sampled_from([0.0, 0.2, 0.6])) if gaps else 0.0
    levels = {}
    for leaf in leaves:
        row = 100 * np.exp(np.cumsum(rng.normal(0, 0.05, periods)))
        row[rng.random(periods) < share] = draw(st.sampled_from([NAN, 0.0, -5.0]))
        row[0] = draw(cell)
        levels[leaf] = row.tolist()
    change = draw(st.integers(0, periods))
    weights = {}
    for leaf in leaves:
        old, new = draw(st.sampled_from([1.0, 2.0, 30.0, 0.0])), draw(st.sampled_from([5.0, 1.0]))
        weights[leaf] = [old] * change + [new] * (periods - change)
    method = draw(st.sampled_from(["gso", "hicp"]))
    return Case(parents, levels, weights, JANUARY + draw(st.integers(0, 11)), method)


def run(case: Case, rule: str = "parent") -> tuple[Tree, Aggregate]:
    tree = Tree.from_parents(case.parents)
    levels = panel([case.levels[n] for n in tree.leaves], list(tree.leaves), case.start)
    weights = np.array([case.weights[n] for n in tree.leaves])
    return tree, aggregate(levels, tree, weights, case.method, rule)  # type: ignore[arg-type]


@dataclass
class Month:
    """What one month tells: movements of the nodes that know one, and what all members count."""

    case: Case
    filled: dict[str, list[float]]
    seen: dict[str, bool]
    t: int
    movement: dict[str, float]
    volume: dict[str, float]

    def measure(self, name: str) -> float | None:
        case, t = self.case, self.t
        if name in case.levels:
            now, row = case.levels[name][t], self.filled[name]
            scale = 1.0 if case.method == "gso" else row[t - 1] / row[case.base(t)]
            self.volume[name] = case.weights[name][t] * scale
            told = now > 0 and self.seen[name] and case.weights[name][t] > 0
            return now / row[t - 1] if told else None
        told_by = [(child, self.measure(child)) for child in case.children[name]]
        known = [(self.volume[child], m) for child, m in told_by if m is not None]
        silent = [leaf for c, m in told_by if m is None for leaf in case.leaves_below(c)]
        total = sum(v for v, _ in known)
        if total <= 0:
            return None
        if case.method == "gso":
            mean = math.exp(sum(v * math.log(m) for v, m in known) / total)
        else:
            mean = sum(v * m for v, m in known) / total
        self.movement[name] = mean
        self.volume[name] = total + sum(self.volume[leaf] for leaf in silent)
        return mean

    def of_parent(self, leaf: str) -> float:
        parent = self.case.parents[leaf]
        while parent is not None:
            if parent in self.movement:
                return self.movement[parent]
            parent = self.case.parents[parent]
        return 1.0


def naive_fill(case: Case) -> dict[str, list[float]]:
    """Levels under the rule ``parent``, leaf by leaf and month by month."""
    filled = {n: [x[0] if x[0] > 0 else 1.0] for n, x in case.levels.items()}
    seen = {n: x[0] > 0 for n, x in case.levels.items()}
    for t in range(1, case.periods):
        month = Month(case, filled, seen, t, {}, {})
        month.measure("n0")
        for name, row in case.levels.items():
            guess = filled[name][-1] * month.of_parent(name)
            if row[t] > 0 and not seen[name]:
                filled[name] = [x * row[t] / guess for x in filled[name]]
            filled[name].append(row[t] if row[t] > 0 else guess)
            seen[name] = seen[name] or row[t] > 0
    return filled


def naive_index(case: Case, filled: dict[str, list[float]], name: str) -> list[float]:
    below = case.leaves_below(name)
    index = [100.0]
    for t in range(1, case.periods):
        w = {n: case.weights[n][t] for n in below}
        total = sum(w.values())
        if total == 0:
            index.append(index[-1] if case.method == "gso" else index[case.base(t)])
        elif case.method == "gso":
            logs = sum(w[n] * math.log(filled[n][t] / filled[n][t - 1]) for n in below)
            index.append(index[-1] * math.exp(logs / total))
        else:
            base = case.base(t)
            mean = sum(w[n] * filled[n][t] / filled[n][base] for n in below) / total
            index.append(index[base] * mean)
    return index


@given(cases())
def test_indices_agree_with_the_naive_twin(case: Case) -> None:
    tree, found = run(case)
    filled = naive_fill(case)
    for row, name in enumerate(tree.names):
        if name in case.levels:
            wanted = [100 * x / filled[name][0] for x in filled[name]]
        else:
            wanted = naive_index(case, filled, name)
        np.testing.assert_allclose(found.chain[row, 0], wanted, rtol=1e-8)
    np.testing.assert_array_equal(
        found.imputed, [[not x > 0 for x in case.levels[n]] for n in tree.leaves]
    )


@given(cases(), st.sampled_from(["parent", "carry", "gap"]))
def test_contributions_sum_to_every_change(case: Case, rule: str) -> None:
    tree, found = run(case, rule)
    first = case.start % 12
    values = found.values
    count = len(tree.nodes)
    for row, node in enumerate(tree.nodes):
        index = values[row]
        changes = {
            "month": on_lag(index, 1),
            "year": on_lag(index, 12),
            "year_to_date": on_year_end(index, first),
            "ytd_average": average_to_date(index, first, method=case.method),  # type: ignore[arg-type]
        }
        for span, change in changes.items():
            parts = found.contributions(span, to=node)  # type: ignore[arg-type]
            leaves = parts[count:][tree.below(row)]
            np.testing.assert_allclose(leaves.sum(axis=0), change - 100, atol=1e-8, err_msg=span)
            np.testing.assert_allclose(parts[row], change - 100, atol=1e-8)
            assert np.isnan(parts[count:][~tree.below(row)]).all()
            for other in np.flatnonzero(tree.within(row)):
                children = parts[tree.children(int(other))]
                np.testing.assert_allclose(children.sum(axis=0), parts[other], atol=1e-8)
            assert np.isnan(parts[:count][~tree.within(row)]).all()
    root = found.contributions("year")
    np.testing.assert_array_equal(root, found.contributions("year", to=str(tree.nodes[0])))


@given(cases(gaps=False))
def test_two_steps_give_the_same_as_one(case: Case) -> None:
    """Groups from their leaves, then the total from the groups, against all at once."""
    tree, once = run(case)
    top = [n for n, parent in case.parents.items() if parent == "n0"]
    flat = Tree.from_parents({"n0": None, **dict.fromkeys(top, "n0")})
    names = list(tree.names)
    levels = np.stack([once.values[names.index(n)] for n in flat.leaves])
    weights = np.array(
        [np.sum([case.weights[m] for m in case.leaves_below(n)], axis=0) for n in flat.leaves]
    )
    usable = ~np.isnan(levels).any()
    if usable:
        twice = aggregate(panel(levels, list(flat.leaves), case.start), flat, weights, case.method)  # type: ignore[arg-type]
        np.testing.assert_allclose(twice.root, once.root, rtol=1e-9)


@given(cases(), st.floats(0.1, 10), st.integers(0, 100))
def test_order_and_scale_do_not_matter(case: Case, scale: float, seed: int) -> None:
    tree, found = run(case)
    order = np.random.default_rng(seed).permutation(len(case.parents))
    names = list(case.parents)
    shuffled = Case(
        {names[i]: case.parents[names[i]] for i in order},
        {n: [x * scale for x in row] for n, row in case.levels.items()},
        {n: [w * 7 for w in row] for n, row in case.weights.items()},
        case.start,
        case.method,
    )
    other_tree, other = run(shuffled)
    for row, name in enumerate(tree.names):
        mirrored = list(other_tree.names).index(name)
        np.testing.assert_allclose(other.values[mirrored], found.values[row], rtol=1e-8)


@pytest.mark.parametrize("method", ["gso", "hicp"])
def test_a_tree_of_one_leaf_is_that_leaf(method: str) -> None:
    x = np.array([[80.0, 90.0, 70.0, 100.0]])
    tree = Tree.from_parents({"T": None, "G": "T", "a": "G"})
    found = aggregate(panel(x, ["a"]), tree, np.array([5.0]), method)  # type: ignore[arg-type]
    np.testing.assert_allclose(found.values, np.repeat(100 * x / 80, 3, axis=0))
    np.testing.assert_allclose(found.panel.row("G"), 100 * x[0] / 80)
    assert found.panel.start == DECEMBER


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
