"""Effects of the calendar shared between the series of a panel: empirical Bayes.

A record of ten years holds few dates of Tết, and its largest Januaries and Februaries may be
accidents. Each series' estimates β̂ of k effects, with covariance S, are therefore seen as one draw
from series some of which have an effect and some of which do not:

    β̂ᵢ ~ N(βᵢ, Sᵢ),   βᵢₖ ~ N(μₖ, τₖ²) with probability πₖ, otherwise βᵢₖ = 0,

all in units of the series' own innovations, so that a steady index and a jumpy amount, logarithms
and levels can teach each other. μ, τ and π are estimated from the whole panel by the EM algorithm
over the 2ᵏ cases [1]_, [2]_. What a series is given is the mean of βᵢ: close to its own estimate
where that is precise, close to μ where it is not, and close to nothing where the series, or the
panel, shows no such effect. A weak prior (`_WEIGHT` imaginary series of which half have the effect,
none in the mean and with a spread of `_SPREAD`) keeps the answer sensible for one series alone.

References
----------
.. [1] Efron, B., & Morris, C. (1975). Data analysis using Stein's estimator and its
   generalizations. Journal of the American Statistical Association, 70(350), 311–319.
.. [2] Johnstone, I. M., & Silverman, B. W. (2004). Needles and straw in haystacks: empirical Bayes
   estimates of possibly sparse sequences. The Annals of Statistics, 32(4), 1594–1649.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
from scipy.special import softmax

from phantich.measures.panel import Floats

_WEIGHT: Final = 4.0
#: Standard deviations of an innovation, for the whole feast or one more working day.
_SPREAD: Final = 1.0
_SHARE: Final = 0.5
_ROUNDS: Final = 60


@dataclass(frozen=True, slots=True)
class Prior:
    """Mean and variance of each effect over the series that have it, and their share, ``(k,)``."""

    mean: Floats
    variance: Floats
    share: Floats


def shared(estimates: Floats, covariances: Floats) -> Prior:
    """Prior of effects ``(series, k)`` with their covariances ``(series, k, k)``.

    Examples
    --------
    Forty precise estimates of −6 leave little doubt of mean and share.

    >>> found = shared(np.full((40, 1), -6.0), np.full((40, 1, 1), 1e-6))
    >>> found.mean.round(2).tolist(), found.share.round(2).tolist()
    ([-5.45], [0.95])
    """
    count, size = estimates.shape
    unit = np.full(size, _SPREAD**2)
    prior = Prior(np.zeros(size), unit, np.full(size, _SHARE))
    for _ in range(_ROUNDS if count else 0):
        cases = _cases(estimates, covariances, prior)
        held = cases.chance[:, :, None] * cases.held[:, None]
        total = held.sum(axis=(0, 1)) + _WEIGHT
        mean = (held * cases.mean).sum(axis=(0, 1)) / total
        squares = (cases.mean - mean) ** 2 + np.einsum("crkk->crk", cases.covariance)
        variance = ((held * squares).sum(axis=(0, 1)) + _WEIGHT * unit) / total
        prior = Prior(mean, variance, (total - _WEIGHT * (1 - _SHARE)) / (count + _WEIGHT))
    return prior


def posterior(estimates: Floats, covariances: Floats, prior: Prior) -> tuple[Floats, Floats]:
    """Mean ``(series, k)`` and covariance ``(series, k, k)`` of each series' effects.

    Examples
    --------
    A clear effect is kept, a doubtful one all but dropped where few series have it.

    >>> prior = Prior(np.zeros(1), np.ones(1), np.full(1, 0.1))
    >>> posterior(np.array([[3.0], [0.5]]), np.full((2, 1, 1), 0.25), prior)[0].round(2).tolist()
    [[2.4], [0.03]]
    """
    cases = _cases(estimates, covariances, prior)
    mean = np.einsum("cr,crk->rk", cases.chance, cases.mean)
    squares = cases.covariance + cases.mean[..., :, None] * cases.mean[..., None, :]
    covariance = np.einsum("cr,crij->rij", cases.chance, squares)
    return mean, covariance - mean[:, :, None] * mean[:, None]


@dataclass(frozen=True, slots=True, eq=False)
class _Cases:
    """Every set of effects that a series may have: which, how likely, and what they are then.

    ``held`` is ``(cases, k)``, ``chance`` ``(cases, series)``, ``mean`` ``(cases, series, k)``.
    """

    held: Floats
    chance: Floats
    mean: Floats
    covariance: Floats


def _cases(estimates: Floats, covariances: Floats, prior: Prior) -> _Cases:
    size = estimates.shape[1]
    every = np.array(list(product((0.0, 1.0), repeat=size)))
    means, spreads, logs = [], [], []
    for held in every:
        spread = np.diag(prior.variance * held)
        away = estimates - prior.mean * held
        total = covariances + spread
        gain = np.linalg.solve(total, np.broadcast_to(spread, total.shape)).transpose(0, 2, 1)
        means.append(prior.mean * held + np.einsum("rij,rj->ri", gain, away))
        spreads.append(spread - gain @ spread)
        odds = np.where(held > 0, prior.share, 1 - prior.share)
        logs.append(_log_density(away, total) + np.log(odds).sum())
    return _Cases(every, softmax(np.array(logs), axis=0), np.array(means), np.array(spreads))


def _log_density(away: Floats, covariances: Floats) -> Floats:
    """Log density of N(0, covariance), a constant aside, ``(series,)``."""
    squares = (away * np.linalg.solve(covariances, away[:, :, None])[:, :, 0]).sum(axis=1)
    found: Floats = -0.5 * (np.linalg.slogdet(covariances)[1] + squares)
    return found
