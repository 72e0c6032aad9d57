"""Periods that are news in a month: the month itself, and longer ones that ended shortly before."""

from __future__ import annotations

from typing import Final

from phantich.observations import frequency_of
from phantich.warning.order import ending

#: Months for which a period that has ended is still news.
FRESH: Final = {"M": 0, "Q": 2, "S": 2, "A": 3, "C": 3}


def is_fresh(period: str, month: str) -> bool:
    """Whether a period ended in the month or shortly before; hours, days and weeks lie within it.

    Examples
    --------
    >>> [is_fresh(p, "2026-08") for p in ("2026-08", "2026-07", "2026-S1", "2025-S2", "2025")]
    [True, False, True, False, False]
    >>> is_fresh("2026-08-05", "2026-08"), is_fresh("2026-DX", "2026-08")
    (True, True)
    """
    letter = frequency_of(period)
    if letter not in FRESH:
        return ending(period).startswith(month)
    last = ending(period)
    gone = 12 * (int(month[:4]) - int(last[:4])) + int(month[5:]) - int(last[5:7])
    return 0 <= gone <= FRESH[letter]
