"""Numbers as people type them into a Vietnamese form."""

from __future__ import annotations

import re

_SPACES = re.compile("[\\s\u00a0\u202f]")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_COMMA = re.compile(r"[+-]?\d+(,\d+)?")
#: A full stop that cannot part thousands, as in 12.5 or 1234.567.
_POINT = re.compile(r"[+-]?(\d+\.\d{1,2}|\d+\.\d{4,}|\d{4,}\.\d{3}|0\.\d{3})")


def parse_number(text: str) -> float | None:
    """The number that a text means to a Vietnamese reader; None where it is not certain.

    Thousands are parted by full stops or spaces, decimals by a comma. A full stop is read as a
    decimal point only where it cannot part thousands. A percent sign at the end is left out.

    Examples
    --------
    >>> parse_number("1.234,5"), parse_number("1 234,5"), parse_number("12.5"), parse_number("0,4%")
    (1234.5, 1234.5, 12.5, 0.4)
    >>> parse_number("1,234.5") is None, parse_number("khoảng 5") is None
    (True, True)
    """
    plain = _SPACES.sub("", text).replace("\u2212", "-").removesuffix("%")
    if _GROUPED.fullmatch(plain) or _COMMA.fullmatch(plain):
        return float(plain.replace(".", "").replace(",", "."))
    return float(plain) if _POINT.fullmatch(plain) else None


def format_number(value: float, decimals: int) -> str:
    """The number as a Vietnamese reader writes it.

    Examples
    --------
    >>> format_number(1234.5, 2)
    '1.234,50'
    """
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))
