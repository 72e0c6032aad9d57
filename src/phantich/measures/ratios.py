"""Ratios: disbursement, on-time dossiers, coverage; a part over a whole, and areas side by side.

The ratio of an aggregate is the sum of the numerators over the sum of the denominators, never a
mean of ratios.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from phantich.measures.arithmetic import over
from phantich.measures.panel import Floats


def pooled_ratio(numerators: Floats, denominators: Floats, axis: int = 0) -> Floats:
    """Ratio of an aggregate, per cent: ``100 · Σ numerators / Σ denominators``.

    A unit of which one of the two is missing is left out of both sums.

    Examples
    --------
    >>> pooled_ratio(np.array([50.0, 10.0]), np.array([100.0, 10.0]))
    array(54.54545455)
    """
    known = ~(np.isnan(numerators) | np.isnan(denominators))
    above = np.where(known, numerators, 0.0).sum(axis=axis)
    below = np.where(known, denominators, 0.0).sum(axis=axis)
    return over(above, below)


def pooled_by(
    numerators: Floats, denominators: Floats, groups: Sequence[str]
) -> tuple[pd.Index, Floats]:
    """Ratios of groups of units (areas, agencies, projects), per cent: sums over sums.

    Parameters
    ----------
    numerators, denominators
        ``(units,)`` or ``(units, periods)``; a unit that lacks one of the two is left out of both.
    groups
        Group of each unit.

    Returns
    -------
    Names of the groups in the order of their first unit, and their ratios.

    Examples
    --------
    >>> paid, plan = np.array([50.0, 10.0, 8.0]), np.array([100.0, 10.0, 16.0])
    >>> pooled_by(paid, plan, ["roads", "roads", "schools"])
    (Index(['roads', 'schools'], dtype='str'), array([54.54545455, 50.        ]))
    """
    codes, names = pd.factorize(pd.Index(groups))
    known = ~(np.isnan(numerators) | np.isnan(denominators))
    shape = (len(names), *numerators.shape[1:])
    above, below = np.zeros(shape), np.zeros(shape)
    np.add.at(above, codes, np.where(known, numerators, 0.0))
    np.add.at(below, codes, np.where(known, denominators, 0.0))
    return pd.Index(names), over(above, below)


def point_change(ratios: Floats, lag: int) -> Floats:
    """Change on `lag` periods before in percentage points (điểm phần trăm)."""
    out: Floats = np.full(ratios.shape, np.nan)
    out[..., lag:] = ratios[..., lag:] - ratios[..., :-lag]
    return out


def wilson(successes: Floats, trials: Floats, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Limits of a share, per cent, that hold for small denominators (Wilson 1927).

    ``(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)``. Missing without a trial, and where the
    successes are no part of the trials.

    Examples
    --------
    >>> low, high = wilson(np.array([8.0]), np.array([10.0]))
    >>> low.round(1), high.round(1)
    (array([49.]), array([94.3]))
    """
    z = float(stats.norm.ppf(0.5 + confidence / 2))
    n = np.where((trials > 0) & (successes >= 0) & (successes <= trials), trials, np.nan)
    p = successes / n
    middle = p + z**2 / (2 * n)
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    scale = 100 / (1 + z**2 / n)
    return np.maximum((middle - half) * scale, 0.0), np.minimum((middle + half) * scale, 100.0)


@dataclass(frozen=True, slots=True, eq=False)
class League:
    """A league table: value, rank, rank before, and a band of uncertainty for each unit.

    Ranks begin with 1 for the best; equal values share the better rank («1, 2, 2, 4»); a unit
    without a value has rank 0. `change` is positive when the unit has risen, 0 without both ranks.
    """

    values: Floats
    ranks: NDArray[np.int64]
    change: NDArray[np.int64]
    low: Floats
    high: Floats


def league(
    numerators: Floats,
    denominators: Floats,
    before: Floats | None = None,
    *,
    high_is_good: bool = True,
) -> League:
    """League table of units by ratio, with Wilson limits.

    Parameters
    ----------
    numerators, denominators
        One number a unit, counts or amounts; the limits take them as counts, and a ratio over 100 %
        as 100 %.
    before
        Ratios of the comparison period, per cent, for the change of rank.
    """
    values = over(numerators, denominators)
    ranks = rank(values, high_is_good=high_is_good)
    old = rank(before, high_is_good=high_is_good) if before is not None else np.zeros_like(ranks)
    change = np.where((ranks > 0) & (old > 0), old - ranks, 0)
    low, high = wilson(np.minimum(numerators, denominators), denominators)
    return League(values, ranks, change, low, high)


def rank(values: Floats, *, high_is_good: bool = True) -> NDArray[np.int64]:
    """Rank of each value, 1 the best, ties sharing the better rank, 0 for a missing value.

    Examples
    --------
    >>> rank(np.array([90.0, 95.0, np.nan, 95.0]))
    array([3, 1, 0, 1])
    """
    keys = -values if high_is_good else values
    known = ~np.isnan(keys)
    out = np.zeros(values.shape, dtype=np.int64)
    out[known] = stats.rankdata(keys[known], method="min").astype(np.int64)
    return out


def disbursement_rates(paid: Floats, assigned: Floats, assigned_by_pm: Floats) -> dict[str, Floats]:
    """The two disbursement ratios in use, per cent of each denominator.

    ``all``  of the whole assigned plan (what the council assigned, central and local sources);
    ``pm``   of the plan that the Prime Minister assigned.
    """
    return {"all": over(paid, assigned), "pm": over(paid, assigned_by_pm)}
