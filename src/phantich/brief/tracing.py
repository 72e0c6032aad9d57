"""Every numeral of a page is a fact, or one of the numbers that order a page.

What prints a fact says so (``<data data-fact>``) and must print its value. Everything else may hold
only dates, periods, codes, numbering, the base 100 of an index, and what names in the catalogue
hold; where a template counts, it declares so (``data-structural``). Anything else is an error, so
that no page is made that says a number of unknown origin.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from html.parser import HTMLParser
from typing import Final

from phantich import language
from phantich.brief import periods
from phantich.brief.model.content import Content
from phantich.brief.model.facts import Fact
from phantich.brief.office import clean
from phantich.brief.structure import DIGIT, NUMERAL, loose, names_of
from phantich.errors import PhantichError
from phantich.language import MINUS, Language

Lookup = Callable[[str], Fact]


class UntracedError(PhantichError):
    """A numeral is no fact and orders nothing; the text names each of them."""


@dataclass
class Trace:
    """What was found on a page: how many numerals are facts, and how many order the page."""

    facts: int = 0
    structural: int = 0
    untraced: list[str] = field(default_factory=list)

    @property
    def numerals(self) -> int:
        """How many numerals there are."""
        return self.facts + self.structural + len(self.untraced)

    def settle(self) -> Trace:
        """The trace itself.

        Raises
        ------
        UntracedError
            When a numeral was not traced.
        """
        if self.untraced:
            listed = "; ".join(self.untraced[:12])
            raise UntracedError(f"{len(self.untraced)} numerals are no facts: {listed}")
        return self


def check_page(html: str, content: Content, lang: Language) -> Trace:
    """Trace every numeral of a page of the content: text, tables, alternative texts, titles.

    Raises
    ------
    UntracedError
        When one is no fact, or prints another number than its fact.
    """
    return trace_page(html, content, lang).settle()


def trace_page(html: str, content: Content, lang: Language) -> Trace:
    """Trace every numeral of a page; what was not traced stands in the trace, and is no error."""
    reader = _Reader(content, lang)
    reader.feed(html)
    reader.close()
    return reader.trace


def _lookup(content: Content) -> Lookup:
    """Facts by their ids, which a page may hold without control characters."""
    facts = {**content.facts, **content.edition_facts}
    known = {clean(key): fact for key, fact in facts.items()}
    return lambda key: known[clean(key)]


def prints(shown: str, fact: Fact, lang: Language) -> bool:
    """Whether the digits are the fact's: its value, its distance from 100, or how many times.

    Examples
    --------
    >>> from phantich.brief.model.facts import Fact
    >>> given = dict(id="x", indicator="x", component="x", item="x", area="x", period="2026-10")
    >>> given |= dict(measure="yoy", unit="%", status="A", vintage="x", source="x", simulated=False)
    >>> fact = Fact(value=98.25, **given)
    >>> [prints(text, fact, "vi") for text in ("98,3", "1,75", "1,7", "−1,8")]
    [True, True, False, True]
    """
    if shown == fact.period or any(letter.isalpha() for letter in shown):
        named = (periods.name(fact.period), periods.short(fact.period))
        return shown in {fact.period, *(name.plain(lang) for name in named)}
    value, decimals = parse_number(shown, lang)
    return value in printed(fact, decimals)


def printed(fact: Fact, decimals: int) -> set[Decimal]:
    """What a fact prints with so many decimals, each also without its sign."""
    exact = Decimal(f"{fact.value:.15g}")
    given = [
        language.rounded(float(candidate), decimals)
        for candidate in (exact, exact - 100, exact / 100)
    ]
    return {*given, *map(abs, given)}


def parse_number(shown: str, lang: Language) -> tuple[Decimal, int]:
    """The number and how many decimals it has."""
    plain = shown.replace(MINUS, "-")
    plain = plain.replace(",", "") if lang == "en" else plain.replace(".", "").replace(",", ".")
    return Decimal(plain), len(plain.partition(".")[2])


class Tracer:
    """Traces numerals that claim to be facts, and words that may hold none but known numbers."""

    def __init__(self, content: Content, lang: Language) -> None:
        self.trace = Trace()
        self._lookup, self._names, self._lang = _lookup(content), names_of(content), lang

    def claim(self, shown: str, key: str) -> None:
        """Printed digits, and the id of the fact that they print."""
        if not DIGIT.search(shown):
            return
        try:
            right = prints(shown, self._lookup(key), self._lang)
        except KeyError:
            right = False
        if right:
            self.trace.facts += 1
        else:
            self.trace.untraced.append(f"{shown!r} for {key}")

    def words(self, text: str) -> None:
        """Words without a trace."""
        found = NUMERAL.findall(loose(text, self._names))
        self.trace.structural += len(NUMERAL.findall(text)) - len(found)
        for numeral in found:
            spot = max(text.find(numeral), 0)
            around = " ".join(text[max(spot - 40, 0) : spot + 40].split())
            self.trace.untraced.append(f"{numeral!r} in {around!r}")

    def declared(self, text: str) -> None:
        """Words whose numbers are declared to order the page or to belong to a method."""
        self.trace.structural += len(NUMERAL.findall(text))


#: Attributes that a reader meets.
_READ: Final = frozenset({"alt", "title", "aria-label"})


class _Reader(Tracer, HTMLParser):
    """Reads a page and traces what it meets."""

    def __init__(self, content: Content, lang: Language) -> None:
        HTMLParser.__init__(self)
        Tracer.__init__(self, content, lang)
        self._fact = ""
        self._shown = ""
        #: Tags that were open when something began in which numbers are declared, or unread.
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._open:
            self._open.append(tag)
        elif tag in {"style", "script"} or "data-structural" in given:
            self._open = [tag]
        if tag == "data" and given.get("data-fact"):
            self._fact, self._shown = given["data-fact"] or "", ""
        for name in _READ & set(given):
            traced = given.get("data-alt") if name == "alt" else None
            self._attribute(given[name] or "", traced or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if tag == "data" and self._fact:
            self.claim(self._shown, self._fact)
            self._fact = ""

    def handle_data(self, data: str) -> None:
        if self._fact:
            self._shown += data
        elif self._open:
            if self._open[0] not in {"style", "script"}:
                self.declared(data)
        else:
            self.words(data)

    def _attribute(self, text: str, traced: str) -> None:
        """An attribute's text; `traced` holds the same in parts, its numerals with their facts."""
        parts = json.loads(traced) if traced else [text]
        if "".join(part if isinstance(part, str) else part[0] for part in parts) != text:
            self.trace.untraced.append(f"other words than it traces in {text!r}")
        for part in parts:
            if not isinstance(part, str):
                self.claim(*part)
        self.words("\0".join(part for part in parts if isinstance(part, str)))
