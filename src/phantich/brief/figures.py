"""How a fact stands in a sentence: as a change, a level, a share, or a period."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from phantich.brief import numbers, periods
from phantich.brief.model import Fact
from phantich.brief.numbers import Language
from phantich.brief.text import Numeral, Part, Text, text

_Digits: TypeAlias = Callable[[Language], str]


def change(fact: Fact, decimals: int = 2) -> Text:
    """A comparison (base = 100) as «tăng 0,35%», «giảm …», «không đổi» or «gấp 2,5 lần».

    «không đổi» keeps the trace: an empty numeral stands before it.
    """

    def parts(lang: Language) -> tuple[Part, ...]:
        before, digits, after = numbers.change_parts(fact.value, decimals, lang)
        return tuple(p for p in (before, Numeral(digits, fact.id), after) if p != "")

    return Text(parts("vi"), parts("en"))


def bare_change(fact: Fact, decimals: int = 2) -> Text:
    """The size of a change without its direction: «0,35%»."""
    difference = abs(fact.value - 100)
    return _both(lambda lang: numbers.number(difference, decimals, lang), fact, "%")


def amount(fact: Fact, decimals: int = 1) -> Text:
    """A level with its unit: «20.789 tỷ đồng»."""
    return _both(lambda lang: numbers.amount(fact.value, decimals, lang), fact, fact.unit)


def percent(fact: Fact, decimals: int = 1) -> Text:
    """A share or ratio as it stands: «98,3%»."""
    return _both(lambda lang: numbers.number(fact.value, decimals, lang), fact, "%")


def points(fact: Fact, decimals: int = 2) -> Text:
    """The size of a contribution: «0,16 điểm phần trăm»."""
    return _both(
        lambda lang: numbers.number(abs(fact.value), decimals, lang), fact, "điểm phần trăm"
    )


def count(fact: Fact) -> Text:
    """A whole number."""
    return _both(lambda lang: numbers.number(fact.value, 0, lang), fact, "")


def index(fact: Fact, decimals: int = 2) -> Text:
    """A comparison as printed in tables, base = 100."""
    return _both(lambda lang: numbers.number(fact.value, decimals, lang), fact, "")


def period(fact: Fact) -> Text:
    """The period of a fact, traced to it."""
    name = periods.name(fact.period)
    return Text((Numeral(name.plain("vi"), fact.id),), (Numeral(name.plain("en"), fact.id),))


def estimated(fact: Fact) -> Text:
    """«ước » before an estimate, nothing before other figures."""
    return text("ước ", "an estimated ") if fact.status == "E" else Text()


def _both(digits: _Digits, fact: Fact, unit: str) -> Text:
    def parts(lang: Language) -> tuple[Part, ...]:
        shown = Numeral(digits(lang), fact.id)
        after = numbers.with_unit("", unit, lang) if unit else ""
        return (shown, after) if after else (shown,)

    return Text(parts("vi"), parts("en"))
