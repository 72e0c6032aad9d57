"""What a reader is told of the future of a series: levels, or growth on last year.

Where the index behind a growth is known, the index is forecast: its growth within a year has a
known base, so that the bands carry over exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from phantich.forecast.backtest import truncated
from phantich.forecast.combination import Combined
from phantich.forecast.protocol import Forecast, Forecaster, band_probabilities
from phantich.measures.panel import Floats, Panel, PanelFrequency
from phantich.seasonal.result import Note

#: What is told: the value itself, or its ratio to that of a year before, in per cent.
Told = Literal["level", "growth"]
#: Years of the past that a forecast is made of: older figures had other seasons and other unrest,
#: and made bands of national prices twice too wide.
YEARS: Final = 10
#: Probabilities of the limits of both bands and of the middle.
PROBABILITIES: Final = band_probabilities()


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """One series of which a forecast is wanted.

    Parameters
    ----------
    unique_id
        Its name.
    values
        Figures by period of one frequency (``2024-05``, ``2024-Q2``); what lacks is a gap.
    told
        ``level``, or ``growth`` on the same period of the year before, base = 100.
    limits
        Lowest and highest value that can be.
    breaks
        Months in which the level may have changed for good.
    """

    unique_id: str
    values: pd.Series
    told: Told = "level"
    limits: tuple[float, float] = (-np.inf, np.inf)
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Prospect:
    """What is expected, and how the same method did over the last year.

    Parameters
    ----------
    periods
        Periods forecast, as text.
    quantiles
        Array ``(horizon, probabilities)`` of what is told; of `PROBABILITIES`.
    model, notes
        What made it; what a reader should know.
    error
        Mean absolute error of the forecasts made a year ago for the year since: per cent of the
        figure for levels, points for growth. NaN where they could not be made, and for levels that
        are sometimes negative. Periods from a break on are left out, for nobody forecast the new
        territory before it came.
    inside, scored
        How many of these figures lay in the 80 % band, and how many there were.
    half_width
        Mean half width of this year's 80 % band, in the unit of `error`.
    """

    periods: tuple[str, ...]
    quantiles: Floats
    model: str
    notes: tuple[Note, ...]
    error: float
    inside: int
    scored: int
    half_width: float

    @property
    def middle(self) -> Floats:
        """Medians, ``(horizon,)``."""
        return self.quantiles[:, len(PROBABILITIES) // 2]


def prospects(
    requests: Sequence[Request],
    frequency: PanelFrequency = "M",
    *,
    horizon: int = 12,
    model: Forecaster | None = None,
    scored: bool = True,
) -> dict[str, Prospect]:
    """Prospects of the series that can be forecast, by name; the others are left out.

    All series are forecast from the newest period that any of them has. They are forecast as of a
    year ago, too, unless they need not be `scored`.

    Examples
    --------
    >>> months = pd.period_range("2019-01", "2024-12", freq="M").astype(str)
    >>> values = pd.Series(100.0 + np.arange(72) % 12, index=months)
    >>> made = prospects([Request("a", values)])["a"]
    >>> made.periods[0], made.model, bool(abs(made.middle[0] - 100) < 1)
    ('2025-01', 'combined', True)
    """
    made: dict[str, Prospect] = {}
    for breaks in sorted({request.breaks for request in requests}):
        own = [request for request in requests if request.breaks == breaks and len(request.values)]
        if own:
            chosen = Combined(breaks=breaks) if model is None else model
            made |= _prospects(own, frequency, horizon, chosen, scored)
    return made


def _prospects(
    requests: list[Request],
    frequency: PanelFrequency,
    horizon: int,
    model: Forecaster,
    scored: bool,
) -> dict[str, Prospect]:
    panel = _newest(_panel(requests, frequency))
    year = panel.seasons
    now = model.forecast(panel, horizon, PROBABILITIES)
    then = None
    if scored and panel.values.shape[1] > year:
        then = model.forecast(truncated(panel, year), min(horizon, year), PROBABILITIES)
    names = _names(now)
    made = {}
    for row, request in enumerate(requests):
        if not now.models[row]:
            continue
        past = panel.values[row]
        quantiles = _told(request, now.quantiles[row], past, year)
        if not np.isfinite(quantiles).all():
            continue
        score = np.nan, 0, 0
        if then is not None and then.models[row]:
            cut = past[: len(past) - year]
            before = _told(request, then.quantiles[row], cut, year)
            came = _told(request, past[len(cut) :, None][: len(before)], cut, year)[:, 0]
            came[_broken(request, panel, len(cut), len(came))] = np.nan
            score = _score(request, before, came)
        width = quantiles[:, 3] - quantiles[:, 1]
        scale = 1.0 if request.told == "growth" else np.abs(quantiles[:, 2]) / 100
        made[request.unique_id] = Prospect(
            names, quantiles, now.models[row], now.notes[row], *score,
            _mean(width / 2, scale),
        )  # fmt: skip
    return made


def _mean(widths: Floats, scale: float | Floats) -> float:
    """Mean of the widths over the scale; NaN where that is nowhere above zero."""
    scales = np.broadcast_to(np.asarray(scale), widths.shape)
    there = scales > 0
    return float((widths[there] / scales[there]).mean()) if there.any() else float("nan")


def _broken(request: Request, panel: Panel, first: int, count: int) -> NDArray[np.bool_]:
    """Which of the periods from the first on lie behind a break that came after it."""
    behind = np.zeros(count, dtype=bool)
    for month in request.breaks:
        place = panel.place(month) if month >= f"{panel.starts[0]:%Y-%m}" else -1
        if place >= first:
            behind[place - first :] = True
    return behind


def _panel(requests: list[Request], frequency: PanelFrequency) -> Panel:
    tables = [
        pd.DataFrame({"unique_id": r.unique_id, "ds": r.values.index, "y": r.values.to_numpy()})
        for r in requests
    ]
    return Panel.from_long(pd.concat(tables, ignore_index=True), frequency)


def _newest(panel: Panel) -> Panel:
    """The last `YEARS` of the panel."""
    dropped = max(panel.values.shape[1] - YEARS * panel.seasons, 0)
    return Panel(panel.ids, panel.values[:, dropped:], panel.start + dropped, panel.frequency)


def _names(made: Forecast) -> tuple[str, ...]:
    return tuple(period_name(day, made.frequency) for day in made.starts)


def period_name(day: pd.Timestamp, frequency: PanelFrequency) -> str:
    """Period text of its first day.

    Examples
    --------
    >>> period_name(pd.Timestamp("2026-07-01"), "Q"), period_name(pd.Timestamp("2026-07-01"), "M")
    ('2026-Q3', '2026-07')
    """
    match frequency:
        case "M":
            return f"{day:%Y-%m}"
        case "Q":
            return f"{day.year}-Q{(day.month + 2) // 3}"
        case "S":
            return f"{day.year}-S{(day.month + 5) // 6}"
        case _:
            return f"{day.year}"


def _told(request: Request, values: Floats, past: Floats, year: int) -> Floats:
    """Values after the past as they are told, ``(periods, …)``; growth needs the year before."""
    if request.told == "level":
        clipped: Floats = np.clip(values, *request.limits)
        return clipped
    told = np.full(values.shape, np.nan)
    known = min(len(values), year, len(past))
    base = past[len(past) - year : len(past) - year + known] if len(past) >= year else past[:0]
    told[: len(base)] = 100 * values[: len(base)] / base[:, None]
    return told[:known]


def _score(request: Request, before: Floats, came: Floats) -> tuple[float, int, int]:
    """Mean absolute error, how many lay in the 80 % band, and how many there are."""
    known = np.isfinite(came) & np.isfinite(before).all(axis=1)
    if request.told == "level":
        # A per cent of what may be zero or below says nothing.
        known &= (came > 0) & (request.values.min() >= 0)
    if not known.any():
        return np.nan, 0, 0
    error = np.abs(before[known, 2] - came[known])
    if request.told == "level":
        error = 100 * error / np.abs(came[known])
    within = (before[known, 1] <= came[known]) & (came[known] <= before[known, 3])
    return float(error.mean()), int(within.sum()), int(known.sum())
