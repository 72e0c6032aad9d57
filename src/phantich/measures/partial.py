"""Trees of which not every branch is published: use the deepest level that is complete."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

import pandas as pd

from phantich.errors import UsageError


def published_part(
    parents: Mapping[str, str | None],
    weights: pd.DataFrame,
    available: Collection[str],
    tolerance: float = 0.1,
) -> dict[str, str | None]:
    """The deepest tree whose leaves all have a series and whose weights add up at every node.

    A node is taken apart when all of its children are usable and, in every set of weights, their
    weights sum to its own within `tolerance`; otherwise its own published index is used and what
    lies below is left out. A node without a series is taken apart if its children are usable.

    Parameters
    ----------
    parents
        From each name to its parent; the root's is None.
    weights
        Table ``id, valid_from, weight`` with the weights of nodes as well as leaves.
    available
        Names that have a series.
    tolerance
        In the unit of the weights, whose rounded figures do not add up exactly.

    Raises
    ------
    UsageError
        When neither the root nor a complete set of parts below it has series.

    Examples
    --------
    >>> parents = {"all": None, "food": "all", "rest": "all", "rice": "food", "meat": "food"}
    >>> weights = pd.DataFrame({
    ...     "id": ["all", "food", "rest", "rice", "meat"], "valid_from": "2024-01-01",
    ...     "weight": [1000, 300, 700, 100, 150],
    ... })
    >>> list(published_part(parents, weights, list(parents)))
    ['all', 'food', 'rest']
    """
    children: defaultdict[str | None, list[str]] = defaultdict(list)
    for name, parent in parents.items():
        children[parent].append(name)
    wide = weights.pivot_table(index="valid_from", columns="id", values="weight", aggfunc="sum")
    wide = wide.reindex(columns=list(parents))

    def adds_up(name: str) -> bool:
        gap = wide[children[name]].sum(axis=1) - wide[name]
        return bool((gap.abs() <= tolerance).all())

    def choose(name: str) -> list[str] | None:
        parts = [choose(child) for child in children[name]]
        below = [kept for part in parts if part is not None for kept in part]
        complete = bool(parts) and None not in parts
        if complete and (name not in available or adds_up(name)):
            return [name, *below]
        return [name] if name in available else None

    chosen = [choose(root) for root in children[None]]
    if None in chosen or not chosen:
        raise UsageError("neither the root nor a complete set of its parts has a series")
    return {name: parents[name] for part in chosen if part is not None for name in part}
