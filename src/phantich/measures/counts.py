"""Counts: accidents, fires, cases; rates per head and how sure a change is."""

from __future__ import annotations

import numpy as np
from scipy import stats

from phantich.measures.arithmetic import over
from phantich.measures.flows import compare_flows
from phantich.measures.panel import Floats, Panel
from phantich.measures.ratios import point_change


def compare_counts(panel: Panel) -> dict[str, Floats]:
    """Comparisons of a panel of counts.

    ``change`` and ``yoy`` on the same period of last year (a difference, and in index form),
    ``mom`` (``qoq``) on the period before, ``ytd`` the sum since January, ``ytd_change`` and
    ``ytd_yoy`` on the same months of last year. How sure a change is: `ratio_limits`.
    """
    y, seasons = panel.values, panel.seasons
    found = compare_flows(panel)
    names = ("yoy", "qoq" if panel.frequency == "Q" else "mom", "ytd", "ytd_yoy")
    out = {name: found[name] for name in names if name in found}
    out["change"] = point_change(y, seasons)
    out["ytd_change"] = point_change(found["ytd"], seasons)
    return out


def rate_per(counts: Floats, population: Floats, per: float = 100_000) -> Floats:
    """Events per `per` inhabitants; missing where the population is not positive.

    Examples
    --------
    9 accidents among 4.7 million people.

    >>> rate_per(np.array([9.0]), np.array([4_700_000.0])).round(4)
    array([0.1915])
    """
    return over(counts, population, per)


def rate_limits(
    counts: Floats, population: Floats, per: float = 100_000, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Exact limits of a Poisson rate (Garwood 1936), from quantiles of the gamma distribution.

    Missing where the count is missing or negative, or the population is not positive.

    Examples
    --------
    >>> low, high = rate_limits(np.array([10.0]), np.array([1.0]), per=1)
    >>> low.round(3), high.round(3)
    (array([4.795]), array([18.39]))
    """
    tail = (1 - confidence) / 2
    usable = np.where(counts >= 0, counts, np.nan)
    low = np.where(usable == 0, 0.0, stats.gamma.ppf(tail, usable))
    high = stats.gamma.ppf(1 - tail, usable + 1)
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
