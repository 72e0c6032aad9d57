"""Printed digits of a figure: how finely it is given, and what a slip of the fingers makes."""

from __future__ import annotations

import math
from collections.abc import Iterable
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


def step_of(values: Iterable[float]) -> float:
    """The coarsest of 1, 2 and 5 × 10^k of which three in four figures are multiples.

    Zeros say nothing; without another figure it is 1.

    Examples
    --------
    >>> step_of([4600.0, 3850.0, 3500.0, 3700.0, 1234.0]), step_of([12.5, 8.37, 9.0, 10.13])
    (50.0, 0.01)
    """
    figures = [_parts(value) for value in values if value]
    if not figures:
        return 1.0
    powers = [power for _, power in figures]
    for power in range(max(powers), min(powers) - 1, -1):
        for digit in (5, 2, 1):
            # A figure that ends left of the step's place is a multiple by its last digits alone.
            fits = [
                place >= power and number * pow(10, place - power, digit) % digit == 0
                for number, place in figures
            ]
            if 4 * sum(fits) >= 3 * len(figures):
                return float(Decimal(digit).scaleb(power))
    return float(Decimal(1).scaleb(min(powers)))


def _parts(value: float) -> tuple[int, int]:
    """Whole number without zeros at its end, and the power of ten that it is multiplied by."""
    _, digits, power = printed(value).normalize().as_tuple()
    return int("".join(map(str, digits))), int(power)


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
