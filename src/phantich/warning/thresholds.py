"""Legal and agreed levels: a message when one is reached, none while it lasts, one when it is over.

A level is reached with the first reading at or above it, without confirmation: confirmation costs
hours. It is over when every reading of a whole tidal day lay under it by more than the margin;
without readings it is not over, for nothing was seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from phantich.catalog.levels import Levels
from phantich.errors import UsageError
from phantich.measures.panel import Floats
from phantich.warning.flag import Flag
from phantich.warning.levels import Hold, hold_of
from phantich.warning.severity import of_level

VERSION: Final = "1.0"
#: The longest pause between readings that counts as watched, unless readings come more rarely.
GAP_HOURS: Final = 3.0
#: Hours over which the present rate is taken, and how far ahead a crossing is told.
RATE_HOURS: Final = 3.0
AHEAD_HOURS: Final = 12.0
_HOUR: Final = np.timedelta64(1, "h")


@dataclass(frozen=True, slots=True)
class Message:
    """A change of state: the step (from 1) that was reached or, for ``released``, is left.

    `place` is the reading at which the message goes out.
    """

    place: int
    kind: Literal["reached", "released"]
    step: int


def states(times: pd.DatetimeIndex, values: Floats, levels: Floats, hold: Hold) -> NDArray[np.int_]:
    """Step that holds at each reading: 0 under all levels, k at or above the k-th.

    Parameters
    ----------
    times, values
        Readings in order of time; a NaN reading counts as none.
    levels
        Rising.

    Raises
    ------
    UsageError
        When times or levels do not rise.

    Examples
    --------
    >>> times = pd.date_range("2026-10-01", periods=30, freq="h")
    >>> values = np.array([1.0, 3.0] + [1.0] * 28)
    >>> states(times, values, np.array([2.0]), Hold(margin=0.1))[[0, 1, 25, 26]]
    array([0, 1, 1, 0])
    """
    if not times.is_monotonic_increasing or not times.is_unique or (np.diff(levels) <= 0).any():
        raise UsageError("readings in order of time and rising levels are needed")
    known = np.flatnonzero(~np.isnan(values))
    found = np.zeros(len(values), dtype=np.int_)
    seen = values[known]
    hours = (times.to_numpy()[known] - times.to_numpy()[0]) / _HOUR
    for step, level in enumerate(levels.tolist(), 1):
        found[known] = np.where(_held(hours, seen, level, hold), step, found[known])
    return _carried(found, known)


def _held(hours: Floats, values: Floats, level: float, hold: Hold) -> NDArray[np.bool_]:
    """Whether one level holds at each reading."""
    pause = max(GAP_HOURS, 1.5 * float(np.median(np.diff(hours)))) if len(hours) > 1 else GAP_HOURS
    out = np.zeros(len(values), dtype=bool)
    holds, since = False, 0.0
    for place, (hour, value) in enumerate(zip(hours.tolist(), values.tolist(), strict=True)):
        unseen = place > 0 and hour - hours[place - 1] > pause
        holds = holds or value >= level
        # The clock starts anew at a high reading, and after a time in which nothing was seen.
        if value >= level - hold.margin or unseen:
            since = hour
        holds = holds and hour - since < hold.hold_hours
        out[place] = holds
    return out


def _carried(found: NDArray[np.int_], known: NDArray[np.int_]) -> NDArray[np.int_]:
    """A missing reading keeps the state before it."""
    last = np.full(len(found), -1)
    last[known] = known
    last = np.maximum.accumulate(last)
    return np.where(last >= 0, found[np.maximum(last, 0)], 0)


def messages(found: NDArray[np.int_]) -> list[Message]:
    """The messages of a run of states: one a change, whatever the number of levels passed.

    Examples
    --------
    >>> [(m.place, m.kind, m.step) for m in messages(np.array([0, 2, 2, 1, 0]))]
    [(1, 'reached', 2), (3, 'released', 2), (4, 'released', 1)]
    """
    before = np.concatenate([[0], found[:-1]])
    return [
        Message(int(place), "reached", int(found[place]))
        if found[place] > before[place]
        else Message(int(place), "released", int(before[place]))
        for place in np.flatnonzero(found != before)
    ]


def rate_now(times: pd.DatetimeIndex, values: Floats) -> float:
    """Change an hour over the last `RATE_HOURS`, a straight line through the readings.

    NaN with fewer than three of them.
    """
    known = ~np.isnan(values)
    hours = ((times - times[-1]).to_numpy() / _HOUR)[known]
    recent = hours >= -RATE_HOURS
    if recent.sum() < 3:
        return float("nan")
    slope: float = np.polyfit(hours[recent], values[known][recent], 1)[0]
    return float(slope)


def hours_to(value: float, level: float, rate: float) -> float:
    """Hours until a level is reached at the present rate; NaN where it is not, or in half a day.

    Examples
    --------
    >>> hours_to(170.0, 180.0, 2.0), hours_to(170.0, 180.0, -2.0), hours_to(170.0, 180.0, 0.1)
    (5.0, nan, nan)
    """
    hours = (level - value) / rate if rate > 0 else float("nan")
    return hours if 0 < hours <= AHEAD_HOURS else float("nan")


def gauge_flags(
    base: Flag, times: pd.DatetimeIndex, values: Floats, levels: Levels, since: pd.Timestamp
) -> list[Flag]:
    """What a gauge has to say of the time from `since` on.

    One flag for the highest level that held, at the reading that reached it; and one for the next
    level when the last reading runs towards it.

    Parameters
    ----------
    base
        Names, area and frequency (``H`` or ``D``) of the gauge; the rest is filled in.
    """
    if len(values) == 0 or np.isnan(values).all():
        return []
    steps = np.array([level.value for level in levels.steps])
    found = states(times, values, steps, hold_of(levels.unit))
    inside = np.asarray(times >= since)
    flags = []
    top = int(found[inside].max(initial=0))
    if top:
        flags.append(_reached(base, times, values, levels, (found, top, inside)))
    now = int(found[-1])
    rate = rate_now(times, values)
    if now < len(steps) and inside[-1]:
        hours = hours_to(float(values[-1]), float(steps[now]), rate)
        if not np.isnan(hours):
            flags.append(_ahead(base, times, values, levels, (now, rate, hours)))
    return flags


def _reached(
    base: Flag,
    times: pd.DatetimeIndex,
    values: Floats,
    levels: Levels,
    found: tuple[NDArray[np.int_], int, NDArray[np.bool_]],
) -> Flag:
    states_, top, inside = found
    level = levels.steps[top - 1]
    above = inside & (values >= level.value)
    # A level that was reached before the window still holds: its first reading inside counts.
    place = int(np.flatnonzero(above if above.any() else inside & (states_ == top))[0])
    held = inside & (states_ >= top)
    highest = float(np.nanmax(values[held]))
    begins = np.diff(np.concatenate([[0], held.astype(int)])) == 1
    return base.with_(
        template="threshold_reached",
        period=_period(times[place], base.frequency),
        severity=of_level(top) if len(levels.steps) > 1 else "warning",
        direction="up",
        observed=highest,
        expected=float("nan"),
        effect=highest - level.value,
        evidence={
            "level": level.value,
            "level_name": f"{level.name}|{level.name_en}",
            "step": float(top),
            "episodes": float(begins.sum()),
        },
        legal_source=levels.reference,
    )


def _ahead(
    base: Flag,
    times: pd.DatetimeIndex,
    values: Floats,
    levels: Levels,
    found: tuple[int, float, float],
) -> Flag:
    now, rate, hours = found
    level = levels.steps[now]
    return base.with_(
        template="threshold_ahead",
        period=_period(times[-1], base.frequency),
        severity="watch",
        direction="up",
        observed=float(values[-1]),
        evidence={
            "level": level.value,
            "level_name": f"{level.name}|{level.name_en}",
            "rate": rate,
            "hours": hours,
        },
        legal_source=levels.reference,
    )


def _period(time: pd.Timestamp, frequency: str) -> str:
    return str(time.strftime("%Y-%m-%dT%H" if frequency == "H" else "%Y-%m-%d"))
