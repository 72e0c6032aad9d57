"""Tết as regressors of one-step forecasts: before, during and after the feast.

    x_w(t) = 30/length(w) × share of period t's days that lie in window w  −  mean of the season

for three windows of days counted from the first day of Tết: −15…−3 (buying and making), −2…7 (the
feast itself, when works stand still) and 8…21 (the slow return). A month that holds a whole window
has about 1. The window of the feast is what monthly industry follows: with it the error of
January and February is a third smaller than with the two windows around it.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from phantich.measures.feastdays import window_shares
from phantich.measures.panel import Floats
from phantich.warning.intake import Grid

WINDOWS: Final = ((-15, -3), (-2, 7), (8, 21))
#: Years over which a month's or quarter's mean share is taken.
_MEAN_YEARS: Final = (1995, 2048)
_MONTH: Final = 30.0


def feast_regressors(grid: Grid) -> Floats:
    """Array ``(periods, 3)``; zero outside the years whose lunar dates are known, and for years,
    each of which has the whole feast."""
    if grid.frequency == "A" or not len(grid.periods):
        return np.zeros((len(grid.periods), len(WINDOWS)))
    shares = feast_shares(grid.periods)
    if grid.frequency in ("H", "D", "W"):
        return shares
    first, last = _MEAN_YEARS
    code = grid.periods.freqstr
    long = pd.period_range(f"{first}-01-01", f"{last}-12-31", freq=code)
    place = np.asarray(long.month)
    every: Floats = feast_shares(long)
    means = {month: every[place == month].mean(axis=0) for month in np.unique(place)}
    usual: Floats = np.array([means[month] for month in np.asarray(grid.periods.month)])
    found: Floats = shares - usual
    return found


def near_feast(grid: Grid) -> np.ndarray:
    """Whether a period is one whose figures Tết may disturb: January and February, the first
    quarter, weeks, days and hours from 15 days before the feast to 21 days after it."""
    if grid.frequency == "M":
        return np.asarray(grid.periods.month <= 2)
    if grid.frequency == "Q":
        return np.asarray(grid.periods.quarter == 1)
    if grid.frequency in ("H", "D", "W"):
        return np.asarray((feast_shares(grid.periods) > 0).any(axis=1))
    return np.zeros(len(grid.periods), dtype=bool)


def feast_shares(periods: pd.PeriodIndex) -> Floats:
    """30 / length × share of each period's days in each window; hours are as their day."""
    days = periods.to_timestamp(how="start").to_numpy().astype("datetime64[D]")
    ends = periods.to_timestamp(how="end").to_numpy().astype("datetime64[D]") + 1
    lengths = np.array([last - first + 1 for first, last in WINDOWS])
    found: Floats = window_shares(days, ends, WINDOWS) * _MONTH / lengths
    return found
