"""Special aggregates: the same index without some of its parts.

Core inflation («lạm phát cơ bản») leaves out food staples, fresh food, energy and prices that the
State manages (health, education). Which leaves those are depends on the basket, so that a caller
names them.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from phantich.errors import UsageError
from phantich.measures.panel import Floats
from phantich.measures.tree import Tree


def without(tree: Tree, weights: Floats, excluded: Iterable[str]) -> Floats:
    """Weights with those of the excluded leaves, and of all leaves below excluded nodes, set to 0.

    `phantich.measures.aggregation.aggregate` divides by the sum of the weights, so the remaining
    ones are renormalised there.

    Raises
    ------
    UsageError
        When a name is not in the tree, or nothing remains.
    """
    names = list(excluded)
    unknown = [n for n in names if n not in tree.nodes and n not in tree.leaves]
    if unknown:
        raise UsageError(f"not in the tree: {', '.join(unknown)}")
    out = np.asarray(tree.leaves.isin(names))
    for node in tree.nodes.get_indexer(tree.nodes.intersection(names)):
        out |= np.asarray(tree.members[[int(node)], :].toarray()[0] > 0)
    if out.all():
        raise UsageError("nothing remains after leaving out " + ", ".join(names))
    kept = (~out).astype(float)
    result: Floats = weights * (kept[:, None] if weights.ndim == 2 else kept)
    return result
