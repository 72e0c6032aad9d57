"""The same jobs on several machines, through dask.distributed (``phantich[cluster]``).

A worker gets a job with its notebook, makes the files in a process of its own with the limits of
any run, and sends them back; whoever asked puts them in their place. A worker that is lost loses
nothing: its job is given to another one. The store is read at its path, or from a folder that all
share, named as `fsspec` names it (``file:///mnt/share``, ``s3://bucket/folder``).
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import nbformat

from phantich.brief import Content
from phantich.errors import UsageError
from phantich.files import sha256
from phantich.runs.archiving import keep
from phantich.runs.crew import Crew, Effort, Limits
from phantich.runs.editions import FACTS, REVIEW, Edition, ReviewLog, edition_of, editions
from phantich.runs.fitting import Fitted, put, take_away
from phantich.runs.plan import Job

if TYPE_CHECKING:
    from distributed import Client

_SHARED: Final = "stores"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A job on its way to a worker, with all that is needed there but the store."""

    job: Job
    notebook: bytes
    identity: str
    limits: Limits
    #: Shared address and hash of the store; its path is used where there is none.
    store: tuple[str, str] | None
    #: What the month's folder holds of the group that was reviewed.
    known: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Returned:
    """What a worker made."""

    effort: Effort
    files: dict[str, bytes]


@contextmanager
def connected(address: str) -> Iterator[Client]:
    """A client of the cluster at ``tcp://host:port``, or of ``local:N`` workers on this machine.

    Raises
    ------
    UsageError
        When dask.distributed is not installed, or the address is none.
    """
    try:
        import distributed as installed
    except ImportError as error:
        raise UsageError("runs on a cluster need dask: pip install 'phantich[cluster]'") from error
    distributed: Any = installed
    kind, _, rest = address.partition(":")
    if kind == "local" and rest.isdigit() and int(rest) > 0:
        with (
            distributed.LocalCluster(
                n_workers=int(rest),
                threads_per_worker=1,
                dashboard_address=None,
                host="127.0.0.1",
                protocol="tcp",
            ) as cluster,
            distributed.Client(cluster) as client,
        ):
            yield client
    elif kind == "tcp":
        try:
            client = distributed.Client(address, timeout="10s")
        except (OSError, ValueError) as error:
            raise UsageError(f"no dask scheduler answers at {address}: {error}") from error
        with client:
            yield client
    else:
        raise UsageError(f"{address!r} is no cluster; write tcp://host:port, or local:2")


def efforts(
    client: Client,
    todo: Sequence[tuple[int, Job]],
    out: Path,
    identities: Mapping[str, str],
    limits: Limits,
    share: str = "",
) -> Iterator[tuple[int, Effort]]:
    """Have the workers do the jobs, put their files in place; efforts as they come."""
    import distributed

    as_completed: Any = distributed.as_completed
    stores = {job.parameters["store"] for _, job in todo}
    shared = {path: _upload(Path(path), share) for path in stores} if share else {}
    places = {}
    for place, job in todo:
        parcel = Parcel(
            job,
            job.notebook.read_bytes(),
            identities.get(job.key, ""),
            limits,
            shared.get(job.parameters["store"]),
            _reviewed(out / job.month, job.group),
        )
        places[client.submit(work, parcel, pure=False, retries=0)] = (place, parcel)
    for future, returned in as_completed(places, with_results=True):
        place, parcel = places[future]
        yield place, _place(parcel, out, returned)


def work(parcel: Parcel) -> Returned:
    """What a worker does with a parcel."""
    with tempfile.TemporaryDirectory(prefix="phantich-") as name:
        out = Path(name) / "out"
        folder = out / parcel.job.month
        folder.mkdir(parents=True)
        for file, content in parcel.known.items():
            (folder / file).write_bytes(content)
        notebook = Path(name) / parcel.job.notebook.name
        notebook.write_bytes(parcel.notebook)
        given = dict(parcel.job.parameters)
        if parcel.store is not None:
            given["store"] = str(_download(*parcel.store))
        crew = Crew(out, Path(name), parcel.limits)
        try:
            job = replace(parcel.job, notebook=notebook, parameters=given)
            effort = crew.do(job, parcel.identity)
        finally:
            crew.stop()
        files = {n: (folder / n).read_bytes() for n in effort.outcome.files}
    return Returned(effort, files)


def _place(parcel: Parcel, out: Path, returned: Returned) -> Effort:
    """Put the files that came back where they belong."""
    job, files = parcel.job, returned.files
    folder = out / job.month
    if not returned.effort.outcome.ok:
        take_away(folder, job.stem)
        return returned.effort
    facts = next((name for name in files if name.endswith(FACTS)), "")
    if facts:
        stem = facts.removesuffix(FACTS)
        edition = Edition(folder, job.stem) if stem == job.stem else edition_of(folder, stem)
        reviews = parcel.known.get(f"{stem}{REVIEW}")
        log = ReviewLog.model_validate_json(reviews) if reviews else ReviewLog()
        content = Content.model_validate_json(files[facts])
        text = files[f"{stem}.ipynb"].decode("utf-8")
        notebook = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
        put(Fitted(edition, content, notebook, log, files))
        keep(job, content)
    return returned.effort


def _reviewed(folder: Path, group: str) -> dict[str, bytes]:
    """Reviews and facts of the group's editions; nothing where nobody reviewed anything."""
    found = [e for e in editions(folder, group) if e.path(REVIEW).is_file()]
    paths = [e.path(suffix) for e in found for suffix in (REVIEW, FACTS, ".ipynb")]
    return {path.name: path.read_bytes() for path in paths if path.is_file()}


def _upload(store: Path, share: str) -> tuple[str, str]:
    """Put the store into the shared folder, under its hash, unless it is there."""
    import fsspec

    digest = sha256(store)
    address = f"{share.rstrip('/')}/{_SHARED}/{digest}.duckdb"
    system, path = fsspec.core.url_to_fs(address)
    if not system.exists(path):
        system.makedirs(path.rpartition("/")[0], exist_ok=True)
        system.put_file(str(store), f"{path}.part")
        system.mv(f"{path}.part", path)
    return address, digest


_LOCK = threading.Lock()


def _download(address: str, digest: str) -> Path:
    """The store from the shared folder, kept on this machine for the next job."""
    import fsspec

    path = Path(tempfile.gettempdir()) / f"phantich-store-{digest[:16]}.duckdb"
    with _LOCK:
        if not path.is_file():
            system, where = fsspec.core.url_to_fs(address)
            beside = path.with_name(f"{path.name}.{threading.get_native_id()}")
            system.get_file(where, str(beside))
            beside.replace(path)
    return path
