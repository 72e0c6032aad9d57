"""Tables in a sheet: title, unit, header of several rows, body rows. Sheet names mean nothing.

A sheet is cut where a header begins again: rows with texts over the value columns and no figures.
What stands between the last body row and that header is the next table's title and unit.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from phantich.sources.gso.cells import Sheet, Value, cell_name
from phantich.sources.gso.text import (
    clean,
    date_text,
    fold,
    is_gap,
    number_in,
    strip_mark,
)
from phantich.sources.reading import Remark

#: (column, cleaned text or number) of the cells of a row that are not blank.
Cells = list[tuple[int, "str | float"]]

_UNIT_TERM: Final = (
    r"(%|lan|nguoi|tan|ha|du an|doanh nghiep|usd|dong|vu|dn|person|ton|project|dollar"
    r"|(nghin|trieu|ty|luot|1000|000|thousand|million|mill|billion|bill)\.?( [a-z./%]+){0,4})"
)
_UNIT: Final = re.compile(
    r"\(?\s*((don vi( tinh)?|dvt|unit)\b.*|"
    rf"{_UNIT_TERM}(\s*([,;/-]|va|and)\s*{_UNIT_TERM}){{0,5}})\s*\)?"
)
_TITLE_NUMBER: Final = re.compile(r"^(bieu (so )?)?\d{1,2}[a-z]?\s*[.:)]\s*(?=\S)")
_OF_WHICH: Final = re.compile(r"^\W*(trong do|trong\s*:|chia ra|o/w|of which)\s*[:.]?\s*")
#: Headings that stand above a split even where they repeat the figures of the whole.
_SPLITS: Final = re.compile(r"^\W*([a-z]\W{1,3})?(phan|chia) theo\b|^mat hang chu yeu")
_BULLET: Final = re.compile(r"^[-+*•–—]+\s*")
#: «As in the row above» in a column of units.
_DITTO: Final = frozenset({'"', "''", "”", "“", "″", "''"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of values: `header` joins its header texts from the top down with one space."""

    index: int
    parts: tuple[str, ...]

    @property
    def header(self) -> str:
        """The whole header text."""
        return " ".join(self.parts)


@dataclass(slots=True)
class Row:
    """A body row.

    `values` holds the figures by column index; a gap is absent. `path` leads from the section
    heading through the row's ancestors to its own label.
    """

    number: int
    label: str
    #: Column of the label times 100 plus its indentation in blanks: ancestors have less.
    level: int
    path: tuple[str, ...] = ()
    #: Last heading row without figures, such as «Phân theo địa phương».
    section: str = ""
    of_which: bool = False
    #: Whether the label began with a dash or plus: part of the row above that has none.
    bullet: bool = False
    mark: str = ""
    #: Unit of this row when it stands in the table's body (a unit column or a unit row).
    unit: str = ""
    values: dict[int, float] = field(default_factory=dict)
    #: Whether a value column says that there is no figure («-»): an item then, not a heading.
    gaps: bool = False
    #: Texts in value columns that are no figures and no gaps.
    texts: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class Table:
    """One table as it stands, before anything is made of it."""

    file: str
    sheet: str
    title: str
    unit: str
    columns: tuple[Column, ...]
    rows: list[Row]
    #: Whether the table goes on from another one of the same title («Tiếp theo»).
    continued: bool
    first_row: int
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
    """All tables of a sheet, from the top down; a sheet without any gives an empty list."""
    lines = [(r, _cells(row)) for r, row in enumerate(sheet.rows)]
    lines = [(r, cells) for r, cells in lines if cells]
    tables: list[Table] = []
    for head, header, body in _blocks(lines):
        tables.append(_table(sheet, file, head, header, body))
    _carry_titles(tables)
    return tables


Line = tuple[int, Cells]
Block = tuple[list[Line], list[Line], list[Line]]


def _cells(row: Sequence[Value]) -> Cells:
    found: Cells = []
    for c, value in enumerate(row):
        if value == "":
            continue
        kind = value.__class__
        if kind is str:
            text = clean(value)  # type: ignore[arg-type]
            if text:
                found.append((c, text))
        elif kind is float or kind is int:
            found.append((c, float(value)))  # type: ignore[arg-type]
        elif isinstance(value, dt.date):
            found.append((c, date_text(value)))
    if len(found) > 1 and found[0][0] <= 1 and _is_year(found[0][1]) and _is_figure(found[1][1]):
        found[0] = (found[0][0], f"{found[0][1]:.0f}")
    return found


def _is_figure(value: object) -> bool:
    return isinstance(value, float) and not _is_year(value)


def _is_year(value: object) -> bool:
    return isinstance(value, float) and value.is_integer() and 1985 <= value <= 2050


