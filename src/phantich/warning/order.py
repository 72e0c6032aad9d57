"""Periods of every frequency in the order of their ends."""

from __future__ import annotations

import datetime as dt

from phantich.observations import HARVESTS


def ending(period: str) -> str:
    """A text by which periods of every frequency are in the order of their ends.

    Examples
    --------
    >>> sorted(["2026-S1", "2026-07", "2026-05-31", "2026-Q1", "2025", "2026-W20"], key=ending)
    ['2025', '2026-Q1', '2026-W20', '2026-05-31', '2026-S1', '2026-07']
    """
    year, _, rest = period.partition("-")
    letter = rest[:1]
    if letter == "W":
        return dt.date.fromisocalendar(int(year), int(rest[1:]), 7).isoformat()
    if letter in {"Q", "S"}:
        return f"{year}-{int(rest[1:]) * (3 if letter == 'Q' else 6):02d}-32"
    if not rest or letter.isalpha():
        return f"{year}-{HARVESTS.get(rest, 12):02d}-32"
    return f"{period}-32" if len(rest) == 2 else period
