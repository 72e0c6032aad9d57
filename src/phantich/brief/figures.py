"""How a fact stands in a sentence: as a change, a level, a share, or a period."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from phantich import language
from phantich.brief import numbers, periods
from phantich.brief.model.facts import Fact
from phantich.brief.text import Numeral, Part, Text, text
from phantich.language import Language

_Digits: TypeAlias = Callable[[Language], str]


def change(fact: Fact, decimals: int = 2) -> Text:
    """A comparison (base = 100) as «tăng 0,35%», «giảm …», «không đổi» or «gấp 2,5 lần».

    «không đổi» keeps the trace: an empty numeral stands before it.
    """

    def parts(lang: Language) -> tuple[Part, ...]:
        before, digits, after = numbers.change_parts(fact.value, decimals, lang)
        return tuple(p for p in (before, Numeral(digits, fact.id), after) if p != "")

    return Text(parts("vi"), parts("en"))


#: Growth in per cent below which a change is slight, and from which it is strong.
SLIGHT: Final = 1.0
STRONG: Final = 20.0
_SIZES: Final[dict[Language, tuple[str, str]]] = {
    "vi": ("nhẹ ", "mạnh "),
    "en": ("slightly ", "sharply "),
}


def sized_change(fact: Fact) -> Text:
    """A growth with its size class: «tăng nhẹ 0,4%», «tăng 5,0%», «giảm mạnh 25,0%»."""
    size = abs(fact.value - 100)
    if numbers.is_multiple(fact.value) or SLIGHT <= size < STRONG:
        return change(fact, 1)
    if numbers.direction(fact.value - 100, 1) == "same":
        return change(fact, 1)

    def parts(lang: Language) -> tuple[Part, ...]:
        before, digits, after = numbers.change_parts(fact.value, 1, lang)
        word = _SIZES[lang][size >= STRONG]
        lead = before + word if lang == "vi" else word + before
        return lead, Numeral(digits, fact.id), after

    return Text(parts("vi"), parts("en"))


def bare_change(fact: Fact, decimals: int = 2) -> Text:
    """The size of a change without its direction: «0,35%»."""
    difference = abs(fact.value - 100)
    return _both(lambda lang: language.number(difference, decimals, lang), fact, "%")


#: Amounts from here on are printed without decimals.
LARGE: Final = 1e6


def amount(fact: Fact, decimals: int = 1) -> Text:
    """A level with its unit: «20.789 tỷ đồng»; millions of it without decimals."""
    decimals = 0 if abs(fact.value) >= LARGE else decimals
    return _both(lambda lang: numbers.amount(fact.value, decimals, lang), fact, fact.unit)


def difference(fact: Fact, decimals: int = 1) -> Text:
    """A difference as «tăng 0,5 điểm phần trăm», «giảm 3 vụ», «không đổi»."""

    def parts(lang: Language) -> tuple[Part, ...]:
        word = numbers.direction_word(fact.value, decimals, lang)
        if numbers.direction(fact.value, decimals) == "same":
            return word, Numeral("", fact.id)
        shown = numbers.amount(abs(fact.value), decimals, lang)
        return f"{word} ", Numeral(shown, fact.id), numbers.unit_after(shown, fact.unit, lang)

    return Text(parts("vi"), parts("en"))


def size(fact: Fact, decimals: int = 1) -> Text:
    """The absolute value with its unit: «1,2 điểm phần trăm», «3 tháng»."""
    return _both(lambda lang: numbers.amount(abs(fact.value), decimals, lang), fact, fact.unit)


def percent(fact: Fact, decimals: int = 1) -> Text:
    """A share or ratio as it stands: «98,3%»."""
    return _both(lambda lang: language.number(fact.value, decimals, lang), fact, "%")


def points(fact: Fact, decimals: int = 2) -> Text:
    """The size of a contribution: «0,16 điểm phần trăm»."""
    return _both(
        lambda lang: language.number(abs(fact.value), decimals, lang), fact, "điểm phần trăm"
    )


def count(fact: Fact) -> Text:
    """A whole number."""
    return _both(lambda lang: language.number(fact.value, 0, lang), fact, "")


def index_of(fact: Fact, decimals: int = 1) -> Text:
    """A level without its unit, where the unit stands behind another number."""
    return _both(lambda lang: numbers.amount(fact.value, decimals, lang), fact, "")


def plain_size(fact: Fact) -> Text:
    """The absolute value without its unit."""
    return _both(lambda lang: numbers.amount(abs(fact.value), 1, lang), fact, "")


def rate(fact: Fact, decimals: int = 1) -> Text:
    """A rate of growth that is stored as an index (base = 100) or as a rate: «10,2%»."""
    value = fact.value - 100 if fact.value >= 50 else fact.value
    return _both(lambda lang: numbers.amount(value, decimals, lang), fact, "%")


def index(fact: Fact, decimals: int = 2) -> Text:
    """A comparison as printed in tables, base = 100."""
    return _both(lambda lang: language.number(fact.value, decimals, lang), fact, "")


def period(fact: Fact) -> Text:
    """The period of a fact, traced to it."""
    name = periods.name(fact.period)
    return Text((Numeral(name.plain("vi"), fact.id),), (Numeral(name.plain("en"), fact.id),))


def level_name(level: Fact) -> Text:
    """The name of a level that a gauge is read against; a number in it is traced to the level.

    The fact holds the Vietnamese name as its note, the English one in front of its reference.
    """

    def parts(lang: Language) -> tuple[Part, ...]:
        name = level.note if lang == "vi" else level.rule.split(" (")[0]
        digits = numbers.amount(level.value, 2, lang)
        before, found, after = name.partition(digits)
        if not found or (before[-1:] + after[:1]).strip(" ‰%") != "":
            return (name,)
        return tuple(p for p in (before, Numeral(digits, level.id), after) if p != "")

    return Text(parts("vi"), parts("en"))


def estimated(fact: Fact) -> Text:
    """«ước » before an estimate, nothing before other figures."""
    return text("ước ", "an estimated ") if fact.status == "E" else Text()


def _both(digits: _Digits, fact: Fact, unit: str) -> Text:
    def parts(lang: Language) -> tuple[Part, ...]:
        shown = Numeral(digits(lang), fact.id)
        after = numbers.unit_after(shown.text, unit, lang) if unit else ""
        return (shown, after) if after else (shown,)

    return Text(parts("vi"), parts("en"))
