"""Many series side by side: the dense table that every measure is computed on.

A long table ``unique_id, ds, y`` becomes an array with one row a series and one column a period, so
that «the same month of last year» is a fixed distance and a gap stays a gap (NaN).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from phantich.errors import DataError, Fault, UsageError
from phantich.measures.long import read_dates, read_values, refuse_doubles

Floats = NDArray[np.float64]

PanelFrequency = Literal["M", "Q", "S", "A"]
#: Periods in a year.
SEASONS: Final[dict[str, int]] = {"M": 12, "Q": 4, "S": 2, "A": 1}
_PERIOD = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])|-Q([1-4])|-S([12]))?")


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Series of one frequency on a common time axis.

    Parameters
    ----------
    ids
        Name of each series, unique.
    values
        Array ``(series, periods)``; NaN where there is no figure.
    start
        Number of the first period, counted from the first period of 1970.
    frequency
        ``M``, ``Q``, ``S`` (half-years) or ``A``.
    """

    ids: pd.Index
    values: Floats
    start: int
    frequency: PanelFrequency = "M"

    def __post_init__(self) -> None:
        if self.values.ndim != 2 or len(self.ids) != self.values.shape[0]:
            raise ValueError(
                f"values of shape {self.values.shape} do not fit {len(self.ids)} series"
            )

    @property
    def seasons(self) -> int:
        """Periods in a year."""
        return SEASONS[self.frequency]

    @property
    def first_season(self) -> int:
        """Place of the first period in its year, from 0."""
        return self.start % self.seasons

    @property
    def starts(self) -> pd.DatetimeIndex:
        """First day of each period."""
        step = 12 // self.seasons
        months = (self.start + np.arange(self.values.shape[1])) * step
        return pd.DatetimeIndex(months.astype("datetime64[M]").astype("datetime64[s]"), name="ds")

    def row(self, unique_id: str) -> Floats:
        """Values of one series.

        Raises
        ------
        KeyError
            When there is no such series.
        """
        return self.values[self.ids.get_loc(unique_id)]

    def place(self, period: str) -> int:
        """Column of a period: ``2024-05``, ``2024-Q2``, ``2024-S1``; ``2024`` is its first period.

        Raises
        ------
        UsageError
            When the text is no period, or the period lies outside the panel.

        Examples
        --------
        >>> Panel(pd.Index(["a"]), np.ones((1, 6)), start=54 * 12).place("2024-03")
        2
        """
        found = _PERIOD.fullmatch(period)
        if found is None:
            raise UsageError(f"{period!r} is not a period such as 2024-05, 2024-Q2 or 2024")
        year, month, quarter, half = (int(part or 0) for part in found.groups())
        months = max(month - 1, 3 * (quarter - 1), 6 * (half - 1), 0)
        ordinal = (12 * (year - 1970) + months) // (12 // self.seasons)
        place = ordinal - self.start
        if not 0 <= place < self.values.shape[1]:
            raise UsageError(f"{period} lies outside the series, which {self._span()}")
        return place

    def _span(self) -> str:
        if self.values.shape[1] == 0:
            return "hold no period"
        first, last = self.starts[[0, -1]].strftime("%Y-%m")
        return f"run from {first} to {last}"

    def with_values(self, values: Floats) -> Panel:
        """The same series and periods with other values."""
        return Panel(self.ids, values, self.start, self.frequency)

    def to_long(self, columns: Mapping[str, Floats] | None = None) -> pd.DataFrame:
        """Long table, one row a series and period, gaps included as NaN.

        `columns` are arrays of the panel's shape; without them the panel's own values are ``y``.
        """
        series, periods = self.values.shape
        arrays = {"y": self.values} if columns is None else columns
        codes = np.repeat(np.arange(series, dtype=np.int32), periods)
        names = pd.Categorical.from_codes(codes, categories=self.ids, validate=False)
        days = np.tile(self.starts.to_numpy(), series)
        data = {"unique_id": names, "ds": days, **{k: v.reshape(-1) for k, v in arrays.items()}}
        return pd.DataFrame(data, copy=False)

    @classmethod
    def from_long(cls, table: pd.DataFrame, frequency: PanelFrequency = "M") -> Panel:
        """Panel of a long table with the columns ``unique_id``, ``ds`` and ``y``.

        ``ds`` may lie on any day of its period, as a date or a text that begins like one; a whole
        number is a year. Periods that lack become NaN. An empty ``y`` is a gap.

        Raises
        ------
        DataError
            When a column lacks, a date cannot be read, a value is no finite number, or a series has
            two values in one period; every fault is named.

        Examples
        --------
        >>> table = pd.DataFrame({
        ...     "unique_id": ["a", "a"], "ds": ["2024-01-01", "2024-03-01"], "y": [1.0, 2.0],
        ... })
        >>> Panel.from_long(table).values
        array([[ 1., nan,  2.]])
        """
        y = read_values(table)
        regular = _regular(table, y, frequency)
        if regular is not None:
            return regular
        ordinals, faults = _ordinals(table["ds"], frequency)
        codes, ids = pd.factorize(table["unique_id"])
        if faults:
            raise DataError("table", faults)
        if len(y) == 0:
            return cls(pd.Index(ids, name="unique_id"), np.empty((0, 0)), 0, frequency)
        first, last = int(ordinals.min()), int(ordinals.max())
        shape = (len(ids), last - first + 1)
        place = codes.astype(np.int64) * shape[1] + (ordinals - first)
        refuse_doubles(table, np.flatnonzero(pd.Series(place).duplicated().to_numpy()))
        values = np.full(shape, np.nan)
        values.reshape(-1)[place] = y
        return cls(pd.Index(ids, name="unique_id"), values, first, frequency)


def _regular(table: pd.DataFrame, y: Floats, frequency: PanelFrequency) -> Panel | None:
    """Panel of a sorted table without gaps, found without looking at each date; else None."""
    names = table["unique_id"].array
    if len(names) < 2:
        return None
    new = np.asarray(names[1:] != names[:-1], dtype=bool)
    heads = np.concatenate([[0], np.flatnonzero(new) + 1])
    periods = len(names) // len(heads)
    if periods * len(heads) != len(names) or (np.diff(heads) != periods).any():
        return None
    ids = pd.Index(names[heads], name="unique_id")
    days = table["ds"].to_numpy()
    if not ids.is_unique or not np.issubdtype(days.dtype, np.datetime64):
        return None
    ordinals, faults = _ordinals(table["ds"].iloc[:periods], frequency)
    if faults or (np.diff(ordinals) != 1).any():
        return None
    if not (days.reshape(len(heads), periods) == days[:periods]).all():
        return None
    return Panel(ids, y.reshape(len(heads), periods), int(ordinals[0]), frequency)


def _ordinals(days: pd.Series, frequency: PanelFrequency) -> tuple[NDArray[np.int64], list[Fault]]:
    dates = read_dates(days)
    faults = [
        Fault(f"table, row {row + 1}, column ds", repr(days.iloc[row]), "a date such as 2026-10-01")
        for row in np.flatnonzero(dates.isna().to_numpy())
    ]
    months = dates.to_numpy().astype("datetime64[M]").astype(np.int64)
    return months // (12 // SEASONS[frequency]), faults
