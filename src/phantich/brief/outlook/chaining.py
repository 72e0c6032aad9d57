"""An index put together from the changes that are published of it.

A month is tied to the one before by its change on it, to December by the change since December,
and to the same month of the year before by its growth. All are printed of one index: a month whose
table lacks is bridged by what its neighbours say, and no change is made up.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

    from phantich.measures.panel import Floats

#: Measure → what a step along it costs: monthly changes are followed wherever they lead on.
_COSTS: Final = {"mom": 1, "vs_december": 20, "yoy": 40}


def chained(series: Mapping[str, pd.Series], least: int) -> pd.Series | None:
    """The index of all months that are tied to the newest one.

    Parameters
    ----------
    series
        Measure → index numbers by month, base of the comparison = 100.
    least
        Fewest months; None with fewer, or without monthly changes.

    Returns
    -------
    Index by month, 100 in the newest; months that nothing ties to it are missing.
    """
    import numpy as np
    import pandas as pd

    if "mom" not in series:
        return None
    newest, first = max(series["mom"].index), min(min(s.index) for s in series.values())
    # The first changes lead back to their bases, which are up to a year older.
    months = pd.period_range(pd.Period(first, "M") - 12, newest, freq="M")
    names = months.astype(str)
    logs = {
        measure: np.log(series[measure].reindex(names).to_numpy(dtype=float) / 100)
        for measure in _COSTS
        if measure in series
    }
    index = _tied(logs, months.month.to_numpy(dtype=float))
    known = np.isfinite(index)
    if known.sum() < least:
        return None
    begin = int(known.argmax())
    return pd.Series(100 * np.exp(index[begin:]), index=names[begin:])


def _tied(logs: Mapping[str, Floats], numbers: Floats) -> Floats:
    """Logarithms of the index against the last month, along the cheapest ways through the ties."""
    import numpy as np

    index = np.full(len(numbers), np.nan)
    ties: list[list[tuple[int, int, float]]] = [[] for _ in numbers]
    for place, base, cost, change in _ties(logs, numbers):
        ties[place].append((base, cost, -change))
        ties[base].append((place, cost, change))
    waiting = [(0, len(numbers) - 1, 0.0)]
    while waiting:
        spent, place, value = heapq.heappop(waiting)
        if np.isfinite(index[place]):
            continue
        index[place] = value
        for other, cost, change in ties[place]:
            if np.isnan(index[other]):
                heapq.heappush(waiting, (spent + cost, other, value + change))
    return index


def _ties(logs: Mapping[str, Floats], numbers: Floats) -> Iterator[tuple[int, int, int, float]]:
    """Places of a month and of its base, the cost of the tie, the logarithm of the change."""
    import numpy as np

    for measure, changes in logs.items():
        for place in np.flatnonzero(np.isfinite(changes)):
            back = {"mom": 1, "vs_december": int(numbers[place]), "yoy": 12}[measure]
            if place >= back:
                yield int(place), int(place - back), _COSTS[measure], float(changes[place])
