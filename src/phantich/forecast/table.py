"""Forecasts as a long table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from phantich.forecast.protocol import LEVELS, Forecast
from phantich.measures.panel import Panel


def long_table(
    forecast: Forecast, levels: Sequence[float] = LEVELS, language: Literal["vi", "en"] = "vi"
) -> pd.DataFrame:
    """Columns ``unique_id, ds, mean, median, lo-80, hi-80, lo-95, hi-95, model, note``.

    A row a series and period, the first day of the period as ``ds``; a series that is not forecast
    has rows without numbers, and its note says why.
    """
    columns = {"mean": forecast.mean, "median": forecast.quantile(0.5)}
    for level in levels:
        for side, name in ((-1, "lo"), (1, "hi")):
            columns[f"{name}-{level:g}"] = forecast.quantile(0.5 + side * level / 200)
    panel = Panel(forecast.ids, forecast.mean, forecast.start, forecast.frequency)
    table = panel.to_long(columns)
    horizon = forecast.mean.shape[1]
    notes = ["; ".join(note.text(language) for note in told) for told in forecast.notes]
    table["model"] = np.repeat(np.array(forecast.models, dtype=object), horizon)
    table["note"] = np.repeat(np.array(notes, dtype=object), horizon)
    return table
