"""Rows whose label stands more than once in a table, and the parents that tell them apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TypeAlias

from phantich.sources.gso.families.labels import Label, read_label
from phantich.sources.gso.tables import Row

#: Area, sections, stem and name of a line: what must not be alike for two lines.
Key: TypeAlias = tuple[str, tuple[str, ...], str, str]


@dataclass(slots=True)
class Line:
    """A row of a table with what its label says; `filled` where it has a figure."""

    row: Row
    label: Label
    filled: bool
    area: str = ""
    section: tuple[str, ...] = ()
    unit: str = ""
    bullet_parent: str = ""
    parents: tuple[str, ...] = ()


def tell_apart(lines: list[Line]) -> None:
    """Give the lines whose name stands more than once their parents.

    First the lines above that stand further left, then numbering and capitals. Only where nothing
    is indented, the nearest line above whose name stands once is the parent.
    """
    own = [line for line in lines if line.filled and not line.label.area]
    counts = Counter(_key(line) for line in own)
    repeated = [line for line in own if counts[_key(line)] > 1]
    if not repeated:
        return
    once = [line for line in own if counts[_key(line)] == 1]
    flat = len({line.row.level for line in (*repeated, *once) if not line.label.total}) == 1
    for line in repeated:
        line.parents = _ancestors(line)
    if _are_apart(repeated):
        return
    parents = [line for line in once if not (line.label.bullet or line.label.subset)]
    for by_print in (True, False) if flat else (True,):
        _adopt(own, parents, repeated, by_print)
        if _are_apart(repeated):
            return


def _ancestors(line: Line) -> tuple[str, ...]:
    names: list[str] = []
    row = line.row.parent
    while row is not None:
        label = read_label(row.label)
        if label.name and not (label.total or label.divider or label.area):
            names.insert(0, label.name)
        row = row.parent
    return tuple(names)


def _are_apart(lines: list[Line]) -> bool:
    found = Counter((_key(line), line.parents) for line in lines)
    return all(count == 1 for count in found.values())


def _adopt(own: list[Line], parents: list[Line], repeated: list[Line], by_print: bool) -> None:
    adults, children = {id(line) for line in parents}, {id(line) for line in repeated}
    above: list[Line] = []
    for line in own:
        if id(line) in adults:
            above.append(line)
        elif id(line) in children:
            parent = next((p for p in reversed(above) if not by_print or _heads(p, line)), None)
            known = parent is not None and not parent.label.total
            line.parents = (parent.label.name,) if parent is not None and known else ()


def _heads(parent: Line, line: Line) -> bool:
    further_left = parent.row.level < line.row.level
    return further_left or (parent.label.heading and not line.label.heading)


def _key(line: Line) -> Key:
    return line.area, line.section, line.bullet_parent, line.label.name
