"""Sheets as the office might have laid them out otherwise, for tests: each keeps every figure."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from phantich.sources.gso.cells import Sheet, Value, _decode
from phantich.sources.gso.tcvn3 import _BYTES_OF

Altering = Callable[[list[Sheet]], list[Sheet]]


def with_rows(sheet: Sheet, at: int, count: int = 1) -> Sheet:
    """Blank rows put in before row `at`, merged ranges moved along."""
    blank: list[list[Value]] = [[] for _ in range(count)]
    merged = tuple(
        ((r1 + count * (r1 >= at), c1), (r2 + count * (r2 >= at), c2))
        for (r1, c1), (r2, c2) in sheet.merged
    )
    return replace(sheet, rows=sheet.rows[:at] + blank + sheet.rows[at:], merged=merged)


def with_columns(sheet: Sheet, at: int, count: int = 1) -> Sheet:
    """Blank columns put in before column `at`, merged ranges moved along."""
    blank: list[Value] = [""] * count
    rows = [row[:at] + blank + row[at:] if len(row) > at else row for row in sheet.rows]
    merged = tuple(
        ((r1, c1 + count * (c1 >= at)), (r2, c2 + count * (c2 >= at)))
        for (r1, c1), (r2, c2) in sheet.merged
    )
    return replace(sheet, rows=rows, merged=merged)


def with_texts(sheets: list[Sheet], change: Callable[[str], str]) -> list[Sheet]:
    """Every text changed, then decoded as a workbook's texts are."""
    changed = []
    for sheet in sheets:
        rows = [[change(v) if isinstance(v, str) else v for v in row] for row in sheet.rows]
        _decode(rows)
        changed.append(replace(sheet, rows=rows))
    return changed


def figure_columns(sheet: Sheet) -> list[int]:
    """Columns with more than five numbers."""
    counts: dict[int, int] = {}
    for row in sheet.rows:
        for column, value in enumerate(row):
            counts[column] = counts.get(column, 0) + isinstance(value, float)
    return sorted(column for column, count in counts.items() if count > 5)


def header_rows(sheet: Sheet) -> list[int]:
    """Rows of several texts above the first row with a label and a number behind it."""
    found = []
    for number, row in enumerate(sheet.rows):
        texts = [c for c, v in enumerate(row) if isinstance(v, str) and v.strip()]
        numbers = [c for c, v in enumerate(row) if isinstance(v, float)]
        if texts and numbers and texts[0] < numbers[0]:
            break
        if len(texts) >= 2:
            found.append(number)
    return found


def _split_header(sheet: Sheet) -> Sheet:
    """The last word of every header cell in a row of its own."""
    for at in reversed(header_rows(sheet)):
        upper, lower = list(sheet.rows[at]), [""] * len(sheet.rows[at])
        for column, value in enumerate(upper):
            if column and isinstance(value, str) and " " in value.strip():
                upper[column], lower[column] = value.strip().rsplit(" ", 1)
        again = tuple(
            ((at + 1, c1), (at + 1, c2))
            for (r1, c1), (r2, c2) in sheet.merged
            if r1 <= at <= r2 and c2 > c1
        )
        sheet = with_rows(sheet, at + 1)
        sheet.rows[at], sheet.rows[at + 1] = upper, list(lower)
        sheet = replace(sheet, merged=sheet.merged + again)
    return sheet


def _number_as_text(value: Value) -> Value:
    if not isinstance(value, float) or (value.is_integer() and 1985 <= value <= 2050):
        return value
    return str(int(value)) if value.is_integer() else repr(value).replace(".", ",")


def _groups(sheets: list[Sheet]) -> list[list[Sheet]]:
    """Sheets that must stay together: a continuation follows its table."""
    groups: list[list[Sheet]] = []
    for sheet in sheets:
        head = " ".join(v for row in sheet.rows[:4] for v in row if isinstance(v, str)).lower()
        if "tiếp theo" in head and groups:
            groups[-1].append(sheet)
        else:
            groups.append([sheet])
    return groups


