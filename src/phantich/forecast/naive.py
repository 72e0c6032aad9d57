"""Seasonal naive: each period repeats the same period of the last year that has a figure.

    ŷ(T+h) = y(T+h−ms), m the smallest number of years for which there is a figure,
    Var = m × mean of (y(t) − y(t−s))².

It is the yardstick of every other model and their fallback. Series without a whole year, and yearly
ones, repeat their last figure (s = 1). Bands are normal, and end at zero where the past never went
below it.

References
----------
.. [1] Hyndman, R. J., & Athanasopoulos, G. (2021). Forecasting: Principles and Practice, 3rd
   edition, sections 5.2 and 5.5. OTexts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from phantich.forecast.protocol import (
    Forecast,
    Known,
    Origin,
    band_probabilities,
    check_horizon,
)
from phantich.forecast.screening import Screened, screen
from phantich.measures.panel import Floats, Panel


@dataclass(frozen=True, slots=True)
class SeasonalNaive:
    """The seasonal naive forecast (see the module's text)."""

    origin: Origin = "panel"
    name: str = "naive"

    def forecast(
        self,
        panel: Panel,
        horizon: int,
        probabilities: Floats | None = None,
        known: Known | None = None,
    ) -> Forecast:
        """See `phantich.forecast.protocol.Forecaster`; known regressors are not used."""
        check_horizon(panel, horizon)
        chosen = band_probabilities() if probabilities is None else np.asarray(probabilities)
        screened = screen(panel, self.origin)
        return naive_forecast(panel, horizon, chosen, screened, self.name, self.origin)


def naive_forecast(
    panel: Panel,
    horizon: int,
    probabilities: Floats,
    screened: Screened,
    name: str,
    origin: Origin = "panel",
) -> Forecast:
    """Seasonal naive of the series that were judged fit for any forecast."""
    series = len(panel.ids)
    mean = np.full((series, horizon), np.nan)
    deviation = np.full((series, horizon), np.nan)
    for row in range(series):
        if screened.treatment[row] == "none":
            continue
        end = screened.last[row] + 1 if origin == "own" else panel.values.shape[1]
        values = panel.values[row, screened.first[row] : end]
        season = panel.seasons
        if screened.last[row] - screened.first[row] < season:
            season = 1
        mean[row], deviation[row] = _repeat(values, season, horizon)
    quantiles = mean[:, :, None] + deviation[:, :, None] * ndtri(probabilities)
    positive = ~(panel.values < 0).any(axis=1)
    quantiles[positive] = np.maximum(quantiles[positive], 0.0)
    models = tuple("" if kind == "none" else name for kind in screened.treatment)
    told = tuple(tuple(remarks) for remarks in screened.notes)
    start = panel.start + panel.values.shape[1]
    lead = panel.values.shape[1] - 1 - screened.last if origin == "own" else None
    return Forecast(
        panel.ids, start, panel.frequency, mean, probabilities, quantiles, models, told, lead
    )


def _repeat(values: Floats, season: int, horizon: int) -> tuple[Floats, Floats]:
    """Point forecasts and standard deviations of one series."""
    steps = values[season:] - values[:-season]
    steps = steps[np.isfinite(steps)]
    largest = max(float(np.abs(steps).max(initial=0.0)), np.finfo(float).tiny)
    spread = largest * np.sqrt(np.mean((steps / largest) ** 2)) if len(steps) else np.nan
    mean = np.full(horizon, np.nan)
    years = np.ones(horizon)
    for ahead in range(horizon):
        place = len(values) + ahead
        same = np.arange(place, -1, -season)
        same = same[same < len(values)]
        found = same[np.isfinite(values[same])]
        if len(found):
            mean[ahead], years[ahead] = values[found[0]], (place - found[0]) / season
        else:
            last = np.flatnonzero(np.isfinite(values))[-1]
            mean[ahead] = values[last]
    return mean, spread * np.sqrt(years)
