"""Where the rows of a table stand: the area and the item that each row's figures are about.

Labels repeat («Cá» under «Nuôi trồng» and under «Khai thác»), and the office shows what belongs to
what by indentation that a cell's text does not hold. An item is therefore named by the shortest
path that is certain:

- the section without figures that the row stands in («Tai nạn giao thông / Số người chết»); lines
  such as «Phân theo ngành kinh tế» name nothing and are left out;
- for a row with a dash, the row above that has none («Than sạch / Trung ương»);
- for a label that stands more than once, the heading above (numbered, in capitals or further left),
  or where that is not enough the nearest row above whose label stands only once.

In a table whose first row is an area or the total, an area's rows run until the next area; in a
table that begins with an item, areas are parts of the item above them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from phantich.sources.gso.context import Context
from phantich.sources.gso.families.areas import COUNTRY
from phantich.sources.gso.families.labels import (
    Label,
    is_continuation,
    read_label,
    unit_of,
)
from phantich.sources.gso.families.siblings import Line, tell_apart
from phantich.sources.gso.kinds import kind_of
from phantich.sources.gso.tables import Row, Table
from phantich.sources.gso.text import fold

SEPARATOR: Final = " / "
#: A line over figures that says what they are now, where it is no unit.
_BANNER: Final = re.compile(r"co cau|ty le|ty trong|toc do")


@dataclass(frozen=True, slots=True)
class Place:
    """What a row is about; an empty `path` is the whole of the area.

    `section` holds the sections that the row stands in, outermost first; `path` ends with the
    row's own name and begins with them. `certain` is false when another row has the same area and
    path.
    """

    area: str
    path: tuple[str, ...]
    section: tuple[str, ...]
    unit: str
    label: Label
    certain: bool = True

    @property
    def item(self) -> str:
        """The path as one text; empty for the whole."""
        return SEPARATOR.join(self.path)


@dataclass(slots=True)
class _Section:
    """A heading without figures, open until a row that cannot belong to it."""

    level: int
    name: str
    unit: str
    #: Whether its rows stand further right than itself; None before its first row.
    deeper: bool | None = None

    def holds(self, level: int) -> bool:
        """Whether a row at that level still belongs to the section."""
        if self.deeper is None:
            self.deeper = level > self.level
        return level > self.level or (level == self.level and not self.deeper)


def places(
    rows: Sequence[Row],
    columns: frozenset[int] | None = None,
    country: str = COUNTRY,
    by_area: bool = False,
) -> list[Place]:
    """One place for every row of the table, rows without figures included.

    Only figures in `columns` count (all, when None): the office's own sums beside a heading make
    it no item. `by_area` says that an area's rows run until the next area, whatever comes first.
    """
    lines = _lines(rows, columns)
    _Walk(by_area or _begins_with_area(lines), country).over(lines)
    tell_apart(lines)
    found = [_place(line) for line in lines]
    counts = Counter((p.area, p.path) for p, line in zip(found, lines, strict=True) if line.filled)
    return [
        replace(p, certain=False) if line.filled and counts[p.area, p.path] > 1 else p
        for p, line in zip(found, lines, strict=True)
    ]


def places_of(table: Table, context: Context, by_area: bool = False) -> dict[int, Place]:
    """Place of each row of a table by its row number; a table that goes on from another one
    («Tiếp theo») is read together with what came before."""
    before: list[Row] = []
    if table.continued:
        for earlier in context.before.get(kind_of(table.title), []):
            before = [*before, *earlier.rows] if earlier.continued else list(earlier.rows)
    known = frozenset(column.index for column in table.columns if column.parts)
    every = places([*before, *table.rows], known or None, by_area=by_area)
    found = every[len(before) :]
    return {row.number: place for row, place in zip(table.rows, found, strict=True)}


def _lines(rows: Sequence[Row], columns: frozenset[int] | None) -> list[Line]:
    """Lines with their labels; a label over two lines is one, at the second."""
    lines: list[Line] = []
    for row in rows:
        values = row.values if columns is None else columns & row.values.keys()
        line = Line(row, _label(row), bool(values))
        above = lines[-1] if lines else None
        if above is not None and _goes_on(above, line):
            line.label = read_label(f"{above.row.label} {row.label}")
            above.label = replace(above.label, name="", area="", divider=True)
            above.filled = False
        lines.append(line)
    return lines


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a label goes on one above it that has no figures, or zeros that formulas left."""
    empty = not above.filled or not any(above.row.values.values())
    return (
        empty and line.row.number == above.row.number + 1 and is_continuation(line.row.label)
    ) and (above.filled or not line.filled)


