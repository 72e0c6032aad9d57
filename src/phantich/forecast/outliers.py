"""Search for outliers: one-off values (AO), level shifts (LS) and shocks that fade (TC).

For a candidate column d of Δ-differenced levels and the residual r of the regression so far, the
test statistic at fixed θ and Θ is

    t = d'Γ⁻¹r / (σ̂ √(d'Γ⁻¹d)),

with σ̂ = 1.4826 × the median absolute innovation, which outliers not yet found do not swell. The
numerators of all periods come from one backward filter, q = Γ⁻¹r = F'â; those of level shifts are
its running sums from the end, those of fading shocks the same with the rate of fading. The largest
beyond the critical value enters the regression, and the search goes on until none is left.

References
----------
.. [1] Chen, C., & Liu, L.-M. (1993). Joint estimation of model parameters and outlier effects in
   time series. Journal of the American Statistical Association, 88(421), 284–297.
.. [2] Findley, D. F., Monsell, B. C., Bell, W. R., Otto, M. C., & Chen, B.-C. (1998). New
   capabilities and methods of the X-12-ARIMA seasonal-adjustment program. Journal of Business &
   Economic Statistics, 16(2), 127–152.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from phantich.forecast.design import Design, difference
from phantich.forecast.likelihood import Factor, Problem, evaluate, seasonal_filter
from phantich.measures.panel import Floats

#: Kinds in the order in which a tie is decided.
KINDS: Final = ("AO", "LS", "TC")
#: What is left of a fading shock after a month (Chen and Liu); a year's worth is the same in
#: quarters.
FADING: Final = 0.7
#: A period's candidate that differencing nearly takes out cannot be told from the start values.
_SMALLEST: Final = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Outliers by series and slot; kind −1 where a slot is empty.

    ``places`` counts from each series' first period.
    """

    kinds: NDArray[np.int64]
    places: NDArray[np.int64]

    def columns(self, periods: int, season: int) -> Floats:
        """Regressors ``(periods, series, slots)``."""
        since = np.arange(periods)[:, None, None] - self.places
        fading = fading_rate(season) ** np.maximum(since, 0)
        one_off, shift = (since == 0).astype(float), (since >= 0).astype(float)
        return np.select([self.kinds == 0, self.kinds == 1, self.kinds == 2],
                         [one_off, shift, shift * fading], 0.0)  # fmt: skip


def fading_rate(season: int) -> float:
    """What is left of a fading shock after one period."""
    return float(FADING ** (12 / season))


def search(design: Design, point: Floats, critical: Floats, most: int) -> Found:
    """Outliers of each series at given θ and Θ, at most `most` of them.

    Parameters
    ----------
    design
        The series with the regressors so far.
    point
        θ and Θ, ``(series, 2)``.
    critical
        Critical value of |t| by period and series, ``(periods, series)``.
    """
    series = len(design.lengths)
    norms = _norms(design, design.problem(), point)
    found = Found(np.empty((series, 0), dtype=np.int64), np.empty((series, 0), dtype=np.int64))
    current = design
    open_rows = np.arange(series)
    for _ in range(most):
        statistics = _statistics(current, point, norms)
        excess = np.abs(statistics) - critical[:, None]
        flat = excess.transpose(2, 1, 0).reshape(series, -1)
        best = flat.argmax(axis=1)
        hit = np.zeros(series, dtype=bool)
        hit[open_rows] = flat[open_rows, best[open_rows]] > 0
        if not hit.any():
            break
        open_rows = np.flatnonzero(hit)
        kind, place = np.divmod(best, critical.shape[0])
        one = Found(np.where(hit, kind, -1)[:, None], np.where(hit, place, 0)[:, None])
        found = Found(
            np.concatenate([found.kinds, one.kinds], axis=1),
            np.concatenate([found.places, one.places], axis=1),
        )
        current = current.with_columns(one.columns(len(design.levels), design.season), hit[:, None])
    return found


