"""What if: forecasts under a stated assumption, such as a price of oil or a step in wages.

A scenario never changes the forecast itself. It moves a copy of it by an effect that is either
stated (a step of so many per cent from a month on) or learned from the past (how much a series
moved with a driver), and says which. Another plan is no scenario of this kind: `year_end_odds`
takes any target.

Learned effects are elasticities of a distributed lag,

    Δlog y(t) = α(month) + Σⱼ βⱼ Δlog x(t − j) + e(t),   j = 0 … lags,

so that a lasting change of x by d (log) moves y by d·Σβⱼ once all lags have passed. Bands widen by
what is not known of the β.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from phantich.errors import UsageError
from phantich.measures.panel import Floats

#: Fewest months from which a response is learned: three years.
LEAST = 36


@dataclass(frozen=True, slots=True, eq=False)
class Response:
    """How a series moves with a driver.

    Parameters
    ----------
    elasticities
        βⱼ of lags 0, 1, ….
    covariance
        Of the elasticities.
    months
        How many months they were learned from.
    """

    elasticities: Floats
    covariance: Floats
    months: int

    @property
    def total(self) -> float:
        """What a lasting change of the driver by one per cent changes in the end, per cent."""
        return float(self.elasticities.sum())

    @property
    def error(self) -> float:
        """Standard error of `total`."""
        return float(np.sqrt(max(self.covariance.sum(), 0.0)))


@dataclass(frozen=True, slots=True, eq=False)
class Scenario:
    """A forecast under an assumption: arrays as of the forecast, and the assumption in words."""

    mean: Floats
    quantiles: Floats
    effect: Floats
    vi: str
    en: str


def learn_response(series: pd.Series, driver: pd.Series, lags: int = 2) -> Response:
    """The response of a positive monthly series to a positive driver, by least squares.

    Parameters
    ----------
    series, driver
        Figures by month (``2024-05``); months that either lacks are left out.
    lags
        How many months later the driver may still act.

    Raises
    ------
    UsageError
        When fewer than `LEAST` months are left, or the driver never moved.
    """
    months = pd.period_range(min(series.index), max(series.index), freq="M").astype(str)
    y = np.log(series.reindex(months).to_numpy(dtype=float))
    x = np.log(driver.reindex(months).to_numpy(dtype=float))
    steps = np.diff(x, prepend=np.nan)
    lagged = np.column_stack([pd.Series(steps).shift(lag).to_numpy() for lag in range(lags + 1)])
    target = np.diff(y, prepend=np.nan)
    known = np.isfinite(target) & np.isfinite(lagged).all(axis=1)
    if known.sum() < LEAST:
        raise UsageError(f"{known.sum()} months of both series; {LEAST} are needed to learn from")
    names = pd.Series(months).str[5:].to_numpy()
    seasons = np.column_stack([names == name for name in sorted(set(names[known]))]).astype(float)
    design = np.column_stack([lagged, seasons])[known]
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise UsageError("the driver does not move enough to learn a response from it")
    found = np.linalg.lstsq(design, target[known], rcond=None)[0]
    error = target[known] - design @ found
    variance = error @ error / max(len(error) - design.shape[1], 1)
    covariance = variance * np.linalg.inv(design.T @ design)
    kept = slice(0, lags + 1)
    return Response(found[kept], covariance[kept, kept], int(known.sum()))


def with_driver(
    mean: Floats,
    quantiles: Floats,
    probabilities: Floats,
    response: Response,
    change: float,
    place: int = 0,
) -> Scenario:
    """A forecast if the driver changed for good, compared with what it would else have done.

    Parameters
    ----------
    mean, quantiles
        Arrays ``(horizon,)`` and ``(horizon, probabilities)``.
    change
        Of the driver, per cent, from the period at `place` (0 is the first forecast) on.

    Raises
    ------
    UsageError
        When the change is −100 % or below.
    """
    if change <= -100:
        raise UsageError(f"a change of {change:g} %; nothing falls by more than everything")
    from scipy.special import ndtri

    passed = np.arange(len(mean))[:, None] - place >= np.arange(len(response.elasticities))
    weights = passed.astype(float) * np.log1p(change / 100)
    effect = weights @ response.elasticities
    error = np.sqrt(np.einsum("hi,ij,hj->h", weights, response.covariance, weights))
    middle = mean[:, None] * np.exp(effect[:, None])
    moved = quantiles * np.exp(effect[:, None])
    wider = np.hypot(np.log(moved / middle), error[:, None] * ndtri(probabilities))
    spread = np.where(moved >= middle, wider, -wider)
    return Scenario(
        middle[:, 0], middle * np.exp(spread), 100 * np.expm1(effect),
        f"nếu biến dẫn thay đổi {change:+g}% (độ co giãn {response.total:.2f}, "
        f"sai số {response.error:.2f}, học từ {response.months} tháng)",
        f"if the driver changes by {change:+g}% (elasticity {response.total:.2f}, standard error "
        f"{response.error:.2f}, learned from {response.months} months)",
    )  # fmt: skip


def with_step(
    mean: Floats, quantiles: Floats, change: float, place: int, vi: str, en: str
) -> Scenario:
    """A forecast if its level changed by so many per cent from the period at `place` on.

    The size is the assumption; `vi` and `en` say whose it is, and where it comes from.

    Examples
    --------
    >>> base = np.array([100.0, 100.0])
    >>> made = with_step(base, base[:, None], 2.5, 1, "giả định", "an assumption")
    >>> made.mean.round(6).tolist(), made.effect.tolist()
    ([100.0, 102.5], [0.0, 2.5])
    """
    effect = np.where(np.arange(len(mean)) >= place, change, 0.0)
    factor = 1 + effect / 100
    return Scenario(mean * factor, quantiles * factor[:, None], effect, vi, en)


def price_effect(weights: dict[str, float], changes: dict[str, float]) -> float:
    """What changes of groups do to a price index, per cent, by the official geometric rule.

    Raises
    ------
    UsageError
        When a group has no weight.

    Examples
    --------
    A rise of 10 % in transport, which weighs 9.67 of 100:

    >>> round(price_effect({"Giao thông": 9.67, "khác": 90.33}, {"Giao thông": 10.0}), 3)
    0.926
    """
    unknown = [name for name in changes if name not in weights]
    if unknown:
        raise UsageError(f"no weight for {', '.join(unknown)}")
    total = sum(weights.values())
    logs = sum(weights[name] / total * np.log1p(change / 100) for name, change in changes.items())
    return float(100 * np.expm1(logs))
