"""The tree along which items add up to groups and groups to the total, with dated weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from phantich.errors import UsageError
from phantich.measures.panel import Floats, Panel


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """Nodes of any depth over leaves.

    Parameters
    ----------
    leaves
        Names of the leaves, in the order of the arrays that go with the tree.
    nodes
        Names of all nodes that have children, the root first.
    members
        Sparse matrix ``(nodes, leaves)``: 1 where the leaf lies below the node.
    """

    leaves: pd.Index
    nodes: pd.Index
    members: sparse.csr_array

    @classmethod
    def from_parents(cls, parents: Mapping[str, str | None]) -> Tree:
        """Tree of a mapping from each name to its parent; the root's parent is None.

        Raises
        ------
        UsageError
            When there is not one root, a parent is unknown, or the parents run in a circle.

        Examples
        --------
        >>> tree = Tree.from_parents({"CPI": None, "food": "CPI", "rice": "food", "meat": "food"})
        >>> list(tree.nodes), list(tree.leaves)
        (['CPI', 'food'], ['rice', 'meat'])
        """
        roots = [name for name, parent in parents.items() if parent is None]
        if len(roots) != 1:
            raise UsageError(f"a tree needs one root, found {len(roots)}: {', '.join(roots[:5])}")
        unknown = sorted({p for p in parents.values() if p is not None and p not in parents})
        if unknown:
            raise UsageError(f"parents that are no members of the tree: {', '.join(unknown[:5])}")
        inner = {p for p in parents.values() if p is not None}
        leaves = [name for name in parents if name not in inner]
        nodes = [roots[0], *(n for n in parents if n in inner and n != roots[0])]
        place = {name: i for i, name in enumerate(nodes)}
        rows, columns = [], []
        for column, leaf in enumerate(leaves):
            for ancestor in _ancestors(leaf, parents):
                rows.append(place[ancestor])
                columns.append(column)
        shape = (len(nodes), len(leaves))
        members = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
        return cls(pd.Index(leaves), pd.Index(nodes), members)

    @property
    def names(self) -> pd.Index:
        """Nodes, then leaves: the order of results that cover the whole tree."""
        return self.nodes.append(self.leaves)

    def add_up(self, leaf_values: Floats) -> Floats:
        """Sums of the leaves below each node: ``(leaves, …)`` to ``(nodes, …)``; no NaN allowed."""
        flat = leaf_values.reshape(leaf_values.shape[0], -1)
        sums: Floats = self.members @ flat
        return sums.reshape(len(self.nodes), *leaf_values.shape[1:])

    def cover(self, leaf_values: Floats) -> Floats:
        """Node sums on top of the leaf values, in the order of `names`."""
        return np.concatenate([self.add_up(leaf_values), leaf_values])


def dated_weights(table: pd.DataFrame, panel: Panel, leaves: pd.Index) -> Floats:
    """Weight of each leaf in each period, from a table ``id, valid_from, weight``.

    A set of weights holds from its ``valid_from`` until the next set begins; before the first set
    weights are missing. Weights of a period may have any sum.

    Returns
    -------
    Array ``(leaves, periods)``.

    Raises
    ------
    UsageError
        When a leaf has no weight in a set, or a weight is negative.
    """
    sets = table.assign(valid_from=pd.to_datetime(table["valid_from"]))
    wide = sets.pivot(index="id", columns="valid_from", values="weight").reindex(leaves)
    lacking = wide.index[wide.isna().any(axis=1)]
    if len(lacking) or (wide < 0).to_numpy().any():
        named = ", ".join(map(str, lacking[:5])) or "a negative one"
        raise UsageError(f"every leaf needs a weight of 0 or more in every set; look at: {named}")
    which = wide.columns.searchsorted(panel.starts, side="right") - 1
    out = np.full((len(leaves), len(which)), np.nan)
    known = which >= 0
    out[:, known] = wide.to_numpy()[:, which[known]]
    return out


def year_blocks(panel: Panel) -> NDArray[np.int64]:
    """Number of the calendar year that each period lies in, from 0."""
    places = panel.first_season + np.arange(panel.values.shape[1])
    return np.asarray(places // panel.seasons, dtype=np.int64)


def _ancestors(leaf: str, parents: Mapping[str, str | None]) -> list[str]:
    path: list[str] = []
    parent = parents[leaf]
    while parent is not None:
        path.append(parent)
        if len(path) > len(parents):
            raise UsageError(f"the parents of {leaf} run in a circle")
        parent = parents[parent]
    return path
