"""Between the options of ``phantich measure`` and the functions that measure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pandas as pd

from phantich.cli._long import date_pattern, number_columns, placed
from phantich.errors import DataError, Fault, UsageError
from phantich.measures import kinds, records
from phantich.measures import weighted as trees
from phantich.measures.index_series import PeriodOnPeriod
from phantich.measures.long import read_dates
from phantich.measures.panel import Panel
from phantich.sources.longfile import LongFile, open_long

if TYPE_CHECKING:
    from phantich.measures.comparisons import AverageMethod
    from phantich.measures.kinds import PanelKind
    from phantich.measures.missing import MissingRule
    from phantich.measures.panel import PanelFrequency


def periods(
    path: Path,
    kind: str,
    frequency: PanelFrequency,
    method: AverageMethod,
    base: str | None,
    *,
    links: bool,
) -> pd.DataFrame:
    """Measures of series that go by calendar periods."""
    _links_of_prices(kind, links=links)
    file, table = _read(path, kind)
    with placed(file):
        return kinds.measure(table, cast("PanelKind", kind), frequency, method, base, links=links)


def weighted(
    path: Path,
    kind: str,
    frequency: PanelFrequency,
    weights: Path,
    tree: Path | None,
    *,
    method: AverageMethod,
    missing: MissingRule,
    base: str | None,
    links: bool = False,
) -> pd.DataFrame:
    """Whole indices from items and weights."""
    _links_of_prices(kind, links=links)
    if kind not in {"price_index", "volume_index"}:
        raise UsageError(f"--weights is for price_index and volume_index, not for {kind}")
    file, table = _read(path, kind)
    with placed(file):
        panel = Panel.from_long(table, frequency)
    if links:
        panel = PeriodOnPeriod(panel).chain().panel
    if kind == "volume_index":
        return trees.weighted_volumes(panel, open_long(weights, ["id", "weight"]).table)
    given = open_long(weights, ["id", "valid_from", "weight"]).table
    given = given.assign(id=given["id"].astype(str))
    if tree is not None:
        parents = open_long(tree, ["id", "parent"]).table.astype(str)
        given = given.drop(columns="parent", errors="ignore").merge(parents, on="id", how="left")
        # Groups without a weight of their own enter for their parents only.
        given = pd.concat([given, parents[~parents["id"].isin(given["id"])]])
    return trees.weighted_prices(panel, given, method, missing, base)


def _links_of_prices(kind: str, *, links: bool) -> None:
    if links and kind != "price_index":
        raise UsageError(f"--links is for price_index, not for {kind}")


def gauges(path: Path, levels: Sequence[float], gap: str) -> pd.DataFrame:
    """Measures of readings at any times."""
    try:
        pause = pd.Timedelta(gap)
    except ValueError:
        raise UsageError(f"--gap {gap!r} is no time such as 3h or 90min") from None
    file, table = _read(path, "gauge")
    return records.measure_gauges(_timed(file, table), levels, pause)


def projects(path: Path, frequency: PanelFrequency) -> pd.DataFrame:
    """State of projects."""
    file, table = _read(path, "progress")
    with placed(file):
        return records.measure_projects(table, frequency)


def dossiers(path: Path, expected: int, today: str | None, stale_days: float) -> pd.DataFrame:
    """State of collections."""
    day = pd.Timestamp.today().normalize() if today is None else _day(today, "--today")
    file, table = _read(path, "dossier")
    return records.measure_dossiers(_timed(file, table), expected, day, stale_days)


def shown(rows: pd.DataFrame, since: str | None, *, wide: bool) -> pd.DataFrame:
    """The rows to print: from a day on, with the time only where there is one."""
    if since is not None:
        rows = rows[rows["ds"] >= _day(since, "--from")]
    days = pd.Series(pd.DatetimeIndex(rows["ds"]), rows.index)
    rows = rows.assign(ds=days.dt.strftime(date_pattern(days, "%Y-%m-%dT%H:%M:%S")))
    if not wide:
        return rows
    order = list(dict.fromkeys(rows["measure"]))
    keys = rows[["unique_id", "ds"]].drop_duplicates()
    table = rows.drop_duplicates(["unique_id", "ds", "measure"]).pivot(
        index=["unique_id", "ds"], columns="measure", values="value"
    )
    return table.reindex(pd.MultiIndex.from_frame(keys))[order].reset_index()


def _read(path: Path, kind: str) -> tuple[LongFile, pd.DataFrame]:
    """The columns that the kind measures, numbers as numbers."""
    needed, optional = kinds.NEEDS[kind]
    file = open_long(path, ["unique_id", "ds", *needed])
    numbers = [c for c in (*needed, *optional) if c in file.table]
    return file, number_columns(file, numbers)


def _timed(file: LongFile, table: pd.DataFrame) -> pd.DataFrame:
    """The table with times for its dates.

    Raises
    ------
    DataError
        With every cell that is none.
    """
    times = pd.to_datetime(table["ds"].astype("string"), format="ISO8601", errors="coerce")
    faults = [
        Fault(f"{file.where(row)}, column ds", repr(cell), "a time such as 2026-10-01T06:00")
        for row, cell in enumerate(table["ds"])
        if pd.isna(times.iloc[row])
    ]
    if faults:
        raise DataError(file.name, faults)
    return table.assign(ds=times)


def _day(text: str, option: str) -> pd.Timestamp:
    day = read_dates(pd.Series([text]))[0]
    if pd.isna(day):
        raise UsageError(f"{option} {text!r} is no date such as 2025-01 or 2025-01-31")
    return pd.Timestamp(day)
