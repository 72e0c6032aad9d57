"""Regressors of the filter beside level and season: Tết, holidays, and the slower cycles.

A season has one state a place: twelve months, seven weekdays, twenty-four hours. What repeats more
slowly has few coefficients instead, with priors that hold it smooth:

- daily and weekly figures: `HARMONICS` harmonics of the year, Σ_k a_k cos(2πkt) + b_k sin(2πkt)
  with t in years and a_k, b_k ~ N(0, `YEAR` / k²) in units of Var(ε);
- hourly figures: a level for each weekday, and for Saturday and Sunday `PROFILE` harmonics of the
  day by which their hours differ from those of the other days;
- daily and hourly figures: public holidays outside Tết.

Weeks have no state a place: fifty-two would need years to learn what twelve coefficients say. The
coefficients of the year may drift, so that in a year the effect drifts as far as a month's would.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

import numpy as np
import pandas as pd

from phantich.calendar import LUNAR_YEARS, public_holidays
from phantich.measures.panel import Floats
from phantich.warning.feast import feast_regressors, feast_shares
from phantich.warning.filtering import Design
from phantich.warning.intake import Grid

#: With eight a rise and fall within seven weeks is followed.
HARMONICS: Final = 8
PROFILE: Final = 3
#: Prior variances in units of Var(ε): first harmonic of the year, Tết and holidays, weekdays and
#: the first harmonic of a weekend's hours.
YEAR: Final = 50.0
FEAST: Final = 16.0
WEEK: Final = 16.0
_DAYS: Final = 365.2425
_SATURDAY: Final = 5


def design(grid: Grid) -> Design:
    """All regressors of a grid; of weeks, days and hours those that are zero throughout are left
    out, for each costs time."""
    parts = [_fixed(feast_regressors(grid), FEAST)]
    if grid.frequency in ("D", "H"):
        parts.append(_fixed(_holidays(grid)[:, None], FEAST))
    if grid.frequency in ("D", "W"):
        parts.append(_year(grid))
    if grid.frequency == "H":
        parts.append(_week(grid))
    columns = np.concatenate([part.columns for part in parts], axis=1)
    used = (columns != 0).any(axis=0)
    if grid.frequency not in ("H", "D", "W"):
        used[:] = True
    prior = np.concatenate([part.prior for part in parts])
    drift = np.concatenate([part.drift for part in parts])
    slow = np.concatenate([part.slow for part in parts])
    return Design(columns[:, used], prior[used], drift[used], slow[used])


def _fixed(columns: Floats, prior: float) -> Design:
    count = columns.shape[1]
    return Design(columns, np.full(count, prior), np.zeros(count), np.zeros(count, dtype=bool))


def _year(grid: Grid) -> Design:
    """Harmonics of the year; weeks and days stand for their middle."""
    starts = grid.periods.to_timestamp(how="start")
    days = np.asarray((starts - pd.Timestamp("2000-01-01")) / pd.Timedelta(days=1), dtype=float)
    length = 7.0 if grid.frequency == "W" else 1.0
    phase = 2 * np.pi * (days + length / 2) / _DAYS
    order = np.repeat(np.arange(1, HARMONICS + 1), 2)
    columns = _waves(phase, HARMONICS)
    prior = YEAR / order**2
    drift = prior / prior.sum() * 2 * length / _DAYS
    return Design(columns, prior, drift, np.ones(len(prior), dtype=bool))


def _week(grid: Grid) -> Design:
    """Weekdays of hours, and how the hours of Saturday and Sunday differ."""
    weekday = np.asarray(grid.periods.day_of_week)
    levels = (weekday[:, None] == np.arange(7)).astype(np.float64)
    waves = _waves(2 * np.pi * np.asarray(grid.periods.hour) / 24, PROFILE)
    profiles = [waves * (weekday == day)[:, None] for day in (_SATURDAY, _SATURDAY + 1)]
    order = np.repeat(np.arange(1, PROFILE + 1), 2)
    prior = np.concatenate([np.full(7, WEEK), *[WEEK / order**2] * 2])
    columns = np.concatenate([levels, *profiles], axis=1)
    return Design(columns, prior, np.zeros(len(prior)), np.ones(len(prior), dtype=bool))


def _waves(phase: Floats, count: int) -> Floats:
    """Cosine and sine of 1 … `count` times the phase, ``(periods, 2 count)``."""
    angles = phase[:, None] * np.arange(1, count + 1)
    return np.stack([np.cos(angles), np.sin(angles)], axis=2).reshape(len(phase), 2 * count)


def _holidays(grid: Grid) -> Floats:
    """1 on public holidays that no window of Tết covers."""
    starts = grid.periods.to_timestamp(how="start").to_numpy().astype("datetime64[D]")
    years = sorted({int(year) for year in np.asarray(grid.periods.year)})
    known = [year for year in years if LUNAR_YEARS[0] <= year <= LUNAR_YEARS[1]]
    days: list[dt.date] = [day for year in known for day in public_holidays(year)]
    free = np.isin(starts, np.array(days, dtype="datetime64[D]"))
    return (free & ~(feast_shares(grid.periods) > 0).any(axis=1)).astype(np.float64)
