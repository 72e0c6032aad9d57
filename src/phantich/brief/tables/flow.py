"""The table of a flow: plan, month, year to date, share of the plan, growth."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from phantich.brief import months
from phantich.brief.model import Fact, Item
from phantich.brief.numbers import unit_name
from phantich.brief.plans import plan_head
from phantich.brief.subject import Subject
from phantich.brief.tables.model import Cell, Column, Row, Table, drop_empty, figure_cell
from phantich.brief.text import Text, literal, text

_PLANS: Final = ("plan:council", "plan", "plan:central")
_SHARES: Final = ("pct_plan", "pct_plan:council", "pct_plan:central")
#: Order of the columns; the plan of the largest authority stands first.
_MEASURES: Final = ("plan", "level", "ytd", *_SHARES, "yoy", "ytd_yoy")
#: Rows below this level stay in the facts.
_DEEPEST: Final = 2
#: A flat list longer than this is cut to its largest members.
_LONG, _LARGEST = 16, 10

_CUT: Final = (
    "Chỉ ghi {shown} thành phần lớn nhất trong {all} thành phần.",
    "Only the {shown} largest of {all} members are listed.",
)


def tables(subjects: list[Subject]) -> list[Table]:
    """One table a subject."""
    return [table for subject in subjects if (table := _table(subject)) is not None]


def _table(subject: Subject) -> Table | None:
    plan = next((p for p in _PLANS if _plan_fact(subject, p, None)), "plan")
    items = shown_items(subject)
    rows = [_row(subject, item, plan) for item in items]
    kept, shown = drop_empty([_column(subject, m, plan) for m in _MEASURES], rows)
    if not shown:
        return None
    unit = _unit(subject)
    everything = len(subject.items) - 1
    cut = len(items) - 1 < everything and len(items) - 1 == _LARGEST
    return Table(
        caption=text(
            "{n} {month}", "{n}, {month}", n=subject.name, month=months.name(subject.month)
        ),
        unit=literal(f"{unit}; %", f"{unit_name(unit, 'en')}; %"),
        stub=text("Chỉ tiêu", "Item"),
        columns=kept,
        rows=shown,
        codes=subject.codes,
        note=text(*_CUT, shown=_LARGEST, all=everything) if cut else Text(),
    ).with_estimates(_estimated)


def shown_items(subject: Subject) -> list[Item]:
    """The whole and its parts down to the second level; of long flat lists the largest."""
    whole, *parts = [item for item in subject.items if item.depth <= _DEEPEST]
    if len(parts) <= _LONG or any(item.depth > 1 for item in parts):
        return [whole, *parts]

    def size(item: Item) -> float:
        fact = subject.first_fact("ytd", "level", item=item.name)
        return fact.value if fact is not None else float("-inf")

    largest = sorted(parts, key=size, reverse=True)[:_LARGEST]
    return [whole, *largest]


def _unit(subject: Subject) -> str:
    fact = subject.first_fact("ytd", "level")
    return fact.unit if fact is not None else subject.main.unit


def _column(subject: Subject, measure: str, plan: str) -> Column:
    month = subject.month
    span = months.span(month)
    if measure in _SHARES:
        head = text("{s} so với (%)", "{s} as a share of (%)", s=_capital(span))
        return Column(plan_head(subject, measure), head, 1)
    growth = text("So với cùng kỳ năm trước (%)", "On the same period of last year (%)")
    match measure:
        case "level":
            return Column(text("Thực hiện {m}", "Result of {m}", m=months.short(month)), decimals=1)
        case "ytd":
            return Column(text("Lũy kế {s}", "Total of {s}", s=span), decimals=1)
        case "yoy":
            return Column(_capital(months.short(month)), growth, 1)
        case "ytd_yoy":
            return Column(_capital(span), growth, 1)
    return Column(plan_head(subject, plan), decimals=1)


def _estimated(column: Column) -> Column:
    """The head of a column of nothing but estimates."""
    vi, en = "{h} (ước)", "{h} (estimate)"
    return replace(column, head=text(vi, en, h=column.head))


def _row(subject: Subject, item: Item, plan: str) -> Row:
    cells = tuple(_cell(subject, measure, item, plan) for measure in _MEASURES)
    label = literal(item.label.vi, item.label.en)
    return Row(label=label, cells=cells, depth=item.depth, strong=item.depth == 0)


def _cell(subject: Subject, measure: str, item: Item, plan: str) -> Cell:
    if measure == "plan":
        return figure_cell(_plan_fact(subject, plan, item.name), 1)
    return figure_cell(subject.fact(measure, item.name), 1)


def _plan_fact(subject: Subject, plan: str, item: str | None) -> Fact | None:
    return subject.fact(plan, item, months.year(subject.month))


def _capital(name: Text) -> Text:
    vi, en = name.plain("vi"), name.plain("en")
    return literal(vi[:1].upper() + vi[1:], en[:1].upper() + en[1:])
