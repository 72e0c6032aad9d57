"""Rolling origins for weekly, daily and hourly series: forecast as then known, scored by what came.

Each series is cut on its own even grid and forecast by the model that
`phantich.forecast.clockmodels` takes for it. Beside it stands the naive one: the last day of hours,
week of days or year of weeks repeated (of weeks with under two years of past the last figure), its
bands the quantiles of its own errors so far, of either sign. Errors are scaled by the naive step
over the past (`phantich.forecast.scores`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from phantich.forecast.clockmodels import LEAST, Task, Wishes, made, places
from phantich.forecast.clocks import grids_of
from phantich.forecast.moments import HOURS, Clock, Grid
from phantich.forecast.protocol import band_probabilities
from phantich.forecast.scores import scored, seasonal_scales
from phantich.measures.panel import Floats

#: Steps that each origin forecasts unless asked: a quarter, four weeks, two days of tide.
HORIZONS: Final[dict[Clock, int]] = {"W": 13, "D": 28, "H": 48}
#: Steps after which the naive forecast repeats.
SEASONS: Final[dict[Clock, int]] = {"W": 52, "D": 7, "H": 24}
#: Models that can be asked for: the one that fits the clock, and the naive one.
MODELS: Final = ("combined", "naive")


def clock_trials(
    table: pd.DataFrame,
    told: Mapping[str, Clock | None],
    models: Sequence[str] = MODELS,
    *,
    horizon: int | None = None,
    origins: int = 3,
    step: int | None = None,
    levels: Sequence[float] = (80.0, 95.0),
    tet: bool = True,
) -> pd.DataFrame:
    """Scores of each series, origin and model.

    Parameters
    ----------
    told
        Clock of each series; one that is told by nothing is left out, and so is one with two values
        for a moment.
    models
        Those of `MODELS` that are wanted; others judge no such series.
    horizon, step
        Steps ahead, `HORIZONS` when None, and between origins, a third of the horizon when None.
    origins
        How many, the first the horizon before the last figure. One that leaves less than a forecast
        needs (`phantich.forecast.clockmodels.LEAST`, three horizons) is left out.
    tet
        Whether Tết may enter.

    Returns
    -------
    pandas.DataFrame
        ``model, frequency, origin, unique_id``, the columns of `phantich.forecast.scores`, and
        ``cpu_ms``; `origin` is the last moment known.
    """
    wanted = [name for name in MODELS if name in models]
    rows: list[dict[str, object]] = []
    for name, grid in grids_of(table, told).items():
        clock = told[name]
        if clock is None or grid.doubled:
            continue
        ahead = HORIZONS[clock] if horizon is None else horizon
        wishes = Wishes(ahead, tuple(levels), tet=tet)
        for past in _pasts(grid, clock, ahead, origins, step):
            for model in wanted:
                found = _trial(model, Task(past, clock, wishes), grid)
                about = {"model": model, "frequency": clock, "origin": past.last}
                rows.append({**about, "unique_id": name, **found})
    return pd.DataFrame(rows)


def _pasts(
    grid: Grid, clock: Clock, horizon: int, origins: int, step: int | None
) -> Iterator[Grid]:
    """What was known at each origin, up to its last figure then."""
    stride = max(1, horizon // 3) if step is None else step
    count = len(grid.values)
    for back in (horizon + stride * place for place in range(origins)):
        known = np.flatnonzero(np.isfinite(grid.values[: max(count - back, 0)]))
        if len(known) < LEAST[clock] or known[-1] + 1 < 3 * horizon:
            return
        end = int(known[-1]) + 1
        gone = pd.Timedelta(hours=HOURS[clock] * (count - end))
        yield Grid(grid.values[:end], grid.last - gone)


def _trial(model: str, task: Task, grid: Grid) -> dict[str, float]:
    """Scores of one forecast; NaN where the model made none."""
    past, clock = task.grid, task.clock or "D"
    chosen = band_probabilities(task.wishes.levels)
    steps = places(past, clock, task.wishes, 0)
    began = time.process_time()
    season = _season(past, clock)
    if model == "naive":
        mean, limits = _naive(past.values, steps, season, chosen)
    else:
        forecast = made(task)
        mean, limits = forecast.mean, forecast.quantiles
    spent = 1000 * (time.process_time() - began)
    at = len(past.values) - 1 + steps
    actual = np.full(len(steps), np.nan)
    actual[at < len(grid.values)] = grid.values[at[at < len(grid.values)]]
    scale = seasonal_scales(past.values[None, :], season)
    found = scored(mean[None, :], limits[None, :, :], chosen, actual[None, :], *scale)
    return {name: float(values[0]) for name, values in found.items()} | {"cpu_ms": spent}


def _season(past: Grid, clock: Clock) -> int:
    season = SEASONS[clock]
    return season if len(past.values) >= 2 * season else 1


def _naive(
    values: Floats, steps: np.ndarray, season: int, probabilities: Floats
) -> tuple[Floats, Floats]:
    """The newest known figure of the same place in the season; errors at the same distance."""
    count = len(values)
    mean = np.full(len(steps), np.nan)
    limits = np.full((len(steps), len(probabilities)), np.nan)
    for row, step in enumerate(steps):
        turns = -(-int(step) // season)
        same = values[(count - 1 + step - turns * season) :: -season]
        known = same[np.isfinite(same)]
        mean[row] = known[0] if len(known) else np.nan
        lag = min(turns * season, count - 1)
        errors = values[lag:] - values[:-lag]
        errors = errors[np.isfinite(errors)]
        if len(errors):
            both = np.concatenate([errors, -errors])
            limits[row] = mean[row] + np.quantile(both, probabilities)
    return mean, limits
