"""One structural model after the other through the Kalman filter, many series at a time.

The models are those of `phantich.warning.structural`: the state holds level, slope, one effect for
each place of the season (they add up to zero) and a coefficient for each regressor. All models of
all series go through the periods side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from phantich.measures.panel import Floats

#: Variances of the level's and of the season's steps, in units of Var(ε).
LEVELS: Final = (0.01, 0.1, 0.4, 1.0, 4.0)
SEASONAL: Final = (0.0003, 0.02, 0.2)
CLIP: Final = 4.0
#: Degrees of freedom of the t weights, and the mean of w·r² of normal surprises under them.
DEGREES: Final = 10.0
CONSISTENT: Final = 0.9
#: Prior variances (units of Var(ε)) of level, slope and season.
PRIOR: Final = (25.0, 0.05, 100.0)
#: Variance of a level of which nothing is known.
_UNKNOWN: Final = 1e6
_SLOPE_STEP: Final = 1e-4
_MEMORY: Final = 72.0
_PRIOR_COUNT: Final = 12.0
_LONG_RUN: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Regressors of every period ``(periods, k)``.

    `prior` holds the variance of each coefficient in units of Var(ε), `drift` that of its steps in
    units of the model's seasonal drift, `slow` whether a regressor is about the same from one
    period to the next, so that what it learns stays in the next forecasts; ``(k,)`` each.
    """

    columns: Floats
    prior: Floats
    drift: Floats
    slow: NDArray[np.bool_]


@dataclass(slots=True, eq=False)
class _State:
    mean: Floats
    cov: Floats
    var: Floats
    count: Floats
    run: Floats
    begun: NDArray[np.bool_]


def run_models(
    values: Floats,
    place: NDArray[np.int64],
    season: int,
    design: Design,
    crisis: NDArray[np.bool_],
    lag: int,
    breaks: NDArray[np.bool_] | None = None,
) -> tuple[Floats, Floats, Floats, Floats]:
    """Forecast, deviation, gain and log score of each model, ``(series, models, periods)``.

    At `breaks` nothing is known of the level: whatever it jumps by, no other state learns of it.
    """
    series, periods = values.shape
    grid = np.array([(level, drift) for level in LEVELS for drift in SEASONAL])
    drifting = np.flatnonzero(design.drift)
    stays = np.append(0, np.flatnonzero(design.slow) + 2 + season)
    if season == 1 and not len(drifting):
        grid = grid[:: len(SEASONAL)]
    models = len(grid)
    shape = (series * models, periods)
    centre, spread, gain, scores = (np.zeros(shape) for _ in range(4))
    first = _first(values)
    unit = _unit(values, first)
    state = _start(values, first, unit, models, season, design.prior)
    steps = np.tile(grid, (series, 1))
    figures = np.repeat(values / unit[:, None], models, axis=0)
    base = np.zeros(shape)
    level = np.zeros((len(figures), periods))
    begin = np.repeat(first, models)
    for at in range(periods):
        state.begun |= begin == at
        if lag and at >= lag:
            base[:, at] = level[:, at - lag]
        level[:, at] = np.where(np.isfinite(figures[:, at]), base[:, at] + figures[:, at], np.nan)
        load = _load(season, int(place[at]), design.columns[at])
        _predict(state, steps, season, bool(crisis[at]))
        if len(drifting) and not crisis[at]:
            places = drifting + 2 + season
            moved = steps[:, 1:] * state.begun[:, None] * design.drift[drifting]
            state.cov[:, places, places] += moved
        if breaks is not None and breaks[at]:
            state.cov[:, 0, 0] += _UNKNOWN
        known = state.begun & np.isfinite(level[:, at])
        made = _update(state, level[:, at], load, known, bool(crisis[at]), at - begin, stays)
        centre[:, at], spread[:, at], gain[:, at], scores[:, at] = made
        if lag:
            guess = np.where(state.begun, centre[:, at], 0.0)
            level[:, at] = np.where(known, level[:, at], guess)
    scores[:, :][_ages(begin, periods) < season + 1] = 0.0
    scores[:, crisis] = 0.0
    scale = np.repeat(unit, models)[:, None]
    out = ((centre - base) * scale, spread * scale, gain, scores)
    return tuple(part.reshape(series, models, periods) for part in out)  # type: ignore[return-value]


def _ages(begin: NDArray[np.int64], periods: int) -> NDArray[np.int64]:
    """Age of each period ``(series, periods)``, counted from each series' first figure."""
    found: NDArray[np.int64] = np.arange(periods) - begin[:, None]
    return found


