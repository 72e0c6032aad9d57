"""First and last day of a period, by which periods of different length are compared."""

from __future__ import annotations

import calendar
import datetime as dt

from phantich.observations import MONTHS


def bounds(period: str, frequency: str) -> tuple[dt.date, dt.date]:
    """First and last day of a period.

    A week is the ISO week. A crop season counts as its whole year, since seasons have no dates.

    Raises
    ------
    ValueError
        When the period does not exist (30 February, week 53 of a year without one).

    Examples
    --------
    >>> bounds("2026-Q1", "Q")
    (datetime.date(2026, 1, 1), datetime.date(2026, 3, 31))
    >>> bounds("2026-W01", "W")
    (datetime.date(2025, 12, 29), datetime.date(2026, 1, 4))
    """
    if frequency in {"D", "I", "H"}:
        day = dt.date.fromisoformat(period[:10])
        return day, day
    year = int(period[:4])
    if frequency == "W":
        monday = dt.date.fromisocalendar(year, int(period[6:]), 1)
        return monday, monday + dt.timedelta(days=6)
    months = MONTHS.get(frequency, 12)
    number = int(period[5:].lstrip("QS")) if frequency in {"M", "Q", "S"} else 1
    last = number * months
    return (
        dt.date(year, last - months + 1, 1),
        dt.date(year, last, calendar.monthrange(year, last)[1]),
    )
