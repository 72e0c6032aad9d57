"""Making the store from the bundled data, so that a fresh checkout has figures to show."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import phantich
from phantich.catalog import CITIES
from phantich.files import sha256
from phantich.runs.identity import digest

if TYPE_CHECKING:
    from phantich.sources import Reading
    from phantich.store import LoadInfo, Store
    from phantich.store.loading import Kind

_PACKAGE = Path(phantich.__file__).parent


@dataclass(frozen=True, slots=True)
class Bundle:
    """One part of the bundled data: how the store knows it, and how it is read."""

    origin: str
    kind: Kind
    #: Changes whenever what `read` gives may have changed; known without reading.
    digest: str
    read: Callable[[], Reading]


def prepare(store: Store, bundles: Iterable[Bundle] | None = None) -> str:
    """Load the bundled data that the store does not hold yet.

    What a user withdrew stays withdrawn. A bundle that has changed since it was loaded replaces
    what it was. The second call reads nothing.

    Returns
    -------
    What was done, for the user; empty when there was nothing to do.
    """
    wanted = list(bundled() if bundles is None else bundles)
    loads = store.loads() if store.path.exists() else []
    known = {load.digest for load in loads}
    missing = [bundle for bundle in wanted if bundle.digest not in known]
    if not missing:
        return ""
    rows = 0
    with store.batch() as batch:
        for bundle in missing:
            for load in _outdated(loads, bundle):
                batch.withdraw(load.load_id)
            reading = bundle.read()
            report = batch.load(
                reading.observations, bundle.origin, bundle.digest, bundle.kind, reading.remarks
            )
            rows += report.rows_given
    names = ", ".join(bundle.origin for bundle in missing)
    return f"loaded the bundled data into {store.path}: {rows:,} figures ({names})"


def _outdated(loads: Iterable[LoadInfo], bundle: Bundle) -> list[LoadInfo]:
    """Loads of an earlier state of the bundle."""
    return [
        load
        for load in loads
        if (load.origin, load.kind) == (bundle.origin, bundle.kind) and load.withdrawn_at is None
    ]


def bundled() -> Iterator[Bundle]:
    """The cited figures, where the project has them, and simulated ones for both cities."""
    from phantich.sources.cited import FILE, cited_path, read_cited
    from phantich.sources.simulated import SEED, simulate

    path = cited_path()
    if path.is_file():
        yield Bundle(FILE.as_posix(), "cited", sha256(path), partial(read_cited, path))
    code = digest([*_files("sources/simulated"), *_files("catalog"), _PACKAGE / "calendar.py"])
    for city in CITIES:
        origin = f"simulated:{city}"
        known = hashlib.sha256(f"{origin} {SEED} {code}".encode()).hexdigest()
        yield Bundle(origin, "simulated", known, partial(simulate, city))


def _files(folder: str) -> list[Path]:
    """Sources and data of a part of the package."""
    found = (_PACKAGE / folder).rglob("*")
    return sorted(p for p in found if p.is_file() and p.suffix in {".py", ".yaml", ".csv"})
