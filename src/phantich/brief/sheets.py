"""Forecasts as tables: one for each component, a line for each period."""

from __future__ import annotations

from dataclasses import dataclass

from phantich.brief import figures, periods
from phantich.brief.model.content import Content
from phantich.brief.model.outlook import Band, Outlook
from phantich.brief.outlook.minting import REMARK
from phantich.brief.text import Text, literal, sentence


@dataclass(frozen=True, slots=True)
class Row:
    """One period of one component: the middle and the ends of both bands."""

    period: Text
    cells: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The table of one component."""

    code: str
    name: Text
    unit: Text
    rows: tuple[Row, ...]
    #: What the model says of the series: gaps, outliers, Tết; empty where nothing.
    note: Text


def sheets_of(content: Content) -> list[Sheet]:
    """Tables of the components that are forecast, in the order of the decision."""
    return [_sheet(content, told) for told in content.outlook if told.steps]


def _sheet(content: Content, told: Outlook) -> Sheet:
    component = next(
        c for c in content.components if (c.indicator, c.id) == (told.indicator, told.component)
    )
    name = literal(component.name.vi, component.name.en)
    rows = tuple(_row(content, told, step) for step in told.steps)
    return Sheet(told.indicator, name, told.subtitle, rows, _note(content, told))


def _note(content: Content, told: Outlook) -> Text:
    """The remark that travels with the first forecast of the component."""
    for fact in content.edition_facts.values():
        own = (fact.indicator, fact.component) == (told.indicator, told.component)
        if own and fact.measure.endswith(":middle") and REMARK in fact.note:
            return sentence(literal(*fact.note.split(REMARK, 1)), "")
    return Text()


def _row(content: Content, told: Outlook, step: Band) -> Row:
    ends = (step.low95, step.low80, step.middle, step.high80, step.high95)
    facts = [content.fact(key) for key in ends]
    shown = figures.change if told.base else figures.index_of
    return Row(periods.name(facts[0].period), tuple(shown(fact, 1) for fact in facts))
