"""The dynamic optimised theta model on a seasonally adjusted series.

A theta line with parameter ϑ keeps the straight line of the series and magnifies its curvature; the
forecast averages the line itself and simple exponential smoothing, so that about half of the trend
goes on. As one-step recursions, with the line's intercept A and slope B estimated anew each period,

    ŷ(t|t−1) = l(t−1) + w [(1−α)^(t−1) A(t−1) + (1 − (1−α)^t)/α B(t−1)],   w = 1 − 1/ϑ
    l(t) = α y(t) + (1−α) l(t−1).

For a given α the forecast errors are linear in l(0) and w: the model is fitted by a grid over α
with least squares in closed form, for all series at once.

References
----------
.. [1] Assimakopoulos, V., & Nikolopoulos, K. (2000). The theta model: a decomposition approach to
   forecasting. International Journal of Forecasting, 16(4), 521–530.
.. [2] Fiorucci, J. A., Pellegrini, T. R., Louzada, F., Petropoulos, F., & Koehler, A. B. (2016).
   Models for optimising the theta method and their relationship to state space models.
   International Journal of Forecasting, 32(4), 1151–1161.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from phantich.forecast.sample import Sample, at, seasonal_index, without_season
from phantich.measures.panel import Floats

_GRID: Final = (*np.arange(1, 20) / 20, 0.99)
#: Errors of the first periods, in which the line is not yet known, are not counted.
_EARLY: Final = 3
#: Largest w; ϑ of 50.
_MOST: Final = 0.98


def theta(sample: Sample) -> Floats:
    """Forecasts ``(ahead, series)``; the seasonal index is shrunk and put back."""
    index = seasonal_index(sample, shrink=True)
    return forecast_line(without_season(sample, index)) + at(index, sample.future)


@dataclass(slots=True)
class _Best:
    squares: Floats
    alpha: Floats
    weight: Floats
    level: Floats


def forecast_line(sample: Sample) -> Floats:
    """Theta forecasts of series without a season.

    Examples
    --------
    A straight line goes on as a line of at least half the slope.

    >>> line = Sample(np.arange(40.0)[:, None], np.array([40]), 1, 2)
    >>> bool((forecast_line(line)[0] > 39.4).all())
    True
    """
    first = sample.values[0]
    size = sample.steps()
    scaled = sample.with_values((sample.values - first) / size)
    mean, slope, intercept = _lines(scaled.values)
    best = _fit(scaled, slope, intercept)
    columns = np.arange(len(first))
    last = sample.lengths - 1
    mean, slope, intercept = (part[last, columns] for part in (mean, slope, intercept))
    level, count = best.level, sample.lengths.astype(float)
    keep = 1 - best.alpha
    found = np.zeros((sample.ahead, len(first)))
    for place in range(sample.ahead):
        line = keep**count * intercept + (1 - keep ** (count + 1)) / best.alpha * slope
        found[place] = level + best.weight * line
        level = best.alpha * found[place] + keep * level
        count = count + 1
        slope = ((count - 2) * slope + 6 * (found[place] - mean) / count) / (count + 1)
        mean = mean + (found[place] - mean) / count
        intercept = mean - slope * (count + 1) / 2
    return np.asarray(found * size + first)


def _lines(values: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean, slope and intercept of the least-squares line through each beginning of a series."""
    count = np.arange(1, len(values) + 1)[:, None]
    mean = np.cumsum(values, axis=0) / count
    slope = np.zeros_like(values)
    for place in range(1, len(values)):
        step = 6 * (values[place] - mean[place - 1]) / (place + 1)
        slope[place] = ((place - 1) * slope[place - 1] + step) / (place + 2)
    return mean, slope, mean - slope * (count + 1) / 2


def _fit(sample: Sample, slope: Floats, intercept: Floats) -> _Best:
    values, series = sample.values, sample.values.shape[1]
    before = np.arange(len(values))[:, None]
    slope = np.concatenate([np.zeros((1, series)), slope[:-1]])
    intercept = np.concatenate([values[:1], intercept[:-1]])
    counted = sample.inside & (before >= _EARLY)
    zeros = np.zeros(series)
    best = _Best(np.full(series, np.inf), zeros, zeros, zeros)
    columns, last = np.arange(series), sample.lengths - 1
    for alpha in _GRID:
        keep = 1 - alpha
        levels = _smoothed(values, alpha)
        error = np.where(counted, values, 0.0)
        error[1:] -= np.where(counted[1:], levels[:-1], 0.0)
        start = np.where(counted, keep**before, 0.0)
        line = keep**before * intercept + (1 - keep ** (before + 1)) / alpha * slope
        line = np.where(counted, line, 0.0)
        weight, level, squares = _two(start, line, error)
        end = levels[last, columns] + keep**sample.lengths * level
        found = _Best(squares, np.full(series, alpha), weight, end)
        better = squares < best.squares
        best = _Best(
            *(
                np.where(better, getattr(found, name), getattr(best, name))
                for name in ("squares", "alpha", "weight", "level")
            )
        )
    return best


def _smoothed(values: Floats, alpha: float) -> Floats:
    """l(t) = α y(t) + (1 − α) l(t−1), from l = 0 before the first period."""
    found = alpha * values
    for place in range(1, len(values)):
        found[place] += (1 - alpha) * found[place - 1]
    return found


def _two(start: Floats, line: Floats, error: Floats) -> tuple[Floats, Floats, Floats]:
    """Least squares of the error on both columns; one pseudo-observation l(0) = y(1) = 0."""
    first = (start**2).sum(axis=0) + 1
    second, cross = (line**2).sum(axis=0), (start * line).sum(axis=0)
    on_start, on_line = (start * error).sum(axis=0), (line * error).sum(axis=0)
    pivot = first * second - cross**2
    fine = pivot > 1e-12 * first * second
    weight = np.where(fine, (first * on_line - cross * on_start) / np.where(fine, pivot, 1), 0.0)
    weight = np.clip(weight, 0, _MOST)
    level = (on_start - weight * cross) / first
    return weight, level, ((error - level * start - weight * line) ** 2).sum(axis=0)
