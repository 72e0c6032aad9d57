"""Key points of an emergency brief: water against its levels, then each section of the sheet.

What a duty officer asks first: is the water above a level, is anybody dead or missing, is everybody
out, are there beds, who is in the field, are there supplies.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from phantich.brief import figures, months
from phantich.brief.narrative import gauge
from phantich.brief.narrative.ratio import made_of
from phantich.brief.narrative.turns import differs, inside
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, literal, sentence, text
from phantich.catalog.situation import Section, situation_sheet

#: Fewer sections make no emergency brief; so many figures a sentence at most.
_LEAST: Final = 2
_MOST: Final = 5


def sections(subjects: Sequence[Subject]) -> list[tuple[Section, list[Subject]]]:
    """Sections of the situation sheet that the brief has figures for; empty below two."""
    own = {f"{s.main.indicator}/{s.main.id}": s for s in subjects if s.measured}
    found = [(s, [own[c] for c in s.components if c in own]) for s in situation_sheet()]
    filled = [(section, told) for section, told in found if told]
    return filled if len(filled) >= _LEAST else []


def points(subjects: Sequence[Subject]) -> list[Text]:
    """The sentences, water and weather first; empty where the brief is of no emergency."""
    filled = sections(subjects)
    if not filled:
        return []
    gauges = [s for s in subjects if s.kind == "gauge" and s.measured]
    levelled = [s for s in gauges if gauge.has_levels(s)]
    water = [gauge.against_levels(s) for s in levelled]
    rest = [s for s in gauges if s not in levelled and s.main.direction == "bad"]
    weather = [gauge.lead(s, inner=bool(water)) for s in rest]
    # One sentence on water and weather leaves room for the sections of the sheet.
    lead = join([*water[:1], *weather], "; ")
    told = [sentence(body) for body in (lead, *water[1:])]
    return [t for t in (*told, *(_section(*each) for each in filled)) if t]


def _section(section: Section, subjects: list[Subject]) -> Text:
    """«Sơ tán dân tháng 10 năm 2026: số người cần sơ tán 1.357 người (tăng 464 người …); …»."""
    known = {(s.codes[0], s.main.id) for s in subjects}
    # Both sides of a ratio are told with it.
    told = [s for s in subjects if (s.codes[0], s.within) not in known and _figure(s)][:_MOST]
    if not told:
        return Text()
    parts = [_figure(s) for s in told]
    # The change is told of the first: one of each would bury the state.
    change = differs(told[0], "change_before", 1)
    if change:
        parts[0] += text(", {c}", ", {c}", c=change)
    lead = text(
        "{s} {m}: ",
        "{s}, {m}: ",
        s=literal(section.name, section.name_en),
        m=months.name(subjects[0].month),
    )
    return sentence(lead + join(parts, "; "))


def _figure(subject: Subject) -> Text:
    fact = subject.fact("level")
    if fact is None:
        return Text()
    return text(
        "{n} {x}{v}{sides}",
        "{n} {x}{v}{sides}",
        n=inside(subject.name),
        x=figures.estimated(fact),
        v=figures.amount(fact, 2),
        sides=made_of(subject),
    )
