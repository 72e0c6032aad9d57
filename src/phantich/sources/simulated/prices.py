"""Price indices: month-on-month changes drawn for the leaves, everything else follows from them.

The total is the weighted geometric mean of its parts' month-on-month indices with fixed weights;
the year-on-year index is the product of twelve of them, the one on December the product since
January, the average since January the geometric mean of the months' year-on-year indices. That is
how the statistics office computes them (see `phantich.measures`).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from phantich.catalog import find_component
from phantich.catalog.weights import cpi_weights
from phantich.sources.members import branches, children
from phantich.sources.simulated.blocks import Block
from phantich.sources.simulated.clock import Clock, report_date
from phantich.sources.simulated.paths import shock, swings
from phantich.sources.simulated.profiles import profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from phantich.catalog import Component, Indicator
    from phantich.sources.simulated.world import World

#: Day whose national weights are taken when none are given.
_WEIGHTS_OF = dt.date(2024, 6, 1)
#: Components whose figures come from the path of another: the averages of the same index.
_SAME_PATH = {"HP.A.I.2/cpi_average": "HP.A.I.1/cpi", "HP.B.4/cpi_average": "HP.A.I.1/cpi"}
#: Monthly volatility and yearly drift in per cent of what is no part of the consumer index.
_ASSETS = {"gold": (3.0, 11.0), "usd": (0.55, 1.6)}
#: Food prices swing with the seasons and Tết, State-managed ones hardly move.
_VOLATILE = {"Lương thực": 0.7, "Thực phẩm": 0.8, "Giao thông": 1.3, "Giáo dục": 0.5}


def publish_prices(
    world: World,
    indicator: Indicator,
    component: Component,
    weights: Mapping[str, float] | None = None,
) -> Iterator[Block]:
    """The published comparisons of a price index, months only.

    Parameters
    ----------
    weights
        Weights by canonical name; the national ones of base 2019 without them.
    """
    clock = Clock(world, "M")
    names, logs = mom_logs(world, indicator, component, weights)
    shown = np.flatnonzero(clock.published)
    for measure in component.measures:
        if measure.startswith("plan"):
            yield _target(world, indicator, component)
            continue
        values = np.round(_comparison(measure, logs, world)[:, clock.ends], 2)
        yield Block(
            indicator.code,
            component.id,
            names,
            [world.area] * len(names),
            [clock.periods[i] for i in shown],
            "M",
            measure,
            ["%"] * len(names),
            values[:, shown],
            "A",
            [_released(clock.last_months[i]) for i in shown],
            [""] * len(shown),
        )


def mom_logs(
    world: World,
    indicator: Indicator,
    component: Component,
    weights: Mapping[str, float] | None = None,
) -> tuple[list[str], NDArray[np.float64]]:
    """Names, the whole first, and the logarithms of their month-on-month indices.

    An array ``(names, months)``. A group is the weighted mean of its parts, as the statistics
    office forms it; `weights` are those of the consumer price index unless given.
    """
    own = f"{indicator.code}/{component.id}"
    source = _SAME_PATH.get(own, own)
    if source != own:
        names, logs = mom_logs(world, *find_component(source), weights)
        kept = [0, *range(1, len(names))] if component.breakdowns else [0]
        return [component.total, *(names[i] for i in kept[1:])], logs[kept]
    key = (indicator.code, component.id)
    if component.id in _ASSETS:
        noise, drift = _ASSETS[component.id]
        path = drift / 1200 + noise / 100 * world.normals(1, *key)
        return [component.total], path
    if not component.breakdowns:
        return [component.total], _leaf(world, indicator, component, component.total)[None, :]
    return _tree(world, indicator, component, weights or cpi_weights(_WEIGHTS_OF).weights)


def _tree(
    world: World, indicator: Indicator, component: Component, weights: Mapping[str, float]
) -> tuple[list[str], NDArray[np.float64]]:
    tree = branches(component.breakdowns[0], component.total, world.city)
    made: dict[str, NDArray[np.float64]] = {}
    for branch in sorted(tree, key=lambda b: -b.depth):
        parts = [n for n in children(tree, branch.name) if n in weights]
        if parts:
            made[branch.name] = _mean(made, parts, weights)
        else:
            made[branch.name] = _leaf(world, indicator, component, branch.name)
    groups = [name for name in children(tree, None) if name in weights]
    names = [component.total, *(branch.name for branch in tree)]
    made[component.total] = _mean(made, groups, weights)
    return names, np.array([made[name] for name in names])


def _mean(
    logs: Mapping[str, NDArray[np.float64]], names: list[str], weights: Mapping[str, float]
) -> NDArray[np.float64]:
    """Logarithm of the weighted geometric mean."""
    whole = sum(weights[name] for name in names)
    mean: NDArray[np.float64] = np.sum([weights[n] / whole * logs[n] for n in names], axis=0)
    return mean


def _leaf(
    world: World, indicator: Indicator, component: Component, name: str
) -> NDArray[np.float64]:
    """Month-on-month changes of one group: drift, season, Tết, swings, noise."""
    shape = profile(world.city, indicator.code, component)
    key = (indicator.code, component.id, name)
    size = _VOLATILE.get(name, 0.25)
    drift = shape.growth / 1200 * float(np.exp(0.4 * world.rng(*key, "drift").standard_normal()))
    path = drift + size / 100 * (0.5 * swings(world, 1, *key)[0] + 0.6 * world.normals(1, *key)[0])
    season = np.array(shape.season)[world.month_of_year] / 100
    path += season * size + size / 100 * (0.9 * world.tet[0] - 0.7 * world.tet[1])
    path -= size / 100 * 0.5 * shock(world)
    if name == "Giáo dục":
        path += np.where(world.month_of_year == 8, 0.02, 0.0)
    return np.asarray(path, dtype=np.float64)


def _comparison(measure: str, logs: NDArray[np.float64], world: World) -> NDArray[np.float64]:
    level = np.cumsum(logs, axis=1)
    yoy = np.full_like(level, np.nan)
    yoy[:, 12:] = level[:, 12:] - level[:, :-12]
    if measure == "mom":
        chosen = logs
    elif measure == "yoy":
        chosen = yoy
    elif measure == "vs_december":
        chosen = _since_january(logs, world, mean=False)
    elif measure == "ytd_average":
        chosen = _since_january(yoy, world, mean=True)
    else:
        chosen = np.full_like(level, np.nan)
    index: NDArray[np.float64] = 100 * np.exp(chosen)
    return index


def _since_january(logs: NDArray[np.float64], world: World, mean: bool) -> NDArray[np.float64]:
    sums = np.empty_like(logs)
    for t, month in enumerate(world.month_of_year):
        sums[:, t] = logs[:, t] + (sums[:, t - 1] if month and t else 0)
    return sums / (world.month_of_year + 1) if mean else sums


def _released(month: str) -> str:
    """Day of release: the 3rd of the next month since 2026, the 6th before (Decree 13/2026)."""
    day = report_date(month, 1)
    return f"{day[:8]}03" if month >= "2026-02" else day


def _target(world: World, indicator: Indicator, component: Component) -> Block:
    """The year's ceiling for the average index."""
    years = sorted({month[:4] for month in world.months[world.first : world.last + 1]})
    values = [104.5 if int(year) >= 2023 else 104.0 for year in years]
    return Block(
        indicator.code,
        component.id,
        [component.total],
        [world.area],
        years,
        "A",
        "plan",
        ["%"],
        np.array([values]),
        "A",
        [f"{int(year) - 1}-12-12" for year in years],
        [""] * len(years),
    )
