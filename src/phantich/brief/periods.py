"""Periods of every frequency: when they end, what they are compared with, what they are called.

Which of them a brief of a month tells: `phantich.brief.timeliness`.
"""

from __future__ import annotations

import calendar
import datetime as dt
from functools import lru_cache
from typing import Final

from phantich.brief import months
from phantich.brief.text import Text, text
from phantich.language import CROPS, ROMAN
from phantich.observations import HARVESTS, MONTHS, frequency_of

#: Periods whose answers are kept: those of a page come again and again.
KEPT: Final = 1 << 15
#: Frequencies from the finest to the coarsest.
ORDER: Final = "HDIWMQSCA"
_ORDINAL: Final = ("first", "second", "third", "fourth")
_BEFORE: Final[dict[str, tuple[str, str]]] = {
    "M": ("tháng trước", "the previous month"),
    "Q": ("quý trước", "the previous quarter"),
    "S": ("6 tháng trước đó", "the half-year before"),
    "W": ("tuần trước", "the previous week"),
    "D": ("ngày trước", "the day before"),
}


@lru_cache(KEPT)
def frequency(period: str) -> str:
    """Frequency letter of a period; empty for none."""
    return frequency_of(period) if period else ""


@lru_cache(KEPT)
def end(period: str) -> str:
    """Last day of a period; an hour's is its day.

    Examples
    --------
    >>> end("2026-Q3"), end("2026-02"), end("2026-HT"), end("2026-W43")
    ('2026-09-30', '2026-02-28', '2026-09-30', '2026-10-25')
    """
    letter, year = frequency_of(period), int(period[:4])
    if letter in "HDI":
        return period[:10]
    if letter == "W":
        return dt.date.fromisocalendar(year, int(period[6:]), 7).isoformat()
    month = HARVESTS[period[5:]] if letter == "C" else number(period) * MONTHS[letter]
    return f"{year:04d}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"


@lru_cache(KEPT)
def start(period: str) -> str:
    """First month of a period; of a crop season the January of its year.

    Examples
    --------
    >>> start("2026-Q3"), start("2026-10"), start("2026-10-31T07"), start("2025")
    ('2026-07', '2026-10', '2026-10', '2025-01')
    """
    letter = frequency_of(period)
    if letter in "HDI":
        return period[:7]
    if letter == "W":
        return dt.date.fromisocalendar(int(period[:4]), int(period[6:]), 1).isoformat()[:7]
    first = 1 if letter == "C" else (number(period) - 1) * MONTHS[letter] + 1
    return f"{period[:4]}-{first:02d}"


def number(period: str) -> int:
    """Place of a month, quarter, half-year or year in its year, from 1."""
    return int(period[5:].lstrip("QS") or 1)


@lru_cache(KEPT)
def year_before(period: str) -> str:
    """The same period of the year before.

    Examples
    --------
    >>> year_before("2026-Q3"), year_before("2026-DX"), year_before("2024-02-29")
    ('2025-Q3', '2025-DX', '2023-02-28')
    """
    year, rest = int(period[:4]) - 1, period[4:]
    if rest.startswith("-W53"):
        rest = "-W52"
    if rest.startswith("-02-29"):
        rest = "-02-28" + rest[6:]
    return f"{year:04d}{rest}"


