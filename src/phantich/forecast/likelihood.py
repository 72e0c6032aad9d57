"""Exact Gaussian likelihood of seasonal moving averages, for many series at once.

A differenced series of n periods follows

    w = Xβ + u,   u_t = (1 − θB)(1 − ΘB^s) a_t,   a_t ~ N(0, σ²).

Write a₀ for the s + 1 innovations before the first period and F for the inverse filter, started
with zeros. Then a = Fw − FXβ − Za₀, where Z is what a unit of each early innovation leaves behind,
and the innovations (a₀, a) are independent. Hence with Γ = Var(u)/σ²

    u'Γ⁻¹u = min over a₀ of |a₀|² + |Fu − Za₀|²,     |Γ| = |I + Z'Z|,

so that one Cholesky factor of the cross products of [Z, FX, Fw], with I added to Z'Z, holds the
determinant, the regression by generalised least squares and the sum of squares at once [1]_ [2]_.
A missing value is a regressor that is one in its period alone; its column counts in the
determinant, which makes the likelihood that of the values there are [3]_.

References
----------
.. [1] Box, G. E. P., & Jenkins, G. M. (1976). Time Series Analysis: Forecasting and Control,
   revised edition. Holden-Day, chapters 7 and 9.
.. [2] Ljung, G. M., & Box, G. E. P. (1979). The likelihood function of stationary
   autoregressive-moving average models. Biometrika, 66(2), 265–270.
.. [3] Gómez, V., Maravall, A., & Peña, D. (1999). Missing observations in ARIMA models: skipping
   approach versus additive outlier approach. Journal of Econometrics, 88(2), 341–363.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from phantich.measures.panel import Floats

#: Added to each diagonal element, relative to it: a column that others explain fully keeps a tiny
#: pivot instead of stopping the whole batch.
_RIDGE = 1e-11


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Differenced series and their regressors, aligned at each series' first period.

    Parameters
    ----------
    columns
        Array ``(n, series, k + 1)``: the columns for missing values, the other regressors, and the
        series itself last; zero from the end of a series on.
    lengths
        Differenced periods of each series, at most n.
    used
        Array ``(series, k)``: whether the series has this regressor.
    diffuse
        How many of the first columns stand for missing values.
    season
        s, periods in a year; at least 2.
    """

    columns: Floats
    lengths: NDArray[np.int64]
    used: NDArray[np.bool_]
    diffuse: int
    season: int

    @property
    def degrees(self) -> Floats:
        """Differenced periods less missing values: ν of the likelihood."""
        missing = self.used[:, : self.diffuse].sum(axis=1)
        found: Floats = (self.lengths - missing).astype(np.float64)
        return found

    def rows(self, rows: NDArray[np.int64]) -> Problem:
        """The problem of some of the series."""
        lengths = self.lengths[rows]
        columns = self.columns[: lengths.max(initial=0), rows]
        return Problem(columns, lengths, self.used[rows], self.diffuse, self.season)


@dataclass(frozen=True, slots=True, eq=False)
class Factor:
    """What one evaluation of the likelihood leaves, for each series.

    Parameters
    ----------
    lower
        Lower Cholesky factor ``(series, p + 1, p + 1)`` of the cross products of [Z, FX, Fw];
        p = s + 1 + k.
    filtered
        The filtered columns ``(n, series, p + 1)``.
    deviance
        ν log(sum of squares) + log|Γ| + log|D'Γ⁻¹D| with D the columns of missing values: minus
        twice the profile log likelihood, but for a constant.
    squares
        w'Γ⁻¹w after regression.
    """

    lower: Floats
    filtered: Floats
    deviance: Floats
    squares: Floats

    def coefficients(self) -> Floats:
        """Early innovations a₀ and regression coefficients β, ``(series, p)``."""
        upper = self.lower[:, :-1, :-1].transpose(0, 2, 1)
        found = np.linalg.solve(upper, self.lower[:, -1, :-1, None])[..., 0]
        return np.asarray(found, dtype=np.float64)

    def spread(self) -> Floats:
        """Standard errors of the coefficients in units of σ, ``(series, p)``."""
        inverse = np.asarray(np.linalg.inv(self.lower[:, :-1, :-1]), dtype=np.float64)
        return np.asarray(np.sqrt((inverse**2).sum(axis=1)), dtype=np.float64)

    def innovations(self, coefficients: Floats) -> Floats:
        """Expected innovations given the series, ``(n, series)``; zero after its end."""
        explained = np.einsum("nbp,bp->nb", self.filtered[..., :-1], coefficients)
        left: Floats = self.filtered[..., -1] - explained
        return left


