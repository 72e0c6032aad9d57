"""Looking up the facts of a content by what they measure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from phantich.brief import periods
from phantich.brief.model.content import Content
from phantich.brief.model.facts import Fact, fact_id
from phantich.brief.model.indicators import ComponentContent


@dataclass(frozen=True)
class View:
    """A content with its facts indexed; every face reads through it."""

    content: Content

    @property
    def month(self) -> str:
        """Month of the brief."""
        return self.content.month

    @property
    def area(self) -> str:
        """Area of the brief, as facts name it."""
        return self.content.area.vi

    def fact(
        self,
        component: ComponentContent,
        measure: str,
        item: str | None = None,
        period: str | None = None,
        area: str | None = None,
    ) -> Fact | None:
        """The figure of an item (the whole when None), a period (that told when None), an area."""
        key = fact_id(
            component.indicator,
            component.id,
            item or component.total,
            area or self.area,
            period or component.period or self.month,
            measure,
        )
        return self.content.facts.get(key)

    def series(
        self, component: ComponentContent, measure: str, item: str | None = None
    ) -> list[Fact]:
        """All figures of an item and measure, by period."""
        key = (component.indicator, component.id, item or component.total, self.area, measure)
        letter = periods.frequency(component.period or self.month)
        found = self._series.get(key, [])
        return [fact for fact in found if periods.frequency(fact.period) == letter]

    def of(self, component: ComponentContent, item: str, period: str) -> list[Fact]:
        """All figures of an item and period, of every area and measure, in the content's order."""
        return self._periods.get((component.indicator, component.id, item, period), [])

    def benchmark(self, component: ComponentContent, measure: str) -> list[Fact]:
        """The same measure of the component's benchmark, by period; empty without one."""
        for benchmark in self.content.benchmarks:
            if benchmark.component == f"{component.indicator}/{component.id}":
                return self.named(benchmark.against, benchmark.area, measure)
        return []

    def named(self, component: str, area: str, measure: str) -> list[Fact]:
        """All figures of the whole of ``indicator/component`` in an area, by period."""
        return [
            fact
            for (indicator, name, _, place, kind), facts in self._series.items()
            if (f"{indicator}/{name}", place, kind) == (component, area, measure)
            for fact in facts
        ]

    def derived(
        self, component: ComponentContent, rule: str, item: str | None = None
    ) -> Fact | None:
        """A number derived for the month, see `phantich.brief.derive`."""
        return self.fact(component, rule, item)

    @cached_property
    def _series(self) -> dict[tuple[str, str, str, str, str], list[Fact]]:
        grouped: dict[tuple[str, str, str, str, str], list[Fact]] = defaultdict(list)
        for fact in self.content.facts.values():
            key = (fact.indicator, fact.component, fact.item, fact.area, fact.measure)
            grouped[key].append(fact)
        return {
            key: sorted(facts, key=lambda f: (periods.end(f.period), f.period))
            for key, facts in grouped.items()
        }

    @cached_property
    def _periods(self) -> dict[tuple[str, str, str, str], list[Fact]]:
        grouped: dict[tuple[str, str, str, str], list[Fact]] = defaultdict(list)
        for fact in self.content.facts.values():
            grouped[fact.indicator, fact.component, fact.item, fact.period].append(fact)
        return dict(grouped)