@lru_cache(KEPT)
def before(period: str) -> str | None:
    """The period just before; none for crop seasons, hours and events.

    Examples
    --------
    >>> before("2026-Q1"), before("2026-S2"), before("2026-01"), before("2026")
    ('2025-Q4', '2026-S1', '2025-12', '2025')
    """
    letter = frequency_of(period)
    if letter in MONTHS:
        count = 12 // MONTHS[letter]
        place = int(period[:4]) * count + number(period) - 2
        return written(place // count, place % count + 1, letter)
    if letter in "DW":
        days = 7 if letter == "W" else 1
        day = dt.date.fromisoformat(end(period)) - dt.timedelta(days=days)
        if letter == "D":
            return day.isoformat()
        return f"{day.isocalendar().year:04d}-W{day.isocalendar().week:02d}"
    return None


def december(period: str) -> str:
    """The last period of the year before."""
    letter, year = frequency_of(period), int(period[:4]) - 1
    return written(year, 12 // MONTHS[letter], letter) if letter in MONTHS else f"{year:04d}-12"


def written(year: int, place: int, letter: str) -> str:
    """The period at a place of its year, from 1: the inverse of `number`.

    Examples
    --------
    >>> written(2026, 3, "Q"), written(2026, 1, "A")
    ('2026-Q3', '2026')
    """
    ends = {"M": f"-{place:02d}", "Q": f"-Q{place}", "S": f"-S{place}", "A": ""}
    return f"{year:04d}{ends[letter]}"


def name(period: str) -> Text:
    """The period in words: «quý III năm 2026», «6 tháng đầu năm 2026», «ngày 31/10/2026».

    Examples
    --------
    >>> name("2026-Q3").plain(), name("2026-S1").plain(), name("2026-HT").plain()
    ('quý III năm 2026', '6 tháng đầu năm 2026', 'vụ hè thu năm 2026')
    >>> name("2026-W43").plain(), name("2026-10-31T07").plain()
    ('tuần 43 năm 2026', '7 giờ ngày 31/10/2026')
    """
    letter, year = frequency_of(period), period[:4]
    if letter == "M":
        return months.name(period)
    if letter == "Q":
        place = number(period) - 1
        return text(f"quý {ROMAN[place]} năm {year}", f"the {_ORDINAL[place]} quarter of {year}")
    if letter == "S":
        first = number(period) == 1
        half_vi, half_en = ("đầu", "first") if first else ("cuối", "second")
        return text(f"6 tháng {half_vi} năm {year}", f"the {half_en} half of {year}")
    if letter == "A":
        return text(f"năm {year}", year)
    if letter == "C":
        vi, en = CROPS[period[5:]]
        return text(f"{vi} năm {year}", f"the {en} of {year}")
    if letter == "W":
        return text(f"tuần {int(period[6:])} năm {year}", f"week {int(period[6:])} of {year}")
    return _day(period)


def _day(period: str) -> Text:
    year, month, day = period[:10].split("-")
    vi = f"ngày {day}/{month}/{year}"
    en = f"{int(day)} {calendar.month_name[int(month)]} {year}"
    if len(period) > 10:
        hour = int(period[11:])
        return text(f"{hour} giờ {vi}", f"{hour}:00 on {en}")
    return text(vi, en)


def short(period: str) -> Text:
    """The period as the head of a column: «Quý III/2026», «6T đầu 2026», «Tháng 10/2026».

    Examples
    --------
    >>> short("2026-Q3").plain(), short("2025").plain(), short("2026-S2").plain()
    ('quý III/2026', 'năm 2025', '6 tháng cuối năm 2026')
    """
    letter, year = frequency_of(period), period[:4]
    if letter == "M":
        return months.short(period)
    if letter == "Q":
        place = number(period)
        return text(f"quý {ROMAN[place - 1]}/{year}", f"Q{place} {year}")
    if letter == "C":
        vi, en = CROPS[period[5:]]
        return text(f"{vi} {year}", f"{en} {year}")
    return name(period)


def span(period: str) -> Text:
    """What a year to date covers: «9 tháng», «6 tháng đầu năm», «cả năm».

    Examples
    --------
    >>> span("2026-Q3").plain(), span("2026-S1").plain(), span("2026-10").plain()
    ('9 tháng', '6 tháng', '10 tháng')
    """
    letter = frequency_of(period)
    if letter not in MONTHS:
        return months.span(end(period)[:7])
    return months.span(f"{period[:4]}-{number(period) * MONTHS[letter]:02d}")


def on_before(period: str) -> tuple[str, str]:
    """«so với quý trước» in both languages; a year is compared with «năm trước»."""
    vi, en = _BEFORE.get(frequency_of(period), ("năm trước", "the year before"))
    return f"so với {vi}", f"on {en}"


def on_year(period: str) -> tuple[str, str]:
    """«so với cùng kỳ năm trước»; for a whole year «so với năm trước», for a crop its season."""
    letter = frequency_of(period)
    if letter == "A":
        return "so với năm trước", "on the year before"
    if letter == "C":
        return "so với vụ cùng kỳ năm trước", "on the same crop of last year"
    if letter == "M":
        return "so với cùng kỳ năm trước", "on the same month of last year"
    return "so với cùng kỳ năm trước", "on the same period of last year"
