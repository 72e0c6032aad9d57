"""Seasonal adjustment with Tết in the model.

X-13ARIMA-SEATS does the work where it can; STL, after a regression on Tết, is the fallback and says
so. Each result has a traffic light with its reasons in Vietnamese and English, and «no seasonality:
not adjusted» is a valid answer. See ``docs/seasonal.md`` for methods and measured quality.

>>> import pandas as pd
>>> from phantich.seasonal import adjust
>>> series = pd.Series(range(1, 13), pd.period_range("2024-01", periods=12, freq="M"))
>>> adjust(series).quality.light
'grey'
"""

from phantich.seasonal.adjusting import adjust
from phantich.seasonal.options import AREA_BREAKS, CRISIS, TERRITORIAL_BREAK, Arguments, Options
from phantich.seasonal.panel import adjust_panel, long_table, summary
from phantich.seasonal.regressors import tet_regressors, tet_shares
from phantich.seasonal.result import (
    Adjustment,
    Coefficient,
    Light,
    Model,
    Note,
    Outlier,
    Quality,
    TetEffect,
)
from phantich.seasonal.runner import X13Error, program

__all__ = [
    "AREA_BREAKS",
    "CRISIS",
    "TERRITORIAL_BREAK",
    "Adjustment",
    "Arguments",
    "Coefficient",
    "Light",
    "Model",
    "Note",
    "Options",
    "Outlier",
    "Quality",
    "TetEffect",
    "X13Error",
    "adjust",
    "adjust_panel",
    "long_table",
    "program",
    "summary",
    "tet_regressors",
    "tet_shares",
]
