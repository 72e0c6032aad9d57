"""Members of a breakdown as a tree below the whole, for forms and for simulated figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from phantich.catalog.codelists import code_list

if TYPE_CHECKING:
    from phantich.catalog import Component, SetId

COMMUNES = "communes_"
AGENCIES = "agencies"
#: Unit of a component whose members are measured in units of their own, so that there is no whole.
OWN_UNITS = "theo "
#: Lists that hold more than one division of the same whole.
DIVISIONS = {
    "transport_scopes": (("Trong thành phố", "Ngoài thành phố"), ("Trong nước", "Ngoài nước")),
}


@dataclass(frozen=True, slots=True)
class Branch:
    """A member of a breakdown, how deep it stands below the whole, and what it is a part of."""

    name: str
    depth: int
    parent: str | None


@cache
def branches(list_id: str, total: str, city: SetId) -> tuple[Branch, ...]:
    """Members of a list that stand below the whole `total`, in official order.

    The member that means the whole itself is left out, and so is what is published beside it
    (core inflation beside the consumer price index). Of the agencies, those of the city count.
    """
    codes = code_list(list_id)
    names = [n for n in codes.valid_names() if _of_city(list_id, n, city)]
    whole = _whole(list_id, total, names)
    found = []
    for name in names:
        line = _ancestors(list_id, name)
        if name == whole or (whole is not None and whole not in line):
            continue
        above = line[: line.index(whole)] if whole in line else line
        found.append(Branch(name, len(above), above[0] if above else None))
    return tuple(found)


def children(tree: tuple[Branch, ...], parent: str | None) -> list[str]:
    """Names of the branches directly below `parent`; None means the whole."""
    return [branch.name for branch in tree if branch.parent == parent]


def unit_of(component: Component, list_id: str, name: str) -> str:
    """Unit of the member `name` of a code list: its own where each has one, else the component's.

    Raises
    ------
    UsageError
        When the list has no such member.
    """
    if not component.unit.startswith(OWN_UNITS):
        return component.unit
    return str(code_list(list_id).member(name).extra.get("unit", component.unit))


def has_whole(component: Component) -> bool:
    """Whether there is a figure for the whole."""
    return not component.unit.startswith(OWN_UNITS)


def _whole(list_id: str, total: str, names: list[str]) -> str | None:
    """The member that means the whole: named as it, or the only one that is a part of nothing."""
    codes = code_list(list_id)
    named = codes.resolve(total)
    if named in names:
        return named
    tops = [name for name in names if codes.parent(name) is None]
    return tops[0] if len(tops) == 1 and len(names) > 1 else None


def _ancestors(list_id: str, name: str) -> list[str]:
    line = []
    parent = code_list(list_id).parent(name)
    while parent is not None:
        line.append(parent)
        parent = code_list(list_id).parent(parent)
    return line


def _of_city(list_id: str, name: str, city: SetId) -> bool:
    return code_list(list_id).member(name).extra.get("city", "both") in {city, "both"}
