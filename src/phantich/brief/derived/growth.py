"""Growth that the source did not print: on the period before, a year before, the year's end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from phantich.brief import periods
from phantich.brief.derived.lookup import POINTS, Lookup, alike, comparable, crosses_break
from phantich.brief.derived.turns import add_up, main_parts
from phantich.brief.model.facts import Fact

#: Measure → the figure that it compares.
_BASES: Final = {
    "mom": "level",
    "qoq": "level",
    "yoy": "level",
    "ytd_yoy": "ytd",
    "vs_december": "level",
}


def before_measure(period: str) -> str:
    """What a change on the period before is called: ``mom``, ``qoq``; empty where there is none."""
    return {"M": "mom", "Q": "qoq"}.get(periods.frequency(period), "")


def growth_facts(look: Lookup, *measures: str) -> Iterator[Fact]:
    """The comparisons of every item that can be computed and were not published.

    A balance has none: what lies on both sides of zero does not grow.
    """
    own = (f for f in look.facts.values() if f.component == look.component.id)
    if any(fact.value < 0 for fact in own if fact.measure in {"level", "ytd"}):
        return
    for item in look.items:
        for measure in measures:
            fact = _ratio(look, item.name, measure)
            if fact is not None:
                yield fact


def base_period(period: str, measure: str) -> str | None:
    """The period that a comparison compares with."""
    if measure in {"mom", "qoq"}:
        return periods.before(period)
    return periods.december(period) if measure == "vs_december" else periods.year_before(period)


def _ratio(look: Lookup, item: str, measure: str) -> Fact | None:
    """A growth from its two figures: none across a territorial break, none on a base of zero."""
    base, before = _BASES[measure], base_period(look.period, measure)
    if before is None or look.get(measure, item) is not None:
        return None
    now, then = look.get(base, item), look.get(base, item, before)
    if now is None or then is None or not comparable(now, then):
        return None
    if crosses_break(look.area, before, look.period, base == "ytd"):
        return None
    rule = f"{base} of {look.period} over {before}"
    return look.make(measure, 100 * now.value / then.value, "%", [now, then], rule, item)


def difference_facts(look: Lookup, unit: str, *, adds_up: bool = False) -> Iterator[Fact]:
    """``change_before`` and ``change_year`` of every item: differences of rates, scores, counts.

    What adds up (a count) is another one in another territory; a rate or score stays comparable.
    """
    measure = "level"
    for item in look.items:
        now = look.get(measure, item.name)
        for name, before in _bases(look.period):
            then = look.get(measure, item.name, before) if before else None
            if now is None or then is None or not alike(now, then) or before is None:
                continue
            if look.component.resets and before[:4] != look.period[:4] and name != "change_year":
                continue
            if adds_up and crosses_break(look.area, before, look.period):
                continue
            rule = f"{measure} of {look.period} less {before}"
            yield look.make(name, now.value - then.value, unit, [now, then], rule, item.name)


def _bases(period: str) -> list[tuple[str, str | None]]:
    """The periods that a difference is taken on; for a year the two are one."""
    year = periods.year_before(period)
    before = periods.before(period)
    found: list[tuple[str, str | None]] = [("change_year", year)]
    return found if before == year else [("change_before", before), *found]


def contribution_facts(look: Lookup, measure: str) -> Iterator[Fact]:
    """Contribution of each main part to the whole's growth on a year before, in points.

    ``100 · (part − part a year before) / whole a year before``, see
    `phantich.measures.flows.growth_contributions`.
    """
    base, before = _BASES[measure], periods.year_before(look.period)
    now, then = look.get(base), look.get(base, None, before)
    if now is None or then is None or not comparable(now, then):
        return
    if crosses_break(look.area, before, look.period, base == "ytd"):
        return
    own = main_parts(look.component.items)
    if not add_up((f.value for i in own if (f := look.get(base, i.name))), now.value):
        return
    for item in own:
        part, was = look.get(base, item.name), look.get(base, item.name, before)
        if part and was and alike(part, was) and alike(part, now):
            value = 100 * (part.value - was.value) / then.value
            rule = f"change of {base} on {before} over the whole's of {before}"
            yield look.make("contribution", value, POINTS, [part, was, then], rule, item.name)
