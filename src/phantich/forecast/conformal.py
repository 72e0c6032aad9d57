"""Bands from the errors that were made: split conformal, pooled over series and horizons.

At earlier origins the error of the forecast is measured in units of its own standard deviation. The
share q of these scores that a band should cover gives its half-width in standard deviations [1]_.
The rank is that of a finite sample, ⌈(n + 1) q⌉ of n. Errors of one series at neighbouring origins
and horizons are one experience rather than many, and few series give no tails: the quantile is
therefore drawn towards that of Student's t with `_DEGREES` degrees of freedom as if `_WEIGHT`
series had been seen before, on the logarithmic scale.

Some series are always further off than their model says: each one's unit is first multiplied by

    (its own mean score / the median of all)^`_OWN`,

with the exponent for the little that three origins tell of one series.

References
----------
.. [1] Lei, J., G'Sell, M., Rinaldo, A., Tibshirani, R. J., & Wasserman, L. (2018).
   Distribution-free predictive inference for regression. Journal of the American Statistical
   Association, 113(523), 1094–1111.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.special import stdtrit

from phantich.measures.panel import Floats

_DEGREES: Final = 8.0
_WEIGHT: Final = 200.0
_OWN: Final = 0.35


def half_widths(scores: Floats, probabilities: Floats) -> Floats:
    """Signed distance of each quantile from the median, in standard deviations.

    Parameters
    ----------
    scores
        Errors over their standard deviations, ``(origins, series, horizon)``; NaN where unknown.
    probabilities
        Of the quantiles.

    Examples
    --------
    Without any experience the distances are those of Student's t.

    >>> half_widths(np.full((1, 1, 1), np.nan), np.array([0.1, 0.5, 0.9])).round(3).tolist()
    [-1.397, 0.0, 1.397]
    """
    prior = stdtrit(_DEGREES, probabilities)
    there = np.isfinite(scores)
    series = int(there.any(axis=(0, 2)).sum())
    if not series:
        return np.asarray(prior, dtype=np.float64)
    sizes = np.sort(np.abs(scores[there]))
    levels = np.abs(2 * probabilities - 1)
    ranks = np.ceil((len(sizes) + 1) * levels).astype(int)
    seen = sizes[np.clip(ranks, 1, len(sizes)) - 1]
    share = series / (series + _WEIGHT)
    with np.errstate(divide="ignore"):
        logs = share * np.log(np.maximum(seen, 1e-12)) + (1 - share) * np.log(np.abs(prior))
    found: Floats = np.sign(prior) * np.exp(logs)
    return found


def own_factor(scores: Floats) -> Floats:
    """What each series' unit is multiplied by, ``(series,)``; 1 for one without earlier origins.

    Examples
    --------
    >>> own_factor(np.array([[[1.0], [1.0], [4.0], [np.nan]]])).round(3).tolist()
    [1.0, 1.0, 1.625, 1.0]
    """
    there = np.isfinite(scores)
    count = there.sum(axis=(0, 2))
    mean = np.where(there, np.abs(scores), 0.0).sum(axis=(0, 2)) / np.maximum(count, 1)
    used = (count > 0) & (mean > 0)
    if not used.any():
        return np.ones(len(mean))
    ratio = np.where(used, mean, 1.0) / np.median(mean[used])
    found: Floats = np.where(used, np.clip(ratio, 0.05, 20.0) ** _OWN, 1.0)
    return found
