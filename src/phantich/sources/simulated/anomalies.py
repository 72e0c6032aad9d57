"""Planted anomalies, and the table that tells where they are."""

from __future__ import annotations

from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from phantich.catalog import find_component

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from phantich.sources.simulated.panel import Row
    from phantich.sources.simulated.world import World

#: Columns of the table.
COLUMNS = ("indicator", "component", "item", "area", "period", "until", "kind", "factor", "text")


class Planter:
    """Multiplies planned series by the factors in ``anomalies.yaml``."""

    def __init__(self, world: World) -> None:
        self.world = world

    @cached_property
    def planned(self) -> list[dict[str, Any]]:
        """What is planted in this city and falls into the published months."""
        import yaml

        text = files(__package__).joinpath("anomalies.yaml").read_text(encoding="utf-8")
        every: list[dict[str, Any]] = yaml.safe_load(text).get(self.world.city, [])
        months = self.world.months
        published = set(months[self.world.first : self.world.last + 1])
        for entry in every:
            entry["indicator"], _, entry["component"] = entry.pop("series").partition("/")
            entry.setdefault("until", entry["period"])
            entry.setdefault("area", self.world.area)
            entry.setdefault("item", "")
        return [entry for entry in every if entry["period"] in published]

    def factor(self, indicator: str, component: str, row: Row, whole: str) -> NDArray[np.float64]:
        """Factor for each month of one row; 1 where nothing is planted.

        An entry without item and area means the whole city, one with an area a commune.
        """
        factors = np.ones(len(self.world.months))
        for entry in self.planned:
            named = row.item if row.group and row.area == whole else ""
            if (entry["indicator"], entry["component"]) == (indicator, component) and (
                (entry["item"], entry["area"]) == (named, row.area)
            ):
                for i, month in enumerate(self.world.months):
                    if entry["period"] <= month <= entry["until"]:
                        factors[i] *= entry["factor"]
        return factors

    def table(self) -> pd.DataFrame:
        """What was planted: one row each, `COLUMNS`."""
        import pandas as pd

        frame = pd.DataFrame(self.planned, columns=list(COLUMNS))
        totals = [
            find_component(f"{i}/{c}")[1].total
            for i, c in zip(frame["indicator"], frame["component"], strict=True)
        ]
        frame["item"] = [x or total for x, total in zip(frame["item"], totals, strict=True)]
        return frame
