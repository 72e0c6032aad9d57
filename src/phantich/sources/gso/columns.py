"""What the header over a column of a flow table says: period, measure and status.

A header is read by its words, wherever they stand: a subject (``tháng 9 năm 2013``, ``9 tháng``,
``quý III``, ``năm 2013``), a base of comparison behind «so với» (the same period, last year, the
month before, the plan), and how final the figure is (``thực hiện``, ``sơ bộ``, ``ước tính``).

- A cumulative that names no status («cộng dồn», «9 tháng») counts as official, as the office's own
  later tables do, even where it includes an estimated month.
- ``quý I`` and, in December, ``năm`` are cumulatives since January; other quarters are levels.
- A year that cannot be meant is put right from the month of the workbook and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from phantich.sources.gso.text import fold

SubjectKind = Literal["month", "cumulative", "quarter", "year"]

_WORDS: Final = {
    "muoi hai": 12,
    "muoi mot": 11,
    "muoi": 10,
    "chin": 9,
    "tam": 8,
    "bay": 7,
    "sau": 6,
    "nam": 5,
    "tu": 4,
    "ba": 3,
    "hai": 2,
    "mot": 1,
}
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR: Final = r"(?:19|20)\d\d(?!\d)"
_TOKEN: Final = re.compile(
    rf"""
    (?P<versus>(?<![a-z])so\s*(?:voi|sanh)|(?<![a-z])so\s*(?=cung\s*ky))
    |(?P<plan>\bke\s*hoach|\bkh\b)
    |(?P<same>cung\s*ky)
    |(?P<cumulative>(?<!\d)\d\d?)\s*thang\b(?:\s*dau)?(?:\s*nam)?\s*[/-]?\s*(?P<cumulative_year>{_YEAR})?
    |thang\s*(?P<month>\d\d?)(?!\d)\s*[/-]?\s*(?:nam\s*[/-]?\s*)?(?P<month_year>{_YEAR})?
    |(?:ca\s*)?(?:quy|qui)\s*(?P<quarter>iv|i{{1,3}}|[1-4])\b\s*[/-]?\s*(?:nam)?\s*[/-]?\s*(?P<quarter_year>{_YEAR})?
    |(?P<month_before>thang\s*truoc)
    |(?P<quarter_before>(?:quy|qui)\s*truoc)
    |(?P<year_before>nam\s*truoc)
    |(?:ca\s*)?nam\s*[/-]?\s*(?P<year>{_YEAR})
    |(?P<bare>(?<![\d/]){_YEAR})
    |(?P<word_year>\bnam\b)
    |(?P<estimate>\buoc)
    |(?P<preliminary>so\s*bo\b)
    |(?P<actual>thuc\s*hien)
    |(?P<running>cong\s*don|luy\s*ke)
    |(?P<share>co\s*cau|ty\s*trong)
    """,
    re.VERBOSE,
)
_NUMBER_WORD: Final = "|".join(_WORDS)
_MONTH_IN_WORDS: Final = re.compile(rf"\bthang ({_NUMBER_WORD})\b(?! (?:dau )?nam \d|[/ ]*\d|$)")
_MONTH_IN_WORDS_BEFORE_YEAR: Final = re.compile(rf"\bthang ({_NUMBER_WORD})(?= nam {_YEAR})")
_COUNT_IN_WORDS: Final = re.compile(rf"\b({_NUMBER_WORD}) thang\b")


@dataclass(frozen=True, slots=True)
class Subject:
    """The period that a figure is about; `number` is the month, the count of months or quarter."""

    kind: SubjectKind
    number: int = 0
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """Meaning of a column: where its figures go in the tidy schema."""

    period: str
    measure: str
    status: str
    subject: Subject
    #: What was put right in the header, for a remark; mostly empty.
    correction: str = ""


@dataclass(slots=True)
class _Reading:
    """Tokens of a header in the order of their meaning."""

    subjects: list[Subject]
    base: Subject | None = None
    #: ``same``, ``plan``, ``month_before`` … when the base is a word and no period.
    base_word: str = ""
    words: frozenset[str] = frozenset()


@lru_cache(maxsize=8192)
def column(
    header: str,
    month: tuple[int, int],
    inherited: Subject | None = None,
    quarterly: bool = False,
) -> Column | None:
    """Meaning of the column under `header` in the workbook of `month` (year, month).

    Parameters
    ----------
    header
        All texts over the column, from the top down.
    month
        Month of the workbook: what lacks a year, or has one that cannot be meant, goes by it.
    inherited
        Subject of the columns to the left, or of the title, for a header that names none.
    quarterly
        In a table of quarters ``quý I`` is a quarter and no cumulative.

    Returns
    -------
    Column or None
        None when no or more than one period is named, or a comparison is none of the known ones.

    Examples
    --------
    >>> column("Ước tính tháng 9 năm 2013", (2013, 9))
    Column(period='2013-09', measure='level', status='E', ...)
    >>> column("9 tháng năm 2013 so với cùng kỳ năm 2012 (%)", (2013, 9)).measure
    'ytd_yoy'
    """
    reading = _read(header)
    status = _status(reading.words)
    if reading.base_word == "plan" and "versus" not in reading.words and not reading.subjects:
        year = (reading.base and reading.base.year) or month[0]
        return Column(str(year), "plan", "A", Subject("year", year=year))
    subjects = list(dict.fromkeys(reading.subjects)) or ([inherited] if inherited else [])
    if len(subjects) != 1:
        return None
    subject, correction = _dated(subjects[0], month, reading, status)
    period, span = _period(subject, month, quarterly)
    measure = _measure(subject, span, reading)
    return Column(period, measure, status, subject, correction) if measure else None


def subjects_of(text: str) -> tuple[Subject, ...]:
    """Periods that a title names, in their order.

    >>> subjects_of("Khách quốc tế đến Việt Nam tháng Sáu và sáu tháng đầu năm 2012")
    (Subject(kind='month', number=6, year=None), Subject(kind='cumulative', number=6, year=2012))
    """
    return tuple(dict.fromkeys(_read(text).subjects))


def _status(words: frozenset[str]) -> str:
    if "estimate" in words:
        return "E"
    return "P" if "preliminary" in words else "A"


def _in_digits(text: str) -> str:
    """Months spelt as words in digits: ``tháng sáu`` is ``tháng 6``."""
    if "thang" not in text:
        return text
    text = _COUNT_IN_WORDS.sub(lambda m: f"{_WORDS[m[1]]} thang", text)
    text = _MONTH_IN_WORDS_BEFORE_YEAR.sub(lambda m: f"thang {_WORDS[m[1]]}", text)
    return _MONTH_IN_WORDS.sub(lambda m: f"thang {_WORDS[m[1]]}", text)


@lru_cache(maxsize=8192)
def _read(header: str) -> _Reading:
    return _Reader().read(_in_digits(fold(header)))


class _Reader:
    """Sorts the tokens of a header into subjects, base of comparison and words."""

    def __init__(self) -> None:
        self.subjects: list[Subject] = []
        self.base: Subject | None = None
        self.base_word = ""
        self.words: set[str] = set()
        #: What the next period belongs to: ``base`` behind «so với», ``year`` behind «cùng kỳ».
        self.awaited = ""

    def read(self, text: str) -> _Reading:
        for match in _TOKEN.finditer(text):
            group = match.lastgroup or ""
            if group in {"versus", "plan", "same", "month_before", "quarter_before", "year_before"}:
                self._comparison(group)
            elif group in {"estimate", "preliminary", "actual", "running", "share"}:
                self.words.add(group)
                if self.awaited == "year":
                    self.awaited = ""
            else:
                for subject in _periods(match):
                    self._period(subject)
        return _Reading(self.subjects, self.base, self.base_word, frozenset(self.words))

    def _comparison(self, group: str) -> None:
        if group == "versus":
            self.words.add("versus")
            self.awaited = "base"
        elif group == "plan":
            self.base_word, self.awaited = "plan", "year"
        elif group == "same":
            self.words.add("versus")
            self.base_word, self.awaited = "same", "year"
        else:
            self.words.add("versus")
            if not self.base_word:
                self.base_word = "same" if group == "year_before" else group
            self.awaited = ""

    def _period(self, subject: Subject) -> None:
        named_year = subject.kind == "year"
        if self.awaited == "year" and named_year:
            if subject.year is not None:
                self.base, self.awaited = subject, ""
        elif self.awaited == "base":
            if not named_year or subject.year is not None:
                self.base, self.awaited = subject, ""
        else:
            self.awaited = ""
            self._subject(subject)

    def _subject(self, subject: Subject) -> None:
        last = self.subjects[-1] if self.subjects else None
        if subject.kind != "year":
            self.subjects.append(subject)
        elif last is not None and last.kind != "year" and last.year is None:
            self.subjects[-1] = replace(last, year=subject.year)
        elif subject.year is not None:
            self.subjects.append(subject)


def _periods(match: re.Match[str]) -> Iterator[Subject]:
    found = match.groupdict()
    if found["month"]:
        yield Subject("month", int(found["month"]), _int(found["month_year"]))
    elif found["cumulative"]:
        yield Subject("cumulative", int(found["cumulative"]), _int(found["cumulative_year"]))
    elif found["quarter"]:
        number = _ROMAN.get(found["quarter"]) or int(found["quarter"])
        yield Subject("quarter", number, _int(found["quarter_year"]))
    else:
        yield Subject("year", year=_int(found["year"] or found["bare"]))


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _last_month(subject: Subject) -> int:
    """Month in which the subject ends."""
    if subject.kind == "year":
        return 12
    return subject.number * 3 if subject.kind == "quarter" else subject.number


def _dated(
    subject: Subject, month: tuple[int, int], reading: _Reading, status: str
) -> tuple[Subject, str]:
    """The subject with the year that is meant, and what was put right."""
    year, number = month
    ends = _last_month(subject)
    newest = year if ends <= number or subject.kind == "year" else year - 1
    if subject.year is None:
        return replace(subject, year=newest), ""
    meant = subject.year
    base = reading.base.year if reading.base else None
    if reading.base_word == "plan" and base == year and subject.year != year and ends <= number:
        meant = year
    elif not year - 1 <= subject.year <= newest and subject.kind != "year":
        meant = newest
    elif base == subject.year and reading.base_word != "plan" and _same_kind(subject, reading):
        meant = subject.year if base != newest - 1 else newest
    elif status == "E" and subject.kind == "month" and ends == number and subject.year == year - 1:
        meant = year
    if meant == subject.year:
        return subject, ""
    return replace(subject, year=meant), f"year {subject.year} read as {meant}"


def _same_kind(subject: Subject, reading: _Reading) -> bool:
    """Whether the base is the same stretch of a year, so that its year must be an earlier one."""
    base = reading.base
    return base is not None and (
        base.kind == "year" or (base.kind == subject.kind and base.number == subject.number)
    )


def _period(subject: Subject, month: tuple[int, int], quarterly: bool) -> tuple[str, str]:
    """Period text, and whether the stretch is a ``level`` or a ``ytd``."""
    if subject.kind == "month":
        return f"{subject.year}-{subject.number:02d}", "level"
    if subject.kind == "cumulative":
        return f"{subject.year}-{subject.number:02d}", "ytd"
    if subject.kind == "quarter":
        if subject.number == 1 and not quarterly:
            return f"{subject.year}-03", "ytd"
        return f"{subject.year}-Q{subject.number}", "level"
    if subject.year == month[0] and month[1] < 12:
        return str(subject.year), "level"
    return f"{subject.year}-12", "ytd"


def _measure(subject: Subject, span: str, reading: _Reading) -> str:
    """Measure of the tidy schema; empty when the comparison is none of the known ones."""
    if "share" in reading.words:
        return "share" if span == "level" else "ytd_share"
    if reading.base_word == "plan":
        whole = span == "ytd" or subject.kind == "year"
        return "pct_plan" if whole else "month_pct_plan"
    if "versus" not in reading.words:
        return span
    if reading.base_word == "month_before":
        return "mom"
    if reading.base_word == "quarter_before":
        return "qoq"
    yoy = "yoy" if span == "level" else "ytd_yoy"
    if reading.base_word == "same":
        return yoy
    return _against_period(subject, reading.base, yoy)


def _against_period(subject: Subject, base: Subject | None, yoy: str) -> str:
    if base is None or subject.year is None:
        return ""
    year = base.year if base.year is not None else subject.year
    if base.kind == "year" or (base.kind, base.number) == (subject.kind, subject.number):
        return yoy
    steps = {"month": ("mom", 12), "quarter": ("qoq", 4)}
    if base.kind == subject.kind and subject.kind in steps:
        measure, per_year = steps[subject.kind]
        distance = (subject.year - year) * per_year + subject.number - base.number
        return measure if distance == 1 else ""
    return ""
