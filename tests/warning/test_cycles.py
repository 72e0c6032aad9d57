"""Regressors by hand from the calendar, and series whose weeks and years they must follow."""

import numpy as np
import pandas as pd
import pytest

from phantich.warning.cycles import FEAST, HARMONICS, YEAR, design
from phantich.warning.intake import Grid, read_grid
from phantich.warning.screen import Screened, screen


def grid_of(days: pd.DatetimeIndex, values: np.ndarray | None = None) -> Grid:
    y = np.ones(len(days)) if values is None else values
    return read_grid(pd.DataFrame({"unique_id": "a", "ds": days, "y": y}))


def test_months_have_tet_alone() -> None:
    made = design(grid_of(pd.date_range("2020-01-01", periods=36, freq="MS")))
    assert made.columns.shape == (36, 3)
    assert made.prior.tolist() == [FEAST] * 3
    assert not made.drift.any()


def test_holidays_of_days_are_those_tet_does_not_cover() -> None:
    """2024: New Year, Hùng Kings 18 April, 30 April, 1 May, 2 September and the 3rd beside it."""
    days = pd.date_range("2024-01-01", "2024-12-31", freq="D")
    made = design(grid_of(days))
    free = days[made.columns[:, 3] == 1]
    named = ["01-01", "04-18", "04-30", "05-01", "09-02", "09-03"]
    assert [f"{day:%m-%d}" for day in free] == named


def test_harmonics_of_the_year() -> None:
    """Over whole years each has mean 0 and mean square ½; a year's drift is one of the season's."""
    days = pd.date_range("2018-01-01", "2021-12-31", freq="D")
    made = design(grid_of(days))
    year, prior = made.columns[:, -2 * HARMONICS :], made.prior[-2 * HARMONICS :]
    np.testing.assert_allclose(year.mean(axis=0), 0, atol=0.003)
    np.testing.assert_allclose((year**2).mean(axis=0), 0.5, atol=0.003)
    assert prior[:4].tolist() == [YEAR, YEAR, YEAR / 4, YEAR / 4]
    moved = 365.2425 * (year[100] ** 2 * made.drift[-2 * HARMONICS :]).sum()
    assert moved == pytest.approx(1.0)
    weeks = pd.date_range("2018-01-01", periods=52, freq="W-MON")
    same = design(grid_of(weeks)).columns[:, -2 * HARMONICS]
    np.testing.assert_allclose(same, year[3 : 52 * 7 : 7, 0], atol=1e-9)


def test_hours_know_their_weekday_and_weekends_their_hours() -> None:
    """Two weeks of October without a holiday: 7 weekdays, 6 waves each for Saturday and Sunday."""
    hours = pd.date_range("2025-10-06", periods=336, freq="h")
    made = design(grid_of(hours))
    assert made.columns.shape == (336, 7 + 6 + 6)
    assert (made.columns[:, :7].argmax(axis=1) == hours.day_of_week).all()
    assert not made.columns[hours.day_of_week < 5, 7:].any()
    sunday = (hours.day_of_week == 6) & (hours.hour == 6)
    np.testing.assert_allclose(made.columns[sunday, 13:15], [[0.0, 1.0]] * 2, atol=1e-12)


def hourly(seed: int) -> np.ndarray:
    """Twelve weeks in logs, spread .04; weekends are lower and flatter by .3."""
    hours = pd.date_range("2025-03-03", periods=24 * 7 * 12, freq="h")
    wave = 0.3 * np.sin(2 * np.pi * hours.hour / 24)
    weekend = np.asarray(hours.day_of_week >= 5)
    base = np.where(weekend, 0.4 * wave - 0.3, wave)
    return np.exp(5 + base + np.random.default_rng(seed).normal(0, 0.04, len(hours)))


def judged(values: np.ndarray, start: str, freq: str, last: int) -> Screened:
    days = pd.date_range(start, periods=len(values), freq=freq)
    return screen(grid_of(days, values), last)


def test_hours_of_a_weekend_are_foreseen() -> None:
    values = hourly(1)
    quiet = judged(values, "2025-03-03", "h", 336)
    error = np.log(values[-336:]) - quiet.residuals.centre[0, -336:]
    assert np.sqrt((error**2).mean()) < 0.048
    assert quiet.flagged.sum() <= 2
    # Five deviations in the last hour of a Sunday.
    values[-1] *= np.exp(5 * 0.04)
    assert judged(values, "2025-03-03", "h", 1).flagged[0, -1]


@pytest.mark.parametrize(("freq", "count", "last"), [("D", 1000, 150), ("W-MON", 230, 60)])
def test_a_year_in_days_and_weeks_is_foreseen(freq: str, count: int, last: int) -> None:
    days = pd.date_range("2022-01-03", periods=count, freq=freq)
    peak = 0.5 * np.exp(-(((np.asarray(days.day_of_year) - 190) / 20.0) ** 2))
    noise = np.random.default_rng(4).normal(0, 0.04, count)
    made = judged(np.exp(5 + peak + noise), "2022-01-03", freq, last)
    error = (5 + peak + noise - made.residuals.centre[0])[-last:]
    assert np.sqrt((error**2).mean()) < 0.05
    assert made.flagged.sum() <= 1
