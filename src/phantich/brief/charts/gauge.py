"""Charts of gauges: readings over time against alarm levels, with their gaps."""

from __future__ import annotations

from functools import partial
from typing import Final

from phantich.brief import periods
from phantich.brief.charts import spans, words
from phantich.brief.charts.model import Chart
from phantich.brief.charts.reading import Reading
from phantich.brief.charts.stations import Level, Station, columns, draw
from phantich.brief.subject import Subject
from phantich.brief.text import Text, text
from phantich.catalog.codelists import code_list

#: Stations that one figure shows.
MOST: Final = 6


def charts(subjects: list[Subject], reading: Reading) -> list[Chart]:
    """For each component a panel for each station."""
    made = (_chart(subject, reading) for subject in subjects)
    return [chart for chart in made if chart is not None]


def _chart(subject: Subject, reading: Reading) -> Chart | None:
    stations = _stations(subject, reading)
    if not stations:
        return None
    top = max(stations, key=_urgency)
    since = min((s.facts[0].period for s in stations), key=spans.key)
    subtitle = text(
        "{u}, {a} – {b}; nét đứt: ngưỡng cảnh báo; chỗ trống: không có số đo",
        "{u}, {a} – {b}; dashed: levels of alarm; gaps: no reading",
        u=words.unit(top.facts[-1].unit),
        a=_date(since),
        b=_date(max((s.facts[-1].period for s in stations), key=spans.key)),
    )
    title = _title(subject, top)
    return Chart(
        id=f"gauge-{subject.codes[0]}-{subject.main.id}",
        title=title,
        subtitle=subtitle,
        alt=text("Biểu đồ đường theo trạm. {t}. {s}.", "Lines. {t}. {s}.", t=title, s=subtitle),
        codes=subject.codes,
        facts=tuple(f.id for s in stations for f in (*s.facts, *(x.fact for x in s.levels))),
        points=tuple(f.id for s in stations for f in s.facts),
        draw=partial(draw, stations=stations),
        height=1.75 * -(-len(stations) // columns(len(stations), narrow=False)) + 0.2,
        narrow_height=1.7 * len(stations) + 0.2,
    )


def _stations(subject: Subject, reading: Reading) -> list[Station]:
    """The stations with recent readings; the whole where it has none, or is itself a station."""
    component = subject.main
    period = reading.recent(component)
    if period is None:
        return []
    kind = spans.letter(period)
    listed = {name for list_id in component.breakdowns for name in code_list(list_id).names}
    items = [i for i in component.items if i.name != component.total or i.name in listed]
    named = [(words.label(item), item.name) for item in items]
    found = []
    for name, item in named or [(subject.name, component.total)]:
        kept = tuple(reading.line(component, item=item, frequency=kind))
        if len(kept) >= 3:
            levels = _levels(subject, reading, item, period)
            found.append(Station(name, kept, levels))
    return sorted(found, key=lambda s: -_urgency(s))[:MOST]


def _levels(subject: Subject, reading: Reading, item: str, period: str) -> tuple[Level, ...]:
    facts = reading.levels(subject.main, item, period)
    return tuple(Level(fact, rank, len(facts)) for rank, fact in enumerate(facts))


def _urgency(station: Station) -> float:
    """How close the highest reading comes to the lowest level; the reading itself without one."""
    if not station.levels:
        return -1e9 + station.highest.value
    return station.highest.value - station.levels[0].value


def _title(subject: Subject, top: Station) -> Text:
    high = top.highest
    title = text(
        "{name}: cao nhất {v} tại {place}, {when}",
        "{name}: highest {v} at {place}, {when}",
        name=subject.name,
        v=words.told(high),
        place=top.name,
        when=periods.name(high.period),
    )
    passed = [level for level in top.levels if high.value >= level.value]
    if passed:
        given = {"level": _level_name(passed[-1])}
        title += text(", vượt {level}", ", above {level}", **given)
    elif top.levels:
        given = {"level": _level_name(top.levels[0])}
        title += text(", dưới {level}", ", below {level}", **given)
    return title


def _level_name(level: Level) -> Text:
    """«báo động III (200 cm)», traced to the level."""
    if level.name.facts:
        return level.name
    return text("{n} ({v})", "{n} ({v})", n=level.name, v=words.told(level.fact))


def _date(period: str) -> Text:
    return periods.name(periods.end(period))