def _statistics(design: Design, point: Floats, norms: Floats) -> Floats:
    """t of every candidate, ``(periods, kinds, series)``."""
    problem = design.problem()
    factor = evaluate(problem, point[:, 0], point[:, 1])
    innovations = factor.innovations(factor.coefficients())
    inside = np.arange(len(innovations))[:, None] < problem.lengths
    scale = 1.4826 * np.nanmedian(np.where(inside, np.abs(innovations), np.nan), axis=0)
    back = _adjoint(innovations[:, :, None], point, design.season, design.periods)
    numerators = _by_kind(back, fading_rate(design.season))[..., 0]
    found: Floats = numerators / (norms * np.maximum(scale, 1e-12))
    return found


def _adjoint(columns: Floats, point: Floats, season: int, periods: int) -> Floats:
    """Δ'F' of columns ``(n, series, m)``: back to levels, ``(periods, series, m)``."""
    back = seasonal_filter(columns[::-1], point[:, 0], point[:, 1], season)[::-1]
    levels = np.zeros((periods, *columns.shape[1:]))
    levels[season + 1 :] += back
    levels[season:-1] -= back
    levels[1:-season] -= back
    levels[: -season - 1] += back
    return levels


def _by_kind(back: Floats, fading: float) -> Floats:
    """Products with the columns of each kind, ``(periods, kinds, series, m)``."""
    shift = np.cumsum(back[::-1], axis=0)[::-1]
    fade = back.copy()
    for place in range(len(back) - 2, -1, -1):
        fade[place] += fading * fade[place + 1]
    return np.stack([back, shift, fade], axis=1)


def _norms(design: Design, problem: Problem, point: Floats) -> Floats:
    """√(d'Γ⁻¹d) of every candidate, ``(periods, kinds, series)``; infinite where too small."""
    season, periods = design.season, design.periods
    early = season + 1
    plain = _filtered_squares(problem, point, season, periods)
    bare = Problem(
        np.zeros((periods - early, len(point), 1)),
        problem.lengths,
        np.zeros((len(point), 0), dtype=bool),
        0,
        season,
    )
    factor: Factor = evaluate(bare, point[:, 0], point[:, 1])
    ends = _adjoint(factor.filtered[:, :, :early], point, season, periods)
    crossed = _by_kind(ends, fading_rate(season)).transpose(2, 3, 0, 1)
    shape = crossed.shape
    lower = factor.lower[:, :early, :early]
    known = np.linalg.solve(lower, crossed.reshape(shape[0], early, -1)).reshape(shape)
    squares = plain - (known**2).sum(axis=1).transpose(1, 2, 0)
    last = design.lengths - 1
    after = np.arange(periods)[:, None] - last
    squares[:, 0][after > 0] = 0.0
    squares[:, 1:].transpose(0, 2, 1)[after >= 0] = 0.0
    found: Floats = np.where(squares > _SMALLEST, np.sqrt(np.maximum(squares, 0)), np.inf)
    return found


def _filtered_squares(problem: Problem, point: Floats, season: int, periods: int) -> Floats:
    """|Fd|² of every candidate; those after the first year are shifts of one response."""
    early, series = season + 1, len(point)
    kinds = np.repeat(np.arange(3), early + 1)[None, :]
    places = np.tile(np.arange(early + 1), 3)[None, :]
    heads = difference(Found(kinds, places).columns(periods, season), season)
    heads = np.broadcast_to(heads, (len(heads), series, heads.shape[2]))
    filtered = seasonal_filter(heads, point[:, 0], point[:, 1], season)
    running = np.cumsum(filtered**2, axis=0).reshape(-1, series, 3, early + 1)
    ends = problem.lengths - 1
    columns = np.arange(series)
    squares = np.zeros((periods, 3, series))
    squares[: early + 1] = running[ends, columns].transpose(2, 1, 0)
    later = np.arange(1, periods - early)
    left = ends - later[:, None]
    response = running[np.maximum(left, 0), columns, :, early]
    squares[early + 1 :] = np.where(left[:, :, None] >= 0, response, 0.0).transpose(0, 2, 1)
    return squares
