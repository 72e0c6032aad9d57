"""Slips of the unit and of the decimal point: what the size of a figure and its digits say of them.

A figure is a slip by ×10^k where it is far off as it is and usual after ÷10^k. A factor of ten is
no unit: it is a slip of the point, which moves the last printed digit along with the first. Without
a slip, a figure with one decimal fewer than its series prints ends in a zero by chance. How often
is counted in the series' own last figures (`digits_weight`):

- where the digits speak for the slip, the chance of lying so far off is multiplied by their share,
  for the two are independent without a slip; under `TOLD` the slip is told although the figure lies
  nearer the usual;
- where they speak against it the chance is divided by their likelihood ratio, and what is not under
  `TOLD` then is no slip: a growth rate ten times the usual may be real.

Hundreds, thousands and millions may be another unit, in which a figure may be given more finely:
there the digits are not asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from phantich.measures.panel import Floats
from phantich.warning import tails
from phantich.warning.digits import decimals
from phantich.warning.intake import Grid
from phantich.warning.residual import Residuals

#: A figure is far off beyond FAR and usual within USUAL standard deviations.
FAR: Final = 3.5
USUAL: Final = 2.5
#: Standard deviations from which on a rate is clear of zero.
CLEAR: Final = 1.5
#: Chance of distance and digits together from which on they are told: one false in a thousand.
TOLD: Final = 0.001
#: Kinds of error that are looked for in each series: unit and cumulative in levels, unit and sign
#: in rates. A chance is multiplied by them (Bonferroni), because the one that fits best is told; so
#: is that of distance and digits, which is looked at beside that of the distance alone.
KINDS: Final = 2
_POWERS: Final = (1, -1, 2, -2, 3, -3, 6, -6)
_LOOK_BACK: Final = 36
_LEAST: Final = 12


@dataclass(frozen=True, slots=True, eq=False)
class Slips:
    """Where a slip of the unit was found, its power of ten, and its chance without one.

    Arrays ``(series, periods)``; `chances` are NaN where nothing was found.
    """

    hit: NDArray[np.bool_]
    powers: NDArray[np.int64]
    chances: Floats


def units(grid: Grid, found: Residuals, judged: NDArray[np.bool_]) -> Slips:
    """Slips of the unit among the figures judged."""
    hit = np.zeros(grid.values.shape, dtype=bool)
    powers = np.zeros(grid.values.shape, dtype=np.int64)
    chances = np.full(grid.values.shape, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        off = np.log10(np.abs(grid.values / found.expected))
        p_value = found.p_value
        for power in _POWERS:
            score = found.score_of(grid.values / 10.0**power)
            near = np.abs(off - power) < 0.5 if abs(power) > 1 else np.sign(power) * off > 0.5
            fits = judged & ~hit & near & (np.abs(score) < USUAL)
            fits &= np.abs(found.score) > np.abs(score)
            far = fits & _telling(grid.values, found) & _beyond(found.score, score)
            if abs(power) == 1:
                far, weights = _with_digits(grid.values, fits, far, power, p_value)
                chances[far] = (KINDS * p_value * weights)[far]
            chances[far] = np.fmin(chances[far], _chance(found, score)[far])
            powers[far] = power
            hit |= far
    return Slips(hit, powers, chances)


def _telling(values: Floats, found: Residuals) -> NDArray[np.bool_]:
    """A tenth of any rate near zero is usual: that says nothing of the unit."""
    clear = np.abs(found.expected) > CLEAR * found.spread
    telling: NDArray[np.bool_] = found.logs[:, None] | (
        clear & (np.sign(values) == np.sign(found.expected))
    )
    return telling


def _beyond(score: Floats, turned: Floats) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.abs(score) > np.maximum(FAR, np.abs(turned) + USUAL)
    return found


def _with_digits(
    values: Floats, fits: NDArray[np.bool_], far: NDArray[np.bool_], power: int, p_value: Floats
) -> tuple[NDArray[np.bool_], Floats]:
    """Slips of the point after the digits were asked, and the weights of the digits."""
    hit, weights = far.copy(), np.ones(values.shape)
    asked = fits & (far | (p_value < TOLD * (_LOOK_BACK + 1)))
    for row, at in zip(*np.nonzero(asked), strict=True):
        weight = digits_weight(values[row, : at + 1], power)
        sure = bool(p_value[row, at] * weight < TOLD)
        hit[row, at] = sure if weight != 1 else far[row, at]
        weights[row, at] = weight
    return hit, weights


def digits_weight(values: Floats, power: int) -> float:
    """By what the decimals of the last figure multiply the chance that it is no slip by ×10^power.

    Under 1 the share of past figures with so few decimals (so many, for ÷10), the figure itself
    counted among them. Above 1 how many times more past figures end as it does than would without
    the slip. 1 where too little is known.

    Examples
    --------
    After 36 figures of four decimals one of three is as rare as 1 in 37; one of four would have
    been of five without the slip, and 37 times as many have four.

    >>> past = [1.0001 + i for i in range(36)]
    >>> round(1 / digits_weight(np.array([*past, 12.346]), 1))
    37
    >>> digits_weight(np.array([*past, 12.3461]), 1)
    37.0
    """
    past = values[:-1][np.isfinite(values[:-1])][-_LOOK_BACK:]
    known = np.array([decimals(float(value)) for value in past])
    known = known[np.isfinite(known)]
    own = decimals(float(values[-1]))
    if len(known) < _LEAST or not np.isfinite(own):
        return 1.0
    ratio = float((known == own).sum() + 1) / float((known == own + power).sum() + 1)
    if ratio > 1:
        return ratio
    ends = (known <= own) if power > 0 else (known >= own)
    return (float(ends.sum()) + 1) / (len(known) + 1)


def _chance(found: Residuals, meant: Floats) -> Floats:
    """Chance that a figure without slip fits any power of ten as well as `meant` fits its own."""
    total = np.zeros(meant.shape)
    for power in _POWERS:
        total += chance_of(found, meant, scale=10.0**power)
    return KINDS * total


def chance_of(
    found: Residuals, meant: Floats, scale: float = 1.0, add: Floats | float = 0.0
) -> Floats:
    """Chance that a figure without error lies as near to where an error would have put it.

    Parameters
    ----------
    meant
        Score of the figure that was meant.
    scale, add
        The error reports scale × meant + add.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        reach = np.abs(meant) * found.spread
        low, high = (
            found.score_of(scale * found.back(found.centre + side * reach) + add)
            for side in (-1, 1)
        )
        return np.abs(tails.between(low, high, found.share, found.size))
