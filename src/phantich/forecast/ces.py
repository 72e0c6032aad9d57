"""Complex exponential smoothing: level and information state smoothed as one complex number.

    y(t) = l(t−1) + l'(t−m) + e(t)
    l(t) = l(t−1) − (1−α₁) c(t−1) + (α₀−α₁) e(t),   c(t) = l(t−1) + (1−α₀) c(t−1) + (α₀+α₁) e(t)

``none`` has this level alone; ``partial`` adds an ordinary season s(t) = s(t−m) + γ e(t); ``full``
a second pair l', c' at lag m that follows the same equations with β₀, β₁ [1]_. There is no separate
trend: it is part of the level's own dynamics, which also hold stationary behaviour.

The model is not free of the origin of the scale. Series are measured in their typical step, from an
origin far below them, where the forecasts no longer depend on the choice.

References
----------
.. [1] Svetunkov, I., Kourentzes, N., & Ord, J. K. (2022). Complex exponential smoothing. Naval
   Research Logistics, 69(8), 1108–1123.
"""

from __future__ import annotations

from typing import Final, Literal

import numpy as np

from phantich.forecast.least import minimise
from phantich.forecast.sample import Sample, seasonal_index, without_season
from phantich.forecast.smoothing import Smoothed, averaged, criterion
from phantich.measures.panel import Floats

Kind = Literal["none", "partial", "full"]

#: Origin of the scale, in typical steps below the first year's mean.
_ORIGIN: Final = 300.0
_PAIR: Final = ((1.3, 0.01, 2.0), (1.0, 0.5, 1.8))
_GAMMA: Final = ((0.1, 0.0, 0.9),)
_FAR: Final = 1e6


def ces(sample: Sample) -> Floats:
    """Forecasts ``(ahead, series)`` of the three kinds, weighted by exp(−AICc/2)."""
    kinds: tuple[Kind, ...] = ("none", "partial", "full") if sample.season > 1 else ("none",)
    return averaged([smooth_complex(sample, kind) for kind in kinds])


def full_ces(sample: Sample) -> Floats:
    """Forecasts of the full model; without a season, of the level alone."""
    return smooth_complex(sample, "full" if sample.season > 1 else "none").forecasts


def smooth_complex(sample: Sample, kind: Kind) -> Smoothed:
    """One kind, fitted and continued."""
    unit = sample.steps()
    reach = min(sample.season, int(sample.lengths.min()))
    shift = sample.values[:reach].mean(axis=0) / unit - _ORIGIN
    scaled = sample.with_values(sample.values / unit - shift)
    model = _Complex(scaled, kind)
    table = [*_PAIR, *({"none": (), "partial": _GAMMA, "full": _PAIR}[kind])]
    first, lower, upper = (np.tile(row, (len(unit), 1)) for row in np.array(table).T)
    level = model.level
    first, lower, upper = (
        np.column_stack([part, np.full(len(unit), jump), state])
        for part, jump, state in (
            (first, 0.0, level / 1.1),
            (lower, -20.0, -3 * np.abs(level)),
            (upper, 20.0, 3 * np.abs(level)),
        )
    )
    with np.errstate(over="ignore", invalid="ignore"):
        point, squares = minimise(model.errors, first, lower, upper, rounds=15)
        forecasts = (model.continued(point) + shift) * unit
    states = sample.season * {"none": 0, "partial": 1, "full": 2}[kind]
    ends = criterion(squares * unit**2, sample, first.shape[1] + states + 1)
    return Smoothed(forecasts, np.where(np.isfinite(forecasts).all(axis=0), ends, np.inf))


class _Complex:
    """The recursions for many parameter points at once."""

    def __init__(self, sample: Sample, kind: Kind) -> None:
        self.sample, self.kind = sample, kind
        none = np.zeros((sample.season, len(sample.lengths)))
        self.season = none if kind == "none" else seasonal_index(sample)
        reach = min(sample.season if sample.season > 1 else 4, int(sample.lengths.min()))
        self.level = without_season(sample, self.season).values[:reach].mean(axis=0)

    def errors(self, points: Floats) -> Floats:
        """One-step errors ``(periods, points, series)``, kept finite."""
        found = np.nan_to_num(self._run(points)[0], nan=_FAR, posinf=_FAR, neginf=-_FAR)
        return np.clip(found, -_FAR, _FAR)

    def continued(self, point: Floats) -> Floats:
        """Forecasts ``(ahead, series)`` at one point a series."""
        _, level, state, season, echo = self._run(point[None])
        level, state, season, echo = level[0], state[0], season[:, 0], echo[:, 0]
        found = np.zeros((self.sample.ahead, point.shape[0]))
        columns = np.arange(point.shape[0])
        none = np.zeros(point.shape[0])
        for place, period in enumerate(self.sample.future):
            spot = (period % len(season), columns)
            found[place] = level + season[spot]
            level, state = _turn(level, state, none, point[:, 0], point[:, 1])
            if self.kind == "full":
                season[spot], echo[spot] = _turn(
                    season[spot], echo[spot], none, point[:, 2], point[:, 3]
                )
        return found

    def _run(self, points: Floats) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        values, inside = self.sample.values, self.sample.inside
        alpha, beta = points[..., 0], points[..., 1]
        level, state = self.level + points[..., -2], points[..., -1].copy()
        season = np.repeat(self.season[:, None], len(points), axis=1)
        echo = np.zeros_like(season)
        errors = np.zeros((len(values), *points.shape[:2]))
        whole = int(self.sample.lengths.min())
        for period, value in enumerate(values):
            place = period % len(season)
            there = inside[period]
            error = value - level - season[place]
            if period >= whole:
                error = np.where(there, error, 0.0)
            errors[period] = error
            turned = _turn(level, state, error, alpha, beta)
            if period >= whole:
                turned = (np.where(there, turned[0], level), np.where(there, turned[1], state))
            level, state = turned
            if self.kind == "partial":
                season[place] += points[..., 2] * error
            elif self.kind == "full":
                turned = _turn(season[place], echo[place], error, points[..., 2], points[..., 3])
                if period >= whole:
                    turned = (
                        np.where(there, turned[0], season[place]),
                        np.where(there, turned[1], echo[place]),
                    )
                season[place], echo[place] = turned
        return errors, level, state, season, echo


def _turn(
    level: Floats, state: Floats, error: Floats, real: Floats, imaginary: Floats
) -> tuple[Floats, Floats]:
    """Level and information state one period (or one year) later."""
    return (
        level - (1 - imaginary) * state + (real - imaginary) * error,
        level + (1 - real) * state + (real + imaginary) * error,
    )
