"""Tables in a sheet: title, unit, columns, rows. Sheet names mean nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from phantich.sources.gso.blocks import Block, blocks
from phantich.sources.gso.cells import Sheet, cell_name
from phantich.sources.gso.lines import (
    figure_columns,
    is_numbering,
    is_unit_line,
    lines_of,
    unit_text,
)
from phantich.sources.gso.table_header import Column, resolve_header, split_sections
from phantich.sources.gso.table_rows import Body, Row, unit_column
from phantich.sources.gso.text import fold
from phantich.sources.reading import Remark

__all__ = ["Column", "Row", "Table", "find_tables"]


@dataclass(slots=True)
class Table:
    """One table as it stands, before anything is made of it."""

    file: str
    sheet: str
    title: str
    unit: str
    #: Whether the table goes on from another one of the same title («Tiếp theo»).
    continued: bool
    first_row: int
    #: Whether its sheet is English (see `english`).
    english: bool = False
    columns: tuple[Column, ...] = ()
    rows: list[Row] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    remarks: list[Remark] = field(default_factory=list)

    def cell(self, row: int, column: int) -> str:
        """Source of a figure: ``file!sheet!cell``."""
        return f"{self.file}!{self.sheet}!{cell_name(row, column)}"

    @property
    def where(self) -> str:
        """Place of the table: ``file!sheet!cell`` of its first row."""
        return self.cell(self.first_row, 0)

    @property
    def has_values(self) -> bool:
        """Whether any row has a figure."""
        return any(row.values for row in self.rows)


def find_tables(sheet: Sheet, file: str) -> list[Table]:
    """All tables of a sheet, from the top down; a sheet without any gives an empty list.

    A table without a title of its own goes on under the title and unit of the one above.
    """
    lines = lines_of(sheet)
    first = min((line.first for line in lines), default=0)
    tables = [_table(sheet, file, block, first) for block in blocks(lines)]
    for before, table in pairwise(tables):
        table.title = table.title or before.title
        table.unit = table.unit or before.unit
    return tables


def _table(sheet: Sheet, file: str, block: Block, first: int) -> Table:
    units = [line.cells[0][1] for line in (*block.head, *block.header) if is_unit_line(line)]
    title = " ".join(str(line.cells[0][1]) for line in block.head if not is_unit_line(line))
    folded = fold(title)
    table = Table(
        file=file,
        sheet=sheet.name,
        title=title,
        unit=unit_text(str(units[0])) if units else "",
        continued="tiep theo" in folded or "continued" in folded,
        first_row=(block.head or block.header or block.body)[0].number,
    )
    columns = figure_columns(block.body)
    left = min(columns, default=0)
    header = [line for line in block.header if not (is_numbering(line) or is_unit_line(line))]
    header, sections = split_sections(header, left)
    table.columns = resolve_header(header, columns, sheet)
    lines = sections + block.body
    body = Body(sheet, columns, unit_column(header, lines, left), table.cell, first)
    body.read(lines)
    table.rows, table.notes, table.remarks = body.rows, tuple(body.notes), body.remarks
    return table
