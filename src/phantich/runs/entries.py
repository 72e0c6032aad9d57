"""What an index says of one brief: its leading sentence, and a line for each indicator."""

from __future__ import annotations

import math
from collections import Counter
from typing import Final, Literal

from pydantic import Field

from phantich.brief import Brief, Content, Fact, periods
from phantich.brief.model.editions import Edition
from phantich.brief.model.facts import Origin
from phantich.brief.model.indicators import ComponentContent, IndicatorContent
from phantich.brief.numbers import amount, change, with_unit
from phantich.brief.strip import tally
from phantich.brief.view import View
from phantich.catalog.model import Bilingual, Kind, Strict
from phantich.language import NBSP
from phantich.observations import INDEX_MEASURES, MEASURES

#: measured: there are figures; awaiting: none yet; no_series: nothing that is told by a figure.
State = Literal["measured", "awaiting", "no_series"]
#: Periods that a line shows.
_WINDOW: Final = 25
_SHOWN: Final[dict[Kind, tuple[str, ...]]] = {
    "price_index": ("yoy", "mom", "ytd_average"),
    "volume_index": ("yoy", "ytd_yoy", "mom"),
    "flow": ("level", "ytd"),
    "count": ("level", "ytd"),
}


class Line(Strict):
    """One indicator in the index: its newest figure and how it ran."""

    code: str
    title: Bilingual
    state: State
    #: Id and value of the newest figure, as text in both languages, and its period.
    fact: str = ""
    shown: Bilingual | None = None
    #: What the figure is of: the component where there are several, the comparison, the period.
    what: Bilingual | None = None
    #: The last values by period, gaps as None.
    values: tuple[float | None, ...] = ()


class Entry(Strict):
    """One brief in the index."""

    lead: Bilingual | None
    origin: Origin
    edition: Edition
    vintage: str
    #: How many indicators are good, to watch, and not judged.
    lights: dict[str, int]
    #: How many early warnings there are of each severity.
    flags: dict[str, int] = Field(default_factory=dict)
    lines: tuple[Line, ...]
    documents: tuple[str, ...] = ()
    #: What the names of its files begin with, where that is not the code of the group.
    stem: str = ""


def entry_of(content: Content, documents: tuple[str, ...] = (), stem: str = "") -> Entry:
    """The entry of a brief, from its facts alone."""
    brief = Brief(content)
    lead = brief.points[0] if brief.points else None
    return Entry(
        lead=Bilingual(vi=lead.plain("vi"), en=lead.plain("en")) if lead else None,
        origin=brief.origin,
        edition=content.edition,
        vintage=content.data_as_of,
        lights={str(look): count for look, count in tally(brief.lamps).items()},
        flags=dict(Counter(str(flag.severity) for flag in content.flags)),
        lines=tuple(_line(brief.view, indicator) for indicator in content.indicators),
        documents=documents,
        stem="" if stem == content.group else stem,
    )


def _line(view: View, indicator: IndicatorContent) -> Line:
    states = [component.coverage for component in indicator.components]
    order: tuple[State, ...] = ("measured", "awaiting", "no_series")
    state = next(s for s in order if s in states)
    line = Line(code=indicator.code, title=indicator.title, state=state)
    for component in indicator.components:
        series = _series(view, component)
        if series:
            several = len(indicator.components) > 1
            return line.model_copy(update=_told(series, component.name if several else None))
    return line


def _series(view: View, component: ComponentContent) -> list[Fact]:
    """The figures of the whole in the measure that is told first."""
    for measure in _SHOWN.get(component.kind, ("level", "ytd")):
        found = view.series(component, measure)
        if found:
            return found
    return []


def _told(series: list[Fact], component: Bilingual | None) -> dict[str, object]:
    newest = series[-1]
    name = periods.short(newest.period)
    vi, en = [name.plain("vi").replace(" ", NBSP)], [name.plain("en").replace(" ", NBSP)]
    if newest.measure != "level":
        measure = MEASURES[newest.measure]
        vi, en = [measure[0], *vi], [measure[1], *en]
    if component is not None:
        vi, en = [component.vi, *vi], [component.en, *en]
    return {
        "fact": newest.id,
        "shown": Bilingual(vi=_shown(newest, "vi"), en=_shown(newest, "en")),
        "what": Bilingual(vi=", ".join(vi), en=", ".join(en)),
        "values": _values(series),
    }


def _shown(fact: Fact, lang: Literal["vi", "en"]) -> str:
    if fact.measure in INDEX_MEASURES:
        return change(fact.value, 2, lang)
    return with_unit(amount(fact.value, 1, lang), fact.unit, lang)


def _values(series: list[Fact]) -> tuple[float | None, ...]:
    """The values of the last periods, a gap where a period has no figure."""
    by_period = {fact.period: fact.value for fact in series}
    period: str | None = series[-1].period
    found: list[float | None] = []
    for _ in range(_WINDOW):
        if period is None or period < series[0].period:
            break
        value = by_period.get(period)
        found.append(value if value is None or math.isfinite(value) else None)
        period = periods.before(period)
    if len(found) < 2:
        return tuple(fact.value for fact in series[-_WINDOW:])
    return tuple(reversed(found))
