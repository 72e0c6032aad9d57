"""Which period is due in the brief of a month, and how far behind another one is.

A component that is published by quarter, half-year, year, crop season, week or day shows the newest
of its periods that ended by the end of the month.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from phantich.brief import months
from phantich.brief.periods import KEPT, end, number, written
from phantich.observations import HARVESTS, MONTHS, frequency_of


def due(letter: str, month: str) -> str:
    """The newest period of that frequency which ended by the end of the month.

    Examples
    --------
    >>> [due(letter, "2026-10") for letter in "MQSACW"]
    ['2026-10', '2026-Q3', '2026-S1', '2025', '2026-HT', '2026-W43']
    """
    last, year = end(month), int(month[:4])
    if letter in MONTHS:
        done = months.number(month) // MONTHS[letter]
        count = 12 // MONTHS[letter]
        return written(year, done, letter) if done else written(year - 1, count, letter)
    if letter == "C":
        found = [f"{y}-{s}" for y in (year - 1, year) for s in HARVESTS]
        return max((p for p in found if end(p) <= last), key=lambda p: (end(p), p))
    if letter == "W":
        day = dt.date.fromisoformat(last)
        day -= dt.timedelta(days=day.isoweekday() % 7)
        return f"{day.isocalendar().year:04d}-W{day.isocalendar().week:02d}"
    return last


@lru_cache(KEPT)
def lag(period: str, month: str) -> int:
    """How many periods older a period is than the one that is due; 0 when it is that.

    Examples
    --------
    >>> lag("2026-Q2", "2026-10"), lag("2023", "2026-10"), lag("2026-DX", "2026-10")
    (1, 2, 1)
    """
    letter = frequency_of(period)
    wanted = due(letter, month)
    if letter in MONTHS:
        count = 12 // MONTHS[letter]
        places = [int(p[:4]) * count + number(p) for p in (wanted, period)]
        return max(places[0] - places[1], 0)
    if letter == "C":
        seasons = sorted(HARVESTS, key=lambda s: (HARVESTS[s], s))[:3]
        places = [int(p[:4]) * 3 + min(seasons.index(p[5:]) if p[5:] in seasons else 2, 2)
                  for p in (wanted, period)]  # fmt: skip
        return max(places[0] - places[1], 0)
    days = (dt.date.fromisoformat(wanted if letter != "W" else end(wanted))
            - dt.date.fromisoformat(end(period))).days  # fmt: skip
    return max(days // (7 if letter == "W" else 31), 0)
