"""From the dates of a long table's series to periods of the tidy schema."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Iterable, Sequence
from typing import Final

from phantich.observations import PERIODS, frequency_of

#: Months between two observations → frequency, and the months in which such a period begins.
_STEPS: Final = ((12, "A", {1}), (6, "S", {1, 7}), (3, "Q", {1, 4, 7, 10}))


def to_moment(value: object) -> dt.datetime | str:
    """A date or time as such, anything else as the text of a period.

    >>> to_moment("2026-10"), to_moment("2026-10-05")
    ('2026-10', datetime.datetime(2026, 10, 5, 0, 0))
    """
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    if PERIODS["H"].fullmatch(text) or len(text) >= len("2026-10-05"):
        try:
            return dt.datetime.fromisoformat(text).replace(tzinfo=None)
        except ValueError:
            return text
    return text


def frequency_of_dates(dates: Iterable[dt.datetime], usual: Sequence[str] = ()) -> str:
    """Frequency of a series by its dates.

    Times of day make it hourly. First or last days of months make it monthly, or quarterly,
    half-yearly or yearly when no two are closer and they fall where such periods begin or end.
    Steps of whole weeks make it weekly. All else is daily. A single month's first or last day
    takes the first of the `usual` frequencies that fits, and otherwise counts as monthly.

    Examples
    --------
    >>> frequency_of_dates([dt.datetime(2025, m, 1) for m in (1, 4, 10)])
    'Q'
    """
    days = sorted(set(dates))
    if any((d.hour, d.minute, d.second) != (0, 0, 0) for d in days):
        return "H"
    ends = all((d + dt.timedelta(days=1)).day == 1 for d in days)
    if not ends and not all(d.day == 1 for d in days):
        steps = {(b - a).days % 7 for a, b in itertools.pairwise(days)}
        return "W" if steps == {0} else "D"
    months = [d.year * 12 + d.month - 1 for d in days]
    step = math.gcd(*(m - months[0] for m in months))
    begins = {m % 12 + 1 for m in months}
    for length, letter, starts in _STEPS:
        allowed = {(s + length - 2) % 12 + 1 for s in starts} if ends else starts
        if begins <= allowed and (step % length == 0 if step else letter in usual[:1]):
            return letter
    return "M"


def to_period(moment: dt.datetime | str, frequency: str) -> str:
    """Text of the period of that frequency that holds the moment; a text stays as it is.

    >>> to_period(dt.datetime(2026, 10, 5), "Q")
    '2026-Q4'
    """
    if isinstance(moment, str):
        return moment
    year, month = moment.year, moment.month
    if frequency == "W":
        iso = moment.isocalendar()
        return f"{iso.year}-W{iso.week:02d}"
    return {
        "H": f"{moment:%Y-%m-%dT%H}",
        "M": f"{year:04d}-{month:02d}",
        "Q": f"{year:04d}-Q{(month + 2) // 3}",
        "S": f"{year:04d}-S{(month + 5) // 6}",
        "A": f"{year:04d}",
    }.get(frequency, f"{moment:%Y-%m-%d}")


def series_periods(
    values: Sequence[object], given: str = "", usual: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """Period and frequency of each `ds` of one series; what is no period is left for validation.

    `given` is the frequency that the table names, if it does.
    """
    moments = [to_moment(value) for value in values]
    dates = [m for m in moments if isinstance(m, dt.datetime)]
    frequency = given or (frequency_of_dates(dates, usual) if dates else "")
    return [
        (m, given or _letter(m)) if isinstance(m, str) else (to_period(m, frequency), frequency)
        for m in moments
    ]


def _letter(text: str) -> str:
    try:
        return frequency_of(text)
    except ValueError:
        return ""
