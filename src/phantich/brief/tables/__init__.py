"""Tables laid out as the statistics office prints them, by kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from phantich.brief.narrative import own_subjects
from phantich.brief.subject import Subject
from phantich.brief.tables import flow, gauge, kinds, league, price_index, projects, situation
from phantich.brief.tables.model import Cell, Column, Row, Table
from phantich.catalog.model import Kind

__all__ = ["Cell", "Column", "Row", "Table", "tables"]

_Make: TypeAlias = Callable[[list[Subject]], list[Table]]

_BY_KIND: Final[dict[Kind, _Make]] = {
    "price_index": price_index.tables,
    "flow": flow.tables,
    "stock": kinds.stocks,
    "count": kinds.counts,
    "ratio": kinds.ratios,
    "volume_index": kinds.volumes,
    "gauge": gauge.tables,
    "progress": kinds.progresses,
    "rating": kinds.ratings,
    "dossier": kinds.dossiers,
}


def tables(subjects: Sequence[Subject]) -> list[Table]:
    """The tables of the subjects in the order of the decision, numbered from 1.

    The situation sheet comes first, where there is one; behind the tables of an indicator the
    first and last of its localities, at the end the list of all of them.
    """
    order = {code: i for i, code in enumerate(dict.fromkeys(c for s in subjects for c in s.codes))}
    own = [s for s in own_subjects(subjects) if s.measured]
    made: list[Table] = []
    for kind in dict.fromkeys(s.kind for s in own):
        made += _BY_KIND[kind]([s for s in own if s.kind == kind])
    made += league.leagues(own)
    boards = projects.tables(own)
    lead = bool(boards) and projects.leads(own, boards)
    # Where projects are what the group is about their table is the main one.
    first, made = (boards, made) if lead else ([], [*boards, *made])
    made.sort(key=lambda table: order[table.codes[0]])
    result = [*situation.tables(subjects), *first, *made, *league.lists(own)]
    return [table.numbered(i) for i, table in enumerate(result, start=1)]
