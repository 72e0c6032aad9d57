"""The model of one weekly, daily or hourly series, or the reason why it has none.

| figures | model |
|---|---|
| hours | ``gauge``: tide and what is left of the rest (`phantich.forecast.gauges`) |
| days | ``seasonal``: days of the week, year, trend (`phantich.forecast.seasons`) |
| weeks, whole numbers below `COUNTS_BELOW` in the mean, two years | ``counts`` |
| other weeks | ``seasonal`` |
"""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from phantich.forecast import gauges, notes, seasons, weekly
from phantich.forecast.moments import HOURS, Clock, Grid
from phantich.forecast.protocol import band_probabilities
from phantich.measures.panel import Floats
from phantich.seasonal.result import Note

#: Whole numbers of this size are amounts rather than counts of rare events: what varies is not the
#: chance of counting (√1000 is 3 %).
COUNTS_BELOW: Final = 1000.0
#: Fewest figures of a forecast.
LEAST: Final = {"H": gauges.LEAST["H"], **seasons.LEAST}
#: Steps in a year, or in a week of hours: a series that ended earlier goes not on from the table's.
_STALE: Final = {"W": 52, "D": 365, "H": 168}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked of every series; see ``phantich forecast``."""

    horizon: int
    levels: tuple[float, ...]
    origin: Literal["own", "table"] = "own"
    lower: float = -np.inf
    upper: float = np.inf
    model: str = "combined"
    breaks: bool = False
    #: Whether Tết may enter; not where dates only count periods.
    tet: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """One series ahead: points, quantiles, the model (empty without a forecast), what to know."""

    mean: Floats
    quantiles: Floats
    model: str
    remarks: tuple[Note, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """One series to forecast; `lag` is how many steps it ended before the table's last figure."""

    grid: Grid
    clock: Clock | None
    wishes: Wishes
    lag: int = 0


#: How the forecasts of many series are worked off; each of them stands alone.
Worked = Callable[[Callable[[Task], Made], Sequence[Task]], list[Made]]


def places(grid: Grid, clock: Clock | None, wishes: Wishes, lag: int) -> NDArray[np.int64]:
    """Steps after the last figure that are forecast: days that never have one are passed over."""
    after = lag if wishes.origin == "table" else 0
    steps = np.arange(after + 1, after + 7 * wishes.horizon + 8, dtype=np.int64)
    if clock == "D" and grid.values.size:
        steps = steps[np.isin((len(grid.values) - 1 + steps) % 7, seasons.weekdays(grid.values))]
    return steps[: wishes.horizon]


def _usual(grid: Grid, clock: Clock) -> NDArray[np.bool_]:
    """Steps of the record that have figures as a rule."""
    every = np.arange(len(grid.values))
    if clock != "D":
        return np.ones(len(every), dtype=bool)
    return np.isin(every % 7, seasons.weekdays(grid.values))


def made(task: Task) -> Made:
    """Forecast of one series, or the reason why there is none."""
    grid, clock, wishes, lag = task.grid, task.clock, task.wishes, task.lag
    if clock is None:
        return _aside(wishes, notes.uneven())
    reason = _reason(grid, clock, wishes, lag)
    if reason is not None:
        return _aside(wishes, reason)
    steps = places(grid, clock, wishes, lag)
    ahead = int(steps[-1])
    chosen = band_probabilities(wishes.levels)
    known = grid.values[np.isfinite(grid.values)]
    remarks = _remarks(grid, clock, wishes, lag)
    if np.ptp(known) == 0:
        mean: Floats = np.full(ahead, known[0])
        limits = np.repeat(mean[:, None], len(chosen), axis=1)
        found = (mean, limits, "naive")
        remarks += (notes.constant(bool(known[0] == 0)),)
    elif clock != "H" and not _is_count(known, clock) and 3 * ahead > len(grid.values):
        return _aside(wishes, notes.far(ahead, len(grid.values)))
    else:
        found = _modelled(task, clock, ahead, chosen)
    mean, limits, name = found
    if not np.isfinite(limits).all():
        return _aside(wishes, notes.no_errors())
    cut = steps - 1
    low, high = wishes.lower, wishes.upper
    return Made(mean[cut].clip(low, high), limits[cut].clip(low, high), name, remarks)


