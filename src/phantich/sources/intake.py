"""Bringing files into the store: tell what each is, read it, check it, load it, go on.

Reading may use several processes; loading is done by one, in the order of the files, so that the
same files always give the same loads.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Final

from phantich.errors import DataError, PhantichError, StoreError
from phantich.files import sha256
from phantich.observations import COLUMNS, validate
from phantich.sources.detect import FileKind, detect
from phantich.sources.longtable import LongDefaults, read_long_table
from phantich.sources.pricechecks import PriceChecks
from phantich.sources.reading import Reading, Remark, RemarkKind
from phantich.sources.salvage import salvage
from phantich.store import Batch, Store

if TYPE_CHECKING:
    import pandas as pd

#: Fewer files than this are not worth starting other processes for.
_FEW: Final = 8


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file. `error` is empty unless it could not be read or loaded.

    `added` and `known` are None when nothing was to be loaded. `failed_checks` counts what does
    not fit in price tables that ought to be exact (see `PriceChecks`).
    """

    path: Path
    kind: FileKind | None = None
    rows: int = 0
    added: int | None = None
    known: int | None = None
    load_id: int | None = None
    remarks: tuple[Remark, ...] = ()
    failed_checks: int = 0
    error: str = ""

    def count(self, kind: RemarkKind) -> int:
        """Number of remarks of a kind."""
        return sum(remark.kind == kind for remark in self.remarks)

    @property
    def ok(self) -> bool:
        """Whether the file was read and nothing in it contradicts itself."""
        return not self.error and not self.failed_checks


@dataclass(frozen=True, slots=True)
class _Read:
    kind: FileKind
    digest: str
    reading: Reading


def ingest(
    paths: Sequence[Path],
    store: Store | None,
    kind: FileKind | None = None,
    defaults: LongDefaults | None = None,
    jobs: int = 1,
) -> Generator[Taken, None, None]:
    """Read files and load them, one after the other; a bad file stops nothing else.

    Files that were loaded stay loaded when the caller stops half-way.

    Parameters
    ----------
    store
        Where to load to; None to read only.
    kind
        What the files are; told from their content unless given.
    defaults
        For long tables (see `LongDefaults`). Without a vintage, a long table whose content is
        loaded already keeps the vintage that it has.
    jobs
        Processes that read.

    Raises
    ------
    StoreError
        When the store cannot be written.
    """
    there = store is not None and store.path.exists()
    held = store.vintages_by_digest() if store is not None and there else {}
    read = partial(_read_file, kind=kind, defaults=defaults or LongDefaults(), held=held)
    checks = PriceChecks(partial(_known, store if there else None))
    with store.batch() if store is not None else nullcontext() as batch:
        for path, result in _map(read, paths, jobs):
            if isinstance(result, str):
                yield Taken(path, error=result)
            else:
                yield _load(batch, path, result, checks)


def _known(store: Store | None, indicator: str) -> pd.DataFrame:
    import pandas as pd

    if store is None:
        return pd.DataFrame(columns=list(COLUMNS))
    return store.query(indicator, frequency="M", simulated="exclude")


def _read_file(
    path: Path, kind: FileKind | None, defaults: LongDefaults, held: dict[str, str]
) -> _Read | str:
    """The reading of one file, or the message why there is none."""
    try:
        found = kind or detect(path)
        digest = sha256(path)
        vintage = defaults.vintage or held.get(digest, "")
        reading = _reader(found, replace(defaults, vintage=vintage))(path)
        if found == "gso":
            reading = salvage(reading, path.name)
        observations = validate(reading.observations, path.name)
    except PhantichError as error:
        return str(error)
    except OSError as error:
        return f"{path.name}: {error.strerror or error}"
    except Exception as error:
        text = " ".join(str(error).split())
        return f"{path.name}: the reader failed on it ({type(error).__name__}: {text})"
    return _Read(found, digest, replace(reading, observations=observations))


def _reader(kind: FileKind, defaults: LongDefaults) -> Callable[[Path], Reading]:
    if kind == "gso":
        from phantich.sources.gso.reader import read_workbook

        return read_workbook
    if kind == "form":
        from phantich.sources.forms import read_form

        return read_form
    return partial(read_long_table, defaults=defaults)


def _load(batch: Batch | None, path: Path, read: _Read, checks: PriceChecks) -> Taken:
    observations = read.reading.observations
    doubts, failed = checks.check(read.reading)
    remarks = (*read.reading.remarks, *doubts)
    taken = Taken(path, read.kind, len(observations), remarks=remarks, failed_checks=failed)
    if batch is None:
        return taken
    try:
        report = batch.load(observations, path.name, read.digest, read.kind, remarks, True)
    except DataError as error:
        return replace(taken, error=str(error))
    return replace(taken, added=report.rows_added, known=report.rows_known, load_id=report.load_id)


def _map(
    read: Callable[[Path], _Read | str], paths: Sequence[Path], jobs: int
) -> Iterator[tuple[Path, _Read | str]]:
    """Results in the order of the paths; a few files ahead are being read meanwhile."""
    if jobs <= 1 or len(paths) < _FEW:
        yield from ((path, read(path)) for path in paths)
        return
    waiting: deque[tuple[Path, Future[_Read | str]]] = deque()
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_ignore_interrupts)
    try:
        for path in paths:
            waiting.append((path, pool.submit(read, path)))
            if len(waiting) > 3 * jobs:
                first, future = waiting.popleft()
                yield first, future.result()
        for first, future in waiting:
            yield first, future.result()
    except BrokenProcessPool as error:
        raise StoreError("a reading process was killed; try again with fewer jobs") from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the process that loads, which ends the others in good order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
