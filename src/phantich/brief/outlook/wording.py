"""How a forecast stands in a sentence: its number, its band, its name."""

from __future__ import annotations

import math
from collections.abc import Sequence

from phantich.brief import figures, numbers
from phantich.brief.model.facts import Fact
from phantich.brief.model.outlook import Band
from phantich.brief.outlook.history import Case
from phantich.brief.text import Text, literal, lower_first, text


def name_of(case: Case) -> Text:
    """The component's name inside a sentence."""
    name = case.component.name
    return literal(lower_first(name.vi), lower_first(name.en))


def value(fact: Fact, growth: bool) -> Text:
    """A forecast as an amount, or as a change on the year before."""
    return figures.change(fact, 1) if growth else figures.amount(fact, decimals(fact))


def decimals(fact: Fact) -> int:
    """Four digits that count: no forecast is known to a dong."""
    if fact.value == 0:
        return 0
    return max(0, min(2, 3 - math.floor(math.log10(abs(fact.value)))))


def band(low: Fact, high: Fact, growth: bool) -> Text:
    """The 80 % band in words."""
    if not growth:
        start, end = (figures.index_of(f, decimals(high)) for f in (low, high))
        return text("dải 80%: {a} đến {b}", "80% band: {a} to {b}", a=start, b=end)
    same = numbers.direction(low.value - 100, 1) == numbers.direction(high.value - 100, 1)
    if same and low.value >= 100:
        start, end = figures.bare_change(low, 1), figures.bare_change(high, 1)
    else:
        start, end = figures.change(low, 1), figures.change(high, 1)
    return text("dải 80%: {a} đến {b}", "80% band: {a} to {b}", a=start, b=end)


def steps_of(steps: Sequence[dict[str, Fact]]) -> tuple[Band, ...]:
    """Ids of the facts of each period."""
    return tuple(Band(**{name: fact.id for name, fact in step.items()}) for step in steps)
