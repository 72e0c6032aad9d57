"""What a column of values means: period, measure and status, read from its header text.

A header is a subject («Ước tính tháng 2 năm 2000», «Cộng dồn 5 tháng») and, for a comparison, an
object behind «so với» («cùng kỳ năm trước», «tháng 12 năm 2022», «kế hoạch năm»). Both are read by
meaning; what a header leaves out comes from the workbook's month.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from phantich.sources.gso.text import fold

Span = Literal["month", "ytd", "quarter", "year", "date", "season", ""]


class Month(NamedTuple):
    """A calendar month."""

    year: int
    month: int

    def shift(self, months: int) -> Month:
        """The month that many months later."""
        count = self.year * 12 + self.month - 1 + months
        return Month(count // 12, count % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of time as a text names it.

    `span` is ``month``, ``ytd`` (January to `month`), ``quarter``, ``year`` or ``date``; parts that
    the text leaves out are None.
    """

    span: Span = ""
    year: int | None = None
    #: Month, or the number of months of a year to date, or the quarter.
    number: int | None = None


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """What the figures of a column are.

    `measure` is one of `phantich.observations.MEASURES`, or empty when the header does not tell.
    For a year to date the period is its last month. `rest` is the folded header without what was
    understood: ``luong``, ``tri gia``, ``co cau (%)``.
    """

    period: str
    frequency: str
    measure: str
    status: str
    #: Base of a comparison: ``2019`` for a base year, else the period compared with, or empty.
    base: str = ""
    #: Number of months of a year to date, else 0.
    months: int = 0
    #: Unit in brackets: ``Tỷ đồng``, ``%``.
    unit: str = ""
    rest: str = ""
    #: What of the period was not in the header but taken from the workbook's month.
    assumed: bool = False
    #: A year that was put right, as printed; 0 when none.
    printed_year: int = 0


_WORDS: Final = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9, "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR: Final = r"(?P<y>(?:19|20)\d\d)"
_WORD: Final = r"(?:muoi hai|muoi mot|muoi|gieng|mot|hai|ba|tu|bon|nam(?! ?\d{4}| truoc| nay)|sau|bay|tam|chin|chap)"
_DATE: Final = re.compile(r"(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>(?:19|20)\d\d)")
_YTD: Final = re.compile(
    r"(?P<n>\d{1,2})\s*thang(?:\s*(?:dau|cuoi))?(?:\s*nam)?(?:\s*nam)?\s*[-/,]?\s*(?:"
    + _YEAR
    + r")?"
)
_MONTH: Final = re.compile(
    r"\bthan?g\s*(?:(?P<n>\d{1,2})|(?P<w>"
    + _WORD
    + r")\b)(?:\s*[/.-]\s*|\s*,?\s*(?:nam)?\s*)(?:nam\s*)?(?:"
    + _YEAR
    + r")?"
)
_SLASH: Final = re.compile(r"\b(?P<n>\d{1,2})\s*/\s*" + _YEAR)
_QUARTER: Final = re.compile(
    r"\bqu[iy]\s*(?P<q>iv|iii|ii|i|[1-4])\b\s*[/,-]?\s*(?:nam\s*)?(?:" + _YEAR + r")?"
)
_YEAR_ONLY: Final = re.compile(r"(?:\b(?:ca\s*)?nam\s*\(?\s*|^\W*)" + _YEAR)
_UNIT: Final = re.compile(r"\(\s*([^()]*)\s*\)")
_COMPARED: Final = re.compile(
    r"\bso(?: voi|voi| (?=cung|thang|nam|ke hoach|quy)|\b)|%\s*tang|\bvs\b"
)
_FILLERS: Final = re.compile(
    r"\b(uoc tinh|uoc|thuc hien|chinh thuc|so bo|cong don|luy ke|tong so|dau nam|voi|so|nam|thang|ky"
    r"|cung ky|truoc|binh quan|chi so gia)\b|[:()%]"
)


