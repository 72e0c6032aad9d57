"""Long tables ``unique_id, ds, y``: their values and dates, and what is wrong with a row."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from phantich.errors import DataError, Fault


def read_values(table: pd.DataFrame) -> NDArray[np.float64]:
    """Values of the column ``y``; NaN where it is empty.

    Raises
    ------
    DataError
        When a column lacks; for each value that is no finite number, each series without a name.
    """
    lacking = [c for c in ("unique_id", "ds", "y") if c not in table.columns]
    if lacking:
        found = f"no column {', '.join(lacking)}"
        raise DataError("table", [Fault("table", found, "the columns unique_id, ds, y")])
    y = pd.to_numeric(table["y"], errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    wrong = ~np.isfinite(y)
    if wrong.any():
        wrong &= table["y"].notna().to_numpy()
    faults = [
        Fault(f"table, row {row + 1}, column y", repr(table["y"].iloc[row]), "a finite number")
        for row in np.flatnonzero(wrong)
    ]
    faults += [
        Fault(f"table, row {row + 1}, column unique_id", "nothing", "a name")
        for row in np.flatnonzero(table["unique_id"].isna().to_numpy())
    ]
    if faults:
        raise DataError("table", faults)
    return y


def read_dates(days: pd.Series) -> pd.Series:
    """Dates of the column ``ds``, on any day of their periods; missing where they cannot be read.

    ``2024-Q2``, ``2024-S1`` and the whole number 2024 are their first day.

    Examples
    --------
    >>> [f"{day:%Y-%m-%d}" for day in read_dates(pd.Series(["2024-05-31", "2024-Q2", "2024"]))]
    ['2024-05-31', '2024-04-01', '2024-01-01']
    """
    if pd.api.types.is_datetime64_any_dtype(days):
        local: pd.Series = days.dt.tz_localize(None)
        return local
    if pd.api.types.is_float_dtype(days):
        days = days.where(days % 1 == 0).astype("Int64")
    # Long tables repeat few dates: each distinct text is parsed once.
    codes, distinct = pd.factorize(days)
    texts = pd.Series(distinct).astype("string").str.strip()
    texts = texts.str.replace(r"^(\d{4}-\d\d-\d\d)[T ]\d\d:.*$", r"\1", regex=True)
    parts = texts.str.extract(r"^(\d{4})-?([QS])([1-4])$")
    step = parts[1].map({"Q": 3, "S": 6}).fillna(0).astype(int)
    month = (pd.to_numeric(parts[2]).fillna(1).astype(int) - 1) * step + 1
    named = parts[0] + "-" + month.astype("string").str.zfill(2)
    texts = named.where(parts[0].notna(), texts)
    dates: pd.Series = pd.to_datetime(texts, format="ISO8601", errors="coerce").reindex(codes)
    return dates.set_axis(days.index)


def refuse_doubles(table: pd.DataFrame, rows: Iterable[int]) -> None:
    """Refuse a table in which these rows, counted from 0, give a series a second value.

    Raises
    ------
    DataError
        With a fault for each of the rows, where there are any.
    """
    faults = [
        Fault(
            f"table, row {row + 1}",
            f"a second value of {table['unique_id'].iloc[row]} for {table['ds'].iloc[row]}",
            "one value a period",
            "remove one of the two rows",
        )
        for row in rows
    ]
    if faults:
        raise DataError("table", faults)
