"""Rounding a printed column so that its parts still add up to its total."""

from __future__ import annotations

import numpy as np

from phantich.measures.panel import Floats
from phantich.measures.tree import Tree


def round_to_total(parts: Floats, decimals: int = 2, total: float | None = None) -> Floats:
    """Parts rounded so that they sum to the rounded total exactly (largest remainder method).

    The total is rounded half away from zero, as spreadsheets do.

    Every part is rounded down or up to its neighbours on the grid; those nearest to the upper
    neighbour go up until the sum fits, ties in the order of the parts. No part moves by a whole
    unit of the last digit or more, unless `total` differs from the parts' own sum by more than
    they can bear.

    Parameters
    ----------
    parts
        One column; missing parts stay missing and count as nothing.
    decimals
        Digits after the comma.
    total
        The printed total; the sum of the parts when absent.

    Raises
    ------
    ValueError
        When the total cannot be reached by rounding each part to one of its two neighbours.

    Examples
    --------
    >>> round_to_total(np.array([0.333, 0.333, 0.334]), 1)
    array([0.3, 0.3, 0.4])
    """
    scale = 10**decimals
    units = np.asarray(parts, dtype=float) * scale
    known = ~np.isnan(units)
    # A figure already on the grid must not slip to the grid point below by a last binary digit.
    floors = np.floor(units + 1e-9)
    wanted = _half_away(float(np.nansum(units) if total is None else total * scale))
    missing_units = round(float(wanted - np.nansum(floors)))
    if not 0 <= missing_units <= int(known.sum()):
        raise ValueError(f"parts that sum to {np.nansum(parts)} cannot be rounded to {total}")
    remainders = np.where(known, units - floors, -np.inf)
    up = np.argsort(-np.round(remainders, 9), kind="stable")[:missing_units]
    floors[up] += 1
    rounded: Floats = floors / scale
    return rounded


def round_tree(tree: Tree, values: Floats, decimals: int = 2) -> Floats:
    """Values of a whole tree rounded so that at every node the printed parts sum to the print.

    From the root down: each node's children are rounded to the node's own rounded figure.

    Parameters
    ----------
    tree
        Where the values belong.
    values
        One column in the order of ``tree.names``, such as contributions of one period, in which
        every node is the sum of its children.

    Examples
    --------
    >>> tree = Tree.from_parents({"T": None, "A": "T", "a": "A", "b": "A", "c": "T"})
    >>> round_tree(tree, np.array([1.0, 0.667, 0.3335, 0.3335, 0.333]), 1)
    array([1. , 0.7, 0.4, 0.3, 0.3])
    """
    out = np.asarray(values, dtype=float).copy()
    out[0] = _half_away(out[0] * 10**decimals) / 10**decimals
    for node in range(len(tree.nodes)):
        children = tree.children(node)
        out[children] = round_to_total(values[children], decimals, total=float(out[node]))
    return out


def _half_away(units: float) -> float:
    return float(np.copysign(np.floor(abs(units) + 0.5 + 1e-9), units))
