"""Code lists: the members of a breakdown by canonical name, with codes, aliases, English and dates.

A list is data: ``codes/<id>.yaml``, or a header of that name with the members in ``codes/<id>.csv``
where they are many. A figure's `item` and `area` hold canonical names; the border of the system
resolves what a file says to one of them.
"""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal, Self

from pydantic import Field, PrivateAttr, model_validator

from phantich.catalog.model import Strict, Text
from phantich.catalog.spelling import key
from phantich.errors import UsageError

__all__ = [
    "CodeList",
    "Language",
    "Member",
    "Variant",
    "code_list",
    "code_list_ids",
    "key",
    "read_yaml",
]

Language = Literal["vi", "en"]

#: Files in ``codes/`` that are no code lists.
_OTHER_DATA = frozenset(
    {"breaks", "cpi_weights", "levels", "reporting_calendar", "situation", "units"}
)


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


class CodeList(Strict):
    """A dated, sourced list of members in official order."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name: Text
    name_en: Text
    source: Text
    valid_from: dt.date
    valid_to: dt.date | None = None
    note: str = ""
    members: tuple[Member, ...] = Field(min_length=1)
    _names: dict[str, Member] = PrivateAttr(default_factory=dict)
    _keys: dict[str, list[Member]] = PrivateAttr(default_factory=dict)

    @model_validator(mode="after")
    def _index(self) -> Self:
        for member in self.members:
            if member.name in self._names:
                raise ValueError(f"{self.id}: {member.name!r} stands twice")
            self._names[member.name] = member
            for text in _texts(member):
                owners = self._keys.setdefault(key(text), [])
                if member not in owners:
                    owners.append(member)
        for text, owners in self._keys.items():
            for day in sorted(_turns(owners)) if len(owners) > 1 else ():
                meant = [m.name for m in owners if m.valid(day) and _means(m, text, day)]
                if len(meant) > 1:
                    raise ValueError(f"{self.id}: {text!r} means {' and '.join(meant)} on {day}")
        codes = {text for m in self.members for text in _codes(m)}
        for member in self.members:
            for parent in (member.parent, *(v.parent for v in member.variants)):
                if parent is not None and parent not in codes:
                    raise ValueError(f"{self.id}: {member.name}: no parent {parent!r}")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """Canonical names of all members, ended ones too, in official order."""
        return tuple(self._names)

    def member(self, name: str) -> Member:
        """The member with that canonical name.

        Raises
        ------
        UsageError
            When there is none.
        """
        try:
            return self._names[name]
        except KeyError as error:
            raise UsageError(f"code list {self.id} has no member {name!r}") from error

    def resolve(self, text: str, on: dt.date | None = None) -> str | None:
        """Canonical Vietnamese name for a code, name, English name or alias; None if unknown.

        Case, white space, punctuation, footnote marks such as ``(*)``, the Unicode form and the
        place of the tone mark (``hoá``, ``hóa``) do not matter. Where a code passed from one
        member to another, the member valid on day `on` is meant, today's without a day.

        Examples
        --------
        >>> code_list("cpi_groups").resolve("VĂN HÓA,  giải trí và du lịch (*)")
        'Văn hoá, giải trí và du lịch'
        """
        owners = self._keys.get(key(text), [])
        for member in owners:
            if member.valid(on) and _means(member, text, on):
                return member.name
        return owners[0].name if owners else None

    def label(self, name: str, lang: Language = "vi", on: dt.date | None = None) -> str:
        """The name to display, as it is called on day `on` (without a day: as of late).

        Examples
        --------
        >>> code_list("cpi_groups").label("Bưu chính viễn thông", on=dt.date(2025, 12, 1))
        'Thông tin và truyền thông'
        """
        member = self.member(name)
        variant = member.variant(on)
        if lang == "en":
            return (variant and variant.name_en) or member.name_en
        return (variant and variant.name) or member.name

    def children(self, name: str, on: dt.date | None = None) -> tuple[str, ...]:
        """Names of the members that make up `name` on day `on`, in official order."""
        codes = _codes(self.member(name))
        return tuple(m.name for m in self.members if m.valid(on) and _parent(m, on) in codes)

    def parts(self, total: str, on: dt.date | None = None) -> tuple[str, ...]:
        """Names of the members directly below a component's total, in official order.

        The total may be a member itself (``Tổng thu ngân sách nhà nước``); where it is none
        (``Tổng số``), the members without a parent are its parts.
        """
        if total in self._names:
            return self.children(total, on)
        return tuple(m.name for m in self.members if m.valid(on) and _parent(m, on) is None)

    def parent(self, name: str, on: dt.date | None = None) -> str | None:
        """Name of the member that `name` is a part of on day `on`; None at the top."""
        code = _parent(self.member(name), on)
        return next((m.name for m in self.members if code in _codes(m)), None) if code else None

    def valid_names(self, on: dt.date | None = None) -> tuple[str, ...]:
        """Names of the members that exist on day `on`, in official order."""
        return tuple(m.name for m in self.members if m.valid(on))


@cache
def code_list_ids() -> tuple[str, ...]:
    """Ids of all code lists."""
    folder = files("phantich.catalog").joinpath("codes")
    names = (entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return tuple(sorted({name.removesuffix(".yaml") for name in names} - _OTHER_DATA))


@cache
def code_list(list_id: str) -> CodeList:
    """The code list with that id, validated.

    Raises
    ------
    UsageError
        When there is none.

    Examples
    --------
    >>> code_list("cpi_groups").resolve("09")
    'Giáo dục'
    """
    if list_id not in code_list_ids():
        raise UsageError(f"no code list {list_id!r}; there are {', '.join(code_list_ids())}")
    data = read_yaml(list_id)
    if "members" not in data:
        data["members"] = _csv_members(list_id)
    return CodeList.model_validate(data)


def read_yaml(name: str) -> dict[str, Any]:
    """Content of ``codes/<name>.yaml``."""
    import yaml

    text = files("phantich.catalog").joinpath("codes", f"{name}.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return content


def _csv_members(list_id: str) -> list[dict[str, Any]]:
    """Rows of ``codes/<id>.csv``; aliases are parted by ``|``, unknown columns become extras."""
    source = files("phantich.catalog").joinpath("codes", f"{list_id}.csv")
    own = set(Member.model_fields) - {"extra", "variants"}
    members = []
    for row in csv.DictReader(source.read_text(encoding="utf-8").splitlines()):
        filled = {column: text for column, text in row.items() if text}
        member: dict[str, Any] = {c: t for c, t in filled.items() if c in own}
        member["aliases"] = (
            tuple(filled.get("aliases", "").split("|")) if "aliases" in filled else ()
        )
        member["extra"] = {c: _number(c, t) for c, t in filled.items() if c not in own}
        members.append(member)
    return members


def _number(column: str, text: str) -> str | float:
    return float(text) if column in {"lat", "lon", "area_km2"} else text


def _codes(member: Member) -> set[str]:
    return {member.code, *(v.code for v in member.variants if v.code)}


def _texts(member: Member) -> list[str]:
    named = [text for v in member.variants for text in (v.name, v.name_en) if text]
    return [*sorted(_codes(member)), member.name, member.name_en, *member.aliases, *named]


def _means(member: Member, text: str, on: dt.date | None) -> bool:
    """Whether the text, if it is a code, is the member's code on that day."""
    if key(text) not in {key(code) for code in _codes(member)}:
        return True
    variant = member.variant(on)
    return key(text) == key((variant and variant.code) or member.code)


def _parent(member: Member, on: dt.date | None) -> str | None:
    variant = member.variant(on)
    return (variant and variant.parent) or member.parent


def _covers(start: dt.date | None, end: dt.date | None, on: dt.date | None) -> bool:
    if on is None:
        return end is None
    return (start is None or start <= on) and (end is None or on <= end)


def _turns(members: list[Member]) -> set[dt.date]:
    """Days on which something begins or has just ended, and the first of all days."""
    spans = [(m.valid_from, m.valid_to) for m in members]
    spans += [(v.valid_from, v.valid_to) for m in members for v in m.variants]
    starts = {start for start, _ in spans if start}
    return {dt.date.min, *starts, *(end + dt.timedelta(1) for _, end in spans if end)}
