"""Assembling a content from the store: which facts a group's brief can say, and in what order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from phantich.brief import months
from phantich.brief.derive import derive
from phantich.brief.items import items_of
from phantich.brief.model import (
    Benchmark,
    ComponentContent,
    Content,
    Coverage,
    Fact,
    IndicatorContent,
    fact_id,
)
from phantich.catalog import Component, Group, Indicator, IndicatorSet, SetId, indicator_set
from phantich.catalog.model import Bilingual, Part
from phantich.errors import UsageError
from phantich.observations import is_simulated

if TYPE_CHECKING:
    from phantich.store import Store

Row: TypeAlias = dict[str, Any]

#: Months of history of the whole: of what «cao nhất kể từ» is told of, and of the rest.
LONG, SHORT = 120, 37
_LONG_MEASURES = frozenset({"level", "mom", "yoy"})
#: How many months back the parts' figures are kept: what a month is compared with.
PARTS_BACK = (0, 1, 12)
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
    months.check(month)
    facts: dict[str, Fact] = {}
    indicators = []
    for indicator in found.indicators:
        rows = _rows(store, indicator.code, catalogue.area, month, as_of)
        indicators.append(_indicator(indicator, rows, catalogue.area, month, facts))
    against = [
        _benchmark(store, component, other, month, as_of, facts)
        for component, other in (benchmarks or {}).items()
    ]
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
        indicators=tuple(indicators),
        benchmarks=tuple(against),
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


def _rows(store: Store, code: str, area: str, month: str, as_of: str | None) -> list[Row]:
    """Monthly figures up to the month, and plans up to its year, as records."""
    monthly = store.query(code, area=area, frequency="M", period_to=month, as_of=as_of)
    yearly = store.query(code, area=area, frequency="A", period_to=months.year(month), as_of=as_of)
    records = [*monthly.to_dict("records"), *yearly.to_dict("records")]
    return [{str(name): value for name, value in record.items()} for record in records]


def _indicator(
    indicator: Indicator, rows: list[Row], area: str, month: str, facts: dict[str, Fact]
) -> IndicatorContent:
    components = []
    for component in indicator.components:
        own = [row for row in rows if row["component"] == component.id]
        found = _facts(own, component.total, month)
        content = _component(indicator, component, found, month)
        facts |= {fact.id: fact for fact in found}
        facts |= {fact.id: fact for fact in derive(content, facts, area, month)}
        components.append(content)
    return IndicatorContent(
        code=indicator.code,
        number=indicator.number,
        name=indicator.name,
        title=Bilingual(vi=indicator.title, en=indicator.name_en.split(" (")[0]),
        agency=indicator.agency,
        frequency=indicator.frequency,
        components=tuple(components),
    )


def _component(
    indicator: Indicator, component: Component, facts: list[Fact], month: str
) -> ComponentContent:
    current = [fact for fact in facts if fact.period == month]
    past = [fact.period for fact in facts if not fact.measure.startswith("plan")]
    return ComponentContent(
        indicator=indicator.code,
        id=component.id,
        name=Bilingual(vi=component.name, en=component.name_en),
        kind=component.kind,
        unit=component.unit,
        direction=component.direction,
        total=component.total,
        breakdowns=component.breakdowns,
        items=items_of(component, {fact.item for fact in facts}, months.first_day(month)),
        measures=tuple(dict.fromkeys(fact.measure for fact in current)),
        coverage=_coverage(component, current),
        newest="" if current else max(past, default=""),
        why=component.not_forecast if component.kind == "dossier" else None,
    )


def _coverage(component: Component, current: list[Fact]) -> Coverage:
    if current:
        return "measured"
    return "no_series" if component.kind == "dossier" else "awaiting"


def _facts(rows: list[Row], total: str, month: str) -> list[Fact]:
    """The past of the whole; of its parts only the months that the month is compared with."""
    oldest = {True: months.shift(month, -LONG), False: months.shift(month, -SHORT)}
    kept = {months.shift(month, -back) for back in PARTS_BACK}
    kept |= {months.year(period) for period in kept}
    return [
        _fact(row)
        for row in rows
        if (
            row["period"] >= oldest[row["measure"] in _LONG_MEASURES]
            if row["item"] == total
            else row["period"] in kept
        )
    ]


def _fact(row: Row) -> Fact:
    values = {name: row[name] for name in _TAKEN}
    key = fact_id(*(values[name] for name in _KEY))
    return Fact(id=key, simulated=is_simulated(row["source"]), **values)


_KEY = ("indicator", "component", "item", "area", "period", "measure")
_TAKEN = (*_KEY, "value", "unit", "status", "source", "vintage", "note")


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
    total = next(i for i in catalogue.indicators if i.code == code).component(name).total
    rows = _rows(store, code, catalogue.area, month, as_of)
    own = [row for row in rows if row["component"] == name and row["item"] == total]
    facts |= {fact.id: fact for fact in _facts(own, total, month)}
    return Benchmark(component=component, against=other, area=catalogue.area)


_SET_OF: dict[str, SetId] = {"HP": "haiphong", "CT": "cantho", "VN": "vietnam"}
