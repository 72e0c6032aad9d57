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

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from phantich.sources.gso.families.areas import COUNTRY
from phantich.sources.gso.families.labels import Label, is_unit, read_label, unit_of
from phantich.sources.gso.tables import Row

SEPARATOR: Final = " / "


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
class _Line:
    row: Row
    label: Label
    filled: bool
    area: str = ""
    #: Index of the area row or item row above that this one belongs to.
    section: tuple[tuple[int, str], ...] = ()
    bullet_parent: str = ""
    parent: str = ""


def places(rows: Sequence[Row], country: str = COUNTRY) -> list[Place]:
    """One place for every row of the table, rows without figures included."""
    lines = [_Line(row, _label(row), bool(row.values)) for row in rows]
    by_area = _begins_with_area(lines)
    _walk(lines, by_area, country)
    _tell_apart(lines)
    found = [_place(line, by_area) for line in lines]
    counts = Counter((p.area, p.path) for p, line in zip(found, lines, strict=True) if line.filled)
    return [
        replace(p, certain=False) if line.filled and counts[p.area, p.path] > 1 else p
        for p, line in zip(found, lines, strict=True)
    ]


def _label(row: Row) -> Label:
    """The label with what the table already took off it: the dash and the «Trong đó:»."""
    label = read_label(row.label)
    if (row.of_which and not label.subset) or (row.bullet and not label.bullet):
        bare = row.of_which and not label.name
        label = replace(
            label, subset=row.of_which, bullet=row.bullet, divider=label.divider or bare
        )
    return label


def _begins_with_area(lines: list[_Line]) -> bool:
    first = next((line.label for line in lines if line.filled), None)
    return first is None or bool(first.area) or first.total


def _walk(lines: list[_Line], by_area: bool, country: str) -> None:
    """Give each line its area and the sections it stands in."""
    area = country
    sections: list[tuple[int, str]] = []
    item: _Line | None = None
    stem = ""
    unit = ""
    for line in lines:
        label, level = line.label, line.row.level
        if label.area:
            line.area = label.area
            line.section = tuple(sections)
            if by_area:
                area = label.area
                if level < 100 or not sections:
                    sections = []
                    line.section = ()
            elif item is not None:
                line.section, line.parent = item.section, item.label.name
                line.bullet_parent = item.bullet_parent
            continue
        line.area = area if by_area else country
        if not line.filled:
            unit = _open_section(line, sections, unit)
            line.section = tuple(sections)
            item, stem = line, ""
            continue
        while sections and (sections[-1][0] > level or (label.heading and not label.bullet)):
            sections.pop()
        line.section = tuple(sections)
        if label.bullet:
            line.bullet_parent = stem
        else:
            stem = label.name
        item = line


def _open_section(line: _Line, sections: list[tuple[int, str]], unit: str) -> str:
    label, level = line.label, line.row.level
    if label.divider or not label.name:
        return label.unit or unit
    while sections and sections[-1][0] >= level:
        sections.pop()
    sections.append((level, label.name))
    return label.unit or unit


def _tell_apart(lines: list[_Line]) -> None:
    """Give the lines whose name stands more than once a parent."""
    own = [line for line in lines if line.filled and not line.label.area]
    counts = Counter(_key(line) for line in own)
    repeated = {key for key, count in counts.items() if count > 1}
    if not repeated:
        return
    for by_heading in (True, False):
        parent = ""
        for line in own:
            key = _key(line)
            if key in repeated:
                line.parent = parent
            elif not line.label.subset and not line.label.bullet:
                if not by_heading or _is_heading(line, own):
                    parent = "" if line.label.total else line.label.name
        found = Counter((_key(line), line.parent) for line in own if _key(line) in repeated)
        if all(count == 1 for count in found.values()):
            return


def _is_heading(line: _Line, own: list[_Line]) -> bool:
    lowest = max(other.row.level for other in own)
    return line.label.heading or line.label.total or line.row.level < lowest


def _key(line: _Line) -> tuple[str, tuple[tuple[int, str], ...], str, str]:
    return line.area, line.section, line.bullet_parent, line.label.name


def _place(line: _Line, by_area: bool) -> Place:
    label = line.label
    section = tuple(name for _, name in line.section)
    path = list(section)
    for name in (line.parent, line.bullet_parent):
        if name and name not in path:
            path.append(name)
    if not label.area and not label.total and line.filled and label.name:
        path.append(label.name)
    unit = label.unit
    if not unit and line.row.unit and is_unit(line.row.unit):
        unit = unit_of(line.row.unit)
    return Place(line.area, tuple(path), section, unit, label)
