"""What a header of a consumer price table compares: the workbook's month, or an average, with what.

The subject («Tháng 9 năm 2023», «Bình quân 9 tháng năm 2023») stands before «so với», its base
(«Kỳ gốc 2019», «tháng 12 năm 2022», «cùng kỳ năm trước») behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from phantich.sources.gso.headers import Month, When, split_comparison, when
from phantich.sources.gso.text import fold

_YEAR: Final = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Measure of a column, the last month that it is about, and the base year of an index."""

    measure: str
    end: Month
    base: str = ""


@lru_cache(maxsize=4096)
def comparison(header: str, release: Month) -> Comparison | None:
    """The comparison that a header names; None when it names none for certain.

    A year that the subject leaves out is the workbook's.

    Examples
    --------
    >>> comparison("Tháng 9 năm 2023 so với: Kỳ gốc năm 2019", Month(2023, 9)).base
    '2019'
    >>> [comparison(f"Tháng 9 năm 2023 so với: {of}", Month(2023, 9)).measure
    ...  for of in ("Tháng 9 năm 2022", "Tháng 12 năm 2022", "Tháng 8 năm 2023")]
    ['yoy', 'vs_december', 'mom']
    >>> comparison("Bình quân quý III năm 2023 so với cùng kỳ năm trước", Month(2023, 9)).measure
    'quarter_average'
    """
    subject, base = split_comparison(fold(header))
    about = when(subject)
    if base is None or not about.span:
        return None
    end = _end(about, release)
    if about.span == "month":
        return _of_month(end, base)
    if about.span == "quarter":
        earlier = when(base)
        if "quy truoc" in base or earlier.number not in {None, about.number}:
            return None
        return Comparison("quarter_average", end)
    return Comparison("ytd_average", end)


def _end(about: When, release: Month) -> Month:
    year = about.year or release.year
    if about.span == "year":
        return Month(year, 12)
    number = about.number or release.month
    return Month(year, number * 3 if about.span == "quarter" else number)


def _of_month(month: Month, base: str) -> Comparison | None:
    if "goc" in base:
        year = _YEAR.search(base)
        return Comparison("vs_base", month, year.group()) if year else None
    if "thang truoc" in base:
        return Comparison("mom", month)
    earlier = when(base)
    if earlier.span == "month":
        names = {month.month: "yoy", month.shift(-1).month: "mom"}
        name = names.get(earlier.number or 0, "vs_december" if earlier.number == 12 else "")
        return Comparison(name, month) if name else None
    if "cung ky" in base or "nam truoc" in base:
        return Comparison("yoy", month)
    return None
