"""Gauges by the hour or the day: the tide as a sum of known oscillations, the rest as it fades.

    y(t) = c + Σₖ (aₖ cos ωₖt + bₖ sin ωₖt) + r(t),   r(t + h) ≈ φʰ r(t)

The speeds ωₖ are those of the moon and the sun [1]_; heights and phases are fitted by least squares
to the record, with only those constituents that its length can tell apart (Rayleigh's criterion,
[2]_). What the tide does not explain (flood, surge, discharge) fades at the rate that it has faded
so far. Bands are the quantiles of the errors of the same forecast made at earlier hours.

References
----------
.. [1] International Hydrographic Organization, Tidal Committee. Standard list of tidal
   constituents.
.. [2] Godin, G. (1972). The Analysis of Tides. University of Toronto Press.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd

from phantich.errors import UsageError
from phantich.forecast.protocol import band_probabilities
from phantich.measures.panel import Floats

#: Degrees an hour, in the order in which a longer record tells more of them apart.
CONSTITUENTS: Final[dict[str, float]] = {
    "M2": 28.9841042,
    "K1": 15.0410686,
    "O1": 13.9430356,
    "S2": 30.0,
    "N2": 28.4397295,
    "Q1": 13.3986609,
    "M4": 57.9682084,
    "P1": 14.9589314,
    "K2": 30.0821373,
    "SA": 0.0410686,
}
#: Fewest readings that a forecast is made of: a week of hours, two months of days.
LEAST: Final = {"H": 168, "D": 60}
#: Earlier moments from which the same forecast is made to learn its errors.
_TRIALS: Final = 60


@dataclass(frozen=True, slots=True, eq=False)
class GaugeForecast:
    """Levels ahead.

    Parameters
    ----------
    moments
        Hours or days forecast.
    mean, quantiles
        Arrays ``(horizon,)`` and ``(horizon, probabilities)``.
    heights
        Half the range of each constituent that was fitted, in the unit of the gauge.
    explained
        Share of the record's variance that the oscillations explain.
    memory
        φ: how much of the rest is left a step later.
    """

    moments: pd.DatetimeIndex
    mean: Floats
    probabilities: Floats
    quantiles: Floats
    heights: dict[str, float]
    explained: float
    memory: float


def gauge_forecast(
    levels: pd.Series,
    horizon: int,
    frequency: Literal["H", "D"] = "H",
    *,
    probabilities: Floats | None = None,
) -> GaugeForecast:
    """Forecast of one gauge for the hours or days after its last reading.

    Parameters
    ----------
    levels
        Readings by moment; missing ones may lack.
    horizon
        Steps ahead.

    Raises
    ------
    UsageError
        When there are fewer readings than `LEAST`, or they have no spread.

    Examples
    --------
    >>> hours = pd.date_range("2026-09-01", periods=720, freq="h")
    >>> phase = np.deg2rad(CONSTITUENTS["M2"]) * np.arange(720)
    >>> made = gauge_forecast(pd.Series(1 + 0.8 * np.cos(phase), index=hours), 6)
    >>> round(made.heights["M2"], 3), round(float(made.mean[0]), 3), round(made.explained, 3)
    (0.8, 1.784, 1.0)
    """
    known = levels.dropna().sort_index()
    if len(known) < LEAST[frequency]:
        raise UsageError(f"{len(known)} readings; a forecast needs at least {LEAST[frequency]}")
    chosen = band_probabilities() if probabilities is None else probabilities
    step = pd.Timedelta(hours=1 if frequency == "H" else 24)
    index = pd.DatetimeIndex(known.index)
    times = ((index - index[0]) / step).to_numpy().round().astype(np.int64)
    values = np.full(int(times[-1]) + 1, np.nan)
    values[times] = known.to_numpy(dtype=float)
    names = _told_apart(len(values), frequency)
    design = _design(np.arange(len(values) + horizon, dtype=float), names, frequency)
    there = np.isfinite(values)
    found = np.linalg.lstsq(design[: len(values)][there], values[there], rcond=None)[0]
    tide = design @ found
    rest = values - tide[: len(values)]
    memory = _memory(rest)
    mean = tide[len(values) :] + _last(rest) * memory ** np.arange(1, horizon + 1)
    errors = _errors(values, tide, rest, memory, horizon)
    bands = mean[:, None] + np.nanquantile(errors, chosen, axis=0).T
    spread = float(np.nanvar(values))
    if not spread > 0:
        raise UsageError("all readings are alike; there is nothing to forecast")
    return GaugeForecast(
        pd.DatetimeIndex(index[-1] + step * np.arange(1, horizon + 1)), mean, chosen,
        np.maximum.accumulate(bands, axis=1), _heights(found, names),
        1 - float(np.nanvar(rest)) / spread, memory,
    )  # fmt: skip


def _told_apart(count: int, frequency: str) -> tuple[str, ...]:
    """Constituents that the record is long enough for, and its step short enough."""
    hours = count if frequency == "H" else 24 * count
    chosen: list[str] = []
    for name, speed in CONSTITUENTS.items():
        turn = 360 / speed
        if (frequency == "D" and turn < 48) or hours < turn:
            continue
        if all(abs(speed - CONSTITUENTS[other]) * hours >= 360 for other in chosen):
            chosen.append(name)
    return tuple(chosen)


def _design(times: Floats, names: tuple[str, ...], frequency: str) -> Floats:
    hours = times * (1 if frequency == "H" else 24)
    columns = [np.ones(len(times))]
    for name in names:
        angle = np.deg2rad(CONSTITUENTS[name]) * hours
        columns += [np.cos(angle), np.sin(angle)]
    return np.column_stack(columns)


def _heights(found: Floats, names: tuple[str, ...]) -> dict[str, float]:
    return {
        name: float(np.hypot(found[1 + 2 * place], found[2 + 2 * place]))
        for place, name in enumerate(names)
    }


def _memory(rest: Floats) -> float:
    """First-order autocorrelation of the rest, between 0 and 0.999."""
    pairs = np.isfinite(rest[1:]) & np.isfinite(rest[:-1])
    before, after = rest[:-1][pairs], rest[1:][pairs]
    power = float(before @ before)
    return float(np.clip((before @ after) / power, 0.0, 0.999)) if power > 0 else 0.0


def _last(rest: Floats) -> float:
    known = rest[np.isfinite(rest)]
    return float(known[-1]) if len(known) else 0.0


def _errors(values: Floats, tide: Floats, rest: Floats, memory: float, horizon: int) -> Floats:
    """Errors ``(trials, horizon)`` of forecasts begun in the last third of the record."""
    last = len(values) - horizon
    first = max(1, min(2 * len(values) // 3, last - 1))
    begins = np.unique(np.linspace(first, last, _TRIALS).astype(int))
    begins = begins[(begins > 0) & np.isfinite(rest[begins - 1])]
    fade = memory ** np.arange(1, horizon + 1)
    errors = np.array(
        [values[at : at + horizon] - tide[at : at + horizon] - rest[at - 1] * fade for at in begins]
    )
    return errors if len(errors) else np.zeros((1, horizon))
