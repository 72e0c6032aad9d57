"""Windows of days counted from Tết: how much of a period lies in each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from phantich.calendar import LUNAR_YEARS, tet_date
from phantich.measures.panel import Floats

Days = NDArray[np.datetime64]
_EPOCH: Final = dt.date(1970, 1, 1)


def window_shares(starts: Days, ends: Days, windows: Sequence[tuple[int, int]]) -> Floats:
    """Share of each period's days that lie in each window, ``(periods, windows)``.

    Parameters
    ----------
    starts, ends
        First day of each period, and the day after its last one.
    windows
        First and last day, both included, counted from the first day of Tết. Outside the years
        whose lunar dates are known nothing lies in a window.

    Examples
    --------
    Tết of 2026 is on 17 February: the week from the 16th has one day of the eve and six of the
    feast.

    >>> begin = np.array(["2026-02-09", "2026-02-16"], dtype="datetime64[D]")
    >>> window_shares(begin, begin + 7, [(-1, -1), (0, 6)]).round(3).tolist()
    [[0.0, 0.0], [0.143, 0.857]]
    """
    found = np.zeros((len(starts), len(windows)))
    begins, stops = (days.astype("datetime64[D]").astype(np.int64) for days in (starts, ends))
    for column, (first, last) in enumerate(windows):
        for day in _feasts():
            inside = np.minimum(stops, day + last + 1) - np.maximum(begins, day + first)
            found[:, column] += np.maximum(inside, 0)
        found[:, column] /= np.maximum(stops - begins, 1)
    return found


@cache
def _feasts() -> tuple[int, ...]:
    """First days of Tết, counted from 1 January 1970."""
    years = range(LUNAR_YEARS[0], LUNAR_YEARS[1] + 1)
    return tuple((tet_date(year) - _EPOCH).days for year in years)