def _is_body(cells: Cells) -> bool:
    """A label, and to its right a figure (a number, or a number typed as text).

    Numbers left of the label are the office's own codes, in columns that are mostly hidden.
    """
    label = next((k for k, (_, v) in enumerate(cells) if isinstance(v, str)), len(cells))
    return any(not isinstance(v, str) or number_in(v) for _, v in cells[label + 1 :])


def _figure_columns(cells: Cells) -> list[int]:
    """Columns of the figures of a body line."""
    label = next((k for k, (_, v) in enumerate(cells) if isinstance(v, str)), len(cells))
    return [c for c, v in cells[label + 1 :] if not isinstance(v, str) or number_in(v)]


def _is_numbering(cells: Cells) -> bool:
    """The row of column numbers: A, B, 1, 2, 3, …"""
    numbers = [v for _, v in cells if isinstance(v, float)]
    texts = [v for _, v in cells if isinstance(v, str)]
    if not all(len(t.strip("()")) == 1 or re.fullmatch(r"\(?\d+(\s*=.*)?\)?", t) for t in texts):
        return False
    return (
        bool(numbers)
        and all(v.is_integer() and v <= 40 for v in numbers)
        and (len(numbers) > 1 or len(texts) > 1)
        and numbers == sorted(numbers)
        and numbers[0] <= 2
    )


def _is_header(cells: Cells) -> bool:
    """Texts right of the first column, or years alone; no figure among them."""
    if any(isinstance(v, float) and not _is_year(v) for _, v in cells):
        return _is_numbering(cells)
    return True


def _blocks(lines: list[Line]) -> Iterator[Block]:
    """Cut the lines into (title lines, header lines, body lines)."""
    start = 0
    while start < len(lines):
        first = _first_body(lines, start)
        if first is None:
            return
        end = _end_of_body(lines, first)
        body = lines[first:end]
        head, header = _split_head(lines[start:first], min(_value_columns(body), default=1))
        yield head, header, body
        start = end


def _first_body(lines: list[Line], start: int) -> int | None:
    """Index of the first line with a label and a figure that is no header line."""
    for i in range(start, len(lines)):
        cells = lines[i][1]
        if _is_numbering(cells) or not _is_body(cells):
            continue
        if not _continues_header(lines, i):
            return i
    return None


def _continues_header(lines: list[Line], at: int) -> bool:
    """Whether a line of texts and numbers is a header line: no text left of the value columns.

    Its numbers are years, or notes that somebody left beside the table.
    """
    cells = lines[at][1]
    below = [c for _, later in lines[at + 1 : at + 12] if _is_body(later)
             for c in _figure_columns(later)]  # fmt: skip
    if not below:
        return all(_is_year(v) for _, v in cells if isinstance(v, float))
    text = next(c for c, v in cells if isinstance(v, str))
    return text >= min(below)


def _split_head(lines: list[Line], left: int) -> tuple[list[Line], list[Line]]:
    """Title and unit lines, and the header lines: from the first line over the value columns."""
    for i, (_, cells) in enumerate(lines):
        if not (_is_unit_line(cells) or _is_title_line(cells, left)):
            return lines[:i], lines[i:]
    return lines, []


def _is_unit_line(cells: Cells) -> bool:
    texts = [v for _, v in cells if isinstance(v, str)]
    return len(texts) == len(cells) == 1 and _UNIT.fullmatch(fold(texts[0])) is not None


def _is_title_line(cells: Cells, left: int) -> bool:
    """A text alone in its row, left of the value columns unless it has a table's number."""
    column, text = cells[0]
    if not isinstance(text, str):
        return False
    numbered = _TITLE_NUMBER.match(fold(text)) is not None
    if len(cells) == 1:
        return column < left or numbered
    return numbered and len({_TITLE_NUMBER.match(fold(str(v))) is None for _, v in cells}) == 1


def _end_of_body(lines: list[Line], first: int) -> int:
    """Index after the last body line: where the next header's title begins, or the end."""
    columns: set[int] = set()
    for i in range(first, len(lines)):
        cells = lines[i][1]
        if _is_body(cells):
            columns.update(_figure_columns(cells))
        elif columns and _starts_table(lines, i, min(columns)):
            return i
    return len(lines)


def _starts_table(lines: list[Line], at: int, left: int) -> bool:
    """A title line with a header below it and before the next figures."""
    cells = lines[at][1]
    if not _is_title_line(cells, left):
        return False
    titled = _TITLE_NUMBER.match(fold(str(cells[0][1]))) is not None
    for _, later in lines[at + 1 : at + 9]:
        if _is_body(later) and not _is_numbering(later):
            return False
        texts = [c for c, v in later if isinstance(v, str) and c >= left]
        if texts and not _is_unit_line(later) and later[0][0] >= left - int(titled):
            return titled or len(texts) >= 2
    return False


