"""Appending loads, and taking them back.

A load is stored whole, figures that another load holds already included, so that a figure stays
known for as long as one load that holds it is not withdrawn. Only figures that no other load holds
count as added, and repeats never change what a query answers. A load of a file whose content is
loaded already is not stored at all when it brings nothing new.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from phantich.errors import DataError, Fault, UsageError
from phantich.observations import COLUMNS, SIMULATED, validate
from phantich.store.periods import bounds
from phantich.store.schema import IDENTITY

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

Kind = Literal["gso", "form", "long", "cited", "simulated"]

_COLUMNS = (*COLUMNS, "simulated", "starts", "ends")
_SAME = " AND ".join(f"f.{column} = g.{column}" for column in IDENTITY)


class RemarkLike(Protocol):
    """What a reader remarked about a place of the file (`phantich.sources.reading.Remark`)."""

    @property
    def kind(self) -> str:
        """One of `phantich.sources.reading.RemarkKind`."""

    @property
    def where(self) -> str:
        """File, sheet and cell, or row."""

    @property
    def found(self) -> str:
        """What stands there."""

    @property
    def meaning(self) -> str:
        """What was made of it, or why nothing was."""


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did: ``rows_given == rows_added + rows_known``."""

    load_id: int
    rows_given: int
    rows_added: int
    rows_known: int


def prepare(observations: pd.DataFrame, origin: str, validated: bool = False) -> pd.DataFrame:
    """Validated observations with what the store derives from them, in the order given.

    Raises
    ------
    DataError
        When the observations are not valid, or a period does not exist.
    """
    table = observations.copy() if validated else validate(observations, origin)
    table["simulated"] = table["source"].str.startswith(SIMULATED)
    spans = _spans(table, origin)
    periods = table["frequency"] + table["period"]
    table["starts"] = periods.map({name: first for name, (first, _) in spans.items()})
    table["ends"] = periods.map({name: last for name, (_, last) in spans.items()})
    table.insert(0, "position", range(len(table)))
    return table


def append(
    connection: duckdb.DuckDBPyConnection,
    table: pd.DataFrame,
    file: tuple[str, str, Kind],
    remarks: Iterable[RemarkLike],
) -> tuple[LoadReport, bool]:
    """Append one load in one transaction; the second value says whether anything was written.

    `table` comes from `prepare`; `file` is the load's origin, digest and kind.
    """
    import duckdb

    connection.register("given_frame", table)
    connection.execute("BEGIN")
    try:
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE given AS SELECT DISTINCT ON ({', '.join(IDENTITY)}) "
            "* REPLACE (vintage::DATE AS vintage) FROM given_frame ORDER BY position"
        )
        added = _count(
            connection,
            f"SELECT count(*) FROM given g ANTI JOIN (SELECT * FROM figures WHERE load_id IN "
            "(SELECT load_id FROM loads WHERE withdrawn_at IS NULL) AND vintage BETWEEN "
            "(SELECT min(vintage) FROM given) AND (SELECT max(vintage) FROM given)) f "
            f"ON {_SAME}",
        )
        earlier = _holder(connection, file[1])
        if added == 0 and earlier is not None:
            connection.execute("ROLLBACK")
            return LoadReport(earlier, len(table), 0, len(table)), False
        load_id = _count(connection, "SELECT coalesce(max(load_id), 0) + 1 FROM loads")
        report = LoadReport(load_id, len(table), added, len(table) - added)
        _insert(connection, report, file, remarks)
        connection.execute("COMMIT")
    except BaseException:
        # An interrupted statement may have ended the transaction already.
        with suppress(duckdb.Error):
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.unregister("given_frame")
    return report, True


def withdraw(connection: duckdb.DuckDBPyConnection, load_id: int) -> None:
    """Mark a load as withdrawn.

    Raises
    ------
    UsageError
        When there is no such load, or it is withdrawn already.
    """
    rows = connection.execute(
        "SELECT withdrawn_at FROM loads WHERE load_id = ?", [load_id]
    ).fetchall()
    if not rows:
        raise UsageError(f"there is no load {load_id}; see phantich loads list")
    if rows[0][0] is not None:
        raise UsageError(f"load {load_id} was withdrawn on {rows[0][0]:%Y-%m-%d} already")
    connection.execute("UPDATE loads SET withdrawn_at = ? WHERE load_id = ?", [_now(), load_id])


def _spans(table: pd.DataFrame, origin: str) -> dict[str, tuple[dt.date, dt.date]]:
    """First and last day of every period, by frequency letter and text."""
    spans, faults = {}, []
    for letter, text in dict.fromkeys(zip(table["frequency"], table["period"], strict=True)):
        try:
            spans[f"{letter}{text}"] = bounds(text, letter)
        except ValueError as error:
            faults.append(Fault(f"{origin}, column period", repr(text), f"a period ({error})"))
    if faults:
        raise DataError(origin, faults)
    return spans


def _insert(
    connection: duckdb.DuckDBPyConnection,
    report: LoadReport,
    file: tuple[str, str, Kind],
    remarks: Iterable[RemarkLike],
) -> None:
    connection.execute(
        "INSERT INTO loads VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)",
        [report.load_id, *file, report.rows_given, report.rows_added, report.rows_known, _now()],
    )
    columns = ", ".join(_COLUMNS)
    connection.execute(
        f"INSERT INTO figures (load_id, position, {columns}) "
        f"SELECT {report.load_id}, position, {columns} FROM given ORDER BY position"
    )
    texts = [list(column) for column in zip(*map(_texts, remarks), strict=True)]
    if texts:
        connection.execute(
            f"INSERT INTO remarks SELECT {report.load_id}, unnest(range(len(?))), "
            "unnest(?), unnest(?), unnest(?), unnest(?)",
            [texts[0], *texts],
        )


def _texts(remark: RemarkLike) -> tuple[str, str, str, str]:
    return remark.kind, remark.where, remark.found, remark.meaning


def _holder(connection: duckdb.DuckDBPyConnection, digest: str) -> int | None:
    rows = connection.execute(
        "SELECT min(load_id) FROM loads WHERE digest = ? AND withdrawn_at IS NULL", [digest]
    ).fetchall()
    earlier: int | None = rows[0][0]
    return earlier


def _count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(connection.execute(sql).fetchall()[0][0])


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
