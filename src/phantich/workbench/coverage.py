"""What the store has of an indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phantich.observations import SIMULATED

if TYPE_CHECKING:
    import pandas as pd


def coverage(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each component, measure and frequency.

    Columns: ``figures``, ``items``, ``areas``, ``first`` and ``last`` period, the latest
    ``vintage``, and the number of ``simulated`` figures.
    """
    marked = rows.assign(simulated=rows["source"].str.startswith(SIMULATED))
    groups = marked.groupby(["component", "measure", "frequency"], sort=False)
    return groups.agg(
        figures=("value", "size"),
        items=("item", "nunique"),
        areas=("area", "nunique"),
        first=("period", "min"),
        last=("period", "max"),
        vintage=("vintage", "max"),
        simulated=("simulated", "sum"),
    ).reset_index()
