"""When figures are due: dated rules with a reference, never constants."""

from __future__ import annotations

import calendar
import datetime as dt
from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from phantich.catalog.data import read_yaml
from phantich.catalog.model import Component, Indicator, Kind, Strict, Text
from phantich.observations import MONTHS

#: Regular frequency → months in one of its periods.


class DueRule(Strict):
    """The day of the following month by which figures of a period are due.

    `kinds` are the kinds that an indicator must have one of; empty for all. The rule fits periods
    that begin within `valid_from` … `valid_to`.
    """

    kinds: tuple[Kind, ...] = ()
    valid_from: dt.date = dt.date.min
    valid_to: dt.date = dt.date.max
    due_day: Annotated[int, Field(ge=1, le=31)]
    basis: Literal["law", "convention"]
    reference: Text
    source: str = ""

    def fits(self, indicator: Indicator, start: dt.date) -> bool:
        """Whether the rule holds for a period of the indicator that begins on `start`."""
        own = {component.kind for component in indicator.components}
        return (not self.kinds or bool(own & set(self.kinds))) and (
            self.valid_from <= start <= self.valid_to
        )


@cache
def due_rules() -> tuple[DueRule, ...]:
    """The rules of ``codes/reporting_calendar.yaml``, first fit first."""
    return tuple(
        DueRule.model_validate(entry) for entry in read_yaml("reporting_calendar")["rules"]
    )


def due(indicator: Indicator, period: str) -> tuple[dt.date, DueRule]:
    """The day on which a figure of a month, quarter, half-year or year is due, and by which rule.

    A day that the following month does not have is its last.

    Examples
    --------
    >>> from phantich.catalog import find_indicator
    >>> due(find_indicator("HP.A.I.1"), "2026-10")[0].isoformat()
    '2026-11-03'
    >>> due(find_indicator("HP.A.II.1"), "2026-10")[0].isoformat()
    '2026-11-06'
    """
    start, end = _months(period)
    first = dt.date(start // 12, start % 12 + 1, 1)
    rule = next(rule for rule in due_rules() if rule.fits(indicator, first))
    year, month = (end + 1) // 12, (end + 1) % 12 + 1
    day = min(rule.due_day, calendar.monthrange(year, month)[1])
    return dt.date(year, month, day), rule


def not_due(component: Component) -> bool:
    """Whether a component is never waited for: bulletins and maps come as they are made."""
    return component.kind == "dossier"


def _months(period: str) -> tuple[int, int]:
    """First and last month of a period, counted from year 0."""
    year, _, rest = period.partition("-")
    frequency = rest[0] if rest and rest[0] in MONTHS else "M" if rest else "A"
    span = MONTHS[frequency]
    place = int(rest.lstrip("QS") or 1) - 1
    first = int(year) * 12 + place * span
    return first, first + span - 1
