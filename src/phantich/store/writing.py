"""Writing beside the readers: a locked working copy that replaces the store when it is complete.

DuckDB lets a single process open a file for writing, and nobody else read it meanwhile. So a
writer takes the lock file, copies the store, appends to the copy, and renames it over the store.
Readers keep the file they have open. A crash at any moment leaves the store as it was last
published, and at most a working copy that the next writer removes.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from phantich import files
from phantich.errors import StoreError
from phantich.store import schema

if TYPE_CHECKING:
    import duckdb


@contextmanager
def _locked(path: Path, timeout: float) -> Iterator[None]:
    """Hold the lock for writing to the store at `path`."""
    lock = path.with_name(f"{path.name}.lock")
    try:
        with files.locked(lock, timeout):
            yield
    except files.LockedError as error:
        raise StoreError(
            f"process {error.holder} is writing to {path}; "
            f"waited {timeout:g} s, try again when it has ended"
        ) from None


class WorkingCopy:
    """A copy of the store that only its owner sees until it is published."""

    def __init__(self, path: Path, timeout: float) -> None:
        try:
            with ExitStack() as stack:
                stack.enter_context(_locked(path, timeout))
                _remove_leftovers(path)
                copy = stack.enter_context(files.replacing(path))
                self.connection = _open_copy(path, copy)
                self._stack = stack.pop_all()
        except OSError as error:
            raise StoreError(f"{path} cannot be written: {error.strerror or error}") from error
        self.opened = time.monotonic()

    def publish(self) -> None:
        """Put the copy in the place of the store and give up the lock."""
        with self._stack:
            self.connection.close()

    def discard(self) -> None:
        """Throw the copy away and give up the lock; the store stays as it was."""
        self.connection.close()
        with suppress(_Discarded), self._stack:
            raise _Discarded


class _Discarded(Exception):  # noqa: N818 - a signal, not an error
    """Tells `files.replacing` to leave the old file in place."""


def _remove_leftovers(path: Path) -> None:
    """Working copies of writers that were killed; nobody else can own one while we are locked."""
    for leftover in path.parent.glob(f".{path.name}.*.part*"):
        leftover.unlink(missing_ok=True)


def _open_copy(path: Path, copy: Path) -> duckdb.DuckDBPyConnection:
    import duckdb

    fresh = not path.exists()
    if fresh:
        copy.unlink()
    else:
        shutil.copyfile(path, copy)
    try:
        connection = duckdb.connect(copy)
    except duckdb.Error as error:
        text = str(error).partition("\n")[0].replace(str(copy), str(path))
        raise StoreError(f"{path} cannot be opened as a store: {text}") from error
    try:
        if fresh:
            schema.create(connection)
        # The log is folded into the file once, when the copy is published; appends of a few
        # thousand rows take longer to share among threads than to do.
        connection.execute("SET checkpoint_threshold = '1GB'; SET threads = 1")
        schema.check(connection, str(path))
    except BaseException:
        connection.close()
        raise
    return connection
