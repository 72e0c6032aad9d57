"""The situation sheet: evacuation, damage, epidemic, rescue and supplies on one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from phantich.brief import months, periods
from phantich.brief.subject import Subject
from phantich.brief.tables.layout import BY_ROW, Spec, decimals_of, fixed, label_of, measure
from phantich.brief.tables.model import Cell, Column, Row, Table, figure_cell
from phantich.brief.text import Text, literal, text
from phantich.catalog.situation import Section, situation_sheet

_COLUMNS: Final = (
    Spec(fixed("Mới nhất", "Newest"), measure("level"), None),
    Spec(fixed("So với tháng trước", "On the month before"), measure("change_before"), None),
    Spec(fixed("So với cùng kỳ", "On a year before"), measure("change_year"), None),
    Spec(fixed("Lũy kế từ đầu năm", "Year to date"), measure("ytd"), None),
)


def tables(subjects: Sequence[Subject]) -> list[Table]:
    """The sheet, where the brief has at least two of its sections; else nothing."""
    by_code = {f"{s.main.indicator}/{s.main.id}": s for s in subjects if s.measured}
    found = [(s, [by_code[c] for c in s.components if c in by_code]) for s in situation_sheet()]
    filled = [(section, own) for section, own in found if own]
    if len(filled) < 2:
        return []
    rows = [row for section, own in filled for row in _section(section, own)]
    columns = [Column(spec.head(""), decimals=0) for spec in _COLUMNS]
    used = [i for i in range(len(columns)) if any(row.cells[i].fact for row in rows)]
    first = subjects[0]
    return [
        Table(
            caption=text(
                "Bảng tổng hợp tình hình, {m}", "Situation sheet, {m}", m=months.name(first.month)
            ),
            unit=BY_ROW,
            stub=text("Nội dung", "Item"),
            columns=tuple(columns[i] for i in used),
            rows=tuple(_only(row, used) for row in rows),
            codes=(first.codes[0],),
        )
    ]


def _section(section: Section, subjects: Sequence[Subject]) -> list[Row]:
    name = literal(section.name, section.name_en)
    return [_row(subject, name) for subject in subjects]


def _row(subject: Subject, section: Text) -> Row:
    cells = tuple(_cell(subject, spec) for spec in _COLUMNS)
    label = text("{s}: {n}", "{s}: {n}", s=section, n=label_of(subject, subject.items[0]))
    if not subject.monthly:
        label += text(", {p}", ", {p}", p=periods.short(subject.period))
    return Row(label, cells)


def _cell(subject: Subject, spec: Spec) -> Cell:
    fact = spec.get(subject, subject.items[0])
    return figure_cell(fact, decimals_of(fact)) if fact is not None else Cell()


def _only(row: Row, used: list[int]) -> Row:
    return Row(row.label, tuple(row.cells[i] for i in used), row.depth, row.strong)
