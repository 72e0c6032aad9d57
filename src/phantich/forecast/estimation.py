"""Maximum likelihood of θ and Θ for many series at once: a coarse grid, then Newton's method.

The profile likelihood is smooth in two parameters. Nine points find the valley; from there Newton
steps with differences for derivatives, held inside the region where the moving average can be
inverted and inside a trust radius, take a handful of rounds. Series that have converged leave.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from phantich.forecast.likelihood import Problem, evaluate
from phantich.measures.panel import Floats

#: Largest |θ| and |Θ|. At 1 the moving average cannot be inverted; what lies between hardly differs
#: in a series of a few decades.
BOUND: Final = 0.999
#: Start values: economic series of months rarely lie far from the middle ones.
GRID: Final = tuple((a, b) for a in (0.0, 0.45, 0.8) for b in (0.15, 0.55, 0.85))
_STEP: Final = 1e-3
_ROUNDS: Final = 12
#: Converged: the next step would raise the log likelihood by less than half of this.
_TOLERANCE: Final = 1e-5
_STENCIL: Final = _STEP * np.array([(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1)], dtype=float)


def maximise(problem: Problem, start: Floats | None = None) -> Floats:
    """θ and Θ of the largest exact likelihood, ``(series, 2)``.

    Parameters
    ----------
    problem
        See `phantich.forecast.likelihood.Problem`.
    start
        Where to begin, ``(series, 2)``; without it the best point of `GRID`.
    """
    series = len(problem.lengths)
    point = _best_of_grid(problem) if start is None else np.clip(start, -BOUND, BOUND)
    value = _deviance(problem, point)
    radius = np.full(series, 0.25)
    active = np.arange(series)
    for _ in range(_ROUNDS):
        part = problem if len(active) == series else problem.rows(active)
        gradient, hessian = _derivatives(part, point[active], value[active])
        step = _newton(point[active], gradient, hessian, radius[active])
        gain = -(gradient * step).sum(axis=1) - 0.5 * np.einsum("bi,bij,bj->b", step, hessian, step)
        trial = point[active] + step
        found = _deviance(part, trial)
        better = found < value[active]
        moved = active[better]
        point[moved], value[moved] = trial[better], found[better]
        radius[active] = np.where(better, np.minimum(2 * radius[active], 0.5), radius[active] / 4)
        active = active[(np.abs(gain) > _TOLERANCE) & (radius[active] > 1e-5)]
        if not len(active):
            break
    return point


def _deviance(problem: Problem, point: Floats) -> Floats:
    return evaluate(problem, point[:, 0], point[:, 1]).deviance


def _best_of_grid(problem: Problem) -> Floats:
    series = len(problem.lengths)
    values = np.array([_deviance(problem, np.tile(place, (series, 1))) for place in GRID])
    best: Floats = np.array(GRID)[values.argmin(axis=0)]
    return best


def _derivatives(problem: Problem, point: Floats, value: Floats) -> tuple[Floats, Floats]:
    right, left, up, down, both = (_deviance(problem, point + shift) for shift in _STENCIL)
    gradient = np.stack([right - left, up - down], axis=1) / (2 * _STEP)
    cross = both - right - up + value
    rows = [[right - 2 * value + left, cross], [cross, up - 2 * value + down]]
    hessian = np.array(rows).transpose(2, 0, 1) / _STEP**2
    return gradient, hessian


def _newton(point: Floats, gradient: Floats, hessian: Floats, radius: Floats) -> Floats:
    """Step to the lowest point of the quadratic inside the radius and the bounds."""
    outward: NDArray[np.bool_] = ((point >= BOUND) & (gradient < 0)) | (
        (point <= -BOUND) & (gradient > 0)
    )
    gradient = np.where(outward, 0.0, gradient)
    hessian = np.where(outward[:, :, None] | outward[:, None, :], 0.0, hessian)
    values, vectors = np.linalg.eigh(hessian)
    values = np.maximum(np.abs(values), 1e-3)
    step = -np.einsum("bij,bj,bkj,bk->bi", vectors, 1 / values, vectors, gradient)
    length = np.sqrt((step**2).sum(axis=1))
    step *= np.minimum(1.0, radius / np.maximum(length, 1e-300))[:, None]
    clipped: Floats = np.clip(point + step, -BOUND, BOUND) - point
    return clipped
