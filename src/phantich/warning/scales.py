"""How large a series' own past surprises were: the scale of the next one.

The filter's own σ is right for the models it runs; a series may be worse than any of them. So the
surprise of a period is divided by the root mean square of the surprises before it,

    s_t² = (n₀ c² + Σ min(r², K²)) / (n₀ + n),

over the last eight years, without the first two of a series and without the crisis. Periods that
Tết disturbs have a sum of their own (prior c = 1.2 there, 1 elsewhere) and are never taken as
calmer than the others: figures of January and February are two to four times harder to foresee.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from phantich.measures.panel import Floats

#: Weight of the prior, in periods; largest surprise that counts; prior scales.
PRIOR_COUNT: Final = 12.0
LARGEST: Final = 5.0
PRIOR_CALM: Final = 1.0
PRIOR_FEAST: Final = 1.2
_YEARS: Final = 8
_BURN: Final = 2


def rolling_scale(
    surprises: Floats, feast: NDArray[np.bool_], crisis: NDArray[np.bool_], season: int
) -> Floats:
    """s_t of every period from those before it, ``(series, periods)``.

    Parameters
    ----------
    surprises
        Standardised one-step errors ``(series, periods)``; NaN without figure.
    feast, crisis
        Whether a period is disturbed by Tết, and whether it lies in the crisis.
    season
        Periods of a year (or of the season, where figures come more often than monthly).
    """
    used = settled(surprises, season) & ~crisis
    squares = np.where(used, np.minimum(np.abs(np.nan_to_num(surprises)), LARGEST) ** 2, 0.0)
    window = _YEARS * max(season, 12)
    calm = _rms(squares * ~feast, used & ~feast, window, PRIOR_CALM)
    if not feast.any():
        return calm
    near = _rms(squares * feast, used & feast, window, PRIOR_FEAST)
    return np.where(feast, np.maximum(near, calm), calm)


def settled(surprises: Floats, season: int) -> NDArray[np.bool_]:
    """Periods with a surprise, two years or more after the first one of the series."""
    there = np.isfinite(surprises)
    first = np.where(there.any(axis=1), there.argmax(axis=1), surprises.shape[1])
    found: NDArray[np.bool_] = there & (
        np.arange(surprises.shape[1]) - first[:, None] >= _BURN * season
    )
    return found


def before(values: Floats, window: int) -> Floats:
    """Sum of the last `window` periods before each one, along the second axis.

    Examples
    --------
    >>> before(np.array([[1.0, 2.0, 4.0, 8.0]]), 2).tolist()
    [[0.0, 1.0, 3.0, 6.0]]
    """
    sums = np.concatenate([np.zeros((len(values), 1)), np.cumsum(values, axis=1)], axis=1)
    at = np.arange(values.shape[1])
    found: Floats = sums[:, at] - sums[:, np.maximum(at - window, 0)]
    return found


def _rms(squares: Floats, used: NDArray[np.bool_], window: int, prior: float) -> Floats:
    total = before(squares, window) + PRIOR_COUNT * prior**2
    count = before(used.astype(float), window) + PRIOR_COUNT
    found: Floats = np.sqrt(total / count)
    return found
