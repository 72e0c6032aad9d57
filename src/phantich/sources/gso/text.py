"""Texts and numbers as workbook cells hold them: folding for comparison, numbers typed as text."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache
from typing import Final

_ODD_SPACE: Final = re.compile(r"[\s\u00a0\u2002-\u200b\u3000]+")
_FOOTNOTE_MARK: Final = re.compile(r"\s*(\(\s*\*+\s*\)|\(\s*\d\s*\)(?!\s*[x×])|\*+)\s*$")
_NOT_AVAILABLE: Final = frozenset({"", "-", "--", "–", "—", "...", "..", "…", ".", "x", "X", "…."})
_PLAIN: Final = re.compile(r"[-+]?\d+(\.\d+)?")
_DECIMAL_COMMA: Final = re.compile(r"[-+]?\d+,\d+")
_GROUPED_DOTS: Final = re.compile(r"[-+]?\d{1,3}(\.\d{3})+,\d+|[-+]?\d{1,3}(\.\d{3}){2,}")
_GROUPED_COMMAS: Final = re.compile(r"[-+]?\d{1,3}(,\d{3})+\.\d+|[-+]?\d{1,3}(,\d{3}){2,}")
_GROUPED_BLANKS: Final = re.compile(r"[-+]?\d{1,3}( \d{3})+([.,]\d+)?")
_TWICE: Final = re.compile(r"([.,])[.,\s]+(?=\d)")
_INNER_SPACE: Final = re.compile(r"(?<=[\d.,])\s+(?=[\d.,])|(?<=^[-+])\s+")


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """The text with every run of white space as one space, none at the ends.

    >>> clean("  Tháng\\n 02/2009 ")
    'Tháng 02/2009'
    """
    return _ODD_SPACE.sub(" ", text).strip()


class _BareLetters(dict[int, str]):
    """A letter's number → the letter without diacritics, found when first asked for."""

    def __missing__(self, number: int) -> str:
        letters = unicodedata.normalize("NFD", chr(number))
        bare = "".join(c for c in letters if not unicodedata.combining(c))
        self[number] = bare.replace("đ", "d").replace("Đ", "D")
        return self[number]


_BARE: Final = _BareLetters()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without diacritics: what titles, headers and labels are compared by.

    Typing errors are most often in tone marks (``hoá``/``hóa``, ``Mũ``/``Mỹ``), so that a
    comparison without them is the safer one.

    >>> fold("Chỉ số giá  Đô la Mỹ")
    'chi so gia do la my'
    """
    if not text.isascii():
        text = text.translate(_BARE)
    return _ODD_SPACE.sub(" ", text).strip().lower()


def strip_mark(label: str) -> tuple[str, str]:
    """A label without the footnote mark behind it, and the mark.

    >>> strip_mark("LẠM PHÁT CƠ BẢN(*)")
    ('LẠM PHÁT CƠ BẢN', '(*)')
    """
    match = _FOOTNOTE_MARK.search(label)
    if match is None or match.start() == 0:
        return label, ""
    return label[: match.start()].rstrip(), match.group().strip()


def is_gap(text: str) -> bool:
    """Whether the text of a value cell says «not available» (``-``, ``…``, blanks)."""
    return clean(text) in _NOT_AVAILABLE


@lru_cache(maxsize=4096)
def number_in(text: str) -> tuple[float, bool] | None:
    """The number that a text is, and whether it had to be put right; None when it is no number.

    A single dot or comma is the decimal sign (workbooks hold no grouped integers as text below a
    million). A doubled sign and blanks inside are slips.

    Examples
    --------
    >>> number_in("1284,0"), number_in("115..5"), number_in(" -14.9"), number_in("Hà Nội")
    ((1284.0, False), (115.5, True), (-14.9, False), None)
    """
    body = clean(text).replace("−", "-").rstrip("%").rstrip()
    if not body or body[-1] not in "0123456789":
        return None
    value = _parse(body)
    if value is not None:
        return value, False
    repaired = _TWICE.sub(r"\1", _INNER_SPACE.sub("", body))
    value = _parse(repaired)
    return None if value is None else (value, True)


def _parse(body: str) -> float | None:
    if _PLAIN.fullmatch(body):
        return float(body)
    if _DECIMAL_COMMA.fullmatch(body):
        return float(body.replace(",", "."))
    if _GROUPED_DOTS.fullmatch(body):
        return float(body.replace(".", "").replace(",", "."))
    if _GROUPED_COMMAS.fullmatch(body):
        return float(body.replace(",", ""))
    if _GROUPED_BLANKS.fullmatch(body):
        return float(body.replace(" ", "").replace(",", "."))
    return None


def date_text(value: dt.date) -> str:
    """The month that a date in a header stands for, as ``m/yyyy``.

    Excel in US order made ``1/7/2013`` (1 July) the date 2013-01-07, and ``7/2013`` the date
    2013-07-01: the part that is not 1 is the month.

    >>> [date_text(dt.date(2013, m, d)) for m, d in ((1, 7), (7, 1), (7, 15))]
    ['7/2013', '7/2013', '7/2013']
    """
    month = value.day if value.month == 1 and value.day <= 12 else value.month
    return f"{month}/{value.year}"
