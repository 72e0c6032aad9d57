"""Weights as dated data: from a table of sets with their first day to one number a period."""

from __future__ import annotations

import numpy as np
import pandas as pd

from phantich.errors import DataError, Fault
from phantich.measures.long import read_dates
from phantich.measures.panel import Floats, Panel


def dated_weights(table: pd.DataFrame, panel: Panel, leaves: pd.Index) -> Floats:
    """Weight of each leaf in each period, from a table ``id, valid_from, weight``.

    A set of weights holds from its ``valid_from`` (a date, or a year) until the next set begins;
    before the first set weights are missing. The weights of a set may have any sum (per cent, per
    mille, money); rows of names that are no leaf, such as the groups' own weights, are not used. An
    item that joins or leaves the basket has weight 0 in the other sets: write it down, because a
    row that lacks is taken for an oversight.

    Returns
    -------
    Array ``(leaves, periods)``.

    Raises
    ------
    DataError
        With every leaf that lacks in a set, every weight that is negative or no number, every
        weight given twice.

    Examples
    --------
    >>> table = pd.DataFrame({
    ...     "id": ["a", "b", "a", "b"],
    ...     "valid_from": ["2024-01-01", "2024-01-01", "2024-03-01", "2024-03-01"],
    ...     "weight": [60, 40, 50, 50],
    ... })
    >>> months = Panel(pd.Index(["a"]), np.ones((1, 4)), start=12 * 53 + 11)
    >>> dated_weights(table, months, pd.Index(["a", "b"]))
    array([[nan, 60., 60., 50.],
           [nan, 40., 40., 50.]])
    """
    rows = table[table["id"].isin(leaves)].assign(
        valid_from=lambda t: read_dates(t["valid_from"]),
        weight=lambda t: pd.to_numeric(t["weight"], errors="coerce").astype(float),
    )
    faults = _wrong_cells(rows)
    if faults:
        raise DataError("weights", faults)
    wide = rows.pivot(index="id", columns="valid_from", values="weight").reindex(leaves)
    faults = [
        Fault(f"weights from {day:%Y-%m-%d}", f"no weight of {leaf}", "one, 0 if not in the basket")
        for day, column in wide.items()
        for leaf in column.index[column.isna()]
    ]
    if faults or wide.empty:
        raise DataError("weights", faults or [Fault("weights", "no leaf of the tree", "weights")])
    which = wide.columns.searchsorted(panel.starts, side="right") - 1
    out = np.full((len(leaves), len(which)), np.nan)
    known = which >= 0
    out[:, known] = wide.to_numpy()[:, which[known]]
    return out


def _wrong_cells(rows: pd.DataFrame) -> list[Fault]:
    wrong = ~(np.isfinite(rows["weight"]) & (rows["weight"] >= 0))
    twice = rows.duplicated(["id", "valid_from"], keep="first")
    checks = [
        (rows["valid_from"].isna(), "a valid_from that is no date", "a date such as 2024-01-01"),
        (wrong, "a weight that is negative or no number", "0 or more"),
        (twice, "a second weight for the same day", "one weight an id and day"),
    ]
    return [
        Fault(f"weights, {name}", found, expected)
        for bad, found, expected in checks
        for name in rows.loc[bad, "id"]
    ]
