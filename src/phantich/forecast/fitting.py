"""Fitting a batch: parameters, outliers, what of it passes its test, and the final estimate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from phantich.forecast.design import Design
from phantich.forecast.estimation import maximise
from phantich.forecast.likelihood import Factor, Problem, evaluate, log_likelihood
from phantich.forecast.outliers import Found, search
from phantich.measures.panel import Floats

#: Outliers that one series may have, as a share of its periods.
_MOST_OUTLIERS = 0.06


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A batch of fitted series.

    Parameters
    ----------
    design
        With the regressors that were kept.
    problem, factor
        The likelihood at the estimate.
    point
        θ and Θ, ``(series, 2)``.
    coefficients
        a₀ and β, ``(series, s + 1 + k)``.
    variance
        σ̂², the sum of squares over the degrees of freedom that regressors leave.
    statistics
        t values of β, ``(series, k)``; NaN where a series does not use the regressor.
    outliers
        Those kept; their columns are the last of the design's regressors.
    """

    design: Design
    problem: Problem
    factor: Factor
    point: Floats
    coefficients: Floats
    variance: Floats
    statistics: Floats
    outliers: Found

    @property
    def log_likelihood(self) -> Floats:
        """Exact log likelihood with σ² at its maximum."""
        return log_likelihood(self.problem, self.factor)

    @property
    def innovations(self) -> Floats:
        """Expected innovations ``(n, series)``; zero after a series' end."""
        return self.factor.innovations(self.coefficients)


def fit(design: Design, start: Floats | None = None, outliers: Found | None = None) -> Fitted:
    """Exact maximum likelihood of θ, Θ and σ² with the regressors of `design`."""
    problem = design.problem()
    point = maximise(problem, start)
    factor = evaluate(problem, point[:, 0], point[:, 1])
    coefficients = factor.coefficients()
    early = design.season + 1
    regressors = design.used[:, design.diffuse :].sum(axis=1)
    variance = factor.squares / np.maximum(problem.degrees - regressors, 1)
    errors = factor.spread()[:, early:] * np.sqrt(variance)[:, None]
    statistics = np.where(design.used, coefficients[:, early:] / errors, np.nan)
    none = np.empty((len(point), 0), dtype=np.int64)
    kept = Found(none, none) if outliers is None else outliers
    return Fitted(design, problem, factor, point, coefficients, variance, statistics, kept)


def clean(fitted: Fitted, critical: Floats) -> Fitted:
    """Fit with outliers: search at the estimate, estimate anew, drop what fails its test.

    `critical` is the critical value by period and series, ``(periods, series)``.
    """
    design = fitted.design
    most = max(2, int(_MOST_OUTLIERS * design.periods))
    found = search(design, fitted.point, critical, most)
    slots = found.kinds.shape[1]
    if not slots:
        return fitted
    columns = found.columns(len(design.levels), design.season)
    again = fit(design.with_columns(columns, found.kinds >= 0), fitted.point, found)
    limit = critical[found.places, np.arange(len(found.places))[:, None]]
    weak = (np.abs(again.statistics[:, -slots:]) < limit) & (found.kinds >= 0)
    if not weak.any():
        return again
    kept = Found(np.where(weak, -1, found.kinds), found.places)
    used = np.concatenate([again.design.used[:, :-slots], kept.kinds >= 0], axis=1)
    return refit(again, used, kept)


def refit(fitted: Fitted, used: NDArray[np.bool_], outliers: Found | None = None) -> Fitted:
    """Fit again with other regressors in use, from the estimate so far."""
    kept = fitted.outliers if outliers is None else outliers
    design = fitted.design.using(used)
    lost = fitted.design.used.shape[1] - design.used.shape[1]
    slots = max(kept.kinds.shape[1] - lost, 0)
    kept = Found(kept.kinds[:, :slots], kept.places[:, :slots])
    return fit(design, fitted.point, kept)
