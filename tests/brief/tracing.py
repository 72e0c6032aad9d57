"""Tracing every numeral of a face back to its fact, whatever the face is.

A face is read into blocks (a paragraph, a table cell, a caption), each a list of pieces: printed
text, and the id of the fact where the face claims to print one. `faults` then says which claims
print something else than their fact, and which other numerals are neither part of a name that the
content itself holds (a label, a source, a decision) nor structure: a date, a period, the number of
a table or figure, «= 100».
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from phantich import language
from phantich.brief import numbers, periods
from phantich.brief.model.content import Content
from phantich.brief.model.facts import Fact
from phantich.brief.sources import place
from phantich.language import Language


@dataclass(frozen=True)
class Piece:
    """Printed text; `fact` is the id of the fact that it claims to print."""

    text: str
    fact: str = ""


_MONTHS_EN: Final = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
)
#: Numerals that are no figures: periods, dates, what is counted off, what an index is based on.
STRUCTURE: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Names of legal documents, codes of indicators, dates and months as the store writes them.
        r"\b\d+/(\d{4}/)?(?-i:[A-ZĐ]{2,})[\w-]*",
        r"\b(HP|CT|VN)\.[A-D](\.[IVX]+)?(\.\d+)?\b",
        r"\b\d{1,2}/\d{1,2}/\d{4}\b",
        r"\b\d{4}-\d{2}(-\d{2})?\b",
        # Periods. A bare year is never a figure: figures of four digits have a thousands mark.
        r"\btháng \d{1,2}(/\d{4})?\b",
        r"\b\d{1,2} tháng\b",
        r"\b\d{1,2} giờ (?=ngày\b)|\b\d{1,2}:\d{2}\b",
        r"(?<![\d/])\d{1,2}/(19|20)\d{2}\b",
        r"\bquý \d\b|\b(tuần|week) \d{1,2}\b",
        rf"\b(\d{{1,2}} )?({_MONTHS_EN})\b",
        r"\b\d{1,2} months\b",
        r"\bQ\d\b",
        r"\b(19|20)\d{2}\b(?![.,]?\d)",
        # What is counted off, and what an index is based on.
        r"\b(Bảng|Hình|Table|Figure) \d+\b",
        r"=\s?100\b",
        r"\b(bằng|compared as|là) 100\b",
        # How many members and sources are shown.
        r"\bvà \d+ nguồn khác|\band \d+ more\b",
        r"\bChỉ ghi \d+ .* trong \d+\b|\bOnly the \d+ .* of \d+\b",
        # The share of cases that a band is to cover.
        r"\bdải (80|95)%|\b(80|95)% band\b",
        r"\b\d+ địa phương đứng đầu và đứng cuối\b|\bthe first and last \d+ localities\b",
        r"\b(số liệu|figures): \d+\b",
    )
)
_NUMERAL: Final = re.compile(r"\d[\d.,]*")
_CLAIM = "\ue000"


def faults(
    blocks: Iterable[list[Piece]],
    content: Content,
    lang: Language = "vi",
    names: Iterable[str] = (),
) -> list[str]:
    """What is wrong with the numerals of the blocks; empty when every one is traced.

    Parameters
    ----------
    names
        Texts beside those of the content in which numerals mean nothing.
    """
    known = sorted({*names_of(content), *names}, key=len, reverse=True)
    found: list[str] = []
    for block in blocks:
        rest = ""
        for piece in block:
            if piece.fact:
                fact = fact_of(content, piece.fact)
                if fact is None or not prints(piece.text, fact, lang):
                    found.append(f"{piece.text!r} is not {piece.fact}: {fact and fact.value}")
                rest += _CLAIM
            else:
                rest += piece.text
        found += [f"{numeral!r} in {rest[:160]!r}" for numeral in loose(rest, known)]
    return found


def loose(text: str, names: Iterable[str] = ()) -> list[str]:
    """Numerals of a text that are neither part of a name nor structure.

    Examples
    --------
    >>> loose("tăng 4,5% so với tháng 12 năm 2025; Bảng 2")
    ['4,5']
    """
    plain = numbers.plain(text)
    for name in names:
        plain = _without(plain, name.lower())
    for pattern in STRUCTURE:
        plain = pattern.sub(" ", plain)
    return [numeral.strip(".,") for numeral in _NUMERAL.findall(plain)]


def _without(text: str, name: str) -> str:
    """The text without a name, whose first letter a sentence may write small or large."""
    at = text.lower().find(name)
    while at >= 0:
        text = f"{text[:at]} {text[at + len(name) :]}"
        at = text.lower().find(name)
    return text


def fact_of(content: Content, key: str) -> Fact | None:
    """The fact of an id, of the series or of the edition."""
    return content.facts.get(key) or content.edition_facts.get(key)


def prints(printed: str, fact: Fact, lang: Language) -> bool:
    """Whether the digits are those of the fact, as a level, a change, a multiple or its period."""
    shown = numbers.plain(printed).strip()
    if shown in {form(fact.period).plain(lang) for form in (periods.name, periods.short)}:
        return True
    number = parse(shown, lang)
    if number is None:
        return False
    decimals = max(0, -int(number.as_tuple().exponent))
    value = Decimal(repr(fact.value))
    forms = [value, abs(value), value - 100, abs(value - 100), value / 100]
    return any(language.rounded(float(form), decimals) == number for form in forms)


def parse(text: str, lang: Language) -> Decimal | None:
    """The number that digits with marks of the language print.

    Examples
    --------
    >>> parse("−1.234,50", "vi")
    Decimal('-1234.50')
    """
    thousands, mark = (".", ",") if lang == "vi" else (",", ".")
    whole = rf"\d{{1,3}}({re.escape(thousands)}\d{{3}})*|\d+"
    if not re.fullmatch(rf"[−+]?({whole})({re.escape(mark)}\d+)?", text):
        return None
    return Decimal(text.replace("−", "-").replace(thousands, "").replace(mark, "."))


#: Fields of a content that hold figures, or sentences with traces of their own.
_TOLD: Final = {"facts", "edition_facts", "flags", "doubts", "trust", "outlook", "reviews"}


def names_of(content: Content) -> Iterator[str]:
    """Texts of the content that hold a numeral and are no figure of it."""
    for text in _texts(content.model_dump(exclude=_TOLD)):
        yield from _if_numeral(text)
    for fact in (*content.facts.values(), *content.edition_facts.values()):
        for text in (fact.item, fact.unit, fact.source, fact.note, place(fact.source)):
            yield from _if_numeral(text)


def _if_numeral(text: str) -> Iterator[str]:
    """Dates and periods are structure; digits alone would hide figures."""
    if re.search(r"\d", text) and re.search(r"[^\W\d]", text):
        yield numbers.plain(text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
