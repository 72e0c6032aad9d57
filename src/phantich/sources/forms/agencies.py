"""Who reports: the agencies that a city's decision names, and its communes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phantich.catalog import indicator_set
from phantich.catalog.codelists import code_list
from phantich.errors import UsageError
from phantich.sources.members import COMMUNES

if TYPE_CHECKING:
    from phantich.catalog import SetId


def city_agencies(city: SetId) -> dict[str, str]:
    """Ids and names of the agencies that a city's decision names, in the order of the list."""
    named = {a for i in indicator_set(city).indicators for a in i.agencies}
    return {m.code: m.name for m in code_list("agencies").members if m.code in named}


def resolve_agency(city: SetId, text: str) -> tuple[str, str]:
    """Id and Vietnamese name of an agency that the city's decision names.

    Raises
    ------
    UsageError
        For any other; the message lists the city's agencies.
    """
    agencies = city_agencies(city)
    if text in agencies:
        return text, agencies[text]
    name = code_list("agencies").resolve(text)
    for agency, its_name in agencies.items():
        if its_name == name:
            return agency, its_name
    listed = ", ".join(f"{agency} ({its_name})" for agency, its_name in agencies.items())
    raise UsageError(f"no agency {text!r} in {city}; there are {listed}")


def resolve_area(city: SetId, text: str) -> str:
    """Canonical name of a commune; empty for an empty text.

    Raises
    ------
    UsageError
        When the city has no such commune.
    """
    if not text:
        return ""
    name = code_list(f"{COMMUNES}{city}").resolve(text)
    if name is None:
        raise UsageError(f"no commune {text!r} in {city}; write its name as in Phường Ngô Quyền")
    return name
