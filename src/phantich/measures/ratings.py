"""Ratings and dossiers: scores with a rank, and collections judged by coverage and age."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from phantich.measures.arithmetic import over
from phantich.measures.panel import Floats
from phantich.measures.ratios import rank


@dataclass(frozen=True, slots=True, eq=False)
class RatingTable:
    """Scores of units with their ranks, the change of both, and the distance to the best."""

    scores: Floats
    ranks: NDArray[np.int64]
    score_change: Floats
    rank_change: NDArray[np.int64]
    behind_best: Floats


def rate(scores: Floats, before: Floats) -> RatingTable:
    """Compare scores of units (high is good) with those of the rating before.

    Examples
    --------
    >>> table = rate(np.array([88.0, 91.0]), np.array([89.0, 87.0]))
    >>> table.ranks, table.rank_change, table.behind_best
    (array([2, 1]), array([-1,  1]), array([3., 0.]))
    """
    now, old = rank(scores), rank(before)
    change = np.where((now > 0) & (old > 0), old - now, 0)
    best = np.nanmax(scores) if (~np.isnan(scores)).any() else np.nan
    return RatingTable(scores, now, scores - before, change, best - scores)


@dataclass(frozen=True, slots=True)
class DossierState:
    """Coverage (per cent of what should be there) and age of the newest item in days."""

    coverage: float
    newest: pd.Timestamp | None
    age_days: float
    stale: bool


def dossier(
    dates: pd.DatetimeIndex, expected: int, today: pd.Timestamp, longest_days: float
) -> DossierState:
    """State of a collection of bulletins, maps or images.

    Parameters
    ----------
    dates
        Date of each item that is there.
    expected
        How many there should be.
    longest_days
        Age of the newest item from which the collection is stale.
    """
    coverage = float(over(np.asarray(float(len(dates))), np.asarray(float(expected))))
    if len(dates) == 0:
        return DossierState(coverage, None, np.nan, True)
    newest = dates.max()
    age = (today - newest) / pd.Timedelta(days=1)
    return DossierState(coverage, newest, float(age), bool(age > longest_days))
