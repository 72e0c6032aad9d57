"""What the tests of the statistics-office workbooks share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from phantich.sources.gso import reader
from phantich.sources.gso.cells import Sheet, Value
from phantich.sources.gso.context import Context
from phantich.sources.gso.figures import Figures
from phantich.sources.gso.headers import Month
from phantich.sources.gso.tables import find_tables
from phantich.sources.reading import Reading, Remark

Merged = tuple[tuple[tuple[int, int], tuple[int, int]], ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """All workbooks of the reference data, read once."""

    observations: pd.DataFrame
    remarks: tuple[Remark, ...]


@pytest.fixture(scope="session")
def corpus(shared: Path) -> Corpus:
    """Readings of every workbook in the reference data."""
    readings = [
        reader.read_workbook(path) for path in sorted((shared / "gso" / "workbooks").iterdir())
    ]
    return Corpus(
        pd.concat([reading.observations for reading in readings], ignore_index=True),
        tuple(remark for reading in readings for remark in reading.remarks),
    )


@pytest.fixture
def read_sheet() -> Callable[..., Reading]:
    """Reads the rows of one made-up sheet as part of the workbook of a month."""

    def read(rows: list[list[Value]], year: int, month: int, merged: Merged = ()) -> Reading:
        release = Month(year, month)
        vintage = f"{release}-28"
        file = f"{vintage}-x.xls"
        context = Context(file, release, vintage, Figures(file, vintage))
        for table in find_tables(Sheet("Biểu", True, rows, merged), file):
            reader._read_table(table, context)
        return Reading(context.figures.frame(), tuple(context.remarks))

    return read
