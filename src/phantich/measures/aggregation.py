"""Aggregation of price indices along a tree, and contributions that add up to the change exactly.

Two official ways:

``gso``   The link of a node (its index on the month before) is the weighted geometric mean of its
          leaves' links, with weights that stay fixed over the life of the basket:
          ``ln T[t] = Σ w·ln x[t] / Σ w``. This reproduces the totals that the General Statistics
          Office prints.
``hicp``  A Laspeyres index chained over December: within a year a node is the weighted arithmetic
          mean of its leaves' indices on last December, with that year's weights, and continues from
          its own December level: ``I[t] = I[Dec] · Σ w·(x[t] / x[Dec]) / Σ w``
          (Regulation (EU) 2016/792; HICP Methodological Manual, chapter 8).

Missing leaves follow a stated rule: ``parent`` gives a leaf without a figure the movement of its
siblings (it leaves the mean, the others' weights grow in proportion), ``carry`` keeps its last
level, ``gap`` makes every node above it missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from phantich.errors import UsageError
from phantich.measures.comparisons import AverageMethod, on_lag
from phantich.measures.panel import Floats, Panel
from phantich.measures.tree import Tree, year_blocks

MissingRule = Literal["parent", "carry", "gap"]
Span = Literal["month", "year", "year_to_date"]


@dataclass(frozen=True, slots=True, eq=False)
class Aggregate:
    """Indices of every node and leaf of a tree, with what is needed to take them apart.

    Parameters
    ----------
    tree, method
        As given to `aggregate`.
    index
        Panel of fixed-base indices in the order of ``tree.names``; the first period = 100.
    steps
        Array ``(leaves, periods)``: what each leaf adds to the root in each period, in logarithms
        (``gso``) or as a share of the root's December level (``hicp``); 0 in the first period.
    """

    tree: Tree
    method: AverageMethod
    index: Panel
    steps: Floats

    @property
    def root(self) -> Floats:
        """Index of the root, one number a period."""
        root: Floats = self.index.values[0]
        return root

    def contributions(self, span: Span) -> Floats:
        """Contribution of every node and leaf to the root's change, in percentage points.

        The leaves' contributions sum to the root's change without a remainder, and every node's is
        the sum of its leaves'.

        ``gso``   Each leaf's sum of ``w·ln x`` over the span, times the logarithmic mean of the
                  change (Vartia 1976), which turns shares of a logarithm into points of a rate.
        ``hicp``  Each leaf's part of each monthly step of the root, expressed in per cent of the
                  root at the beginning of the span (for a year this is Ribe's decomposition).

        Returns
        -------
        Array ``(nodes + leaves, periods)`` in the order of ``tree.names``.
        """
        lags = self._lags(span)
        steps = self.steps if self.method == "gso" else self._root_points()
        running = np.concatenate([np.zeros((steps.shape[0], 1)), np.cumsum(steps, axis=1)], axis=1)
        ends = np.arange(steps.shape[1])
        begins = ends - lags
        valid = begins >= 0
        begins = np.where(valid, begins, 0)
        parts = running[:, ends + 1] - running[:, begins + 1]
        base = self.root[begins]
        if self.method == "gso":
            parts *= _logarithmic_mean(self.root / base)
        with np.errstate(invalid="ignore", divide="ignore"):
            scale = 100.0 if self.method == "gso" else 100.0 / base
        parts = np.where(valid, parts * scale, np.nan)
        return self.tree.cover(parts)

    def _lags(self, span: Span) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        periods = self.steps.shape[1]
        if span == "month":
            return np.ones(periods, dtype=np.int64)
        if span == "year":
            return np.full(periods, self.index.seasons, dtype=np.int64)
        return (self.index.first_season + np.arange(periods)) % self.index.seasons + 1

    def _root_points(self) -> Floats:
        """Steps of the leaves in points of the root's index."""
        years = year_blocks(self.index)
        decembers = np.searchsorted(years, years) - 1
        level = np.where(decembers >= 0, self.root[np.maximum(decembers, 0)], self.root[0])
        return self.steps * level


def aggregate(
    leaves: Panel,
    tree: Tree,
    weights: Floats,
    method: AverageMethod = "gso",
    missing: MissingRule = "parent",
) -> Aggregate:
    """Indices of all nodes from the leaves' fixed-base indices and their weights.

    Parameters
    ----------
    leaves
        Panel of levels (any reference), one row a leaf of `tree`.
    tree
        Where the leaves belong.
    weights
        Array ``(leaves, periods)`` from `phantich.measures.tree.dated_weights`, or ``(leaves,)``.
        For ``hicp`` those of a period are valid on last December's prices.
    method, missing
        See the module.

    Raises
    ------
    UsageError
        When the panel lacks a leaf of the tree, or the weights do not fit.
    """
    rows = leaves.ids.get_indexer(tree.leaves)
    if (rows < 0).any():
        lacking = ", ".join(map(str, tree.leaves[rows < 0][:5]))
        raise UsageError(f"the panel has no series for {lacking}")
    x = leaves.values[rows]
    w = np.broadcast_to(weights[:, None] if weights.ndim == 1 else weights, x.shape)
    if missing == "carry":
        x = _carried(x)
    if method == "gso":
        values, steps = _geometric(x, w, tree, missing)
    else:
        values, steps = _chained(x, w, tree, missing, leaves)
    index = Panel(tree.names, values, leaves.start, leaves.frequency)
    return Aggregate(tree, method, index, steps)


def _geometric(x: Floats, w: Floats, tree: Tree, missing: MissingRule) -> tuple[Floats, Floats]:
    with np.errstate(invalid="ignore", divide="ignore"):
        links = np.log(on_lag(x, 1) / 100)
    links[:, 0] = 0.0
    links, shares = _filled(links, w, tree, missing)
    return 100 * np.exp(np.cumsum(links, axis=1)), shares


def _filled(moves: Floats, w: Floats, tree: Tree, missing: MissingRule) -> tuple[Floats, Floats]:
    """Moves of nodes and leaves, gaps filled by rule, and each leaf's part in the root's move."""
    used = ~np.isnan(moves) & (w > 0)
    weight = np.where(used, w, 0.0)
    total = tree.add_up(weight)
    with np.errstate(invalid="ignore", divide="ignore"):
        nodes = tree.add_up(weight * np.where(used, moves, 0.0)) / total
        shares = weight * np.where(used, moves, 0.0) / total[0]
    if missing == "gap":
        nodes[tree.add_up((np.isnan(moves) & (w > 0)).astype(float)) > 0] = np.nan
        shares[:, np.isnan(nodes[0])] = np.nan
    return np.concatenate([nodes, moves]), shares


def _chained(
    x: Floats, w: Floats, tree: Tree, missing: MissingRule, panel: Panel
) -> tuple[Floats, Floats]:
    years = year_blocks(panel)
    values = np.full((len(tree.names), x.shape[1]), np.nan)
    values[:, 0] = 100.0
    parts = np.zeros(x.shape)
    before = 0
    for year in np.unique(years):
        block = np.flatnonzero(years == year)
        block = block[block > 0]
        if len(block) == 0:
            continue
        with np.errstate(invalid="ignore", divide="ignore"):
            relatives = x[:, block] / x[:, [before]] - 1
        moves, shares = _filled(relatives, w[:, block], tree, missing)
        values[:, block] = values[:, [before]] * (1 + moves)
        parts[:, block] = np.diff(shares, axis=1, prepend=0.0)
        before = int(block[-1])
    return values, parts


def _carried(x: Floats) -> Floats:
    places = np.where(np.isnan(x), 0, np.arange(x.shape[1]))
    np.maximum.accumulate(places, axis=1, out=places)
    return np.take_along_axis(x, places, axis=1)


def _logarithmic_mean(ratio: Floats) -> Floats:
    """``(r − 1) / ln r``, and 1 for r = 1."""
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (ratio - 1) / np.log(ratio)
    return np.where(np.abs(ratio - 1) < 1e-12, 1.0, mean)
