"""The lines of a sheet: what is not blank in a row, and what sort of line that makes it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

from phantich.sources.gso.cells import Sheet, Value
from phantich.sources.gso.text import clean, date_text, fold, number_in

#: (column, cleaned text or number) of the cells of a row that are not blank.
Cells: TypeAlias = list[tuple[int, "str | float"]]

_UNIT_TERM: Final = (
    r"(%|lan|nguoi|tan|ha|du an|doanh nghiep|usd|dong|vu|dn|person|ton|project|dollar"
    r"|(nghin|trieu|ty|luot|1000|000|thousand|million|mill|billion|bill)\.?( [a-z./%]+){0,4})"
)
_UNIT: Final = re.compile(
    r"\(?\s*((don vi( tinh)?|dvt|unit)\b.*|"
    rf"{_UNIT_TERM}(\s*([,;/-]|va|and)\s*{_UNIT_TERM}){{0,5}})\s*\)?"
)
_UNIT_WORD: Final = re.compile(r"(don vi|dvt|unit)\b")
_UNIT_LEAD: Final = re.compile(r"^\(?\s*(đơn vị( tính)?|đvt|unit)\s*[:.]?\s*", re.IGNORECASE)
_TITLE_NUMBER: Final = re.compile(r"^(bieu (so )?)?\d{1,2}[a-z]?\s*[.:)]\s*(?=\S)")
_NUMBERING: Final = re.compile(r"\(?.\)?|\(?\d+(\s*=.*)?\)?")


@dataclass(slots=True)
class Line:
    """A row that is not blank; `figures` are the columns of its figures right of its label.

    A figure is a number, or a number typed as text. Numbers left of the label are the office's own
    codes, in columns that are mostly hidden. Where a line is nothing but texts and then numbers, as
    almost all are, `texts` is how many texts there are, else 0.
    """

    number: int
    cells: Cells
    figures: list[int]
    texts: int = 0

    @property
    def first(self) -> int:
        """Column of the first cell."""
        return self.cells[0][0]


def lines_of(sheet: Sheet) -> list[Line]:
    """The lines of a sheet, from the top down."""
    found = (_line(number, row) for number, row in enumerate(sheet.rows) if any(row))
    return [line for line in found if line.cells]


def _line(number: int, row: Sequence[Value]) -> Line:
    cells: Cells = []
    figures: list[int] = []
    texts, plain = 0, True
    for column, value in enumerate(row):
        if isinstance(value, float):
            cells.append((column, value))
            if texts:
                figures.append(column)
            else:
                plain = False
        elif value != "" and (cell := _cell(value)) != "":
            cells.append((column, cell))
            if isinstance(cell, str) and not (texts and cell[-1].isdigit() and number_in(cell)):
                plain = plain and not figures
                texts += 1
                continue
            plain = False
            if texts:
                figures.append(column)
    if not texts and _is_series(cells):
        cells[0] = (cells[0][0], f"{cells[0][1]:.0f}")
        return Line(number, cells, [c for c, _ in cells[1:]], 1)
    return Line(number, cells, figures, texts if plain else 0)


def _cell(value: Value) -> str | float:
    """A cell that is neither empty nor a float: its cleaned text, its number, or its month."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dt.date):
        return date_text(value)
    return float(value) if isinstance(value, int) else ""


def _is_series(cells: Cells) -> bool:
    """A year in the place of a label, and figures of that year behind it."""
    if len(cells) < 2 or cells[0][0] > 1:
        return False
    return is_year(cells[0][1]) and not is_year(cells[1][1])


def is_year(value: object) -> bool:
    """Whether a cell holds a number that is a year."""
    return isinstance(value, float) and value.is_integer() and 1985 <= value <= 2050


def is_numbering(line: Line) -> bool:
    """The row of column numbers: A, B, 1, 2, 3, …"""
    cells = line.cells
    numbers = [n for _, v in cells if (n := _column_number(v)) is not None]
    if not numbers or numbers[0] not in {0, 1, 2} or len(cells) < 2:
        return False
    if any(later - number != 1 for number, later in pairwise(numbers)):
        return False
    return all(_NUMBERING.fullmatch(v) for _, v in cells if isinstance(v, str))


def _column_number(value: str | float) -> float | None:
    if isinstance(value, float):
        return value
    return float(value) if value.isdigit() else None


def is_unit_line(line: Line) -> bool:
    """A unit alone in its row: ``Đơn vị tính: Tỷ đồng``, ``%``, ``Nghìn tấn, triệu USD``."""
    value = line.cells[0][1]
    return len(line.cells) == 1 and isinstance(value, str) and is_unit(value)


def is_unit(text: str) -> bool:
    """Whether a text is a unit, or names one behind «Đơn vị tính»."""
    return _UNIT.fullmatch(fold(text)) is not None


def begins_unit(text: str) -> bool:
    """Whether a text begins as a unit does."""
    return _UNIT.match(fold(text)) is not None


def names_unit(text: str) -> bool:
    """Whether a text begins with the words «đơn vị»."""
    return _UNIT_WORD.match(fold(text)) is not None


def unit_text(text: str) -> str:
    """The unit without the words around it.

    >>> unit_text("Đơn vị tính: Tỷ đồng")
    'Tỷ đồng'
    """
    return _UNIT_LEAD.sub("", text).rstrip(")")


def is_numbered(text: str) -> bool:
    """Whether a text begins with a table's number: ``12. Hàng hóa xuất khẩu``."""
    return text[:1].isascii() and _TITLE_NUMBER.match(fold(text)) is not None


def is_title_line(line: Line, left: int) -> bool:
    """A text alone in its row, left of the value columns unless it has a table's number; or
    numbered texts alone, where two tables stand side by side."""
    column, text = line.cells[0]
    if not isinstance(text, str):
        return False
    if len(line.cells) == 1:
        return column < left or is_numbered(text)
    return all(isinstance(v, str) and is_numbered(v) for _, v in line.cells)


def figure_columns(lines: Sequence[Line]) -> list[int]:
    """Columns that hold figures of labelled rows, in order."""
    return sorted({column for line in lines for column in line.figures})
