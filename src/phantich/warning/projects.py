"""Lights of key projects: green, amber or red from schedule, land clearance and capital.

The rule, worst first:

1. red when less than 80 % of the planned progress is done, or the project is over six months late;
2. amber when less than 95 % is done, or it is over one month late;
3. amber when the share of land handed over lags the planned share of works;
4. amber when the share of capital paid exceeds the share of works done by over 20 points;
5. green otherwise.

1 to 3 are `phantich.measures.projects.assess`. Red is flagged as a warning, as serious from half of
the planned progress down or a year late; amber as worth watching.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from phantich.measures.panel import Floats
from phantich.measures.projects import Light, ProjectState, assess
from phantich.warning.flag import Flag, Severity, effect_of

VERSION: Final = "1.0"
#: Points by which payments may run ahead of the works (advances to contractors).
ADVANCE: Final = 20.0
SERIOUS_SCHEDULE: Final = 0.5
SERIOUS_SLIP: Final = 12.0


@dataclass(frozen=True, slots=True, eq=False)
class Project:
    """What is known of a project.

    Parameters
    ----------
    planned, earned
        Cumulated progress by month, per cent of the whole, ``(months,)`` each; `earned` is NaN
        where nothing was reported.
    land, capital
        Share of the land handed over and of the capital paid, per cent; NaN where unknown.
    """

    planned: Floats
    earned: Floats
    land: float = math.nan
    capital: float = math.nan


@dataclass(frozen=True, slots=True)
class Verdict:
    """The light of a project with its cause (an id of `CAUSES`, or empty) and its state."""

    light: Light
    cause: str
    state: ProjectState


def light_of(project: Project) -> Verdict:
    """The light of a project by the rule above; ``unknown`` without plan or report.

    Examples
    --------
    >>> late = Project(np.array([20.0, 40.0, 60.0]), np.array([20.0, 30.0, 42.0]))
    >>> light_of(late).light, light_of(late).cause
    ('red', 'schedule')
    >>> light_of(Project(np.array([20.0, 40.0]), np.array([20.0, 40.0]), capital=75.0)).cause
    'capital'
    """
    plan = project.planned
    if len(plan) == 0 or np.isnan(plan).any() or (np.diff(plan) < 0).any():
        nothing = ProjectState(math.nan, math.nan, math.nan, math.nan, "unknown", "no_plan")
        return Verdict("unknown", "", nothing)
    state = assess(plan, project.earned, land_share=_of_works(project))
    cause = state.reason if state.reason in {"schedule", "slip", "land"} else ""
    done = _last(project.earned)
    if state.light == "green" and project.capital - done > ADVANCE:
        return Verdict("amber", "capital", state)
    return Verdict(state.light, cause, state)


def _of_works(project: Project) -> float:
    """`assess` compares land with the plan's share of its own end; here the end may be later."""
    due = project.planned[-1]
    return 100 * project.land / due if due > 0 else math.nan


def _last(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(known[-1]) if len(known) else math.nan


def project_flag(base: Flag, project: Project) -> Flag | None:
    """The flag of a project that is not green; None where it is, or nothing is known.

    Parameters
    ----------
    base
        Names and period of the project; its unit is per cent.
    """
    verdict = light_of(project)
    if verdict.light in {"green", "unknown"}:
        return None
    state = verdict.state
    done = _last(project.earned)
    due = float(project.planned[np.flatnonzero(~np.isnan(project.earned))[-1]])
    effect, per_cent = effect_of(done, due)
    known = {"slip": max(state.slip, 0.0), "capital": project.capital, "land": project.land}
    return base.with_(
        severity=_severity(verdict),
        direction="down",
        observed=done,
        expected=due,
        score=state.schedule_index,
        effect=effect,
        effect_pct=per_cent,
        cause=verdict.cause,
        evidence={
            **{name: value for name, value in known.items() if value and not math.isnan(value)},
            "light": verdict.light,
        },
    )


def _severity(verdict: Verdict) -> Severity:
    if verdict.light != "red":
        return "watch"
    state = verdict.state
    bad = state.schedule_index < SERIOUS_SCHEDULE or state.slip > SERIOUS_SLIP
    return "serious" if bad else "warning"
