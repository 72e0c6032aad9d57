"""Special aggregates: the same index without some of its parts.

Core inflation («lạm phát cơ bản») leaves out food staples, fresh food, energy and prices that the
State manages (health, education). Which leaves those are depends on the basket, so that a caller
names them.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from phantich.errors import UsageError
from phantich.measures.panel import Floats
from phantich.measures.tree import Tree


def only(tree: Tree, weights: Floats, included: Iterable[str]) -> Floats:
    """Weights of the included leaves, and of all leaves below included nodes; others are 0.

    Special aggregates such as «energy» or «services» over the ordinary tree; see `without`.

    Raises
    ------
    UsageError
        When a name is not in the tree, or none is given.
    """
    return _kept(weights, _covered(tree, list(included)))


def without(tree: Tree, weights: Floats, excluded: Iterable[str]) -> Floats:
    """Weights with those of the excluded leaves, and of all leaves below excluded nodes, set to 0.

    `phantich.measures.aggregation.aggregate` divides by the sum of the weights, so the remaining
    ones are renormalised there.

    Raises
    ------
    UsageError
        When a name is not in the tree, or nothing remains.

    Examples
    --------
    >>> tree = Tree.from_parents({"T": None, "F": "T", "rice": "F", "fish": "F", "rest": "T"})
    >>> without(tree, np.array([4.0, 17.0, 79.0]), ["F"])
    array([ 0.,  0., 79.])
    """
    return _kept(weights, ~_covered(tree, list(excluded)))


def _covered(tree: Tree, names: list[str]) -> NDArray[np.bool_]:
    """Leaves that are named or lie below a named node."""
    unknown = [n for n in names if n not in tree.nodes and n not in tree.leaves]
    if unknown:
        raise UsageError(f"not in the tree: {', '.join(unknown)}")
    out = np.asarray(tree.leaves.isin(names))
    for name in names:
        if name in tree.nodes:
            out = out | tree.below(tree.place(name))
    return out


def _kept(weights: Floats, kept: NDArray[np.bool_]) -> Floats:
    if not kept.any():
        raise UsageError("nothing remains of the tree")
    result: Floats = np.where(kept.reshape(-1, *[1] * (weights.ndim - 1)), weights, 0.0)
    return result