def split_comparison(folded: str) -> tuple[str, str | None]:
    """Subject and object of a comparison; the object is None when there is no «so với».

    >>> split_comparison("thang 4 nam 2010 so voi: ky goc (2009)")
    ('thang 4 nam 2010', 'ky goc (2009)')
    """
    match = re.search(
        r"\bso\s*(?:sanh\s*)?voi\b\W{0,8}|\bso\s+(?=cung|thang truoc|nam truoc)", folded
    )
    if match is None:
        return folded, None
    return folded[: match.start()].strip(" (%)"), folded[match.end() :].strip()


def when(folded: str) -> When:
    """The first stretch of time that a folded text names.

    Examples
    --------
    >>> when("uoc tinh thang 02/2009"), when("cong don 5 thang dau nam 2024")
    (When(span='month', year=2009, number=2), When(span='ytd', year=2024, number=5))
    >>> when("binh quan quy iii nam 2023"), when("thang sau nam 2012")
    (When(span='quarter', year=2023, number=3), When(span='month', year=2012, number=6))
    """
    text = re.sub(r"\s+", " ", folded)
    tries: tuple[tuple[Span, re.Pattern[str]], ...] = (
        ("date", _DATE), ("ytd", _YTD), ("month", _MONTH), ("quarter", _QUARTER),
        ("month", _SLASH), ("year", _YEAR_ONLY),
    )  # fmt: skip
    best: tuple[int, When] | None = None
    for span, pattern in tries:
        match = pattern.search(text)
        if match is None or (best is not None and best[0] <= match.start()):
            continue
        found = _when(span, match)
        if found is not None:
            best = (match.start(), found)
    if best is None:
        return When()
    found = best[1]
    if found.year is None:
        found = replace(found, year=_lone_year(text))
    return found


def _when(span: Span, match: re.Match[str]) -> When | None:
    groups = match.groupdict()
    year = int(groups["y"]) if groups.get("y") else None
    if span == "year":
        return When("year", year)
    if span == "date":
        number = int(groups["m"])
        return When("date", year, number) if 1 <= number <= 12 else None
    if span == "quarter":
        return When("quarter", year, _ROMAN[groups["q"]])
    number = int(groups["n"]) if groups.get("n") else _WORDS.get(groups.get("w") or "", 0)
    return When(span, year, number) if 1 <= number <= 12 else None


def _lone_year(text: str) -> int | None:
    years = re.findall(r"\b(?:19|20)\d\d\b", text)
    return int(years[0]) if years else None


@lru_cache(maxsize=16384)
def meaning(header: str, release: Month) -> ColumnMeaning | None:
    """What the column under that header holds; None when the header names no time at all.

    Parameters
    ----------
    header
        The joined header text of the column (`tables.Column.header`).
    release
        The month that the workbook is about; fills in what the header leaves out, and puts right a
        year in a header that names the workbook's own month with a neighbouring year.

    Examples
    --------
    >>> m = meaning("Tháng 9 năm 2023 so với: Kỳ gốc năm 2019", Month(2023, 9))
    >>> m.period, m.measure, m.base
    ('2023-09', 'vs_base', '2019')
    >>> m = meaning("Cộng dồn 2 tháng đầu năm 2024", Month(2024, 2))
    >>> m.period, m.frequency, m.measure
    ('2024-02', 'M', 'ytd')
    >>> meaning("2 tháng năm 2000 so với kế hoạch năm (%)", Month(2000, 2)).measure
    'pct_plan'
    """
    folded = fold(header)
    subject, target = split_comparison(folded)
    about = when(subject)
    if target is not None and not about.span:
        subject, target, about = _inverted(folded, target, subject)
    if not about.span:
        return None
    resolved, assumed, printed = _resolve(about, release)
    unit = _unit_of(header)
    period, frequency, months = _period(resolved, release)
    measure, base = _measure(resolved, subject, target, release)
    return ColumnMeaning(
        period, frequency, measure, _status(subject), base, months, unit,
        _rest(folded), assumed, printed,
    )  # fmt: skip


