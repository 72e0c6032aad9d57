"""The index of a month: every brief with its leading sentence, or why it failed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from phantich import files
from phantich.brief import Brief, load, months
from phantich.brief.html import render, style
from phantich.brief.model import ORIGINS, Content
from phantich.brief.numbers import Language
from phantich.brief.text import Text
from phantich.catalog import SetId, indicator_set
from phantich.runs.record import Outcome, Record


@dataclass(frozen=True, slots=True)
class Entry:
    """One brief in the index."""

    outcome: Outcome
    name: dict[Language, str]
    lead: Text
    origin: str
    vintage: str
    measured: int
    indicators: int


def write_index(folder: Path, record: Record) -> Path:
    """Write ``index.html`` and ``index.en.html``; a function of the record and the facts alone."""
    cities = [(city, list(_entries(folder, record, city))) for city in _cities(record)]
    files.write_text(folder / "index.html", _render(record, cities, "vi", "index.en.html"))
    files.write_text(folder / "index.en.html", _render(record, cities, "en", "index.html"))
    return folder / "index.html"


def _cities(record: Record) -> list[SetId]:
    return list(dict.fromkeys(outcome.city for outcome in record.outcomes))


def _entries(folder: Path, record: Record, city: SetId) -> Iterator[Entry]:
    groups = {group.code: group for group in indicator_set(city).groups}
    for outcome in record.outcomes:
        if outcome.city == city:
            group = groups[outcome.group]
            names: dict[Language, str] = {"vi": group.name, "en": group.name_en}
            content = load(folder / f"{outcome.group}.facts.json") if outcome.ok else None
            yield _entry(outcome, names, content, len(group.indicators))


def _entry(
    outcome: Outcome, names: dict[Language, str], content: Content | None, indicators: int
) -> Entry:
    if content is None:
        return Entry(outcome, names, Text(), "none", "", 0, indicators)
    brief = Brief(content)
    measured = sum(any(c.coverage == "measured" for c in i.components) for i in content.indicators)
    lead = brief.points[0] if brief.points else Text()
    return Entry(outcome, names, lead, brief.origin, content.data_as_of, measured, indicators)


def _render(
    record: Record, cities: list[tuple[SetId, list[Entry]]], lang: Language, other: str
) -> str:
    from phantich.brief.sources import day

    named = [
        (indicator_set(city).name if lang == "vi" else indicator_set(city).name_en, entries)
        for city, entries in cities
    ]
    return render(
        "index.html.j2",
        lang,
        month=months.name(record.month).plain(lang),
        cities=named,
        origins=ORIGINS,
        style=style(),
        other=other,
        other_lang="en" if lang == "vi" else "vi",
        suffix=".html" if lang == "vi" else ".en.html",
        day=lambda text: day(text, lang),
        failed=sum(not o.ok for o in record.outcomes),
    )
