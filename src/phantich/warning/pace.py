"""Annual plans: the chance of missing one, against the path of the unit's own past years.

A straight line calls 85 of 100 units late in June, for most of a year's money flows in its last
quarter. The odds are those of `phantich.forecast.odds`; this rule says from which chance on a unit
is flagged. Limits are fixed beforehand.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from phantich.forecast.odds import PLAN, OddsTable
from phantich.warning.flag import Flag, Severity

VERSION: Final = "1.0"
#: Chance of missing the plan, and points of the plan by which the median result falls short, from
#: which on a unit is flagged: both must be reached.
LIMITS: Final[tuple[tuple[float, float, Severity], ...]] = (
    (0.95, 10.0, "serious"),
    (0.80, 5.0, "warning"),
    (0.60, 2.0, "watch"),
)
#: Place in the year (from 0) before which nothing is said: in the first quarter the odds of real
#: units are hardly better than their long-run share.
FIRST_PLACE: Final = 3


def pace_severity(miss: float, shortfall: float) -> Severity | None:
    """Severity of a chance of missing a plan; None where it, or what lacks, is too small.

    Parameters
    ----------
    miss
        Chance, 0 to 1.
    shortfall
        Points of the plan by which the median result falls short.

    Examples
    --------
    >>> pace_severity(0.85, 6.0), pace_severity(0.85, 3.0), pace_severity(0.4, 6.0)
    ('warning', 'watch', None)
    """
    reached = (s for limit, points, s in LIMITS if miss >= limit and shortfall >= points)
    return next(reached, None)


def pace_flags(
    bases: Sequence[Flag], odds: OddsTable, target: str = PLAN, unit: str = ""
) -> list[Flag]:
    """A flag for each unit whose plan is in danger.

    Parameters
    ----------
    bases
        Names, area and period of each unit, in the order of the odds.
    target
        Which of the plans.
    unit
        Unit of the amounts, for the amount that each month still needs.
    """
    column = odds.targets.index(target)
    plan, miss = odds.amounts[:, column], odds.miss[:, column]
    flags = []
    for row in np.flatnonzero((odds.places >= FIRST_PLACE) & (plan > 0)).tolist():
        if not math.isfinite(miss[row]):
            continue
        # Shares of the plan, per cent: the two limits and the median of the year's result.
        low, middle, high = (100 * odds.quantile(p)[row] / plan[row] for p in (0.025, 0.5, 0.975))
        severity = pace_severity(float(miss[row]), 100 * odds.reach - middle)
        if severity is None:
            continue
        reached = 100 * float(odds.to_date[row]) / float(plan[row])
        evidence: dict[str, float | str] = {
            "goal": 100 * odds.reach,
            # A chance is told between 1 and 99 per cent: more is not known.
            "miss": float(min(max(round(100 * miss[row]), 1), 99)),
            "plan": float(plan[row]),
        }
        if math.isfinite(odds.needed[row, column]) and unit:
            evidence |= {"needed": float(odds.needed[row, column]), "needed_unit": unit}
        flags.append(
            bases[row].with_(
                severity=severity,
                direction="down",
                unit="%",
                observed=reached,
                expected=float(middle),
                lo=float(low),
                hi=float(high),
                score=float(miss[row]),
                effect=float(middle) - 100 * odds.reach,
                evidence=evidence,
            )
        )
    return flags
