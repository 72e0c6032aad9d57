"""Days, weeks and single events within the last months of what is published by the month, too."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from phantich.calendar import public_holidays
from phantich.sources.members import COMMUNES
from phantich.sources.simulated.blocks import Block
from phantich.sources.simulated.panel import allocate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from phantich.catalog import Component, Indicator
    from phantich.sources.simulated.build import Builder
    from phantich.sources.simulated.panel import Panel, Row

#: Months of daily figures, of weekly ones, of dated events.
_MONTHS = {"D": 2, "W": 12, "I": 24}
_SUMMED = frozenset({"flow", "count"})


def publish_finer(builder: Builder, indicator: Indicator, component: Component) -> Iterator[Block]:
    """Daily and weekly figures of the whole, and single events by commune."""
    panel = builder.panel(indicator, component)
    if component.kind in _SUMMED and "D" in indicator.frequencies:
        days, values = _daily(builder, indicator, component, panel, _MONTHS["D"])
        texts = [day.isoformat() for day in days]
        yield _block(builder, indicator, component, "D", texts, texts, values)
    if "W" in indicator.frequencies and component.kind in {"flow", "stock"}:
        days, values = _daily(builder, indicator, component, panel, _MONTHS["W"])
        yield _weekly(builder, indicator, component, days, values)
    if "I" in indicator.frequencies and component.kind == "count":
        yield from _events(builder, indicator, component, panel)


def _daily(
    builder: Builder, indicator: Indicator, component: Component, panel: Panel, months: int
) -> tuple[list[dt.date], NDArray[np.float64]]:
    """Days of the last months, and the whole by day: parts of a flow, points of a stock's path."""
    world = builder.world
    days: list[dt.date] = []
    values: list[NDArray[np.float64]] = []
    for i in range(world.last - months + 1, world.last + 1):
        inside = _days(world.months[i])
        newest = i == world.last
        level = (panel.first if newest else panel.values)[0, i]
        if component.kind in _SUMMED:
            rng = world.rng(indicator.code, component.id, "days", world.months[i])
            weights = np.array([_weight(day, component) for day in inside])
            weights *= np.exp(0.35 * rng.standard_normal(len(inside)))
            values.append(allocate(np.array([level]), weights[:, None], panel.decimals)[:, 0])
        else:
            before = panel.values[0, i - 1]
            steps = np.arange(1, len(inside) + 1) / len(inside)
            values.append(np.round(before + (level - before) * steps, panel.decimals))
        days += inside
    return days, np.concatenate(values)


def _weekly(
    builder: Builder,
    indicator: Indicator,
    component: Component,
    days: list[dt.date],
    values: NDArray[np.float64],
) -> Block:
    """Complete ISO weeks: sums of a flow, the Sunday of a stock."""
    weeks: dict[str, list[float]] = {}
    ends: dict[str, str] = {}
    for day, value in zip(days, values, strict=True):
        year, week, _ = day.isocalendar()
        weeks.setdefault(f"{year}-W{week:02d}", []).append(float(value))
        ends[f"{year}-W{week:02d}"] = (day + dt.timedelta(days=1)).isoformat()
    full = [week for week, parts in weeks.items() if len(parts) == 7]
    summed = component.kind in _SUMMED
    figures = np.array([sum(weeks[w]) if summed else weeks[w][-1] for w in full])
    return _block(builder, indicator, component, "W", full, [ends[w] for w in full], figures)


def _events(
    builder: Builder, indicator: Indicator, component: Component, panel: Panel
) -> Iterator[Block]:
    """One figure for each commune and day on which something happened."""
    world = builder.world
    for place, row in enumerate(panel.rows):
        if COMMUNES not in row.group:
            continue
        counts: dict[str, float] = {}
        for i in range(world.last - _MONTHS["I"] + 1, world.last + 1):
            days = _days(world.months[i])
            rng = world.rng(indicator.code, component.id, row.area, world.months[i])
            for _ in range(int(panel.values[place, i])):
                day = days[int(rng.integers(len(days)))].isoformat()
                counts[day] = counts.get(day, 0) + 1
        if counts:
            dates = sorted(counts)
            figures = np.array([counts[day] for day in dates])
            yield _block(builder, indicator, component, "I", dates, dates, figures, row)


def _block(
    builder: Builder,
    indicator: Indicator,
    component: Component,
    frequency: str,
    periods: list[str],
    vintages: list[str],
    values: NDArray[np.float64],
    row: Row | None = None,
) -> Block:
    return Block(
        indicator.code,
        component.id,
        [component.total],
        [row.area if row else builder.world.area],
        periods,
        frequency,
        "level",
        [component.unit],
        values[None, :],
        "P",
        vintages,
        [""] * len(periods),
    )


def _days(month: str) -> list[dt.date]:
    year, number = int(month[:4]), int(month[5:])
    return [dt.date(year, number, d + 1) for d in range(calendar.monthrange(year, number)[1])]


def _weight(day: dt.date, component: Component) -> float:
    """Offices work on working days; cases happen on any day."""
    if component.kind == "count":
        return 1.0
    return 0.04 if day.weekday() >= 5 or day in public_holidays(day.year) else 1.0