def _label(row: Row) -> Label:
    """The label with what the table already took off it: the dash and the «Trong đó:»."""
    label = read_label(row.label)
    if (row.of_which and not label.subset) or (row.bullet and not label.bullet):
        bare = row.of_which and not label.name
        label = replace(
            label, subset=row.of_which, bullet=row.bullet, divider=label.divider or bare
        )
    return label


def _begins_with_area(lines: list[Line]) -> bool:
    first = next((line.label for line in lines if line.filled or line.label.area), None)
    return first is None or bool(first.area) or first.total


class _Walk:
    """Goes down the lines and gives each its area, sections and unit."""

    def __init__(self, by_area: bool, country: str) -> None:
        self.by_area = by_area
        self.country = country
        self.area = country
        self.sections: list[_Section] = []
        self.item: Line | None = None
        self.stem = ""
        #: A line over the figures that says what follows: «Cơ cấu - %».
        self.banner = ""

    def over(self, lines: list[Line]) -> None:
        """Fill in the lines."""
        for line in lines:
            self._banner(line)
            if line.label.area:
                self._area(line)
            elif not line.filled and not line.row.gaps and not line.label.bullet:
                self._heading(line)
            else:
                self._item(line)

    def _banner(self, line: Line) -> None:
        text = line.row.unit
        if text != self.banner and _BANNER.match(fold(text)):
            self.banner = text
            self.sections = []

    def _area(self, line: Line) -> None:
        line.area = line.label.area
        if self.by_area:
            self.area = line.label.area
            self.sections = [s for s in self.sections if s.unit]
            self._set_section(line)
        elif self.item is not None:
            line.section, line.unit = self.item.section, self.item.unit or self.item.label.unit
            line.parents = (self.item.label.name,)
            line.bullet_parent = self.item.bullet_parent

    def _heading(self, line: Line) -> None:
        label, level = line.label, line.row.level
        line.area = self.area if self.by_area else self.country
        if not label.divider and (label.name or label.unit):
            while self.sections and self.sections[-1].level >= level:
                self.sections.pop()
            self.sections.append(_Section(level, label.name, label.unit))
        self._set_section(line)
        if not label.divider:
            self.item, self.stem = line, ""

    def _item(self, line: Line) -> None:
        label, level = line.label, line.row.level
        line.area = self.area if self.by_area else self.country
        while self.sections and not self.sections[-1].holds(level):
            self.sections.pop()
        if label.heading and not label.bullet:
            self.sections = []
        self._set_section(line)
        if label.bullet:
            line.bullet_parent = self.stem
        else:
            self.stem = label.name
        self.item = line

    def _set_section(self, line: Line) -> None:
        names = [section.name for section in self.sections if section.name]
        if self.banner:
            head = read_label(self.banner.split(" - ")[0]).name
            names.insert(0, head)
        line.section = tuple(names)
        line.unit = next((s.unit for s in reversed(self.sections) if s.unit), "")


def _place(line: Line) -> Place:
    label = line.label
    path = list(line.section)
    for name in (*line.parents, line.bullet_parent):
        if name and name not in path:
            path.append(name)
    if not label.area and not label.total and line.filled and label.name:
        path.append(label.name)
    unit = label.unit
    if not unit and line.row.unit:
        unit = "%" if _BANNER.match(fold(line.row.unit)) else unit_of(line.row.unit)
    return Place(line.area, tuple(path), line.section, unit or line.unit, label)