def _inverted(folded: str, target: str, subject: str) -> tuple[str, str, When]:
    """«So với cùng kỳ năm trước (%) | Quý I năm 2024»: the subject stands behind the object."""
    match = re.search(
        r"(cung ky(?: nam truoc| nam (?:19|20)\d\d)?|thang truoc|nam truoc|quy truoc|ke hoach(?: nam)?)",
        target,
    )
    if match is None:
        return subject, target, When()
    behind = f"{subject} {target[match.end() :]}".strip()
    return behind, match.group(1), when(behind)


def _resolve(about: When, release: Month) -> tuple[When, bool, int]:
    """Fill in a missing year (the latest that is not after the release), put right a wrong one."""
    year, number = about.year, about.number
    if about.span == "year":
        return (replace(about, year=year or release.year), year is None, 0)
    month = _end_month(about, release)
    if year is None:
        year = release.year if month <= release.month else release.year - 1
        return replace(about, year=year, number=number), True, 0
    return about, False, 0


def _end_month(about: When, release: Month) -> int:
    number = about.number or release.month
    return number * 3 if about.span == "quarter" else number


def _period(about: When, release: Month) -> tuple[str, str, int]:
    year = about.year or release.year
    if about.span == "quarter":
        return f"{year}-Q{about.number}", "Q", 0
    if about.span == "year":
        return f"{year}", "A", 0
    month = Month(year, about.number or release.month)
    return str(month), "M", month.month if about.span == "ytd" else 0


def _measure(about: When, subject: str, target: str | None, release: Month) -> tuple[str, str]:
    """Measure and base of the comparison."""
    if target is None:
        return ("ytd", "") if about.span == "ytd" else ("level", "")
    if "ke hoach" in target or "du toan" in target:
        return ("month_pct_plan" if about.span == "month" else "pct_plan"), ""
    if "goc" in target:
        year = re.search(r"(?:19|20)\d\d", target)
        return "vs_base", year.group() if year else ""
    average = "binh quan" in subject or "chi so gia" in subject
    other = when(target)
    same = "cung ky" in target or "cung thoi diem nam truoc" in target or "nam truoc" in target
    if about.span == "ytd":
        return ("ytd_average" if average else "ytd_yoy"), ""
    if about.span == "quarter":
        if not same and other.span == "quarter" and other.number != about.number:
            return "qoq", ""
        if "quy truoc" in target:
            return "qoq", ""
        return ("quarter_average" if average else "yoy"), ""
    if about.span == "year":
        return ("ytd_average" if average else "yoy"), ""
    return _month_measure(about, target, other, same)


def _month_measure(about: When, target: str, other: When, same: bool) -> tuple[str, str]:
    month = Month(about.year or 0, about.number or 1)
    if "thang truoc" in target:
        return "mom", str(month.shift(-1))
    if same and not other.number:
        return "yoy", str(month.shift(-12))
    if other.span == "month" or other.span == "date":
        number = other.number
        if number == month.month:
            return "yoy", str(month.shift(-12))
        if number == month.shift(-1).month:
            return "mom", str(month.shift(-1))
        if number == 12:
            return "vs_december", str(Month(month.year - 1, 12))
        return "", ""
    if "binh quan" in target or other.span == "year":
        year = re.search(r"(?:19|20)\d\d", target)
        return ("vs_base", year.group()) if year else ("", "")
    return ("yoy", str(month.shift(-12))) if same else ("", "")


def _status(subject: str) -> str:
    if "uoc" in subject:
        return "E"
    return "P" if "so bo" in subject else "A"


def _unit_of(header: str) -> str:
    found = [m.strip() for m in _UNIT.findall(header)]
    found = [u for u in found if u and not re.fullmatch(r"[\d\s.*]+", u)]
    return found[-1] if found else ""


def _rest(folded: str) -> str:
    text = _DATE.sub(" ", folded)
    for pattern in (_YTD, _MONTH, _QUARTER, _SLASH, _YEAR_ONLY):
        text = pattern.sub(" ", text)
    return re.sub(r"\s+", " ", _FILLERS.sub(" ", text)).strip(" .,;-")
