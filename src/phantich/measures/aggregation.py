"""Aggregation of price indices along a tree by the two official formulae.

``gso``   The link of a node (its index on the month before) is the weighted geometric mean of its
          leaves' links, with weights that stay fixed over the life of the basket:
          ``ln T[t] = Σ w·ln x[t] / Σ w``. This reproduces the totals that the General Statistics
          Office prints.
``hicp``  A Laspeyres index chained over December: within a year a node is the weighted arithmetic
          mean of its leaves' indices on last December, with that year's weights, and continues from
          its own December level: ``I[t] = I[Dec] · Σ w·(x[t] / x[Dec]) / Σ w``
          (Regulation (EU) 2016/792; HICP Methodological Manual, 2018, chapter 8). The weights are
          those that Eurostat publishes for the year, at prices of last December.

Both are consistent in aggregation: groups first and then the total gives the same as all leaves at
once. What happens to a leaf without a price is told in `phantich.measures.missing`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from phantich.errors import UsageError
from phantich.measures.aggregate import Aggregate
from phantich.measures.comparisons import AverageMethod, year_ends
from phantich.measures.missing import Filled, Flags, MissingRule, fill, unbroken
from phantich.measures.panel import SEASONS, Floats, Panel, PanelFrequency
from phantich.measures.tree import Tree


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
        Panel of levels (any reference), one row a leaf of `tree`; other rows are not used. A leaf
        that is known to have no series is given as a row of NaN.
    tree
        Where the leaves belong.
    weights
        Array ``(leaves, periods)`` from `phantich.measures.dated.dated_weights`, or ``(leaves,)``,
        of any sum.
    method, missing
        See the module, and `phantich.measures.missing`.

    Returns
    -------
    Indices, the last period before the first weights = 100; see `aggregate_levels`.

    Raises
    ------
    UsageError
        When the panel lacks a leaf of the tree, or the weights do not fit.
    """
    rows = leaves.ids.get_indexer(tree.leaves)
    if (rows < 0).any():
        lacking = ", ".join(map(str, tree.leaves[rows < 0][:5]))
        raise UsageError(f"the panel has no series for {lacking}")
    return aggregate_levels(
        leaves.values[rows], tree, weights, leaves.start, leaves.frequency, method, missing
    )


def aggregate_levels(
    levels: Floats,
    tree: Tree,
    weights: Floats,
    start: int,
    frequency: PanelFrequency = "M",
    method: AverageMethod = "gso",
    missing: MissingRule = "parent",
) -> Aggregate:
    """Indices of all nodes, for one area or for many at once.

    A period's weights act on the movement into it, so that the reference (= 100) is the last period
    before the first weights: December, when they begin in January. Under ``hicp`` that reference
    and every December are link bases; data that begin within a year with weights have no December
    there, and their first period stands in for it, which is exact only from the first December on.
    Weights that change within a year are linked at the period before.

    Parameters
    ----------
    levels
        ``(leaves, periods)`` or ``(leaves, areas, periods)``; no price is NaN or not positive.
    weights
        ``(leaves,)``, ``(leaves, periods)`` or ``(leaves, areas, periods)``. Missing before the
        first set.
    start, frequency
        As in `phantich.measures.panel.Panel`.

    Raises
    ------
    UsageError
        When the weights do not fit, are negative, or lack after the first set.
    """
    x = levels if levels.ndim == 3 else levels[:, None, :]
    w, begin = _complete_weights(weights, x)
    links = _link_bases(w, start % SEASONS[frequency], SEASONS[frequency], method, begin)
    bases = _bases(links)
    filled = fill(x, w, tree, missing, geometric=method == "gso", bases=bases)
    totals = tree.add_up(np.ascontiguousarray(w))
    parts = _geometric(filled.levels, w) if method == "gso" else _chained(filled.levels, w, bases)
    parts[..., : begin + 1] = 0.0
    chain = _chain(parts, filled.levels, totals, tree, bases, method, begin)
    known = _known(filled, totals, begin)
    if missing == "gap":
        whole = unbroken(filled.missing, w, tree, links, at_link=method == "hicp")
        known &= np.concatenate([whole, ~filled.missing])
        chain *= 100 / _first_known(chain, known)
    return Aggregate(
        tree=tree,
        method=method,
        start=start,
        frequency=frequency,
        single=levels.ndim == 2,
        chain=chain,
        known=known,
        missing=filled.missing,
        parts=parts,
        totals=totals,
        bases=bases,
    )


