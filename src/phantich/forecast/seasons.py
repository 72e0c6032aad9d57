"""Daily and weekly figures ahead: days of the week, the year, a fading trend, a fading rest.

    z(t) = c + b·t + d(t mod 7) + Σⱼ (aⱼ cos 2πjt/P + bⱼ sin 2πjt/P) + Tết(t) + r(t),
    r(t + h) ≈ φʰ r(t)

z is log y where the figures allow it. Coefficients are Huber's M-estimates (k = 1.345, [1]_), so
that one wrong figure moves them little. The year enters with two years of figures, days of the week
with eight weeks, Tết where dates are given and figures follow it (`phantich.forecast.tetdays`).
Beyond the last figure the trend fades by half in half a year. Bands: the same forecast is fitted
anew at earlier origins; its errors, in units of the standard deviation that r(t) implies for each
step, are pooled, and their quantiles drawn to the normal ones as by eight more origins. Near Tết
the standard deviation is larger by as much as figures near Tết have been further off.

References
----------
.. [1] Huber, P. J. (1981). Robust Statistics. Wiley.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from scipy.stats import norm

from phantich.errors import UsageError
from phantich.forecast.protocol import band_probabilities
from phantich.forecast.robust import fading, huber
from phantich.forecast.tetdays import feast_columns, feast_doubt, feast_effect
from phantich.measures.panel import Floats

Step = Literal["D", "W"]
#: Days and weeks in a year.
YEAR: Final[dict[str, float]] = {"D": 365.2425, "W": 52.1775}
#: Fewest figures: two months of days, nine of weeks.
LEAST: Final[dict[str, int]] = {"D": 60, "W": 39}
_HARMONICS: Final = 3
_ORIGINS: Final = 24
_PRIOR: Final = 8
#: Logs are taken where no figure is below this share of the median: near zero they mislead.
_LOG_FLOOR: Final = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class SeasonForecast:
    """Points ``(horizon,)``, quantiles ``(horizon, probabilities)``, the scale and φ."""

    mean: Floats
    probabilities: Floats
    quantiles: Floats
    log: bool
    memory: float


def season_forecast(
    values: Floats,
    horizon: int,
    step: Step = "D",
    *,
    probabilities: Floats | None = None,
    first: dt.date | None = None,
) -> SeasonForecast:
    """Forecast of one series of days or weeks.

    Parameters
    ----------
    values
        Figures in order of time, the last one known; NaN where there is none.
    horizon
        Steps ahead, at most a third of the record, so that the errors can be learnt.
    first
        Day of the first value, the first day of its week; without it Tết does not enter.

    Raises
    ------
    UsageError
        When there are fewer figures than `LEAST`, or the horizon is too long.

    Examples
    --------
    >>> week = np.tile([5.0, 5, 5, 5, 5, 9, 9], 20)
    >>> season_forecast(week, 7).mean.round(3).tolist()
    [5.0, 5.0, 5.0, 5.0, 5.0, 9.0, 9.0]
    """
    known = values[np.isfinite(values)]
    if len(known) < LEAST[step]:
        raise UsageError(f"{len(known)} figures; a forecast needs at least {LEAST[step]}")
    if 3 * horizon > len(values):
        raise UsageError(f"{horizon} steps from a record of {len(values)}; a third at most")
    chosen = band_probabilities() if probabilities is None else probabilities
    log = bool(known.min() > max(_LOG_FLOOR * float(np.median(known)), 0.0))
    scaled = np.log(values) if log else values
    feast = None if first is None else feast_columns(first, len(values) + horizon, step)
    centre, spread, memory = _ahead(scaled, horizon, step, feast)
    pooled = _standardised(scaled, horizon, step, feast)
    limits = centre[:, None] + spread[:, None] * _drawn(pooled, chosen)
    if log:
        centre, limits = np.exp(centre), np.exp(limits)
    elif known.min() >= 0:
        centre, limits = np.maximum(centre, 0.0), np.maximum(limits, 0.0)
    return SeasonForecast(centre, chosen, limits, log, memory)


def _ahead(
    values: Floats, horizon: int, step: Step, feast: Floats | None
) -> tuple[Floats, Floats, float]:
    """Centres and standard deviations ``(horizon,)`` after the last value, and φ."""
    count = len(values)
    design = _design(count, horizon, step, weekdays(values))
    effect = np.zeros(count + horizon)
    if feast is not None:
        effect = feast_effect(values, design, feast[: count + horizon], step)
    calm = values - effect[:count]
    there = np.isfinite(values)
    found = huber(design[:count][there], calm[there])
    rest = calm - design[:count] @ found
    memory, scale = fading(rest)
    steps = np.arange(1, horizon + 1)
    last = float(rest[there][-1])
    variance = scale**2 * np.cumsum(memory ** (2.0 * (steps - 1)))
    if feast is not None and effect.any():
        near = (feast[count : count + horizon] > 0).any(axis=1)
        variance[near] *= feast_doubt(rest, feast) ** 2
    centre = design[count:] @ found + effect[count:] + last * memory**steps
    return centre, np.sqrt(variance), memory


def weekdays(values: Floats) -> list[int]:
    """Days of the week, counted from that of the first value, that have figures as a rule.

    Those with less than a twentieth of the figures of the fullest one have none as a rule, such as
    the week end of a market.

    Examples
    --------
    >>> weekdays(np.tile([1.0, 1, 1, 1, 1, np.nan, np.nan], 9))
    [0, 1, 2, 3, 4]
    """
    if len(values) < 56:
        return list(range(7))
    number = np.bincount(np.flatnonzero(np.isfinite(values)) % 7, minlength=7)
    return [int(day) for day in np.flatnonzero(number > number.max() / 20)]


def _design(count: int, horizon: int, step: Step, days: list[int]) -> Floats:
    times = np.arange(count + horizon, dtype=float)
    year = YEAR[step]
    fade = 0.5 ** (2 / year)
    beyond = np.maximum(times - (count - 1), 0.0)
    trend = np.minimum(times, count - 1) + fade * (1 - fade**beyond) / (1 - fade)
    columns = [np.ones(len(times)), trend / count - 0.5]
    if step == "D" and count >= 56:
        columns += [(times % 7 == day) - 1 / 7 for day in days[:-1]]
    if count >= 2 * year - 1:
        for order in range(1, _HARMONICS + 1):
            angle = 2 * np.pi * order * times / year
            columns += [np.cos(angle), np.sin(angle)]
    return np.column_stack(columns)


def _standardised(values: Floats, horizon: int, step: Step, feast: Floats | None) -> list[Floats]:
    """Errors of the same forecast at earlier origins, over their standard deviations."""
    count = len(values)
    first = max(count // 2, LEAST[step] // 2, count - 12 * horizon)
    pooled = []
    for end in np.unique(np.linspace(first, count - horizon, _ORIGINS).astype(int)):
        past = values[:end]
        if not np.isfinite(past[-1]) or np.isfinite(past).sum() < LEAST[step] // 2:
            continue
        centre, spread, _ = _ahead(past, horizon, step, feast)
        error = (values[end : end + horizon] - centre) / np.where(spread > 0, spread, np.nan)
        pooled.append(error[np.isfinite(error)])
    return [errors for errors in pooled if len(errors)]


def _drawn(pooled: list[Floats], probabilities: Floats) -> Floats:
    """Quantiles of the pooled errors, drawn to the normal ones as by `_PRIOR` more origins."""
    normal: Floats = norm.ppf(probabilities)
    if not pooled:
        return normal
    errors = np.concatenate(pooled)
    both = np.concatenate([errors, -errors])
    share = len(pooled) / (len(pooled) + _PRIOR)
    drawn: Floats = share * np.quantile(both, probabilities) + (1 - share) * normal
    return drawn
