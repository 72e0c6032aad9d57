"""Short series of many siblings, such as communes: what all of them did says what each may do.

A series too short for a model of its own is carried on by the growth of its siblings: its last
figure of the same season, times the pooled growth to which its own growth is shrunk. Bands are the
pooled errors of the same rule a year earlier. Where that cannot be learned, the reason is given.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from phantich.forecast.protocol import band_probabilities
from phantich.measures.panel import Floats, Panel
from phantich.seasonal.result import Note

#: Fewest siblings with errors of their own, for bands at all.
LEAST_SIBLINGS = 20
_FEW = Note(
    "không dự báo: cần ít nhất hai năm số liệu của chính địa phương",
    "not forecast: two years of its own figures are needed",
)
_ALONE = Note(
    "không dự báo: chưa đủ địa phương có số liệu ba năm để biết sai số",
    "not forecast: too few localities with three years of figures to know the error",
)
_BELOW = Note("không dự báo: số liệu không dương", "not forecast: figures that are not positive")


@dataclass(frozen=True, slots=True, eq=False)
class PooledForecast:
    """Means ``(series, horizon)``, quantiles, and a reason where there is no forecast."""

    mean: Floats
    probabilities: Floats
    quantiles: Floats
    reasons: tuple[Note | None, ...]
    #: Growth on the year before of all siblings, as a ratio.
    growth: float


def pooled_forecast(
    panel: Panel, horizon: int, *, shrink: float = 2.0, probabilities: Floats | None = None
) -> PooledForecast:
    """Forecast of short positive series, at most a year ahead.

    With ``g`` the log growth of a series on the year before, the growth used is
    ``(n·g + shrink·ḡ)/(n + shrink)``: n years of its own against the median ḡ of all.

    Parameters
    ----------
    panel
        Siblings of one frequency and unit.
    horizon
        Periods ahead; at most a year.
    """
    chosen = band_probabilities() if probabilities is None else probabilities
    year = panel.seasons
    steps = min(horizon, year)
    with np.errstate(invalid="ignore", divide="ignore"):
        logs = np.where(panel.values > 0, np.log(panel.values), np.nan)
    centre, own = _carried(logs, year, steps, shrink)
    errors = np.full((len(logs), steps), np.nan)
    if logs.shape[1] > 2 * year:
        before, _ = _carried(logs[:, :-year], year, steps, shrink)
        errors = logs[:, -year:][:, :steps] - before
    known = np.isfinite(errors).any(axis=1).sum()
    usable = np.isfinite(centre).all(axis=1) & (known >= LEAST_SIBLINGS)
    spread = np.nanquantile(errors, chosen) if known >= LEAST_SIBLINGS else np.full(5, np.nan)
    mean = np.where(usable[:, None], np.exp(centre), np.nan)
    quantiles = mean[:, :, None] * np.exp(spread - np.nanmedian(errors) if known else spread)
    reasons = tuple(
        None if usable[row] else _reason(panel.values[row], bool(np.isfinite(centre[row]).all()))
        for row in range(len(logs))
    )
    return PooledForecast(mean, chosen, quantiles, reasons, float(np.exp(own)))


def _carried(logs: Floats, year: int, steps: int, shrink: float) -> tuple[Floats, float]:
    """Log forecasts ``(series, steps)``, and the pooled growth."""
    if logs.shape[1] < 2 * year:
        return np.full((len(logs), steps), np.nan), float("nan")
    growth = logs[:, year:] - logs[:, :-year]
    counts = np.isfinite(growth).sum(axis=1) / year
    if not counts.any():
        return np.full((len(logs), steps), np.nan), float("nan")
    common = float(np.nanmedian(growth))
    known = np.isfinite(growth[:, -year:])
    sums = np.where(known, growth[:, -year:], 0.0).sum(axis=1)
    own = np.where(known.any(axis=1), sums / np.maximum(known.sum(axis=1), 1), common)
    used = (counts * own + shrink * common) / (counts + shrink)
    used = np.where(counts > 0, used, np.nan)
    return logs[:, -year:][:, :steps] + used[:, None], common


def _reason(values: Floats, made: bool) -> Note:
    known = values[np.isfinite(values)]
    if len(known) and (known <= 0).any():
        return _BELOW
    return _ALONE if made else _FEW
