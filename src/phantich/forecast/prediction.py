"""Best linear prediction from a fitted series, with the error of everything that was estimated.

With γ = (a₀, β) and G its cross products (see `phantich.forecast.likelihood`), the prediction h
periods ahead is linear in γ,

    ẑ(h) = f(h) + c(h)'γ̂,     Var(z(h) − ẑ(h)) = σ² (ψ₀² + … + ψ²₍ₕ₋₁₎ + c(h)'G⁻¹c(h)),

where f is the forecast of the series as if γ were zero, c what a unit of each coefficient changes,
and ψ the weights of (1 − θB)(1 − ΘB^s) / ((1 − B)(1 − B^s)). This is the finite-sample predictor of
the Kalman filter with a diffuse start, not the one of the infinite past [1]_.

References
----------
.. [1] Box, G. E. P., & Jenkins, G. M. (1976). Time Series Analysis: Forecasting and Control,
   chapters 5 and 9. Bell, W. R. (1984). Signal extraction for nonstationary time series.
   Annals of Statistics, 12(2), 646–664.
"""

from __future__ import annotations

import numpy as np

from phantich.forecast.design import Design
from phantich.forecast.likelihood import Factor
from phantich.measures.panel import Floats


def predict(
    design: Design, factor: Factor, coefficients: Floats, point: Floats
) -> tuple[Floats, Floats]:
    """Predictions and their variances in units of σ², each ``(series, ahead)``.

    Series must have at least 2s + 2 periods.
    """
    ahead, season = design.ahead, design.season
    early = season + 1
    series = len(design.lengths)
    columns = np.arange(series)
    theta, seasonal = point[:, :1], point[:, 1:]
    innovations = np.zeros((early + ahead, series, factor.filtered.shape[2]))
    last = (design.lengths - 2 * early) + np.arange(early)[:, None]
    innovations[:early] = factor.filtered[last, columns]
    changes = -theta * innovations[season:-1] - seasonal * innovations[1 : ahead + 1]
    changes += theta * seasonal * innovations[:ahead]
    history = np.zeros((early, series, factor.filtered.shape[2]))
    last = (design.lengths - early) + np.arange(early)[:, None]
    used = np.concatenate([design.used, np.ones((series, 1), dtype=bool)], axis=1)
    history[:, :, early:] = design.levels[last, columns] * used
    forecasts = _integrate(history, changes, season)
    effects = -forecasts[:, :, :-1]
    future = design.lengths + np.arange(ahead)[:, None]
    effects[:, :, early:] += design.levels[future, columns, :-1] * design.used
    effects = effects.transpose(1, 2, 0)
    centre = forecasts[:, :, -1].T + np.einsum("bph,bp->bh", effects, coefficients)
    uncertain = np.linalg.solve(factor.lower[:, :-1, :-1], effects)
    variance = (uncertain**2).sum(axis=1) + np.cumsum(weights(point, season, ahead) ** 2, axis=1)
    return centre, variance


def weights(point: Floats, season: int, ahead: int) -> Floats:
    """ψ weights ``(series, ahead)``: what one innovation adds to the level h periods later.

    Examples
    --------
    >>> weights(np.array([[0.4, 0.5]]), 12, 3).tolist()
    [[1.0, 0.6, 0.6]]
    """
    theta, seasonal = point.T
    changes = np.zeros((max(ahead, season + 2), len(point), 1))
    changes[0] = 1.0
    changes[1] -= theta[:, None]
    changes[season] -= seasonal[:, None]
    changes[season + 1] += (theta * seasonal)[:, None]
    history = np.zeros((season + 1, len(point), 1))
    return _integrate(history, changes[:ahead], season)[:, :, 0].T


def _integrate(history: Floats, changes: Floats, season: int) -> Floats:
    """Levels after `history` (s + 1 periods) whose ``(1 − B)(1 − B^s)`` are `changes`."""
    early, ahead = season + 1, len(changes)
    levels = np.concatenate([history, np.zeros_like(changes)])
    for place in range(early, early + ahead):
        levels[place] = (
            changes[place - early]
            + levels[place - 1]
            + levels[place - season]
            - levels[place - early]
        )
    return levels[early:]
