"""Counts: accidents, fires, cases; rates per head and how sure a change is."""

from __future__ import annotations

import numpy as np
from scipy import stats

from phantich.measures.arithmetic import over
from phantich.measures.panel import Floats


def rate_per(counts: Floats, population: Floats, per: float = 100_000) -> Floats:
    """Events per `per` inhabitants; missing where the population is not positive."""
    return over(counts, population, per)


def rate_limits(
    counts: Floats, population: Floats, per: float = 100_000, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Exact limits of a Poisson rate (Garwood 1936), from quantiles of the gamma distribution.

    Examples
    --------
    >>> low, high = rate_limits(np.array([10.0]), np.array([1.0]), per=1)
    >>> low.round(3), high.round(3)
    (array([4.795]), array([18.39]))
    """
    tail = (1 - confidence) / 2
    with np.errstate(invalid="ignore"):
        low = np.where(counts > 0, stats.gamma.ppf(tail, counts), 0.0)
        high = stats.gamma.ppf(1 - tail, counts + 1)
    low = np.where(np.isnan(counts), np.nan, low)
    return rate_per(low, population, per), rate_per(high, population, per)


def ratio_limits(
    now: Floats, before: Floats, exposure: float = 1.0, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Exact limits of the ratio of two Poisson rates, in index form (equal = 100).

    Given the sum of both counts, the newer one is binomial; Clopper–Pearson limits π of its share
    give ``100 · π / (1 − π) / exposure`` (Przyborowski and Wilenski 1940).

    Parameters
    ----------
    now, before
        Counts of the two periods.
    exposure
        Exposure of the newer period over that of the older one (days, inhabitants).

    Returns
    -------
    Lower and upper limits; the upper is infinite when `before` is 0, both are missing when both
    counts are 0.
    """
    now, before = np.broadcast_arrays(np.asarray(now, float), np.asarray(before, float))
    tail = (1 - confidence) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        low = np.where(now > 0, stats.beta.ppf(tail, now, before + 1), 0.0)
        high = np.where(before > 0, stats.beta.ppf(1 - tail, now + 1, before), 1.0)
        bounds = [100 * p / (1 - p) / exposure for p in (low, high)]
    nothing = np.isnan(now + before) | (now + before == 0)
    return np.where(nothing, np.nan, bounds[0]), np.where(nothing, np.nan, bounds[1])
