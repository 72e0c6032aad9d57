"""Keeping a workbook when a few of its figures turn out to be impossible.

Workbooks of the statistics office come as they are: nobody can send them back. A figure whose
place was read wrongly (a fifteenth month) is reported with its cell and the rest is kept, whereas a
form or a long table with a fault goes back whole to whoever made it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from phantich.errors import DataError
from phantich.observations import QUERY_COLUMNS, validate
from phantich.sources.reading import Reading, Remark

if TYPE_CHECKING:
    import pandas as pd

#: Faults from which a workbook counts as read wrongly throughout.
MANY: Final = 200


def salvage(reading: Reading, name: str) -> Reading:
    """The reading with valid observations only; each other one is a remark of kind `unplaced`.

    Raises
    ------
    DataError
        When there are more than `MANY` faults, no observation is valid, or valid ones contradict
        each other.
    """
    try:
        return Reading(validate(reading.observations, name), reading.remarks)
    except DataError as error:
        rows = reading.observations.reset_index(drop=True)
        known = set(rows.columns) >= set(QUERY_COLUMNS)
        bad = _invalid(rows, name) if known and len(error.faults) <= MANY else {}
        if not bad or len(bad) == len(rows):
            raise
    remarks = tuple(
        Remark("unplaced", str(rows["source"].iloc[row]), f"{rows['value'].iloc[row]}", why)
        for row, why in sorted(bad.items())
    )
    kept = rows.drop(index=list(bad))
    return Reading(validate(kept, name), (*reading.remarks, *remarks))


def _invalid(rows: pd.DataFrame, name: str) -> dict[int, str]:
    """Labels of the rows that are not valid by themselves, and why, found by halving."""
    try:
        validate(rows, name)
    except DataError as error:
        if len(rows) == 1:
            faults = (f"{f.where.rpartition(', ')[2]} {f.found}" for f in error.faults)
            return {int(rows.index[0]): f"left out: {'; '.join(faults)}"}
        middle = len(rows) // 2
        return _invalid(rows.iloc[:middle], name) | _invalid(rows.iloc[middle:], name)
    return {}
