"""Regressors of the outbreak rule: trend, season, weekdays, Tết; by days, weeks or months."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from phantich.calendar import LUNAR_YEARS, public_holidays
from phantich.measures.feastdays import window_shares
from phantich.measures.panel import Floats
from phantich.warning.countmodel import Design

CountFrequency = Literal["D", "W", "M"]
Places = NDArray[np.int64]
PER_YEAR: Final[dict[CountFrequency, float]] = {"D": 365.25, "W": 365.25 / 7, "M": 12.0}
#: Periods before the judged one that are left out of its past: an outbreak may have begun there.
GUARD: Final[dict[CountFrequency, int]] = {"D": 14, "W": 12, "M": 3}
#: Years of past from which a trend, one and two harmonics, and Tết can be told from chance.
TREND_YEARS: Final = 3.0
SEASON_YEARS: Final = (1.5, 2.5)
TET_YEARS: Final = 2.5
#: Prior standard deviations on the log scale: trend a year, first harmonic, calendar effects.
TREND_SD: Final = 0.2
SEASON_SD: Final = 0.5
CALENDAR_SD: Final = 0.5
#: Of what another territory changes; twice or half as many is usual.
BREAK_SD: Final = 1.0
#: Days counted from Tết: the days off and the journeys before, and the week that follows.
_FEASTS: Final = ((-7, -1), (0, 6))
_EPOCH: Final = dt.date(1970, 1, 1)


def place_of(days: NDArray[np.datetime64], frequency: CountFrequency) -> Places:
    """Number of the period in which each day falls; weeks begin on Monday.

    Examples
    --------
    >>> place_of(np.array(["1970-01-01", "1970-02-05"], dtype="datetime64[D]"), "M")
    array([0, 1])
    """
    if frequency == "M":
        return days.astype("datetime64[M]").astype(np.int64)
    numbers = days.astype("datetime64[D]").astype(np.int64)
    return numbers if frequency == "D" else (numbers + 3) // 7


def design(
    places: Places,
    at: int,
    frequency: CountFrequency,
    years: float,
    breaks: tuple[int, ...] = (),
) -> Design:
    """Regressors of the periods `places`, the trend counted in years from the place `at`.

    Parameters
    ----------
    years
        Length of the past on which the model is fitted; too short a past has fewer columns.
    breaks
        Places from which the counts are those of another territory: each has a step of its own.
    """
    per_year = PER_YEAR[frequency]
    columns: list[Floats] = [np.ones(len(places))]
    priors = [np.inf]
    if years >= TREND_YEARS:
        columns.append((places - at) / per_year)
        priors.append(TREND_SD)
    angle = 2 * np.pi * _part_of_year(places, frequency)
    for k in range(1, 1 + sum(years >= least for least in SEASON_YEARS)):
        columns += [np.cos(k * angle), np.sin(k * angle)]
        priors += [SEASON_SD / k] * 2
    if frequency == "D":
        weekday = (places + 3) % 7
        columns += [(weekday == day).astype(float) for day in range(1, 7)]
        columns.append(_holidays(places))
        priors += [CALENDAR_SD] * 7
    if years >= TET_YEARS:
        begin, end = (_first_days(places + k, frequency) for k in (0, 1))
        columns += list(window_shares(begin, end, _FEASTS).T)
        priors += [CALENDAR_SD] * 2
    for place in breaks:
        if places.min() < place <= at:
            columns.append((places >= place).astype(float))
            priors.append(BREAK_SD)
    return Design(np.column_stack(columns), np.array(priors))


def _first_days(places: Places, frequency: CountFrequency) -> NDArray[np.datetime64]:
    if frequency == "M":
        return places.astype("datetime64[M]").astype("datetime64[D]")
    return (places if frequency == "D" else places * 7 - 3).astype("datetime64[D]")


def _part_of_year(places: Places, frequency: CountFrequency) -> Floats:
    if frequency == "M":
        return (places % 12) / 12
    days = _first_days(places, frequency)
    since: Floats = (days - days.astype("datetime64[Y]")).astype(float)
    return since / 365.25


def _holidays(places: Places) -> Floats:
    """1 on public holidays other than Tết, which has its own columns."""
    found = np.zeros(len(places))
    for row, place in enumerate(places.tolist()):
        day = _EPOCH + dt.timedelta(days=place)
        if LUNAR_YEARS[0] <= day.year <= LUNAR_YEARS[1]:
            name = public_holidays(day.year).get(day, "")
            found[row] = bool(name) and not name.startswith("Tết Nguyên đán")
    return found
