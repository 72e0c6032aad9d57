"""Whether one forecast is better than another, or the difference could be chance.

References
----------
.. [1] Diebold, F. X., & Mariano, R. S. (1995). Comparing predictive accuracy. Journal of Business
   & Economic Statistics, 13(3), 253–263.
.. [2] Harvey, D., Leybourne, S., & Newbold, P. (1997). Testing the equality of prediction mean
   squared errors. International Journal of Forecasting, 13(2), 281–291.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import stdtr

from phantich.measures.panel import Floats


class DieboldMariano(NamedTuple):
    """Mean difference of the losses (negative: the first is better), its t, two-sided p."""

    difference: float
    statistic: float
    p_value: float


def in_time(first: Floats, second: Floats, horizon: int = 1) -> DieboldMariano:
    """The test for one series: losses of forecasts of one horizon, in order of their origins.

    The variance of the mean counts autocovariances up to ``horizon − 1``, for forecasts of
    overlapping periods err alike; the statistic has the correction for small samples of [2]_ and
    Student's t with n − 1 degrees. NaN with fewer than ``horizon + 2`` origins or no variance.

    Examples
    --------
    >>> found = in_time(np.array([1.0, 2.0, 1.5, 1.0]), np.array([2.0, 2.5, 2.0, 3.0]))
    >>> round(found.difference, 2), round(found.statistic, 2), round(found.p_value, 3)
    (-1.0, -2.83, 0.066)
    """
    loss = (np.asarray(first) - np.asarray(second))[np.isfinite(first) & np.isfinite(second)]
    count = len(loss)
    mean = float(loss.mean()) if count else float("nan")
    if count < horizon + 2:
        return DieboldMariano(mean, float("nan"), float("nan"))
    centred = loss - mean
    spread = float(centred @ centred) / count
    for lag in range(1, horizon):
        spread += 2 * float(centred[lag:] @ centred[:-lag]) / count
    if spread <= 0:
        return DieboldMariano(mean, float("nan"), float("nan"))
    small = (count + 1 - 2 * horizon + horizon * (horizon - 1) / count) / count
    return _judged(mean, mean / np.sqrt(spread / count) * np.sqrt(max(small, 0.0)), count - 1)


def over_series(first: Floats, second: Floats) -> DieboldMariano:
    """The test for a panel: the mean loss of each series over its origins, ``(series,)`` each.

    Series are taken as independent of each other, the origins of one series are not. NaN with
    fewer than three series.
    """
    loss = (np.asarray(first) - np.asarray(second))[np.isfinite(first) & np.isfinite(second)]
    count = len(loss)
    mean = float(loss.mean()) if count else float("nan")
    spread = float(loss.std(ddof=1)) if count > 2 else 0.0
    if spread <= 0:
        return DieboldMariano(mean, float("nan"), float("nan"))
    return _judged(mean, mean / (spread / np.sqrt(count)), count - 1)


def _judged(mean: float, statistic: float, degrees: int) -> DieboldMariano:
    p = 2 * float(stdtr(degrees, -abs(statistic)))
    return DieboldMariano(mean, float(statistic), p)
