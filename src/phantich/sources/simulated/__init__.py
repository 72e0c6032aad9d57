"""Simulated figures for a city's whole indicator set, labelled as such wherever they appear.

They fill the pages until an agency delivers, and they are what the rest of the system is tried
on: ten years by month with seasons, Tết, the shock of 2020–21, the merger of July 2025, plans,
first estimates and revisions, and a few planted anomalies with a table that tells where they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from phantich.sources.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from phantich.catalog import Component, Indicator, SetId
    from phantich.sources.simulated.blocks import Block
    from phantich.sources.simulated.build import Builder

__all__ = ["SEED", "Simulation", "simulate"]

#: The seed of the project's own pages.
SEED = 2026


@dataclass(frozen=True, slots=True)
class Simulation(Reading):
    """A reading, and the table of the anomalies planted in it."""

    #: Columns ``indicator, component, item, area, period, until, kind, factor, text``.
    anomalies: pd.DataFrame | None = field(default=None)


def simulate(city: SetId, seed: int = SEED, until: str = "2026-10") -> Simulation:
    """Simulated figures for every component of a city's indicators and their breakdowns.

    The same seed gives the same figures; every series has a stream of chance of its own, so that a
    new indicator changes no other series, and a later `until` continues the same paths (what was
    the newest estimate then gets its final figure). Parts add up to their whole, months to
    cumulated figures, numerator and denominator to their ratio.

    Parameters
    ----------
    city
        ``haiphong`` or ``cantho``.
    seed
        Any integer ≥ 0; it is printed in the source of each figure.
    until
        Last month, ``YYYY-MM``; ten years are published.

    Raises
    ------
    UsageError
        For another set, month or seed.

    Examples
    --------
    >>> reading = simulate("cantho", until="2026-10")
    >>> set(reading.observations["source"])
    {'simulated:seed=2026'}
    """
    from phantich.catalog import CITIES, indicator_set
    from phantich.errors import UsageError
    from phantich.sources.simulated.blocks import to_frame
    from phantich.sources.simulated.build import Builder
    from phantich.sources.simulated.world import World

    if city not in CITIES:
        raise UsageError(f"no city {city!r}; there are {', '.join(CITIES)}")
    indicators = indicator_set(city)
    builder = Builder(World(city, indicators.area, seed, until))
    blocks = [
        block
        for indicator in indicators.indicators
        for component in indicator.components
        for block in _blocks(builder, indicator, component)
    ]
    frame = to_frame(builder.world, blocks)
    return Simulation(frame, (), builder.planter.table())


def _blocks(builder: Builder, indicator: Indicator, component: Component) -> Iterator[Block]:
    from phantich.sources.simulated.finer import publish_finer
    from phantich.sources.simulated.gauges import publish_gauge
    from phantich.sources.simulated.prices import publish_prices
    from phantich.sources.simulated.progress import publish_progress
    from phantich.sources.simulated.publish import publish
    from phantich.sources.simulated.seasons import publish_seasons

    if component.kind == "price_index":
        yield from publish_prices(builder.world, indicator, component)
    elif component.kind == "gauge":
        yield from publish_gauge(builder.world, indicator, component)
    elif component.kind == "progress" and not component.numerator:
        yield from publish_progress(builder.world, indicator, component, builder.rows(component))
    else:
        yield from publish(builder, indicator, component)
        if "C" in indicator.frequencies:
            yield from publish_seasons(builder, indicator, component)
        elif set("DWI") & set(indicator.frequencies) and not component.numerator:
            yield from publish_finer(builder, indicator, component)
