"""Flows: sums over time, such as budget revenue, exports or retail sales.

Arrays carry time on the last axis; a missing month makes whatever needs it missing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from phantich.measures.arithmetic import over
from phantich.measures.comparisons import on_lag, year_to_date
from phantich.measures.panel import Floats, Panel


@dataclass(frozen=True, slots=True, eq=False)
class MonthsAndSums:
    """A flow told twice: by the month, and cumulated since January.

    The month that was published and the difference of two published sums rarely agree, because the
    earlier sum was an estimate that has been restated. Both are kept; neither replaces the other.

    Parameters
    ----------
    published
        Months as published.
    differenced
        Months as differences of successive published sums (January: the sum itself).
    discrepancy
        ``differenced − published``, the part that the restatement of earlier months takes.
    """

    published: Floats
    differenced: Floats
    discrepancy: Floats


def months_from_sums(sums: Floats, first_season: int, seasons: int = 12) -> Floats:
    """Months as differences of cumulated figures: ``S[m] − S[m − 1]``, January ``S[1]``.

    A month whose own or previous sum lacks is missing.

    Examples
    --------
    >>> months_from_sums(np.array([10.0, 25.0, np.nan, 60.0]), first_season=0)
    array([10., 15., nan, nan])
    """
    months: Floats = np.full(sums.shape, np.nan)
    months[..., 1:] = np.diff(sums, axis=-1)
    januaries = slice(-first_season % seasons, None, seasons)
    months[..., januaries] = sums[..., januaries]
    return months


def both_ways(months: Floats, sums: Floats, first_season: int, seasons: int = 12) -> MonthsAndSums:
    """Published months beside the differences of published sums.

    Arrays of one shape, both in the printed unit; missing where a sum or the month lacks.

    Examples
    --------
    The sum to February says 16 for the month that was printed as 15: January was restated.

    >>> told = both_ways(np.array([10.0, 15.0]), np.array([10.0, 26.0]), first_season=0)
    >>> told.differenced, told.discrepancy
    (array([10., 16.]), array([0., 1.]))
    """
    differenced = months_from_sums(sums, first_season, seasons)
    return MonthsAndSums(months, differenced, differenced - months)


def first_two_months(y: Floats, first_season: int) -> Floats:
    """Index of January and February together on those of last year, at February; else missing.

    Tết moves activity between the two months, so that only their sum compares across years.
    """
    index = on_lag(year_to_date(y, first_season), 12)
    out: Floats = np.full(y.shape, np.nan)
    february = slice((1 - first_season) % 12, None, 12)
    out[..., february] = index[..., february]
    return out


def percent_of_plan(sums: Floats, plan: Floats) -> Floats:
    """Share of a plan reached, per cent: ``100 · sum / plan``.

    Missing where the plan is not positive. `plan` broadcasts against `sums`: a number, one a
    period, or several plans on a leading axis. With a month's value and the month's scenario
    (kịch bản) in place of sum and annual plan it is the month's share of its scenario.

    Examples
    --------
    >>> percent_of_plan(np.array([30.0, 60.0]), np.array([[100.0], [120.0]]))
    array([[30., 60.],
           [25., 50.]])
    """
    return over(sums, plan)


def needed_run_rate(sums: Floats, plan: Floats, season: Floats, seasons: int = 12) -> Floats:
    """What each remaining period of the year must bring to meet the plan: ``(plan − sum) / left``.

    Parameters
    ----------
    season
        Place of each period in its year, from 0. In the last one nothing is left: missing, unless
        the plan is met (0). Never below 0.

    Examples
    --------
    >>> needed_run_rate(np.array([60.0]), np.array([120.0]), np.array([8]))
    array([20.])
    """
    left = seasons - 1 - season
    gap = np.maximum(plan - sums, 0.0)
    return np.where(gap == 0, 0.0, over(gap, left, scale=1.0))


def share(part: Floats, whole: Floats) -> Floats:
    """Share of a part in the whole, per cent."""
    return over(part, whole)


def structure_change(parts: Floats, lag: int = 12) -> Floats:
    """Change of each part's share on `lag` periods before, in percentage points.

    `parts` is ``(parts, periods)``; shares are of the sum of the parts, missing where one lacks.
    """
    shares = share(parts, parts.sum(axis=0))
    out: Floats = np.full(shares.shape, np.nan)
    out[..., lag:] = shares[..., lag:] - shares[..., :-lag]
    return out


def growth_contributions(parts: Floats, whole: Floats, lag: int = 12) -> Floats:
    """Contribution of each part to the growth of the whole, in percentage points.

    ``100 · (part[t] − part[t − lag]) / whole[t − lag]``; over parts that sum to the whole the
    contributions sum to its growth.
    """
    out: Floats = np.full(parts.shape, np.nan)
    out[..., lag:] = over(parts[..., lag:] - parts[..., :-lag], whole[..., :-lag])
    return out


@dataclass(frozen=True, slots=True, eq=False)
class Largest:
    """The largest parts and what remains: their rows, values and shares of the whole."""

    rows: NDArray[np.int64]
    values: Floats
    shares: Floats
    others: float
    others_share: float


def largest(parts: Floats, count: int, whole: float | None = None) -> Largest:
    """The `count` largest parts of one period, in falling order, and all others together.

    Ties keep their order. Missing parts are left out of the ranking. `whole` is the sum of the
    parts when absent; others are the whole less the parts named.

    Examples
    --------
    >>> found = largest(np.array([5.0, 20.0, 15.0, 10.0]), 2)
    >>> found.rows, found.shares, found.others
    (array([1, 2]), array([40., 30.]), 15.0)
    """
    order = np.argsort(-parts, kind="stable")
    rows = order[~np.isnan(parts[order])][:count]
    total = float(np.nansum(parts)) if whole is None else whole
    others = total - float(parts[rows].sum())
    named = over(parts[rows], np.asarray(total))
    rest = float(over(np.asarray(others), np.asarray(total)))
    return Largest(rows, parts[rows], named, others, rest)


def trade_balance(exports: Floats, imports: Floats) -> Floats:
    """Exports less imports; above zero a surplus (xuất siêu)."""
    return exports - imports


def cover_ratio(exports: Floats, imports: Floats) -> Floats:
    """Exports in per cent of imports."""
    return over(exports, imports)


def compare_flows(panel: Panel) -> dict[str, Floats]:
    """The published comparisons of a panel of flows, by measure name.

    ``ytd`` (a sum, in the flow's unit), ``mom`` (``qoq`` for quarters), ``yoy`` and ``ytd_yoy`` in
    index form; monthly panels also get ``first_two_months``.
    """
    y, first, seasons = panel.values, panel.first_season, panel.seasons
    to_date = year_to_date(y, first, seasons)
    out = {"ytd": to_date, "yoy": on_lag(y, seasons), "ytd_yoy": on_lag(to_date, seasons)}
    if seasons > 1:
        out["qoq" if panel.frequency == "Q" else "mom"] = on_lag(y, 1)
    if panel.frequency == "M":
        out["first_two_months"] = first_two_months(y, first)
    return out
