"""Periods of any frequency on an axis: their order, the ones before, their ticks."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from phantich.brief import months, periods
from phantich.brief.derive import breaks_between
from phantich.brief.text import Text, literal, text
from phantich.language import ROMAN
from phantich.observations import frequency_of


def key(period: str) -> tuple[str, str]:
    """By which periods of one component are put in order.

    Examples
    --------
    >>> sorted(["2026-Q3", "2025", "2026-10", "2026-S1"], key=key)
    ['2025', '2026-S1', '2026-Q3', '2026-10']
    """
    return periods.end(period), period


def run(last: str, count: int) -> list[str]:
    """The last `count` periods of a frequency that goes by the calendar, ending with `last`.

    Examples
    --------
    >>> run("2026-Q1", 3), run("2026", 2)
    (['2025-Q3', '2025-Q4', '2026-Q1'], ['2025', '2026'])
    """
    found = [last]
    while len(found) < count:
        earlier = periods.before(found[-1])
        if earlier is None:
            break
        found.append(earlier)
    return found[::-1]


def between(first: str, last: str) -> list[str] | None:
    """All periods from the first to the last; None where the frequency has no order of its own.

    Examples
    --------
    >>> between("2025-Q4", "2026-Q2"), between("2026-DX", "2026-HT")
    (['2025-Q4', '2026-Q1', '2026-Q2'], None)
    """
    found: list[str] = [last]
    while found[-1] != first:
        earlier = periods.before(found[-1])
        if earlier is None or key(earlier) < key(first):
            return None
        found.append(earlier)
    return found[::-1]


def broken(shown: list[str], area: str) -> str:
    """The first of the periods in which the area is another than in those before; else empty.

    Examples
    --------
    >>> broken(["2025-Q1", "2025-Q2", "2025-Q3"], "Hải Phòng"), broken(["2026-01"], "Hải Phòng")
    ('2025-Q3', '')
    """
    for earlier, later in pairwise(shown):
        if breaks_between(area, periods.end(earlier)[:7], periods.end(later)[:7]):
            return later
    return ""


def day(period: str) -> dt.datetime:
    """The moment of a reading: its hour, or noon of its last day."""
    date = dt.date.fromisoformat(periods.end(period))
    hour = int(period[11:13]) if frequency_of(period) == "H" else 12
    return dt.datetime(date.year, date.month, date.day, hour)


def tick(period: str) -> Text:
    """A period as narrow as it can be told: «T10/2026», «QIII/2026», «31/10/2026».

    Examples
    --------
    >>> tick("2026-10").plain(), tick("2026-S1").plain(), tick("2026-W43").plain()
    ('T10/2026', 'nửa đầu 2026', 'tuần 43/2026')
    """
    kind, year = frequency_of(period), period[:4]
    if kind == "M":
        number = months.number(period)
        return text(f"T{number}/{year}", months.short(period).plain("en"))
    if kind == "Q":
        number = periods.number(period)
        return text(f"Q{ROMAN[number - 1]}/{year}", f"Q{number} {year}")
    if kind == "S":
        half = "đầu" if periods.number(period) == 1 else "cuối"
        return text(f"nửa {half} {year}", f"S{periods.number(period)} {year}")
    if kind == "C":
        initials = {"DX": "ĐX", "HT": "HT", "TD": "TĐ", "MU": "Mùa"}[period[5:]]
        return text(f"{initials} {year}", f"{period[5:]} {year}")
    if kind == "A":
        return literal(period, period)
    if kind == "W":
        return text(f"tuần {int(period[6:])}/{year}", f"week {int(period[6:])}/{year}")
    date = f"{int(period[8:10])}/{int(period[5:7])}/{year}"
    return literal(date, date)


def letter(period: str) -> str:
    """Letter of the period's frequency."""
    return frequency_of(period)