def _first_known(chain: Floats, known: NDArray[np.bool_]) -> Floats:
    """Each index in its first known period, with one period."""
    return np.take_along_axis(chain, np.argmax(known, axis=-1)[..., None], axis=-1)


def _complete_weights(weights: Floats, x: Floats) -> tuple[Floats, int]:
    """Weights ``(leaves, areas or 1, periods)`` without gaps, and the reference period."""
    periods = x.shape[-1]
    if weights.ndim == 1:
        weights = np.broadcast_to(weights[:, None], (len(weights), periods))
    w = weights if weights.ndim == 3 else weights[:, None, :]
    if periods == 0:
        raise UsageError("an aggregation needs at least one period")
    if w.shape[0] != x.shape[0] or w.shape[1] not in {1, x.shape[1]} or w.shape[2] != periods:
        raise UsageError(f"weights of shape {weights.shape} do not fit levels of {x.shape}")
    absent = np.asarray(np.isnan(w).any(axis=(0, 1)))
    first = int(np.argmin(absent))
    if absent[first:].any() or (w < 0).any():
        raise UsageError("weights are 0 or more in every period from the first set on")
    filled = np.where(np.arange(periods) < first, w[..., first : first + 1], w) if first else w
    return filled, max(first - 1, 0)


def _link_bases(
    w: Floats, first_season: int, seasons: int, method: AverageMethod, begin: int
) -> Flags:
    """Periods at which one set of weights hands over to the next."""
    links = np.zeros(w.shape[-1], dtype=bool)
    links[:-1] = np.any(w[..., 1:] != w[..., :-1], axis=(0, 1))
    if method == "hicp":
        decembers = year_ends(w.shape[-1], first_season, seasons)
        links[decembers[decembers >= 0]] = True
    links[:begin] = False
    links[begin : begin + 1] = True
    return links


def _bases(links: Flags) -> NDArray[np.int64]:
    """For each period the newest link base before it; the first period itself at the beginning."""
    places = np.where(links, np.arange(len(links)), -1)
    newest = np.maximum.accumulate(places)
    bases: NDArray[np.int64] = np.maximum(np.concatenate([[0], newest[:-1]]), 0)
    return bases


def _geometric(levels: Floats, w: Floats) -> Floats:
    """Weighted logarithms of the leaves' links."""
    parts = np.log(levels)
    parts[..., 1:] -= parts[..., :-1].copy()
    parts *= w
    return parts


def _chained(levels: Floats, w: Floats, bases: NDArray[np.int64]) -> Floats:
    """Weighted steps of the leaves' relatives on the link base."""
    parts = np.empty_like(levels)
    parts[..., 0] = 0.0
    np.subtract(levels[..., 1:], levels[..., :-1], out=parts[..., 1:])
    parts /= levels[..., bases]
    parts *= w
    return parts


def _chain(
    parts: Floats,
    levels: Floats,
    totals: Floats,
    tree: Tree,
    bases: NDArray[np.int64],
    method: AverageMethod,
    begin: int,
) -> Floats:
    """Indices of nodes and leaves."""
    steps = tree.add_up(parts)
    np.divide(steps, totals, out=steps, where=totals > 0)
    leaves = 100 * levels / levels[..., begin : begin + 1]
    if method == "gso":
        return np.concatenate([100 * np.exp(np.cumsum(steps, axis=-1)), leaves])
    nodes = np.full(steps.shape, 100.0)
    for base in np.unique(bases[begin + 1 :]):
        block = np.flatnonzero((bases == base) & (np.arange(len(bases)) > begin))
        growth = 1 + np.cumsum(steps[..., block], axis=-1)
        nodes[..., block] = nodes[..., [base]] * growth
    return np.concatenate([nodes, leaves])


def _known(filled: Filled, totals: Floats, begin: int) -> Flags:
    """Where an index counts: a node that has weight, a period that has a price."""
    areas, periods = filled.silent.shape
    nodes = np.broadcast_to(totals > 0, (len(totals), areas, periods)).copy()
    nodes[..., begin] = nodes[..., min(begin + 1, periods - 1)]
    known = np.concatenate([nodes, np.ones(filled.levels.shape, dtype=bool)])
    known &= ~filled.silent
    known[..., :begin] = False
    return known
