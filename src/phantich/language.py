"""What both languages of a text need: marks of numbers, names of crop seasons.

Rounding is half away from zero on the decimal text of the value, as printed tables round.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

Language = Literal["vi", "en"]

#: Typographic minus; a hyphen would break at the end of a line.
MINUS: Final = "\N{MINUS SIGN}"
#: Keeps a number and its unit on one line.
NBSP: Final = "\N{NO-BREAK SPACE}"
#: Quarters are numbered so in Vietnamese.
ROMAN: Final = ("I", "II", "III", "IV")
#: Crop season of a period's text → its name.
CROPS: Final[dict[str, tuple[str, str]]] = {
    "DX": ("vụ đông xuân", "winter-spring crop"),
    "HT": ("vụ hè thu", "summer-autumn crop"),
    "TD": ("vụ thu đông", "autumn-winter crop"),
    "MU": ("vụ mùa", "main crop"),
}


def rounded(value: float, decimals: int) -> Decimal:
    """The value rounded half away from zero; never a negative zero.

    What binary arithmetic leaves behind the fifteenth digit is noise: 16.27 - 17.72 is -1.45.

    Examples
    --------
    >>> rounded(0.125, 2), rounded(-0.004, 2), rounded(16.27 - 17.72, 1)
    (Decimal('0.13'), Decimal('0.00'), Decimal('-1.5'))
    """
    step = Decimal(1).scaleb(-decimals)
    result = Decimal(f"{float(value):.15g}").quantize(step, rounding=ROUND_HALF_UP)
    return abs(result) if result == 0 else result


def number(value: float, decimals: int = 2, lang: Language = "vi") -> str:
    """A number with thousands and decimal marks of the language and a fixed count of decimals.

    Examples
    --------
    >>> number(1234.5, 1), number(-0.35), number(1234.5, 1, "en")
    ('1.234,5', '−0,35', '1,234.5')
    """
    text = f"{rounded(value, decimals):,f}".replace("-", MINUS)
    return text if lang == "en" else text.translate(str.maketrans(",.", ".,"))
