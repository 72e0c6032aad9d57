"""Tết in daily and weekly forecasts: simulated dips, series without any, hand arithmetic."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from phantich.calendar import tet_date
from phantich.forecast.clockmodels import Wishes
from phantich.forecast.clocks import clock_table, clocks
from phantich.forecast.robust import fading, huber
from phantich.forecast.seasons import Step, season_forecast
from phantich.forecast.tetdays import WINDOWS, feast_columns, feast_doubt, feast_effect
from phantich.forecast.weekly import count_forecast


def simulated(first: dt.date, days: int, dip: float, seed: int = 1) -> np.ndarray:
    """Days with a week, noise that fades by half, and a dip from the eve of Tết on."""
    rng = np.random.default_rng(seed)
    axis = np.datetime64(first, "D") + np.arange(days)
    rest = np.zeros(days)
    for at, shock in enumerate(rng.normal(0, 0.03, days)):
        rest[at] = 0.5 * rest[at - 1] + shock
    for year in range(2020, 2027):
        apart = (axis - np.datetime64(tet_date(year), "D")).astype(int)
        rest += np.where((apart >= -1) & (apart <= 5), dip, 0.0)
    return 200 * np.exp(rest + np.tile([0.0, 0, 0, 0, 0.05, 0.2, 0.1], days)[:days])


@pytest.mark.parametrize(("step", "ahead"), [("D", 21), ("W", 4)])
def test_the_next_feast_is_foreseen_from_those_before(step: Step, ahead: int) -> None:
    length = 1 if step == "D" else 7
    origin = tet_date(2026) - dt.timedelta(days=9)
    past = 1120 // length
    first = origin - dt.timedelta(days=past * length)
    whole = simulated(first, (past + ahead) * length, -0.8).reshape(-1, length).mean(axis=1)
    values, came = whole[:past], whole[past:]
    with_feast = season_forecast(values, ahead, step, first=first)
    without = season_forecast(values, ahead, step)
    error, other = (np.abs(made.mean - came).mean() for made in (with_feast, without))
    assert error < 0.5 * other
    lowest = int(np.argmin(came))
    assert with_feast.quantiles[lowest, 0] <= came[lowest] <= with_feast.quantiles[lowest, -1]


def test_weekly_counts_fall_at_the_next_feast_as_at_those_before() -> None:
    rng = np.random.default_rng(5)
    first = dt.date(2020, 1, 6)
    calm, fall = np.full(330, 12.0), np.full(330, 12.0)
    fall *= np.exp(feast_columns(first, 330, "W") @ np.array([0.0, -1.5, -1.5]))
    past = (tet_date(2026) - first).days // 7 - 2
    coming = slice(past, past + 5)
    made = count_forecast(rng.poisson(fall)[:past].astype(float), 5, first=first)
    assert np.abs(made.mean / fall[coming] - 1).max() < 0.4
    assert made.mean.min() < 6
    counts = rng.poisson(calm)[:past].astype(float)
    found, plain = (count_forecast(counts, 5, first=day).mean for day in (first, None))
    assert np.abs(found / plain - 1).max() < 0.1


def test_a_series_that_does_not_follow_tet_stays_as_it_is() -> None:
    first = tet_date(2026) - dt.timedelta(days=909)
    same = 0
    for seed in range(10):
        values = simulated(first, 900, 0.0, seed)
        made = season_forecast(values, 21, first=first).mean
        plain = season_forecast(values, 21).mean
        same += bool((made == plain).all())
        assert np.abs(made / plain - 1).max() < 0.05
    # Chance lets one in twenty through, and its effect is then shrunk.
    assert same >= 7


def test_the_effect_is_shrunk_by_what_chance_explains() -> None:
    # A level of 10, no memory, one feast day seen each year by itself: β is the mean distance.
    first = dt.date(2021, 1, 1)
    feast = feast_columns(first, 1500, "D")
    values = 10 + np.random.default_rng(2).normal(0, 1, 1500)
    values[feast[:, 4] > 0] -= 8
    effect = feast_effect(values, np.ones((1500, 1)), feast, "D")
    inside = effect[feast[:, 4] > 0]
    assert inside.min() == inside.max()
    assert -8.5 < inside[0] < -7
    assert np.abs(effect[~(feast > 0).any(axis=1)]).max() == 0.0


def test_what_is_without_noise_is_foreseen_in_full() -> None:
    first = tet_date(2026) - dt.timedelta(days=805)
    feast = feast_columns(first, 821, "D")
    whole = np.where(feast[:, 4] > 0, 40.0, 100.0)
    made = season_forecast(whole[:800], 21, first=first)
    np.testing.assert_allclose(made.mean, whole[800:], rtol=1e-3)


def test_windows_that_no_figure_shows_are_left_out() -> None:
    first = dt.date(2025, 3, 1)
    values = np.random.default_rng(3).normal(10, 1, 200)
    feast = feast_columns(first, 230, "D")
    assert not feast_effect(values, np.ones((230, 1)), feast, "D").any()
    assert (season_forecast(values, 30, first=first).mean == season_forecast(values, 30).mean).all()


def test_bands_near_the_feast_are_as_wide_as_figures_were_off() -> None:
    feast = feast_columns(dt.date(2022, 1, 1), 1100, "D")
    near = (feast > 0).any(axis=1)
    rest = np.where(np.arange(1100) % 2 == 0, 1.0, -1.0)
    assert feast_doubt(rest, feast) == pytest.approx(np.sqrt(near.sum() / (near.sum() - 9)))
    rest[near] *= 3
    assert feast_doubt(rest, feast) == pytest.approx(3 * np.sqrt(near.sum() / (near.sum() - 9)))
    assert feast_doubt(np.zeros(1100), feast) == 1.0


def test_shares_of_days_and_weeks() -> None:
    days = feast_columns(dt.date(2026, 2, 13), 6, "D")
    # Tết of 2026 is on 17 February.
    assert days.argmax(axis=1).tolist() == [1, 2, 2, 3, 3, 4]
    weeks = feast_columns(dt.date(2026, 2, 9), 3, "W")
    # 9 to 14 February are 8 to 3 days before, the 15th is two; 15 to 19 are the feast's five.
    np.testing.assert_allclose(weeks[0], [6 / 7, 1 / 7, 0])
    np.testing.assert_allclose(weeks[1], [0, 4 / 7, 3 / 7])
    assert weeks.shape == (3, len(WINDOWS["W"]))


def test_the_command_knows_the_dates_and_can_leave_them_out() -> None:
    first = tet_date(2026) - dt.timedelta(days=1005)
    axis = pd.date_range(first, periods=1000)
    values = simulated(first, 1000, -0.8)
    table = pd.DataFrame({"unique_id": "a", "ds": axis.strftime("%Y-%m-%d"), "y": values})
    told = clocks(table)
    rows = {
        tet: clock_table(table, told, Wishes(14, (80.0, 95.0), tet=tet)) for tet in (True, False)
    }
    feast = (rows[True]["ds"] >= "2026-02-17") & (rows[True]["ds"] <= "2026-02-20")
    ratio = rows[True]["mean"] / rows[False]["mean"]
    assert ratio[feast].max() < 0.6
    assert ratio.iloc[-1] > 0.8


def test_weeks_may_be_dated_by_their_first_or_their_last_day() -> None:
    origin = dt.date(2026, 2, 2)
    values = simulated(origin - dt.timedelta(days=1120), 1120, -0.8).reshape(-1, 7).mean(axis=1)
    made = []
    for last in (origin - dt.timedelta(days=7), origin - dt.timedelta(days=1)):
        axis = pd.date_range(end=last, periods=160, freq="7D").strftime("%Y-%m-%d")
        table = pd.DataFrame({"unique_id": "a", "ds": axis, "y": values})
        made.append(clock_table(table, clocks(table), Wishes(4, (80.0, 95.0)))["mean"])
    pd.testing.assert_series_equal(*made)
    assert made[0].min() < 0.75 * made[0].max()


def test_one_wrong_figure_moves_a_level_little_and_memory_is_that_of_the_rest() -> None:
    # Of 99 figures 5 ± 1 and one of 900 the mean is 13.95; the M-estimate gives the wrong one the
    # weight of 1.345 σ: 1.345 · 1.48/100 = .02 above 5.
    values = np.append(np.tile([4.0, 5, 6], 33), 900.0)
    assert huber(np.ones((100, 1)), values)[0] == pytest.approx(5.02, abs=0.01)
    rng = np.random.default_rng(4)
    rest = np.zeros(4000)
    for at in range(1, 4000):
        rest[at] = 0.6 * rest[at - 1] + rng.normal()
    memory, scale = fading(rest)
    assert memory == pytest.approx(0.6, abs=0.04)
    assert scale == pytest.approx(1.0, abs=0.05)
