"""What-if: planted elasticities come back, steps and the geometric rule are hand arithmetic."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from phantich.errors import UsageError
from phantich.forecast.protocol import band_probabilities
from phantich.forecast.scenarios import (
    learn_response,
    price_effect,
    with_driver,
    with_step,
)


def _pair(noise: float = 0.002) -> tuple[pd.Series, pd.Series]:
    """A price that follows oil by 0.10 at once and 0.05 a month later."""
    random = np.random.default_rng(8)
    months = pd.period_range("2016-01", periods=96, freq="M").astype(str)
    oil = random.normal(0, 0.06, 96)
    season = 0.01 * np.sin(np.arange(96) * np.pi / 6)
    steps = 0.10 * oil + 0.05 * np.roll(oil, 1) + np.diff(season, prepend=0)
    steps += random.normal(0, noise, 96)
    series = pd.Series(100 * np.exp(steps.cumsum()), index=months)
    return series, pd.Series(60 * np.exp(oil.cumsum()), index=months)


def test_planted_elasticities_are_found() -> None:
    found = learn_response(*_pair())
    assert found.elasticities == pytest.approx([0.10, 0.05, 0.0], abs=0.02)
    assert abs(found.total - 0.15) < 3 * found.error
    assert found.months == 93


def test_a_lasting_change_passes_through_month_by_month() -> None:
    """Oil up 10 %: log 1.1 × 0.10 in the first month, × 0.15 from the second on."""
    response = learn_response(*_pair(noise=1e-9))
    mean = np.full(4, 200.0)
    probabilities = band_probabilities()
    quantiles = mean[:, None] * np.exp(0.02 * np.array([-2.0, -1.3, 0.0, 1.3, 2.0]))
    made = with_driver(mean, quantiles, probabilities, response, 10.0, place=1)
    first, later = 1.1**0.10, 1.1**0.15
    assert made.mean == pytest.approx(200 * np.array([1.0, first, later, later]), rel=1e-4)
    assert made.effect[0] == 0.0
    assert "10" in made.vi
    assert (np.diff(made.quantiles, axis=1) > 0).all()


def test_what_is_not_known_of_the_response_widens_the_band() -> None:
    response = learn_response(*_pair(noise=0.05))
    mean = np.full(3, 100.0)
    quantiles = mean[:, None] * np.exp(0.01 * np.array([-2.0, -1.3, 0.0, 1.3, 2.0]))
    made = with_driver(mean, quantiles, band_probabilities(), response, 50.0)
    before = np.log(quantiles[:, 4] / quantiles[:, 0])
    assert (np.log(made.quantiles[:, 4] / made.quantiles[:, 0]) > before).all()


def test_a_step_is_what_was_stated() -> None:
    made = with_step(np.ones(3), np.ones((3, 5)), -10.0, 2, "lương", "wages")
    assert made.mean.tolist() == [1.0, 1.0, 0.9]
    assert made.quantiles[2].tolist() == [0.9] * 5


def test_prices_follow_the_geometric_rule() -> None:
    """33.56 % of food up 2 %: 1.02 to the power 0.3356 is 1.006668."""
    weights = {"Lương thực, thực phẩm": 33.56, "khác": 66.44}
    assert price_effect(weights, {"Lương thực, thực phẩm": 2.0}) == pytest.approx(0.6668, abs=1e-4)


def test_wrong_calls_are_refused() -> None:
    series, oil = _pair()
    with pytest.raises(UsageError, match="36 are needed"):
        learn_response(series.iloc[:30], oil)
    with pytest.raises(UsageError, match="does not move enough"):
        learn_response(series, oil * 0 + 60)
    with pytest.raises(UsageError, match="no weight"):
        price_effect({"a": 1.0}, {"b": 1.0})
    response = learn_response(series, oil)
    with pytest.raises(UsageError, match="more than everything"):
        with_driver(np.ones(2), np.ones((2, 5)), band_probabilities(), response, -100.0)
