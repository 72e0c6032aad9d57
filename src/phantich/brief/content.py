"""Assembling a content from the store: which facts a group's brief can say, and in what order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from phantich.brief import months, periods, rows, timeliness
from phantich.brief.derive import derive, derive_group
from phantich.brief.derived.gauges import gauge_facts
from phantich.brief.derived.totals import total_facts
from phantich.brief.items import items_of, localities_of, locality_count
from phantich.brief.model.content import Content
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import Benchmark, ComponentContent, Coverage, IndicatorContent
from phantich.brief.rows import LONG, SHORT, Name
from phantich.catalog import Component, Group, Indicator, IndicatorSet, SetId, indicator_set
from phantich.catalog.model import Bilingual, Part
from phantich.errors import UsageError
from phantich.observations import check_month

if TYPE_CHECKING:
    import pandas as pd

    from phantich.store import Store

__all__ = ["LATEST", "LONG", "SHORT", "assemble", "find_group", "newest_month"]

#: Name of the newest month.
LATEST = "latest"
_AREAS_EN = {"Việt Nam": "Viet Nam", "Hải Phòng": "Hai Phong", "Cần Thơ": "Can Tho"}


def assemble(
    store: Store,
    city: SetId,
    group: str,
    month: str,
    as_of: str | None = None,
    benchmarks: Mapping[str, str] | None = None,
) -> Content:
    """Everything that the brief of one group and month says.

    Parameters
    ----------
    store
        Where the figures are.
    city, group
        Set and code of the group: ``"haiphong", "HP.A.II"``.
    month
        ``YYYY-MM``, or ``latest`` for the newest month with a figure of the group; figures of
        later periods are left out.
    as_of
        Day as of which the figures are taken; the newest vintages when None.
    benchmarks
        Component → component of another area that it is read against:
        ``{"HP.A.I.1/cpi": "VN.CPI/cpi"}``.

    Raises
    ------
    UsageError
        When there is no such group or the month is none.
    """
    catalogue = indicator_set(city)
    part, found = find_group(catalogue, group)
    if month == LATEST:
        codes = [indicator.code for indicator in found.indicators]
        month = newest_month(store, codes, catalogue.area, as_of) or LATEST
    check_month(month)
    wanted = {(i.code, c.id): c for i in found.indicators for c in i.components}
    tables = rows.read(store, wanted, catalogue.area, month, as_of)
    facts: dict[str, Fact] = {}
    made = [_indicator(i, tables, catalogue.area, month) for i in found.indicators]
    indicators = tuple(indicator for indicator, _ in made)
    for _, own in made:
        facts |= own
    facts |= {fact.id: fact for fact in derive_group(found.code, indicators, facts, catalogue.area)}
    against = tuple(
        _benchmark(store, component, other, month, as_of, facts)
        for component, other in (benchmarks or {}).items()
    )
    places = {fact.area for fact in facts.values()}
    return Content(
        city=city,
        area=Bilingual(vi=catalogue.area, en=_AREAS_EN[catalogue.area]),
        group=found.code,
        name=Bilingual(vi=found.name, en=found.name_en),
        part=Bilingual(vi=part.name, en=part.name_en),
        decision=catalogue.decision.number,
        month=month,
        as_of=as_of or "",
        data_as_of=max((fact.vintage for fact in facts.values()), default=""),
        indicators=indicators,
        benchmarks=against,
        localities=localities_of(city, places, months.first_day(month)),
        facts=facts,
    )


def find_group(catalogue: IndicatorSet, code: str) -> tuple[Part, Group]:
    """The group with that code, and the part that it stands in.

    Raises
    ------
    UsageError
        When the set has no such group.
    """
    for part in catalogue.parts:
        for group in part.groups:
            if group.code == code:
                return part, group
    codes = ", ".join(group.code for group in catalogue.groups)
    raise UsageError(f"{catalogue.id} has no group {code!r}; there are {codes}")


def newest_month(store: Store, codes: Iterable[str], area: str, as_of: str | None) -> str | None:
    """The newest month for which one of the indicators has a monthly figure of the area."""
    frame = store.query(list(codes), area=area, frequency="M", as_of=as_of)
    periods: list[str] = frame["period"].tolist()
    return max(periods, default=None)


def _indicator(
    indicator: Indicator, tables: Mapping[Name, pd.DataFrame], area: str, month: str
) -> tuple[IndicatorContent, dict[str, Fact]]:
    """An indicator and its facts; a ratio comes after the components that it is made of."""
    made: dict[str, ComponentContent] = {}
    facts: dict[str, Fact] = {}
    for component in sorted(indicator.components, key=lambda c: bool(c.numerator)):
        table = tables.get((indicator.code, component.id))
        sides = _period_of_sides(component, made)
        content, found = _component(indicator, component, table, area, month, sides)
        facts |= {fact.id: fact for fact in found}
        if table is not None and component.kind == "gauge" and content.period:
            readings = gauge_facts(content, facts, table, area, month)
            facts |= {fact.id: fact for fact in list(readings)}
        if table is not None and component.kind == "flow" and content.period:
            totals = total_facts(content, facts, table, area)
            facts |= {fact.id: fact for fact in list(totals)}
        facts |= {fact.id: fact for fact in derive(content, facts, area)}
        made[component.id] = content
    return IndicatorContent(
        code=indicator.code,
        number=indicator.number,
        name=indicator.name,
        title=Bilingual(vi=indicator.title, en=indicator.name_en.split(" (")[0]),
        agency=indicator.agency,
        frequency=indicator.frequency,
        components=tuple(made[component.id] for component in indicator.components),
    ), facts


def _component(
    indicator: Indicator,
    component: Component,
    table: pd.DataFrame | None,
    area: str,
    month: str,
    sides: str,
) -> tuple[ComponentContent, list[Fact]]:
    within = _within(indicator, component)
    period, found = sides, []
    if table is not None:
        period = rows.period_of(component, table, area, month, indicator.frequencies) or sides
        found = rows.select(component, table, area, month, period, bool(within))
    late = timeliness.lag(period, month) if period else 0
    letter = periods.frequency(period)
    told = bool(period) and late <= _PATIENCE.get(letter, 1)
    own = {fact.item for fact in found if fact.area == area}
    current = [fact for fact in found if fact.period == period and fact.area == area]
    content = ComponentContent(
        indicator=indicator.code,
        id=component.id,
        name=Bilingual(vi=component.name, en=component.name_en),
        kind=component.kind,
        unit=component.unit,
        direction=component.direction,
        total=component.total,
        breakdowns=component.breakdowns,
        items=items_of(component, own, months.first_day(month)),
        measures=tuple(dict.fromkeys(fact.measure for fact in current)) if told else (),
        coverage=_coverage(component, told),
        period=period if told else "",
        old=told and late > 0,
        newest="" if told else period,
        why=component.not_forecast if component.kind == "dossier" else None,
        numerator=component.numerator or "",
        denominator=component.denominator or "",
        within=within,
        resets=_resets(indicator, component),
        localities=locality_count(component, months.first_day(month)),
    )
    return content, found


#: How many periods late a figure may be and still be told, marked as old; one where not named.
_PATIENCE: Final = {"M": 0, "H": 0, "D": 1, "I": 12}


def _period_of_sides(component: Component, made: Mapping[str, ComponentContent]) -> str:
    """The period for which a ratio can be made of its two sides, where it was not printed."""
    above, below = (made.get(name or "") for name in (component.numerator, component.denominator))
    if above is None or below is None or component.unit != "%":
        return ""
    return above.period if above.period == below.period else ""


def _within(indicator: Indicator, component: Component) -> str:
    """The ratio for which a component is there: it is a part of one, and no growth is asked for."""
    if set(component.measures) - {"level", "ytd"}:
        return ""
    for other in indicator.components:
        if component.id in {other.numerator, other.denominator} and other.kind != "flow":
            return other.id
    return ""


def _resets(indicator: Indicator, component: Component) -> bool:
    """Whether the numerator adds up through the year and the denominator does not."""
    if not (component.numerator and component.denominator):
        return False
    above, below = (indicator.component(n) for n in (component.numerator, component.denominator))
    return above.kind == "flow" and below.kind == "stock" and component.unit == "%"


def _coverage(component: Component, told: bool) -> Coverage:
    if told:
        return "measured"
    return "no_series" if component.kind == "dossier" else "awaiting"


def _benchmark(
    store: Store,
    component: str,
    other: str,
    month: str,
    as_of: str | None,
    facts: dict[str, Fact],
) -> Benchmark:
    """Load the whole of the other component; its parts are not shown."""
    code, _, name = other.partition("/")
    catalogue = indicator_set(_SET_OF[code.partition(".")[0]])
    named = next(i for i in catalogue.indicators if i.code == code).component(name)
    tables = rows.read(store, {(code, name): named}, catalogue.area, month, as_of)
    table = tables.get((code, name))
    if table is not None:
        own = table[table["item"] == named.total]
        period = rows.period_of(named, own, catalogue.area, month)
        found = rows.select(named, own, catalogue.area, month, period, within=False)
        facts |= {fact.id: fact for fact in found if fact.area == catalogue.area}
    return Benchmark(component=component, against=other, area=catalogue.area)


_SET_OF: dict[str, SetId] = {"HP": "haiphong", "CT": "cantho", "VN": "vietnam"}