def _first(values: Floats) -> NDArray[np.int64]:
    there = np.isfinite(values)
    found: NDArray[np.int64] = np.where(there.any(axis=1), there.argmax(axis=1), values.shape[1])
    return found


def _unit(values: Floats, first: NDArray[np.int64], reach: int = 30) -> Floats:
    """Rough σ of each series: the spread of changes in its first two and a half years."""
    found = np.ones(len(values))
    for row, begin in enumerate(first):
        early = values[row, begin : begin + reach]
        changes = np.diff(early[np.isfinite(early)])
        if len(changes):
            spread = np.median(np.abs(changes - np.median(changes)))
            found[row] = 1.4826 * spread / np.sqrt(2) or np.abs(changes).mean() or 1.0
    return np.maximum(found, 1e-9)


def _start(
    values: Floats,
    first: NDArray[np.int64],
    unit: Floats,
    models: int,
    season: int,
    prior: Floats,
) -> _State:
    rows = len(values) * models
    size = 2 + season + len(prior)
    mean, cov = np.zeros((rows, size)), np.zeros((rows, size, size))
    heads = [values[row, begin : begin + 6] for row, begin in enumerate(first)]
    known = [head[np.isfinite(head)] for head in heads]
    levels = np.array([head.mean() if len(head) else 0.0 for head in known]) / unit
    mean[:, 0] = np.repeat(levels, models)
    cov[:, 0, 0], cov[:, 1, 1] = PRIOR[0], PRIOR[1]
    cov[:, 2 : 2 + season, 2 : 2 + season] = PRIOR[2] * _centring(season)
    for number, variance in enumerate(prior, start=2 + season):
        cov[:, number, number] = variance
    ones = np.ones(rows)
    return _State(mean, cov, ones.copy(), ones * _PRIOR_COUNT, 0 * ones, ones < 0)


def _centring(season: int) -> Floats:
    """Seasonal effects add up to zero: so do their prior and their steps."""
    return np.eye(season) - 1.0 / season


def _load(season: int, place: int, regressors: Floats) -> Floats:
    found = np.zeros(2 + season + len(regressors))
    found[0] = 1.0
    if season > 1:
        found[2 + place] = 1.0
    found[2 + season :] = regressors
    return found


def _predict(state: _State, steps: Floats, season: int, crisis: bool) -> None:
    on = state.begun.astype(float)
    state.mean[:, 0] += state.mean[:, 1] * on
    state.cov[:, 0, :] += state.cov[:, 1, :] * on[:, None]
    state.cov[:, :, 0] += state.cov[:, :, 1] * on[:, None]
    state.cov[:, 0, 0] += steps[:, 0] * on * (10 if crisis else 1)
    state.cov[:, 1, 1] += _SLOPE_STEP * on
    if not crisis and season > 1:
        block = state.cov[:, 2 : 2 + season, 2 : 2 + season]
        block += (steps[:, 1] * on / season)[:, None, None] * _centring(season)


def _update(
    state: _State,
    level: Floats,
    load: Floats,
    known: NDArray[np.bool_],
    crisis: bool,
    age: NDArray[np.int64],
    stays: NDArray[np.int64],
) -> tuple[Floats, Floats, Floats, Floats]:
    used = np.flatnonzero(load)
    reach = state.cov[:, :, used] @ load[used]
    centre = state.mean[:, used] @ load[used]
    factor = 1.0 + reach[:, used] @ load[used]
    spread = np.sqrt(state.var * factor)
    error = np.where(known, level - centre, 0.0)
    score = error / spread
    strong = known & (np.abs(score) > 2)
    same = np.sign(state.run) == np.sign(score)
    state.run = np.where(strong, np.sign(score) + np.where(same, state.run, 0.0), 0.0)
    trust = np.minimum(1.0, CLIP / np.maximum(np.abs(score), 1e-9))
    trust = np.where((np.abs(state.run) >= _LONG_RUN) | crisis, 1.0, trust) * known
    gain = reach / factor[:, None]
    state.mean += gain * (trust * error)[:, None]
    state.cov -= (trust[:, None] * gain)[:, :, None] * reach[:, None, :]
    weight = (DEGREES + 1) / (DEGREES + score**2)
    learn = known & (age >= 3) & (not crisis)
    state.count = np.where(learn, np.minimum(state.count + 1, _MEMORY), state.count)
    change = weight * error**2 / factor / CONSISTENT - state.var
    state.var = np.where(learn, state.var + change / state.count, state.var)
    density = -0.5 * (DEGREES + 1) * np.log1p(score**2 / DEGREES) - np.log(spread)
    kept = gain[:, 0] if len(stays) == 1 else gain[:, stays] @ load[stays]
    return centre, spread, kept * trust, np.where(known, density, 0.0)
