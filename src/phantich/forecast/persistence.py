"""How much further a year ahead a series strays than its model says.

A model that is fitted one step ahead may be wrong about a year: where its innovations are followed
by others of the same sign, errors grow faster than the ψ weights tell. In the sample, the error of
h steps is eₜ(h) = aₜ + (1 − θ)(aₜ₋₁ + … + aₜ₋ₕ₊₁) for h up to a year; its mean square is compared
with what independent innovations would give.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from phantich.forecast.fitting import Fitted
from phantich.measures.panel import Floats

#: Beyond e^±this the sample says more about itself than about the series.
_MOST: Final = 2.0


def straying(fitted: Fitted) -> Floats:
    """log of the ratio of the root mean squares, ``(series,)``; 0 where it cannot be told."""
    innovations = fitted.innovations
    lengths, season = fitted.problem.lengths, fitted.design.season
    place = np.arange(len(innovations))[:, None]
    inside = place < lengths
    innovations = np.where(inside, innovations, 0.0)
    step = 1 - fitted.point[:, 0]
    errors = innovations.copy()
    for back in range(1, season):
        errors[back:] += step * innovations[:-back]
    whole = inside & (place >= season - 1)
    seen = np.where(whole, errors**2, 0.0).sum(axis=0) / np.maximum(whole.sum(axis=0), 1)
    alone = (innovations**2).sum(axis=0) / np.maximum(lengths, 1)
    expected = alone * (1 + (season - 1) * step**2)
    known = (seen > 0) & (expected > 0)
    ratio = np.where(known, seen, 1.0) / np.where(known, expected, 1.0)
    found: Floats = np.clip(0.5 * np.log(ratio), -_MOST, _MOST)
    return found
