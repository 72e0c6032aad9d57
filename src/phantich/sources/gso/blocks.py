"""Cutting the lines of a sheet into tables: title, header, body.

A table begins where a header does: lines of texts over the value columns, without figures. What
stands between the last body line and that header is the next table's title and unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from phantich.sources.gso.lines import (
    Line,
    figure_columns,
    is_numbered,
    is_numbering,
    is_title_line,
    is_unit_line,
    is_year,
)
from phantich.sources.gso.text import is_gap, number_in

#: A header has less lines than this.
_HEADER_LINES: Final = 20


class Block(NamedTuple):
    """The lines of one table."""

    head: list[Line]
    header: list[Line]
    body: list[Line]


def blocks(lines: list[Line]) -> Iterator[Block]:
    """The tables of a sheet's lines, from the top down; lines without figures below are left."""
    start = 0
    while start < len(lines):
        first = _first_body(lines, start)
        if first is None:
            return
        end = _end_of_body(lines, first)
        body = lines[first:end]
        head, header = _split_head(lines[start:first], min(figure_columns(body), default=1))
        yield Block(head, header, body)
        start = end


def _first_body(lines: list[Line], start: int) -> int | None:
    """Index of the first line with a label and a figure that is no header line."""
    for i in range(start, len(lines)):
        line = lines[i]
        if line.figures and not is_numbering(line) and not _continues_header(lines, i):
            return i
    return None


def _continues_header(lines: list[Line], at: int) -> bool:
    """Whether a line of texts and numbers is a header line: no text left of the value columns.

    Its numbers are years, or notes that somebody left beside the table.
    """
    cells = lines[at].cells
    below = [line.figures[0] for line in lines[at + 1 : at + _HEADER_LINES] if line.figures]
    if not below:
        return all(is_year(v) for _, v in cells if isinstance(v, float)) and not _typed(lines[at])
    left = min(below)
    years = all(is_year(v) for _, v in cells if isinstance(v, float))
    if years and any(c >= left and _is_words(v) for c, v in cells):
        return True
    text = next(c for c, v in cells if isinstance(v, str))
    return text >= left


def _is_words(value: str | float) -> bool:
    return isinstance(value, str) and number_in(value) is None and not is_gap(value)


def _typed(line: Line) -> bool:
    """Whether the figures of a line are texts."""
    return all(isinstance(v, str) for c, v in line.cells if c in line.figures)


def _split_head(lines: list[Line], left: int) -> tuple[list[Line], list[Line]]:
    """Title and unit lines, and the header lines: from the first line over the value columns."""
    for i, line in enumerate(lines):
        if not (is_unit_line(line) or is_title_line(line, left)):
            return lines[:i], lines[i:]
    return lines, []


def _end_of_body(lines: list[Line], first: int) -> int:
    """Index after the last body line: where the next header's title begins, or the end."""
    left = lines[first].figures[0]
    for i in range(first, len(lines)):
        line = lines[i]
        if line.figures:
            left = min(left, line.figures[0])
        elif _starts_table(lines, i, left):
            return i
    return len(lines)


def _starts_table(lines: list[Line], at: int, left: int) -> bool:
    """A title line with a header below it and before the next figures."""
    line = lines[at]
    if not is_title_line(line, left):
        return False
    titled = is_numbered(str(line.cells[0][1]))
    for later in lines[at + 1 : at + 9]:
        if later.figures and not is_numbering(later):
            return False
        texts = [c for c, v in later.cells if c >= left and isinstance(v, str)]
        if texts and not is_unit_line(later) and later.first >= left - int(titled):
            return titled or len(texts) >= 2
    return False
