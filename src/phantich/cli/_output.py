"""Printing a table for people, for spreadsheets and for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    import pandas as pd


class Format(StrEnum):
    """How a command prints its table."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], output: Format = Format.TABLE
) -> None:
    """Print rows on standard output.

    CSV and JSON hold numbers in full precision, None as an empty cell or null; a table for
    people is aligned, numbers to the right.
    """
    if output is Format.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    elif output is Format.JSON:
        records = [dict(zip(columns, row, strict=True)) for row in rows]
        lines = (json.dumps(record, ensure_ascii=False, default=str) for record in records)
        typer.echo("[" + ",\n ".join(lines) + "]")
    else:
        _print_aligned(columns, [list(row) for row in rows])


def print_frame(frame: pd.DataFrame, output: Format = Format.TABLE) -> None:
    """Print a data frame without its index; what lacks is None."""
    cells = frame.astype(object).where(frame.notna(), None)
    print_table(list(frame.columns), cells.itertuples(index=False, name=None), output)


def _print_aligned(columns: Sequence[str], rows: list[list[object]]) -> None:
    texts = [[_text(cell) for cell in row] for row in rows]
    numeric = [
        bool(rows) and all(row[i] is None or isinstance(row[i], int | float) for row in rows)
        for i in range(len(columns))
    ]
    widths = [max(map(len, column)) for column in zip(columns, *texts, strict=True)]
    for cells in [list(columns), *texts]:
        line = "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(cells, widths, numeric, strict=True)
        )
        typer.echo(line.rstrip())


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return str(cell).replace("\n", " ")
