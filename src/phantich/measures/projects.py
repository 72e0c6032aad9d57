"""Progress of projects and programmes: S-curves, earned value, expected finish, a traffic light.

Terms are those of earned-value management (ISO 21508:2018): planned value, earned value (the plan's
worth of what is done) and actual cost, all cumulated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from phantich.errors import UsageError
from phantich.measures.arithmetic import over
from phantich.measures.panel import Floats

Light = Literal["green", "amber", "red", "unknown"]


@dataclass(frozen=True, slots=True)
class LightRule:
    """When a project turns amber or red: the values used unless others are given.

    A project is red when its schedule index is under `red_schedule` or its slip over `red_slip`
    periods; amber likewise; the worse of the two counts. Land clearance that lags the works
    (cleared share below the planned share of works) makes a green project amber.
    """

    amber_schedule: float = 0.95
    red_schedule: float = 0.80
    amber_slip: float = 1.0
    red_slip: float = 6.0


@dataclass(frozen=True, slots=True)
class ProjectState:
    """Where a project stands.

    `schedule_index` is earned over planned value, `cost_index` earned value over actual cost (1 =
    as planned), `slip` the periods it is late against its S-curve (negative: early), `finish` the
    expected last period on the plan's axis, `light` with its `reason` as a word.
    """

    schedule_index: float
    cost_index: float
    slip: float
    finish: float
    light: Light
    reason: Literal["schedule", "slip", "land", "none", "no_plan"]


def assess(
    planned: Floats,
    earned: Floats,
    cost: Floats | None = None,
    *,
    land_share: float = np.nan,
    rule: LightRule | None = None,
) -> ProjectState:
    """State of a project at the last period with an earned value.

    Parameters
    ----------
    planned
        Cumulated planned value by period, never falling, up to the planned finish.
    earned
        Cumulated earned value by period; NaN after the last report.
    cost
        Cumulated actual cost, as `earned`.
    land_share
        Share of the land handed over, per cent.
    rule
        Limits of the traffic light.

    Raises
    ------
    UsageError
        When the plan falls or holds gaps.

    Examples
    --------
    >>> state = assess(np.array([10.0, 30.0, 60.0, 100.0]), np.array([10.0, 20.0, np.nan, np.nan]))
    >>> round(state.schedule_index, 2), state.slip, round(state.finish, 2), state.light
    (0.67, 0.5, 4.33, 'red')
    """
    if np.isnan(planned).any() or (np.diff(planned) < 0).any():
        raise UsageError("a planned S-curve holds no gap and never falls")
    reported = np.flatnonzero(~np.isnan(earned))
    if len(reported) == 0 or len(planned) == 0 or planned[-1] <= 0:
        return ProjectState(np.nan, np.nan, np.nan, np.nan, "unknown", "no_plan")
    # Reports that follow the last piece of work tell nothing about its date.
    complete = np.flatnonzero(earned >= planned[-1])
    now = int(complete[0] if len(complete) else reported[-1])
    done = float(earned[now])
    due = float(planned[min(now, len(planned) - 1)])
    schedule = float(over(np.asarray(done), np.asarray(due), scale=1.0))
    spent = float(cost[now]) if cost is not None else np.nan
    time = earned_time(planned, done, now)
    light, reason = _light(schedule, now - time, land_share, 100 * due / float(planned[-1]), rule)
    return ProjectState(
        schedule,
        float(over(np.asarray(done), np.asarray(spent), scale=1.0)),
        now - time,
        _finish(planned, time, now),
        light,
        reason,
    )


def earned_time(planned: Floats, value: float, now: int) -> float:
    """Earned schedule: the period by which the plan reaches a value, straight between periods.

    Where the plan stands still at the value, any period of the standstill would do; the one nearest
    to `now` is taken. −1 is the start of the first period. A value above the plan's last counts as
    that.

    Examples
    --------
    >>> planned = np.array([10.0, 30.0, 30.0, 60.0])
    >>> earned_time(planned, 20.0, now=1), earned_time(planned, 30.0, now=2)
    (0.5, 2.0)
    """
    curve = np.concatenate([[0.0], planned])
    value = min(value, float(curve[-1]))
    first = int(np.searchsorted(curve, value, side="left"))
    last = int(np.searchsorted(curve, value, side="right")) - 1
    if first <= last:
        return float(min(max(now, first - 1), last - 1))
    part = (value - curve[last]) / (curve[first] - curve[last])
    return float(last - 1 + part)


def s_curve(amounts: Floats, total: float | None = None) -> Floats:
    """Cumulated progress, per cent of the total: the S-curve that is drawn.

    Parameters
    ----------
    amounts
        Work or cost of each period, planned or actual, ``(periods,)``; missing from the first
        missing period on.
    total
        The whole; the sum of the amounts when absent.

    Examples
    --------
    >>> s_curve(np.array([10.0, 30.0, 40.0, 20.0]))
    array([ 10.,  40.,  80., 100.])
    """
    cumulated = np.cumsum(amounts)
    return over(cumulated, np.asarray(cumulated[-1] if total is None else total))


def _finish(planned: Floats, time: float, now: int) -> float:
    """Expected finish: planned duration over the time-based schedule index (earned schedule)."""
    length = earned_time(planned, float(planned[-1]), 0) + 1
    return (now + 1) * length / (time + 1) - 1 if time > -1 else float("inf")


def _light(
    schedule: float, slip: float, land: float, due_share: float, rule: LightRule | None
) -> tuple[Light, Literal["schedule", "slip", "land", "none"]]:
    limits = rule or LightRule()
    if schedule < limits.red_schedule:
        return "red", "schedule"
    if slip > limits.red_slip:
        return "red", "slip"
    if schedule < limits.amber_schedule:
        return "amber", "schedule"
    if slip > limits.amber_slip:
        return "amber", "slip"
    if land < due_share:
        return "amber", "land"
    return "green", "none"


def clearance_share(handed_over: Floats, needed: Floats) -> Floats:
    """Land handed over (or households resettled), per cent of what is needed."""
    return over(handed_over, needed)


def capital_by_source(paid: Floats, assigned: Floats) -> tuple[Floats, float]:
    """Disbursement of each source of a programme's capital and of all together, per cent.

    `paid` and `assigned` are ``(sources,)``; a source that lacks either is left out of the whole.
    """
    known = ~(np.isnan(paid) | np.isnan(assigned))
    whole = over(np.asarray(paid[known].sum()), np.asarray(assigned[known].sum()))
    return over(paid, assigned), float(whole)
