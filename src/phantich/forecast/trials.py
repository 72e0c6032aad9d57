"""Each series' own rolling origins: how every member would have done lately.

The last half-year, year and year and a half are cut off in turn and forecast with what was known
before. From the errors come the members' weights and the width of the bands. Nothing after the
origin of the real forecast is used, and months of a declared crisis do not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from phantich.forecast.assemble import Calendar, Rows
from phantich.forecast.linear import Pooled, learn
from phantich.forecast.members import Made, Task
from phantich.forecast.screening import YEARS, Screened
from phantich.measures.panel import Floats, Panel

#: How far back the origins lie, in years.
BACK: Final = (0.5, 1.0, 1.5)
#: Horizons that are tried, in years.
_REACH: Final = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Trials:
    """Errors at earlier origins; NaN where there is no figure or no forecast.

    Parameters
    ----------
    errors
        Error of each member over the series' scale, ``(origins, members, series, horizon)``.
    scores
        Error of the members' mean over its standard deviation by the airline, on the model's scale,
        ``(origins, series, horizon)``.
    """

    errors: Floats
    scores: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Origin:
    """An earlier origin: the number of it, and the task of forecasting from there."""

    place: int
    task: Task


def origins(
    panel: Panel, screened: Screened, rows: Rows, chart: Calendar, pooled: Pooled | None
) -> list[Origin]:
    """The origins that leave some series long enough for the models."""
    found = []
    for place, back in enumerate(_backs(panel)):
        past, cut = _cut(panel, screened, rows, back)
        long = cut.last[rows] - cut.first[rows] + 1 >= YEARS * panel.seasons
        if long.any():
            used = rows[long]
            again = None if pooled is None else learn(past, cut, used, chart, pooled.prior)
            found.append(Origin(place, Task(past, cut, used, again)))
    return found


def reach(panel: Panel) -> int:
    """Horizon that is tried."""
    return max(int(_REACH * panel.seasons), 1)


def judge(
    panel: Panel,
    screened: Screened,
    rows: Rows,
    chart: Calendar,
    tried: Sequence[tuple[Origin, Made]],
    count: int,
) -> Trials:
    """What came of `count` members' forecasts at earlier origins."""
    far = reach(panel)
    backs = len(_backs(panel))
    errors = np.full((backs, count, len(rows), far), np.nan)
    scores = np.full((backs, len(rows), far), np.nan)
    size = _size(panel, screened, rows)
    for origin, made in tried:
        spots = np.searchsorted(rows, made.rows)
        came = _coming(panel, origin.task.screened, made.rows, chart, far)
        figures = made.figures[:, :, :far]
        errors[origin.place][:, spots] = (figures - came) / size[spots][:, None]
        centre = made.scale.forward(_mean(figures))
        away = made.scale.forward(came) - centre
        with np.errstate(invalid="ignore", divide="ignore"):
            scores[origin.place][spots] = away / made.spread[:, :far]
    scores[~np.isfinite(scores)] = np.nan
    return Trials(errors, scores)


def _backs(panel: Panel) -> list[int]:
    return [max(int(back * panel.seasons), 1) for back in BACK]


def _mean(figures: Floats) -> Floats:
    there = np.isfinite(figures)
    total = np.where(there, figures, 0.0).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = total / there.sum(axis=0)
    return found


def _cut(panel: Panel, screened: Screened, rows: Rows, back: int) -> tuple[Panel, Screened]:
    """The panel without the last `back` periods of each series."""
    ends = np.full(len(panel.ids), -1)
    ends[rows] = screened.last[rows] - back
    values = np.where(np.arange(panel.values.shape[1]) <= ends[:, None], panel.values, np.nan)
    there = np.isfinite(values)
    last = panel.values.shape[1] - 1 - there[:, ::-1].argmax(axis=1)
    last[~there.any(axis=1)] = -1
    return panel.with_values(values), replace(screened, last=last)


def _coming(panel: Panel, cut: Screened, rows: Rows, chart: Calendar, reach: int) -> Floats:
    """Figures after each cut, ``(series, reach)``; NaN in the crisis and after the panel."""
    periods = panel.values.shape[1]
    places = cut.last[rows][:, None] + 1 + np.arange(reach)
    inside = np.minimum(places, periods - 1)
    found = panel.values[rows[:, None], inside]
    found = np.where((places < periods) & ~chart.crisis[inside], found, np.nan)
    return np.asarray(found, dtype=np.float64)


def _size(panel: Panel, screened: Screened, rows: Rows) -> Floats:
    """Mean absolute change from the year before, without the periods that are tried."""
    season = panel.seasons
    steps = np.abs(panel.values[rows, season:] - panel.values[rows, :-season])
    places = np.arange(steps.shape[1]) + season
    first = screened.last[rows] - int(BACK[-1] * season)
    there = np.isfinite(steps)
    early = there & (places <= first[:, None])
    used = np.where((early.sum(axis=1) >= season)[:, None], early, there)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.where(used, steps, 0.0).sum(axis=1) / used.sum(axis=1)
    return np.where(found > 0, found, np.nan)
