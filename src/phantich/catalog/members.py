"""Members of code lists, and what of them differs from one period to another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Self

from pydantic import Field

from phantich.catalog.model import Strict, Text
from phantich.catalog.spelling import key


class Variant(Strict):
    """What differs for a member in a period: a name on display, a code or a parent."""

    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    code: str | None = None
    name: str | None = None
    name_en: str | None = None
    parent: str | None = None
    source: str = ""


class Member(Strict):
    """One member of a code list; `parent` is the code of the member that it is a part of.

    `variants` hold what is or was different in a period, such as a group's name under a newer
    base year. `extra` holds what only some lists have (``kind``, ``lat``, ``lon``, ``city``, …).
    """

    code: Text
    name: Text
    name_en: Text
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    variants: tuple[Variant, ...] = ()
    extra: dict[str, str | float] = Field(default_factory=dict)

    def valid(self, on: dt.date | None) -> bool:
        """Whether the member exists on that day; without a day, whether it has not ended."""
        return _covers(self.valid_from, self.valid_to, on)

    def variant(self, on: dt.date | None) -> Variant | None:
        """The variant of that day; without a day, the one that has no end."""
        return next((v for v in self.variants if _covers(v.valid_from, v.valid_to, on)), None)

    @property
    def codes(self) -> frozenset[str]:
        """Its code and those of its variants."""
        return frozenset({self.code, *(v.code for v in self.variants if v.code)})

    @property
    def texts(self) -> tuple[str, ...]:
        """All that it is called: codes, names, aliases, names of its variants."""
        named = [text for v in self.variants for text in (v.name, v.name_en) if text]
        return (*sorted(self.codes), self.name, self.name_en, *self.aliases, *named)

    def means(self, text: str, on: dt.date | None) -> bool:
        """Whether the text, if it is a code, is the member's code on that day."""
        if key(text) not in {key(code) for code in self.codes}:
            return True
        variant = self.variant(on)
        return key(text) == key((variant and variant.code) or self.code)

    def parent_code(self, on: dt.date | None) -> str | None:
        """Code of the member that it is a part of on that day."""
        variant = self.variant(on)
        return (variant and variant.parent) or self.parent

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Self:
        """The member of a table's row; aliases are parted by ``|``, other columns are extras."""
        own = set(cls.model_fields) - {"aliases", "extra", "variants"}
        given: dict[str, Any] = {c: t for c, t in row.items() if c in own}
        if "aliases" in row:
            given["aliases"] = tuple(row["aliases"].split("|"))
        extra = {c: _extra(c, t) for c, t in row.items() if c not in {*own, "aliases"}}
        return cls.model_validate({**given, "extra": extra})


def _extra(column: str, text: str) -> str | float:
    return float(text) if column in {"lat", "lon", "area_km2"} else text


def _covers(start: dt.date | None, end: dt.date | None, on: dt.date | None) -> bool:
    if on is None:
        return end is None
    return (start is None or start <= on) and (end is None or on <= end)


def turns(members: Sequence[Member]) -> set[dt.date]:
    """Days on which something begins or has just ended, and the first of all days."""
    spans = [(m.valid_from, m.valid_to) for m in members]
    spans += [(v.valid_from, v.valid_to) for m in members for v in m.variants]
    starts = {start for start, _ in spans if start}
    return {dt.date.min, *starts, *(end + dt.timedelta(1) for _, end in spans if end)}