def _modelled(task: Task, clock: Clock, ahead: int, chosen: Floats) -> tuple[Floats, Floats, str]:
    grid = task.grid
    known = grid.values[np.isfinite(grid.values)]
    if clock == "H":
        index = pd.date_range(end=grid.last, periods=len(grid.values), freq="h")
        with warnings.catch_warnings():
            # A lead at which no earlier forecast can be scored has no band, and says so.
            warnings.simplefilter("ignore", RuntimeWarning)
            tide = gauges.gauge_forecast(
                pd.Series(grid.values, index=index), ahead, "H", probabilities=chosen
            )
        return tide.mean, tide.quantiles, "gauge"
    first = _first_day(grid, clock) if task.wishes.tet else None
    if _is_count(known, clock):
        counted = weekly.count_forecast(grid.values, ahead, "W", probabilities=chosen, first=first)
        return counted.mean, counted.quantiles, "counts"
    step: seasons.Step = "W" if clock == "W" else "D"
    made = seasons.season_forecast(grid.values, ahead, step, probabilities=chosen, first=first)
    return made.mean, made.quantiles, "seasonal"


def _first_day(grid: Grid, clock: Clock) -> dt.date:
    """Day of the first value; of weeks, whose dates may be their ends, the Monday of it."""
    day = (grid.last - pd.Timedelta(hours=HOURS[clock] * (len(grid.values) - 1))).date()
    return day - dt.timedelta(days=day.weekday()) if clock == "W" else day


def _is_count(known: Floats, clock: Clock) -> bool:
    whole = bool((known >= 0).all() and (known % 1 == 0).all())
    return (
        clock == "W" and whole and len(known) >= weekly.LEAST["W"] and known.mean() < COUNTS_BELOW
    )


def _reason(grid: Grid, clock: Clock, wishes: Wishes, lag: int) -> Note | None:
    """Why a series is not forecast."""
    known = grid.values[np.isfinite(grid.values)]
    if wishes.model != "combined":
        return notes.other_clock(wishes.model)
    if grid.doubled:
        return notes.doubled(grid.doubled)
    if not len(known):
        return notes.empty()
    if len(known) < LEAST[clock]:
        return notes.few(len(known), LEAST[clock])
    if clock == "H" and 3 * wishes.horizon > len(grid.values):
        return notes.far(wishes.horizon, len(grid.values))
    if wishes.origin == "table" and lag > _STALE[clock]:
        return notes.ended(f"{grid.last:%Y-%m-%d}")
    return None


def _remarks(grid: Grid, clock: Clock, wishes: Wishes, lag: int) -> tuple[Note, ...]:
    missing = int(np.isnan(grid.values[_usual(grid, clock)]).sum())
    known = grid.values[np.isfinite(grid.values)]
    negative = int((known < 0).sum())
    found = [
        (lag > 0 and wishes.origin == "own", notes.ends(f"{grid.last:%Y-%m-%d}")),
        (missing > 0, notes.gaps(missing)),
        (grid.dropped > 0, notes.older(grid.dropped)),
        (grid.merged > 0, notes.merged(grid.merged)),
        (negative > 0 and clock != "H", notes.levels(0, negative)),
        (wishes.breaks, notes.no_breaks()),
    ]
    return tuple(note for there, note in found if there)


def _aside(wishes: Wishes, reason: Note) -> Made:
    mean = np.full(wishes.horizon, np.nan)
    limits = np.full((wishes.horizon, len(band_probabilities(wishes.levels))), np.nan)
    return Made(mean, limits, "", (reason,))
