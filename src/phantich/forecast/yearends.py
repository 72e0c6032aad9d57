"""Where a year of a flow will end, given how far it has come: two predictive distributions.

Both give quantiles of the logarithm of the year's result.

*Pooled* needs plans and many past years of sibling units. It is a distribution regression: with
``s`` the share of the plan reached after ``m`` of ``M`` periods and ``F`` the unit's usual log
share at year end,

    P(log share at year end ≤ c) = logistic((c − a − b·log(s·M/m) − d·F) / σ),

fitted by maximum likelihood on the events «ended below c» at several c, so that a wild year counts
no more than a bad one. `F` is a mean of the unit's earlier years, the weight falling by `DECAY` a
year, drawn to the mean of its siblings as by one year of them. At last `a` is moved to where the
newest years have it (weights fall by `DRIFT`), for whole years are good or bad. Only earlier years
enter anywhere.

*Own path* needs no plan: the result is what was reached, times what the unit's earlier years still
added after that period. The spread is pooled over the units, Student's t with its degrees.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logit, stdtrit

from phantich.measures.panel import Floats

#: Weight of a year against the one after it: half after four years.
DECAY: Final = 0.85
#: The same for the level of a year, which changes faster than what a pace is worth.
DRIFT: Final = 0.7
#: Past unit-years that the pooled regression asks for.
ENOUGH: Final = 60
#: Shares of the plan at which the regression looks; the grid spans what plans end at.
_LEVELS: Final = np.log([0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0, 1.1, 1.2])
#: Shares outside are slips of the pen or plans of another scope; they are drawn to the limit.
_SHARES: Final = (0.2, 3.0)
#: A ridge of a fiftieth of one unit-year on standardised slopes, for years alike.
_RIDGE: Final = 0.02
#: The shift of the level is held to zero as by some unit-years that show none.
_HOLD: Final = 2.0


def pooled(shares: Floats, place: int, probabilities: Floats) -> Floats | None:
    """Quantiles of the log share of the plan at year end, by the pooled regression.

    Parameters
    ----------
    shares
        Shares of the plan ``(units, years, periods)``, the last year running.
    place
        Place of the newest period in its year, from 0.
    probabilities
        Of the quantiles.

    Returns
    -------
    Array ``(units, probabilities)``, NaN for a unit without a share in this period; None when the
    past is too short.
    """
    x, y, weights = _training(shares, place)
    if len(y) < ENOUGH or len(np.unique(y)) < 2:
        return None
    centre, scale = x.mean(axis=0), x.std(axis=0) + 1e-9
    design = np.column_stack([np.ones(len(x)), (x - centre) / scale])
    found = _fit(design, y, weights)
    found[0] += _drift(design, y, weights, found)
    now = np.column_stack(
        [np.ones(len(shares)), (_features(shares, shares.shape[1] - 1, place) - centre) / scale]
    )
    located: Floats = (now @ found[:-1])[:, None]
    quantiles: Floats = located + np.exp(found[-1]) * logit(probabilities)
    return quantiles


def _training(shares: Floats, place: int) -> tuple[Floats, Floats, Floats]:
    """Features, log results and weights of the earlier years' unit-years."""
    last = shares.shape[1] - 1
    xs, ys, weights = [np.empty((0, 2))], [np.empty(0)], [np.empty(0)]
    for year in range(1, last):
        x = _features(shares, year, place)
        y = np.log(np.clip(shares[:, year, -1], *_SHARES))
        own = np.isfinite(shares[:, :year, -1]).any(axis=1)
        fits = np.isfinite(x).all(axis=1) & np.isfinite(y) & own
        xs.append(x[fits])
        ys.append(y[fits])
        weights.append(np.full(int(fits.sum()), DECAY ** (last - 1 - year)))
    return np.concatenate(xs), np.concatenate(ys), np.concatenate(weights)


def _features(shares: Floats, year: int, place: int) -> Floats:
    """Log pace against a straight line, and the unit's usual log share at year end."""
    periods = shares.shape[2]
    reached = np.clip(shares[:, year, place], 0.01, _SHARES[1])
    pace = np.log(reached * periods / (place + 1))
    usual = _usual(np.log(np.clip(shares[:, :year, -1], 0.3, 2.0)))
    return np.column_stack([pace, usual])


def _usual(past: Floats) -> Floats:
    """Mean of each row's past, newer years weighing more, drawn to the mean of all rows."""
    known = np.isfinite(past)
    weights = known * DECAY ** np.arange(past.shape[1])[::-1]
    if not known.any():
        return np.full(len(past), np.nan)
    values = np.where(known, past, 0.0)
    common = (values * weights).sum() / weights.sum()
    usual: Floats = ((values * weights).sum(axis=1) + common) / (weights.sum(axis=1) + 1.0)
    return usual


