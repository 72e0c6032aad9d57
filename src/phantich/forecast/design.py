"""Levels and regressors of several series, aligned at each one's first period."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from phantich.forecast.likelihood import Problem
from phantich.measures.panel import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """What a regression with seasonal moving-average errors is fitted to.

    Parameters
    ----------
    levels
        Array ``(periods + ahead, series, k + 1)``: columns of missing values, the other regressors,
        and the series last. Row 0 is each series' first period; regressors go on for `ahead`
        periods after its last one.
    lengths
        Periods of each series, from its first figure to its last.
    used
        Array ``(series, k)``: whether the series has this regressor.
    diffuse
        How many of the first columns stand for missing values.
    season
        Periods in a year.
    ahead
        Periods to forecast.
    """

    levels: Floats
    lengths: NDArray[np.int64]
    used: NDArray[np.bool_]
    diffuse: int
    season: int
    ahead: int

    @property
    def periods(self) -> int:
        """Periods of the longest series."""
        return len(self.levels) - self.ahead

    def problem(self) -> Problem:
        """The differenced columns ``(1 − B)(1 − B^s)``."""
        columns = self.levels[: self.periods].copy()
        columns[:, :, :-1] *= self.used
        columns = difference(columns, self.season)
        lengths = self.lengths - self.season - 1
        columns[np.arange(len(columns))[:, None] >= lengths] = 0.0
        return Problem(columns, lengths, self.used, self.diffuse, self.season)

    def with_columns(self, columns: Floats, used: NDArray[np.bool_]) -> Design:
        """With more regressors, ``(periods + ahead, series, m)`` and ``(series, m)``."""
        parts = [self.levels[:, :, :-1], columns, self.levels[:, :, -1:]]
        flags = np.concatenate([self.used, used], axis=1)
        return replace(self, levels=np.concatenate(parts, axis=2), used=flags)

    def using(self, used: NDArray[np.bool_]) -> Design:
        """With other regressors in use; columns at the end that nobody uses are dropped."""
        wanted = np.flatnonzero(used.any(axis=0))
        count = max(int(wanted.max(initial=-1)) + 1, self.diffuse)
        kept = [*range(count), self.levels.shape[2] - 1]
        return replace(self, levels=self.levels[:, :, kept], used=used[:, :count])


def difference(levels: Floats, season: int) -> Floats:
    """(1 − B)(1 − B^s) along the first axis; s + 1 periods are lost.

    Examples
    --------
    >>> difference(np.array([1.0, 2.0, 4.0, 7.0]), 2).tolist()
    [2.0]
    """
    steps = levels[season:] - levels[:-season]
    found: Floats = steps[1:] - steps[:-1]
    return found
