"""The rows of a breakdown: which items there are, in official order, and what is part of what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from phantich.brief.model.indicators import Item
from phantich.brief.office import clean
from phantich.catalog import Component
from phantich.catalog.codelists import CodeList, code_list
from phantich.catalog.model import Bilingual

#: Code lists of localities.
COMMUNES: Final = ("communes_haiphong", "communes_cantho")
#: Code lists of proper names.
_PROPER: Final = frozenset(
    {
        "agencies",
        "countries",
        "provinces",
        "stations",
        "river_mouths",
        "reservoirs",
        "project_list",
        *COMMUNES,
    }
)


def items_of(component: Component, present: set[str], on: dt.date) -> tuple[Item, ...]:
    """The whole, then the items that have figures, in the order of the code lists.

    Items that no list names stand at the end, in alphabetical order, as parts of the whole; an item
    that has ended is left out.
    """
    rest = present - {component.total}
    items = [_whole(component, on)]
    for list_id in component.breakdowns:
        if list_id in COMMUNES:
            continue
        # Gauges of one list stand side by side, also where one of them is the component's own.
        total = "" if component.kind == "gauge" else component.total
        listed = list(_listed(code_list(list_id), total, rest, on))
        rest -= set(code_list(list_id).names)
        items.extend(listed)
    unlisted = (Item(name=n, label=_given(n), depth=1, proper=True) for n in sorted(rest))
    return (*items, *unlisted)


def _whole(component: Component, on: dt.date) -> Item:
    for list_id in component.breakdowns:
        names = code_list(list_id)
        if component.total in names.names:
            return Item(
                name=component.total,
                label=_label(names, component.total, on),
                depth=0,
                proper=list_id in _PROPER,
                breakdown=list_id,
            )
    label = Bilingual(vi=component.total, en=component.name_en)
    return Item(name=component.total, label=label, depth=0)


def _given(name: str) -> Bilingual:
    """The label of a name that no list knows: on one line, without control characters."""
    label = " ".join(clean(name).split()) or "…"
    return Bilingual(vi=label, en=label)


def _listed(names: CodeList, total: str, present: set[str], on: dt.date) -> Iterator[Item]:
    """Items of one list; where it has the total, what is no part of that has depth 0."""
    for name in names.valid_names(on):
        if name in present:
            chain = list(_ancestors(names, name, on))
            inside = total not in names.names or total in chain
            shown = [a for a in chain if a in present and a != total]
            yield Item(
                name=name,
                label=_label(names, name, on),
                depth=len(shown) + 1 if inside else 0,
                parent=(shown[0] if shown else total) if inside else None,
                proper=names.id in _PROPER,
                breakdown=names.id,
            )


def _ancestors(names: CodeList, name: str, on: dt.date) -> Iterator[str]:
    parent = names.parent(name, on)
    while parent is not None:
        yield parent
        parent = names.parent(parent, on)


def _label(names: CodeList, name: str, on: dt.date) -> Bilingual:
    return Bilingual(vi=names.label(name, "vi", on), en=names.label(name, "en", on))


def localities_of(city: str, present: set[str], on: dt.date) -> tuple[Item, ...]:
    """The localities of a city that have figures, in official order."""
    list_id = f"communes_{city}"
    if list_id not in COMMUNES:
        return ()
    names = code_list(list_id)
    return tuple(
        Item(name=n, label=_label(names, n, on), depth=1, proper=True, breakdown=list_id)
        for n in names.valid_names(on)
        if n in present
    )


def locality_count(component: Component, on: dt.date) -> int:
    """How many localities a component is broken down by on a day; 0 where it is not."""
    lists = [list_id for list_id in component.breakdowns if list_id in COMMUNES]
    return len(code_list(lists[0]).valid_names(on)) if lists else 0
