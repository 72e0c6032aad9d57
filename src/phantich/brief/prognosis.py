"""The forecast of a group as a notebook opens it: every component that can be forecast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from phantich.brief import figures, periods
from phantich.brief.brief import Brief, founded, looking_ahead
from phantich.brief.faces import Face
from phantich.brief.model.content import Content
from phantich.brief.model.editions import Edition
from phantich.brief.model.outlook import Band, Outlook
from phantich.brief.outlook.minting import REMARK
from phantich.brief.text import Text, literal
from phantich.catalog import SetId
from phantich.store import Store


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


class Prognosis(Brief):
    """The forecast of one group from one month on.

    Examples
    --------
    >>> page = Prognosis.open("haiphong", "HP.A.II", "2026-10")       # doctest: +SKIP
    >>> print(page.outlook_section())                                 # doctest: +SKIP
    """

    @classmethod
    def open(
        cls,
        city: SetId,
        group: str,
        month: str,
        *,
        as_of: str | None = None,
        store: str | None = None,
        benchmarks: Mapping[str, str] | None = None,
        edition: Edition = "draft",
        at: str | None = None,
    ) -> Prognosis:
        """As `phantich.brief.Brief.open`, with every component that can be forecast."""
        source = Store(store, at)
        try:
            content = founded(source, city, group, month, as_of, benchmarks)
            return cls(foretold(source, content, edition))
        finally:
            source.close()

    @cached_property
    def sheets(self) -> list[Sheet]:
        """Tables of the components that are forecast, in the order of the decision."""
        return [self._sheet(told) for told in self.content.outlook if told.steps]

    def _sheet(self, told: Outlook) -> Sheet:
        component = next(
            c
            for c in self.content.components
            if (c.indicator, c.id) == (told.indicator, told.component)
        )
        name = literal(component.name.vi, component.name.en)
        rows = tuple(self._row(told, step) for step in told.steps)
        return Sheet(told.indicator, name, told.subtitle, rows, self._note(told))

    def _note(self, told: Outlook) -> Text:
        """The remark that travels with the first forecast of the component."""
        for fact in self.content.edition_facts.values():
            own = (fact.indicator, fact.component) == (told.indicator, told.component)
            if own and fact.measure.endswith(":middle") and REMARK in fact.note:
                return literal(*fact.note.split(REMARK, 1))
        return Text()

    def _row(self, told: Outlook, step: Band) -> Row:
        ends = (step.low95, step.low80, step.middle, step.high80, step.high95)
        facts = [self.content.fact(key) for key in ends]
        shown = figures.change if told.base else figures.index_of
        return Row(periods.name(facts[0].period), tuple(shown(fact, 1) for fact in facts))

    def forecast_section(self) -> Face:
        """Every forecast with its bands, as tables."""
        said = "\n".join(sheet.name.plain() for sheet in self.sheets)
        return self._face("prognosis.html.j2", said, sheets=self.sheets)


def foretold(store: Store, content: Content, edition: Edition = "draft") -> Content:
    """The content with an outlook for every component instead of one for each indicator."""
    told = looking_ahead(store, content, edition, every=True)
    return told.model_copy(update={"kind": "forecast"})
