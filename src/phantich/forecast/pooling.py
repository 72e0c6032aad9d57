"""Effects of Tết shared between the series of a panel: empirical Bayes.

A record of ten years holds few dates of Tết, and its largest Januaries and Februaries may be
accidents. Each series' estimate β̂ with covariance S is therefore seen as one draw, from series that
follow Tết and series that do not:

    β̂ᵢ ~ N(βᵢ, Sᵢ),   βᵢ ~ N(μ, T) with probability π, otherwise βᵢ = 0,

all in units of the series' own innovations, so that a steady index and a jumpy amount, logarithms
and levels can teach each other. μ, T and π are estimated from the whole panel by the EM algorithm
[1]_. What a series is given is the mean of βᵢ: close to its own estimate where that is precise,
close to μ where it is not, and close to nothing where the series, or the panel, shows no Tết. A
weak prior (`_WEIGHT` imaginary series of which half follow Tết, without effect in the mean and with
a spread of `_SPREAD`) keeps the answer sensible for one series alone.

References
----------
.. [1] Efron, B., & Morris, C. (1975). Data analysis using Stein's estimator and its
   generalizations. Journal of the American Statistical Association, 70(350), 311–319.
.. [2] Johnstone, I. M., & Silverman, B. W. (2004). Needles and straw in haystacks: empirical Bayes
   estimates of possibly sparse sequences. The Annals of Statistics, 32(4), 1594–1649.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import expit, logit

from phantich.measures.panel import Floats

_WEIGHT: Final = 4.0
#: Standard deviations of an innovation, for the whole feast.
_SPREAD: Final = 1.0
_SHARE: Final = 0.5
_ROUNDS: Final = 100


@dataclass(frozen=True, slots=True)
class Prior:
    """Mean ``(k,)`` and covariance ``(k, k)`` of an effect over the series of a panel that have
    one, and the share of those series."""

    mean: Floats
    covariance: Floats
    share: float


def shared(estimates: Floats, covariances: Floats) -> Prior:
    """Prior of effects ``(series, k)`` with their covariances ``(series, k, k)``.

    Examples
    --------
    Forty precise estimates of −6 leave little doubt of mean and share.

    >>> found = shared(np.full((40, 1), -6.0), np.full((40, 1, 1), 1e-6))
    >>> found.mean.round(2).tolist(), round(found.share, 2)
    ([-5.45], 0.95)
    """
    count, size = estimates.shape
    unit = np.eye(size) * _SPREAD**2
    prior = Prior(np.zeros(size), unit, _SHARE)
    for _ in range(_ROUNDS if count else 0):
        means, spread, following = _following(estimates, covariances, prior)
        total = following.sum()
        centre = following @ means / (total + _WEIGHT)
        away = means - centre
        squares = away[:, :, None] * away[:, None] + spread
        covariance = np.einsum("r,rij->ij", following, squares) + _WEIGHT * unit
        share = float(total + _WEIGHT * _SHARE) / (count + _WEIGHT)
        prior = Prior(centre, covariance / (total + _WEIGHT), share)
    return prior


def posterior(estimates: Floats, covariances: Floats, prior: Prior) -> tuple[Floats, Floats]:
    """Mean ``(series, k)`` and covariance ``(series, k, k)`` of each series' effect.

    Examples
    --------
    A clear effect is kept, a doubtful one all but dropped where few series follow Tết.

    >>> prior = Prior(np.zeros(1), np.eye(1), 0.1)
    >>> posterior(np.array([[3.0], [0.5]]), np.full((2, 1, 1), 0.25), prior)[0].round(2).tolist()
    [[2.4], [0.03]]
    """
    means, spread, following = _following(estimates, covariances, prior)
    mean = following[:, None] * means
    squares = following[:, None, None] * (spread + means[:, :, None] * means[:, None])
    return mean, squares - mean[:, :, None] * mean[:, None]


def _following(
    estimates: Floats, covariances: Floats, prior: Prior
) -> tuple[Floats, Floats, Floats]:
    """Mean and covariance of the effect of a series that follows Tết, and whether it does."""
    total = covariances + prior.covariance
    gain = np.linalg.solve(total, np.broadcast_to(prior.covariance, total.shape))
    gain = gain.transpose(0, 2, 1)
    away = estimates - prior.mean
    means = prior.mean + np.einsum("rij,rj->ri", gain, away)
    evidence = _log_density(away, total) - _log_density(estimates, covariances)
    following: Floats = expit(evidence + logit(prior.share))
    return means, prior.covariance - gain @ prior.covariance, following


def _log_density(away: Floats, covariances: Floats) -> Floats:
    """Log density of N(0, covariance), a constant aside, ``(series,)``."""
    squares = (away * np.linalg.solve(covariances, away[:, :, None])[:, :, 0]).sum(axis=1)
    found: Floats = -0.5 * (np.linalg.slogdet(covariances)[1] + squares)
    return found