def _table(
    sheet: Sheet, file: str, head: list[Line], header: list[Line], body: list[Line]
) -> Table:
    texts = [str(cells[0][1]) for _, cells in head if not _is_unit_line(cells)]
    units = [str(cells[0][1]) for _, cells in head if _is_unit_line(cells)]
    units += [str(c[0][1]) for _, c in header if _is_unit_line(c)]
    title = " ".join(texts)
    columns = _value_columns(body)
    left = min(columns, default=0)
    table = Table(
        file=file,
        sheet=sheet.name,
        title=title,
        unit=_unit_text(units[0]) if units else "",
        columns=(),
        rows=[],
        continued="tiep theo" in fold(title) or "continued" in fold(title),
        first_row=(head or header or body)[0][0],
    )
    header = [(r, c) for r, c in header if not _is_numbering(c) and not _is_unit_line(c)]
    header, sections = _split_sections(header, left)
    body = sections + body
    table.columns = _columns(header, columns, left, sheet)
    _fill_rows(table, sheet, body, set(columns), left, _unit_column(header, body, left))
    return table


def _split_sections(header: list[Line], left: int) -> tuple[list[Line], list[Line]]:
    """The header proper, and the lines below it that head the first rows: «Tai nạn giao thông», or
    «A. HÀNH KHÁCH» with the units of its columns beside it."""
    end = len(header)
    while end > 1 and _heads_rows(header[end - 1][1], left):
        end -= 1
    return header[:end], header[end:]


def _heads_rows(cells: Cells, left: int) -> bool:
    label = cells[0][1]
    if (
        cells[0][0] >= left
        or not isinstance(label, str)
        or re.match("don vi|dvt|unit", fold(label))
    ):
        return False
    return all(isinstance(v, str) and (c < left or _UNIT.match(fold(v))) for c, v in cells)


def _unit_text(text: str) -> str:
    """The unit without the words around it: ``Đơn vị tính: Tỷ đồng`` is ``Tỷ đồng``."""
    return re.sub(r"^\(?\s*(đơn vị( tính)?|đvt|unit)\s*[:.]?\s*", "", text, flags=re.I).rstrip(")")


def _value_columns(body: list[Line]) -> list[int]:
    """Columns that hold figures of labelled rows, in order."""
    counts: dict[int, int] = {}
    for _, cells in body:
        if not _is_body(cells):
            continue
        seen_text = False
        for c, v in cells:
            if seen_text and (not isinstance(v, str) or number_in(v)):
                counts[c] = counts.get(c, 0) + 1
            seen_text = seen_text or isinstance(v, str)
    return sorted(counts)


def _columns(header: list[Line], columns: list[int], left: int, sheet: Sheet) -> tuple[Column, ...]:
    if not header:
        return tuple(Column(c, ()) for c in columns)
    span = _spans(header, sheet)
    found = []
    for c in columns:
        parts = []
        for r, cells in header:
            text = span.get((r, c))
            if text is None:
                text = next((_header_text(v) for k, v in cells if k == c), "")
            if text:
                parts.append(text)
        found.append(Column(c, tuple(parts)))
    return tuple(found)


def _header_text(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.0f}"


def _spans(header: list[Line], sheet: Sheet) -> dict[tuple[int, int], str]:
    """Texts that stand over several columns, by (row, column): merged ranges, and an open «so
    với» or colon, which reaches right up to the next text of its row."""
    texts = {(r, c): _header_text(v) for r, cells in header for c, v in cells}
    first, last = header[0][0], header[-1][0]
    spans: dict[tuple[int, int], str] = {}
    for (r1, c1), (r2, c2) in sheet.merged:
        text = texts.get((r1, c1))
        if text is None or r1 < first or r2 > last + 1:
            continue
        for c in range(c1, c2 + 1):
            spans[r1, c] = text
    for r, cells in header:
        for k, (c, v) in enumerate(cells):
            if not isinstance(v, str) or (r, c + 1) in spans or not _is_open(v):
                continue
            end = cells[k + 1][0] if k + 1 < len(cells) else c + 12
            for column in range(c, end):
                spans.setdefault((r, column), v)
    return spans


def _is_open(text: str) -> bool:
    folded = fold(text)
    return folded.endswith(":") or re.search(r"so voi\s*(\(%\))?\s*:?$", folded) is not None


