"""Reading a long table ``unique_id, ds, y`` that a command is given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from phantich.measures.panel import Panel, PanelFrequency
    from phantich.sources.longfile import LongFile

_PLACE: Final = re.compile(r"table, row (\d+)")


def read_panel(path: Path, frequency: PanelFrequency) -> Panel:
    """Series of a CSV, Parquet or Excel file with the columns ``unique_id``, ``ds`` and ``y``.

    Raises
    ------
    DataError
        When the file cannot be read, lacks a column, or holds a cell that is no date or number;
        every fault is named with its row.
    """
    import pandas as pd

    from phantich.errors import DataError, Fault
    from phantich.measures.panel import Panel
    from phantich.sources.longfile import SHORT, open_long

    file = open_long(path)
    lacking = [name for name in SHORT if name not in file.table.columns]
    if lacking:
        fault = Fault(file.name, f"no column {', '.join(lacking)}", f"columns {', '.join(SHORT)}")
        raise DataError(file.name, [fault])
    table = pd.DataFrame(
        {
            "unique_id": file.table["unique_id"].astype(str),
            "ds": file.table["ds"],
            "y": file.numbers("y"),
        }
    )
    with placed(file):
        return Panel.from_long(table, frequency)


@contextmanager
def placed(file: LongFile) -> Iterator[None]:
    """Give faults of a table the places that they have in its file."""
    from phantich.errors import DataError, Fault

    try:
        yield
    except DataError as error:
        faults = [
            Fault(_placed(fault.where, file.where), fault.found, fault.expected, fault.remedy)
            for fault in error.faults
        ]
        raise DataError(file.name, faults) from None


def _placed(where: str, place: Callable[[int], str]) -> str:
    """The panel counts rows from 1; the file knows which of its own that is."""
    return _PLACE.sub(lambda found: place(int(found[1]) - 1), where)
