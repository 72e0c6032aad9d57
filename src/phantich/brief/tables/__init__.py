"""Tables laid out as the statistics office prints them, by kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from phantich.brief.subject import Subject
from phantich.brief.tables import flow, generic, price_index
from phantich.brief.tables.model import Cell, Column, Row, Table
from phantich.catalog.model import Kind

__all__ = ["Cell", "Column", "Row", "Table", "tables"]

_BY_KIND: Final[dict[Kind, Callable[[list[Subject]], list[Table]]]] = {
    "price_index": price_index.tables,
    "flow": flow.tables,
}


def tables(subjects: list[Subject]) -> list[Table]:
    """The tables of the subjects in the order of the decision, numbered from 1."""
    measured = [s for s in subjects if s.measured]
    order = {code: i for i, code in enumerate(dict.fromkeys(c for s in subjects for c in s.codes))}
    result: list[Table] = []
    for make in dict.fromkeys(_BY_KIND.get(s.kind, generic.tables) for s in measured):
        result.extend(make([s for s in measured if _BY_KIND.get(s.kind, generic.tables) == make]))
    result.sort(key=lambda table: order[table.codes[0]])
    return [table.numbered(i) for i, table in enumerate(result, start=1)]
