"""The words of a flow table's header: its periods, its base of comparison, its status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from phantich.sources.gso.text import fold

SubjectKind = Literal["month", "cumulative", "quarter", "year"]

_WORDS: Final = {
    "muoi hai": 12, "muoi mot": 11, "muoi": 10, "chin": 9, "tam": 8, "bay": 7, "sau": 6, "nam": 5,
    "bon": 4, "tu": 4, "ba": 3, "hai": 2, "mot": 1, "gieng": 1, "chap": 12,
}  # fmt: skip
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR: Final = r"(?:19|20)\d\d(?!\d)"
_JOIN: Final = r"\s*[/-]?\s*(?:nam\s*)*[/-]?\s*"
_TOKEN: Final = re.compile(
    rf"""
    (?=[0-9cklnqstu])(?:  # all words below begin with one of these
    (?P<versus>(?<![a-z])so\s*(?:sanh\s*)?voi|(?<![a-z])so\s*(?=cung\s*(?:ky|thoi))|(?<=\d\s)so\s(?=(?:nam|thang|quy)\s))
    |(?P<plan>\bke\s*hoach|\bkh\b)
    |(?P<same>cung\s*(?:ky|thoi\s*diem))
    |(?<![\d/])\d\d?\s*/\s*(?P<date>\d\d?)\s*/\s*(?P<date_year>{_YEAR})
    |(?P<cumulative>(?<!\d)\d\d?)\s*thang\b(?:\s*dau)?{_JOIN}(?P<cumulative_year>{_YEAR})?
    |th[ao]ng\s*(?P<month>\d\d?)(?!\d){_JOIN}(?P<month_year>{_YEAR})?
    |(?<![\d/])(?P<slash>\d\d?)\s*/\s*(?P<slash_year>{_YEAR})
    |(?:ca\s*)?(?:quy|qui)\s*(?P<quarter>iv|i{{1,3}}|[1-4])(?![a-z0-9]){_JOIN}(?P<quarter_year>{_YEAR})?
    |(?P<month_before>thang\s*truoc)
    |(?P<quarter_before>(?:quy|qui)\s*truoc)
    |(?P<year_before>nam\s*truoc)
    |(?:ca\s*)?(?:nam\s*)+[/-]?\s*(?P<year>{_YEAR})
    |(?P<bare>(?<![\d/]){_YEAR})
    |(?P<word_year>\bnam\b)
    |(?P<estimate>\buoc)
    |(?P<preliminary>so\s*bo\b)
    |(?P<actual>thuc\s*hien)
    |(?P<running>cong\s*don|luy\s*ke)
    |(?P<share>co\s*cau|ty\s*trong)
    )
    """,
    re.VERBOSE,
)
_STATUS_WORDS: Final = frozenset({"estimate", "preliminary", "actual", "running", "share"})
_BASE_WORDS: Final = frozenset({"plan", "same", "month_before", "quarter_before", "year_before"})
_NUMBER: Final = "|".join(_WORDS)
_COUNT_IN_WORDS: Final = re.compile(rf"\b({_NUMBER}) thang\b")
_MONTH_IN_WORDS: Final = re.compile(
    rf"\bthang ({_NUMBER})\b(?=(?: nam)? {_YEAR}|\W+(?:va|so)\b|$)(?! {_YEAR})"
    rf"|\bthang ((?!nam\b)(?:{_NUMBER}))\b"
)
#: The prices that a value is at: their year is no period.
_PRICES: Final = re.compile(r"(?:theo )?gia (?:so sanh|co dinh|goc)(?: nam)? \d{4}")


#: What is left of words about time once the rest of them is gone.
_SCHOOL_YEAR: Final = re.compile(r"(?:19|20)\d\d\s*-\s*(?:19|20)\d\d")
_FILLERS: Final = re.compile(
    r"^(?:(?:tính|đầu|năm|tháng|với|cả|ước)\b\s*)+|\(\s*%?\s*\)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Subject:
    """The period that a figure is about; `number` is the month, the count of months or quarter."""

    kind: SubjectKind
    number: int = 0
    year: int | None = None

    @property
    def last_month(self) -> int:
        """Month in which the period ends."""
        if self.kind == "year":
            return 12
        return self.number * 3 if self.kind == "quarter" else self.number


@dataclass(frozen=True, slots=True)
class Reading:
    """A header sorted: what it is about, what it compares with, and its other words."""

    subjects: tuple[Subject, ...]
    base: Subject | None
    #: ``same``, ``plan``, ``month_before`` … when the base is a word and no period.
    base_word: str
    words: frozenset[str]


def words_besides(text: str) -> str:
    """What a header says besides period, comparison and status: its own words, as printed.

    >>> words_besides("Ước tính năm 2001 Thành thị"), words_besides("Năm 2001 so với năm 2000 (%)")
    ('Thành thị', '')
    >>> words_besides("Năm học 2007-2008")
    'Năm học 2007-2008'
    """
    folded = fold(text)
    if len(folded) != len(text) or "nam hoc" in folded or _SCHOOL_YEAR.search(folded):
        return text
    kept = list(text)
    for match in _TOKEN.finditer(folded):
        kept[match.start() : match.end()] = " " * (match.end() - match.start())
    left = _FILLERS.sub("", " ".join("".join(kept).split()))
    return left.strip(" -/:;,|")


def _in_digits(text: str) -> str:
    """Months spelt as words in digits: ``tháng sáu và sáu tháng`` is ``tháng 6 và 6 tháng``."""
    if "thang" not in text:
        return text
    text = _COUNT_IN_WORDS.sub(lambda m: f"{_WORDS[m[1]]} thang", text)
    return _MONTH_IN_WORDS.sub(lambda m: f"thang {_WORDS[m[1] or m[2]]}", text)


@lru_cache(maxsize=8192)
def read_words(header: str) -> Reading:
    """The header's words, sorted by what they mean wherever they stand.

    >>> read_words("9 tháng năm 2013 so với cùng kỳ năm 2012 (%)").subjects
    (Subject(kind='cumulative', number=9, year=2013),)
    """
    sorter = _Sorter()
    for match in _TOKEN.finditer(_in_digits(_PRICES.sub(" ", fold(header)))):
        sorter.take(match)
    return Reading(
        tuple(dict.fromkeys(sorter.subjects)), sorter.base, sorter.base_word,
        frozenset(sorter.words),
    )  # fmt: skip


class _Sorter:
    """Sorts the tokens of a header into subjects, base of comparison and words."""

    def __init__(self) -> None:
        self.subjects: list[Subject] = []
        self.base: Subject | None = None
        self.base_word = ""
        self.words: set[str] = set()
        #: What the next period belongs to: ``base`` behind «so với», ``year`` behind «cùng kỳ».
        self.awaited = ""

    def take(self, match: re.Match[str]) -> None:
        group = match.lastgroup or ""
        if group == "versus":
            self.words.add("versus")
            self.awaited = "base"
        elif group in _BASE_WORDS:
            self._base_word(group)
        elif group in _STATUS_WORDS:
            self.words.add(group)
            self.awaited = "" if self.awaited == "year" else self.awaited
        else:
            for subject in _periods(match):
                self._period(subject)

    def _base_word(self, group: str) -> None:
        if group in {"plan", "same"}:
            self.base_word, self.awaited = group, "year"
        else:
            if group == "year_before":
                self.base_word = self.base_word or "same"
            else:
                self.base_word = group
            self.awaited = ""
        if group != "plan":
            self.words.add("versus")

    def _period(self, subject: Subject) -> None:
        lone_word = subject.kind == "year" and subject.year is None
        if self.awaited and (subject.kind == "year" or self.awaited == "base"):
            if not lone_word:
                self.base, self.awaited = subject, ""
            return
        self.awaited = ""
        last = self.subjects[-1] if self.subjects else None
        if subject.kind != "year":
            self._stretch(subject, last)
        elif last is not None and last.kind != "year" and last.year is None:
            self.subjects[-1] = replace(last, year=subject.year)
        elif not lone_word:
            self.subjects.append(subject)

    def _stretch(self, subject: Subject, last: Subject | None) -> None:
        """A month or quarter: with the year that stands before it, and once where said twice."""
        if last is not None and last.kind == "year" and subject.year in {None, last.year}:
            self.subjects[-1] = replace(subject, year=last.year)
        elif last is None or subject.year is not None or replace(last, year=None) != subject:
            self.subjects.append(subject)


def _periods(match: re.Match[str]) -> Iterator[Subject]:
    found = match.groupdict()
    kinds: tuple[SubjectKind, ...] = ("month", "cumulative", "quarter")
    for kind in kinds:
        if number := found[kind]:
            year = found[f"{kind}_year"]
            yield Subject(kind, _ROMAN.get(number) or int(number), int(year) if year else None)
            return
    for kind_of_month in ("date", "slash"):
        if number := found[kind_of_month]:
            yield Subject("month", int(number), int(found[f"{kind_of_month}_year"]))
            return
    year = found["year"] or found["bare"]
    yield Subject("year", year=int(year) if year else None)
