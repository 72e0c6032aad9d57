"""The group as a whole: how many of its measured components turned better or worse in a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from phantich.brief import numbers
from phantich.brief.derived.lookup import DERIVED, Facts, Lookup
from phantich.brief.model.facts import Fact, fact_id
from phantich.brief.model.indicators import ComponentContent, IndicatorContent

#: Name under which a group's own facts stand.
GROUP = "group"
#: Fewer components make no picture of a group.
_LEAST = 6
#: Measures that tell how a component stands against a year before, first that there is one of.
_COMPARED = ("ytd_yoy", "yoy", "ytd_average", "change_year")


def group_facts(
    code: str, indicators: Sequence[IndicatorContent], facts: Facts, area: str
) -> Iterator[Fact]:
    """``better``, ``worse``, ``same`` and ``compared``, where rising is good or bad."""
    found = [
        (component, fact)
        for indicator in indicators
        for component in indicator.components
        if component.period and not component.within and component.direction != "neutral"
        if (fact := _compared(component, facts, area)) is not None
    ]
    if len(found) < _LEAST:
        return
    turns = [_turn(component, fact) for component, fact in found]
    counts = {turn: turns.count(turn) for turn in ("better", "worse", "same")}
    counts["compared"] = len(turns)
    used = [fact for _, fact in found]
    for name, value in counts.items():
        yield _made(code, area, name, value, used)


def _compared(component: ComponentContent, facts: Facts, area: str) -> Fact | None:
    look = Lookup(component, facts, area)
    return next((f for m in _COMPARED if (f := look.get(m)) is not None), None)


def _turn(component: ComponentContent, fact: Fact) -> str:
    base = 0.0 if fact.measure == "change_year" else 100.0
    turn = numbers.direction(fact.value - base, 1)
    if turn == "same":
        return "same"
    return "better" if (turn == "up") == (component.direction == "good") else "worse"


def _made(code: str, area: str, name: str, value: int, used: list[Fact]) -> Fact:
    newest = max(f.period for f in used)
    rule = "number of components by whether the change on a year before is good or bad news"
    return Fact(
        id=fact_id(code, GROUP, "Tổng số", area, newest, name),
        indicator=code,
        component=GROUP,
        item="Tổng số",
        area=area,
        period=newest,
        measure=name,
        value=float(value),
        unit="chỉ tiêu",
        status=max((f.status for f in used), key="APE".index),
        vintage=max(f.vintage for f in used),
        source=f"{DERIVED}{rule}",
        simulated=any(f.simulated for f in used),
        rule=rule,
        inputs=tuple(f.id for f in used),
    )
