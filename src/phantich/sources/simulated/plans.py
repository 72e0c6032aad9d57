"""Annual plans and targets, a figure for each year, known before the year begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from phantich.sources.simulated.blocks import Block, unit_in
from phantich.sources.simulated.profiles import decimals, profile
from phantich.sources.simulated.relations import ratio_scale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from phantich.catalog import Component, Indicator
    from phantich.sources.simulated.build import Builder

#: Plan → its size against the council's.
_SIZES = {"plan": 1.0, "plan:council": 1.0, "plan:central": 0.955, "plan:scenario": 1.02}
_SUMMED = frozenset({"flow", "count", "dossier"})
#: Day of the year before on which a plan is decided.
_DECIDED = "12-12"


def plan_paths(
    builder: Builder, indicator: Indicator, component: Component
) -> dict[str, NDArray[np.float64]]:
    """Each plan of the whole, in force in each month, on the territory of the enlarged city.

    A plan of a flow is about what the year brings, 3 % more on average with a standard deviation
    of 6 %; a target of anything else lies ahead of last December in the good direction.
    """
    wanted = [m for m in component.measures if m.startswith("plan")]
    wanted += [
        m.replace("month_pct_plan", "plan").replace("pct_plan", "plan")
        for m in component.measures
        if "pct_plan" in m
    ]
    if not wanted:
        return {}
    world = builder.world
    base = _base(builder, indicator, component)
    return {
        name: np.array([_round(x * _SIZES[name], component) for x in base])
        for name in dict.fromkeys(wanted)
        if len(base) == len(world.months)
    }


def plan_blocks(
    builder: Builder,
    indicator: Indicator,
    component: Component,
    plans: dict[str, NDArray[np.float64]],
) -> Iterator[Block]:
    """The plans that the component publishes, one figure a year, on the territory of the time."""
    world = builder.world
    shape = profile(world.city, indicator.code, component)
    for name in (m for m in component.measures if m.startswith("plan")):
        years = sorted({int(m[:4]) for m in world.months[world.first : world.last + 1]})
        starts = [world.months.index(f"{year}-01") for year in years]
        values = [
            _round(plans[name][i] * (1 if world.merged[i] else 1 / shape.merger), component)
            for i in starts
        ]
        yield Block(
            indicator.code,
            component.id,
            [component.total],
            [world.area],
            [str(year) for year in years],
            "A",
            name,
            [unit_in(name, component.unit)],
            np.array([values]),
            "A",
            [f"{year - 1}-{_DECIDED}" for year in years],
            [""] * len(years),
        )


def _base(builder: Builder, indicator: Indicator, component: Component) -> NDArray[np.float64]:
    world = builder.world
    shape = profile(world.city, indicator.code, component)
    if component.kind == "volume_index":
        draws = world.normals(1, indicator.code, component.id, "plan")[0]
        starts = np.maximum.accumulate(np.where(world.month_of_year == 0, np.arange(len(draws)), 0))
        return np.asarray(100 + shape.growth + 0.8 * draws[starts], dtype=np.float64)
    if component.kind in _SUMMED:
        values = builder.panel(indicator, component).values[0]
    else:
        values = _monthly_level(builder, indicator, component)
    values = values * np.where(world.merged, 1.0, shape.merger)
    draws = world.normals(1, indicator.code, component.id, "plan")[0]
    base = np.empty_like(values)
    for year in np.unique(world.years):
        inside = np.flatnonzero(world.years == year)
        draw = draws[inside[0]]
        if component.kind in _SUMMED:
            base[inside] = values[inside].mean() * 12 * (1.03 + 0.06 * draw)
        else:
            before = values[max(inside[0] - 1, 0)]
            gain = abs(values[inside[-1]] - before) * (1.2 + 0.3 * abs(draw))
            base[inside] = before - gain if component.direction == "bad" else before + gain
    high = shape.bounds[1] if component.kind in {"ratio", "rating", "progress"} else np.inf
    return np.asarray(np.clip(base, 0, high), dtype=np.float64)


def _monthly_level(
    builder: Builder, indicator: Indicator, component: Component
) -> NDArray[np.float64]:
    """Month-end level; of a ratio the level that its profile draws for the whole."""
    if not (component.numerator and component.denominator):
        own: NDArray[np.float64] = builder.panel(indicator, component).values[0]
        return own
    over, under = builder.parts_of(indicator, component)
    upper = (
        _running(over.values[0])
        if indicator.component(component.numerator).kind == "flow"
        else over.values[0]
    )
    lower = under.values[0]
    if indicator.component(component.denominator).kind == "flow":
        lower = _running(lower)
    level: NDArray[np.float64] = ratio_scale(component) * upper / np.maximum(lower, 1e-9)
    return level


def _running(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sums of the last twelve months."""
    sums = np.cumsum(values)
    sums[12:] = sums[12:] - sums[:-12]
    return sums


def _round(value: float, component: Component) -> float:
    """A plan in round figures: three digits of an amount, one decimal of a percentage.

    What is counted in whole units has a plan in whole units.
    """
    if component.unit in {"%", "điểm"}:
        return float(round(value, 1))
    digits = 1 if abs(value) < 10 else 2 - int(np.floor(np.log10(abs(value))))
    return float(round(value, min(digits, decimals(component))))
