"""Weekly (or monthly) counts ahead: a negative-binomial regression with season and trend.

    E y = μ,  log μ = β₀ + β₁t + Σⱼ (aⱼ cos 2πjt/P + bⱼ sin 2πjt/P) + Tết(t),   Var y = φμ

Fitted by iterated weighted least squares (quasi-Poisson); quantiles are those of the negative
binomial with that mean and variance, Poisson where the counts vary no more than that. The trend is
not carried beyond the last figure: it is held there, as counts of events do not grow for ever. Tết
enters where the dates of weeks are given and the counts follow it (`phantich.forecast.tetdays`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

import numpy as np

from phantich.errors import UsageError
from phantich.forecast.protocol import band_probabilities
from phantich.forecast.tetdays import feast_columns, kept, windows_shown
from phantich.measures.panel import Floats

#: Weeks or months in a year.
PERIOD: Final = {"W": 52.1775, "M": 12.0}
#: Fewest figures: two years.
LEAST: Final = {"W": 104, "M": 24}


@dataclass(frozen=True, slots=True, eq=False)
class CountForecast:
    """Means ``(horizon,)``, quantiles ``(horizon, probabilities)`` and the dispersion φ ≥ 1."""

    mean: Floats
    probabilities: Floats
    quantiles: Floats
    dispersion: float


def count_forecast(
    counts: Floats,
    horizon: int,
    frequency: str = "W",
    *,
    harmonics: int = 2,
    probabilities: Floats | None = None,
    first: dt.date | None = None,
) -> CountForecast:
    """Forecast of one series of counts.

    Parameters
    ----------
    counts
        Whole numbers in order of time; NaN where there is none.
    horizon
        Periods ahead.
    first
        First day of the first week; without it, and for months, Tết does not enter.

    Raises
    ------
    UsageError
        When a count is negative, or there are fewer than two years of them.

    Examples
    --------
    >>> made = count_forecast(np.tile([4.0, 6.0], 80), 2)
    >>> made.mean.round(1).tolist(), made.dispersion
    ([5.0, 5.0], 1.0)
    """
    known = np.isfinite(counts)
    if known.sum() < LEAST[frequency]:
        raise UsageError(f"{known.sum()} counts; a forecast needs {LEAST[frequency]}, two years")
    if (counts[known] < 0).any():
        raise UsageError("a negative count")
    chosen = band_probabilities() if probabilities is None else probabilities
    times = np.arange(len(counts) + horizon, dtype=float)
    design = _design(times, len(counts) - 1, PERIOD[frequency], harmonics)
    effect = np.zeros(len(times))
    if first is not None and frequency == "W":
        effect = _feast_effect(counts, design, feast_columns(first, len(times), "W"))
    past = design[: len(counts)][known]
    mean, found = _fitted(past, counts[known], effect[: len(counts)][known])
    spread = max(1.0, _dispersion(counts[known], mean, past.shape[1]))
    ahead = np.exp(np.clip(design[len(counts) :] @ found + effect[len(counts) :], -20, 25))
    return CountForecast(ahead, chosen, _quantiles(ahead, spread, chosen), spread)


def _design(times: Floats, last: int, period: float, harmonics: int) -> Floats:
    trend = np.minimum(times, last) / max(last, 1) - 0.5
    columns: list[Floats] = [np.ones(len(times)), trend]
    for order in range(1, harmonics + 1):
        angle = 2 * np.pi * order * times / period
        columns += [np.cos(angle), np.sin(angle)]
    return np.column_stack(columns)


def _feast_effect(counts: Floats, design: Floats, feast: Floats) -> Floats:
    """Effect of Tết on log μ, shrunk by what chance explains; zeros where none is shown."""
    known = np.isfinite(counts)
    shown = windows_shown(feast[: len(counts)][known], "W")
    width = int(shown.sum())
    if not width:
        return np.zeros(len(design))
    past = np.column_stack([design, feast[:, shown]])[: len(counts)][known]
    mean, found = _fitted(past, counts[known], np.zeros(len(past)))
    spread = max(1.0, _dispersion(counts[known], mean, past.shape[1]))
    covariance = np.linalg.pinv((past * mean[:, None]).T @ past)[-width:, -width:]
    effect: Floats = kept(found[-width:], covariance, spread) * (feast[:, shown] @ found[-width:])
    return effect


def _fitted(design: Floats, counts: Floats, offset: Floats) -> tuple[Floats, Floats]:
    """Means and coefficients; a slight ridge keeps seasons of rare events finite."""
    ridge = 1e-3 * np.eye(design.shape[1])
    ridge[0, 0] = 0.0
    found: Floats = np.zeros(design.shape[1])
    found[0] = np.log(counts.mean() + 0.1)
    for _ in range(50):
        mean: Floats = np.exp(np.clip(design @ found + offset, -20, 25))
        working: Floats = design @ found + (counts - mean) / mean
        weighted: Floats = design * mean[:, None]
        step = np.linalg.solve(weighted.T @ design + ridge, weighted.T @ working)
        done = np.abs(step - found).max() < 1e-8
        found = np.asarray(step, dtype=np.float64)
        if done:
            break
    return np.exp(np.clip(design @ found + offset, -20, 25)), found


def _dispersion(counts: Floats, mean: Floats, count: int) -> float:
    """Pearson's χ² over the degrees left."""
    return float(((counts - mean) ** 2 / mean).sum() / max(len(counts) - count, 1))


def _quantiles(mean: Floats, dispersion: float, probabilities: Floats) -> Floats:
    from scipy.stats import nbinom, poisson

    if dispersion <= 1.0 + 1e-9:
        quantiles: Floats = poisson.ppf(probabilities[None, :], mean[:, None])
        return quantiles
    share = 1 / dispersion
    size = mean * share / (1 - share)
    found: Floats = nbinom.ppf(probabilities[None, :], size[:, None], share)
    return found
