"""Code lists: the members of a breakdown by canonical name, with codes, aliases, English and dates.

A list is data: ``codes/<id>.yaml``, or a header of that name with the members in ``codes/<id>.csv``
where they are many. A figure's `item` and `area` hold canonical names; the border of the system
resolves what a file says to one of them.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Annotated, Self

from pydantic import Field, PrivateAttr, model_validator

from phantich.catalog.data import code_list_ids, read_rows, read_yaml
from phantich.catalog.members import Member, turns
from phantich.catalog.model import Strict, Text
from phantich.catalog.spelling import key
from phantich.errors import UsageError
from phantich.language import Language


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
            for text in member.texts:
                owners = self._keys.setdefault(key(text), [])
                if member not in owners:
                    owners.append(member)
        for text, owners in self._keys.items():
            for day in sorted(turns(owners)) if len(owners) > 1 else ():
                meant = [m.name for m in owners if m.valid(day) and m.means(text, day)]
                if len(meant) > 1:
                    raise ValueError(f"{self.id}: {text!r} means {' and '.join(meant)} on {day}")
        codes = {text for m in self.members for text in m.codes}
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
            if member.valid(on) and member.means(text, on):
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
        codes = self.member(name).codes
        return tuple(m.name for m in self.members if m.valid(on) and m.parent_code(on) in codes)

    def parts(self, total: str, on: dt.date | None = None) -> tuple[str, ...]:
        """Names of the members directly below a component's total, in official order.

        The total may be a member itself (``Tổng thu ngân sách nhà nước``); where it is none
        (``Tổng số``), the members without a parent are its parts.
        """
        if total in self._names:
            return self.children(total, on)
        return tuple(m.name for m in self.members if m.valid(on) and m.parent_code(on) is None)

    def parent(self, name: str, on: dt.date | None = None) -> str | None:
        """Name of the member that `name` is a part of on day `on`; None at the top."""
        code = self.member(name).parent_code(on)
        return next((m.name for m in self.members if code in m.codes), None) if code else None

    def valid_names(self, on: dt.date | None = None) -> tuple[str, ...]:
        """Names of the members that exist on day `on`, in official order."""
        return tuple(m.name for m in self.members if m.valid(on))


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
        data["members"] = [Member.from_row(row) for row in read_rows(list_id)]
    return CodeList.model_validate(data)
