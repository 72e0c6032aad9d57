"""Numbers that a brief adds to the observed ones, by kind.

A published figure is never replaced. Every derived fact names its rule and its inputs; the
formulae are those of `phantich.measures`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from phantich.brief.derived.base import base_facts
from phantich.brief.derived.group import group_facts as derive_group
from phantich.brief.derived.growth import (
    before_measure,
    contribution_facts,
    difference_facts,
    growth_facts,
)
from phantich.brief.derived.localities import locality_facts
from phantich.brief.derived.lookup import (
    DERIVED,
    POINTS,
    Facts,
    Lookup,
    breaks_between,
    crosses_break,
)
from phantich.brief.derived.plans import index_target_facts, plan_facts, target_facts
from phantich.brief.derived.prices import price_facts, volume_facts, weights_of
from phantich.brief.derived.projects import project_facts
from phantich.brief.derived.ratios import ratio_facts
from phantich.brief.derived.shares import share_facts
from phantich.brief.derived.turns import breadth
from phantich.brief.derived.unusual import unusual_facts
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import ComponentContent
from phantich.catalog.model import Kind

__all__ = [
    "DERIVED",
    "breaks_between",
    "crosses_break",
    "derive",
    "derive_group",
    "weights_of",
]


def derive(component: ComponentContent, facts: Facts, area: str) -> list[Fact]:
    """All derived facts of a component for the period that is told of it."""
    if not component.period:
        return []
    made: dict[str, Fact] = {}
    names = {component.id, component.numerator, component.denominator}
    own = {key: fact for key, fact in facts.items() if fact.component in names}
    look = Lookup(component, own, area)
    for step in (*_BY_KIND.get(component.kind, ()), locality_facts, unusual_facts):
        new = {fact.id: fact for fact in list(step(look))}
        made |= new
        look.facts |= new
    return list(made.values())


def _prices(look: Lookup) -> Iterator[Fact]:
    yield from price_facts(look)


def _flow(look: Lookup) -> Iterator[Fact]:
    yield from growth_facts(look, *filter(None, (before_measure(look.period),)), "yoy", "ytd_yoy")
    yield from plan_facts(look, "ytd")
    yield from share_facts(look, "ytd" if look.get("ytd") else "level")


def _flow_parts(look: Lookup) -> Iterator[Fact]:
    measure = "ytd_yoy" if look.get("ytd") else "yoy"
    yield from contribution_facts(look, measure)
    yield from breadth(look, measure, 1)


def _stock(look: Lookup) -> Iterator[Fact]:
    before = before_measure(look.period)
    yield from growth_facts(look, *filter(None, (before,)), "yoy", "vs_december")
    yield from share_facts(look, "level")
    yield from target_facts(look)


def _stock_parts(look: Lookup) -> Iterator[Fact]:
    yield from contribution_facts(look, "yoy")
    yield from breadth(look, "yoy", 1)


def _count(look: Lookup) -> Iterator[Fact]:
    yield from difference_facts(look, look.component.unit, adds_up=True)
    yield from growth_facts(look, *filter(None, (before_measure(look.period),)), "yoy", "ytd_yoy")
    yield from plan_facts(look, "ytd")
    yield from share_facts(look, "ytd" if look.get("ytd") else "level")


def _rating(look: Lookup) -> Iterator[Fact]:
    unit = look.component.unit
    yield from difference_facts(look, POINTS if unit == "%" else unit)
    yield from target_facts(look)


_BY_KIND: Final[dict[Kind, tuple[Callable[[Lookup], Iterator[Fact]], ...]]] = {
    "price_index": (_prices, base_facts, index_target_facts),
    "volume_index": (volume_facts, index_target_facts),
    "flow": (_flow, _flow_parts, base_facts),
    "stock": (_stock, _stock_parts),
    "count": (_count,),
    "ratio": (ratio_facts,),
    "progress": (ratio_facts, project_facts),
    "rating": (_rating,),
}
