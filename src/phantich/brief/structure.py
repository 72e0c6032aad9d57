"""Numbers that order a page and are no figures: dates, periods, codes, numbering, names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from phantich.brief import numbers
from phantich.brief.agencies import agencies_of
from phantich.brief.model.content import Content
from phantich.brief.office import clean
from phantich.brief.presentable import shortened
from phantich.brief.sources import place
from phantich.catalog import find_indicator
from phantich.language import MINUS

_MONTH_EN: Final = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    "Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
)
_SPACE: Final = "[ \xa0\n]"
#: Numbers that order a page; each pattern is anchored by the words around the number.
_STRUCTURAL: Final = re.compile(
    rf"""
      \b(?:HP|CT|VN)\.[A-Z][\w.]*                                # codes
    | \b\d+/\d{{4}}/[\w-]+ | \b\d+/(?:QĐ|TTg|NQ|NĐ|TT|KH|CV)[\w-]* # legal acts
    | \b\d{{1,2}}/\d{{1,2}}/\d{{4}}\b | \b\d{{4}}-\d{{2}}-\d{{2}}\b  # dates
    | \b\d{{1,2}}{_SPACE}(?:{_MONTH_EN}){_SPACE}\d{{4}}\b
    | \b\d{{1,2}}{_SPACE}giờ(?={_SPACE}ngày) | \b\d{{1,2}}:00(?={_SPACE}on\b) # hours
    | \b(?:[Tt]uần|[Ww]eek){_SPACE}\d{{1,2}}\b
    | \b(?:[Nn]gày|day){_SPACE}\d{{1,2}}\b
    | \b[Tt]háng{_SPACE}\d{{1,2}}(?:/\d{{4}})?\b(?![.,]\d) | \b\d{{1,2}}{_SPACE}(?:tháng|months?)\b
    | \b(?:quý|[Qq]uarter){_SPACE}\d\b | \bQ[1-4]\b | \bS[12]\b
    | \b\d{{1,2}}/\d{{4}}\b | \b[TMQ]\d{{1,2}}\b                 # 7/2025, T7
    | \b(?:[Bb]ảng|[Bb]iểu|[Hh]ình|[Ff]igure|[Tt]able){_SPACE}\d+\b
    | \b\d+(?={_SPACE}địa{_SPACE}phương{_SPACE}đứng{_SPACE}đầu{_SPACE}và) # how many are listed
    | (?<=first{_SPACE}and{_SPACE}last{_SPACE})\d+(?={_SPACE}localities)
    | \bChỉ{_SPACE}ghi{_SPACE}\d+|\bOnly{_SPACE}the{_SPACE}\d+
    | (?<=lớn{_SPACE}nhất{_SPACE}trong{_SPACE})\d+(?={_SPACE}thành{_SPACE}phần)
    | (?<=largest{_SPACE}of{_SPACE})\d+(?={_SPACE}members)
    | \b[Dd]ải(?:{_SPACE}dự{_SPACE}báo)?{_SPACE}(?:80|95)%      # bands of a forecast
    | \b(?:80|95)%{_SPACE}(?:band|interval)
    | (?<=và{_SPACE})\d+(?={_SPACE}nguồn{_SPACE}khác) | (?<=and{_SPACE})\d+(?={_SPACE}more\b)
    | (?:=|bằng|as|is){_SPACE}?100\b                             # the base of an index
    | (?<![\d.,])(?:19|20)\d{{2}}(?![.,]?\d|{_SPACE}?%)          # years
    """,
    re.VERBOSE,
)
#: A number as it is printed.
NUMERAL: Final = re.compile(rf"[{MINUS}-]?\d+(?:[.,]\d+)*")
DIGIT: Final = re.compile(r"\d")
_RUN: Final = re.compile(r"\d+")


class Names(list[str]):
    """Names that hold digits, found by their first number: there are thousands of them."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(names)
        self._by_number: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for order, name in enumerate(self):
            self._by_number[_RUN.findall(name)[0]].append((order, name))

    def within(self, text: str) -> list[str]:
        """Those whose first number the text holds, in their order."""
        found = (pair for run in set(_RUN.findall(text)) for pair in self._by_number.get(run, ()))
        return [name for _, name in sorted(found)]


def names_of(content: Content) -> Names:
    """Names and words of the catalogue and of sources that hold digits, the longest first."""
    found: set[str] = {content.decision, content.name.vi, content.name.en}
    for indicator in content.indicators:
        found |= {indicator.name, indicator.title.vi, indicator.title.en}
        found |= {indicator.agency, indicator.frequency}
        for component in indicator.components:
            found |= {component.name.vi, component.name.en, component.unit}
            found.add(numbers.unit_name(component.unit, "en"))
            if component.why:
                found |= {component.why.vi, component.why.en}
            for item in component.items:
                found |= {item.name, item.label.vi, item.label.en}
    for place_of in content.localities:
        found |= {place_of.name, place_of.label.vi, place_of.label.en, place_of.inside.en}
    for fact in content.facts.values():
        found |= {fact.unit, numbers.unit_name(fact.unit, "en"), fact.source, fact.item, fact.area}
        found |= {place(fact.source), fact.note}
    found |= set(_agencies(content))
    found |= set(_references())
    told = {n for n in found if DIGIT.search(n) and any(letter.isalpha() for letter in n)}
    # «15–19» is the name of an item; a number alone would hide figures.
    items = {fact.item for fact in content.facts.values()}
    told |= {n for n in items if DIGIT.search(n) and not NUMERAL.fullmatch(n.strip())}
    told |= {form for n in told for form in (clean(n), shortened(n)) if DIGIT.search(form)}
    return Names(sorted(told, key=lambda name: (-len(name), name)))


def _agencies(content: Content) -> Iterator[str]:
    """Those that report the indicators: «State Bank of Region 6»."""
    for indicator in content.indicators:
        for agency in agencies_of(find_indicator(indicator.code)):
            yield from (agency.vi, agency.en)


def _references() -> Iterator[str]:
    """What notes on method cite."""
    from phantich.catalog.breaks import all_breaks
    from phantich.catalog.levels import all_levels
    from phantich.catalog.reporting import due_rules
    from phantich.catalog.weights import built_in

    yield from (text for b in all_breaks() for text in (b.reference, b.joined, b.joined_en))
    yield from (levels.reference for levels in all_levels())
    steps = (step for levels in all_levels() for step in levels.steps)
    yield from (text for step in steps for text in (step.name, step.name_en))
    yield from (rule.reference for rule in due_rules())
    yield from (weights.reference for weights in built_in())


def loose(text: str, names: Iterable[str] = ()) -> str:
    """The text without names and without numbers that order a page.

    Examples
    --------
    >>> loose("Bảng 1. Lũy kế 10 tháng năm 2026 đạt 84,7%")
    '. Lũy kế  năm  đạt 84,7%'
    """
    if not DIGIT.search(text):
        return ""
    rest, folded = text, text.lower()
    for name in names.within(text) if isinstance(names, Names) else names:
        # Compiling a pattern for each of thousands of names would cost half a minute a page.
        if name.lower() in folded:
            rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "", rest, flags=re.IGNORECASE)
            folded = rest.lower()
    return _STRUCTURAL.sub("", rest)
