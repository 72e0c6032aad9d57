"""Missing prices of leaves, by a stated rule; where a leaf has a price, that price is used.

``parent``  A missing leaf moves as its parent does, that is as the weighted mean of its priced
            siblings, and as the next node above when no sibling is priced. Its level is carried on
            with that movement, so that the first price after the gap is compared with the carried
            level: the index returns to where the price stands (class-mean imputation, *Consumer
            Price Index Manual*, IMF and others, 2020, chapter 6). Before its first price a leaf
            moves as its parent, too.
``carry``   A missing leaf keeps its last level; before its first price it has its first level.
``gap``     Nothing is filled: all nodes above a leaf are missing while it lacks. A node begins
            (= 100) when all of its leaves are there, under the chained formula at a link base. It
            ends for good when one lacks where the weights hand over, because the chain cannot be
            continued; a gap between two link bases passes.

A period without a single price is missing under every rule; prices before and after it are
compared with each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from phantich.measures.arithmetic import over
from phantich.measures.panel import Floats
from phantich.measures.tree import Tree

MissingRule = Literal["parent", "carry", "gap"]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Filled:
    """Levels without gaps, and where they do not count.

    Parameters
    ----------
    levels
        ``(leaves, areas, periods)``, positive everywhere.
    missing
        The same shape: where there was no price.
    silent
        ``(areas, periods)``: no leaf with a weight tells anything about the period's movement.
    """

    levels: Floats
    missing: Flags
    silent: Flags


def fill(
    levels: Floats,
    weights: Floats,
    tree: Tree,
    rule: MissingRule,
    *,
    geometric: bool,
    bases: NDArray[np.int64],
) -> Filled:
    """Fill the gaps of the leaves' levels.

    Parameters
    ----------
    levels
        ``(leaves, areas, periods)``; NaN, zero or below where there is no price.
    weights
        ``(leaves, areas or 1, periods)``, complete.
    geometric
        Whether nodes are geometric means of movements, or arithmetic means of price relatives.
    bases
        For each period the column that its relatives compare with.
    """
    missing = ~(levels > 0)
    silent = np.asarray(~(~missing & (weights > 0)).any(axis=0))
    if not missing.any():
        return Filled(levels, missing, silent)
    if rule != "parent":
        return Filled(_carried(levels, missing), missing, silent)
    out = np.where(missing, 1.0, levels)
    seen = ~missing[..., 0]
    started = ~silent[:, 0]
    for place in range(1, levels.shape[-1]):
        lacking = missing[..., place]
        unknown = lacking | ~seen
        known = ~unknown & (weights[..., place] > 0)
        fresh = ~silent[:, place]
        silent[:, place] |= started & ~known.any(axis=0)
        started |= fresh
        if unknown.any():
            shares = weights[..., place]
            if not geometric:
                shares = shares * out[..., place - 1] / out[..., bases[place]]
            ratios = np.where(unknown, 1.0, out[..., place] / out[..., place - 1])
            guess = out[..., place - 1] * _movements(ratios, shares, known, tree, geometric)
            out[..., place] = np.where(lacking, guess, out[..., place])
            _attach(out, guess, unknown & ~lacking, place)
        seen |= ~lacking
    return Filled(out, missing, silent)


def unbroken(missing: Flags, weights: Floats, tree: Tree, links: Flags, *, at_link: bool) -> Flags:
    """Where nodes count under the rule ``gap``: ``(nodes, areas, periods)``.

    Parameters
    ----------
    missing, weights
        As in `fill`.
    links
        Periods at which weights hand over.
    at_link
        Whether a node can begin at a link base only.
    """
    after = np.concatenate([weights[..., 1:], weights[..., -1:]], axis=-1)
    lacking = tree.add_up((missing & (weights > 0)).astype(float)) > 0
    handover = tree.add_up((missing & (after > 0)).astype(float)) > 0
    begins = ~handover & links if at_link else ~handover
    started = np.logical_or.accumulate(begins, axis=-1)
    broken = np.zeros_like(started)
    ends = started & links & (lacking | handover)
    np.logical_or.accumulate(ends[..., :-1], axis=-1, out=broken[..., 1:])
    return started & ~broken & ~lacking


def _movements(ratios: Floats, shares: Floats, known: Flags, tree: Tree, geometric: bool) -> Floats:
    """Movement of each leaf: its own where known, else that of the nearest node that knows one."""
    moves = np.log(ratios) if geometric else ratios.copy()
    moves[~known] = 0.0
    known = known.copy()
    for depth in range(len(tree.lineage) - 1, -1, -1):
        nodes = tree.lineage[depth]
        weight = np.where(known, shares, 0.0)
        total = tree.add_up(weight)
        mean = over(tree.add_up(weight * moves), total, scale=1.0)[nodes]
        # A leaf whose parent lies higher repeats that parent: its turn comes at the parent's depth.
        deeper = nodes != tree.lineage[depth - 1] if depth else np.ones(len(nodes), dtype=bool)
        filled = ~known & deeper[:, None] & ~np.isnan(mean)
        moves = np.where(filled, mean, moves)
        known |= filled
    if geometric:
        return np.exp(moves)
    return np.where(known, moves, 1.0)


def _attach(out: Floats, guess: Floats, entering: Flags, place: int) -> None:
    """Bring the carried levels of leaves before their first price to the scale of that price."""
    rows, areas = np.nonzero(entering)
    scale = out[rows, areas, place] / guess[rows, areas]
    out[rows, areas, :place] *= scale[:, None]


def _carried(levels: Floats, missing: Flags) -> Floats:
    periods = levels.shape[-1]
    last = np.where(missing, -1, np.arange(periods))
    last = np.maximum.accumulate(last, axis=-1)
    first = np.argmin(missing, axis=-1)[..., None]
    taken = np.take_along_axis(levels, np.where(last < 0, first, last), axis=-1)
    return np.where(taken > 0, taken, 1.0)
