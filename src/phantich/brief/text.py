"""Sentences that know where their numbers come from.

A `Text` is written once for both languages. What it says with a number is a `Numeral`: the printed
digits and the id of the fact behind them, so that every numeral of a page can be traced.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import TypeAlias

from phantich.language import Language


@dataclass(frozen=True, slots=True)
class Numeral:
    """Digits as printed, and the id of the fact that they print."""

    text: str
    fact: str


Part: TypeAlias = str | Numeral


@dataclass(frozen=True, slots=True)
class Text:
    """A text in Vietnamese and English, in parts."""

    vi: tuple[Part, ...] = ()
    en: tuple[Part, ...] = ()

    def parts(self, lang: Language) -> tuple[Part, ...]:
        """The parts in one language."""
        return self.vi if lang == "vi" else self.en

    def plain(self, lang: Language = "vi") -> str:
        """The text without its traces."""
        return "".join(p if isinstance(p, str) else p.text for p in self.parts(lang))

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of the facts it tells, each once, in order."""
        return tuple(dict.fromkeys(p.fact for p in self.vi if isinstance(p, Numeral)))

    def __add__(self, other: Text) -> Text:
        return Text(self.vi + other.vi, self.en + other.en)

    def __bool__(self) -> bool:
        return bool(self.vi)


Slot: TypeAlias = Text | str | int


def text(vi: str, en: str, **slots: Slot) -> Text:
    """Fill the templates of both languages; ``{name}`` stands for a slot.

    Examples
    --------
    >>> text("{n} nhóm tăng", "{n} groups up", n=8).plain("en")
    '8 groups up'
    """
    return Text(_fill(vi, slots, "vi"), _fill(en, slots, "en"))


def literal(vi: str, en: str) -> Text:
    """A text that comes from data: braces in it mean nothing.

    Examples
    --------
    >>> literal("{x}", "{x}").plain()
    '{x}'
    """
    return Text((vi,), (en,))


def _fill(template: str, slots: dict[str, Slot], lang: Language) -> tuple[Part, ...]:
    parts: list[Part] = []
    for literal, name, _, _ in Formatter().parse(template):
        if literal:
            parts.append(literal)
        if name is not None:
            slot = slots[name]
            parts.extend(slot.parts(lang) if isinstance(slot, Text) else (str(slot),))
    return tuple(parts)


def join(texts: Iterable[Text], vi: str = ", ", en: str | None = None) -> Text:
    """The texts that are not empty, with a separator between them."""
    separator = Text((vi,), (vi if en is None else en,))
    result = Text()
    for item in texts:
        if item:
            result = result + separator + item if result else item
    return result


def listing(texts: Sequence[Text], vi: str = "; ", en: str = "; ") -> Text:
    """An enumeration whose last member follows «và».

    Examples
    --------
    >>> listing([literal(x, x) for x in "abc"]).plain()
    'a; b và c'
    """
    filled = [item for item in texts if item]
    if len(filled) < 2:
        return filled[0] if filled else Text()
    return join(filled[:-1], vi, en) + text(" và ", " and ") + filled[-1]


def sentence(body: Text, end: str = ".") -> Text:
    """The text with a capital letter at the front and a full stop behind."""
    if not body:
        return body
    return Text((*_capital(body.vi), end), (*_capital(body.en), end))


def _capital(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    first = parts[0]
    if isinstance(first, str) and first:
        return (first[0].upper() + first[1:], *parts[1:])
    return parts


def lower_first(name: str) -> str:
    """A name as it stands inside a sentence; abbreviations keep their capitals.

    Examples
    --------
    >>> lower_first("Giáo dục"), lower_first("CPI chung")
    ('giáo dục', 'CPI chung')
    """
    first = name.split(" ", 1)[0]
    return name if len(first) > 1 and first.isupper() else name[:1].lower() + name[1:]
