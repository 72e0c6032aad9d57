"""Stretches of time and comparisons as titles and headers name them.

Everything works on folded text (`text.fold`): lower case without diacritics, since typing errors
are most often in the marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple

Span = Literal["month", "ytd", "quarter", "year", "date", ""]


class Month(NamedTuple):
    """A calendar month."""

    year: int
    month: int

    def shift(self, months: int) -> Month:
        """The month that many months later.

        >>> str(Month(2024, 11).shift(3))
        '2025-02'
        """
        count = self.year * 12 + self.month - 1 + months
        return Month(count // 12, count % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of time as a text names it.

    `span` is ``month``, ``ytd`` (January to month `number`), ``quarter``, ``year`` or ``date`` (in
    month `number`), empty when the text names none; what the text leaves out is None.
    """

    span: Span = ""
    year: int | None = None
    #: Month, number of months since January, or quarter.
    number: int | None = None


_WORDS: Final = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9, "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR: Final = r"(?P<y>(?:19|20)\d\d)"
#: «nam» is five only where neither a year nor «nay», «truoc» follows.
_WORD: Final = (
    r"(?:muoi hai|muoi mot|muoi|gieng|mot|hai|ba|tu|nam(?! ?\d{4}| truoc| nay)|sau|bay|tam|chin"
    r"|chap)"
)
_PATTERNS: Final[tuple[tuple[Span, re.Pattern[str]], ...]] = (
    ("date", re.compile(rf"\d{{1,2}}\s*[/.-]\s*(?P<n>\d{{1,2}})\s*[/.-]\s*{_YEAR}")),
    (
        "ytd",
        re.compile(
            rf"(?P<n>\d{{1,2}})\s*thang(?:\s*dau)?(?:\s*nam){{0,2}}\s*[-/,]?\s*(?:{_YEAR})?"
        ),
    ),
    (
        "ytd",
        re.compile(
            r"\b(?P<w>muoi hai|muoi mot|muoi|hai|ba|bon|nam(?= thang (?:dau|nam))|sau|bay|tam"
            rf"|chin)\s+thang(?:\s*dau)?(?:\s*nam){{0,2}}\s*[-/,]?\s*(?:{_YEAR})?"
        ),
    ),
    (
        "month",
        re.compile(
            rf"\bthang\s*(?:(?P<n>\d{{1,2}})|(?P<w>{_WORD})\b)"
            rf"(?:\s*[/.-]\s*|\s*,?\s*(?:nam)?\s*)(?:nam\s*)?(?:{_YEAR})?"
        ),
    ),
    (
        "quarter",
        re.compile(rf"\bqu[iy]\s*(?P<q>iv|iii|ii|i|[1-4])\b\s*[/,-]?\s*(?:nam\s*)?(?:{_YEAR})?"),
    ),
    ("month", re.compile(rf"\b(?P<n>\d{{1,2}})\s*/\s*{_YEAR}")),
    ("year", re.compile(rf"(?:\b(?:ca\s*)?nam\s*\(?\s*|^\W*){_YEAR}")),
)
_ANY_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_COMPARED: Final = re.compile(
    r"\bso\s*(?:sanh\s*)?voi\b\W{0,8}|\bso\s+(?=cung|thang truoc|nam truoc)"
)


def split_comparison(folded: str) -> tuple[str, str | None]:
    """Subject and object of a comparison; the object is None when there is no «so với».

    >>> split_comparison("thang 4 nam 2010 so voi: ky goc (2009)")
    ('thang 4 nam 2010', 'ky goc (2009)')
    """
    match = _COMPARED.search(folded)
    if match is None:
        return folded, None
    return folded[: match.start()].strip(" (%)"), folded[match.end() :].strip()


@lru_cache(maxsize=16384)
def when(folded: str) -> When:
    """The first stretch of time that a folded text names; its year may stand anywhere behind.

    Examples
    --------
    >>> when("uoc tinh thang 02/2009"), when("cong don 5 thang dau nam 2024")
    (When(span='month', year=2009, number=2), When(span='ytd', year=2024, number=5))
    >>> when("binh quan quy iii nam 2023"), when("thang sau nam 2012")
    (When(span='quarter', year=2023, number=3), When(span='month', year=2012, number=6))
    """
    found = [
        (match.start(), k, made)
        for k, (span, pattern) in enumerate(_PATTERNS)
        if (match := pattern.search(folded)) and (made := _when(span, match)) is not None
    ]
    if not found:
        return When()
    first = min(found, key=lambda f: f[:2])[2]
    year = _ANY_YEAR.search(folded)
    if first.year is None and year is not None:
        return When(first.span, int(year.group()), first.number)
    return first


def _when(span: Span, match: re.Match[str]) -> When | None:
    groups = match.groupdict()
    year = int(groups["y"]) if groups.get("y") else None
    if span == "year":
        return When(span, year)
    if span == "quarter":
        return When(span, year, _ROMAN[groups["q"]])
    number = int(groups["n"]) if groups.get("n") else _WORDS.get(groups.get("w") or "", 0)
    return When(span, year, number) if 1 <= number <= 12 else None
