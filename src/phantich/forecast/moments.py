"""Weeks, days and hours of a long table: told from the dates, put on an even grid, written back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd

from phantich.errors import DataError, Fault
from phantich.forecast.dating import counts
from phantich.measures.long import read_dates
from phantich.measures.panel import Floats

Clock = Literal["W", "D", "H"]
HOURS: Final[dict[str, int]] = {"W": 168, "D": 24, "H": 1}
#: Hours of a year and a day.
_YEAR: Final = 8784
_TIME: Final = r"\d{4}-\d\d-\d\d[T ]\d\d:.*"
_WEEK: Final = r"(\d{4})-?W(\d{2})"


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """One series: values a step, the moment of the last one with a figure, and what was met.

    `doubled` names a moment with two different values; `merged` is how many readings shared a step
    with another one and were averaged.
    """

    values: Floats
    last: pd.Timestamp
    doubled: str = ""
    merged: int = 0
    dropped: int = 0


def read_moments(days: pd.Series, clock: Clock | None = None) -> pd.Series:
    """Moments of a column with their hours; ``2024-W05`` is its Monday; numbers count periods.

    Raises
    ------
    DataError
        When a cell is no date; every one is named with its row.

    Examples
    --------
    >>> read_moments(pd.Series(["2024-01-01 05:00", "2024-W02"])).dt.strftime("%m-%d %H").tolist()
    ['01-01 05', '01-08 00']
    """
    if clock is not None and counts(days):
        numbers = pd.to_numeric(days).astype(float)
        moments = pd.Timestamp("1970-01-01") + pd.to_timedelta(numbers * HOURS[clock], unit="h")
    else:
        texts = days.astype("string").str.strip()
        timed = texts.str.fullmatch(_TIME).fillna(False)
        weeks = _joined(texts)
        moments = read_dates(days).astype("datetime64[us]")
        moments = moments.mask(timed.to_numpy(bool), _timed(texts.where(timed)))
        monday = pd.to_datetime(weeks + "1", format="%G%V%u", errors="coerce")
        moments = moments.fillna(monday.astype("datetime64[us]"))
    faults = [
        Fault(f"table, row {row + 1}, column ds", repr(days.iloc[row]), "a date such as 2026-10-01")
        for row in np.flatnonzero(moments.isna().to_numpy())
    ]
    if faults:
        raise DataError("table", faults)
    return moments


def _joined(texts: pd.Series) -> pd.Series:
    """Year and number of weeks such as 2024-W05; missing for other texts."""
    parts = texts.str.extract(f"^{_WEEK}$")
    joined: pd.Series = parts[0] + parts[1]
    return joined


def _timed(texts: pd.Series) -> pd.Series:
    """Moments as the clock on the wall shows them: an offset of the zone is left out."""
    bare = texts.str.replace(r"(Z|[+-]\d\d:?\d\d)$", "", regex=True)
    return pd.to_datetime(bare, format="ISO8601", errors="coerce").astype("datetime64[us]")


def tell(moments: pd.Series) -> Clock | None:
    """Hours, days or weeks by the usual distance of the moments; None where it is neither.

    Readings every few hours are taken together as days.
    """
    distinct = np.unique(moments.to_numpy())
    if len(distinct) < 2:
        return None
    hours = float(np.median(np.diff(distinct)) / np.timedelta64(1, "h"))
    if hours <= 1.5:
        return "H"
    if hours <= 84:
        return "D"
    return "W" if 132 <= hours <= 204 else None


def to_grid(moments: pd.Series, figures: pd.Series, clock: Clock) -> Grid:
    """Values by step up to the last figure.

    Weeks are counted from the weekday of the last figure, hours from its minute. Different moments
    of one step are averaged; one moment with two different values is named and nothing is made.
    """
    table = pd.DataFrame({"at": moments.to_numpy(), "y": figures.to_numpy(dtype=float)})
    table = table.dropna().drop_duplicates()
    if table.empty:
        return Grid(np.empty(0), pd.Timestamp("1970-01-01"))
    clash = table["at"][table["at"].duplicated()]
    last = pd.Timestamp(table["at"].max())
    if clock == "D":
        last = last.normalize()
    if len(clash):
        form = "%Y-%m-%d %H:%M" if clock == "H" else "%Y-%m-%d"
        return Grid(np.empty(0), last, pd.Timestamp(clash.min()).strftime(form))
    apart = (table["at"] - last) / pd.Timedelta(hours=HOURS[clock])
    shift = 0.0 if clock == "D" else 0.5
    places = np.floor(apart.to_numpy(dtype=float) + shift).astype(np.int64)
    places = places - places.min()
    number = np.bincount(places)
    sums = np.bincount(places, weights=table["y"].to_numpy())
    values = np.where(number > 0, sums / np.maximum(number, 1), np.nan)
    filled = np.flatnonzero(number)
    breaks = np.flatnonzero(np.diff(filled) > _YEAR / HOURS[clock])
    begin = int(filled[breaks[-1] + 1]) if len(breaks) else 0
    merged = len(table) - len(filled)
    return Grid(values[begin:], last, merged=merged, dropped=int((filled < begin).sum()))


def write_moments(moments: pd.DatetimeIndex, like: pd.Series, clock: Clock) -> pd.Series:
    """Moments as a table writes them: numbers, texts with or without hours, weeks, or dates."""
    if counts(like):
        hours = pd.Series(moments - pd.Timestamp("1970-01-01")) / pd.Timedelta(hours=1)
        numbers = (hours / HOURS[clock]).round().astype("int64")
        return (
            numbers if pd.api.types.is_numeric_dtype(like.infer_objects()) else numbers.astype(str)
        )
    sample = like.dropna().head(1000)
    if not sample.map(lambda cell: isinstance(cell, str)).any():
        return pd.Series(moments)
    texts = sample.astype(str)
    if texts.str.fullmatch(_WEEK).mean() > 0.5:
        return pd.Series(moments.strftime("%G-W%V" if "-" in texts.iloc[0] else "%GW%V"))
    if clock != "H":
        return pd.Series(moments.strftime("%Y-%m-%d"))
    between = "T" if texts.str.contains("T").mean() > 0.5 else " "
    seconds = texts.str.count(":").median() > 1
    return pd.Series(moments.strftime(f"%Y-%m-%d{between}%H:%M" + (":%S" if seconds else "")))
