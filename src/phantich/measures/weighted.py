"""Whole price and volume indices from a long table of items and a table of weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from phantich.errors import DataError, Fault, UsageError
from phantich.measures.aggregate import Span
from phantich.measures.aggregation import aggregate
from phantich.measures.comparisons import AverageMethod
from phantich.measures.dated import dated_weights
from phantich.measures.kinds import ALL, long_result
from phantich.measures.missing import MissingRule
from phantich.measures.panel import Panel
from phantich.measures.prices import price_comparisons
from phantich.measures.tree import Tree
from phantich.measures.volumes import compare_volumes, industry_contributions

#: Measure → the span whose contributions it holds.
CONTRIBUTIONS: Final[dict[str, Span]] = {
    "contribution_mom": "month",
    "contribution_yoy": "year",
    "contribution_vs_december": "year_to_date",
    "contribution_ytd_average": "ytd_average",
}


def weighted_prices(
    panel: Panel,
    weights: pd.DataFrame,
    method: AverageMethod = "gso",
    missing: MissingRule = "parent",
    base: str | None = None,
) -> pd.DataFrame:
    """Indices, comparisons and contributions to the total of every node and item.

    Parameters
    ----------
    panel
        Price series of the items.
    weights
        Table ``id, valid_from, weight`` and perhaps ``parent``; see `tree_of`. Rows without either
        day or weight are there for their parent only.
    method, missing
        As in `phantich.measures.aggregation.aggregate`.
    base
        Period or year that is 100; without it the period before the first weights is.

    Returns
    -------
    Long table as in `phantich.measures.kinds`, with the measures ``index``, the comparisons, and
    `CONTRIBUTIONS` in percentage points of the total.

    Raises
    ------
    DataError, UsageError
        When the weights, the tree and the series do not fit each other.
    """
    tree = tree_of(weights)
    given = weights.dropna(subset=["valid_from", "weight"], how="all")
    whole = aggregate(panel, tree, dated_weights(given, panel, tree.leaves), method, missing)
    result = whole.panel
    found = price_comparisons(result, method, base)
    found = {"index": found.pop("vs_base", result.values), **found}
    for name, span in CONTRIBUTIONS.items():
        found[name] = whole.contributions(span)
    return long_result(result, found)


def weighted_volumes(panel: Panel, weights: pd.DataFrame) -> pd.DataFrame:
    """Index of all industry with its comparisons, and each industry's contribution to its growth.

    Parameters
    ----------
    panel
        Volume indices of the industries on one base year.
    weights
        Table ``id, weight`` of the base year's value added; one set, every industry once.

    Raises
    ------
    DataError
        When an industry lacks its weight, has two, or one that is no number.
    """
    _needs(weights, ["id", "weight"])
    named = pd.to_numeric(weights["weight"], errors="coerce").set_axis(weights["id"])
    faults = [
        Fault("weights", f"{how} of {name}", "one weight, 0 or more, an industry")
        for how, bad in (
            ("no weight", panel.ids.difference(named.index)),
            ("several weights", named.index[named.index.duplicated()].unique()),
            ("no number as weight", named.index[~(named >= 0)]),
        )
        for name in bad
    ]
    if faults:
        raise DataError("weights", faults)
    w = named.reindex(panel.ids).to_numpy(dtype=float)
    total = w @ panel.values / w.sum()
    values = np.concatenate([panel.values, total[None]])
    whole = Panel(panel.ids.append(pd.Index([ALL])), values, panel.start, panel.frequency)
    found = compare_volumes(whole)
    parts = industry_contributions(panel.values, w, panel.seasons)
    growth = parts.sum(axis=0)[None]
    return long_result(whole, {**found, "contribution_yoy": np.concatenate([parts, growth])})


def tree_of(weights: pd.DataFrame, total: str = ALL) -> Tree:
    """Tree of a table of weights: from its column ``parent``, or all items under one total.

    A name that lies under no other is the root; when there are several, a total lies above them.

    Raises
    ------
    DataError
        When a column lacks.
    UsageError
        When an item has two parents, or the parents are no tree.

    Examples
    --------
    >>> table = pd.DataFrame({"id": ["rice", "fish"], "parent": ["food", "food"]})
    >>> tree_of(table.assign(valid_from="2024", weight=1)).names.tolist()
    ['food', 'rice', 'fish']
    """
    _needs(weights, ["id", "valid_from", "weight"])
    if "parent" not in weights:
        items = weights["id"].drop_duplicates()
        return Tree.from_parents({total: None, **dict.fromkeys(items, total)})
    rows = weights[["id", "parent"]].drop_duplicates()
    several = rows.loc[rows["id"].duplicated(), "id"]
    if len(several):
        raise UsageError(f"more than one parent in the weights: {', '.join(map(str, several[:5]))}")
    pairs = rows.fillna({"parent": ""}).astype(str).itertuples(index=False, name=None)
    return Tree.from_parents(_rooted({name: parent or None for name, parent in pairs}, total))


def _rooted(parents: Mapping[str, str | None], total: str) -> dict[str, str | None]:
    """Parents below one root: the only member that lies under none, or a total above all those."""
    unlisted = {p for p in parents.values() if p is not None and p not in parents}
    tops = [*sorted(unlisted), *(name for name, parent in parents.items() if parent is None)]
    whole: dict[str, str | None] = {**dict.fromkeys(tops), **parents}
    if len(tops) != 1:
        whole |= {total: None, **dict.fromkeys(tops, total)}
    return whole


def _needs(weights: pd.DataFrame, columns: list[str]) -> None:
    lacking = [c for c in columns if c not in weights]
    if lacking:
        found = f"no column {', '.join(lacking)}"
        raise DataError("weights", [Fault("weights", found, f"columns {', '.join(columns)}")])
