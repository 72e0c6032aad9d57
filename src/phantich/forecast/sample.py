"""Complete series on the scale of a model, and the classical seasonal factors of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from phantich.measures.panel import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Series without gaps, aligned at each one's first period.

    Parameters
    ----------
    values
        Array ``(periods, series)``, zero after a series' end.
    lengths
        Periods of each series.
    season
        Periods in a year; 1 for yearly series.
    ahead
        Periods to forecast after each series' own end.
    """

    values: Floats
    lengths: NDArray[np.int64]
    season: int
    ahead: int

    @property
    def inside(self) -> NDArray[np.bool_]:
        """Whether a period lies before a series' end, ``(periods, series)``."""
        found: NDArray[np.bool_] = np.arange(len(self.values))[:, None] < self.lengths
        return found

    @property
    def future(self) -> NDArray[np.int64]:
        """Periods to forecast, counted from each series' first, ``(ahead, series)``."""
        found: NDArray[np.int64] = self.lengths + np.arange(self.ahead)[:, None]
        return found

    def with_values(self, values: Floats) -> Sample:
        """The same series with other values; those after the end become zero."""
        return Sample(np.where(self.inside, values, 0.0), self.lengths, self.season, self.ahead)

    def steps(self) -> Floats:
        """Root mean squared change from one period to the next, ``(series,)``; never zero."""
        changes = np.where(self.inside[1:], np.diff(self.values, axis=0), 0.0)
        mean = (changes**2).sum(axis=0) / np.maximum(self.lengths - 1, 1)
        found: Floats = np.maximum(np.sqrt(mean), 1e-12)
        return found


#: A model: point forecasts ``(ahead, series)`` on the scale of the sample.
Member = Callable[[Sample], Floats]


def seasonal_index(sample: Sample, *, shrink: bool = False) -> Floats:
    """Additive seasonal index of each place in the year, ``(season, series)``; sums to zero.

    The mean difference from the centred moving average of a year. With `shrink` it is multiplied by
    1 − noise / size, never below zero, where the noise is what the differences of single years
    around the index would give by chance [1]_: a series without a season keeps none.

    Place 0 is that of the series' first period. All zero where a series has less than two years.

    References
    ----------
    .. [1] Miller, D. M., & Williams, D. (2003). Shrinkage estimators of time series seasonal
       factors and their effect on forecasting accuracy. International Journal of Forecasting,
       19(4), 669–684.
    """
    season, (periods, series) = sample.season, sample.values.shape
    if season == 1 or periods <= 2 * season:
        return np.zeros((season, series))
    ratios = sample.values - _centred_average(sample)
    years = -(-periods // season)
    padded = np.full((years * season, series), np.nan)
    padded[:periods] = ratios
    padded = padded.reshape(years, season, series)
    there = np.isfinite(padded)
    counts = there.sum(axis=0)
    index = np.where(there, padded, 0.0).sum(axis=0) / np.maximum(counts, 1)
    index -= index.mean(axis=0)
    index[:, (counts == 0).any(axis=0)] = 0.0
    if not shrink:
        return np.asarray(index)
    left = np.where(there, padded - index, 0.0)
    total = counts.sum(axis=0)
    single = (left**2).sum(axis=(0, 1)) / np.maximum(total - season, 1)
    noise = (season - 1) * single / np.maximum(total / season, 1)
    kept: Floats = index * np.clip(1 - noise / np.maximum((index**2).sum(axis=0), 1e-300), 0, 1)
    return kept


def _centred_average(sample: Sample) -> Floats:
    """Moving average over a year, half weights at both ends; NaN where a year is not whole."""
    season, (periods, series) = sample.season, sample.values.shape
    half = season // 2
    sums = np.concatenate([np.zeros((1, series)), np.cumsum(sample.values, axis=0)])
    year = (sums[season:] - sums[:-season]) / season
    middle = (year[1:] + year[:-1]) / 2 if season % 2 == 0 else year
    found = np.full((periods, series), np.nan)
    found[half : half + len(middle)] = middle
    place = np.arange(periods)[:, None]
    found[(place + half >= sample.lengths) | (place < half)] = np.nan
    return found


def at(index: Floats, periods: NDArray[np.int64]) -> Floats:
    """Seasonal index ``(season, series)`` of periods ``(n, series)``."""
    found: Floats = np.take_along_axis(index, periods % len(index), axis=0)
    return found


def without_season(sample: Sample, index: Floats) -> Sample:
    """The sample less a seasonal index."""
    periods = np.broadcast_to(np.arange(len(sample.values))[:, None], sample.values.shape)
    return sample.with_values(sample.values - at(index, periods))
