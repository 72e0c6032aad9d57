"""Tết as one regressor of monthly models: how much of the feast falls into each month.

    x(t) = share of the days Tết − 2 … Tết + 7 that lie in month t  −  mean of the calendar month,

the mean being that of 1995–2048. These are the days on which works, offices and ports stand still.
Windows of the weeks before and after the feast lie next to it and move with it: beside this one
they add no information that ten dates could show, and without it they miss part of the effect.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
import pandas as pd

from phantich.calendar import LUNAR_YEARS, tet_share
from phantich.measures.panel import Floats

#: First and last day of the feast, counted from the first day of Tết.
FEAST: Final = (-2, 7)
#: Years over which a calendar month's mean is taken.
_MEAN_YEARS: Final = (1995, 2048)
#: The feast begins on 19 January at the earliest and ends on 28 February at the latest.
_MONTHS: Final = (1, 2)


def feast_regressor(starts: pd.DatetimeIndex) -> Floats:
    """Centred shares of months, ``(months, 1)``; zero where no lunar date is known.

    Parameters
    ----------
    starts
        First day of each month.

    Examples
    --------
    Tết of 2025 falls on 29 January: five of the ten days are January's, in a mean year 2.8 are.

    >>> feast_regressor(pd.date_range("2025-01-01", periods=3, freq="MS")).ravel().round(2).tolist()
    [0.22, -0.22, 0.0]
    """
    shares, (first, last) = _shares(), LUNAR_YEARS
    begin, end = (year - first for year in _MEAN_YEARS)
    centred = shares - shares[begin : end + 1].mean(axis=0)
    years, months = starts.year.to_numpy(), starts.month.to_numpy()
    inside = (years >= first) & (years <= last)
    found = np.zeros((len(starts), 1))
    found[inside, 0] = centred[years[inside] - first, months[inside] - 1]
    return found


@cache
def _shares() -> Floats:
    """Uncentred shares by lunar year and calendar month, ``(years, 12)``."""
    first, last = LUNAR_YEARS
    found = np.zeros((last - first + 1, 12))
    for year in range(first, last + 1):
        for month in _MONTHS:
            found[year - first, month - 1] = tet_share(f"{year}-{month:02d}", *FEAST)
    return found
