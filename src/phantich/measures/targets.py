"""Targets: how far along a year is against an annual plan, measured by the season's own path.

Budgets and investment do not run in a straight line: a third of a year's disbursement falls in its
last quarter. The path of a year is therefore what last years' shape says, not m/12.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from phantich.measures.arithmetic import over
from phantich.measures.flows import needed_run_rate
from phantich.measures.panel import Floats

Status = Literal["met", "ahead", "on_path", "behind", "no_path", "no_plan"]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a year stands against its plan.

    All shares are per cent of the plan. `expected` is the share that the path gives for this
    period, `gap` the share reached less the expected one in points, `needed` the amount that each
    remaining period must bring, `years` how many past years made the path.
    """

    reached: float
    expected: float
    gap: float
    needed: float
    status: Status
    years: int

    @property
    def reason(self) -> dict[str, str]:
        """The status in words, Vietnamese and English."""
        vi, en = _REASONS[self.status]
        past = "last year" if self.years == 1 else f"the last {self.years} years"
        return {"vi": vi.format(years=self.years), "en": en.format(past=past)}


#: Statuses in words; the numbers are put into a reader's format where they are shown.
_REASONS: dict[Status, tuple[str, str]] = {
    "met": ("đã hoàn thành kế hoạch năm", "the annual plan has been met"),
    "ahead": (
        "vượt tiến độ so với nhịp thực hiện của {years} năm trước",
        "ahead of the path of {past}",
    ),
    "on_path": (
        "đúng nhịp thực hiện của {years} năm trước",
        "on the path of {past}",
    ),
    "behind": (
        "chậm so với nhịp thực hiện của {years} năm trước",
        "behind the path of {past}",
    ),
    "no_path": (
        "chưa đủ số liệu các năm trước để đánh giá tiến độ",
        "too few past years to judge the pace",
    ),
    "no_plan": ("chưa có kế hoạch hoặc số thực hiện", "no plan or no figure"),
}


def seasonal_path(sums: Floats) -> Floats:
    """Share of the year's result that is reached by each period, per cent: mean of past years.

    Parameters
    ----------
    sums
        Cumulated figures of past years, ``(years, periods)``; years with a gap are left out.

    Returns
    -------
    Array ``(periods,)``, rising to 100; missing without a complete year.

    Examples
    --------
    >>> seasonal_path(np.array([[10.0, 30.0, 60.0, 100.0], [15.0, 25.0, 50.0, 50.0]]))
    array([ 20.,  40.,  80., 100.])
    """
    complete = sums[~np.isnan(sums).any(axis=1) & (sums[:, -1] > 0)]
    if len(complete) == 0:
        return np.full(sums.shape[1], np.nan)
    path: Floats = over(complete, complete[:, -1:]).mean(axis=0)
    return path


def progress(
    to_date: float, plan: float, place: int, past: Floats, tolerance: float = 3.0
) -> Progress:
    """Progress against an annual plan.

    Parameters
    ----------
    to_date, plan
        Cumulated figure and plan, in one unit.
    place
        Place of the period in its year, from 0.
    past
        Cumulated figures of past years, ``(years, periods in a year)``.
    tolerance
        Points within which the year counts as on its path.

    Examples
    --------
    >>> past = np.array([[10.0, 30.0, 60.0, 100.0]])
    >>> state = progress(25.0, 120.0, place=1, past=past)
    >>> round(state.reached, 1), state.expected, state.status, state.reason["en"]
    (20.8, 30.0, 'behind', 'behind the path of last year')
    """
    path = seasonal_path(past)
    periods = past.shape[1]
    years = int((~np.isnan(past).any(axis=1) & (past[:, -1] > 0)).sum())
    reached = float(over(np.asarray(to_date), np.asarray(plan)))
    expected = float(path[place])
    amounts = np.asarray(to_date), np.asarray(plan)
    needed = float(needed_run_rate(*amounts, np.asarray(place), periods))
    status = _status(reached, expected, tolerance)
    return Progress(reached, expected, reached - expected, needed, status, years)


def _status(reached: float, expected: float, tolerance: float) -> Status:
    if reached >= 100:
        return "met"
    if np.isnan(reached):
        return "no_plan"
    if np.isnan(expected):
        return "no_path"
    if reached > expected + tolerance:
        return "ahead"
    return "on_path" if reached >= expected - tolerance else "behind"
