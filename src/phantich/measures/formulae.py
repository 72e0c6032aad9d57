"""Index formulae for two periods: elementary indices of prices, and bilateral indices with weights.

Every function compares a period 1 with a period 0, item by item on the last axis, and returns the
index in index form (period 0 = 100). An item with a missing or non-positive price in either period
is left out of both (the matched model); NaN where no item remains. Leading axes broadcast, so that
many aggregates or periods go through in one call.

All but Dutot are generalised means of the price relatives ``p1 / p0``; the formulae are those of
the *Consumer Price Index Manual: Concepts and Methods* (IMF and others, 2020), chapters 1 and 8,
and of its predecessor of 2004 (*Theory and Practice*, ILO and others), chapters 15–20.
"""

from __future__ import annotations

import numpy as np

from phantich.measures.arithmetic import over
from phantich.measures.means import generalised_mean
from phantich.measures.panel import Floats


def jevons(p1: Floats, p0: Floats) -> Floats:
    """Geometric mean of the price relatives: ``∏ (p1/p0)^(1/n)``.

    Examples
    --------
    >>> round(float(jevons(np.array([6.0, 7, 3, 5]), np.array([6.0, 7, 2, 5]))), 2)
    110.67
    """
    return 100 * generalised_mean(_relatives(p1, p0), order=0)


def carli(p1: Floats, p0: Floats) -> Floats:
    """Arithmetic mean of the price relatives: ``(1/n) Σ p1/p0``.

    Examples
    --------
    The relatives are 2 and 1.5.

    >>> float(carli(np.array([2.0, 3.0]), np.array([1.0, 2.0])))
    175.0
    """
    return 100 * generalised_mean(_relatives(p1, p0), order=1)


def harmonic(p1: Floats, p0: Floats) -> Floats:
    """Harmonic mean of the price relatives: ``n / Σ p0/p1``.

    Examples
    --------
    2 / (1/2 + 2/3) = 12/7.

    >>> round(float(harmonic(np.array([2.0, 3.0]), np.array([1.0, 2.0]))), 2)
    171.43
    """
    return 100 * generalised_mean(_relatives(p1, p0), order=-1)


def dutot(p1: Floats, p0: Floats) -> Floats:
    """Ratio of mean prices: ``Σ p1 / Σ p0``; for items of one kind and unit only.

    Examples
    --------
    >>> round(float(dutot(np.array([2.0, 3.0]), np.array([1.0, 2.0]))), 2)
    166.67
    """
    matched = ~np.isnan(_relatives(p1, p0))
    above = np.where(matched, p1, 0.0).sum(axis=-1)
    below = np.where(matched, p0, 0.0).sum(axis=-1)
    return over(above, below)


def laspeyres(p1: Floats, p0: Floats, q0: Floats) -> Floats:
    """Basket of period 0: ``Σ p1·q0 / Σ p0·q0``; quantities in any unit, one an item.

    Examples
    --------
    (2·10 + 3·5) / (1·10 + 2·5) = 35/20.

    >>> float(laspeyres(np.array([2.0, 3.0]), np.array([1.0, 2.0]), np.array([10.0, 5.0])))
    175.0
    """
    return young(_relatives(p1, p0), p0 * q0)


def paasche(p1: Floats, p0: Floats, q1: Floats) -> Floats:
    """Basket of period 1: ``Σ p1·q1 / Σ p0·q1``.

    Examples
    --------
    (2·5 + 3·10) / (1·5 + 2·10) = 40/25.

    >>> float(paasche(np.array([2.0, 3.0]), np.array([1.0, 2.0]), np.array([5.0, 10.0])))
    160.0
    """
    return 100 * generalised_mean(_relatives(p1, p0), p1 * q1, order=-1)


def fisher(p1: Floats, p0: Floats, q1: Floats, q0: Floats) -> Floats:
    """Geometric mean of Laspeyres and Paasche: ``√(L·P)``.

    Examples
    --------
    √(1.75 · 1.60), the two above.

    >>> prices = np.array([2.0, 3.0]), np.array([1.0, 2.0])
    >>> round(float(fisher(*prices, np.array([5.0, 10.0]), np.array([10.0, 5.0]))), 2)
    167.33
    """
    product: Floats = laspeyres(p1, p0, q0) * paasche(p1, p0, q1)
    return np.sqrt(product)


def tornqvist(p1: Floats, p0: Floats, q1: Floats, q0: Floats) -> Floats:
    """Geometric mean of relatives with mean value shares: ``∏ (p1/p0)^((s0+s1)/2)``.

    The shares are those of the items priced in both periods.

    Examples
    --------
    Shares of 1/2, 1/2 and 1/4, 3/4: 2^0.375 · 1.5^0.625.

    >>> prices = np.array([2.0, 3.0]), np.array([1.0, 2.0])
    >>> round(float(tornqvist(*prices, np.array([5.0, 10.0]), np.array([10.0, 5.0]))), 2)
    167.09
    """
    relatives = _relatives(p1, p0)
    s0 = _shares(p0 * q0, relatives)
    s1 = _shares(p1 * q1, relatives)
    return 100 * generalised_mean(relatives, (s0 + s1) / 2, order=0)


def lowe(p1: Floats, p0: Floats, quantities: Floats) -> Floats:
    """Basket of any period b, such as a survey year: ``Σ p1·qb / Σ p0·qb``."""
    return laspeyres(p1, p0, quantities)


def young(relatives: Floats, weights: Floats) -> Floats:
    """Weighted arithmetic mean of relatives with value shares of any period: ``Σ s·(p1/p0)``."""
    return 100 * generalised_mean(relatives, weights, order=1)


def geometric_laspeyres(p1: Floats, p0: Floats, q0: Floats) -> Floats:
    """Geometric mean of relatives with value shares of period 0: ``∏ (p1/p0)^s0``."""
    return geometric_young(_relatives(p1, p0), p0 * q0)


def geometric_lowe(p1: Floats, p0: Floats, quantities: Floats) -> Floats:
    """Geometric mean of relatives, shares those of any basket at prices of period 0."""
    return geometric_laspeyres(p1, p0, quantities)


def geometric_young(relatives: Floats, weights: Floats) -> Floats:
    """Weighted geometric mean of relatives: ``∏ (p1/p0)^s``.

    With the shares of period 0 this is the geometric Laspeyres index; with fixed shares of a base
    year it is how the General Statistics Office forms a group from its parts.
    """
    return 100 * generalised_mean(relatives, weights, order=0)


def _relatives(p1: Floats, p0: Floats) -> Floats:
    relatives = over(p1, p0, scale=1.0)
    return np.where(relatives > 0, relatives, np.nan)


def _shares(values: Floats, relatives: Floats) -> Floats:
    kept = np.where(np.isnan(relatives), 0.0, values)
    total = kept.sum(axis=-1, keepdims=True)
    shares: Floats = np.zeros_like(kept)
    np.divide(kept, total, out=shares, where=total > 0)
    return shares
