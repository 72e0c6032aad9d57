"""Gauges: water level, salinity, rain; readings at irregular times against fixed levels.

One series at a time: sorted times and their readings. Between two readings the value is taken to
run straight, unless they lie further apart than `gap`, which then counts as missing time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.typing import NaTType

from phantich.errors import UsageError
from phantich.measures.panel import Floats

HOUR = np.timedelta64(1, "h")


@dataclass(frozen=True, slots=True, eq=False)
class GaugeReport:
    """What a gauge showed over a span.

    Hours are those that readings cover; `missing_hours` lie in gaps. `crossings` holds the first
    time each level was reached (NaT when it was not), in the order of the levels given; `gaps` the
    beginning and end of each pause that was not bridged.
    """

    last: float
    last_at: pd.Timestamp
    highest: float
    highest_at: pd.Timestamp
    hours_above: Floats
    crossings: pd.DatetimeIndex
    covered_hours: float
    missing_hours: float
    gaps: tuple[tuple[pd.Timestamp, pd.Timestamp], ...]


def report(
    times: pd.DatetimeIndex, values: Floats, levels: Floats, gap: pd.Timedelta
) -> GaugeReport:
    """Last and highest reading, hours at or above each level, first crossing, data gaps.

    Parameters
    ----------
    times, values
        Readings in order of time; a NaN reading counts as none.
    levels
        The levels to compare with, in any order.
    gap
        The longest pause between readings that is still bridged.

    Raises
    ------
    UsageError
        When the times are not increasing, or there is no reading at all.

    Examples
    --------
    >>> times = pd.to_datetime(["2026-10-01 00:00", "2026-10-01 01:00", "2026-10-01 02:00"])
    >>> found = report(times, np.array([1.0, 3.0, 1.0]), np.array([2.0]), pd.Timedelta("3h"))
    >>> found.hours_above, found.crossings[0]
    (array([1.]), Timestamp('2026-10-01 00:30:00'))
    """
    kept = ~np.isnan(values)
    times, values = times[kept], values[kept]
    if len(values) == 0 or not times.is_monotonic_increasing or not times.is_unique:
        raise UsageError("a gauge needs at least one reading, and readings in order of time")
    hours = np.diff(times.to_numpy()) / HOUR
    bridged = hours <= gap / pd.Timedelta(hours=1)
    low, high = values[:-1][bridged], values[1:][bridged]
    spans = hours[bridged]
    above = np.array([(_part_above(low, high, level) * spans).sum() for level in levels])
    crossed = [_first_crossing(times, values, level, bridged) for level in levels]
    top = int(values.argmax())
    return GaugeReport(
        last=float(values[-1]),
        last_at=times[-1],
        highest=float(values[top]),
        highest_at=times[top],
        hours_above=above,
        crossings=pd.DatetimeIndex(crossed),
        covered_hours=float(spans.sum()),
        missing_hours=float(hours[~bridged].sum()),
        gaps=tuple((times[i], times[i + 1]) for i in np.flatnonzero(~bridged).tolist()),
    )


def _part_above(low: Floats, high: Floats, level: float) -> Floats:
    """Part of each straight piece that lies at or above the level."""
    rise = np.abs(high - low)
    over_level = np.maximum(np.maximum(low, high) - level, 0.0)
    part = np.divide(over_level, rise, out=np.ones_like(rise), where=rise > 0)
    return np.where(rise > 0, np.minimum(part, 1.0), (low >= level).astype(float))


def _first_crossing(
    times: pd.DatetimeIndex, values: Floats, level: float, bridged: np.ndarray
) -> pd.Timestamp | NaTType:
    reached = np.flatnonzero(values >= level)
    if len(reached) == 0:
        return pd.NaT
    place = int(reached[0])
    if place == 0 or not bridged[place - 1]:
        return times[place]
    before, after = values[place - 1], values[place]
    part = (level - before) / (after - before)
    return times[place - 1] + (times[place] - times[place - 1]) * float(part)
