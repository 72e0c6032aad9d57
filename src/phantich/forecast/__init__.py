"""Forecasts of many series at once, with Tết in the model and bands that are told by quantiles.

>>> import numpy as np, pandas as pd
>>> from phantich.forecast import SeasonalNaive
>>> from phantich.measures.panel import Panel
>>> panel = Panel(pd.Index(["a"]), np.arange(1.0, 25.0)[None, :], start=54 * 12)
>>> SeasonalNaive().forecast(panel, 2).mean.tolist()
[[13.0, 14.0]]
"""

from phantich.forecast.airline import Airline
from phantich.forecast.backtest import backtest, truncated
from phantich.forecast.combination import Combined
from phantich.forecast.intake import infer_frequency, read_table, with_reasons
from phantich.forecast.naive import SeasonalNaive
from phantich.forecast.protocol import (
    LEVELS,
    Forecast,
    Forecaster,
    Known,
    band_probabilities,
)
from phantich.forecast.scores import interval_score, pinball, score
from phantich.forecast.table import long_table

__all__ = [
    "LEVELS",
    "Airline",
    "Combined",
    "Forecast",
    "Forecaster",
    "Known",
    "SeasonalNaive",
    "backtest",
    "band_probabilities",
    "infer_frequency",
    "interval_score",
    "long_table",
    "pinball",
    "read_table",
    "score",
    "truncated",
    "with_reasons",
]
