"""Reading while another process writes.

A writer replaces the file; it never changes one that can be read. A reader therefore keeps the
file it has attached until it notices, before its next query, that another one lies there now.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from phantich.errors import StoreError
from phantich.store import schema

if TYPE_CHECKING:
    import duckdb


class Reader:
    """A read-only connection that follows the file from one version to the next."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._seen: tuple[int, ...] = ()
        #: Connections inherited through a fork: their threads are gone, closing them would hang.
        self._inherited: list[duckdb.DuckDBPyConnection] = []

    @contextmanager
    def connection(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The connection to the newest version of the file, for one thread at a time.

        Raises
        ------
        StoreError
            When there is no file, or it is no store.
        """
        with self._lock:
            yield self._current()

    def close(self) -> None:
        """Let go of the file; the next query opens it again."""
        with self._lock:
            self._drop()

    def _current(self) -> duckdb.DuckDBPyConnection:
        try:
            status = self.path.stat()
        except OSError as error:
            raise StoreError(
                f"there is no store at {self.path}; load figures first: phantich ingest FILES"
            ) from error
        seen = (os.getpid(), status.st_ino, status.st_mtime_ns, status.st_size)
        if self._connection is None or seen != self._seen:
            self._drop()
            self._connection = _attach(self.path)
            self._seen = seen
        return self._connection

    def _drop(self) -> None:
        if self._connection is None:
            return
        if self._seen[0] == os.getpid():
            self._connection.close()
        else:
            self._inherited.append(self._connection)
        self._connection = None


def _attach(path: Path) -> duckdb.DuckDBPyConnection:
    """Attach the file to a database in memory.

    DuckDB keeps one instance for a path in a process, so that ``duckdb.connect(path)`` would go
    on showing the file that was replaced for as long as anybody in the process has it open.
    """
    import duckdb

    connection = duckdb.connect()
    try:
        name = str(path).replace("'", "''")
        connection.execute(f"ATTACH '{name}' AS store (READ_ONLY); USE store")
        schema.check(connection, str(path))
    except duckdb.Error as error:
        connection.close()
        raise StoreError(f"{path} cannot be read as a store: {_first_line(error)}") from error
    except StoreError:
        connection.close()
        raise
    return connection


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
