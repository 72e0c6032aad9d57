"""Least squares of many small problems at once, by the method of Levenberg and Marquardt.

Every smoothing model here has two to six parameters and residuals from one recursion over time. The
recursion is run for all series and for all the shifted points that a derivative needs in one call,
so that its cost is that of a few array operations a period.

References
----------
.. [1] Marquardt, D. W. (1963). An algorithm for least-squares estimation of nonlinear parameters.
   Journal of the Society for Industrial and Applied Mathematics, 11(2), 431–441.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from phantich.measures.panel import Floats

#: Residuals ``(n, points, series)`` at parameters ``(points, series, parameters)``.
Errors = Callable[[Floats], Floats]

_STEP: Final = 1e-4
#: Converged: a round lowers the sum of squares by less than this share.
_TOLERANCE: Final = 1e-6


def minimise(
    errors: Errors, start: Floats, lower: Floats, upper: Floats, rounds: int = 12
) -> tuple[Floats, Floats]:
    """Parameters of the smallest sum of squares inside the bounds, and that sum.

    Parameters
    ----------
    errors
        See `Errors`; finite everywhere inside the bounds.
    start
        Where to begin, ``(series, parameters)``.
    lower, upper
        Bounds, ``(parameters,)`` or as `start`.
    rounds
        Most rounds; each costs one call of `errors`.

    Examples
    --------
    >>> target = np.array([[1.0], [2.0]])
    >>> found, _ = minimise(lambda x: x[None, :, :, 0] - target.T[:, None], np.zeros((2, 1)),
    ...                     np.array([-5.0]), np.array([5.0]))
    >>> found.round(4).tolist()
    [[1.0], [2.0]]
    """
    point = np.clip(start, lower, upper)
    damping = np.full(len(point), 1e-3)
    value, slope = _probe(errors, point, upper)
    squares = (value**2).sum(axis=0)
    done = np.zeros(len(point), dtype=bool)
    for _ in range(rounds):
        trial = np.clip(point + _step(point, value, slope, damping, lower, upper), lower, upper)
        new_value, new_slope = _probe(errors, trial, upper)
        new_squares = (new_value**2).sum(axis=0)
        # A series that has converged stays, so that its neighbours do not matter.
        better = (new_squares < squares) & ~done
        gain = np.where(better, squares - new_squares, np.inf) / np.maximum(squares, 1e-300)
        done |= gain < _TOLERANCE
        point = np.where(better[:, None], trial, point)
        value = np.where(better, new_value, value)
        slope = np.where(better[:, None, None], new_slope, slope)
        squares = np.where(better, new_squares, squares)
        damping = np.where(better, damping / 5, damping * 8)
        if done.all():
            break
    return point, squares


def _probe(errors: Errors, point: Floats, upper: Floats) -> tuple[Floats, Floats]:
    """Residuals ``(n, series)`` and their derivatives ``(series, n, parameters)``."""
    sign = np.where(point + _STEP > upper, -_STEP, _STEP)
    shifts = np.eye(point.shape[1])[:, None, :] * sign
    found = errors(np.concatenate([point[None], point + shifts]))
    slope = (found[:, 1:] - found[:, :1]).transpose(2, 0, 1) / sign[:, None, :]
    return found[:, 0], slope


def _step(
    point: Floats, value: Floats, slope: Floats, damping: Floats, lower: Floats, upper: Floats
) -> Floats:
    """Damped Gauss–Newton step; parameters that push against a bound stay."""
    unit = np.eye(point.shape[1])
    cross = slope.transpose(0, 2, 1) @ slope
    gradient = np.einsum("rnp,nr->rp", slope, value)
    diagonal = np.einsum("rpp->rp", cross)
    floor = 1e-8 * diagonal.max(axis=1, keepdims=True) + 1e-12
    cross = cross + (damping[:, None] * (diagonal + floor))[:, :, None] * unit
    held = ((point <= lower) & (gradient > 0)) | ((point >= upper) & (gradient < 0))
    cross = np.where(held[:, :, None] | held[:, None, :], 0.0, cross) + held[:, :, None] * unit
    found: Floats = -np.linalg.solve(cross, np.where(held, 0.0, gradient)[..., None])[..., 0]
    return found
