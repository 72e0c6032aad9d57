"""Many series at once, and their results as tables."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Unpack

import pandas as pd

from phantich.errors import UsageError
from phantich.language import Language
from phantich.measures.panel import Panel
from phantich.seasonal.adjusting import adjust
from phantich.seasonal.options import Arguments, Options
from phantich.seasonal.regressors import WINDOWS
from phantich.seasonal.result import Adjustment

_LONG: Final = ("unique_id", "ds", "y", "adjusted", "trend", "seasonal", "calendar", "irregular")
_SUMMARY: Final = (
    "unique_id",
    "periods",
    "method",
    "light",
    "transform",
    "model",
    "m7",
    "q_m2",
    "qs_p",
    "tet_kept",
    *(f"t_{name}" for name in WINDOWS),
    "outliers",
    "reasons",
    "notes",
)


def adjust_panel(
    panel: Panel, jobs: int = 1, **arguments: Unpack[Arguments]
) -> dict[str, Adjustment]:
    """Adjust each series of a monthly or quarterly panel on its own.

    The sum of adjusted parts is not the adjusted sum (direct and indirect adjustment differ); no
    reconciliation is made.

    Parameters
    ----------
    panel
        See `phantich.measures.panel.Panel`.
    jobs
        Runs of X-13 at the same time. The results do not depend on it.
    **arguments
        See `phantich.seasonal.Options`.

    Returns
    -------
    dict
        Name of the series → `Adjustment`, in the panel's order.

    Raises
    ------
    UsageError
        When the panel is of half-years or years.
    """
    if panel.frequency not in ("M", "Q"):
        raise UsageError("seasonal adjustment takes months or quarters")
    Options(**arguments)
    index = panel.starts.to_period(panel.frequency)
    names = [str(name) for name in panel.ids]
    series = [
        pd.Series(row, index, name=name) for name, row in zip(names, panel.values, strict=True)
    ]
    with ThreadPoolExecutor(max(1, jobs)) as pool:
        results = pool.map(lambda one: adjust(one, **arguments), series)
        return dict(zip(names, results, strict=True))


def long_table(results: Mapping[str, Adjustment]) -> pd.DataFrame:
    """Columns ``unique_id, ds, y, adjusted, trend, seasonal, calendar, irregular``.

    ``ds`` is the first day of the period.
    """
    frames = [pd.DataFrame({name: [] for name in _LONG}).astype({"ds": "datetime64[us]"})]
    for name, result in results.items():
        frame = result.frame().rename(columns={"original": "y"})
        frame.insert(0, "ds", pd.PeriodIndex(frame.index).to_timestamp().as_unit("us"))
        frame.insert(0, "unique_id", name)
        frames.append(frame)
    return pd.concat(frames[1:] or frames, ignore_index=True)


def summary(results: Mapping[str, Adjustment], language: Language = "vi") -> pd.DataFrame:
    """One row a series: method, light, statistics, Tết, reasons and notes."""
    rows = [(name, *_row(result, language)) for name, result in results.items()]
    return pd.DataFrame(rows, columns=list(_SUMMARY))


def _row(result: Adjustment, language: Language) -> tuple[object, ...]:
    quality, coefficients = result.quality, result.tet.coefficients
    t_values = [coefficients[n].t if n in coefficients else float("nan") for n in WINDOWS]
    return (
        len(result.original),
        result.method,
        quality.light,
        result.transform,
        result.model.order,
        quality.m7,
        quality.q_m2,
        quality.qs_p,
        result.tet.kept,
        *t_values,
        len(result.outliers),
        "; ".join(note.text(language) for note in quality.reasons),
        "; ".join(note.text(language) for note in result.notes),
    )