def evaluate(problem: Problem, theta: Floats, seasonal: Floats) -> Factor:
    """Profile likelihood of each series at its own θ and Θ (see the module's text).

    Examples
    --------
    Two innovations of a random walk with a step of a year: nothing is left to explain.

    >>> w = np.array([[[3.0]], [[4.0]]])
    >>> one = Problem(w, np.array([2]), np.zeros((1, 0), dtype=bool), 0, 12)
    >>> round(float(evaluate(one, np.zeros(1), np.zeros(1)).squares[0]), 6)
    25.0
    """
    periods, series, count = problem.columns.shape
    early = problem.season + 1
    columns = np.zeros((periods, series, early + count))
    _early_innovations(columns, theta, seasonal, problem.season)
    columns[:, :, early:] = problem.columns
    columns = seasonal_filter(columns, theta, seasonal, problem.season)
    if (problem.lengths < periods).any():
        columns *= (np.arange(periods)[:, None] < problem.lengths)[:, :, None]
    products = columns.transpose(1, 2, 0) @ columns.transpose(1, 0, 2)
    diagonal = np.einsum("bii->bi", products)
    diagonal[:, :early] += 1.0
    diagonal[:, early:-1] += ~problem.used
    diagonal *= 1.0 + _RIDGE
    diagonal[:, -1] += np.finfo(float).tiny
    lower = np.asarray(np.linalg.cholesky(products), dtype=np.float64)
    pivots = np.einsum("bii->bi", lower)
    squares = np.asarray(pivots[:, -1] ** 2, dtype=np.float64)
    logs = 2 * np.log(pivots[:, : early + problem.diffuse]).sum(axis=1)
    return Factor(lower, columns, problem.degrees * np.log(squares) + logs, squares)


def log_likelihood(problem: Problem, factor: Factor) -> Floats:
    """Log likelihood at σ² = sum of squares / ν, the value that maximises it."""
    degrees = problem.degrees
    found: Floats = -0.5 * (factor.deviance + degrees * (1 + np.log(2 * np.pi / degrees)))
    return found


def _early_innovations(columns: Floats, theta: Floats, seasonal: Floats, season: int) -> None:
    """Write what a unit of a₀, a₋₁, …, a₋ₛ adds to the first s + 1 periods."""
    reach = min(season + 1, len(columns))
    rows = np.arange(reach)
    columns[0, :, 0] -= theta
    inside = rows[rows < season]
    columns[inside, :, season - 1 - inside] -= seasonal
    columns[rows, :, season - rows] += theta * seasonal


def seasonal_filter(columns: Floats, theta: Floats, seasonal: Floats, season: int) -> Floats:
    """(1 − θB)⁻¹(1 − ΘB^s)⁻¹ along the first axis, with zeros before it.

    Runs in blocks of a year, so that the number of steps is about 2n/s + s and not n.

    Parameters
    ----------
    columns
        Array ``(n, series, m)``.
    theta, seasonal
        One value a series.
    """
    periods, series, count = columns.shape
    years = -(-periods // season)
    padded = np.zeros((years, season, series, count))
    padded.reshape(years * season, series, count)[:periods] = columns
    yearly = seasonal[:, None]
    for year in range(1, years):
        padded[year] += yearly * padded[year - 1]
    for place in range(1, season):
        padded[:, place] += theta[:, None] * padded[:, place - 1]
    powers = (theta ** np.arange(1, season + 1)[:, None])[:, :, None]
    for year in range(1, years):
        padded[year] += powers * padded[year - 1, -1]
    return padded.reshape(years * season, series, count)[:periods]
