"""The body of a table: labels with their place in the hierarchy, figures, gaps."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from phantich.sources.gso.cells import Sheet
from phantich.sources.gso.lines import Cells, Line, is_unit, names_unit
from phantich.sources.gso.text import fold, is_gap, number_in, strip_mark
from phantich.sources.reading import Remark

_OF_WHICH: Final = re.compile(r"^\W*(trong do|trong\s*:|chia ra|o/w|of which)\s*[:.]?\s*")
#: Headings that stand above a split even where they repeat the figures of the whole.
_SPLITS: Final = re.compile(r"^\W*([a-z]\W{1,3})?(phan|chia) theo\b|^mat hang chu yeu")
_NOTE: Final = re.compile(r"^(\(?\*|ghi chu|nguon|\(\d\)|note|source)")
_BULLET: Final = re.compile(r"^[-+*•–—]+\s*")
#: «As in the row above» in a column of units.
_DITTO: Final = frozenset({'"', "''", "”", "“", "″"})
#: A heading without figures further right than this is part of a row, not a section.
_SECTION_LEVEL: Final = 200


@dataclass(slots=True)
class Row:
    """A body row; `values` holds the figures by column index, a gap is absent."""

    number: int
    label: str
    #: Column of the label, counted from the sheet's first, times 100 plus its indentation:
    #: ancestors have less.
    level: int
    #: The row that this one is a part of, by level.
    parent: Row | None = None
    #: Last heading row without figures, such as «Phân theo địa phương».
    section: str = ""
    of_which: bool = False
    #: Whether the label began with a dash or plus: part of the row above that has none.
    bullet: bool = False
    mark: str = ""
    #: Unit of this row when it stands in the table's body (a unit column or a unit row).
    unit: str = ""
    values: dict[int, float] = field(default_factory=dict)
    #: Texts in value columns that are no figures and no gaps.
    texts: dict[int, str] = field(default_factory=dict)
    #: Whether a value column says that there is no figure («-»): an item then, not a heading.
    gaps: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        """Labels from the outermost ancestor to this row."""
        return (*(self.parent.path if self.parent else ()), self.label)


class Body:
    """Turns body lines into rows; keeps the headings and units that reach over several rows."""

    def __init__(
        self,
        sheet: Sheet,
        columns: list[int],
        units: int | None,
        cell: Callable[[int, int], str],
        first: int = 0,
    ) -> None:
        self._sheet = sheet
        self._columns = frozenset(columns)
        self._left = min(columns, default=0)
        self._first = first
        self._units = units
        self._cell = cell
        self._stack: list[Row] = []
        self._section = self._before = ""
        self._unit = ""
        self._ditto = ""
        self._pending: Row | None = None
        self.rows: list[Row] = []
        self.notes: list[str] = []
        self.remarks: list[Remark] = []

    def read(self, lines: list[Line]) -> None:
        """Add the rows of these lines."""
        for line in lines:
            plain = line.texts and line.cells[line.texts - 1][0] < self._left
            labels = line.cells[: line.texts] if plain else self._left_of_figures(line)
            unit = ""
            if self._units is not None:
                labels, unit = self._own_unit(labels, self._units)
            if not labels:
                self._loose(line)
                continue
            if len(labels) > 1:
                labels = _true_labels(labels)
            row = self._row(line.number, labels)
            row.unit = unit or self._unit
            if plain:
                row.values = dict(line.cells[line.texts :])  # type: ignore[arg-type]
            else:
                self._fill(row, line)
            if row.values or row.texts or row.gaps:
                self._add(row)
            else:
                self._head(row)

    def _left_of_figures(self, line: Line) -> Cells:
        return [(c, v) for c, v in line.cells if c < self._left and isinstance(v, str)]

    def _own_unit(self, labels: Cells, column: int) -> tuple[Cells, str]:
        """The labels without the unit among them, and the unit; a ditto mark repeats the last."""
        unit = str(next((v for c, v in labels if c == column), ""))
        unit = self._ditto if unit in _DITTO else unit
        self._ditto = unit or self._ditto
        return [(c, v) for c, v in labels if c != column], unit

    def _row(self, number: int, labels: Cells) -> Row:
        column, text = labels[-1]
        raw = self._sheet.rows[number][column]
        indent = 0
        if isinstance(raw, str) and raw[0].isspace():
            indent = len(raw) - len(raw.lstrip())
        if len(labels) > 1:
            text = " ".join([str(text) for _, text in labels])
        label, mark, of_which, bullet = _label_parts(str(text))
        return Row(
            number, label, (column - self._first) * 100 + indent, None, "", of_which, bullet, mark
        )

    def _head(self, row: Row) -> None:
        """A row without figures: a note, or a heading for the rows below."""
        if row.mark or _is_note(row.label):
            self.notes.append(row.label)
            return
        self._pending, self._before = row, self._section
        if not row.of_which and row.level <= _SECTION_LEVEL:
            self._section = row.label
        self._push(row)

    def _add(self, row: Row) -> None:
        above = self._pending
        if above is not None and self._continues(above, row):
            row.label = f"{above.label} {row.label}"
            row.level = above.level
            self._section = self._before
            self.rows.pop()
            self._stack.pop()
        if _is_split(row.label):
            self._section = row.label
        self._pending = None
        self._push(row)

    def _continues(self, above: Row, row: Row) -> bool:
        """A label over two lines: the first has no figures, the second goes on in small letters."""
        return (
            self.rows[-1] is above
            and row.number <= above.number + 2
            and (row.label[:1].islower() or _is_remark(row.label))
            and not above.of_which
            and not above.label.endswith(":")
            and not _is_split(above.label)
        )

    def _push(self, row: Row) -> None:
        while self._stack and self._stack[-1].level >= row.level:
            self._stack.pop()
        row.parent = self._stack[-1] if self._stack else None
        row.section = self._section
        self._stack.append(row)
        self.rows.append(row)

    def _loose(self, line: Line) -> None:
        """A line without a label: a unit for the rows below, or something to report."""
        texts = [v for _, v in line.cells if isinstance(v, str)]
        if len(texts) == len(line.cells) == 1 and not is_gap(texts[0]):
            self._unit = texts[0]
            return
        for c, v in line.cells:
            if isinstance(v, float) and v != 0:
                why = "a number without a label beside it; left out"
                self.remarks.append(Remark("unplaced", self._cell(line.number, c), f"{v:g}", why))

    def _fill(self, row: Row, line: Line) -> None:
        for c, v in line.cells:
            if c not in self._columns:
                continue
            if not isinstance(v, str):
                row.values[c] = v
                continue
            parsed = number_in(v)
            if parsed is not None:
                row.values[c], repaired = parsed
                if repaired:
                    where, meant = self._cell(row.number, c), f"read as {parsed[0]:g}"
                    self.remarks.append(Remark("correction", where, v, meant))
            elif is_gap(v):
                row.gaps = True
            else:
                row.texts[c] = v


def _true_labels(labels: Cells) -> Cells:
    """Labels without codes beside them, and without one that stands there twice."""
    words = [(c, v) for c, v in labels if not str(v).isdigit()] or labels
    return list({str(v): (c, v) for c, v in words}.values())


@lru_cache(maxsize=16384)
def _label_parts(text: str) -> tuple[str, str, bool, bool]:
    """Label, footnote mark, whether it is a part («Trong đó»), whether it has a dash before it."""
    folded = fold(text)
    match = _OF_WHICH.match(folded)
    if match is not None and len(folded) == len(text):
        text = text[match.end() :] or text
    plain = _BULLET.sub("", text)
    label, mark = strip_mark(plain)
    return label, mark, match is not None, len(plain) != len(text)


@lru_cache(maxsize=16384)
def _is_split(label: str) -> bool:
    return _SPLITS.match(fold(label)) is not None


@lru_cache(maxsize=16384)
def _is_remark(label: str) -> bool:
    """Words in brackets that say more of the line above: «(trừ máy móc, thiết bị)»."""
    return label.startswith("(") and label[1:2].islower() and not is_unit(label)


@lru_cache(maxsize=16384)
def _is_note(label: str) -> bool:
    return _NOTE.match(fold(label)) is not None


def unit_column(header: list[Line], body: list[Line], left: int) -> int | None:
    """The column left of the figures that holds each row's unit: headed «Đơn vị tính», or, where
    a header is missing, one with ditto marks."""
    over: dict[int, str] = {}
    for line in header:
        for c, v in line.cells:
            if 0 < c < left and isinstance(v, str):
                over[c] = f"{over.get(c, '')} {v}".strip()
    named = next((c for c, text in over.items() if names_unit(text)), None)
    if named is not None:
        return named
    marks = {c for line in body for c, v in line.cells if 0 < c < left and v in _DITTO}
    return max(marks, default=None)
