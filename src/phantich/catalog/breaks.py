"""Territorial breaks as dated data: from which month an area's figures hold another territory."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import Field

from phantich.catalog.data import read_yaml
from phantich.catalog.model import Strict, Text


class TerritorialBreak(Strict):
    """One change of territory, with its legal reference."""

    area: Text
    #: First month with the new territory.
    month: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
    #: What the area holds from then on.
    joined: Text
    joined_en: Text
    reference: Text


@cache
def territorial_breaks(area: str) -> tuple[TerritorialBreak, ...]:
    """The breaks of an area, oldest first; none for an area without any.

    Examples
    --------
    >>> [(b.month, b.reference[:24]) for b in territorial_breaks("Hải Phòng")]
    [('2025-07', 'Nghị quyết 202/2025/QH15')]
    """
    return tuple(sorted((e for e in all_breaks() if e.area == area), key=lambda e: e.month))


def break_months(area: str) -> tuple[str, ...]:
    """First months of the territories that an area was given, oldest first.

    Examples
    --------
    >>> break_months("Hải Phòng"), break_months("Việt Nam")
    (('2025-07',), ())
    """
    return tuple(entry.month for entry in territorial_breaks(area))


@cache
def all_breaks() -> tuple[TerritorialBreak, ...]:
    """The breaks of all areas."""
    entries = read_yaml("breaks")["breaks"]
    return tuple(TerritorialBreak.model_validate(entry) for entry in entries)
