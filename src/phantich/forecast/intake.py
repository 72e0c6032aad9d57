"""From any long table to a panel: frequency told from the dates, doubles set aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from phantich.forecast import notes
from phantich.forecast.dating import counts
from phantich.forecast.protocol import Forecast
from phantich.measures.long import read_dates
from phantich.measures.panel import SEASONS, Panel, PanelFrequency
from phantich.seasonal.result import Note

_STEPS: Final[tuple[tuple[int, PanelFrequency], ...]] = ((12, "A"), (6, "S"), (3, "Q"))


def infer_frequency(days: pd.Series) -> PanelFrequency:
    """Years, half-years, quarters or months, by the smallest step that all dates keep.

    Examples
    --------
    >>> infer_frequency(pd.Series(["2024-01-01", "2024-04-01", "2025-01-01"]))
    'Q'
    """
    months = np.unique(read_dates(days).dropna().to_numpy().astype("datetime64[M]").astype(int))
    if len(months) < 2:
        return "M"
    step = int(np.gcd.reduce(np.diff(months)))
    return next((name for length, name in _STEPS if step % length == 0), "M")


def read_table(
    table: pd.DataFrame, frequency: PanelFrequency | None = None
) -> tuple[Panel, dict[str, Note]]:
    """Panel of a table ``unique_id, ds, y``, and why series of it are set aside.

    Periods that are numbered instead of dated (`phantich.forecast.dating.counts`) are months unless
    a frequency is given.

    Rows that say the same thing twice count once. A series with two different values for one period
    keeps its place without any figure: which of them is right is not for a program to say.

    Raises
    ------
    DataError
        When a column lacks, or a cell is no date or number.
    """
    if counts(table["ds"]):
        table = table.assign(ds=_counted(table["ds"], frequency or "M"))
    asked = infer_frequency(table["ds"]) if frequency is None else frequency
    dates = read_dates(table["ds"])
    months = dates.to_numpy().astype("datetime64[M]").astype(np.int64)
    keys = pd.DataFrame(
        {
            "unique_id": table["unique_id"].to_numpy(),
            "period": np.where(dates.isna(), -1 - np.arange(len(table)), months)
            // (12 // SEASONS[asked]),
            "y": table["y"].to_numpy(),
        }
    )
    fresh = ~keys.duplicated().to_numpy()
    clash = keys[fresh].duplicated(["unique_id", "period"])
    reasons = {
        str(keys.at[row, "unique_id"]): notes.doubled(dates.iloc[row].strftime("%Y-%m"))
        for row in reversed(clash.index[clash])
    }
    for name in _dense(keys["unique_id"], months):
        reasons[name] = notes.dense()
    first = ~keys.duplicated(["unique_id", "period"]).to_numpy()
    kept = table[first]
    aside = kept["unique_id"].astype(str).isin(list(reasons))
    return Panel.from_long(kept.assign(y=kept["y"].mask(aside)), asked), reasons


def _dense(names: pd.Series, months: NDArray[np.int64]) -> list[str]:
    """Series that have, by and large, more than two rows a month: weeks or days."""
    table = pd.DataFrame({"unique_id": names, "month": months})
    found = table.groupby("unique_id", sort=False)["month"].agg(["size", "nunique"])
    return [str(name) for name in found.index[found["size"] > 2.5 * found["nunique"]]]


def _counted(days: pd.Series, frequency: PanelFrequency) -> pd.Series:
    """Dates that stand for the numbers of periods, so that number 0 is the first of 1970."""
    numbers = pd.to_numeric(days).to_numpy(dtype=float, na_value=np.nan)
    there = np.isfinite(numbers)
    months = np.where(there, numbers, 0).astype(np.int64) * (12 // SEASONS[frequency])
    stamps = months.astype("datetime64[M]").astype("datetime64[s]")
    return pd.Series(stamps, index=days.index).where(there)


def with_reasons(forecast: Forecast, reasons: Mapping[str, Note]) -> Forecast:
    """The forecast with the reasons of series that were set aside."""
    told = tuple(
        (reasons[str(name)],) if str(name) in reasons else remarks
        for name, remarks in zip(forecast.ids, forecast.notes, strict=True)
    )
    return replace(forecast, notes=told)
