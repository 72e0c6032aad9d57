"""The vintage store: figures as they became known, append-only, one file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from phantich.store.batch import Batch
from phantich.store.loading import Kind, LoadReport, RemarkLike
from phantich.store.paths import default_path
from phantich.store.queries import Day, Names, Query, Simulated, Vintages, fingerprint_sql, moment
from phantich.store.reading import Reader

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class LoadInfo:
    """One load as the store remembers it; times are UTC."""

    load_id: int
    origin: str
    digest: str
    kind: str
    rows_given: int
    rows_added: int
    rows_known: int
    loaded_at: dt.datetime
    withdrawn_at: dt.datetime | None
    remarks: int


@dataclass(frozen=True, slots=True)
class StoredRemark:
    """A remark as it was made when the file was read."""

    kind: str
    where: str
    found: str
    meaning: str


class Store:
    """The figures in one DuckDB file, for many readers and one writer at a time.

    Parameters
    ----------
    path
        The file; `default_path` unless given. It is made by the first load.
    at
        Moment in UTC (``2026-11-02T08:00:00``) at which the store is looked at: loads that were
        made, or withdrawn, later count as if they had not been. Its present state when None.

    Examples
    --------
    >>> store = Store("figures.duckdb")                                       # doctest: +SKIP
    >>> store.query("HP.A.II.1", measure="ytd", as_of="2026-03-31")           # doctest: +SKIP
    """

    def __init__(self, path: Path | str | None = None, at: str | None = None) -> None:
        self.path = default_path() if path is None else Path(path)
        self.at = None if at is None else moment(at)
        self._reader = Reader(self.path)

    def __repr__(self) -> str:
        return f"Store({str(self.path)!r})"

    def query(
        self,
        indicator: Names = None,
        component: Names = None,
        item: Names = None,
        area: Names = None,
        measure: Names = None,
        frequency: Names = None,
        period_from: str | None = None,
        period_to: str | None = None,
        as_of: Day = None,
        vintages: Vintages = "latest",
        simulated: Simulated = "fallback",
    ) -> pd.DataFrame:
        """Figures as they are known, or were known on the day `as_of`.

        See `phantich.store.queries` for what the arguments restrict and which row wins. Columns
        are those of `phantich.observations.COLUMNS` and ``load_id``; rows are ordered by
        indicator, component, measure, item, area, frequency, period and vintage.

        Raises
        ------
        StoreError
            When there is no store.
        UsageError
            When a period, a day or a choice is none.
        """
        query = Query(
            indicator, component, item, area, measure, frequency,
            period_from, period_to, as_of, vintages, simulated, self.at,
        )  # fmt: skip
        sql, values = query.sql()
        with self._reader.connection() as connection:
            return connection.execute(sql, values).df()

    def load(
        self,
        observations: pd.DataFrame,
        origin: str,
        digest: str,
        kind: Kind,
        remarks: Iterable[RemarkLike] = (),
    ) -> LoadReport:
        """Append one load and publish it; see `Batch.load`.

        Raises
        ------
        DataError
            When the observations are not valid; nothing is loaded.
        StoreError
            When another process goes on writing for a minute.
        """
        with self.batch() as batch:
            return batch.load(observations, origin, digest, kind, remarks)

    def withdraw(self, load_id: int) -> None:
        """Take a load back: it is marked, and its figures vanish from queries.

        A figure that another load holds, too, stays. Loading the file again brings all back.

        Raises
        ------
        UsageError
            When there is no such load, or it is withdrawn already.
        """
        with self.batch() as batch:
            batch.withdraw(load_id)

    @contextmanager
    def batch(self, publish_every: float = 30.0, timeout: float = 60.0) -> Iterator[Batch]:
        """Write several loads; they are published every so many seconds, and at the end.

        Loads that were complete when the block raised are published, too.

        Raises
        ------
        StoreError
            When another process goes on writing for `timeout` seconds.
        """
        batch = Batch(self.path, publish_every, timeout)
        try:
            yield batch
        finally:
            batch.publish()

    def loads(self) -> list[LoadInfo]:
        """All loads, withdrawn ones too, in the order in which they were made."""
        with self._reader.connection() as connection:
            rows = connection.execute(
                "SELECT *, (SELECT count(*) FROM remarks r WHERE r.load_id = l.load_id) "
                "FROM loads l ORDER BY load_id"
            ).fetchall()
        return [LoadInfo(*row) for row in rows]

    def vintages_by_digest(self) -> dict[str, str]:
        """Content hash → latest vintage, of the loads that are not withdrawn."""
        with self._reader.connection() as connection:
            rows = connection.execute(
                "SELECT digest, max(vintage)::VARCHAR FROM loads JOIN figures USING (load_id) "
                "WHERE withdrawn_at IS NULL GROUP BY digest"
            ).fetchall()
        return dict(rows)

    def fingerprints(self, as_of: Day = None) -> dict[str, str]:
        """Indicator → hash of all its figures and their order of precedence.

        Figures of a load that changes none of an indicator's leave its hash as it was.
        """
        sql, values = fingerprint_sql(as_of, self.at)
        with self._reader.connection() as connection:
            return dict(connection.execute(sql, values).fetchall())

    def remarks(self, load_id: int) -> list[StoredRemark]:
        """The reader's remarks about the file of a load."""
        with self._reader.connection() as connection:
            rows = connection.execute(
                "SELECT kind, place, found, meaning FROM remarks WHERE load_id = ? "
                "ORDER BY position",
                [load_id],
            ).fetchall()
        return [StoredRemark(*row) for row in rows]

    def close(self) -> None:
        """Let go of the file; the next query opens it again."""
        self._reader.close()