def shuffled(sheets: list[Sheet]) -> list[Sheet]:
    """Sheets in another order, continuations behind their tables."""
    groups = _groups(sheets)
    random.Random(1).shuffle(groups)
    return [sheet for group in groups for sheet in group]


def _blank_between(sheet: Sheet) -> Sheet:
    columns = figure_columns(sheet)
    return with_columns(sheet, columns[1]) if len(columns) > 1 else sheet


def _blanks_below(sheet: Sheet) -> Sheet:
    for at in range(len(sheet.rows) - 1, 0, -5):
        sheet = with_rows(sheet, at)
    return sheet


_NOTE: list[list[Value]] = [
    [],
    ["Ghi chú: Số liệu có thể được điều chỉnh."],
    ["Nguồn: Cục Thống kê"],
]

#: Ways of laying out the same figures after which the reading must be the same.
ALTERINGS: dict[str, Altering] = {
    "blank rows on top": lambda sheets: [with_rows(s, 0, 3) for s in sheets],
    "a blank column on the left": lambda sheets: [with_columns(s, 0) for s in sheets],
    "two blank columns on the left": lambda sheets: [with_columns(s, 0, 2) for s in sheets],
    "a blank column between figures": lambda sheets: [_blank_between(s) for s in sheets],
    "blank columns on the right": lambda sheets: [
        replace(s, rows=[[*row, "", "", ""] for row in s.rows]) for s in sheets
    ],
    "blank rows in the body": lambda sheets: [_blanks_below(s) for s in sheets],
    "other sheet names": lambda sheets: [
        replace(s, name=f"Sheet{i}") for i, s in enumerate(sheets)
    ],
    "numbers as text": lambda sheets: [
        replace(s, rows=[[_number_as_text(v) for v in row] for row in s.rows]) for s in sheets
    ],
    "TCVN3": lambda sheets: with_texts(sheets, lambda text: text.translate(_BYTES_OF)),
    "decomposed letters": lambda sheets: with_texts(
        sheets, lambda text: unicodedata.normalize("NFD", text)
    ),
    "no-break spaces": lambda sheets: with_texts(sheets, lambda t: t.replace(" ", "\u00a0")),
    "notes below": lambda sheets: [replace(s, rows=s.rows + _NOTE) for s in sheets],
}
#: Ways that may cost a column its meaning: then it must be reported.
LOSSY: dict[str, Altering] = {
    "headers over one more row": lambda sheets: [_split_header(s) for s in sheets],
    "headings not merged": lambda sheets: [replace(s, merged=()) for s in sheets],
}
_WORDS = (
    "một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai",
)  # fmt: skip
_MONTH = re.compile(
    r"(tháng\s*)(\d{1,2})(?![\d/])|(?<![\d/])(\d{1,2})(\s*tháng)(?!\s*\d)",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?<![\d/])((?:\d{1,2}\s*/\s*)?)(\d{1,2})(\s*/\s*(?:19|20)\d\d)")


def month_earlier(sheets: list[Sheet], month: int, in_words: bool) -> list[Sheet]:
    """A workbook of one month said to be of the month before; December stays what it is."""

    def before(number: str, words: bool) -> str:
        earlier = int(number) - (int(number) in {month, month - 1})
        if words and 1 <= earlier <= 12:
            return _WORDS[earlier - 1]
        return f"{earlier:0{len(number)}d}" if number.startswith("0") else str(earlier)

    def change(text: str) -> str:
        text = _DATED.sub(lambda m: f"{m[1]}{before(m[2], False)}{m[3]}", text)
        return _MONTH.sub(
            lambda m: (
                f"{m[1]}{before(m[2], in_words)}" if m[1] else f"{before(m[3], in_words)}{m[4]}"
            ),
            text,
        )

    return with_texts(sheets, change)
