"""Words that several sheets share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from phantich.brief.model.facts import ORIGINS, Fact, origin_of
from phantich.brief.numbers import unit_name
from phantich.catalog.model import Bilingual
from phantich.language import Language
from phantich.observations import MEASURES, STATUSES

_WHOSE: Final = {
    "council": ("HĐND giao", "People's Council"),
    "central": ("Trung ương giao", "central"),
    "scenario": ("kịch bản", "scenario"),
}


def say(words: Bilingual, lang: Language) -> str:
    """The words of the language."""
    return words.vi if lang == "vi" else words.en


def distinct(words: Iterable[str]) -> str:
    """Each once, in order, with semicolons between them."""
    return "; ".join(dict.fromkeys(filter(None, words)))


def status(fact: Fact, lang: Language) -> str:
    """«chính thức», «sơ bộ» or «ước»."""
    return STATUSES[fact.status][0 if lang == "vi" else 1]


def measure(fact: Fact, lang: Language) -> str:
    """What the fact measures, with whose plan it is about; the name of its rule where it has one.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> measure(SimpleNamespace(measure="plan:council"), "vi")
    'kế hoạch năm (HĐND giao)'
    """
    name, _, whose = fact.measure.partition(":")
    if name not in MEASURES:
        return fact.measure
    place = 0 if lang == "vi" else 1
    told = MEASURES[name][place]
    return f"{told} ({_WHOSE.get(whose, (whose, whose))[place]})" if whose else told


def statuses(facts: Iterable[Fact], lang: Language) -> str:
    """«chính thức; ước»."""
    return distinct(status(fact, lang) for fact in facts)


def units(facts: Iterable[Fact], lang: Language) -> str:
    """Units of the facts, each once."""
    return distinct(unit_name(fact.unit, lang) for fact in facts)


def origin(facts: Iterable[Fact], lang: Language) -> str:
    """«Số liệu công bố», «Số liệu mô phỏng» or both."""
    return say(ORIGINS[origin_of(facts)][0], lang)
