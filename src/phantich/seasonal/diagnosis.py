"""Is there seasonality, and is any left? Statistics of one series."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

from phantich.measures.panel import Floats

#: Probability of calling a series seasonal that is not.
_SEASONALITY_LEVEL: Final = 0.01
_MEANS_LEVEL: Final = 0.05
#: Differences below this share of the values are rounding.
_ROUNDING: Final = 1e-10


def floats(values: ArrayLike) -> Floats:
    """The values as an array of floats."""
    return np.asarray(values, dtype=np.float64)


class QS(NamedTuple):
    """The statistic and its p value."""

    statistic: float
    p: float


def qs_test(values: Floats, season: int) -> QS:
    """Test for positive autocorrelation at the seasonal lags of the differenced series.

        QS = n (n + 2) [ r₁² / (n − s) + max(0, r₂)² / (n − 2s) ],  0 when r₁ ≤ 0

    with r₁, r₂ the autocorrelations at lags s and 2s; compared with χ² of two degrees of freedom.
    The series is differenced once, or twice where that leaves less variance: growth that itself
    drifts would look like a season otherwise. Differences over a gap are left out of sums and
    counts; NaN when fewer than two years are left.

    References
    ----------
    Maravall, A. (2012). Update of seasonality tests and automatic model identification in
    TRAMO-SEATS. Bank of Spain.

    Examples
    --------
    >>> wave = np.tile([0.0, 1.0, 0.0, -1.0], 10)
    >>> qs_test(wave, 4).p < 0.001
    True
    """
    steps = _differenced(values)
    known = ~np.isnan(steps)
    n = int(known.sum())
    if n <= 2 * season:
        return QS(float("nan"), float("nan"))
    centred = np.where(known, steps - np.nanmean(steps), 0.0)
    total = float(centred @ centred)
    if total <= n * (_ROUNDING * float(np.nanmax(np.abs(values)))) ** 2:
        return QS(0.0, 1.0)
    first, second = (float(centred[lag:] @ centred[:-lag]) / total for lag in (season, 2 * season))
    if first <= 0.0:
        return QS(0.0, 1.0)
    sums = first**2 / (n - season) + max(0.0, second) ** 2 / (n - 2 * season)
    statistic = n * (n + 2) * sums
    return QS(statistic, float(stats.chi2.sf(statistic, 2)))


def is_seasonal(values: Floats, season: int) -> tuple[bool, QS]:
    """Whether there is seasonality to take out: QS at 1 %, and seasons that differ in the mean.

    The second condition (F test of one-way analysis of variance on the differences, 5 %) holds
    smooth series without a season back, whose differences are correlated at every lag.
    """
    qs = qs_test(values, season)
    if not qs.p < _SEASONALITY_LEVEL:
        return False, qs
    steps = _differenced(values)
    groups = [steps[place::season] for place in range(season)]
    means = stats.f_oneway(*(group[~np.isnan(group)] for group in groups))
    return bool(means.pvalue < _MEANS_LEVEL), qs


def _differenced(values: Floats) -> Floats:
    once, twice = np.diff(values), np.diff(values, n=2)
    if (~np.isnan(twice)).sum() < 2:
        return once
    return once if np.nanvar(once) <= np.nanvar(twice) else twice


def strength(seasonal: Floats, irregular: Floats) -> float:
    """Share of the detrended variance that is seasonal: 1 − Var(I) / Var(S + I), at least 0.

    Reference: Wang, X., Smith, K., & Hyndman, R. (2006). Characteristic-based clustering for time
    series data. Data Mining and Knowledge Discovery, 13(3), 335–364.
    """
    both = float(np.nanvar(seasonal + irregular))
    return max(0.0, 1.0 - float(np.nanvar(irregular)) / both) if both > 0 else 0.0


def fill_gaps(values: Floats, season: int) -> Floats:
    """A first guess for gaps: a straight line over each, plus what the season usually adds to it.

    For positive values the line and the seasonal effect are taken on logs, so that a guess is
    never negative.
    """
    known = ~np.isnan(values)
    if known.all():
        return values
    log = bool((values[known] > 0).all())
    y = np.log(values) if log else values
    places = np.arange(len(y))
    line = np.interp(places, places[known], y[known])
    smooth = floats(pd.Series(line).rolling(season, center=True, min_periods=1).mean())
    above = pd.Series(np.where(known, y - smooth, np.nan)).groupby(places % season)
    guess = smooth + floats(above.transform("mean").fillna(0.0))
    return np.where(known, values, np.exp(guess) if log else guess)
