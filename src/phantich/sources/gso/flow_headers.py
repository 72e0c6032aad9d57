"""What the header over a column of a flow table says: period, measure and status.

A flow is counted since January and against a plan; its headers are read by their words, wherever
they stand: a subject (``tháng 9 năm 2013``, ``9 tháng``, ``quý III``, ``năm 2013``), a base of
comparison behind «so với» (the same period, last year, the month before, the plan), and how final
the figure is (``thực hiện``, ``sơ bộ``, ``ước tính``).

- A cumulative that names no status («cộng dồn», «9 tháng») counts as official, even where it
  includes an estimated month: the office marks the estimate when it means one («ước tính 9 tháng»).
- ``quý I``, and ``năm`` once the year is over, are cumulatives since January; other quarters are
  levels, and a year that is not over is an estimate of the year.
- A year that cannot be meant is put right from the month of the workbook and reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from phantich.sources.gso.flow_words import Reading, Subject, read_words
from phantich.sources.gso.headers import Month
from phantich.sources.gso.text import fold

__all__ = ["Inherited", "Meaning", "Subject", "flow_meaning", "in_year", "inherited_from"]

_NO_WORDS: Final = re.compile(
    r"(?:tong (?:muc|so)|tri gia)?\W*(?:(?:ty|trieu|nghin) (?:dong|usd|luot nguoi)|luot nguoi)?\W*"
)
#: Words of an English header, whose year alone would mean something else.
_ENGLISH: Final = re.compile(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december"
    r"|months?|quarters?|compared|period|previous|estimated?|preliminary|quantity|accumulated)\b",
    re.IGNORECASE,
)
#: «Tháng năm 2021»: the number of the month is missing, and the year is no whole year.
_NO_NUMBER: Final = re.compile(r"\b(?:thang|qu[iy]) nam (?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Inherited:
    """What a header that names no period takes over from its neighbour or the title."""

    subject: Subject
    status: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Where the figures of a column go in the tidy schema."""

    period: str
    frequency: str
    measure: str
    status: str
    subject: Subject
    #: What was put right in the header, for a remark; mostly empty.
    correction: str = ""


@lru_cache(maxsize=8192)
def flow_meaning(
    header: str,
    release: Month,
    inherited: Inherited | None = None,
    quarterly: bool = False,
    any_inherits: bool = False,
) -> Meaning | None:
    """Meaning of the column under `header` in the workbook of the month `release`.

    Parameters
    ----------
    header
        All texts over the column, from the top down.
    release
        What lacks a year, or has one that cannot be meant, goes by the workbook's month.
    inherited
        What a header without a period of its own is about («Cơ cấu (%)», «Tổng mức (Tỷ đồng)»).
    quarterly
        In a table of quarters ``quý I`` is a quarter and no cumulative.
    any_inherits
        Whether every header without a period inherits, whatever else it says («Vốn đăng ký»).

    Returns
    -------
    Meaning or None
        None when no period or several are named, or a comparison is none of the known ones.

    Examples
    --------
    >>> m = flow_meaning("Ước tính tháng 9 năm 2013 Trị giá", Month(2013, 9))
    >>> m.period, m.measure, m.status
    ('2013-09', 'level', 'E')
    >>> flow_meaning("9 tháng năm 2013 so với cùng kỳ năm 2012 (%)", Month(2013, 9)).measure
    'ytd_yoy'
    """
    if _ENGLISH.search(header):
        return None
    reading = read_words(header)
    if reading.base_word == "plan" and "versus" not in reading.words and not reading.subjects:
        year = (reading.base and reading.base.year) or release.year
        return Meaning(str(year), "A", "plan", "A", Subject("year", year=year))
    status = _status(reading.words)
    subjects = reading.subjects
    if not subjects and inherited and (any_inherits or _may_inherit(header, reading)):
        subjects, status = (inherited.subject,), inherited.status or status
    if len(subjects) != 1 or (subjects[0].kind == "year" and _NO_NUMBER.search(fold(header))):
        return None
    subject, correction = _dated(subjects[0], release, reading, status)
    measure = _measure(subject, _is_cumulative(subject, release, quarterly), reading)
    if not measure:
        return None
    period, frequency = _period(subject, release, quarterly)
    return Meaning(period, frequency, measure, status, subject, correction)


