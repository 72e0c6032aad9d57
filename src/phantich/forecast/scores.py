"""Scores of forecasts against what came.

With y what came, ŷ the point forecast, and the scale of a series the mean absolute difference from
the same period of the year before, over its past [1]_:

* MASE  mean |y − ŷ| / scale
* RMSSE √(mean (y − ŷ)² / mean of the past's squared yearly differences)
* sMAPE 200 × mean |y − ŷ| / (|y| + |ŷ|)
* bias  mean (ŷ − y) / scale
* WIS   weighted interval score of the median and K central bands, over scale [2]_, [3]_:
  (½|y − m| + Σ ½αₖ (width + 2/αₖ × distance outside)) / (K + ½). It is twice the mean pinball loss
  of all the quantiles, and approximates the CRPS.
* coverage  share of what came inside the central band

Periods without a figure count nowhere; where a series' scale is zero or unknown its scaled scores
are NaN.

References
----------
.. [1] Hyndman, R. J., & Koehler, A. B. (2006). Another look at measures of forecast accuracy.
   International Journal of Forecasting, 22(4), 679–688.
.. [2] Gneiting, T., & Raftery, A. E. (2007). Strictly proper scoring rules, prediction, and
   estimation. Journal of the American Statistical Association, 102(477), 359–378.
.. [3] Bracher, J., Ray, E. L., Gneiting, T., & Reich, N. G. (2021). Evaluating epidemic forecasts
   in an interval format. PLOS Computational Biology, 17(2), e1008618.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from phantich.forecast.protocol import Forecast
from phantich.measures.panel import Floats, Panel


def pinball(actual: Floats, quantiles: Floats, probabilities: Floats) -> Floats:
    """Pinball loss of each quantile: p (y − q) above it, (1 − p)(q − y) below it.

    `quantiles` has one more axis at the end than `actual`.

    Examples
    --------
    >>> float(pinball(np.array(10.0), np.array([8.0]), np.array([0.9]))[0])
    1.8
    """
    error = actual[..., None] - quantiles
    loss: Floats = np.maximum(probabilities * error, (probabilities - 1) * error)
    return loss


def interval_score(actual: Floats, low: Floats, high: Floats, level: float) -> Floats:
    """Width plus 2/α times the distance outside; α = 1 − level/100.

    Examples
    --------
    >>> float(interval_score(np.array(5.0), np.array(1.0), np.array(4.0), 80))
    13.0
    """
    alpha = (100 - level) / 100
    below, above = np.maximum(low - actual, 0), np.maximum(actual - high, 0)
    score: Floats = high - low + 2 / alpha * (below + above)
    return score


def scales(past: Panel) -> tuple[Floats, Floats]:
    """Mean absolute and root mean squared yearly difference of each series; NaN where zero."""
    return seasonal_scales(past.values, past.seasons)


def seasonal_scales(values: Floats, season: int) -> tuple[Floats, Floats]:
    """The same of ``(series, periods)`` and of differences over `season` periods."""
    steps = values[:, season:] - values[:, :-season]
    there = np.isfinite(steps)
    count = there.sum(axis=1)
    steps = np.where(there, steps, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        absolute = np.abs(steps).sum(axis=1) / count
        squared = np.sqrt((steps**2).sum(axis=1) / count)
    return np.where(absolute > 0, absolute, np.nan), np.where(squared > 0, squared, np.nan)


def score(past: Panel, forecast: Forecast, actual: Floats) -> pd.DataFrame:
    """Scores of each series, by the columns of the module's text and ``coverage_80``, ….

    Parameters
    ----------
    past
        What the forecast was made from.
    forecast
        Its quantiles must be symmetric around the median.
    actual
        What came, ``(series, horizon)``; NaN where unknown.
    """
    made = forecast.mean, forecast.quantiles, forecast.probabilities
    return pd.DataFrame(scored(*made, actual, *scales(past)), index=forecast.ids)


def scored(
    mean: Floats,
    quantiles: Floats,
    probabilities: Floats,
    actual: Floats,
    absolute: Floats,
    squared: Floats,
) -> dict[str, Floats]:
    """The columns of `score` from arrays: points and figures ``(series, horizon)``, two scales."""
    there = np.isfinite(actual) & np.isfinite(mean)
    error = np.where(there, mean - actual, np.nan)
    sizes = np.abs(actual) + np.abs(mean)
    with np.errstate(invalid="ignore", divide="ignore"):
        relative = np.where(sizes > 0, 200 * np.abs(error) / sizes, np.where(there, 0.0, np.nan))
    loss = pinball(actual, quantiles, probabilities)
    columns = {
        "mase": _mean(np.abs(error)) / absolute,
        "rmsse": np.sqrt(_mean(error**2)) / squared,
        "smape": _mean(relative),
        "bias": _mean(error) / absolute,
        "wis": _mean(2 * loss.mean(axis=2)) / absolute,
    }
    for place in reversed(range(len(probabilities) // 2)):
        low, high = quantiles[:, :, place], quantiles[:, :, -1 - place]
        inside = np.where(there, (low <= actual) & (actual <= high), np.nan)
        level = 100 * (1 - 2 * probabilities[place])
        columns[f"coverage_{level:g}"] = _mean(inside)
    return columns


def _mean(values: Floats) -> Floats:
    """Mean of what there is in each row; NaN where there is nothing."""
    there = np.isfinite(values)
    count = there.sum(axis=1)
    total = np.where(there, values, 0.0).sum(axis=1)
    mean: Floats = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return mean
