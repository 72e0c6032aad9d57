"""The header of a table: several rows of texts, resolved to one text a column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from phantich.sources.gso.cells import Sheet
from phantich.sources.gso.lines import Line, begins_unit, names_unit
from phantich.sources.gso.text import fold

_OPEN: Final = re.compile(r":$|so voi\s*(\(%\))?\s*:?$")
_TIME: Final = re.compile(r"\d|thang|quy|\bnam\b|ke hoach|so voi|cung ky|uoc|so bo|cong don|luy ke")
#: Columns that an open header text can reach over.
_REACH: Final = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column of values: `header` joins its header texts from the top down with one space."""

    index: int
    parts: tuple[str, ...]

    @property
    def header(self) -> str:
        """The whole header text."""
        return " ".join(self.parts)


def resolve_header(header: list[Line], columns: list[int], sheet: Sheet) -> tuple[Column, ...]:
    """The columns with their header texts, those that stand over several columns included.

    Parameters
    ----------
    header
        Lines above the figures, from the top down; without any, columns have no texts.
    columns
        Numbers of the columns with figures, from 0.
    sheet
        Where cells are merged.
    """
    if not header:
        return tuple(Column(c, ()) for c in columns)
    spans = _spans(header, sheet)
    own = [(line.number, {c: header_text(v) for c, v in line.cells}) for line in header]
    found = [
        {r: text for r, texts in own if (text := spans.get((r, c)) or texts.get(c))}
        for c in columns
    ]
    _take_groups(found)
    return tuple(
        Column(c, tuple(text for _, text in sorted(texts.items())))
        for c, texts in zip(columns, found, strict=True)
    )


def _take_groups(columns: list[dict[int, str]]) -> None:
    """Give «Trị giá» the heading that only its left neighbour «Lượng» has, where the office centred
    a heading over both without merging the cells.

    Only for texts that stand under several headings and say nothing of time themselves.
    """
    for left, own in pairwise(columns):
        row = min(own, default=0)
        if min(left, default=row) >= row or left.get(row) in {None, own[row]}:
            continue
        text = own[row]
        again = sum(column.get(row) == text for column in columns) > 1
        if again and not _TIME.search(fold(" ".join(own.values()))):
            own.update({r: above for r, above in left.items() if r < row})


def header_text(value: str | float) -> str:
    """A header cell as text; a year stored as a number without decimals."""
    return value if isinstance(value, str) else f"{value:.0f}"


def _spans(header: list[Line], sheet: Sheet) -> dict[tuple[int, int], str]:
    """Texts that stand over several columns, by (row, column): merged ranges, and an open «so
    với» or colon, which reaches right up to the next text of its row."""
    first, last = header[0].number, header[-1].number
    texts = {(line.number, c): header_text(v) for line in header for c, v in line.cells}
    spans: dict[tuple[int, int], str] = {}
    for (r1, c1), (r2, c2) in sheet.merged:
        text = texts.get((r1, c1))
        if text is not None and r1 >= first and r2 <= last + 1:
            spans.update(((r1, c), text) for c in range(c1, c2 + 1))
    for line in header:
        for k, (c, v) in enumerate(line.cells):
            if not isinstance(v, str) or (line.number, c + 1) in spans or not _OPEN.search(fold(v)):
                continue
            end = line.cells[k + 1][0] if k + 1 < len(line.cells) else c + _REACH
            for column in range(c, end):
                spans.setdefault((line.number, column), v)
    return spans


def split_sections(header: list[Line], left: int) -> tuple[list[Line], list[Line]]:
    """The header proper, and the lines below it that head the first rows: «Tai nạn giao thông», or
    «A. HÀNH KHÁCH» with the units of its columns beside it."""
    end = len(header)
    while end > 1 and _heads_rows(header[end - 1], left):
        end -= 1
    return header[:end], header[end:]


def _heads_rows(line: Line, left: int) -> bool:
    label = line.cells[0][1]
    if line.first >= left or not isinstance(label, str) or names_unit(label):
        return False
    return all(isinstance(v, str) and (c < left or begins_unit(v)) for c, v in line.cells)