def _unit_column(header: list[Line], body: list[Line], left: int) -> int | None:
    """The column left of the figures that holds each row's unit: headed «Đơn vị tính», or, where
    a header is missing, one with ditto marks."""
    for _, cells in header:
        for c, v in cells:
            if 0 < c < left and isinstance(v, str) and re.match(r"don vi\b|dvt\b|unit\b", fold(v)):
                return c
    marks = {c for _, cells in body for c, v in cells if 0 < c < left and v in _DITTO}
    return max(marks, default=None)


def _fill_rows(
    table: Table, sheet: Sheet, body: list[Line], columns: set[int], left: int, units: int | None
) -> None:
    stack: list[Row] = []
    section = unit = ""
    pending: Row | None = None
    notes: list[str] = []
    ditto = ""
    for r, cells in body:
        labels = [(c, v) for c, v in cells if isinstance(v, str) and c < left]
        own_unit = ""
        if units is not None:
            own_unit = next((v for c, v in labels if c == units), "")
            labels = [(c, v) for c, v in labels if c != units]
            own_unit = ditto if own_unit in _DITTO else own_unit
            ditto = own_unit or ditto
        if not labels:
            unit = _loose_line(table, r, cells, unit)
            continue
        row = _row(sheet, r, labels)
        row.unit = own_unit or unit
        _fill_values(table, row, cells, columns)
        if not row.values and not row.texts and not row.gaps:
            if row.mark or _is_note(row.label):
                notes.append(row.label)
                continue
            pending = row
            if not row.of_which:
                section = row.label if row.level <= 200 else section
            _push(stack, row)
            row.section = section
            table.rows.append(row)
            continue
        if pending is not None and _continues_label(pending, row, table.rows):
            row.label = f"{pending.label} {row.label}"
            row.level = pending.level
            table.rows.pop()
            stack.pop()
        if _SPLITS.match(fold(row.label)):
            section = row.label
        pending = None
        row.section = section
        _push(stack, row)
        table.rows.append(row)
    table.notes = tuple(notes)


def _is_note(label: str) -> bool:
    return re.match(r"^(\(?\*|ghi chu|nguon|\(\d\)|note|source)", fold(label)) is not None


def _continues_label(above: Row, row: Row, rows: list[Row]) -> bool:
    """A label over two lines: the first has no figures, the second goes on in small letters."""
    return (
        bool(rows)
        and rows[-1] is above
        and row.number == above.number + 1
        and row.label[:1].islower()
        and not above.of_which
        and not above.label.endswith(":")
    )


def _push(stack: list[Row], row: Row) -> None:
    while stack and stack[-1].level >= row.level:
        stack.pop()
    row.path = (*(r.label for r in stack), row.label)
    stack.append(row)


def _row(sheet: Sheet, number: int, labels: list[tuple[int, str]]) -> Row:
    column, _ = labels[-1]
    raw = str(sheet.rows[number][column])
    indent = len(raw) - len(raw.lstrip())
    text = " ".join(text for _, text in labels)
    match = _OF_WHICH.match(fold(text))
    of_which = match is not None
    if match is not None and len(fold(text)) == len(text):
        text = text[match.end() :] or text
    plain = _BULLET.sub("", text)
    label, mark = strip_mark(plain)
    level = column * 100 + indent
    return Row(number, label, level, of_which=of_which, bullet=plain != text, mark=mark)


def _loose_line(table: Table, number: int, cells: Cells, unit: str) -> str:
    """A line without a label: a unit for the rows below, or something to report."""
    texts = [v for _, v in cells if isinstance(v, str) and not is_gap(v)]
    if texts and len(texts) == len(cells) and len(texts) == 1:
        return texts[0]
    for c, v in cells:
        if isinstance(v, float) and v != 0:
            table.remarks.append(
                Remark(
                    "unplaced",
                    table.cell(number, c),
                    f"{v:g}",
                    "a number without a label beside it; left out",
                )
            )
    return unit


def _fill_values(table: Table, row: Row, cells: Cells, columns: set[int]) -> None:
    for c, v in cells:
        if c not in columns:
            continue
        if v.__class__ is float:
            row.values[c] = v  # type: ignore[assignment]
            continue
        parsed = number_in(v)  # type: ignore[arg-type]
        if parsed is not None:
            row.values[c], repaired = parsed
            if repaired:
                table.remarks.append(
                    Remark(
                        "correction", table.cell(row.number, c), str(v), f"read as {parsed[0]:g}"
                    )
                )
        elif is_gap(v):  # type: ignore[arg-type]
            row.gaps = True
        else:
            row.texts[c] = v  # type: ignore[assignment]


def _carry_titles(tables: list[Table]) -> None:
    """A table without a title goes on under the title of the one before."""
    for before, table in zip(tables, tables[1:], strict=False):
        if not table.title or not table.columns:
            table.title = table.title or before.title
        if not table.unit:
            table.unit = before.unit
