"""Localities: how many rose, how many reached the target, sums where the city's own lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from phantich.brief import periods
from phantich.brief.derived.lookup import Facts, Lookup
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import ComponentContent
from phantich.brief.numbers import direction

#: Kinds of which the city's figure is the sum of its localities'.
_ADDITIVE = frozenset({"flow", "stock", "count"})


def locality_facts(look: Lookup) -> Iterator[Fact]:
    """Counts of localities, and the city's total or ratio where it was not published.

    ``localities`` with a figure, ``localities_up`` / ``_down`` / ``_same`` on a year before,
    ``localities_met`` / ``_short`` against the target. A ratio is the sum of numerators over the
    sum of denominators of the localities that have both.
    """
    now = places(look.facts, look.component, look.area, look.period)
    if not now:
        if look.get("level") is None:
            yield from _ratio(look)
        return
    rule = "number of localities with a figure"
    yield look.make("localities", len(now), "địa phương", now.values(), rule)
    missing = look.component.localities - len(now)
    if missing > 0:
        rule = f"localities that exist ({look.component.localities}) less those with a figure"
        yield look.make("localities_missing", missing, "địa phương", now.values(), rule)
    some = sum(f.value > 0 for f in now.values())
    yield look.make("localities_some", some, "địa phương", now.values(), "number above zero")
    for name, value in (
        ("top", max(f.value for f in now.values())),
        ("bottom", min(f.value for f in now.values())),
    ):
        count = sum(f.value == value for f in now.values())
        rule = f"number of localities that share the {name} value"
        yield look.make(f"localities_{name}", count, "địa phương", now.values(), rule)
    if look.get("level") is None:
        yield from _whole(look, now)
    yield from _breadth(look, now)
    yield from _reached(look, now)
    if not look.component.within:
        yield from _ranks(look, now)


def places(
    facts: Facts, component: ComponentContent, area: str, period: str, measure: str = "level"
) -> dict[str, Fact]:
    """Figures of the localities of a component for a period, by name."""
    prefix = f"{component.indicator}/{component.id}|{component.total}|"
    suffix = f"|{period}|{measure}"
    return {
        fact.area: fact
        for key, fact in facts.items()
        if key.startswith(prefix) and key.endswith(suffix) and fact.area != area
    }


def _ranks(look: Lookup, now: dict[str, Fact]) -> Iterator[Fact]:
    """``rank`` of the first and last `ENDS` localities, 1 the best, and ``rank_before``.

    See `phantich.measures.ratios.rank`: equal values share the better rank.
    """
    import numpy as np

    from phantich.measures.ratios import rank

    if len(now) < _LEAST:
        return
    high = look.component.direction != "bad" and look.component.unit != "hạng"
    names = list(now)
    ranks = rank(np.array([now[p].value for p in names]), high_is_good=high)
    then = _then(look)
    known = [p for p in names if p in then]
    before = rank(np.array([then[p].value for p in known]), high_is_good=high)
    old = dict(zip(known, before.tolist(), strict=True))
    order = sorted(range(len(names)), key=lambda i: (int(ranks[i]), i))
    for i in [*order[:ENDS], *order[-ENDS:]]:
        own = Lookup(look.component, look.facts, names[i])
        rule = f"rank among {len(names)} localities"
        yield own.make("rank", int(ranks[i]), "hạng", [now[names[i]]], rule)
        if names[i] in old:
            rule = f"rank among {len(known)} localities a year before"
            yield own.make("rank_before", old[names[i]], "hạng", [then[names[i]]], rule)


def _then(look: Lookup) -> dict[str, Fact]:
    """The localities a year before, where they are of the same origin."""
    before = periods.year_before(look.period)
    return places(look.facts, look.component, look.area, before)


#: How many stand at each end of a league table, and fewer than what make none.
ENDS: Final = 3
_LEAST: Final = 12


def _whole(look: Lookup, now: dict[str, Fact]) -> Iterator[Fact]:
    component = look.component
    first = next(iter(now.values()))
    if component.kind in _ADDITIVE and component.unit != "%" and "/" not in component.unit:
        rule = f"sum over {len(now)} of {component.localities} localities"
        total = sum(f.value for f in now.values())
        yield look.make("level", total, first.unit, now.values(), rule)
    else:
        yield from _ratio(look)


def _ratio(look: Lookup) -> Iterator[Fact]:
    """The city's ratio from its localities' sides: sums over sums."""
    component = look.component
    if component.unit == "%" and component.numerator and component.denominator:
        above = _parts(look, component.numerator)
        below = _parts(look, component.denominator)
        both = [place for place in above if place in below]
        if both and sum(below[p].value for p in both) > 0:
            import numpy as np

            from phantich.measures.ratios import pooled_ratio

            value = pooled_ratio(
                np.array([above[p].value for p in both]), np.array([below[p].value for p in both])
            )
            rule = f"sum of numerators over sum of denominators of {len(both)} localities"
            used = [*(above[p] for p in both), *(below[p] for p in both)]
            yield look.make("level", float(value), "%", used, rule)


def _parts(look: Lookup, name: str) -> dict[str, Fact]:
    part = look.component.model_copy(update={"id": name})
    return places(look.facts, part, look.area, look.period)


def _breadth(look: Lookup, now: dict[str, Fact]) -> Iterator[Fact]:
    before = periods.year_before(look.period)
    then = places(look.facts, look.component, look.area, before)
    pairs = [(f, then[p]) for p, f in now.items() if p in then and f.simulated == then[p].simulated]
    if not pairs:
        return
    decimals = 2 if look.component.unit == "%" else 1
    turns = [direction(f.value - was.value, decimals) for f, was in pairs]
    used = [f for f, _ in pairs]
    for turn in ("up", "down", "same"):
        rule = f"number of localities by direction on {before}"
        yield look.make(f"localities_{turn}", turns.count(turn), "địa phương", used, rule)
    rule = f"number of localities with figures of {look.period} and {before}"
    yield look.make("localities_both", len(pairs), "địa phương", used, rule)


def _reached(look: Lookup, now: dict[str, Fact]) -> Iterator[Fact]:
    """Against the city's target, for a ratio or a score."""
    plan = look.get("plan", None, look.year)
    if plan is None or look.component.kind not in {"ratio", "rating"}:
        return
    used = [f for f in now.values() if f.unit == plan.unit and f.simulated == plan.simulated]
    if not used:
        return
    low = look.component.direction == "bad"
    met = sum((f.value <= plan.value) if low else (f.value >= plan.value) for f in used)
    rule = "number of localities that reach the city's target"
    yield look.make("localities_met", met, "địa phương", [*used, plan], rule)
