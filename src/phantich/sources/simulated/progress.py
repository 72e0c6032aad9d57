"""Progress of projects: a planned S-curve and the actual one behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from phantich.sources.simulated.blocks import Block
from phantich.sources.simulated.clock import Clock
from phantich.sources.simulated.profiles import decimals, profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from phantich.catalog import Component, Indicator
    from phantich.sources.simulated.panel import Row
    from phantich.sources.simulated.world import World


def curves(
    world: World, rows: tuple[Row, ...]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Planned and actual progress of each row between 0 and 1, and the delay in months.

    A project's curve depends on its name alone, so that all components of it agree: a logistic
    curve over 30 to 60 months, begun between 2022 and 2025, and late by up to ten months. The
    whole is the mean of its projects.
    """
    planned, actual, late = [], [], []
    for row in rows:
        draws = world.rng("project", row.item, row.area).random(4)
        start = -4.5 + 3.2 * draws[0]
        length = 2.5 + 2.5 * draws[1]
        delay = 10 * draws[2] ** 2 / 12
        plan = _curve((world.time - start) / length)
        done = _curve((world.time - start) / (length + delay))
        planned.append(plan)
        actual.append(np.maximum.accumulate(done))
        late.append(12 * delay * np.clip((world.time - start) / length, 0, 1))
    stacked = [np.array(x) for x in (planned, actual, late)]
    if len(rows) > 1:
        for x in stacked:
            x[0] = x[1:].mean(axis=0)
    return stacked[0], stacked[1], stacked[2]


def publish_progress(
    world: World, indicator: Indicator, component: Component, rows: tuple[Row, ...]
) -> Iterator[Block]:
    """Actual progress, and the planned progress of the same month as measure ``plan``.

    In per cent of the work, in days of delay, or in the component's unit as the share done of
    the profile's level.
    """
    clock = Clock(world, "M")
    planned, actual, late = curves(world, rows)
    shape = profile(world.city, indicator.code, component)
    if component.unit == "ngày":
        series = {"level": np.round(30.4 * late, 0)}
    else:
        size = 100.0 if component.unit == "%" else _sizes(world, rows, shape.level)
        digits = decimals(component)
        series = {
            "level": np.round(size * actual, digits),
            "plan": np.round(size * planned, digits),
        }
    shown = np.flatnonzero(clock.published)
    for measure in (m for m in component.measures if m in series):
        values = series[measure][:, clock.ends]
        # Nothing is reported before a project has begun.
        values = np.where(planned[:, clock.ends] > 0.002, values, np.nan)
        yield Block(
            indicator.code,
            component.id,
            [row.item for row in rows],
            [row.area for row in rows],
            [clock.periods[i] for i in shown],
            "M",
            measure,
            [component.unit] * len(rows),
            values[:, shown],
            "A",
            [clock.first_vintages[i] for i in shown],
            [""] * len(shown),
        )


def _curve(share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logistic curve from 0 to 1 while the share of the time goes from 0 to 1."""
    inside = np.clip(share, 0, 1)
    raw = 1 / (1 + np.exp(-9 * (inside - 0.5)))
    low, high = 1 / (1 + np.exp(4.5)), 1 / (1 + np.exp(-4.5))
    return np.asarray((raw - low) / (high - low))


def _sizes(world: World, rows: tuple[Row, ...], level: float) -> NDArray[np.float64]:
    """Size of each row in the component's unit; the whole is the sum."""
    sizes = np.array(
        [level * np.exp(0.5 * world.rng("size", r.item).standard_normal()) for r in rows]
    )
    if len(rows) > 1:
        sizes[0] = sizes[1:].sum()
    return sizes[:, None]
