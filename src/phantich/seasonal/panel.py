"""Many series at once, and their results as tables."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Literal, Unpack

import pandas as pd

from phantich.errors import UsageError
from phantich.measures.panel import Panel
from phantich.seasonal.adjusting import adjust
from phantich.seasonal.options import Arguments, Options
from phantich.seasonal.result import Adjustment


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
    frames = []
    for name, result in results.items():
        frame = result.frame().rename(columns={"original": "y"})
        starts = pd.PeriodIndex(frame.index).to_timestamp()
        frame.insert(0, "ds", starts)
        frame.insert(0, "unique_id", name)
        frames.append(frame)
    if not frames:
        columns = "unique_id ds y adjusted trend seasonal calendar irregular"
        return pd.DataFrame(columns=columns.split())
    return pd.concat(frames, ignore_index=True)


def summary(
    results: Mapping[str, Adjustment], language: Literal["vi", "en"] = "vi"
) -> pd.DataFrame:
    """One row a series: method, light, statistics, Tết, reasons and notes."""
    rows = []
    for name, result in results.items():
        quality, tet = result.quality, result.tet
        row: dict[str, object] = {
            "unique_id": name,
            "periods": len(result.original),
            "method": result.method,
            "light": quality.light,
            "transform": result.transform,
            "model": result.model.order,
            "m7": quality.m7,
            "q_m2": quality.q_m2,
            "qs_p": quality.qs_p,
            "tet_kept": tet.kept,
        }
        for regressor in ("tet_pre", "tet_post"):
            found = tet.coefficients.get(regressor)
            row[f"t_{regressor}"] = found.t if found else float("nan")
        row["outliers"] = len(result.outliers)
        row["reasons"] = "; ".join(note.text(language) for note in quality.reasons)
        row["notes"] = "; ".join(note.text(language) for note in result.notes)
        rows.append(row)
    return pd.DataFrame(rows)
