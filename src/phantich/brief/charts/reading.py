"""Reading the facts of a content for charts: by item, by area, of whatever frequency."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from phantich.brief import periods, timeliness
from phantich.brief.charts import spans
from phantich.brief.model.content import Content
from phantich.brief.model.facts import Fact, fact_id
from phantich.brief.model.indicators import ComponentContent
from phantich.observations import frequency_of

Key: TypeAlias = tuple[str, str, str]


@dataclass(frozen=True)
class Reading:
    """Facts of one content, found by component and measure."""

    content: Content

    @property
    def area(self) -> str:
        """The city, as facts name it."""
        return self.content.area.vi

    @cached_property
    def _found(self) -> dict[Key, list[Fact]]:
        grouped: dict[Key, list[Fact]] = defaultdict(list)
        for fact in self.content.facts.values():
            grouped[fact.indicator, fact.component, fact.measure].append(fact)
        return {
            key: sorted(facts, key=lambda f: spans.key(f.period)) for key, facts in grouped.items()
        }

    def facts(self, component: ComponentContent, measure: str = "level") -> list[Fact]:
        """All facts of a component and measure in order of time."""
        return self._found.get((component.indicator, component.id, measure), [])

    def newest(self, component: ComponentContent, measure: str = "level") -> str | None:
        """The newest period with a figure; where years end with a part, the part."""
        own = [f for f in self.facts(component, measure) if self._due(f)]
        return max((f.period for f in own), key=spans.key, default=None)

    def _due(self, fact: Fact) -> bool:
        return periods.end(fact.period) <= periods.end(self.content.month)

    def recent(self, component: ComponentContent, measure: str = "level") -> str | None:
        """The period that is told of the component; of other measures the newest, unless old."""
        if measure == "level" and component.period:
            return component.period
        newest = self.newest(component, measure)
        if newest is None or timeliness.lag(newest, self.content.month) > 1:
            return None
        return newest

    def line(
        self,
        component: ComponentContent,
        measure: str = "level",
        item: str | None = None,
        area: str | None = None,
        frequency: str | None = None,
    ) -> list[Fact]:
        """Figures of one item and area in order of time, of one frequency.

        The whole and the city when `item` and `area` are None; the frequency of the newest figure
        when that is.
        """
        item, area = item or component.total, area or self.area
        own = [
            f
            for f in self.facts(component, measure)
            if f.item == item and f.area == area and self._due(f)
        ]
        if own and frequency is None:
            frequency = frequency_of(component.period or own[-1].period)
        return [f for f in own if frequency_of(f.period) == frequency]

    def at(
        self,
        component: ComponentContent,
        period: str,
        measure: str = "level",
        item: str | None = None,
        area: str | None = None,
    ) -> Fact | None:
        """The figure of one period."""
        where = (item or component.total, area or self.area, period, measure)
        return self.content.facts.get(fact_id(component.indicator, component.id, *where))

    def places(
        self, component: ComponentContent, period: str, measure: str = "level"
    ) -> dict[str, Fact]:
        """Figures of the parts of the city for a period, by their name."""
        return {
            f.area: f
            for f in self.facts(component, measure)
            if f.period == period and f.area != self.area and f.item == component.total
        }

    def members(
        self, component: ComponentContent, period: str, measure: str = "level"
    ) -> dict[str, Fact]:
        """Figures of the items for a period in official order, without the whole."""
        own = {
            f.item: f
            for f in self.facts(component, measure)
            if f.period == period and f.area == self.area and f.item != component.total
        }
        order = [item.name for item in component.items if item.name in own]
        return {name: own[name] for name in dict.fromkeys([*order, *own])}

    def levels(self, component: ComponentContent, item: str, period: str) -> list[Fact]:
        """The levels that the readings of an item are compared with, the lowest first."""
        own = (component.indicator, component.id, item, self.area)
        found = [
            f
            for (code, name, measure), facts in self._found.items()
            if (code, name) == own[:2] and measure.startswith("level:")
            for f in facts
            if (f.item, f.area) == own[2:]
        ]
        return sorted(found, key=lambda f: f.value)

    def target(self, component: ComponentContent, period: str) -> Fact | None:
        """The plan or target of the period, or of its year."""
        for measure in ("plan", "plan:council", "plan:central"):
            for when in (period, period[:4]):
                found = self.at(component, when, measure)
                if found is not None:
                    return found
        return None
