"""Blocks of figures on their way to the tidy frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from phantich.observations import COLUMNS, INDEX_MEASURES, SIMULATED

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from phantich.sources.simulated.world import World

LABEL = "Số liệu mô phỏng"


@dataclass(frozen=True)
class Block:
    """Figures of one component, frequency, measure and status: rows by periods, NaN for none."""

    indicator: str
    component: str
    items: Sequence[str]
    areas: Sequence[str]
    periods: Sequence[str]
    frequency: str
    measure: str
    units: Sequence[str]
    values: NDArray[np.float64]
    status: str
    vintages: Sequence[str]
    #: What else the notes of each period say.
    notes: Sequence[str]


def unit_in(measure: str, unit: str) -> str:
    """Unit in which a measure of a component with that unit is printed."""
    name = measure.partition(":")[0]
    percent = name in INDEX_MEASURES or name in {"pct_plan", "month_pct_plan", "share"}
    return "%" if percent else unit


def to_frame(world: World, blocks: Sequence[Block]) -> pd.DataFrame:
    """All figures in the tidy schema, labelled as simulated."""
    import pandas as pd

    columns: dict[str, list[NDArray[Any]]] = {name: [] for name in COLUMNS}
    source = f"{SIMULATED}seed={world.seed}"
    for block in blocks:
        rows, cells = np.nonzero(np.isfinite(block.values))
        count = len(rows)
        single = {
            "indicator": block.indicator,
            "component": block.component,
            "frequency": block.frequency,
            "measure": block.measure,
            "status": block.status,
            "source": source,
        }
        for name, text in single.items():
            columns[name].append(np.full(count, text, dtype=object))
        for name, texts in (("item", block.items), ("area", block.areas), ("unit", block.units)):
            columns[name].append(np.array(texts, dtype=object)[rows])
        notes = [f"{LABEL}; {note}" if note else LABEL for note in block.notes]
        for name, texts in (
            ("period", block.periods),
            ("vintage", block.vintages),
            ("note", notes),
        ):
            columns[name].append(np.array(texts, dtype=object)[cells])
        columns["value"].append(block.values[rows, cells])
    data = {name: np.concatenate(parts) for name, parts in columns.items()}
    data["value"] = data["value"].astype(float)
    return pd.DataFrame(data)
