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
#: Levels of parts beyond this count are left to the chapter about the indicator.
_PARTS: Final = 20


def tables(subjects: list[Subject]) -> list[Table]:
    """One table for all subjects of a kind, with the unit behind each name."""
    columns = [Column(_HEADS[m], decimals=2 if m in {"level", "ytd"} else 1) for m in _MEASURES]
    rows = [row for subject in subjects for row in _rows(subject)]
    kept, shown = drop_empty(columns, rows)
    if not shown:
        return []
    month = months.name(subjects[0].month)
    return [
        Table(
            caption=text("Các chỉ tiêu khác, {m}", "Other indicators, {m}", m=month),
            unit=text("theo từng dòng", "by row"),
            stub=text("Chỉ tiêu", "Indicator"),
            columns=kept,
            rows=shown,
            codes=tuple(dict.fromkeys(code for s in subjects for code in s.codes)),
        )
    ]


def _rows(subject: Subject) -> list[Row]:
    return [_row(subject, item) for item in subject.items[: _PARTS + 1]]


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
