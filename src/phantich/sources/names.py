"""Canonical names for the items, areas and units that a long table gives."""

from __future__ import annotations

from functools import cache

from phantich.catalog import Component, IndicatorSet, SetId, indicator_set
from phantich.catalog.codelists import code_list
from phantich.catalog.data import code_list_ids
from phantich.catalog.spelling import key
from phantich.catalog.units import unit
from phantich.errors import UsageError

_SETS: dict[str, SetId] = {"HP": "haiphong", "CT": "cantho", "VN": "vietnam"}
#: Lists that areas are taken from, after the names of the sets' own areas.
_AREA_LISTS = ("provinces", "communes_haiphong", "communes_cantho")


def set_of(code: str) -> IndicatorSet | None:
    """The set whose prefix a code begins with; None when it is no set's."""
    set_id = _SETS.get(code.partition(".")[0])
    return None if set_id is None else indicator_set(set_id)


def whole_area(indicator: str) -> str:
    """The area that stands for the whole of the set that an indicator belongs to."""
    return indicator_set(_SETS[indicator.partition(".")[0]]).area


def canonical_item(component: Component, text: str) -> str | None:
    """Name of the item in the component's code lists, or its total; None when none has it."""
    if key(text) in {key(component.total), key("Tổng số"), key("Total")}:
        return component.total
    for list_id in component.breakdowns:
        if list_id in code_list_ids() and (name := code_list(list_id).resolve(text)):
            return name
    return None


@cache
def canonical_area(indicator: str, text: str) -> str | None:
    """Name of an area: the set's own, a province, or a commune of one of the two cities."""
    own = [whole_area(indicator), indicator_set("vietnam").area]
    for name in own:
        if key(text) == key(name):
            return name
    lists = sorted(_AREA_LISTS, key=lambda i: i == _other_communes(indicator))
    for list_id in lists:
        if found := code_list(list_id).resolve(text):
            return found
    return None


@cache
def canonical_unit(text: str) -> str | None:
    """Canonical name of a unit; None when it is no known one."""
    try:
        return unit(text).name
    except UsageError:
        return None


def _other_communes(indicator: str) -> str:
    """The commune list to look into last, since communes of both cities may share a name."""
    return "communes_haiphong" if indicator.startswith("CT.") else "communes_cantho"
