"""The tree along which items add up to groups and groups to the total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from phantich.errors import UsageError
from phantich.measures.panel import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """Nodes of any depth over leaves.

    Parameters
    ----------
    leaves
        Names of the leaves, in the order of the arrays that go with the tree.
    nodes
        Names of all nodes that have children, every node after its parent, the root first.
    members
        Sparse matrix ``(nodes, leaves)``: 1 where the leaf lies below the node.
    lineage
        Array ``(depth, leaves)``: in row d the place among `nodes` of the leaf's ancestor at depth
        d (row 0 the root); below its parent a leaf repeats its parent.
    """

    leaves: pd.Index
    nodes: pd.Index
    members: sparse.csr_array
    lineage: NDArray[np.int64]

    @classmethod
    def from_parents(cls, parents: Mapping[str, str | None]) -> Tree:
        """Tree of a mapping from each name to its parent; the root's parent is None.

        Raises
        ------
        UsageError
            When there is not one root above at least one leaf, a parent is unknown, or the parents
            run in a circle.

        Examples
        --------
        >>> tree = Tree.from_parents({"CPI": None, "food": "CPI", "rice": "food", "meat": "food"})
        >>> list(tree.nodes), list(tree.leaves)
        (['CPI', 'food'], ['rice', 'meat'])
        """
        names = pd.Index(parents)
        upward = names.get_indexer(pd.Index(list(parents.values()), dtype=object))
        _check_parents(parents, names, upward)
        inner = np.zeros(len(names), dtype=bool)
        inner[upward[upward >= 0]] = True
        depths = _depths(upward, names)
        nodes = np.flatnonzero(inner)
        nodes = nodes[np.argsort(depths[nodes], kind="stable")]
        leaves = np.flatnonzero(~inner)
        place = np.full(len(names), -1)
        place[nodes] = np.arange(len(nodes))
        lineage = _lineage(upward, depths, leaves, place)
        pairs = np.unique(lineage * len(leaves) + np.arange(len(leaves)))
        members = sparse.csr_array(
            (np.ones(len(pairs)), (pairs // len(leaves), pairs % len(leaves))),
            shape=(len(nodes), len(leaves)),
        )
        return cls(names[leaves], names[nodes], members, lineage)

    @property
    def names(self) -> pd.Index:
        """Nodes, then leaves: the order of results that cover the whole tree."""
        return self.nodes.append(self.leaves)

    def place(self, name: str) -> int:
        """Row of a node among `nodes`.

        Raises
        ------
        UsageError
            When the tree has no such node.
        """
        place = int(self.nodes.get_indexer(pd.Index([name]))[0])
        if place < 0:
            raise UsageError(f"the tree has no node {name!r}")
        return place

    def below(self, node: int) -> NDArray[np.bool_]:
        """Which leaves lie below a node, by the node's row."""
        out = np.zeros(len(self.leaves), dtype=bool)
        out[self.members.indices[self.members.indptr[node] : self.members.indptr[node + 1]]] = True
        return out

    def children(self, node: int) -> NDArray[np.int64]:
        """Rows among `names` of a node's children, by the node's row."""
        depth = int(np.argmax((self.lineage == node).any(axis=1)))
        under = self.lineage[depth] == node
        last = len(self.lineage) - 1
        nodes = np.unique(self.lineage[min(depth + 1, last), under])
        own = under & (self.lineage[-1] == node)
        return np.concatenate([nodes[nodes != node], len(self.nodes) + np.flatnonzero(own)])

    def within(self, node: int) -> NDArray[np.bool_]:
        """Which nodes are the node itself or lie below it, by the node's row."""
        out = np.zeros(len(self.nodes), dtype=bool)
        found = (self.lineage == node).any(axis=0)
        depth = int(np.argmax((self.lineage == node).any(axis=1)))
        out[self.lineage[depth:, found]] = True
        return out

    def add_up(self, leaf_values: Floats) -> Floats:
        """Sums of the leaves below each node: ``(leaves, …)`` to ``(nodes, …)``; no NaN allowed."""
        flat = leaf_values.reshape(leaf_values.shape[0], -1)
        sums: Floats = self.members @ flat
        return sums.reshape(len(self.nodes), *leaf_values.shape[1:])

    def cover(self, leaf_values: Floats) -> Floats:
        """Node sums on top of the leaf values, in the order of `names`."""
        return np.concatenate([self.add_up(leaf_values), leaf_values])


def _check_parents(
    parents: Mapping[str, str | None], names: pd.Index, upward: NDArray[np.intp]
) -> None:
    roots = [name for name, parent in parents.items() if parent is None]
    if len(roots) != 1:
        raise UsageError(f"a tree needs one root, found {len(roots)}: {', '.join(roots[:5])}")
    unknown = {p for p, place in zip(parents.values(), upward, strict=True) if place < 0} - {None}
    if unknown:
        named = ", ".join(sorted(map(str, unknown))[:5])
        raise UsageError(f"parents that are no members of the tree: {named}")
    if len(names) < 2:
        raise UsageError(f"the tree has nothing below its root {roots[0]!r}")


def _depths(upward: NDArray[np.intp], names: pd.Index) -> NDArray[np.int64]:
    """Steps from each member up to the root."""
    depths = np.zeros(len(upward), dtype=np.int64)
    above = upward.copy()
    while (climbing := above >= 0).any():
        if depths.max() > len(upward):
            raise UsageError(f"the parents of {names[int(depths.argmax())]!r} run in a circle")
        depths += climbing
        above = np.where(climbing, upward[above], -1)
    return depths


def _lineage(
    upward: NDArray[np.intp],
    depths: NDArray[np.int64],
    leaves: NDArray[np.intp],
    place: NDArray[np.int64],
) -> NDArray[np.int64]:
    """See `Tree.lineage`: each leaf's parent, climbing as the rows do."""
    current = upward[leaves]
    rows = np.empty((int(depths.max()), len(leaves)), dtype=np.int64)
    for depth in range(len(rows) - 1, -1, -1):
        current = np.where(depths[current] > depth, upward[current], current)
        rows[depth] = place[current]
    return rows
