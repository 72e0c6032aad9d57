"""Maps of the communes: shares and scores as classes of colour, amounts as circles."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from phantich.brief import figures, periods
from phantich.brief.charts import words
from phantich.brief.charts.fields import COMPARABLE, Field
from phantich.brief.charts.geography import ground_of
from phantich.brief.charts.mapping import draw
from phantich.brief.charts.model import Chart
from phantich.brief.charts.reading import Reading
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import ComponentContent
from phantich.brief.subject import Subject
from phantich.brief.text import Text, literal, text

#: Communes that must have a figure for a map to be worth it.
LEAST: Final = 10


def field_of(
    component: ComponentContent, reading: Reading, folder: Path | None = None
) -> Field | None:
    """The newest figures of the communes; None where there are too few."""
    period = reading.recent(component)
    ground = ground_of(reading.content, folder)
    if period is None or ground is None:
        return None
    known = {unit.name for unit in ground.units}
    facts = {n: f for n, f in reading.places(component, period).items() if n in known}
    return Field(component, period, facts, ground) if len(facts) >= LEAST else None


def chart(subject: Subject, reading: Reading, folder: Path | None = None) -> Chart | None:
    """The map of one component."""
    field = field_of(subject.main, reading, folder)
    if field is None:
        return None
    low, high = field.ranked[0], field.ranked[-1]
    title = text(
        "{name}: cao nhất ở {a} ({x}), thấp nhất ở {b} ({y})",
        "{name}: highest in {a} ({x}), lowest in {b} ({y})",
        name=words.named(field.component),
        a=literal(high.area, high.area),
        x=told(high),
        b=literal(low.area, low.area),
        y=told(low),
    )
    subtitle = _subtitle(field)
    return Chart(
        id=f"map-{subject.codes[0]}-{subject.main.id}",
        title=title,
        subtitle=subtitle,
        alt=_alt(field, subtitle),
        codes=subject.codes,
        facts=tuple(f.id for f in field.facts.values()),
        draw=partial(draw, field=field),
        height=min(5.4, 7.2 * field.ground.tall),
        narrow_height=3.7 * field.ground.tall + 1.3,
    )


def told(fact: Fact) -> Text:
    """A commune's figure with its unit."""
    if fact.measure in {"yoy", "ytd_yoy"}:
        return figures.change(fact, 1)
    return figures.percent(fact) if fact.unit == "%" else words.told(fact, 1)


def _subtitle(field: Field) -> Text:
    unit = words.unit(next(iter(field.facts.values())).unit)
    if field.shaded:
        vi = "{when}, {u}; mỗi màu một nhóm có số xã, phường bằng nhau, đậm là cao"
        en = "{when}, {u}; each colour holds as many communes, dark is high"
    else:
        vi, en = "{when}, {u}; diện tích vòng tròn theo số liệu", "{when}, {u}; areas of circles"
        if any(not fact.value for fact in field.facts.values()):
            vi, en = vi + "; chấm nhỏ: không phát sinh", en + "; small dots: none"
    if len(field.facts) < len(field.ground.units):
        vi, en = vi + "; gạch chéo: chưa có số liệu", en + "; hatched: no figure"
    when = words.heading(periods.name(field.period))
    return text(vi, en, when=when, u=unit)


def _alt(field: Field, subtitle: Text) -> Text:
    ends = (field.ranked[::-1][:3], field.ranked[:3])
    top, bottom = (words.rows((literal(f.area, f.area), told(f)) for f in end) for end in ends)
    return text(
        "Bản đồ xã, phường: {name}. {s}. Cao nhất: {top}. Thấp nhất: {bottom}.",
        "Map of communes: {name}. {s}. Highest: {top}. Lowest: {bottom}.",
        name=words.named(field.component),
        s=subtitle,
        top=top,
        bottom=bottom,
    )


#: Maps that one page has: they are its heaviest charts.
_MOST: Final = 2


def charts(subjects: list[Subject], reading: Reading, folder: Path | None = None) -> list[Chart]:
    """Maps of the first components by commune, those that can be compared first, one of each
    indicator."""
    found: dict[str, Subject] = {}
    for subject in sorted(subjects, key=lambda s: s.kind not in COMPARABLE):
        apart = subject.within or subject.beside is not None
        if not apart and subject.main.direction != "neutral":
            field = field_of(subject.main, reading, folder)
            if field is not None and len({f.value for f in field.facts.values()}) > 1:
                found.setdefault(subject.codes[0], subject)
    made = (chart(subject, reading, folder) for subject in list(found.values())[:_MOST])
    return [one for one in made if one is not None]
