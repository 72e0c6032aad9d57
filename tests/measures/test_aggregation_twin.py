"""Aggregation beside a naive twin that works each index out month by month, and identities."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.measures.aggregate import Aggregate
from phantich.measures.aggregation import aggregate
from phantich.measures.comparisons import average_to_date, on_lag, on_year_end
from phantich.measures.tree import Tree
from tests.measures.panels import DECEMBER, JANUARY, NAN, panel


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
