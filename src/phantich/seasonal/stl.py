"""The fallback: STL, after the Tết effect has been taken out by regression.

1. On logs where every value is positive: the year-on-year step of the month-on-month change is
   regressed on that of the Tết regressors (least squares with Huber weights), so that trend and
   stable seasonality drop out:   ∇∇ₛ y = β′ ∇∇ₛ x + e.
   Tết is kept when the two coefficients together differ from 0 at the 5 % level (Wald test).
2. STL with robust weights on  y − β′x.  Gaps are first filled with trend + seasonal of STL itself,
   repeated until the fill settles.

References
----------
Cleveland, R. B., Cleveland, W. S., McRae, J. E., & Terpenning, I. (1990). STL: A seasonal-trend
decomposition procedure based on loess. Journal of Official Statistics, 6(1), 3–73.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from phantich.calendar import LUNAR_YEARS
from phantich.measures.panel import Floats
from phantich.seasonal.diagnosis import fill_gaps, floats
from phantich.seasonal.regressors import tet_regressors
from phantich.seasonal.result import Coefficient, TetEffect

_ROUNDS = 25
_TEST_LEVEL = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Components on the scale of the decomposition (logs when `log`); the calendar is β′x."""

    log: bool
    seasonal: Floats
    trend: Floats
    calendar: Floats
    tet: TetEffect


def decompose(series: pd.Series[float], season: int) -> Parts:
    """Decompose a series on a regular index, NaN for gaps; both ends must be known."""
    values = floats(series)
    log = bool(np.nanmin(values) > 0)
    y = np.log(values) if log else values
    tet, calendar = _tet(y, pd.PeriodIndex(series.index), season)
    seasonal, trend = _stl(y - calendar, season)
    return Parts(log, seasonal, trend, calendar, tet)


def _tet(y: Floats, index: pd.PeriodIndex, season: int) -> tuple[TetEffect, Floats]:
    nothing = np.zeros(len(y))
    inside = LUNAR_YEARS[0] <= index[0].year and index[-1].year <= LUNAR_YEARS[1]
    if season != 12 or not inside:
        return TetEffect(), nothing
    x = tet_regressors(index)
    steps = [_seasonal_step(column, season) for column in (y, *x.to_numpy().T)]
    table = np.column_stack(steps)
    known = ~np.isnan(table).any(axis=1)
    if known.sum() < 2 * season:
        return TetEffect(), nothing
    return _fit(table[known], x)


def _seasonal_step(values: Floats, season: int) -> Floats:
    steps = np.diff(values)
    return steps[season:] - steps[:-season]


def _fit(table: Floats, x: pd.DataFrame) -> tuple[TetEffect, Floats]:
    from statsmodels.robust.robust_linear_model import RLM

    columns = table[:, 1:]
    if np.linalg.matrix_rank(columns) < columns.shape[1] or not table[:, 0].any():
        return TetEffect(), np.zeros(len(x))
    fit = RLM(table[:, 0], columns).fit()
    beta, covariance = np.asarray(fit.params), np.asarray(fit.cov_params())
    wald = float(beta @ np.linalg.solve(covariance, beta)) if fit.scale > 0 else np.inf
    kept = bool(stats.chi2.sf(wald, len(beta)) < _TEST_LEVEL)
    errors = np.sqrt(np.diag(covariance))
    found = {
        str(name): Coefficient(float(value), float(error))
        for name, value, error in zip(x.columns, beta, errors, strict=True)
    }
    calendar = x.to_numpy() @ beta if kept else np.zeros(len(x))
    return TetEffect(found, kept), calendar


def _stl(y: Floats, season: int) -> tuple[Floats, Floats]:
    """Seasonal and trend; gaps are estimated along the way."""
    from statsmodels.tsa.seasonal import STL

    gap = np.isnan(y)
    filled = fill_gaps(y, season)
    for _ in range(_ROUNDS):
        fit = STL(filled, period=season, robust=True).fit()
        seasonal, trend = np.asarray(fit.seasonal), np.asarray(fit.trend)
        if not gap.any():
            break
        step = np.where(gap, seasonal + trend - filled, 0.0)
        filled = filled + step
        if np.abs(step).max() <= 1e-6 * max(float(np.nanstd(y)), 1e-300):
            break
    return seasonal, trend
