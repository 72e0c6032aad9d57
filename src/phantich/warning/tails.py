"""p-values of surprises: a generalised Pareto tail shared by all series, shifted by the own past.

Beyond u = 2 the standardised surprise of a real series has

    P(|z| > x) = ζ (1 + ξ (x − u) / β)^(−1/ξ),

with ξ fixed, and ζ and β the mean of a prior and of the series' own exceedances before the period
(prior weights in `COUNTS`). The prior constants were set once on real Vietnamese monthly series
and are never learned on the series that is judged. They describe the surprises of real life, so a p
of .01 is rarer than that in a simulated series without events. Below u the tail is the normal one,
scaled to meet it.

References
----------
.. [1] Pickands, J. (1975). Statistical inference using extreme order statistics. Annals of
   Statistics, 3(1), 119–131.
.. [2] Siffer, A., Fouque, P.-A., Termier, A., & Largouet, C. (2017). Anomaly detection in streams
   with extreme value theory. Proceedings of KDD 2017, 1067–1075.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from phantich.measures.panel import Floats
from phantich.warning.scales import before, settled

THRESHOLD: Final = 2.0
SHAPE: Final = 0.25
#: Prior share beyond the threshold, and prior mean excess parameter β.
SHARE: Final = 0.06
SIZE: Final = 0.58
#: Weights of the two priors: in periods, and in exceedances.
COUNTS: Final = (1000.0, 150.0)
_YEARS: Final = 8
_LARGEST: Final = 6.0


def tail_parameters(
    scores: Floats, crisis: NDArray[np.bool_], season: int
) -> tuple[Floats, Floats]:
    """ζ and β of every period from those before it, ``(series, periods)`` each."""
    used = settled(scores, season) & ~crisis
    size = np.minimum(np.abs(np.nan_to_num(scores)), THRESHOLD + _LARGEST)
    beyond = used & (size > THRESHOLD)
    window = _YEARS * max(season, 12)
    count = before(used.astype(float), window)
    hits = before(beyond.astype(float), window)
    excess = before(np.where(beyond, size - THRESHOLD, 0.0), window) * (1 - SHAPE)
    share = (COUNTS[0] * SHARE + hits) / (COUNTS[0] + count)
    return share, (COUNTS[1] * SIZE + excess) / (COUNTS[1] + hits)


def p_values(scores: Floats, share: Floats, size: Floats) -> Floats:
    """Two-sided p of standardised surprises; NaN stays NaN.

    Examples
    --------
    At 4.32 it is .06 (1 + .25 · 2.32 / .58)⁻⁴ = .06 · 2⁻⁴.

    >>> p = p_values(np.array([0.0, 2.0, 4.32]), np.full(3, SHARE), np.full(3, SIZE))
    >>> p.round(4).tolist()
    [1.0, 0.06, 0.0038]
    """
    x = np.abs(scores)
    body = 2 * ndtr(-x)
    body = 1 - (1 - body) * (1 - share) / (1 - 2 * ndtr(-THRESHOLD))
    with np.errstate(invalid="ignore"):
        tail = share * (1 + SHAPE * np.maximum(x - THRESHOLD, 0) / size) ** (-1 / SHAPE)
        return np.where(x > THRESHOLD, tail, np.clip(body, 0.0, 1.0))


def density(scores: Floats, share: Floats, size: Floats) -> Floats:
    """Density of standardised surprises, two-sided symmetric; NaN stays NaN.

    Examples
    --------
    Beyond 2 it is half of ζ / β (1 + ξ (x − 2) / β)⁻⁵: at 4.32 .03 / .58 · 2⁻⁵.

    >>> density(np.array([4.32]), np.array([SHARE]), np.array([SIZE])).round(5).tolist()
    [0.00162]
    """
    x = np.abs(scores)
    inner = (1 - share) / (1 - 2 * ndtr(-THRESHOLD))
    body = inner * np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    excess = np.fmax(x - THRESHOLD, 0)
    tail = share / (2 * size) * (1 + SHAPE * excess / size) ** (-1 / SHAPE - 1)
    return np.where(x > THRESHOLD, tail, body)


def between(low: Floats, high: Floats, share: Floats, size: Floats) -> Floats:
    """Chance that a surprise lies between two scores; below zero where they are turned round.

    Examples
    --------
    >>> one = np.ones(1)
    >>> between(-2 * one, 2 * one, SHARE * one, SIZE * one).round(4).tolist()
    [0.94]
    """
    found: Floats = _above(low, share, size) - _above(high, share, size)
    return found


def _above(score: Floats, share: Floats, size: Floats) -> Floats:
    half = p_values(score, share, size) / 2
    return np.where(score > 0, half, 1 - half)


def limits(probability: float, share: Floats, size: Floats) -> Floats:
    """The |z| that is passed with a probability of at most ζ or the normal one below it."""
    tail = THRESHOLD + size / SHAPE * ((probability / share) ** -SHAPE - 1)
    inner = (1 - probability) * (1 - 2 * ndtr(-THRESHOLD)) / (1 - share)
    body = -ndtri(np.clip((1 - inner) / 2, 1e-12, 0.5))
    return np.where(probability < share, tail, body)
