"""Crop seasons: the year's area or output, split among the seasons that the year has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from phantich.sources.simulated.blocks import Block
from phantich.sources.simulated.clock import report_date
from phantich.sources.simulated.panel import allocate
from phantich.sources.simulated.profiles import profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from phantich.catalog import Component, Indicator
    from phantich.sources.simulated.build import Builder

#: Season → share of the year, month in which it is reported.
_SEASONS = {"DX": (0.42, "05"), "HT": (0.34, "09"), "TD": (0.24, "12")}


def publish_seasons(
    builder: Builder, indicator: Indicator, component: Component
) -> Iterator[Block]:
    """Levels and year-on-year indices by season; the seasons of a year add up to the year."""
    world = builder.world
    panel = builder.panel(indicator, component)
    shape = profile(world.city, indicator.code, component)
    years = sorted(set(world.years.tolist()))[1:]
    yearly = np.array([panel.values[:, world.years == year].sum(axis=1) for year in years]).T
    split = _split(builder, indicator, component, np.round(yearly, shape.decimals), shape.decimals)
    start = int(world.months[world.first][:4])
    for place, (season, (_, month)) in enumerate(_SEASONS.items()):
        known = [
            i for i, year in enumerate(years) if year > start and f"{year}-{month}" <= world.until
        ]
        level = split[place]
        change = np.full_like(level[:1], np.nan)
        np.divide(100 * level[:1, 1:], level[:1, :-1], out=change[:, 1:], where=level[:1, :-1] > 0)
        for measure, values in (("level", level), ("yoy", np.round(change, 2))):
            if measure not in component.measures:
                continue
            rows = panel.rows[: len(values)]
            yield Block(
                indicator.code,
                component.id,
                [row.item for row in rows],
                [row.area for row in rows],
                [f"{years[i]}-{season}" for i in known],
                "C",
                measure,
                [component.unit if measure == "level" else "%"] * len(rows),
                values[:, known],
                "A",
                [report_date(f"{years[i]}-{month}", 1) for i in known],
                [""] * len(known),
            )


def _split(
    builder: Builder,
    indicator: Indicator,
    component: Component,
    yearly: NDArray[np.float64],
    decimals: int,
) -> NDArray[np.float64]:
    """Seasons × rows × years, exact sums over the seasons."""
    shares = np.array([share for share, _ in _SEASONS.values()])
    draws = builder.world.rng(indicator.code, component.id, "seasons")
    swing = np.exp(0.05 * draws.standard_normal((yearly.shape[1], len(shares)))).T
    parts = [allocate(row, shares[:, None] * swing, decimals) for row in yearly]
    return np.stack(parts, axis=1)
