"""The table of gauges: last and highest reading, the levels, the time above each."""

from __future__ import annotations

from typing import Final

from phantich.brief import figures, months
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import Item
from phantich.brief.subject import Subject
from phantich.brief.tables.layout import Spec, by_indicator, fixed, measure
from phantich.brief.tables.model import Table
from phantich.brief.text import sentence, text

_NOUN: Final = ("Trạm, hồ, cửa sông", "Station, reservoir, mouth")


def tables(subjects: list[Subject]) -> list[Table]:
    """One table a subject, since their units differ."""
    from dataclasses import replace

    made: list[Table] = []
    for subject in subjects:
        for table in by_indicator([subject], _specs(subject), _NOUN, _NOUN):
            month = months.name(subject.month)
            caption = text("{n}, {m}", "{n}, {m}", n=subject.name, m=month)
            made.append(replace(table, caption=caption))
    return made


def _specs(subject: Subject) -> list[Spec]:
    specs = [
        Spec(fixed("Số đo gần nhất", "Newest reading"), measure("last"), None),
        Spec(fixed("Cao nhất trong tháng", "Highest of the month"), measure("highest"), None),
    ]
    for level in _levels(subject):
        name = level.measure.partition(":")[2]
        group = sentence(figures.level_name(level), "")
        spent = (f"hours:{name}", f"days:{name}")
        unit = "giờ" if subject.period[10:11] == "T" else "ngày"
        above = fixed(f"Thời gian ở trên ({unit})", "Time above")
        specs.append(Spec(fixed("Mức", "Level"), measure(level.measure), None, group))
        specs.append(Spec(above, measure(*spent), 1, group))
    return specs


def _levels(subject: Subject) -> list[Fact]:
    """One fact for each level that any of the gauges has, from the lowest up."""
    found: dict[str, Fact] = {}
    for item in subject.items:
        for fact in _own(subject, item):
            found.setdefault(fact.measure, fact)
    return sorted(found.values(), key=lambda fact: fact.measure)


def _own(subject: Subject, item: Item) -> list[Fact]:
    names = {f.measure for f in subject.view.content.facts.values() if f.measure[:6] == "level:"}
    return [f for name in sorted(names) if (f := subject.fact(name, item.name)) is not None]
