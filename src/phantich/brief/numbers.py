"""Amounts, units and changes as Vietnamese and English readers expect them.

A change is told by its absolute value with a word for its direction, never «giảm −2%».
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal

from phantich.language import MINUS, NBSP, Language, number, rounded

#: Direction of a change after rounding.
Direction = Literal["up", "down", "same"]

#: Above this ratio (same period = 100) a growth is told as «gấp n lần».
MULTIPLE_FROM: Final = 200.0

_WORDS: Final[dict[Language, dict[Direction, str]]] = {
    "vi": {"up": "tăng", "down": "giảm", "same": "không đổi"},
    "en": {"up": "up", "down": "down", "same": "unchanged"},
}
_UNITS_EN: Final[dict[str, str]] = {
    "tỷ đồng": "billion dong",
    "nghìn tỷ đồng": "trillion dong",
    "triệu đồng": "million dong",
    "triệu USD": "million US dollars",
    "nghìn lượt": "thousand visits",
    "điểm phần trăm": "percentage points",
}


def amount(value: float, decimals: int = 1, lang: Language = "vi") -> str:
    """A number with at most `decimals` decimals: those that are zero are left out.

    Examples
    --------
    >>> amount(20789.0), amount(16455.4), amount(113.0, 2)
    ('20.789', '16.455,4', '113')
    """
    while decimals and rounded(value, decimals) == rounded(value, decimals - 1):
        decimals -= 1
    return number(value, decimals, lang)


def with_unit(text: str, unit: str, lang: Language = "vi") -> str:
    """A formatted number and its unit; per cent and per mille signs follow without a space.

    Examples
    --------
    >>> with_unit("98,3", "%"), with_unit("20.789", "tỷ đồng") == "20.789\\xa0tỷ đồng"
    ('98,3%', True)
    """
    if unit in {"%", "‰"}:
        return f"{text}{unit}"
    return f"{text}{NBSP}{unit_name(unit, lang)}"


def unit_after(shown: str, unit: str, lang: Language = "vi") -> str:
    """What stands behind a printed number: its unit, in English singular behind a one.

    Examples
    --------
    >>> [unit_after(n, "vụ", "en").strip() for n in ("1", "2")], unit_after("98,3", "%")
    (['incident', 'incidents'], '%')
    """
    named = with_unit("", unit, lang)
    if lang == "vi" or shown.lstrip(MINUS) != "1":
        return named
    for plural, singular in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if named.endswith(plural) and not named.endswith("ss"):
            return named.removesuffix(plural) + singular
    return named


def unit_name(unit: str, lang: Language = "vi") -> str:
    """The unit in the language; a unit without a known English name stays Vietnamese."""
    if lang == "vi":
        return unit
    from phantich.catalog.units import unit_label

    return _UNITS_EN.get(unit) or unit_label(unit, "en")


def direction(difference: float, decimals: int = 2) -> Direction:
    """Direction of a difference as a reader of the rounded number sees it.

    Examples
    --------
    >>> direction(0.004), direction(0.005), direction(-1.2)
    ('same', 'up', 'down')
    """
    shown = rounded(difference, decimals)
    if shown == 0:
        return "same"
    return "up" if shown > 0 else "down"


def direction_word(difference: float, decimals: int = 2, lang: Language = "vi") -> str:
    """«tăng», «giảm» or «không đổi»."""
    return _WORDS[lang][direction(difference, decimals)]


def is_multiple(index: float) -> bool:
    """Whether a comparison (base = 100) is told as «gấp n lần» and not as a per cent."""
    return index > MULTIPLE_FROM


def change_parts(index: float, decimals: int = 2, lang: Language = "vi") -> tuple[str, str, str]:
    """Word before, numeral, word after, of a comparison in index form (base = 100).

    Examples
    --------
    >>> change_parts(100.35), change_parts(99.6), change_parts(100.0)
    (('tăng ', '0,35', '%'), ('giảm ', '0,40', '%'), ('không đổi', '', ''))
    >>> change_parts(245.0), change_parts(245.0, lang="en")
    (('gấp ', '2,45', '\\xa0lần'), ('', '2.45', '\\xa0times'))
    """
    if is_multiple(index):
        times = amount(index / 100, 2, lang)
        return ("gấp ", times, f"{NBSP}lần") if lang == "vi" else ("", times, f"{NBSP}times")
    difference = float(Decimal(repr(float(index))) - 100)
    word = direction_word(difference, decimals, lang)
    if direction(difference, decimals) == "same":
        return word, "", ""
    return f"{word} ", number(abs(difference), decimals, lang), "%"


def change(index: float, decimals: int = 2, lang: Language = "vi") -> str:
    """A comparison in index form (base = 100) in words.

    Examples
    --------
    >>> change(100.35), change(98.0, 1), change(100.001), change(98.0, 1, "en")
    ('tăng 0,35%', 'giảm 2,0%', 'không đổi', 'down 2.0%')
    """
    return "".join(change_parts(index, decimals, lang))


def ratio(index: float, decimals: int = 1, lang: Language = "vi") -> str:
    """A comparison told as a ratio: «bằng 98,3%».

    Examples
    --------
    >>> ratio(98.3), ratio(98.3, lang="en")
    ('bằng 98,3%', '98.3%')
    """
    text = f"{number(index, decimals, lang)}%"
    return f"bằng {text}" if lang == "vi" else text


def points(difference: float, decimals: int = 2, lang: Language = "vi") -> str:
    """A difference of two rates in percentage points, with its direction in words.

    Examples
    --------
    >>> points(-0.12) == "giảm 0,12\\xa0điểm phần trăm", points(0.0)
    (True, 'không đổi')
    """
    word = direction_word(difference, decimals, lang)
    if direction(difference, decimals) == "same":
        return word
    text = number(abs(difference), decimals, lang)
    return f"{word} {with_unit(text, 'điểm phần trăm', lang)}"


def plain(text: str) -> str:
    """The text with no-break spaces made ordinary, for comparing and for plain output."""
    return text.replace(NBSP, " ")
