"""What a paragraph, a table and a chart are about: one or more components told together.

The decision lists the average consumer price index as an indicator of its own; a reader meets both
as one subject. Price-index components with the same whole are therefore told together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from phantich.brief import periods
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import ComponentContent, Item
from phantich.brief.text import Text, literal
from phantich.brief.view import View
from phantich.catalog.model import Kind

#: A locality and its figure.
Place: TypeAlias = tuple[Item, Fact]


@dataclass(frozen=True)
class Subject:
    """Components that measure the same thing, seen in one content."""

    view: View
    components: tuple[ComponentContent, ...]
    #: The item that is told, where it stands beside the component's whole.
    beside: Item | None = None

    @property
    def kind(self) -> Kind:
        """Kind of the components."""
        return self.components[0].kind

    @property
    def month(self) -> str:
        """Month of the brief."""
        return self.view.month

    @property
    def period(self) -> str:
        """The period told: of the first component that has one; the month without any."""
        return next((c.period for c in self.components if c.period), self.month)

    @property
    def monthly(self) -> bool:
        """Whether the period told is a month."""
        return periods.frequency(self.period) == "M"

    @property
    def within(self) -> str:
        """Id of the ratio with which the subject is told, where it is there for that alone."""
        return self.main.within

    @property
    def main(self) -> ComponentContent:
        """The component after which the subject is called."""
        return self.components[0]

    @property
    def items(self) -> tuple[Item, ...]:
        """The whole and its parts, in official order."""
        if self.beside is not None:
            return (self.beside,)
        longest = max((c.items for c in self.components), key=len)
        return (longest[0], *(item for item in longest[1:] if item.depth))

    @property
    def groups(self) -> tuple[Item, ...]:
        """The parts that make up the whole."""
        return tuple(item for item in self.items if item.depth == 1)

    @property
    def by_group(self) -> bool:
        """Whether it is a whole that is broken down, even where no part has a figure."""
        return self.beside is None and bool(self.main.breakdowns)

    @property
    def measured(self) -> bool:
        """Whether there is a figure for the month."""
        if self.beside is not None:
            return any(self.fact(m) is not None for m in self.main.measures)
        return any(c.coverage == "measured" for c in self.components)

    @property
    def newest(self) -> str:
        """Newest period with a figure, where the month has none."""
        return max(c.newest for c in self.components)

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the indicators."""
        return tuple(dict.fromkeys(c.indicator for c in self.components))

    @property
    def _whole(self) -> str | None:
        return self.beside.name if self.beside is not None else None

    @property
    def name(self) -> Text:
        """The name, as a heading has it: for prices by group that of the whole."""
        if self.kind == "price_index" and self.main.breakdowns:
            label = self.items[0].label
            return literal(label.vi, label.en)
        return literal(self.main.name.vi, self.main.name.en)

    def fact(
        self,
        measure: str,
        item: str | None = None,
        period: str | None = None,
        area: str | None = None,
    ) -> Fact | None:
        """The figure of an item (the whole when None), a period (that told when None), an area."""
        for component in self.components:
            found = self.view.fact(component, measure, item or self._whole, period, area)
            if found is not None:
                return found
        return None

    def series(self, measure: str, item: str | None = None) -> list[Fact]:
        """All figures of an item and measure, by period."""
        for component in self.components:
            found = self.view.series(component, measure, item or self._whole)
            if found:
                return found
        return []

    def benchmark(self, measure: str) -> list[Fact]:
        """The same measure of the area that the subject is read against."""
        if self.beside is not None:
            return []
        for component in self.components:
            found = self.view.benchmark(component, measure)
            if found:
                return found
        return []

    def part(self, component_id: str, measure: str = "level", **which: str | None) -> Fact | None:
        """The figure of another component of the indicator for the period told."""
        given = {"item": None, "area": None, "period": self.period, **which}
        for indicator in self.view.content.indicators:
            if indicator.code == self.main.indicator:
                for component in indicator.components:
                    if component.id == component_id:
                        return self.view.fact(component, measure, **given)
        return None

    def localities(self, measure: str = "level", period: str | None = None) -> list[Place]:
        """The localities that have a figure, in official order."""
        if self.beside is not None:
            return []
        places = self.view.content.localities
        found = ((p, self.fact(measure, None, period, p.name)) for p in places)
        return [(place, fact) for place, fact in found if fact is not None]

    def first_fact(self, *measures: str, item: str | None = None) -> Fact | None:
        """The figure of the first of the measures that the month has."""
        return next((f for m in measures if (f := self.fact(m, item)) is not None), None)


def subjects(view: View) -> list[Subject]:
    """The subjects of a content in the order of the decision."""
    result: list[Subject] = []
    for component in view.content.components:
        place = next((i for i, s in enumerate(result) if _together(s.main, component)), None)
        if place is None:
            result.append(Subject(view, (component,)))
        else:
            known = result[place]
            result[place] = replace(known, components=(*known.components, component))
    return [told for subject in result for told in _with_beside(subject)]


def _with_beside(subject: Subject) -> list[Subject]:
    """The subject, and one for each item that is published beside its whole."""
    beside = {item.name: item for c in subject.components for item in c.beside}
    return [subject, *(replace(subject, beside=item) for item in beside.values())]


def _together(one: ComponentContent, other: ComponentContent) -> bool:
    same = (one.total, one.breakdowns) == (other.total, other.breakdowns)
    return same and bool(one.breakdowns) and one.kind == other.kind == "price_index"
