"""Two small families of autoregressions, by least squares in closed form for all series at once.

``levels``: regressions of y(t) on its own last figures and a constant. They differ in their lags
and are weighted by exp(−AICc/2), all on the same periods. They return to a mean where the past did.

``growth``: the change from the year before, less half of its mean, on lags 1, 2, 3, s and s + 1,
with shrunk coefficients: growth that fades, as half the trend does in the theta method.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from phantich.forecast.sample import Sample
from phantich.forecast.smoothing import Smoothed, averaged, criterion
from phantich.measures.panel import Floats

#: Weight of «all coefficients are zero», in observations.
_RIDGE: Final = 5.0
#: How far beyond the past a forecast may go, in multiples of the past's range.
_BEYOND: Final = 1.0


@dataclass(frozen=True, slots=True)
class Regression:
    """Lags of an autoregression with a constant."""

    lags: tuple[int, ...]


def level_models(season: int) -> tuple[Regression, ...]:
    """Regressions on levels: one to four lags, and with last year's figure."""
    short = [tuple(range(1, last + 1)) for last in range(1, 5)]
    yearly = [(1, season), (1, 2, 3, season)] if season > 3 else []
    return tuple(Regression(lags) for lags in (*short, *yearly))


def levels(sample: Sample) -> Floats:
    """Weighted forecasts ``(ahead, series)`` of the regressions on levels."""
    models = level_models(sample.season)
    early = max(lag for model in models for lag in model.lags)
    return averaged([_regress(sample, model, early) for model in models])


def _regress(sample: Sample, model: Regression, early: int) -> Smoothed:
    values = sample.values
    columns = np.stack(
        [values[early - lag : len(values) - lag] for lag in model.lags]
        + [np.ones_like(values[early:])],
        axis=2,
    )
    columns *= sample.inside[early:, :, None]
    coefficients, squares = _least(columns, values[early:])
    count = np.maximum(sample.lengths - early, 1)
    part = Sample(values, count, sample.season, sample.ahead)
    ends = criterion(squares, part, len(model.lags) + 2)
    found = _continued(sample, model.lags, coefficients)
    low, high = _range(sample)
    reach = _BEYOND * (high - low)
    return Smoothed(np.clip(found, low - reach, high + reach), ends)


def growth(sample: Sample) -> Floats:
    """Forecasts ``(ahead, series)`` from the yearly change (see the module's text)."""
    season = sample.season
    change = sample.values[season:] - sample.values[:-season]
    inside = sample.inside[season:]
    count = np.maximum(sample.lengths - season, 1)
    mean = np.where(inside, change, 0.0).sum(axis=0) / count / 2
    yearly = Sample(np.where(inside, change - mean, 0.0), count, season, sample.ahead)
    wanted = (1, 2, 3, season, season + 1) if season > 3 else tuple(range(1, season + 2))
    lags = tuple(lag for lag in wanted if lag < int(count.min()) - season)
    coming = np.zeros((sample.ahead, len(count)))
    if lags:
        early = max(lags)
        past = [yearly.values[early - lag : len(change) - lag] for lag in lags]
        columns = np.stack(past, axis=2) * yearly.inside[early:, :, None]
        spread = (yearly.values**2).sum(axis=0) / count
        coefficients, _ = _least(columns, yearly.values[early:], _RIDGE * spread)
        coefficients = np.column_stack([coefficients, np.zeros(len(count))])
        coming = _continued(yearly, lags, coefficients)
    return _accumulated(sample, coming + mean)


def _accumulated(sample: Sample, changes: Floats) -> Floats:
    """Levels whose changes from the year before are given."""
    season, series = sample.season, np.arange(len(sample.lengths))
    found = np.zeros_like(changes)
    for place in range(sample.ahead):
        if place < season:
            found[place] = sample.values[sample.lengths + place - season, series]
        else:
            found[place] = found[place - season]
        found[place] += changes[place]
    return found


def _least(columns: Floats, target: Floats, ridge: Floats | float = 0.0) -> tuple[Floats, Floats]:
    """Coefficients ``(series, k)`` and the sum of squares ``(series,)``."""
    cross = np.einsum("trk,trl->rkl", columns, columns)
    diagonal = np.einsum("rkk->rk", cross)
    diagonal += 1e-9 * diagonal + np.reshape(ridge, (-1, 1)) + 1e-12
    found = np.linalg.solve(cross, np.einsum("trk,tr->rk", columns, target)[..., None])[..., 0]
    fitted = np.einsum("trk,rk->tr", columns, found)
    there = (columns != 0).any(axis=2)
    return found, (np.where(there, target - fitted, 0.0) ** 2).sum(axis=0)


def _continued(sample: Sample, lags: tuple[int, ...], coefficients: Floats) -> Floats:
    """The regression run on; the last coefficient is the constant."""
    early, series = max(lags), np.arange(len(sample.lengths))
    last = sample.lengths - early + np.arange(early)[:, None]
    path = np.concatenate([sample.values[last, series], np.zeros((sample.ahead, len(series)))])
    for place in range(early, early + sample.ahead):
        past = path[[place - lag for lag in lags]]
        path[place] = np.einsum("kr,rk->r", past, coefficients[:, :-1]) + coefficients[:, -1]
    return path[early:]


def _range(sample: Sample) -> tuple[Floats, Floats]:
    low = np.where(sample.inside, sample.values, np.inf).min(axis=0)
    return low, np.where(sample.inside, sample.values, -np.inf).max(axis=0)
