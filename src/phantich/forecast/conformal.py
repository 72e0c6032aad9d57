"""Bands from the errors that were made: split conformal, pooled over series and horizons.

At earlier origins the error of the forecast is measured in units of its own standard deviation. The
share q of these scores that a band should cover gives its half-width in standard deviations [1]_.
The rank is that of a finite sample, ⌈(n + 1) q⌉ of n. Errors of one series at neighbouring origins
and horizons are one experience rather than many, and few series give no tails: the quantile is
therefore drawn towards that of Student's t with `_DEGREES` degrees of freedom as if `_WEIGHT`
series had been seen before, on the logarithmic scale.

Some series are always further off than their model says: each one's unit is first multiplied by

    rˢ · cᵒ · nᵃ,   s = `_STRAYING`, o = `_OWN`, a = `_ALIKE`,

r being how much further it strayed within the past than its model expects
(`phantich.forecast.persistence`), c its own mean score in units of r and of the median of all, and
n the weighted geometric mean of c over the series that move with it (`phantich.forecast.likeness`),
as if `_NONE` of weight had shown 1. The exponents are small for the little that three origins tell:
of one series hardly anything, of several alike more.

References
----------
.. [1] Lei, J., G'Sell, M., Rinaldo, A., Tibshirani, R. J., & Wasserman, L. (2018).
   Distribution-free predictive inference for regression. Journal of the American Statistical
   Association, 113(523), 1094–1111.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import stdtrit

from phantich.measures.panel import Floats

_DEGREES: Final = 8.0
_WEIGHT: Final = 200.0
_STRAYING: Final = 0.75
_OWN: Final = 0.2
_ALIKE: Final = 0.5
_NONE: Final = 0.2
#: Scores beyond e^±this are taken as that.
_FAR: Final = 4.0


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


@dataclass(frozen=True, slots=True, eq=False)
class Experience:
    """What earlier origins, and the past itself, say about the size of each series' errors.

    Parameters
    ----------
    straying
        log r of the module's text, ``(series,)``.
    own
        log of the mean score in units of r^`_STRAYING`; NaN without earlier origins.
    weight, alike
        Sum of the weights of series that move alike, and of these times their `own`.
    """

    straying: Floats
    own: Floats
    weight: Floats
    alike: Floats

    @classmethod
    def of(cls, scores: Floats, straying: Floats, weights: Floats) -> Experience:
        """From scores ``(origins, series, horizon)`` and `weights` ``(series, series)``."""
        there = np.isfinite(scores)
        count = there.sum(axis=(0, 2))
        total = np.where(there, np.abs(scores), 0.0).sum(axis=(0, 2))
        used = (count > 0) & (total > 0)
        logs = np.log(np.where(used, total, 1.0) / np.maximum(count, 1))
        own = np.where(used, np.clip(logs, -_FAR, _FAR) - _STRAYING * straying, np.nan)
        known = np.where(used, own, 0.0)
        return cls(straying, own, weights @ used, weights @ known)

    @classmethod
    def joined(cls, parts: Sequence[Experience]) -> Experience:
        """Of the series of several parts."""
        return cls(
            np.concatenate([part.straying for part in parts]),
            np.concatenate([part.own for part in parts]),
            np.concatenate([part.weight for part in parts]),
            np.concatenate([part.alike for part in parts]),
        )

    def factor(self) -> Floats:
        """What each series' unit is multiplied by, ``(series,)``.

        Examples
        --------
        Mean scores of 2, 1 and 1/2; only the first two move alike.

        >>> scores = np.array([2.0, 1.0, 0.5]).reshape(1, 3, 1)
        >>> alike = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]])
        >>> Experience.of(scores, np.zeros(3), alike).factor().round(3).tolist()
        [1.149, 1.335, 0.871]
        """
        used = np.isfinite(self.own)
        if not used.any():
            return np.exp(_STRAYING * (self.straying - _median(self.straying)))
        usual = _median(self.own[used])
        own = np.where(used, self.own - usual, 0.0)
        near = (self.alike - self.weight * usual) / (self.weight + _NONE)
        away = self.straying - _median(self.straying)
        found: Floats = np.exp(_STRAYING * away + _OWN * own + _ALIKE * near)
        return found


def _median(values: Floats) -> float:
    return float(np.median(values)) if len(values) else 0.0
