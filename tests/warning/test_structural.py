"""The filter against dense algebra of the same model, and its robust behaviour."""

import numpy as np
import pytest

from phantich.warning import filtering
from phantich.warning.filtering import Design
from phantich.warning.structural import Rolling, roll

SEASON = 4


@pytest.fixture
def one_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """A single, linear model: no clipping."""
    monkeypatch.setattr(filtering, "LEVELS", (0.4,))
    monkeypatch.setattr(filtering, "SEASONAL", (0.02,))
    monkeypatch.setattr(filtering, "CLIP", np.inf)


def rolled(values: np.ndarray, yearly: bool = False, crisis: slice | None = None) -> Rolling:
    periods = values.shape[1]
    inside = np.zeros(periods, dtype=bool)
    if crisis is not None:
        inside[crisis] = True
    nothing = Design(np.zeros((periods, 1)), np.full(1, 16.0), np.zeros(1), np.zeros(1, dtype=bool))
    return roll(values, np.arange(periods) % SEASON, SEASON, nothing, inside, yearly)


def dense_forecast(y: np.ndarray, at: int) -> float:
    """E(y_at | y_0 … y_(at−1)) by conditioning one large normal distribution."""
    unit = filtering._unit(y[None], np.array([0]))[0]
    size = 2 + SEASON + 1
    mean = np.zeros(size)
    mean[0] = y[:6].mean() / unit
    centring = np.eye(SEASON) - 1 / SEASON
    cov = np.zeros((size, size))
    cov[0, 0], cov[1, 1] = filtering.PRIOR[:2]
    cov[2 : 2 + SEASON, 2 : 2 + SEASON] = filtering.PRIOR[2] * centring
    move = np.eye(size)
    move[0, 1] = 1.0
    noise = np.zeros((size, size))
    noise[0, 0], noise[1, 1] = 0.4, 1e-4
    noise[2 : 2 + SEASON, 2 : 2 + SEASON] = 0.02 / SEASON * centring
    means, blocks = [], np.zeros((at + 1, at + 1))
    covs = []
    loads = []
    for t in range(at + 1):
        mean, cov = move @ mean, move @ cov @ move.T + noise
        load = np.zeros(size)
        load[[0, 2 + t % SEASON]] = 1.0
        means.append(load @ mean)
        covs.append(cov)
        loads.append(load)
    for s in range(at + 1):
        carried = covs[s]
        for t in range(s, at + 1):
            blocks[s, t] = blocks[t, s] = loads[t] @ carried @ loads[s]
            carried = move @ carried
    blocks += np.eye(at + 1)
    past = np.linalg.solve(blocks[:at, :at], y[:at] / unit - np.array(means[:at]))
    return float(unit * (means[at] + blocks[at, :at] @ past))


@pytest.mark.usefixtures("one_model")
def test_forecasts_are_those_of_the_joint_normal_distribution() -> None:
    random = np.random.default_rng(3)
    y = np.array([3.0, 1.0, -2.0, -1.0] * 5) + np.cumsum(random.normal(0.3, 1.0, 20)) + 50
    made = rolled(y[None])
    for at in (1, 7, 19):
        assert made.centre[0, at] == pytest.approx(dense_forecast(y, at), rel=1e-9)


@pytest.mark.usefixtures("one_model")
def test_a_gap_is_unknown() -> None:
    y = np.random.default_rng(1).normal(10, 1, 24)
    holed = y.copy()
    holed[10] = np.nan
    made = rolled(holed[None])
    assert np.isnan(made.surprise[0, 10])
    assert np.isfinite(made.centre[0]).all()
    assert made.gain[0, 10] == 0


def test_the_future_changes_nothing() -> None:
    y = np.random.default_rng(2).normal(100, 3, (2, 80))
    other = y.copy()
    other[:, 60:] *= 7
    whole, changed = rolled(y, yearly=True), rolled(other, yearly=True)
    np.testing.assert_array_equal(whole.centre[:, :61], changed.centre[:, :61])
    np.testing.assert_array_equal(whole.spread[:, :61], changed.spread[:, :61])


def test_units_do_not_matter() -> None:
    y = np.random.default_rng(4).normal(0, 1, (1, 60))
    small, large = rolled(y, yearly=True), rolled(y * 1000, yearly=True)
    np.testing.assert_allclose(small.surprise, large.surprise, rtol=1e-9)


def test_one_huge_error_hardly_moves_the_next_forecast() -> None:
    y = np.random.default_rng(5).normal(100, 1, (1, 80))
    wrong = y.copy()
    wrong[0, 60] = 100_000.0
    clean, hurt = rolled(y), rolled(wrong)
    assert abs(hurt.centre[0, 61] - clean.centre[0, 61]) < 6
    assert hurt.spread[0, 61] < 2.5 * clean.spread[0, 61]


def test_a_new_level_is_taken_over() -> None:
    y = np.random.default_rng(6).normal(100, 1, (1, 100))
    y[0, 60:] += 50
    made = rolled(y)
    assert abs(made.centre[0, 75:] - 150).max() < 8


def test_a_growth_rate_echoes_its_shock_after_a_year() -> None:
    # Level with one shock of 40 in period 60: growth over a year shows +40, and −40 a year later.
    random = np.random.default_rng(9)
    level = np.cumsum(random.normal(1, 1, 120))
    level[60] += 40
    growth = level[SEASON:] - level[:-SEASON]
    made = rolled(growth[None], yearly=True)
    echo = 60
    assert growth[echo] < -25
    assert made.surprise[0, echo] > -2.5
    assert made.yearly[0, echo] > 0.5


def test_a_season_of_one_has_no_season() -> None:
    y = np.random.default_rng(10).normal(5, 1, (1, 30))
    places = np.zeros(30, dtype=np.int64)
    none = Design(np.zeros((30, 0)), np.zeros(0), np.zeros(0), np.zeros(0, dtype=bool))
    made = roll(y, places, 1, none, np.zeros(30, dtype=bool), False)
    assert np.isfinite(made.surprise[0, 1:]).all()
