"""The combination: shared Tết, weights and bands from the past alone, each series' own end."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from phantich.errors import UsageError
from phantich.forecast import Airline, Combined, SeasonalNaive, backtest, truncated
from phantich.forecast.assemble import calendar
from phantich.forecast.combination import tempered
from phantich.forecast.feast import feast_regressor
from phantich.forecast.linear import learn
from phantich.forecast.members import MEMBERS
from phantich.forecast.pooling import Prior, posterior, shared
from phantich.forecast.screening import screen
from phantich.forecast.tradingdays import trading_days
from phantich.forecast.trials import origins
from phantich.measures.panel import Panel
from tests.seasonal.series import simulated


def panel(*rows: np.ndarray, start: str = "2012-01") -> Panel:
    names = pd.Index([f"s{place}" for place in range(len(rows))])
    return Panel(names, np.array(rows, dtype=float), pd.Period(start, freq="M").ordinal)


def some(count: int = 4, months: int = 96, **more: object) -> Panel:
    return panel(*(simulated(seed, months=months, **more).to_numpy() for seed in range(count)))  # type: ignore[arg-type]


def test_a_posterior_by_hand() -> None:
    """Estimate 1 ± 1 against a prior of 0 ± 2: 4/5 of the estimate, variance 4/5."""
    one, unit = np.ones((1, 1)), np.ones((1, 1, 1))
    mean, spread = posterior(one, unit, Prior(np.zeros(1), np.full(1, 4.0), np.full(1, 1 - 1e-12)))
    assert mean[0, 0] == pytest.approx(0.8)
    assert spread[0, 0, 0] == pytest.approx(0.8)


def test_a_posterior_where_half_of_the_series_have_no_effect() -> None:
    """The densities of 1 are N(1; 0, 5) = 0.16143 and N(1; 0, 1) = 0.24197: 40.02 % have one."""
    one, unit = np.ones((1, 1)), np.ones((1, 1, 1))
    mean, spread = posterior(one, unit, Prior(np.zeros(1), np.full(1, 4.0), np.full(1, 0.5)))
    assert mean[0, 0] == pytest.approx(0.4002 * 0.8, abs=1e-4)
    assert spread[0, 0, 0] == pytest.approx(0.4002 * 1.44 - (0.4002 * 0.8) ** 2, abs=1e-4)


def test_what_series_share_is_found_among_noise() -> None:
    random = np.random.default_rng(5)
    truth = random.normal([-4, 3], 1, (300, 2))
    truth[::3, 0] = truth[1::4, 1] = 0
    estimates = truth + random.normal(0, 1, (300, 2))
    prior = shared(estimates, np.tile(np.eye(2), (300, 1, 1)))
    assert prior.mean == pytest.approx([-4, 3], abs=0.35)
    assert np.sqrt(prior.variance) == pytest.approx(1, abs=0.25)
    assert prior.share == pytest.approx([2 / 3, 3 / 4], abs=0.1)
    means, _ = posterior(estimates, np.tile(np.eye(2), (300, 1, 1)), prior)
    assert ((means - truth) ** 2).mean() < 0.8 * ((estimates - truth) ** 2).mean()


def test_a_panel_without_tet_teaches_none() -> None:
    quiet = some(12)
    feast = np.exp(-0.3 * feast_regressor(quiet.starts)[:, 0])
    busy = quiet.with_values(quiet.values * feast)
    sizes = []
    for data in (quiet, busy):
        screened = screen(data)
        rows = np.arange(12)
        chart = calendar(data, 12, tet=True, crisis=None, breaks=(), known=None)
        found = learn(data, screened, rows, chart)
        assert found is not None
        sizes.append(np.abs(found.effects[:, 0]).max())
    assert sizes[0] < 0.03
    assert 0.25 < sizes[1] < 0.35


def test_levels_and_logarithms_learn_from_each_other() -> None:
    """A sum in đồng with a zero, fitted on levels, does not spoil what its siblings share."""
    random = np.random.default_rng(3)
    feast = feast_regressor(pd.date_range("2012-01-01", periods=120, freq="MS"))[:, 0]
    logs = 4 + random.normal(0, 0.02, (9, 120)).cumsum(axis=1) - 0.1 * feast
    values = np.exp(logs)
    values[0] = 1e9 * logs[0] - 1e9 * logs[0].min()
    data = panel(*values)
    chart = calendar(data, 12, tet=True, crisis=None, breaks=(), known=None)
    found = learn(data, screen(data), np.arange(9), chart)
    assert found is not None
    assert found.effects[1:, 0] == pytest.approx(-0.1, abs=0.02)
    assert found.effects[0, 0] == pytest.approx(-1e8 / np.median(values[0]), rel=0.25)


def test_working_days_are_learnt_by_those_that_follow_them_alone() -> None:
    random = np.random.default_rng(8)
    days = trading_days(pd.date_range("2012-01-01", periods=120, freq="MS"))[:, 0]
    logs = 4 + random.normal(0, 0.03, (16, 120)).cumsum(axis=1)
    logs[:8] += 0.03 * days
    data = panel(*np.exp(logs))
    chart = calendar(data, 12, tet=True, crisis=None, breaks=(), known=None)
    assert chart.names == ("tet", "days")
    found = learn(data, screen(data), np.arange(16), chart)
    assert found is not None
    assert found.effects[:8, 1] == pytest.approx(0.03, abs=0.006)
    assert found.effects[8:, 1] == pytest.approx(0, abs=0.006)
    assert found.effects[:, 0] == pytest.approx(0, abs=0.03)


def test_what_no_date_is_known_of_is_not_learnt_but_the_rest_is() -> None:
    """Before 1990 no date of Tết is known; weekdays are."""
    random = np.random.default_rng(8)
    days = trading_days(pd.date_range("1970-01-01", periods=120, freq="MS"))[:, 0]
    logs = 4 + random.normal(0, 0.03, (4, 120)).cumsum(axis=1) + 0.03 * days
    data = panel(*np.exp(logs), start="1970-01")
    chart = calendar(data, 12, tet=True, crisis=None, breaks=(), known=None)
    found = learn(data, screen(data), np.arange(4), chart)
    assert found is not None
    assert found.effects[:, 1] == pytest.approx(0.03, abs=0.006)
    assert not found.effects[:, 0].any()
    assert not found.evidence[:, 0].any()


def test_a_series_whose_first_figure_came_lately() -> None:
    """All zeros at every earlier origin: forecast without a warning, and harmless to the others."""
    data = some(3)
    values = data.values.copy()
    values[0], values[0, 92] = 0.0, 5.0
    found = Combined().forecast(data.with_values(values), 6)
    assert np.isfinite(found.quantiles).all()
    alone = Combined(tet=False).forecast(data.with_values(values), 6).mean[1:]
    assert alone == pytest.approx(Combined(tet=False).forecast(data, 6).mean[1:])


def test_trading_days_by_the_calendar() -> None:
    """2024-02 has 29 days with 21 weekdays; x over the four years to 2024 adds up to none but what
    their 1461 days hold beyond whole weeks, 1461 = 208 · 7 + 5 from a Friday: 3 weekdays."""
    days = trading_days(pd.date_range("2021-01-01", "2024-12-01", freq="MS"))[:, 0]
    assert days[37] == pytest.approx(21 - 5 / 7 * 29)
    assert days.sum() == pytest.approx(3 - 5 / 7 * 5)


def test_weights_by_hand() -> None:
    """Mean absolute errors 1, 2 and 4: weights in the ratio 4 : 2 : 1."""
    errors = np.array([[1.0, -1.0], [2.0, 2.0], [-4.0, 4.0]]).reshape(1, 3, 1, 2)
    there = np.ones((3, 1), dtype=bool)
    assert tempered(errors, there)[:, 0] == pytest.approx([4 / 7, 2 / 7, 1 / 7])
    assert tempered(errors * np.nan, there)[:, 0] == pytest.approx([1 / 3] * 3)
    there[0] = False
    assert tempered(errors, there)[:, 0] == pytest.approx([0, 2 / 3, 1 / 3])


def test_the_future_is_not_looked_at() -> None:
    """Figures after an earlier origin change its errors, but not its forecasts."""
    data = some(3)
    altered = data.with_values(np.where(np.arange(96) >= 90, 2 * data.values, data.values))
    cut = []
    for one in (data, altered):
        screened = screen(one)
        chart = calendar(one, 12, tet=False, crisis=None, breaks=(), known=None)
        found = origins(one, screened, np.arange(3), chart, None)
        assert [origin.place for origin in found] == [0, 1, 2]
        cut.append([origin.task.panel.values for origin in found])
    for before, after in zip(*cut, strict=True):
        assert np.array_equal(before, after, equal_nan=True)
    assert np.isfinite(cut[0][1]).sum() == 3 * 84
    past = truncated(altered, 6)
    assert np.array_equal(
        Combined().forecast(past, 6).mean, Combined().forecast(truncated(data, 6), 6).mean
    )


def test_own_ends_are_forecast_as_if_alone() -> None:
    values = [simulated(seed, months=96).to_numpy().copy() for seed in range(3)]
    values[1][-30:] = np.nan
    model = Combined(("theta", "airline-kept"), tet=False, origin="own")
    together = model.forecast(panel(*values), 6)
    assert together.lead is not None
    assert together.lead.tolist() == [0, 30, 0]
    alone = model.forecast(panel(values[1][:-30]), 6)
    assert together.mean[1] == pytest.approx(alone.mean[0], rel=1e-6)
    assert "figures until 2017-06" in together.notes[1][0].en
    naive = SeasonalNaive(origin="own").forecast(panel(*values), 6)
    assert naive.mean[1] == pytest.approx(values[1][-42:-36])


def test_one_member_is_insisted_on() -> None:
    data = some(2)
    found = Combined(("theta",), name="theta").forecast(data, 12)
    assert found.models == ("theta", "theta")
    with pytest.raises(UsageError, match="no member"):
        Combined(("oracle",))
    with pytest.raises(UsageError, match="no member"):
        Combined(())


def test_quantiles_ascend_around_the_point_and_stay_positive() -> None:
    found = Combined().forecast(some(3), 18)
    assert (np.diff(found.quantiles, axis=2) > 0).all()
    assert (found.quantiles > 0).all()
    assert found.quantile(0.5) == pytest.approx(found.mean)
    assert found.models == ("combined",) * 3


def test_scale_and_repetition_change_nothing() -> None:
    data = some(2)
    one = Combined().forecast(data, 12)
    again = Combined().forecast(data, 12)
    assert np.array_equal(one.mean, again.mean)
    assert np.array_equal(one.quantiles, again.quantiles)
    other = Combined().forecast(data.with_values(1e5 * data.values), 12)
    assert other.mean == pytest.approx(1e5 * one.mean, rel=1e-6)


@pytest.mark.shared
def test_real_series_are_forecast_better_than_by_one_model(shared: Path) -> None:
    table = pd.read_parquet(shared / "bench" / "forecast_vn_dev.parquet")
    data = Panel.from_long(table[["unique_id", "ds", "y"]])
    models = {"combined": Combined(), "airline": Airline(), "naive": SeasonalNaive()}
    found = backtest(models, data, horizon=12, origins=[14])
    mean = found.groupby("model")[["mase", "wis", "coverage_80", "coverage_95"]].mean()
    assert mean.loc["combined", "mase"] < 0.98 * mean.loc["airline", "mase"]
    assert mean.loc["combined", "mase"] < 0.75 * mean.loc["naive", "mase"]
    assert mean.loc["combined", "wis"] < mean.loc["airline", "wis"]
    assert 0.7 < mean.loc["combined", "coverage_80"] < 0.9
    assert 0.88 < mean.loc["combined", "coverage_95"] < 0.99
    assert len(MEMBERS) == 8