def in_year(meaning: Meaning, year: int, release: Month, quarterly: bool) -> Meaning:
    """The meaning with another year, for a table whose years are all misprinted."""
    subject = replace(meaning.subject, year=year)
    period, frequency = _period(subject, release, quarterly)
    correction = f"year {meaning.subject.year} read as {year}"
    return replace(
        meaning, subject=subject, period=period, frequency=frequency, correction=correction
    )


def inherited_from(title: str) -> Inherited | None:
    """What columns without a period are about when the title names just one.

    >>> inherited_from("Tổng mức bán lẻ hàng hoá và doanh thu dịch vụ 6 tháng đầu năm 2000").subject
    Subject(kind='cumulative', number=6, year=2000)
    """
    reading = read_words(title)
    if len(reading.subjects) != 1:
        return None
    return Inherited(reading.subjects[0], "E" if "estimate" in reading.words else "")


def _may_inherit(header: str, reading: Reading) -> bool:
    named = reading.words & {"share", "versus"}
    return bool(named) or _NO_WORDS.fullmatch(fold(header)) is not None


def _status(words: frozenset[str]) -> str:
    if "estimate" in words:
        return "E"
    return "P" if "preliminary" in words else "A"


def _dated(subject: Subject, release: Month, reading: Reading, status: str) -> tuple[Subject, str]:
    """The subject with the year that is meant, and what was put right."""
    ends, year = subject.last_month, release.year
    newest = year if ends <= release.month or subject.kind == "year" else year - 1
    if status == "E" and subject.year == year:
        newest = year
    if subject.year is None:
        return replace(subject, year=newest), ""
    meant = subject.year
    base = reading.base.year if reading.base else None
    if reading.base_word == "plan":
        if base == year and ends <= release.month:
            meant = year
    elif (subject.kind != "year" and not year - 1 <= meant <= newest) or (
        base == meant == newest - 1 and _same_stretch(subject, reading.base)
    ):
        meant = newest
    elif status == "E" and subject == Subject("month", release.month, year - 1):
        meant = year
    if meant == subject.year:
        return subject, ""
    return replace(subject, year=meant), f"year {subject.year} read as {meant}"


def _same_stretch(subject: Subject, base: Subject | None) -> bool:
    """Whether the base is the same stretch of a year, so that its year must be an earlier one."""
    return base is not None and (
        base.kind == "year" or (base.kind, base.number) == (subject.kind, subject.number)
    )


def _is_cumulative(subject: Subject, release: Month, quarterly: bool) -> bool:
    if subject.kind == "year":
        return subject.year != release.year or release.month == 12
    return subject.kind == "cumulative" or (
        subject.kind == "quarter" and subject.number == 1 and not quarterly
    )


def _period(subject: Subject, release: Month, quarterly: bool) -> tuple[str, str]:
    if subject.kind == "month" or _is_cumulative(subject, release, quarterly):
        return f"{subject.year}-{subject.last_month:02d}", "M"
    if subject.kind == "quarter":
        return f"{subject.year}-Q{subject.number}", "Q"
    return str(subject.year), "A"


def _measure(subject: Subject, cumulative: bool, reading: Reading) -> str:
    """Measure of the tidy schema; empty when the comparison is none of the known ones."""
    if "share" in reading.words:
        return "ytd_share" if cumulative else "share"
    if reading.base_word == "plan":
        return "pct_plan" if cumulative or subject.kind == "year" else "month_pct_plan"
    if "versus" not in reading.words:
        return "ytd" if cumulative else "level"
    if reading.base_word in {"month_before", "quarter_before"}:
        measure, kind = {"month_before": ("mom", "month"), "quarter_before": ("qoq", "quarter")}[
            reading.base_word
        ]
        return measure if subject.kind == kind else ""
    yoy = "ytd_yoy" if cumulative else "yoy"
    if reading.base_word == "same" or _same_stretch(subject, reading.base):
        return "" if subject == reading.base else yoy
    return _step(subject, reading.base)


def _step(subject: Subject, base: Subject | None) -> str:
    """``mom`` or ``qoq`` when the base is the month or quarter just before the subject."""
    steps = {"month": ("mom", 12), "quarter": ("qoq", 4)}
    if base is None or base.kind != subject.kind or subject.kind not in steps:
        return ""
    measure, per_year = steps[subject.kind]
    years = (subject.year or 0) - (base.year or subject.year or 0)
    return measure if years * per_year + subject.number - base.number == 1 else ""
