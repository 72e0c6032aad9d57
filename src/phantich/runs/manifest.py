"""The record of a run: what was asked, what it was made from, what came out, and what it took.

One folder a run, ``<out>/runs/<id>``, holds ``manifest.json`` and the summary for mailing. With
the manifest anyone can see later whether the files are still those that were made, and have them
made again from the store as it stood then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from phantich import files
from phantich.catalog import SetId
from phantich.errors import PhantichError, UsageError
from phantich.runs.alarms import Alarms
from phantich.runs.perform import Run
from phantich.runs.plan import Kind

FOLDER: Final = "runs"
FILE: Final = "manifest.json"


class Wanted(BaseModel):
    """What a run was asked for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cities: tuple[SetId, ...]
    month: str = "latest"
    groups: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ("brief",)
    as_of: str | None = None
    #: The store, and the moment (UTC) at which it is looked at; its present state when None.
    store: str = ""
    at: str | None = None


class Done(BaseModel):
    """One job of a run."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    city: SetId
    group: str
    kind: Kind
    month: str
    state: Literal["made", "unchanged", "failed"]
    #: Why it was left as it is, or failed.
    why: str = ""
    cell: int | None = None
    identity: str = ""
    files: dict[str, str] = {}
    seconds: float = 0.0
    cpu: float = 0.0
    #: Most memory of one of its processes, in megabytes.
    memory: float = 0.0
    tries: int = 0
    died: tuple[str, ...] = ()
    alarms: Alarms = Alarms()


class Manifest(BaseModel):
    """One run."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(pattern=r"^[\w.-]+$")]
    began: str
    ended: str
    wanted: Wanted
    code: str
    versions: dict[str, str]
    jobs: tuple[Done, ...]
    #: Indexes and coverage, by path below the output folder.
    indexes: dict[str, str] = {}

    def count(self, state: str) -> int:
        """Jobs in a state."""
        return sum(job.state == state for job in self.jobs)


def now() -> str:
    """The moment, in UTC."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


def jobs_of(run: Run) -> tuple[Done, ...]:
    """The jobs of a run as its manifest keeps them."""
    found = []
    for job, effort in run.efforts:
        outcome = effort.outcome
        state: Literal["made", "unchanged", "failed"] = "made" if outcome.ok else "failed"
        why = outcome.message
        if outcome.ok and not effort.tries:
            state, why = "unchanged", "its inputs and files are those of the run that made it"
        found.append(
            Done(
                city=job.city,
                group=job.group,
                kind=job.kind,
                month=job.month,
                state=state,
                why=why,
                cell=outcome.cell,
                identity=outcome.identity,
                files=outcome.files,
                seconds=round(effort.seconds, 3),
                cpu=round(effort.cpu, 3),
                memory=round(effort.memory / 2**20, 1),
                tries=effort.tries,
                died=tuple(effort.died),
                alarms=outcome.alarms,
            )
        )
    return tuple(found)


def name_of(began: str) -> str:
    """The id of a run that began at that moment."""
    return dt.datetime.fromisoformat(began).strftime("%Y%m%dT%H%M%S.%f")


def write(out: Path, manifest: Manifest) -> Path:
    """Write the manifest into the folder of its run."""
    path = out / FOLDER / manifest.id / FILE
    files.write_text(path, manifest.model_dump_json(indent=1, exclude_defaults=True) + "\n")
    return path


def names(out: Path) -> list[str]:
    """Ids of the runs in `out`, oldest first."""
    return sorted(path.parent.name for path in (out / FOLDER).glob(f"*/{FILE}"))


def read(out: Path, name: str) -> Manifest:
    """The manifest of a run; ``latest`` is the newest.

    Raises
    ------
    UsageError
        When there is no such run.
    PhantichError
        When its manifest is damaged.
    """
    known = names(out)
    if name == "latest" and known:
        name = known[-1]
    if name not in known:
        raise UsageError(f"no run {name} in {out / FOLDER}; see phantich runs list")
    path = out / FOLDER / name / FILE
    try:
        return Manifest.model_validate_json(path.read_text(encoding="utf-8"))
    except (ValidationError, UnicodeDecodeError) as error:
        raise PhantichError(f"{path} is damaged: {str(error).splitlines()[0]}") from error


class Mismatch(BaseModel):
    """A file that is not the one that a run made."""

    path: str
    found: Literal["missing", "changed"]


def verify(out: Path, manifest: Manifest) -> list[Mismatch]:
    """Files that a manifest names and that are missing, or others by now."""
    return [wrong for path, digest in _named(manifest) if (wrong := _compare(out, path, digest))]


def _named(manifest: Manifest) -> Iterable[tuple[str, str]]:
    for job in manifest.jobs:
        for name, digest in job.files.items():
            yield f"{job.month}/{name}", digest
    yield from manifest.indexes.items()


def _compare(out: Path, path: str, digest: str) -> Mismatch | None:
    if not (out / path).is_file():
        return Mismatch(path=path, found="missing")
    return None if files.sha256(out / path) == digest else Mismatch(path=path, found="changed")
