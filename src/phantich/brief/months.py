"""Months as the store writes them (``YYYY-MM``), counted and named."""

from __future__ import annotations

import calendar
import datetime as dt

from phantich.brief.text import Text, text

_NAMES_EN = calendar.month_name[1:]


def shift(month: str, by: int) -> str:
    """The month so many months later.

    Examples
    --------
    >>> shift("2026-01", -1), shift("2025-11", 3)
    ('2025-12', '2026-02')
    """
    count = int(month[:4]) * 12 + int(month[5:]) - 1 + by
    return f"{count // 12:04d}-{count % 12 + 1:02d}"


def december(month: str) -> str:
    """December of the year before."""
    return f"{int(month[:4]) - 1:04d}-12"


def number(month: str) -> int:
    """Number of the month in its year."""
    return int(month[5:])


def year(month: str) -> str:
    """Year of the month."""
    return month[:4]


def first_day(month: str) -> dt.date:
    """First day of the month."""
    return dt.date(int(month[:4]), int(month[5:]), 1)


def window(month: str, count: int) -> list[str]:
    """The last `count` months, ending with `month`.

    Examples
    --------
    >>> window("2026-01", 3)
    ['2025-11', '2025-12', '2026-01']
    """
    return [shift(month, by) for by in range(1 - count, 1)]


def name(month: str) -> Text:
    """«tháng 10 năm 2026» / “October 2026”."""
    return text(
        f"tháng {number(month)} năm {year(month)}", f"{_NAMES_EN[number(month) - 1]} {year(month)}"
    )


def short(month: str) -> Text:
    """«tháng 10/2026» / “Oct 2026”."""
    return text(
        f"tháng {number(month)}/{year(month)}", f"{_NAMES_EN[number(month) - 1][:3]} {year(month)}"
    )


def span(month: str) -> Text:
    """The months since January: «10 tháng» / “January–October”, a full year «cả năm»."""
    count = number(month)
    if count == 12:
        return text("cả năm", "the full year")
    if count == 1:
        return text("tháng 1", "January")
    return text(f"{count} tháng", f"January–{_NAMES_EN[count - 1]}")
