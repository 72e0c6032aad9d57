"""Ratios: what the source did not print, from numerator and denominator; never a mean of ratios."""

from __future__ import annotations

from collections.abc import Iterator

from phantich.brief.derived.growth import difference_facts
from phantich.brief.derived.lookup import POINTS, Facts, Lookup
from phantich.brief.derived.plans import target_facts
from phantich.brief.model.facts import Fact


def ratio_facts(look: Lookup) -> Iterator[Fact]:
    """The ratio itself where it was not printed, then its changes and its gap to the target."""
    made: Facts = {}
    if look.component.unit == "%" and look.component.numerator:
        made = {fact.id: fact for fact in _computed(look)}
        look.facts |= made
    yield from made.values()
    unit = POINTS if look.component.unit == "%" else look.component.unit
    yield from difference_facts(look, unit)
    yield from target_facts(look)


def _computed(look: Lookup) -> Iterator[Fact]:
    for item in look.items:
        if look.get("level", item.name) is None:
            above = look.other(look.component.numerator, item=item.name)
            below = look.other(look.component.denominator, item=item.name)
            # Sums that were made here may be over different localities: those are pooled instead.
            if above is None or below is None or above.rule or below.rule:
                continue
            if below.value > 0 and above.simulated == below.simulated:
                rule = f"{look.component.numerator} over {look.component.denominator}"
                value = 100 * above.value / below.value
                yield look.make("level", value, "%", [above, below], rule, item.name)
