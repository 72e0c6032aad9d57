"""Panels that tests of aggregation write out."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import pandas as pd

from phantich.measures.panel import Panel

NAN: Final = math.nan
#: Numbers of January 2024 and December 2023, as `Panel` counts months.
JANUARY: Final = 54 * 12
DECEMBER: Final = 53 * 12 + 11


def panel(levels: object, names: list[str], start: int = DECEMBER, frequency: str = "M") -> Panel:
    return Panel(pd.Index(names), np.asarray(levels, dtype=float), start, frequency)  # type: ignore[arg-type]
