"""Printed digits of a figure: how finely it is given, and what a slip of the fingers makes."""

from __future__ import annotations

import math
from decimal import Decimal
from itertools import pairwise

#: Digits that a double holds for certain, less those that arithmetic before may have cost.
_DIGITS = 10


def printed(value: float) -> Decimal:
    """The shortest decimal number that is the figure to ten digits.

    Examples
    --------
    >>> printed(5210.000000000001), printed(0.1299999999999954)
    (Decimal('5210'), Decimal('0.13'))
    """
    return Decimal(f"{value:.{_DIGITS}g}")


def resolution(value: float) -> float:
    """Value of the last digit printed; whole numbers count as given to the unit.

    Examples
    --------
    >>> resolution(0.0649), resolution(5210.0)
    (0.0001, 1.0)
    """
    exponent = printed(value).normalize().as_tuple().exponent
    return 10.0 ** min(int(exponent), 0)


def decimals(value: float) -> float:
    """Decimals printed, without the zeros at the end; below zero for zeros before the point.

    NaN where the figure has as many digits as are kept: how it was printed is not known then.

    Examples
    --------
    >>> decimals(12.5), decimals(0.3388000000000062), decimals(1200.0), decimals(1 / 3)
    (1.0, 4.0, -2.0, nan)
    """
    if not math.isfinite(value) or value == 0:
        return math.nan
    signs = printed(value).normalize().as_tuple()
    return -float(signs.exponent) if len(signs.digits) < _DIGITS - 1 else math.nan


def transpositions(value: float) -> list[float]:
    """Figures that have two neighbouring, unlike digits of this one changed round.

    Examples
    --------
    >>> transpositions(935.0)
    [395.0, 953.0]
    """
    text = format(printed(value).normalize(), "f")
    places = [at for at, sign in enumerate(text) if sign.isdigit()]
    found = []
    for left, right in pairwise(places):
        if text[left] != text[right]:
            digits = list(text)
            digits[left], digits[right] = digits[right], digits[left]
            found.append(float("".join(digits)))
    return found
