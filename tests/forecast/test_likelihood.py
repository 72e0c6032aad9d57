"""The exact likelihood against dense algebra, R's published estimates and statsmodels."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.tsa.statespace.sarimax import SARIMAX

from phantich.forecast.design import Design, difference
from phantich.forecast.estimation import maximise
from phantich.forecast.fitting import Fitted, fit
from phantich.forecast.likelihood import Problem, evaluate, log_likelihood
from phantich.forecast.prediction import predict
from phantich.seasonal import tet_regressors
from tests.seasonal.series import airline_passengers, simulated


def design(
    values: np.ndarray, regressors: np.ndarray | None = None, ahead: int = 12, season: int = 12
) -> Design:
    """One series with its gaps as dummies; `regressors` reach `ahead` periods further."""
    gaps = np.flatnonzero(np.isnan(values))
    dummies = np.zeros((len(values) + ahead, len(gaps)))
    dummies[gaps, np.arange(len(gaps))] = 1
    known = np.empty((len(dummies), 0)) if regressors is None else regressors
    series = np.concatenate([np.nan_to_num(values), np.zeros(ahead)])
    levels = np.column_stack([dummies, known, series])[:, None, :]
    used = np.ones((1, levels.shape[2] - 1), dtype=bool)
    return Design(levels, np.array([len(values)]), used, len(gaps), season, ahead)


def covariance(n: int, theta: float, seasonal: float, season: int) -> np.ndarray:
    """Γ by definition: the moving average written out as a matrix."""
    weights = np.zeros(season + 2)
    weights[[0, 1, season, season + 1]] += [1, -theta, -seasonal, theta * seasonal]
    impulses = np.eye(n + season + 1)
    average = np.array([np.convolve(row, weights)[: len(impulses)] for row in impulses])
    return (average.T @ average)[season + 1 :, season + 1 :]


@settings(max_examples=40, deadline=None)
@given(
    theta=st.floats(-0.95, 0.95),
    seasonal=st.floats(-0.95, 0.95),
    season=st.sampled_from([4, 12]),
    n=st.integers(15, 60),
    seed=st.integers(0, 1000),
)
def test_against_dense_algebra(
    theta: float, seasonal: float, season: int, n: int, seed: int
) -> None:
    random = np.random.default_rng(seed)
    x, w = random.normal(size=(2, n))
    gamma = covariance(n, theta, seasonal, season)
    inverse = np.linalg.inv(gamma)
    beta = (x @ inverse @ w) / (x @ inverse @ x)
    squares = (w - beta * x) @ inverse @ (w - beta * x)
    # Beside another, longer series, so that the end is masked.
    columns = np.zeros((n + 3, 2, 2))
    columns[:n, 0], columns[:, 1] = np.stack([x, w], axis=1), random.normal(size=(n + 3, 2))
    problem = Problem(columns, np.array([n, n + 3]), np.ones((2, 1), dtype=bool), 0, season)
    found = evaluate(problem, np.full(2, theta), np.full(2, seasonal))
    assert found.squares[0] == pytest.approx(squares, rel=1e-6)
    assert found.deviance[0] - n * np.log(found.squares[0]) == pytest.approx(
        np.linalg.slogdet(gamma)[1], abs=1e-6
    )
    assert found.coefficients()[0, -1] == pytest.approx(beta, rel=1e-5, abs=1e-7)
    assert found.spread()[0, -1] == pytest.approx((x @ inverse @ x) ** -0.5, rel=1e-6)


def airline(seed: int, months: int) -> np.ndarray:
    """A log airline series with θ = 0.4, Θ = 0.5 and σ = 0.03."""
    a = 0.03 * np.random.default_rng(seed).normal(size=months)
    changes = np.convolve(np.convolve(a, [1, -0.4]), [1, *[0] * 11, -0.5])[:months]
    levels = np.cumsum(changes)
    for month in range(12, months):
        levels[month] += levels[month - 12]
    return levels


def passengers() -> Fitted:
    return fit(design(np.log(airline_passengers().to_numpy())))


def test_series_g_as_published() -> None:
    """R: arima(log(AirPassengers), c(0,1,1), seasonal = c(0,1,1)).

    ma1 −0.4018 (s.e. 0.0896), sma1 −0.5569, sigma^2 0.001348, log likelihood 244.7. Box and
    Jenkins print 0.4 and 0.6 from the unconditional sum of squares.
    """
    found = passengers()
    assert found.point[0] == pytest.approx([0.4018, 0.5569], abs=5e-5)
    assert found.factor.squares[0] / 131 == pytest.approx(0.001348, abs=5e-7)
    assert found.log_likelihood[0] == pytest.approx(244.7, abs=0.05)


def reference(
    values: np.ndarray, regressors: np.ndarray | None = None, future: np.ndarray | None = None
) -> tuple[np.ndarray, float, np.ndarray, np.ndarray, np.ndarray]:
    """statsmodels: parameters, log likelihood, forecasts, their variances, t of regressors."""
    model = SARIMAX(
        values,
        exog=regressors,
        order=(0, 1, 1),
        seasonal_order=(0, 1, 1, 12),
        use_exact_diffuse=True,
        mle_regression=True,
    )
    result = model.fit(disp=False, cov_type="approx", maxiter=500, pgtol=1e-9, factr=10)
    ahead = result.get_forecast(12, exog=future)
    count = 0 if regressors is None else regressors.shape[1]
    t = result.params[:count] / np.sqrt(np.diag(result.cov_params()))[:count]
    # It counts ½ log 2π for each of the 13 periods that the diffuse start takes.
    llf = result.llf + 6.5 * np.log(2 * np.pi)
    return result.params, llf, ahead.predicted_mean, ahead.var_pred_mean, t


@pytest.mark.parametrize("gaps", [(), (20, 21, 57), (0, 5, 40)])
def test_statsmodels_gives_the_same(gaps: tuple[int, ...]) -> None:
    values = airline(3, 100)
    values[list(gaps)] = np.nan
    params, llf, mean, variance, _ = reference(values)
    kept = values[int(np.isnan(values[0])) :]
    found = fit(design(kept))
    assert found.point[0] == pytest.approx(-params[:2], abs=2e-4)
    assert found.log_likelihood[0] == pytest.approx(llf, abs=1e-4)
    centre, units = predict(found.design, found.factor, found.coefficients, found.point)
    assert centre[0] == pytest.approx(mean, abs=1e-4)
    scale = found.factor.squares[0] / found.problem.degrees[0]
    assert units[0] * scale == pytest.approx(variance, rel=2e-3)


def test_statsmodels_gives_the_same_with_tet() -> None:
    tet = tet_regressors(pd.period_range("2012-01", periods=144, freq="M")).to_numpy()
    values = airline(5, 132) + tet[:132] @ [-0.15, -0.1]
    params, llf, mean, _, t = reference(values, tet[:132], tet[132:])
    found = fit(design(values, tet))
    assert found.coefficients[0, 13:] == pytest.approx(params[:2], abs=1e-4)
    assert found.point[0] == pytest.approx(-params[2:4], abs=5e-4)
    assert found.log_likelihood[0] == pytest.approx(llf, abs=1e-4)
    # statsmodels divides by ν and takes the observed information of all parameters.
    degrees = np.sqrt(119 / 117)
    assert found.statistics[0] * degrees == pytest.approx(t, rel=0.05)
    centre, _ = predict(found.design, found.factor, found.coefficients, found.point)
    assert centre[0] == pytest.approx(mean, abs=1e-4)


def test_batch_and_alone_are_the_same() -> None:
    parts = [np.log(simulated(seed, months=90).to_numpy()) for seed in range(6)]
    columns = np.stack([difference(part, 12) for part in parts], axis=1)[:, :, None]
    empty = np.zeros((6, 0), dtype=bool)
    whole = Problem(columns, np.full(6, 77), empty, 0, 12)
    together = maximise(whole)
    for row in range(6):
        one = whole.rows(np.array([row]))
        assert maximise(one)[0] == pytest.approx(together[row], abs=1e-9)


def test_no_grid_point_is_better() -> None:
    """The estimate is the global maximum as far as a fine grid can tell."""
    values = np.stack([np.log(simulated(s, months=80).to_numpy()) for s in range(8)], axis=1)
    columns = difference(values, 12)[:, :, None]
    problem = Problem(columns, np.full(8, 67), np.zeros((8, 0), dtype=bool), 0, 12)
    point = maximise(problem)
    best = log_likelihood(problem, evaluate(problem, point[:, 0], point[:, 1]))
    for theta in np.linspace(-0.9, 0.98, 14):
        for seasonal in np.linspace(-0.9, 0.98, 14):
            factor = evaluate(problem, np.full(8, theta), np.full(8, seasonal))
            assert (log_likelihood(problem, factor) <= best + 1e-4).all()
