"""The table of a flow: plan, month, year to date, share of the plan, growth."""

from __future__ import annotations

from typing import Final

from phantich.brief import months
from phantich.brief.model import Fact, Item
from phantich.brief.numbers import unit_name
from phantich.brief.subject import Subject
from phantich.brief.tables.model import Cell, Column, Row, Table, drop_empty, figure_cell
from phantich.brief.text import Text, literal, text

#: Measure → decimals, in the order of the columns.
_AMOUNTS: Final = ("plan", "plan:council", "plan:central", "level", "ytd")
_SHARES: Final = ("pct_plan", "pct_plan:council", "pct_plan:central", "pct_plan:scenario")
_GROWTH: Final = ("mom", "yoy", "ytd_yoy")
_MEASURES: Final = (*_AMOUNTS, *_SHARES, *_GROWTH)

_PLAN_OF: Final[dict[str, Text]] = {
    "plan": text("Kế hoạch năm", "Annual plan"),
    "plan:council": text("Dự toán năm HĐND giao", "Annual estimate, People's Council"),
    "plan:central": text("Dự toán năm Trung ương giao", "Annual estimate, central"),
    "pct_plan": text("kế hoạch năm", "annual plan"),
    "pct_plan:council": text("dự toán HĐND giao", "People's Council's estimate"),
    "pct_plan:central": text("dự toán Trung ương giao", "central estimate"),
    "pct_plan:scenario": text("kịch bản tăng trưởng", "growth scenario"),
}


def tables(subjects: list[Subject]) -> list[Table]:
    """One table a subject."""
    return [table for subject in subjects if (table := _table(subject)) is not None]


def _table(subject: Subject) -> Table | None:
    columns = [_column(measure, subject.month) for measure in _MEASURES]
    rows = [_row(subject, item) for item in subject.items]
    kept, shown = drop_empty(columns, rows)
    if not shown:
        return None
    unit = _unit(subject)
    return Table(
        caption=text(
            "{name} {month}", "{name}, {month}", name=subject.name, month=months.name(subject.month)
        ),
        unit=literal(f"{unit}; %", f"{unit_name(unit, 'en')}; %"),
        stub=text("Chỉ tiêu", "Item"),
        columns=kept,
        rows=shown,
    )


def _unit(subject: Subject) -> str:
    fact = subject.first_fact(*_AMOUNTS)
    return fact.unit if fact is not None else subject.main.unit


def _column(measure: str, month: str) -> Column:
    span, name = months.span(month), months.name(month)
    growth = text("So với cùng kỳ năm trước (%)", "On the same period of last year (%)")
    share = text("{s} so với (%)", "{s} as a share of (%)", s=_capital(span))
    if measure.startswith("pct_plan"):
        return Column(_PLAN_OF[measure], share, 1)
    match measure:
        case "level":
            return Column(text("Thực hiện {m}", "Result of {m}", m=name), decimals=1)
        case "ytd":
            return Column(text("Lũy kế {s}", "Total of {s}", s=span), decimals=1)
        case "mom":
            return Column(
                text(
                    "{m} so với tháng trước (%)", "{m} on the previous month (%)", m=_capital(name)
                ),
                decimals=1,
            )
        case "yoy":
            return Column(_capital(name), growth, 1)
        case "ytd_yoy":
            return Column(_capital(span), growth, 1)
    return Column(_PLAN_OF[measure], decimals=1)


def _row(subject: Subject, item: Item) -> Row:
    cells = tuple(_cell(subject, measure, item) for measure in _MEASURES)
    label = literal(item.label.vi, item.label.en)
    return Row(label=label, cells=cells, depth=item.depth, strong=item.depth == 0)


def _cell(subject: Subject, measure: str, item: Item) -> Cell:
    fact: Fact | None
    if measure.startswith("plan"):
        fact = subject.fact(measure, item.name, months.year(subject.month))
    else:
        fact = subject.fact(measure, item.name)
    return figure_cell(fact, 1)


def _capital(name: Text) -> Text:
    vi, en = name.plain("vi"), name.plain("en")
    return literal(vi[:1].upper() + vi[1:], en[:1].upper() + en[1:])
