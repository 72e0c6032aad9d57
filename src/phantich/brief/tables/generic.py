"""A plain table for kinds without a layout of their own: level and comparisons."""

from __future__ import annotations

from typing import Final

from phantich.brief import months
from phantich.brief.model import Item
from phantich.brief.numbers import unit_name
from phantich.brief.subject import Subject
from phantich.brief.tables.model import Column, Row, Table, drop_empty, figure_cell
from phantich.brief.text import literal, text

_MEASURES: Final = ("level", "ytd", "mom", "yoy", "ytd_yoy", "pct_plan", "vs_december")
_HEADS: Final = {
    "level": text("Trong tháng", "In the month"),
    "ytd": text("Lũy kế từ đầu năm", "Year to date"),
    "mom": text("So với tháng trước (%)", "On the previous month (%)"),
    "yoy": text("So với cùng kỳ (%)", "On the same month of last year (%)"),
    "ytd_yoy": text("Lũy kế so với cùng kỳ (%)", "Year to date on last year's (%)"),
    "pct_plan": text("So với kế hoạch năm (%)", "Share of the annual plan (%)"),
    "vs_december": text("So với tháng 12 năm trước (%)", "On December of last year (%)"),
}
#: More parts than these are left to the facts.
_PARTS: Final = 12


def tables(subjects: list[Subject]) -> list[Table]:
    """One table an indicator, with the unit behind each component's name."""
    codes = dict.fromkeys(subject.codes[0] for subject in subjects)
    made = (_table(code, [s for s in subjects if s.codes[0] == code]) for code in codes)
    return [table for table in made if table is not None]


def _table(code: str, subjects: list[Subject]) -> Table | None:
    columns = [Column(_HEADS[m], decimals=2 if m in {"level", "ytd"} else 1) for m in _MEASURES]
    rows = [_row(subject, item) for subject in subjects for item in _items(subject)]
    kept, shown = drop_empty(columns, rows)
    if not shown:
        return None
    name, month = subjects[0].name, months.name(subjects[0].month)
    if len(subjects) > 1:
        name = text("Các chỉ tiêu khác của {c}", "Other components of {c}", c=code)
    return Table(
        caption=text("{n}, {m}", "{n}, {m}", n=name, m=month),
        unit=text("theo từng dòng", "by row"),
        stub=text("Chỉ tiêu", "Indicator"),
        columns=kept,
        rows=shown,
        codes=(code,),
    )


def _items(subject: Subject) -> tuple[Item, ...]:
    """The whole, and its parts where they are few."""
    return subject.items if len(subject.items) - 1 <= _PARTS else subject.items[:1]


def _row(subject: Subject, item: Item) -> Row:
    if item.depth == 0:
        unit = subject.main.unit
        label = subject.name + literal(f" ({unit})", f" ({unit_name(unit, 'en')})")
    else:
        label = literal(item.label.vi, item.label.en)
    cells = [
        figure_cell(subject.fact(m, item.name), 2 if m in {"level", "ytd"} else 1)
        for m in _MEASURES
    ]
    return Row(label=label, cells=tuple(cells), depth=item.depth, strong=item.depth == 0)
