"""Rolling one-step forecasts of many series at once by a mixture of robust structural models.

Each model is, with y in logs or as it is,

    y_t = μ_t + γ_s(t) + x_t'β + ε_t,    μ_t = μ_(t−1) + ν_(t−1) + η_t,

level, slope, a season that may drift, and regressors (Tết and slower cycles,
`phantich.warning.cycles`). The variances of η and of
the season's drift, in units of Var(ε), are those of ``LEVELS`` × ``SEASONAL`` in
`phantich.warning.filtering`. One pass of the Kalman filter gives the forecast of every period from
its own past alone. It is robust in three ways:

- a surprise beyond ``CLIP`` standard deviations moves the state as if it were that large, unless it
  is the third in a row on one side: then it is a new level and taken over;
- σ² is learned with the weights of a t distribution, so that no single period can swell it;
- in a declared crisis the level may run free, and neither season nor σ² learns.

Series that are changes over a year already (growth rates) hold every shock twice, the second time
with the opposite sign. They are also modelled as the level whose yearly changes they are, x_t =
x_(t−s) + y_t, with an unknown first year; so the echo is expected. Which models a series follows is
told by how well each foresaw it: weights are products of past t densities, older ones discounted.

References
----------
.. [1] Harvey, A. C. (1989). Forecasting, Structural Time Series Models and the Kalman Filter.
   Cambridge University Press.
.. [2] Masreliez, C. J., & Martin, R. D. (1977). Robust Bayesian estimation for the linear model and
   robustifying the Kalman filter. IEEE Transactions on Automatic Control, 22(3), 361–371.
.. [3] Raftery, A. E., Kárný, M., & Ettler, P. (2010). Online prediction under model uncertainty via
   dynamic model averaging. Technometrics, 52(1), 52–66.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from phantich.measures.panel import Floats
from phantich.warning import filtering
from phantich.warning.filtering import Design

#: What a year of age leaves of a period's weight in the choice of models is DISCOUNT^12.
DISCOUNT: Final = 0.95


@dataclass(frozen=True, slots=True, eq=False)
class Rolling:
    """One-step forecasts of every period, ``(series, periods)`` each.

    `centre` and `spread` are the forecast and its standard deviation; `surprise` the standardised
    error (NaN without figure); `gain` the share of it that went into the level; `yearly` the
    weight of the models that take the series for changes over a year.
    """

    centre: Floats
    spread: Floats
    surprise: Floats
    gain: Floats
    yearly: Floats


def roll(
    values: Floats,
    place: NDArray[np.int64],
    season: int,
    design: Design,
    crisis: NDArray[np.bool_],
    yearly: bool,
    breaks: NDArray[np.bool_] | None = None,
) -> Rolling:
    """Rolling forecasts of the mixture.

    Parameters
    ----------
    values
        Array ``(series, periods)`` on the model's scale; NaN for gaps.
    place, design, crisis
        Of each period: its place in the season, its regressors, and whether it lies in a declared
        crisis.
    yearly
        Whether series may also be changes over a season (see the module's text).
    breaks
        Periods from which the figures hold something else: the level is unknown there.
    """
    parts = [filtering.run_models(values, place, season, design, crisis, 0, breaks)]
    if yearly:
        parts.append(filtering.run_models(values, place, season, design, crisis, season, breaks))
    centre, spread, gain, scores = (
        np.concatenate(part, axis=1) for part in zip(*parts, strict=True)
    )
    weights = _weights(scores)
    mixed = (weights * centre).sum(axis=1)
    variance = (weights * (spread**2 + (centre - mixed[:, None]) ** 2)).sum(axis=1)
    deviation = np.sqrt(variance)
    half = scores.shape[1] // 2
    echo = weights[:, half:].sum(axis=1) if yearly else np.zeros(values.shape)
    surprise = (values - mixed) / deviation
    return Rolling(mixed, deviation, surprise, (weights * gain).sum(axis=1), echo)


def _weights(scores: Floats) -> Floats:
    """Weight of each model before each period, from the log scores so far."""
    series, models, periods = scores.shape
    found = np.empty_like(scores)
    so_far = np.zeros((series, models))
    for at in range(periods):
        found[:, :, at] = np.exp(so_far - so_far.max(axis=1, keepdims=True))
        so_far = so_far * DISCOUNT + scores[:, :, at]
    weights: Floats = found / found.sum(axis=1, keepdims=True)
    return weights
