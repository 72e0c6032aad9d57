"""The fallback: STL, after the Tết effect has been taken out by regression.

1. On logs where every value is positive, the series is regressed on the Tết regressors with errors
   of the airline model, by exact maximum likelihood:

       ∇∇ₛ (y − β′x) = (1 − θB)(1 − ΘBˢ) e

   Gaps and the months of a declared crisis are missing values there, and so are, in a second fit,
   months with a residual beyond 5 standard deviations. Tết is kept when the two coefficients
   together differ from 0 at the 5 % level (Wald test).
2. STL with robust weights on  y − β′x.  Gaps are first filled with trend + seasonal of STL itself,
   repeated until the fill settles.

References
----------
Cleveland, R. B., Cleveland, W. S., McRae, J. E., & Terpenning, I. (1990). STL: A seasonal-trend
decomposition procedure based on loess. Journal of Official Statistics, 6(1), 3–73.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from phantich.calendar import LUNAR_YEARS
from phantich.measures.panel import Floats
from phantich.seasonal.diagnosis import fill_gaps, floats
from phantich.seasonal.regressors import tet_regressors
from phantich.seasonal.result import Coefficient, TetEffect

Mask = NDArray[np.bool_]
_ROUNDS = 25
#: Span of the seasonal loess; 7 years, the least that is recommended, revise twice as much.
_YEARS = 15
_TEST_LEVEL = 0.05
_WILD = 5.0  # standardised residuals beyond are left out of the regression
_FEWEST = 3  # years


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Components on the scale of the decomposition (logs when `log`); the calendar is β′x."""

    log: bool
    seasonal: Floats
    trend: Floats
    calendar: Floats
    tet: TetEffect


def decompose(series: pd.Series[float], season: int, crisis: Mask) -> Parts:
    """Decompose a series on a regular index, NaN for gaps; both ends must be known.

    Periods of `crisis` do not enter the regression on Tết.
    """
    values = floats(series)
    log = bool(np.nanmin(values) > 0)
    y = np.log(values) if log else values
    tet, calendar = _tet(np.where(crisis, np.nan, y), pd.PeriodIndex(series.index), season)
    seasonal, trend = _stl(y - calendar, season)
    return Parts(log, seasonal, trend, calendar, tet)


def _tet(y: Floats, index: pd.PeriodIndex, season: int) -> tuple[TetEffect, Floats]:
    nothing = np.zeros(len(y))
    inside = LUNAR_YEARS[0] <= index[0].year and index[-1].year <= LUNAR_YEARS[1]
    if season != 12 or not inside or (~np.isnan(y)).sum() < _FEWEST * season:
        return TetEffect(), nothing
    x = tet_regressors(index)
    scale = float(np.nanstd(y)) or 1.0
    try:
        beta, covariance, residuals = _airline(y / scale, floats(x))
        wild = np.abs(residuals) > _WILD
        if wild.any():
            beta, covariance, _ = _airline(np.where(wild, np.nan, y / scale), floats(x))
        wald = float(beta @ np.linalg.solve(covariance, beta))
    except np.linalg.LinAlgError:
        return TetEffect(), nothing
    kept = bool(stats.chi2.sf(wald, len(beta)) < _TEST_LEVEL)
    found = {
        str(name): Coefficient(float(value) * scale, float(error) * scale)
        for name, value, error in zip(x.columns, beta, np.sqrt(np.diag(covariance)), strict=True)
    }
    return TetEffect(found, kept), floats(x) @ beta * scale if kept else nothing


def _airline(y: Floats, x: Floats) -> tuple[Floats, Floats, Floats]:
    """Coefficients with their covariance, and residuals over their standard deviation."""
    from statsmodels.tsa.statespace.sarimax import SARIMAX

    with warnings.catch_warnings():
        # A stable season sends Θ to 1, where the optimiser stops without a flat gradient.
        warnings.simplefilter("ignore")
        fit = SARIMAX(y, exog=x, order=(0, 1, 1), seasonal_order=(0, 1, 1, 12)).fit(
            disp=False, maxiter=100
        )
    count = x.shape[1]
    residuals = floats(fit.filter_results.standardized_forecasts_error[0])
    # The first year and month only tell where the series starts.
    residuals = np.where(np.arange(len(y)) > 12, np.nan_to_num(residuals), 0.0)
    covariance = floats(fit.cov_params())[:count, :count]
    return floats(fit.params)[:count], covariance, residuals


def _stl(y: Floats, season: int) -> tuple[Floats, Floats]:
    """Seasonal and trend; gaps are estimated along the way."""
    from statsmodels.tsa.seasonal import STL

    gap = np.isnan(y)
    filled = fill_gaps(y, season)
    for _ in range(_ROUNDS):
        fit = STL(filled, period=season, seasonal=_YEARS, robust=True).fit()
        seasonal, trend = np.asarray(fit.seasonal), np.asarray(fit.trend)
        if not gap.any():
            break
        step = np.where(gap, seasonal + trend - filled, 0.0)
        filled = filled + step
        if np.abs(step).max() <= 1e-6 * max(float(np.nanstd(y)), 1e-300):
            break
    return seasonal, trend
