"""The members of the combination, beside other software and hand arithmetic."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.tsa.ar_model import AutoReg
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.seasonal import seasonal_decompose

from phantich.forecast.autoregression import Regression, _regress, growth, levels
from phantich.forecast.ces import ces, full_ces, smooth_complex
from phantich.forecast.least import minimise
from phantich.forecast.sample import Member, Sample, seasonal_index
from phantich.forecast.smoothing import Smoothed, averaged, ets, smooth
from phantich.forecast.theta import forecast_line, theta
from tests.seasonal.series import airline_passengers, simulated

ALL: list[Member] = [theta, ets, ces, full_ces, levels, growth]


def sample(*rows: np.ndarray, season: int = 12, ahead: int = 6) -> Sample:
    lengths = np.array([len(row) for row in rows])
    values = np.zeros((lengths.max(), len(rows)))
    for place, row in enumerate(rows):
        values[: len(row), place] = row
    return Sample(values, lengths, season, ahead)


def passengers() -> np.ndarray:
    return np.asarray(np.log(airline_passengers().to_numpy()))


def test_the_seasonal_index_is_that_of_statsmodels() -> None:
    values = passengers()
    found = seasonal_index(sample(values))[:, 0]
    expected = seasonal_decompose(pd.Series(values), period=12).seasonal.to_numpy()[:12]
    assert found == pytest.approx(expected, abs=1e-10)


def test_shrinking_leaves_a_season_and_takes_noise() -> None:
    strong = sample(passengers())
    assert seasonal_index(strong, shrink=True) == pytest.approx(
        seasonal_index(strong), abs=0.01 * np.abs(seasonal_index(strong)).max()
    )
    noise = sample(np.random.default_rng(1).normal(size=120))
    shrunk, whole = seasonal_index(noise, shrink=True), seasonal_index(noise)
    assert (shrunk**2).sum() < 0.3 * (whole**2).sum()


@pytest.mark.parametrize(("trend", "within"), [(False, 0.025), (True, 0.07)])
def test_smoothing_beside_statsmodels(trend: bool, within: float) -> None:
    """Start values are not the same, so neither are the forecasts, to the second decimal."""
    values = passengers()
    model = ETSModel(
        pd.Series(values), error="add", trend="add" if trend else None, damped_trend=trend,
        seasonal="add", seasonal_periods=12,
    ).fit(disp=False)  # fmt: skip
    expected = model.forecast(6).to_numpy()
    found = smooth(sample(values), trend, season=True).forecasts[:, 0]
    assert found == pytest.approx(expected, abs=within)


def test_theta_beside_other_software() -> None:
    """statsforecast 2.1.1, DynamicOptimizedTheta(1) on the flow of the Nile: 798.2 for ever."""
    from statsmodels.datasets import nile

    values = nile.load_pandas().data["volume"].to_numpy()
    found = forecast_line(sample(values, season=1))[:, 0]
    assert found == pytest.approx(798.2, rel=0.01)


def test_theta_continues_about_half_of_a_steep_trend() -> None:
    random = np.random.default_rng(3)
    values = 5.0 * np.arange(100) + 60 * random.normal(size=100)
    found = forecast_line(sample(values, season=1, ahead=20))[:, 0]
    slope = (found[-1] - found[0]) / 19
    assert 2.0 < slope < 5.2


def test_complex_smoothing_beside_other_software() -> None:
    """statsforecast 2.1.1, AutoCES(12, model="F") on the airline passengers."""
    found = smooth_complex(sample(airline_passengers().to_numpy()), "full").forecasts[:, 0]
    expected = [453.0, 429.3, 488.6, 500.3, 519.8, 586.5]
    assert found == pytest.approx(expected, rel=0.035)


def test_an_autoregression_is_that_of_statsmodels() -> None:
    values = simulated(5, months=90).to_numpy()
    model = AutoReg(values, lags=[1, 2, 12], trend="c").fit()
    expected = model.forecast(6)
    found = _regress(sample(values), Regression((1, 2, 12)), 12).forecasts[:, 0]
    assert found == pytest.approx(expected, rel=1e-6)


def test_growth_fades_to_half_of_its_mean() -> None:
    """Twelve per cent a year with noise: half of it is expected in the long run."""
    noise = np.random.default_rng(0).normal(0, 0.2, 120)
    values = 0.01 * np.arange(120) + noise
    found = growth(sample(values, ahead=60))[:, 0]
    yearly = found[12:] - found[:-12]
    assert yearly[-1] == pytest.approx(0.06, abs=0.02)


def test_akaike_weights() -> None:
    one = Smoothed(np.full((1, 1), 0.0), np.array([2.0]))
    two = Smoothed(np.full((1, 1), 1.0), np.array([0.0]))
    # exp(0) / (exp(0) + exp(-1)) = 0.7311
    assert averaged([one, two])[0, 0] == pytest.approx(0.7311, abs=1e-4)


@pytest.mark.parametrize("member", ALL, ids=lambda member: member.__name__)
def test_units_and_neighbours_do_not_matter(member: Member) -> None:
    rows = [np.log(simulated(seed, months=60 + 13 * seed).to_numpy()) for seed in range(3)]
    together = member(sample(*rows))
    for place, row in enumerate(rows):
        alone = member(sample(row))[:, 0]
        assert together[:, place] == pytest.approx(alone, abs=2e-3)
        moved = member(sample(7.0 + 3 * row))[:, 0]
        assert moved == pytest.approx(7.0 + 3 * alone, abs=0.02)


@pytest.mark.parametrize("member", ALL, ids=lambda member: member.__name__)
@pytest.mark.parametrize("season", [1, 2, 4, 12])
def test_every_frequency_and_dull_series(member: Member, season: int) -> None:
    time = np.arange(40.0)
    rows = [np.ones(40), time, np.resize([0.0, 1.0], 40), np.where(time == 20, 1e6, 0.0), -time]
    found = member(sample(*rows, season=season, ahead=15))
    assert found.shape == (15, 5)
    assert np.isfinite(found).all()
    assert found[:, 0] == pytest.approx(1.0, abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(-3, 3), min_size=2, max_size=4))
def test_least_squares_finds_the_bottom_inside_the_bounds(target: list[float]) -> None:
    goal = np.array(target)

    def errors(points: np.ndarray) -> np.ndarray:
        return np.moveaxis(np.sinh(points - goal), -1, 0)

    start = np.zeros((1, len(goal)))
    low, high = np.full(len(goal), -1.0), np.full(len(goal), 1.0)
    found, squares = minimise(errors, start, low, high, rounds=40)
    assert found[0] == pytest.approx(np.clip(goal, -1, 1), abs=1e-3)
    assert squares[0] == pytest.approx((np.sinh(np.clip(goal, -1, 1) - goal) ** 2).sum(), abs=1e-4)
