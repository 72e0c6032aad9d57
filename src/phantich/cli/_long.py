"""Long tables ``unique_id, ds, y`` that a command is given, and tables that it writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd

    from phantich.cli._options import Frequency
    from phantich.forecast.moments import Clock
    from phantich.measures.panel import Panel, PanelFrequency
    from phantich.sources.longfile import LongFile

DAY: Final = "%Y-%m-%d"
_PLACE: Final = re.compile(r"table, row (\d+)")


def read_long(path: Path, optional: Sequence[str] = ()) -> tuple[LongFile, pd.DataFrame]:
    """The file, its columns ``unique_id, ds, y``, and those of the optional numbers that it has.

    Raises
    ------
    DataError
        When it cannot be read, lacks a column or holds a cell that is no number.
    """
    from phantich.sources.longfile import SHORT, open_long

    file = open_long(path, SHORT)
    return file, number_columns(file, ["y", *(c for c in optional if c in file.table.columns)])


def number_columns(file: LongFile, names: Sequence[str]) -> pd.DataFrame:
    """The columns ``unique_id`` as text, ``ds`` as it is, and those names as numbers.

    Raises
    ------
    DataError
        With a fault for each cell that is no number.
    """
    import pandas as pd

    columns = {
        "unique_id": file.table["unique_id"].astype(str),
        "ds": file.table["ds"],
        **{name: file.numbers(name) for name in names},
    }
    return pd.DataFrame(columns)


def read_panel(path: Path, frequency: PanelFrequency) -> Panel:
    """Series of a CSV, Parquet or Excel file with the columns ``unique_id``, ``ds`` and ``y``.

    Raises
    ------
    DataError
        When the file cannot be read, lacks a column, or holds a cell that is no date or number;
        every fault is named with its row.
    """
    from phantich.measures.panel import Panel

    file, table = read_long(path)
    with placed(file):
        return Panel.from_long(table, frequency)


@dataclass(frozen=True, slots=True)
class Parted:
    """A long table in two: series of weeks, days and hours, and those by months or rarer."""

    #: Clock of each series that is finer than months; None where nothing tells it.
    clocks: dict[str, Clock | None]
    finer: pd.DataFrame
    months: pd.DataFrame
    #: What was asked for of the months.
    frequency: PanelFrequency | None

    @property
    def has_months(self) -> bool:
        """Whether there is something by months; a table without any series counts as such."""
        return len(self.months) > 0 or not self.clocks


def parted(series: pd.DataFrame, frequency: Frequency | None) -> Parted:
    """The table in two, by the dates of each series or as was asked.

    Raises
    ------
    DataError
        When a cell is no date.
    """
    from phantich.forecast.clocks import clocks

    if frequency == "W" or frequency == "D" or frequency == "H":
        return Parted(clocks(series, frequency), series, series.iloc[:0], None)
    told = clocks(series) if frequency is None else {}
    apart = series["unique_id"].isin(list(told))
    return Parted(told, series[apart], series[~apart], frequency)


@contextmanager
def placed(file: LongFile) -> Iterator[None]:
    """Give faults of a table the places that they have in its file."""
    from phantich.errors import DataError, Fault

    try:
        yield
    except DataError as error:
        faults = [
            Fault(_placed(fault.where, file.where), fault.found, fault.expected, fault.remedy)
            for fault in error.faults
        ]
        raise DataError(file.name, faults) from None


def _placed(where: str, place: Callable[[int], str]) -> str:
    """The panel counts rows from 1; the file knows which of its own that is."""
    return _PLACE.sub(lambda found: place(int(found[1]) - 1), where)


def date_pattern(days: pd.Series, timed: str) -> str:
    """How to write dates: `timed` where one of them has a time of day, else the day alone."""
    known = days.dropna()
    return DAY if (known == known.dt.normalize()).all() else timed


def write_long(
    rows: pd.DataFrame,
    path: Path,
    what: str = "tables",
    date_format: str | None = DAY,
    names: pd.Series | None = None,
) -> None:
    """Write a table as CSV or Parquet, in one step.

    Parameters
    ----------
    what
        What the table holds, for the message.
    date_format
        How CSV writes dates.
    names
        ``unique_id`` as it was given: whole numbers become such again in Parquet.

    Raises
    ------
    UsageError
        When the file's name ends otherwise.
    """
    from phantich.errors import UsageError
    from phantich.files import replacing

    if path.suffix not in (".csv", ".parquet"):
        raise UsageError(f"{path.name}: {what} are written as .csv or .parquet")
    with replacing(path) as temporary:
        if path.suffix == ".csv":
            rows.to_csv(temporary, index=False, date_format=date_format)
            return
        if "unique_id" in rows:
            texts = rows["unique_id"].astype(str)
            if names is not None and names.dtype.kind in "iu":
                texts = texts.astype(names.dtype)
            rows = rows.assign(unique_id=texts)
        rows.to_parquet(temporary, index=False)
