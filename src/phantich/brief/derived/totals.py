"""Years to date of the parts of a flow, where the source prints their months alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from phantich.brief import months, periods
from phantich.brief.derived.lookup import Facts, Lookup
from phantich.brief.model.facts import Fact, fact_id
from phantich.brief.model.indicators import ComponentContent
from phantich.observations import is_simulated

if TYPE_CHECKING:
    import pandas as pd

#: How far the whole's months may be off its printed year to date for the parts' months to add up.
_TOLERANCE: Final = 0.005

_Row = Mapping[str, Any]


def total_facts(
    component: ComponentContent, facts: Facts, table: pd.DataFrame, area: str
) -> Iterator[Fact]:
    """``ytd`` of each part and of the year before: the sum of its months since January.

    Only where the whole's own months add up to its printed year to date, so that no restated total
    is contradicted, where no month of the part lacks, and where all are of one unit and origin.
    """
    if periods.frequency(component.period) != "M":
        return
    look = Lookup(component, facts, area)
    monthly = table[(table["area"] == area) & (table["measure"] == "level")]
    monthly = monthly[monthly["frequency"] == "M"]
    for period in (component.period, periods.year_before(component.period)):
        whole = look.get("ytd", None, period)
        span = [f"{period[:4]}-{m:02}" for m in range(1, months.number(period) + 1)]
        wanted = monthly[monthly["period"].isin(span)].sort_values("period")
        rows = _by_item(wanted, len(span))
        if whole is None or not _adds_up(rows.get(component.total, []), whole.value):
            continue
        for item in component.items[1:]:
            own = rows.get(item.name, [])
            if own and look.get("ytd", item.name, period) is None and _alike(own):
                yield _made(component, area, item.name, period, own)


def _by_item(table: pd.DataFrame, count: int) -> dict[str, list[_Row]]:
    """Rows of the items that have so many of them, in the order of the table."""
    found: dict[str, list[_Row]] = {}
    names = ("item", "value", "unit", "status", "vintage", "source")
    for item, *rest in zip(*(table[name].to_list() for name in names), strict=True):
        found.setdefault(str(item), []).append(dict(zip(names[1:], rest, strict=True)))
    return {item: own for item, own in found.items() if len(own) == count}


def _adds_up(own: list[_Row], printed: float) -> bool:
    total = sum(row["value"] for row in own)
    return bool(own) and abs(total - printed) <= _TOLERANCE * abs(printed)


def _alike(own: list[_Row]) -> bool:
    units = {row["unit"] for row in own}
    return len(units) == 1 and len({is_simulated(row["source"]) for row in own}) == 1


def _made(component: ComponentContent, area: str, item: str, period: str, own: list[_Row]) -> Fact:
    rule = "sum of the months since January"
    last = own[-1]
    first = f"{period[:4]}-01"
    keys = [
        fact_id(component.indicator, component.id, item, area, p, "level") for p in (first, period)
    ]
    return Fact(
        id=fact_id(component.indicator, component.id, item, area, period, "ytd"),
        indicator=component.indicator,
        component=component.id,
        item=item,
        area=area,
        period=period,
        measure="ytd",
        value=float(sum(row["value"] for row in own)),
        unit=str(last["unit"]),
        status=max((row["status"] for row in own), key="APE".index),
        vintage=max(row["vintage"] for row in own),
        source=f"derived:{rule}",
        simulated=is_simulated(last["source"]),
        rule=rule,
        inputs=tuple(dict.fromkeys(keys)),
    )
