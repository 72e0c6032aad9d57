"""Weights of a price index: brought to newer prices, and worked out from what is published."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
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
        ``(periods, leaves)`` for many dates at once. One that lacks makes the date missing.

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
    """Estimated weights, per cent, with the limits that the published figures leave open.

    `left_out` counts the months that were left out because no weights explain them.
    """

    weights: Floats
    low: Floats
    high: Floats
    left_out: int = 0


def weights_from_contributions(
    contributions: Floats,
    links: Floats,
    decimals: int = 2,
    link_decimals: int | None = 2,
    total: float | None = None,
) -> WeightEstimate:
    """Weights from published contributions to the month's change: ``w = contribution / change``.

    A printed figure lies within half a last digit of the truth, so every month confines the weight
    to an interval; the limits are what all months leave, and certain as long as the weights did not
    change. The estimate is the middle, or where the weights are known to sum to `total`, the point
    at the same share of every interval that sums to it.

    Parameters
    ----------
    contributions
        Percentage points, ``(leaves, months)``; NaN where none was printed.
    links
        Indices on the month before, ``(leaves, months)``, in index form.
    decimals, link_decimals
        Digits that the two are printed with; None for exact links.
    total
        Sum of the weights when `contributions` has all parts of the whole, in per cent.

    Raises
    ------
    UsageError
        When the months contradict each other (the weights changed, or a figure is wrong).

    Examples
    --------
    >>> estimate = weights_from_contributions(
    ...     np.array([[0.10, 0.34]]), np.array([[101.0, 103.4]]), link_decimals=None
    ... )
    >>> estimate.weights.round(2), estimate.low.round(2), estimate.high.round(2)
    (array([10.]), array([9.85]), array([10.15]))
    """
    low, high = _limits(contributions, links, decimals, link_decimals)
    _refuse(low > high + 1e-9)
    if total is None:
        return WeightEstimate((low + high) / 2, low, high)
    # Each weight is what the others leave of the total.
    low, high = (
        np.maximum(low, total - (high.sum() - high)),
        np.minimum(high, total - (low.sum() - low)),
    )
    _refuse(low > high + 1e-9)
    room = float((high - low).sum())
    share = (total - low.sum()) / room if room > 0 else 0.0
    return WeightEstimate(low + share * (high - low), low, high)


def _limits(
    contributions: Floats, links: Floats, decimals: int, link_decimals: int | None
) -> tuple[Floats, Floats]:
    """What all months leave of each weight between 0 and 100 per cent."""
    half = 0.5 * 10**-decimals
    slack = 0.0 if link_decimals is None else 0.5 * 10**-link_decimals
    change = np.abs(links - 100.0)
    # A contribution has the sign of its change, so that both may be taken positive.
    points = np.where(links < 100.0, -contributions, contributions)
    usable = ~np.isnan(points) & (change > slack)
    with np.errstate(invalid="ignore", divide="ignore"):
        least = 100 * np.maximum(points - half, 0.0) / (change + slack)
        most = 100 * (points + half) / (change - slack)
    low = np.where(usable, least, 0.0).max(axis=1, initial=0.0)
    high = np.where(usable, most, 100.0).min(axis=1, initial=100.0)
    return low, high


def _refuse(contradicting: NDArray[np.bool_]) -> None:
    if contradicting.any():
        rows = ", ".join(map(str, np.flatnonzero(contradicting)[:5]))
        raise UsageError(f"no single weight explains all months of row {rows}; use fewer months")


def weights_from_total(
    total: Floats, links: Floats, repeats: int = 200, seed: int = 0, outlying: float = 6.0
) -> WeightEstimate:
    """Weights from the total alone: non-negative least squares of ``ln T = Σ w·ln x``, Σ w = 100 %.

    Months that no weights explain (misprints, totals revised later) are left out and counted: those
    that miss by more than `outlying` times the median miss, found by refitting until none is added.
    The limits are the 2.5 and 97.5 per cent points of a bootstrap over the other months.

    Parameters
    ----------
    total
        Total's index on the month before, ``(months,)``, in index form.
    links
        Leaves' indices on the month before, ``(leaves, months)``.
    repeats, seed
        Of the bootstrap.
    outlying
        See above; infinite keeps every month.

    Raises
    ------
    UsageError
        When there are fewer complete months than leaves.
    """
    complete = ~np.isnan(links).any(axis=0) & ~np.isnan(total)
    x, y = np.log(links[:, complete] / 100).T, np.log(total[complete] / 100)
    months = len(y)
    if months < x.shape[1]:
        raise UsageError(f"{x.shape[1]} weights need as many complete months, found {months}")
    while True:
        miss = np.abs(y - x @ _solve(x, y) / 100)
        kept = miss <= outlying * max(float(np.median(miss)), 1e-12)
        if kept.all() or kept.sum() < x.shape[1]:
            break
        x, y = x[kept], y[kept]
    rng = np.random.default_rng(seed)
    draws = [_solve(x[rows], y[rows]) for rows in rng.integers(0, len(y), (repeats, len(y)))]
    low, high = np.percentile(draws, [2.5, 97.5], axis=0)
    return WeightEstimate(_solve(x, y), low, high, months - len(y))


def _solve(x: Floats, y: Floats) -> Floats:
    # The sum of the weights enters as one more equation, heavy enough to hold to ten digits.
    heavy = 1e5 * max(1.0, float(np.abs(x).max()))
    matrix = np.vstack([x, np.full(x.shape[1], heavy)])
    solution, _ = optimize.nnls(matrix, np.append(y, heavy))
    weights: Floats = 100 * solution / solution.sum()
    return weights
