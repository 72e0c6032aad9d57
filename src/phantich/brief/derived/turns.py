"""How many parts rose, fell and stayed, as the printed decimals show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from phantich.brief.derived.lookup import Lookup
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import Item
from phantich.brief.numbers import direction

#: Fewer parts have no breadth worth telling.
_LEAST = 3


def main_parts(items: tuple[Item, ...] | list[Item]) -> list[Item]:
    """The parts of the first breakdown: those of another cut the same whole another way."""
    parts = [item for item in items if item.depth == 1]
    first = next((item.breakdown for item in parts if item.breakdown), "")
    return [item for item in parts if item.breakdown == first]


def add_up(parts: Iterable[float], whole: float) -> bool:
    """Whether the parts can be parts of the whole: what overlaps sums to more than it.

    Examples
    --------
    >>> add_up([40.0, 60.0], 100.0), add_up([90.0, 80.0], 100.0)
    (True, False)
    """
    return sum(parts) <= _SLACK * whole


#: Printed parts may exceed their whole by rounding.
_SLACK = 1.01


def breadth(look: Lookup, measure: str, decimals: int) -> Iterator[Fact]:
    """``groups``, ``groups_up``, ``groups_down``, ``groups_same`` by a comparison (base = 100)."""
    parts = main_parts(look.component.items)
    found = [f for part in parts if (f := look.get(measure, part.name))]
    if not found or (len(found) < _LEAST and measure != "mom"):
        return
    turns = [direction(fact.value - 100, decimals) for fact in found]
    for turn in ("up", "down", "same"):
        rule = f"number of groups by direction of {measure}"
        yield look.make(f"groups_{turn}", turns.count(turn), "nhóm", found, rule, note=measure)
    rule = "number of groups with a figure"
    yield look.make("groups", len(found), "nhóm", found, rule, note=measure)
