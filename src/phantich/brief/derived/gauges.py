"""Gauges: the last and the highest reading of the month, and the time above each level."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from phantich.brief import months, periods
from phantich.brief.derived.lookup import Facts, Lookup
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import ComponentContent, Item
from phantich.catalog.levels import Levels, levels_of

if TYPE_CHECKING:
    import pandas as pd

#: The longest pause between hourly readings that is bridged.
_GAP: Final = "3h"


def gauge_facts(
    component: ComponentContent, facts: Facts, table: pd.DataFrame, area: str, month: str
) -> Iterator[Fact]:
    """Facts of each gauge of a component for the month.

    ``last`` and ``highest`` are readings, their times in the note; ``hours:<level>`` the hours at
    or above a level from hourly readings (`phantich.measures.gauges.report`), ``days:<level>``
    the days with such a reading from daily ones; ``level:<level>`` the level itself.
    """
    look = Lookup(component, facts, area)
    letter = periods.frequency(component.period)
    own = table[(table["area"] == area) & (table["frequency"] == letter)]
    own = own[(own["measure"] == "level") & (own["period"].str.slice(0, 7) == month)]
    for item in component.items:
        readings = own[own["item"] == item.name].sort_values("period")
        if len(readings):
            yield from _gauge(look, item, readings, month)


def _gauge(look: Lookup, item: Item, readings: pd.DataFrame, month: str) -> Iterator[Fact]:
    top = str(readings["period"].iloc[int(readings["value"].to_numpy().argmax())])
    last = str(readings["period"].iloc[-1])
    highest, newest = look.get("level", item.name, top), look.get("level", item.name, last)
    if highest is None or newest is None:
        return
    unit = highest.unit
    rule = "last reading of the month"
    yield look.make("last", newest.value, unit, [newest], rule, item.name, last)
    rule = f"highest of {len(readings)} readings of the month"
    yield look.make("highest", highest.value, unit, [highest], rule, item.name, top)
    component = f"{look.component.indicator}/{look.component.id}"
    levels = levels_of(component, item.name, unit, months.first_day(month))
    if levels is not None:
        yield from _above(look, item, readings, levels, highest)


def _above(
    look: Lookup, item: Item, readings: pd.DataFrame, levels: Levels, highest: Fact
) -> Iterator[Fact]:
    hourly = periods.frequency(look.period) == "H"
    spent = _hours(readings, levels) if hourly else _days(readings, levels)
    name, unit = ("hours", "giờ") if hourly else ("days", "ngày")
    for level, value in zip(levels.steps, spent, strict=True):
        rule = f"{name} at or above {level.value:g} {levels.unit} ({levels.reference})"
        yield look.make(f"{name}:{level.id}", value, unit, [highest], rule, item.name)
        rule = f"{level.name_en} ({levels.reference})"
        yield look.make(
            f"level:{level.id}", level.value, levels.unit, [highest], rule, item.name, level.name
        )


def _hours(readings: pd.DataFrame, levels: Levels) -> list[float]:
    import numpy as np
    import pandas as pd

    from phantich.measures.gauges import report

    times = pd.DatetimeIndex(pd.to_datetime(readings["period"] + ":00", format="%Y-%m-%dT%H:%M"))
    values = readings["value"].to_numpy(dtype=float)
    steps = np.array([level.value for level in levels.steps])
    hours: list[float] = report(times, values, steps, pd.Timedelta(_GAP)).hours_above.tolist()
    return hours


def _days(readings: pd.DataFrame, levels: Levels) -> list[float]:
    return [float((readings["value"] >= level.value).sum()) for level in levels.steps]
