"""The table of a flow: plan, month, year to date, share of the plan, growth."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from phantich.brief import periods
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import Item
from phantich.brief.narrative.turns import named
from phantich.brief.numbers import unit_name
from phantich.brief.plans import plan_head
from phantich.brief.subject import Subject
from phantich.brief.tables.layout import (
    Spec,
    begins_year,
    by_indicator,
    fixed,
    measure,
    notes,
    part_label,
    shown_items,
    to_date,
)
from phantich.brief.tables.model import Cell, Column, Row, Table, drop_empty, figure_cell
from phantich.brief.text import Text, literal, text

_PLANS: Final = ("plan:council", "plan", "plan:central")
_SHARES: Final = ("pct_plan", "pct_plan:council", "pct_plan:central")
#: Order of the columns; the plan of the largest authority stands first.
_MEASURES: Final = ("plan", "level", "ytd", *_SHARES, "yoy", "ytd_yoy")
_SPECS: Final = (
    Spec(lambda period: _month_head(period), measure("level"), None),
    Spec(
        lambda period: text("Lũy kế {s}", "Total of {s}", s=periods.span(period)),
        to_date("ytd"),
        None,
    ),
    Spec(fixed("So với kế hoạch năm (%)", "Share of the annual plan (%)"), measure(*_SHARES), 1),
    Spec(fixed("So với kỳ trước (%)", "On the period before (%)"), measure("mom", "qoq"), 1),
    Spec(fixed("So với cùng kỳ (%)", "On a year before (%)"), measure("yoy"), 1),
    Spec(fixed("Lũy kế so với cùng kỳ (%)", "Total on a year before (%)"), to_date("ytd_yoy"), 1),
)


def tables(subjects: list[Subject]) -> list[Table]:
    """One table a subject that has parts; those without stand together by indicator."""
    whole = [s for s in subjects if len(s.items) == 1]
    lone = {s.codes[0] for s in whole if sum(o.codes[0] == s.codes[0] for o in whole) == 1}
    alone = [s for s in subjects if len(s.items) > 1 or s.codes[0] in lone]
    made = [table for subject in alone if (table := _table(subject)) is not None]
    rest = [s for s in whole if s.codes[0] not in lone]
    return [*made, *by_indicator(rest, _SPECS, ("Chỉ tiêu", "Item"), ("thực hiện", "results"))]


def _table(subject: Subject) -> Table | None:
    plan = next((p for p in _PLANS if _plan_fact(subject, p, None)), "plan")
    items, told = shown_items(subject), _told(subject)
    whole = all(_is_whole(subject, item, plan) for item in items)
    rows = [_row(subject, item, plan, told, 0 if whole else 1) for item in items]
    kept, shown = drop_empty([_column(subject, m, plan) for m in told], rows)
    if not shown:
        return None
    unit = _unit(subject)
    return Table(
        caption=named(subject),
        unit=literal(f"{unit}; %", f"{unit_name(unit, 'en')}; %"),
        stub=text("Chỉ tiêu", "Item"),
        columns=kept,
        rows=shown,
        codes=subject.codes,
        note=notes([subject]),
    ).with_estimates(_estimated)


def _unit(subject: Subject) -> str:
    fact = subject.first_fact("ytd", "level")
    return fact.unit if fact is not None else subject.main.unit


def _column(subject: Subject, measure: str, plan: str) -> Column:
    period = subject.period
    span = periods.span(period)
    if measure in _SHARES:
        head = text("{s} so với (%)", "{s} as a share of (%)", s=_capital(span))
        return Column(plan_head(subject, measure), head, 1)
    growth = text("So với cùng kỳ năm trước (%)", "On the same period of last year (%)")
    match measure:
        case "level":
            return Column(_month_head(period), decimals=1)
        case "ytd":
            return Column(text("Lũy kế {s}", "Total of {s}", s=span), decimals=1)
        case "yoy":
            return Column(_capital(periods.short(period)), growth, 1)
        case "ytd_yoy":
            return Column(_capital(span), growth, 1)
    return Column(plan_head(subject, plan), decimals=1)


def _month_head(period: str) -> Text:
    return text("Thực hiện {m}", "Result of {m}", m=periods.short(period))


def _told(subject: Subject) -> tuple[str, ...]:
    """The measures of the columns: in the first period of a year the year to date is the period."""
    if begins_year(subject.period) and subject.fact("level") is not None:
        return tuple(m for m in _MEASURES if m not in {"ytd", "ytd_yoy"})
    return _MEASURES


def _is_whole(subject: Subject, item: Item, plan: str) -> bool:
    """Whether all amounts of the item are whole numbers, as counts of firms are."""
    found = [subject.fact(m, item.name) for m in ("level", "ytd")]
    found.append(_plan_fact(subject, plan, item.name))
    return all(fact is None or float(fact.value).is_integer() for fact in found)


def _estimated(column: Column) -> Column:
    """The head of a column of nothing but estimates; of comparisons the result is one."""
    if column.group:
        return column
    vi, en = "{h} (ước)", "{h} (estimate)"
    return replace(column, head=text(vi, en, h=column.head))


def _row(subject: Subject, item: Item, plan: str, told: tuple[str, ...], decimals: int) -> Row:
    cells = tuple(_cell(subject, measure, item, plan, decimals) for measure in told)
    return Row(
        label=part_label(subject, item), cells=cells, depth=item.depth, strong=item.depth == 0
    )


def _cell(subject: Subject, measure: str, item: Item, plan: str, decimals: int) -> Cell:
    if measure == "plan":
        return figure_cell(_plan_fact(subject, plan, item.name), decimals)
    of_amount = measure in {"level", "ytd"}
    return figure_cell(subject.fact(measure, item.name), decimals if of_amount else 1)


def _plan_fact(subject: Subject, plan: str, item: str | None) -> Fact | None:
    return subject.fact(plan, item, subject.period[:4])


def _capital(name: Text) -> Text:
    vi, en = name.plain("vi"), name.plain("en")
    return literal(vi[:1].upper() + vi[1:], en[:1].upper() + en[1:])
