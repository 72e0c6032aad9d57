"""Numbers and periods inside a flag's sentence, for Vietnamese and English readers."""

from __future__ import annotations

import math
from typing import Final

from phantich.language import CROPS, ROMAN, Language, number

#: Smaller chances are not told as a number.
_LEAST_P: Final = 1e-6
#: From here on a figure is told as a power of ten.
_MOST: Final = 1e15


def decimals_for(value: float) -> int:
    """Decimals with which a figure is told: about four digits, two decimals at most.

    Examples
    --------
    >>> decimals_for(4.126), decimals_for(98.34), decimals_for(1234.5)
    (2, 2, 0)
    """
    size = abs(value)
    if size >= 1000 or math.isclose(value, round(value), abs_tol=1e-9):
        return 0
    return 1 if size >= 200 else 2


def amount(value: float, lang: Language) -> str:
    """A number with as many decimals as `decimals_for` gives, those that are zero left out.

    Beyond 15 digits, where a figure can only be a slip, it is a power of ten.

    Examples
    --------
    >>> amount(4.10, "vi"), amount(1234.56, "vi"), amount(12.0, "vi"), amount(2.5e17, "vi")
    ('4,1', '1.235', '12', '2,5e+17')
    """
    if abs(value) >= _MOST:
        text = f"{value:.3g}"
        return text if lang == "en" else text.replace(".", ",")
    decimals = decimals_for(value)
    text = number(value, decimals, lang)
    return text.rstrip("0").rstrip(",.") if decimals else text


def one_in(p_value: float) -> float:
    """N of «one in N», with two digits; what a reader sees instead of a p value.

    Infinite under one in a million: no model knows its tail that far out.

    Examples
    --------
    >>> one_in(0.0011), one_in(0.3), one_in(1e-9)
    (910.0, 3.3, inf)
    """
    if not p_value >= _LEAST_P:
        return math.inf
    value = 1 / p_value
    digits = 1 - math.floor(math.log10(value))
    return round(value, digits)


def period_name(period: str, frequency: str, lang: Language) -> str:
    """A period in words.

    Examples
    --------
    >>> period_name("2026-10", "M", "vi"), period_name("2026-Q3", "Q", "en")
    ('tháng 10/2026', 'Q3 2026')
    >>> period_name("2026-10-05T14", "H", "vi"), period_name("2026-W43", "W", "vi")
    ('14 giờ ngày 05/10/2026', 'tuần 43/2026')
    """
    year, rest = period[:4], period[5:]
    if frequency in "DIH":
        day = f"{period[8:10]}/{period[5:7]}/{year}"
        clock = period[11:13]
        if clock:
            return f"{clock} giờ ngày {day}" if lang == "vi" else f"{clock}:00 on {day}"
        return f"ngày {day}" if lang == "vi" else day
    if frequency == "M":
        return f"tháng {rest[:2]}/{year}" if lang == "vi" else f"{rest[:2]}/{year}"
    if frequency == "W":
        week = rest.lstrip("W")
        return f"tuần {week}/{year}" if lang == "vi" else f"week {week}/{year}"
    if frequency == "Q":
        place = int(rest.lstrip("Q"))
        return f"quý {ROMAN[place - 1]}/{year}" if lang == "vi" else f"Q{place} {year}"
    if frequency == "S":
        half = rest.lstrip("S")
        return f"6 tháng {_HALVES[half]} năm {year}" if lang == "vi" else f"H{half} {year}"
    if frequency == "C":
        vi, en = CROPS[rest]
        return f"{vi} {year}" if lang == "vi" else f"{en} {year}"
    return f"năm {year}" if lang == "vi" else year


_HALVES: Final = {"1": "đầu", "2": "cuối"}
