"""Finding indicators: by code, by the beginning of codes, and by words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from phantich.catalog import (
    SETS,
    Component,
    Indicator,
    find_component,
    find_indicator,
    indicator_set,
)
from phantich.errors import UsageError
from phantich.sources.names import set_of


@dataclass(frozen=True, slots=True)
class Hit:
    """A component that a search found."""

    indicator: Indicator
    component: Component
    area: str

    @property
    def code(self) -> str:
        """Code with the component's name, fit for ``db[...]``."""
        return f"{self.indicator.code}/{self.component.id}"


def expand(code: str) -> tuple[list[str], str | None]:
    """Indicator codes that a code stands for, and the component if it names one.

    The code is that of an indicator, a component (``HP.A.X.4/deaths``), a group (``HP.A.II``), a
    part (``HP.A``) or a set (``HP``).

    Raises
    ------
    UsageError
        When the catalogue has nothing of that code.

    Examples
    --------
    >>> expand("VN.CPI/cpi")
    (['VN.CPI'], 'cpi')
    """
    whole, slash, component = code.strip().partition("/")
    whole = whole.upper().rstrip(".")
    if slash:
        return [whole], find_component(f"{whole}/{component}")[1].id
    chosen = set_of(whole)
    found = [
        indicator.code
        for group in (chosen.groups if chosen else ())
        for indicator in group.indicators
        if whole == group.code or f"{indicator.code}.".startswith(f"{whole}.")
    ]
    return found or [find_indicator(whole).code], None


def search(text: str) -> list[Hit]:
    """Components whose names, or whose indicator's or group's names, hold all the words.

    Case and accents do not matter; a word may be the beginning of one. The nearest come first:
    the words as a phrase, then whole words, then with the accents that were typed.

    Raises
    ------
    UsageError
        When the text has no word.

    Examples
    --------
    >>> search("chi so gia tieu dung")[0].code
    'HP.A.I.1/cpi'
    """
    words = fold(text).split()
    if not words:
        raise UsageError("search for a word or more, such as thu ngân sách")
    scored = [
        (score, -position, hit)
        for position, (hit, names, folded) in enumerate(_entries())
        if (score := _score(text, words, names, folded)) > 0
    ]
    return [hit for _, _, hit in sorted(scored, key=lambda entry: entry[:2], reverse=True)]


def fold(text: str) -> str:
    """Lower case, without accents and punctuation.

    >>> fold("Thu ngân sách: Đạt")
    'thu ngan sach dat'
    """
    plain = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9.]+", letters))


@cache
def _entries() -> tuple[tuple[Hit, tuple[str, ...], tuple[str, ...]], ...]:
    """Every component; its names, its indicator's, its group's and code; and these folded."""
    entries = []
    for chosen in map(indicator_set, SETS):
        for group in chosen.groups:
            for indicator in group.indicators:
                for component in indicator.components:
                    names = (
                        f"{component.name} | {component.name_en}".casefold(),
                        f"{indicator.name} | {indicator.name_en}".casefold(),
                        f"{group.name} | {group.name_en} | {indicator.code}/{component.id}",
                    )
                    hit = Hit(indicator, component, chosen.area)
                    entries.append((hit, names, tuple(map(fold, names))))
    return tuple(entries)


def _score(text: str, words: list[str], names: tuple[str, ...], folded: tuple[str, ...]) -> int:
    """How near names are to words, 0 when a word is in none; nearer names count more."""
    there = " " + " ".join(folded)
    if not all(f" {word}" in there for word in words):
        return 0
    phrase = re.compile(rf"\b{re.escape(' '.join(words))}\b")
    typed = " ".join(text.casefold().split())
    score = 1
    for weight, name, plain in zip((8, 4, 1), names, folded, strict=True):
        score += 10 * weight * bool(phrase.search(plain))
        score += weight * (typed in name)
        score += weight * sum(word in plain.split() for word in words)
    return score
