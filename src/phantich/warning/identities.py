"""Figures that belong together: month and cumulative, figure and growth, parts and total.

Each identity says what a figure should be, by other figures of the same report:

- ``cumulative``: the change of the cumulative since the period before (in January the cumulative);
- ``growth``: last year's figure × (1 + growth / 100), growth in per cent over the same period;
- ``total``: of the series named, the sum of all series that name it (told at the total);
- ``first``: the value first reported for the period; the difference is a revision.

With d = (figure − implied) / |implied|, an identity fails where |d| exceeds its tolerance and
`TIMES` the usual |d| of the series' own past (median × 1.4826). Offices restate earlier
cumulatives, so that months by difference are usually 5 to 30 % off; the past tells how much.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from phantich.measures.panel import Floats
from phantich.warning.intake import Grid, read_grid

#: Optional column of a table → share of the implied figure below which nothing is said.
TOLERANCES: Final[dict[str, float]] = {
    "cumulative": 0.5,
    "growth": 0.05,
    "total": 0.01,
    "first": 0.1,
}
TIMES: Final = 5.0
_LEAST: Final = 6


def implied_figures(grid: Grid, table: pd.DataFrame) -> dict[str, Floats]:
    """What each identity implies for the figures of a grid, by the table's optional columns.

    Parameters
    ----------
    grid
        Of the same table (`phantich.warning.intake.read_grid`).
    table
        With some of the columns of `TOLERANCES`; ``total`` holds names of series.
    """
    found: dict[str, Floats] = {}
    for name in ("cumulative", "growth", "first"):
        if name in table.columns:
            found[name] = _aligned(grid, table, name)
    if "cumulative" in found:
        found["cumulative"] = change_of_cumulative(found["cumulative"], grid)
    if "growth" in found:
        before = np.full(grid.values.shape, np.nan)
        before[:, grid.season :] = grid.values[:, : -grid.season]
        found["growth"] = before * (1 + found["growth"] / 100)
    if "total" in table.columns:
        found["total"] = _sums(grid, table)
    return found


def change_of_cumulative(cumulative: Floats, grid: Grid) -> Floats:
    """The cumulative less that of the period before; in the first period of a year itself."""
    years = np.asarray(grid.periods.year)
    new = np.append(True, years[1:] != years[:-1])
    change = cumulative.copy()
    change[:, 1:] -= np.where(new[1:], 0.0, cumulative[:, :-1])
    return change


def failing(
    values: Floats, implied: Mapping[str, Floats]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where an identity fails, and where a figure was revised more than usual.

    Examples
    --------
    >>> months = np.array([[100.0, 110.0, 330.0]])
    >>> failing(months, {"cumulative": np.array([[100.0, 110.0, 120.0]])})[0].tolist()
    [[False, False, True]]
    """
    wrong, revised = np.zeros(values.shape, dtype=bool), np.zeros(values.shape, dtype=bool)
    for name, expected in implied.items():
        with np.errstate(invalid="ignore", divide="ignore"):
            off = np.abs(values - expected) / np.abs(expected)
        off[~np.isfinite(off)] = np.nan
        hit = off > np.maximum(TOLERANCES[name], TIMES * _usual(off))
        if name == "first":
            revised |= hit
        else:
            wrong |= hit
    return wrong, revised


def _usual(off: Floats) -> Floats:
    """1.4826 × the median of each figure's past; 0 where there is too little."""
    found = np.zeros(off.shape)
    for row in range(len(off)):
        known = np.flatnonzero(np.isfinite(off[row]))
        for count, at in enumerate(known[_LEAST:], start=_LEAST):
            found[row, at] = 1.4826 * np.median(off[row, known[:count]])
    return found


def _aligned(grid: Grid, table: pd.DataFrame, name: str) -> Floats:
    """A column of the table in the places of the grid."""
    other = read_grid(table.assign(y=table[name]), grid.frequency)
    found = np.full(grid.values.shape, np.nan)
    shift = int(grid.periods.get_indexer(other.periods[:1])[0])
    width = min(other.values.shape[1], grid.values.shape[1] - shift)
    found[:, shift : shift + width] = other.values[:, :width]
    return found


def _sums(grid: Grid, table: pd.DataFrame) -> Floats:
    """Sum of the parts at the series that they name as their total; NaN where a part lacks."""
    found = np.full(grid.values.shape, np.nan)
    named = table.dropna(subset=["total"]).astype({"unique_id": str, "total": str})
    owner = named.groupby("unique_id", sort=False)["total"].first()
    for total, parts in owner.groupby(owner, sort=False):
        if total in grid.ids:
            rows = grid.ids.get_indexer(parts.index)
            found[grid.ids.get_loc(total)] = grid.values[rows].sum(axis=0)
    return found
