"""Exponential smoothing with and without damped trend and season, averaged by AICc.

In innovations form [1]_, on the model's scale (with logs, the multiplicative models):

    y(t) = l(t−1) + φ b(t−1) + s(t−m) + e(t)
    l(t) = l(t−1) + φ b(t−1) + α e(t),   b(t) = φ b(t−1) + αβ e(t),   s(t) = s(t−m) + (1−α)γ e(t)

All parameters and the first level are fitted by least squares; trend and season begin with those of
the first two years. The four models (trend or none, season or none) are weighted by exp(−AICc/2)
[2]_, which is steadier than the choice of one.

References
----------
.. [1] Hyndman, R. J., Koehler, A. B., Ord, J. K., & Snyder, R. D. (2008). Forecasting with
   Exponential Smoothing: The State Space Approach. Springer.
.. [2] Kolassa, S. (2011). Combining exponential smoothing forecasts using Akaike weights.
   International Journal of Forecasting, 27(2), 238–251.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from phantich.forecast.least import minimise
from phantich.forecast.sample import Sample, seasonal_index, without_season
from phantich.measures.panel import Floats

#: Name → start, lower and upper bound; α, γ and β as in the module's text.
_BOUNDS: Final = {
    "alpha": (0.3, 0.0, 1.0),
    "gamma": (0.1, 0.0, 0.9),
    "beta": (0.1, 0.0, 0.9),
    "phi": (0.95, 0.8, 0.98),
    "level": (0.0, -20.0, 20.0),
}


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """States before the first period, in units of the typical step: level, trend, season."""

    level: Floats
    trend: Floats
    season: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Smoothed:
    """Forecasts ``(ahead, series)`` and the AICc of the model that made them, ``(series,)``."""

    forecasts: Floats
    criterion: Floats


def ets(sample: Sample) -> Floats:
    """Akaike-weighted forecasts ``(ahead, series)`` of the four models."""
    seasons = (False, True) if sample.season > 1 else (False,)
    return averaged(
        [smooth(sample, trend, season) for trend in (False, True) for season in seasons]
    )


def averaged(models: list[Smoothed]) -> Floats:
    """Forecasts weighted by exp(−AICc/2)."""
    criteria = np.array([model.criterion for model in models])
    weights = np.exp(-0.5 * (criteria - criteria.min(axis=0)))
    weights /= weights.sum(axis=0)
    forecasts = np.array([model.forecasts for model in models])
    found: Floats = np.einsum("kr,khr->hr", weights, forecasts)
    return found


def criterion(squares: Floats, sample: Sample, count: int) -> Floats:
    """AICc of a model with `count` parameters and this sum of squares on the sample's scale."""
    size = sample.lengths
    left = np.maximum(size - count - 1, 1)
    found: Floats = size * np.log(np.maximum(squares, 1e-300) / size) + 2 * count * size / left
    return found


def smooth(sample: Sample, trend: bool, season: bool) -> Smoothed:
    """One model, fitted and continued."""
    unit = sample.steps()
    scaled = sample.with_values(sample.values / unit)
    start = begin(scaled, trend, season)
    names = [name for name in _BOUNDS if _used(name, trend, season)]
    first, lower, upper = np.array([_BOUNDS[name] for name in names]).T
    model = _Model(scaled, start, trend, season)
    point, squares = minimise(
        model.errors, np.tile(first, (len(unit), 1)), np.asarray(lower), np.asarray(upper)
    )
    extra = sample.season * season + trend + 1
    ends = criterion(squares * unit**2, sample, len(names) + extra)
    return Smoothed(model.continued(point) * unit, ends)


def _used(name: str, trend: bool, season: bool) -> bool:
    return {"gamma": season, "beta": trend, "phi": trend}.get(name, True)


def begin(sample: Sample, trend: bool, season: bool) -> Start:
    """States before the first period: the line through the first two years less their season."""
    index = seasonal_index(sample) if season else np.zeros((sample.season, len(sample.lengths)))
    level = without_season(sample, index).values if season else sample.values
    reach = min(int(sample.lengths.min()), 2 * sample.season if season else 10)
    place = np.arange(1, reach + 1) - (reach + 1) / 2
    mean = level[:reach].mean(axis=0)
    if not trend:
        return Start(mean, np.zeros_like(mean), index)
    slope = place @ level[:reach] / (place**2).sum()
    return Start(mean - slope * (reach + 1) / 2, slope, index)


class _Model:
    """The recursions for many parameter points at once."""

    def __init__(self, sample: Sample, start: Start, trend: bool, season: bool) -> None:
        self.sample, self.start = sample, start
        self.trend, self.season = trend, season

    def errors(self, points: Floats) -> Floats:
        """One-step errors ``(periods, points, series)``."""
        return self._run(points)[0]

    def continued(self, point: Floats) -> Floats:
        """Forecasts ``(ahead, series)`` at one point a series."""
        _, level, trend, season, phi = self._run(point[None])
        found = np.zeros((self.sample.ahead, point.shape[0]))
        columns = np.arange(point.shape[0])
        level, trend, season = level[0], trend[0], season[:, 0]
        for place, period in enumerate(self.sample.future):
            trend = phi[0] * trend
            level = level + trend
            found[place] = level + season[period % len(season), columns]
        return found

    def _run(self, points: Floats) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        values, inside = self.sample.values, self.sample.inside
        shape = points.shape[:2]
        alpha, gamma, beta, phi = self._parameters(points)
        level = self.start.level + points[..., -1]
        trend = np.broadcast_to(self.start.trend, shape)
        season = np.repeat(self.start.season[:, None], shape[0], axis=1)
        errors = np.zeros((len(values), *shape))
        whole = int(self.sample.lengths.min())
        for period, value in enumerate(values):
            place = period % len(season)
            damped = phi * trend if self.trend else trend
            base = level + damped if self.trend else level
            error = value - base - season[place] if self.season else value - base
            if period >= whole:
                error = np.where(inside[period], error, 0.0)
                base = np.where(inside[period], base, level)
                damped = np.where(inside[period], damped, trend)
            errors[period] = error
            level = base + alpha * error
            if self.trend:
                trend = damped + beta * error
            if self.season:
                season[place] += gamma * error
        return errors, level, trend, season, phi

    def _parameters(self, points: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """α, (1−α)γ, αβ and φ, each ``(points, series)``."""
        columns = iter(np.moveaxis(points, -1, 0))
        alpha = next(columns)
        none = np.zeros_like(alpha)
        gamma = next(columns) * (1 - alpha) if self.season else none
        if not self.trend:
            return alpha, gamma, none, none + 1.0
        beta = next(columns) * alpha
        return alpha, gamma, beta, next(columns)
