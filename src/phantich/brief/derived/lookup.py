"""Facts of one component at the period told, and the making of a derived one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from phantich.brief import periods
from phantich.brief.model.facts import Fact, fact_id
from phantich.brief.model.indicators import ComponentContent, Item
from phantich.catalog.breaks import territorial_breaks

#: How the source of a derived fact begins.
DERIVED: Final = "derived:"
POINTS: Final = "điểm phần trăm"
#: Inputs of a derived fact are named one by one up to this count; beyond it «*» stands for the
#: name of the locality, so that 114 of them are one input.
MOST_INPUTS: Final = 64

Facts = dict[str, Fact]


def breaks_between(area: str, first: str, last: str) -> list[str]:
    """Months after `first`, up to `last`, from which the area's figures hold another territory."""
    return [b.month for b in territorial_breaks(area) if first < b.month <= last]


def crosses_break(area: str, earlier: str, later: str, to_date: bool = False) -> bool:
    """Whether the area's territory changed after `earlier` began and not after `later` ended.

    A figure `to_date` begins in January.

    Examples
    --------
    >>> crosses_break("Hải Phòng", "2025-06", "2025-07")
    True
    >>> crosses_break("Hải Phòng", "2025-Q3", "2026-Q3"), crosses_break("Hải Phòng", "2025", "2026")
    (False, True)
    """
    first = f"{earlier[:4]}-01" if to_date else periods.start(earlier)
    return bool(breaks_between(area, first, periods.end(later)[:7]))


class Lookup:
    """Facts of one component in one area, at the period that is told of it."""

    def __init__(self, component: ComponentContent, facts: Facts, area: str) -> None:
        self.component, self.facts, self.area = component, facts, area
        self.period = component.period

    @property
    def year(self) -> str:
        """Year of the period."""
        return self.period[:4]

    @property
    def items(self) -> Sequence[Item]:
        """The whole and its parts."""
        return self.component.items

    def get(self, measure: str, item: str | None = None, period: str | None = None) -> Fact | None:
        """The fact of an item (the whole when None) and period (the one told when None)."""
        return self.facts.get(self.key(measure, item, period))

    def key(self, measure: str, item: str | None = None, period: str | None = None) -> str:
        """Id of such a fact."""
        c = self.component
        when = period or self.period
        return fact_id(c.indicator, c.id, item or c.total, self.area, when, measure)

    def other(self, component: str, measure: str = "level", item: str | None = None) -> Fact | None:
        """The fact of another component of the indicator, whatever its whole is called."""
        c = self.component
        key = fact_id(c.indicator, component, item or c.total, self.area, self.period, measure)
        return self.facts.get(key)

    def series(self, measure: str, item: str | None = None) -> list[Fact]:
        """All figures of an item and measure of the period's frequency, up to the period."""
        c, letter = self.component, periods.frequency(self.period)
        found = [
            f
            for f in self.facts.values()
            if (f.indicator, f.component, f.measure, f.area)
            == (c.indicator, c.id, measure, self.area)
            and f.item == (item or c.total)
            and periods.frequency(f.period) == letter
        ]
        return sorted(found, key=lambda f: periods.end(f.period))

    def make(
        self,
        measure: str,
        value: float,
        unit: str,
        inputs: Iterable[Fact],
        rule: str,
        item: str = "",
        note: str = "",
    ) -> Fact:
        """A derived fact; as preliminary, as new and as real as its inputs."""
        used = list(inputs)
        ids = tuple(f.id for f in used)
        return Fact(
            id=self.key(measure, item or None),
            indicator=self.component.indicator,
            component=self.component.id,
            item=item or self.component.total,
            area=self.area,
            period=self.period,
            measure=measure,
            value=float(value),
            unit=unit,
            status=max((f.status for f in used), key="APE".index, default="A"),
            vintage=max(f.vintage for f in used),
            source=f"{DERIVED}{rule}",
            simulated=any(f.simulated for f in used),
            rule=rule,
            inputs=_named(ids, used),
            note=note,
        )


def _named(ids: tuple[str, ...], used: list[Fact]) -> tuple[str, ...]:
    if len(ids) <= MOST_INPUTS:
        return ids
    patterns = (fact_id(f.indicator, f.component, f.item, "*", f.period, f.measure) for f in used)
    return tuple(dict.fromkeys(patterns))


def comparable(one: Fact, base: Fact) -> bool:
    """Whether a ratio of the two means anything: never of a simulated and a published figure."""
    return base.value > 0 and alike(one, base)


def alike(one: Fact, other: Fact) -> bool:
    """Whether a difference of the two means anything."""
    return one.unit == other.unit and one.simulated == other.simulated
