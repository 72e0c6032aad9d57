"""Forecasts as a long table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from phantich.forecast.dating import Dating
from phantich.forecast.protocol import LEVELS, Forecast


def long_table(
    forecast: Forecast,
    levels: Sequence[float] = LEVELS,
    language: Literal["vi", "en"] = "vi",
    dating: Dating | None = None,
) -> pd.DataFrame:
    """Columns ``unique_id, ds, mean, median, lo-80, hi-80, lo-95, hi-95, model, note``.

    A row a series and period; ``ds`` is the first day of the period, or as `dating` writes it. A
    series that is not forecast has rows without numbers, and its note says why.
    """
    columns = {"mean": forecast.mean, "median": forecast.quantile(0.5)}
    for level in levels:
        for side, name in ((-1, "lo"), (1, "hi")):
            columns[f"{name}-{level:g}"] = forecast.quantile(0.5 + side * level / 200)
    series, horizon = forecast.mean.shape
    names = np.repeat(np.arange(series, dtype=np.int32), horizon)
    ordinals = (forecast.start - _lead(forecast))[:, None] + np.arange(horizon)
    days = (dating or Dating()).write(ordinals.reshape(-1), forecast.frequency)
    table = pd.DataFrame(
        {
            "unique_id": pd.Categorical.from_codes(names, categories=forecast.ids, validate=False),
            "ds": days,
            **{name: values.reshape(-1) for name, values in columns.items()},
        }
    )
    notes = ["; ".join(note.text(language) for note in told) for told in forecast.notes]
    table["model"] = np.repeat(np.array(forecast.models, dtype=object), horizon)
    table["note"] = np.repeat(np.array(notes, dtype=object), horizon)
    return table


def _lead(forecast: Forecast) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    if forecast.lead is None:
        return np.zeros(len(forecast.ids), dtype=np.int64)
    return forecast.lead