def _fit(design: Floats, y: Floats, weights: Floats) -> Floats:
    """Coefficients and the log scale that make the events «below c» likeliest."""
    below = (y[:, None] < _LEVELS).astype(float)
    share = weights[:, None] / len(_LEVELS)
    count = design.shape[1]

    def loss(v: Floats) -> tuple[float, Floats]:
        size = np.exp(v[count])
        z = (_LEVELS - (design @ v[:count])[:, None]) / size
        value = (share * (np.logaddexp(0, z) - below * z)).sum()
        slope = share * (expit(z) - below)
        penalty = _RIDGE * v[1:count] / size**2
        gradient = np.append(-(design.T @ slope.sum(axis=1)) / size, -(slope * z).sum())
        gradient[1:count] += 2 * penalty
        gradient[count] -= 2 * (penalty @ v[1:count])
        return float(value + penalty @ v[1:count]), gradient

    begin = np.append(np.zeros(count), np.log(0.1))
    bounds = [(None, None)] * count + [(np.log(0.005), np.log(1.0))]
    found: Floats = minimize(loss, begin, jac=True, method="L-BFGS-B", bounds=bounds).x
    return found


def _drift(design: Floats, y: Floats, weights: Floats, found: Floats) -> float:
    """By how much the newest years lie above the fit: Newton's method with a ridge on the shift."""
    below = (y[:, None] < _LEVELS).astype(float)
    middle, size = (design @ found[:-1])[:, None], np.exp(found[-1])
    newer = (weights / weights.max()) ** (np.log(DRIFT) / np.log(DECAY))
    share = newer[:, None] / len(_LEVELS)
    shift = 0.0
    for _ in range(20):
        chance = expit((_LEVELS - middle - shift) / size)
        slope = (share * (chance - below)).sum() - _HOLD * shift / size
        bend = (share * chance * (1 - chance)).sum() / size + _HOLD / size
        shift += float(np.clip(slope / bend, -size, size))
    return shift


def own_path(sums: Floats, place: int, probabilities: Floats) -> tuple[Floats, Floats]:
    """Quantiles of the log result by each unit's own past, and the past years that made them.

    Parameters
    ----------
    sums
        Cumulated figures ``(units, years, periods)``, the last year running. A past year counts
        when its result and its figure for this period are known, or the figures on both sides of
        it, between which it is taken as moving in a straight line.

    Returns
    -------
    Array ``(units, probabilities)`` and array ``(units,)``. NaN for a unit without a positive
    figure now or without any past year, and for all when the spread rests on less than two degrees.
    """
    growth = np.full(sums.shape[:2], np.nan)
    growth[:, :-1] = _added(sums[:, :-1], place)
    known = np.isfinite(growth)
    years = known.sum(axis=1).astype(float)
    values = np.where(known, growth, 0.0)
    mean = values.sum(axis=1) / np.maximum(years, 1)
    error = np.where(known, growth - mean[:, None], 0.0)
    degrees = float(np.maximum(years - 1, 0).sum())
    empty = np.full((len(sums), len(probabilities)), np.nan)
    if degrees < 2:
        return empty, years
    spread = np.sqrt((error**2).sum() / degrees * (1 + 1 / np.maximum(years, 1)))
    now = sums[:, -1, place]
    begin = np.where((now > 0) & (years > 0), now, np.nan)
    located = np.log(begin) + mean
    quantiles: Floats = located[:, None] + spread[:, None] * stdtrit(degrees, probabilities)
    return quantiles, years


def _added(past: Floats, place: int) -> Floats:
    """Log of the result over what was reached at the period, ``(units, years)``."""
    reached = between(past)[:, :, place]
    result = past[:, :, -1]
    fits = (reached > 0) & (result > 0)
    added: Floats = np.log(np.where(fits, result, np.nan) / np.where(fits, reached, 1.0))
    return added


def between(sums: Floats) -> Floats:
    """Cumulated figures with gaps between two known ones bridged in a straight line.

    A year begins at zero; what comes after the last figure stays a gap.

    Examples
    --------
    >>> between(np.array([[[np.nan, 4.0, np.nan, 8.0, np.nan]]]))
    array([[[ 2.,  4.,  6.,  8., nan]]])
    """
    flat = sums.reshape(-1, sums.shape[-1]).copy()
    places = np.arange(1, flat.shape[1] + 1)
    for row in flat:
        known = np.isfinite(row)
        if known.any() and not known.all():
            last = places[known][-1]
            filled = np.interp(places, [0, *places[known]], [0.0, *row[known]])
            row[places <= last] = filled[places <= last]
    return flat.reshape(sums.shape)
