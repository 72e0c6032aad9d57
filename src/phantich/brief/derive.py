"""Numbers that a brief adds to the observed ones: counts, shares, contributions, plain ratios.

A published figure is never replaced. Every derived fact names its rule and its inputs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

from phantich.brief import months
from phantich.brief.model import ComponentContent, Fact, Item, fact_id
from phantich.catalog.weights import Weights, cpi_weights
from phantich.errors import UsageError
from phantich.measures import contributions

#: How the source of a derived fact begins.
DERIVED: Final = "derived:"
#: First month in which an area's figures hold another territory, with the legal reference.
BREAKS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "Hải Phòng": (("2025-07", "Nghị quyết 202/2025/QH15: Hải Phòng gồm cả Hải Dương"),),
    "Cần Thơ": (("2025-07", "Nghị quyết 202/2025/QH15: Cần Thơ gồm cả Hậu Giang và Sóc Trăng"),),
}

Facts = dict[str, Fact]


def breaks_between(area: str, first: str, last: str) -> list[str]:
    """Months after `first`, up to `last`, from which the area's figures hold another territory."""
    return [month for month, _ in BREAKS.get(area, ()) if first < month <= last]


def crosses_break(area: str, earlier: str, later: str) -> bool:
    """Whether the area's territory changed after `earlier` and not after `later`.

    Examples
    --------
    >>> crosses_break("Hải Phòng", "2025-06", "2025-07")
    True
    """
    return bool(breaks_between(area, earlier, later))


def derive(component: ComponentContent, facts: Facts, area: str, month: str) -> list[Fact]:
    """All derived facts of a component for the month."""
    lookup = _Lookup(component, facts, area, month)
    if component.kind in {"price_index", "volume_index"}:
        return [*_breadth(lookup), *_contributions(lookup)]
    if component.kind == "flow":
        return _flow(lookup)
    return []


class _Lookup:
    """Facts of one component, area and month."""

    def __init__(self, component: ComponentContent, facts: Facts, area: str, month: str) -> None:
        self.component, self.facts, self.area, self.month = component, facts, area, month

    def get(self, measure: str, item: str | None = None, period: str | None = None) -> Fact | None:
        return self.facts.get(self.key(measure, item, period))

    def key(self, measure: str, item: str | None = None, period: str | None = None) -> str:
        c = self.component
        return fact_id(c.indicator, c.id, item or c.total, self.area, period or self.month, measure)

    def make(
        self,
        measure: str,
        value: float,
        unit: str,
        inputs: Iterable[Fact],
        rule: str,
        item: str = "",
    ) -> Fact:
        """A derived fact; as preliminary, as new and as real as its inputs."""
        used = list(inputs)
        return Fact(
            id=self.key(measure, item or None),
            indicator=self.component.indicator,
            component=self.component.id,
            item=item or self.component.total,
            area=self.area,
            period=self.month,
            measure=measure,
            value=value,
            unit=unit,
            status=max((f.status for f in used), key="APE".index, default="A"),
            vintage=max(f.vintage for f in used),
            source=f"{DERIVED}{rule}",
            simulated=any(f.simulated for f in used),
            rule=rule,
            inputs=tuple(f.id for f in used),
        )


def _breadth(look: _Lookup) -> Iterator[Fact]:
    """How many groups rose, fell and stayed, as the printed two decimals show it."""
    from phantich.brief.numbers import direction

    found = [f for group in look.component.groups if (f := look.get("mom", group.name))]
    if not found:
        return
    turns = [direction(fact.value - 100) for fact in found]
    for turn in ("up", "down", "same"):
        rule = "number of groups by direction on the previous month"
        yield look.make(f"groups_{turn}", turns.count(turn), "nhóm", found, rule)
    rule = "number of groups with a figure"
    yield look.make("groups", len(found), "nhóm", found, rule)


def _contributions(look: _Lookup) -> Iterator[Fact]:
    """Contributions of the groups to the month's change, where the weights are known."""
    if look.component.kind != "price_index" or not look.component.groups:
        return
    weights = weights_of(look.area, months.first_day(look.month))
    if weights is None:
        return
    for group in look.component.groups:
        fact = look.get("mom", group.name)
        weight = weights.groups.get(group.name)
        if fact is not None and weight is not None:
            value = contributions.on_month(weight, fact.value)
            rule = f"weight {weight:g} % ({weights.reference}) times change on the previous month"
            yield look.make("contribution", value, "điểm phần trăm", [fact], rule, group.name)


def weights_of(area: str, on: dt.date) -> Weights | None:
    """The weights of the area on that day; None where they are not public."""
    try:
        return cpi_weights(on, area)
    except UsageError:
        return None


def _flow(look: _Lookup) -> list[Fact]:
    """Ratios that the source did not print: growth, share of the plan, share of the whole."""
    result = []
    for item in look.component.items:
        for measure, base, back in _GROWTH:
            fact = _ratio(look, item, measure, base, back)
            if fact is not None:
                result.append(fact)
        result.extend(_plan_shares(look, item))
        whole, part = look.get("ytd"), look.get("ytd", item.name)
        if item.depth == 1 and whole and part and _comparable(part, whole):
            rule = "year to date over the whole's"
            value = 100 * part.value / whole.value
            result.append(look.make("share", value, "%", [part, whole], rule, item.name))
    return result


def _comparable(one: Fact, base: Fact) -> bool:
    """Whether a ratio of the two means anything: never of a simulated and a published figure."""
    return base.value > 0 and one.unit == base.unit and one.simulated == base.simulated


#: Measure, the figure it compares, and how many months back.
_GROWTH: Final = (("mom", "level", 1), ("yoy", "level", 12), ("ytd_yoy", "ytd", 12))


def _ratio(look: _Lookup, item: Item, measure: str, base: str, back: int) -> Fact | None:
    """A growth from its two figures: none across a territorial break, none on a base of zero."""
    before = months.shift(look.month, -back)
    now, then = look.get(base, item.name), look.get(base, item.name, before)
    if look.get(measure, item.name) or now is None or then is None:
        return None
    if crosses_break(look.area, before, look.month) or not _comparable(now, then):
        return None
    rule = f"{base} of {look.month} over {before}"
    return look.make(measure, 100 * now.value / then.value, "%", [now, then], rule, item.name)


def _plan_shares(look: _Lookup, item: Item) -> Iterator[Fact]:
    """Year to date over each plan of the year, where the source did not print it."""
    done = look.get("ytd", item.name)
    for qualifier in ("", ":council", ":central", ":scenario"):
        plan = look.get(f"plan{qualifier}", item.name, months.year(look.month))
        measure = f"pct_plan{qualifier}"
        if done is None or plan is None or look.get(measure, item.name) is not None:
            continue
        if _comparable(done, plan):
            value = 100 * done.value / plan.value
            rule = "year to date over the annual plan"
            yield look.make(measure, value, "%", [done, plan], rule, item.name)
