"""Where the numbers come from, in words a reader can follow."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from phantich.brief.model.facts import Fact
from phantich.catalog.model import Bilingual
from phantich.observations import SIMULATED


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source, how many of the page's numbers it gave, and the newest vintage among them."""

    name: Bilingual
    simulated: bool
    count: int
    vintage: str
    #: Whether it gave figures for the month of the brief.
    current: bool


def source_lines(facts: Iterable[Fact], known: dict[str, Fact], month: str) -> list[SourceLine]:
    """The sources of the facts; what is derived counts for the sources of its inputs.

    Sources of the month come first, published before simulated ones, then the newest.
    """
    observed: dict[str, Fact] = {}
    rest = [fact.id for fact in facts]
    while rest:
        fact = known.get(rest.pop())
        if fact is not None and fact.id not in observed:
            observed[fact.id] = fact
            rest.extend(fact.inputs)
    observed = {key: fact for key, fact in observed.items() if not fact.inputs}
    found: dict[tuple[bool, str], list[Fact]] = {}
    for fact in observed.values():
        found.setdefault((fact.simulated, place(fact.source)), []).append(fact)
    lines = [
        SourceLine(
            _name(text, simulated),
            simulated,
            len(own),
            max(f.vintage for f in own),
            any(f.period in {month, month[:4]} for f in own),
        )
        for (simulated, text), own in found.items()
    ]
    by_name = sorted(lines, key=lambda line: line.name.vi)
    by_day = sorted(by_name, key=lambda line: line.vintage, reverse=True)
    return sorted(by_day, key=lambda line: (not line.current, line.simulated))


def place(source: str) -> str:
    """A source without what differs from figure to figure: its sheet and cell, or its series.

    Examples
    --------
    >>> place("2024-12-29-Bieu-T12.2024.xlsx, sheet 16.CPI, cell G11")
    '2024-12-29-Bieu-T12.2024.xlsx'
    >>> place("simulated:seed=2026/HP.A.II.1")
    'simulated:'
    """
    if source.startswith(SIMULATED):
        return SIMULATED
    if source.startswith(("http://", "https://")):
        return source.split(" ")[0]
    return re.split(r"[,;!#|]\s*|\s+sheet\s", source, maxsplit=1)[0].strip()


def _name(text: str, simulated: bool) -> Bilingual:
    if simulated:
        return Bilingual(
            vi="Bộ số liệu mô phỏng đi kèm phần mềm, không phải số liệu thống kê",
            en="Simulated data that comes with the software; no official statistics",
        )
    return Bilingual(vi=text or "…", en=text or "…")


def day(text: str, lang: str) -> str:
    """A date as the language writes it.

    Examples
    --------
    >>> day("2026-11-06", "vi"), day("2026-11-06", "en")
    ('06/11/2026', '6 November 2026')
    """
    import calendar

    year, month, number = text.split("-")
    if lang == "vi":
        return f"{number}/{month}/{year}"
    return f"{int(number)} {calendar.month_name[int(month)]} {year}"
