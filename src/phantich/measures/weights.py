"""Weights of a price index: brought to newer prices, and worked out from what is published."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize

from phantich.errors import UsageError
from phantich.measures.panel import Floats


def price_update(weights: Floats, movement: Floats) -> Floats:
    """Weights at newer prices: ``w · I / Σ w · I``, times the old sum.

    Parameters
    ----------
    weights
        Value shares at the older prices, ``(leaves,)``.
    movement
        Index of each leaf from the older to the newer prices (any scale common to all), or
        ``(periods, leaves)`` for many dates at once.

    Examples
    --------
    >>> price_update(np.array([50.0, 50.0]), np.array([100.0, 300.0]))
    array([25., 75.])
    """
    values = weights * movement
    updated: Floats = values / values.sum(axis=-1, keepdims=True) * weights.sum()
    return updated


@dataclass(frozen=True, slots=True)
class WeightEstimate:
    """Estimated weights, per cent, with the limits that the published figures leave open."""

    weights: Floats
    low: Floats
    high: Floats


def weights_from_contributions(
    contributions: Floats, links: Floats, decimals: int = 2
) -> WeightEstimate:
    """Weights from published contributions to the month's change: ``w = contribution / change``.

    A contribution printed with `decimals` digits lies within half a last digit of the truth, so
    every month confines the weight to an interval; the estimate is the middle of what all months
    leave, the limits are certain as long as the weights did not change.

    Parameters
    ----------
    contributions
        Percentage points, ``(leaves, months)``; NaN where none was printed.
    links
        Indices on the month before, ``(leaves, months)``, in index form.

    Raises
    ------
    UsageError
        When the months contradict each other (the weights changed, or a figure is wrong).

    Examples
    --------
    >>> estimate = weights_from_contributions(np.array([[0.10, 0.34]]), np.array([[101.0, 103.4]]))
    >>> estimate.weights.round(2), estimate.low.round(2), estimate.high.round(2)
    (array([10.]), array([9.85]), array([10.15]))
    """
    half = 0.5 * 10**-decimals
    change = (links - 100.0) / 100.0
    with np.errstate(invalid="ignore", divide="ignore"):
        one, other = (contributions - half) / change, (contributions + half) / change
    usable = np.isfinite(one) & np.isfinite(other)
    low = np.where(usable, np.minimum(one, other), -np.inf).max(axis=1)
    high = np.where(usable, np.maximum(one, other), np.inf).min(axis=1)
    low = np.maximum(low, 0.0)
    high = np.minimum(high, 100.0)
    if (low > high + 1e-9).any():
        rows = ", ".join(map(str, np.flatnonzero(low > high + 1e-9)[:5]))
        raise UsageError(f"no single weight explains all months of row {rows}; use fewer months")
    return WeightEstimate((low + high) / 2, low, high)


def weights_from_total(
    total: Floats, links: Floats, repeats: int = 200, seed: int = 0
) -> WeightEstimate:
    """Weights from the total alone: non-negative least squares of ``ln T = Σ w·ln x``, Σ w = 1.

    The limits are the 2.5 and 97.5 per cent points of a bootstrap over months.

    Parameters
    ----------
    total
        Total's index on the month before, ``(months,)``, in index form.
    links
        Leaves' indices on the month before, ``(leaves, months)``.

    Raises
    ------
    UsageError
        When there are fewer complete months than leaves.
    """
    complete = ~np.isnan(links).any(axis=0) & ~np.isnan(total)
    x, y = np.log(links[:, complete] / 100).T, np.log(total[complete] / 100)
    if len(y) < x.shape[1]:
        raise UsageError(f"{x.shape[1]} weights need as many complete months, found {len(y)}")
    rng = np.random.default_rng(seed)
    draws = [_solve(x[rows], y[rows]) for rows in rng.integers(0, len(y), (repeats, len(y)))]
    low, high = np.percentile(draws, [2.5, 97.5], axis=0)
    return WeightEstimate(_solve(x, y), low, high)


def _solve(x: Floats, y: Floats) -> Floats:
    # The sum of the weights enters as one more equation, heavy enough to hold to ten digits.
    heavy = 1e5 * max(1.0, float(np.abs(x).max()))
    matrix = np.vstack([x, np.full(x.shape[1], heavy)])
    solution, _ = optimize.nnls(matrix, np.append(y, heavy))
    weights: Floats = 100 * solution / solution.sum()
    return weights
