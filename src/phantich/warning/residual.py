"""The main rule: how far a figure lies from what its own past foretold.

The forecast is the robust structural mixture (`phantich.warning.structural`) on logs where the past
is positive; its error is measured by the series' own past errors (`scales`), and the p comes from a
heavy tail (`tails`). Everything said of a period uses earlier periods alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from phantich.forecast.airline import check_months
from phantich.measures.panel import Floats
from phantich.warning import tails
from phantich.warning.cycles import design
from phantich.warning.feast import near_feast
from phantich.warning.intake import Grid
from phantich.warning.scales import rolling_scale
from phantich.warning.structural import roll

#: Declared crisis: first and last month (COVID-19 in Viet Nam).
CRISIS: Final = ("2020-02", "2021-12")
#: Probability outside the limits that are printed.
OUTSIDE: Final = 0.05
#: Figures before a period without which nothing is said of it: a season and a half, at least.
LEAST: Final = 12
#: Memory of a batch's covariances, in numbers.
_ROOM: Final = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Residuals:
    """What was foretold of each figure and how it came, ``(series, periods)`` each.

    Parameters
    ----------
    logs
        Whether a series is modelled in logs, ``(series,)``.
    centre, spread
        Forecast and its standard deviation on the model's scale, own past errors included.
    score
        (figure − forecast) / spread, on the scale of the figures where the logarithm lacks; NaN
        where there is none or too little past.
    gain
        See `phantich.warning.structural.Rolling`.
    share, size
        Parameters of the tail.
    echo
        Weight of the models that take a series for changes over a year.
    """

    logs: NDArray[np.bool_]
    centre: Floats
    spread: Floats
    score: Floats
    gain: Floats
    share: Floats
    size: Floats
    echo: Floats

    @property
    def p_value(self) -> Floats:
        """Two-sided p of each figure."""
        return tails.p_values(self.score, self.share, self.size)

    @property
    def expected(self) -> Floats:
        """The forecast, on the scale of the figures (a median)."""
        return self.back(self.centre)

    def bounds(self) -> tuple[Floats, Floats]:
        """Limits outside which a figure lies with probability `OUTSIDE`."""
        reach = tails.limits(OUTSIDE, self.share, self.size) * self.spread
        return self.back(self.centre - reach), self.back(self.centre + reach)

    def score_of(self, values: Floats) -> Floats:
        """The score that other figures would have had."""
        return (to_scale(values, self.logs) - self.centre) / self.spread

    def back(self, values: Floats) -> Floats:
        """Values on the model's scale as figures."""
        found = values.copy()
        with np.errstate(over="ignore"):
            found[self.logs] = np.exp(found[self.logs])
        return found


def to_scale(values: Floats, logs: NDArray[np.bool_]) -> Floats:
    """Figures on the model's scale; NaN where a logarithm cannot be taken."""
    found = values.copy()
    with np.errstate(invalid="ignore", divide="ignore"):
        logged = np.log(np.where(found[logs] > 0, found[logs], np.nan))
    found[logs] = logged
    return found


def residuals(
    grid: Grid, past: NDArray[np.bool_] | None = None, breaks: Sequence[str] = ()
) -> Residuals:
    """Judge every figure of a grid by those before it.

    Parameters
    ----------
    past
        Figures before the first one to be judged, ``(series, periods)``; they tell whether a series
        is positive. Without it all do.
    breaks
        First months with another content, such as another territory: the level starts anew there.
    """
    logs = _positive(grid.values if past is None else np.where(past, grid.values, np.nan))
    values = to_scale(grid.values, logs)
    crisis = in_crisis(grid.periods)
    regressors = design(grid)
    # Weeks have harmonics of the year instead of a state a place.
    season = 1 if grid.frequency == "W" else grid.season
    places = grid.seasons % season
    broken = _broken(grid.periods, breaks)
    parts = [np.full(values.shape, np.nan) for _ in range(5)]
    for rows in _batches(logs, season + regressors.columns.shape[1]):
        yearly = grid.frequency in ("M", "Q") and not logs[rows[0]]
        made = roll(values[rows], places, season, regressors, crisis, yearly, broken)
        for whole, part in zip(
            parts, (made.centre, made.spread, made.surprise, made.gain, made.yearly), strict=True
        ):
            whole[rows] = part
    centre, spread, surprise, gain, echo = parts
    surprise[:, broken] = np.nan
    scale = rolling_scale(surprise, near_feast(grid), crisis, grid.season)
    spread = spread * scale
    enough = _known_before(values) >= max(LEAST, grid.season)
    score = np.where(enough, surprise / scale, np.nan)
    share, size = tails.tail_parameters(score, crisis, grid.season)
    # Zero and below have no logarithm: their distance is told in deviations of the figure itself.
    lost = logs[:, None] & (grid.values <= 0) & enough
    with np.errstate(over="ignore"):
        score[lost] = (grid.values[lost] / np.exp(centre[lost]) - 1) / spread[lost]
    return Residuals(logs, centre, spread, score, gain, share, size, echo)


def in_crisis(periods: pd.PeriodIndex) -> NDArray[np.bool_]:
    """Whether each period begins in the declared crisis."""
    starts = periods.to_timestamp(how="start")
    first, last = (pd.Period(month, freq="M") for month in CRISIS)
    found: NDArray[np.bool_] = np.asarray((starts >= first.start_time) & (starts <= last.end_time))
    return found


def _broken(periods: pd.PeriodIndex, breaks: Sequence[str]) -> NDArray[np.bool_]:
    """Whether a break begins in each period."""
    check_months(tuple(breaks))
    days = pd.to_datetime([f"{month}-01" for month in breaks])
    found = np.zeros(len(periods), dtype=bool)
    for day in days:
        found |= np.asarray((periods.start_time <= day) & (day <= periods.end_time))
    return found


def _positive(past: Floats) -> NDArray[np.bool_]:
    """Series that were positive: one figure in fifty may be a slip."""
    there = np.isfinite(past)
    lacking = (there & (past <= 0)).sum(axis=1)
    found: NDArray[np.bool_] = (there.sum(axis=1) > 0) & (lacking <= there.sum(axis=1) / 50)
    return found


def _known_before(values: Floats) -> NDArray[np.int64]:
    there = np.isfinite(values)
    found: NDArray[np.int64] = np.cumsum(there, axis=1) - there
    return found


def _batches(logs: NDArray[np.bool_], states: int) -> list[NDArray[np.int64]]:
    models, size = 30, states + 2
    count = max(1, _ROOM // (models * size * size))
    found = []
    for kind in (True, False):
        rows = np.flatnonzero(logs == kind)
        found += [rows[at : at + count] for at in range(0, len(rows), count)]
    return found
