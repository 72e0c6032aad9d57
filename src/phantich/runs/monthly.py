"""A whole run: plan, lock, make, and leave the record; and the same pages again, years later."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from phantich import files
from phantich.errors import PhantichError
from phantich.runs import manifest
from phantich.runs.identity import Surroundings, code_digest, versions
from phantich.runs.manifest import Manifest, Wanted
from phantich.runs.perform import Means, Progress, Run, run
from phantich.runs.plan import Job, plan
from phantich.runs.summary import write_summary
from phantich.store import Store


class BusyError(PhantichError):
    """Another run is at work in the same folder."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The jobs of a run, each with the hash of what it depends on."""

    wanted: Wanted
    jobs: tuple[Job, ...]
    identities: dict[str, str]


def prepare_plan(root: Path, wanted: Wanted) -> Plan:
    """Everything that a run will do; nothing is started (see `phantich.runs.plan.plan`)."""
    store = Store(wanted.store or None, wanted.at)
    try:
        jobs = plan(
            root, store, wanted.cities, wanted.month, wanted.groups, wanted.as_of,
            wanted.kinds,
        )  # fmt: skip
        surroundings = Surroundings(store, wanted.as_of)
        identities = {job.key: surroundings.identity(job) for job in jobs}
    finally:
        store.close()
    resolved = wanted.model_copy(update={"store": str(store.path.resolve())})
    return Plan(resolved, tuple(jobs), identities)


def carry_out(planned: Plan, out: Path, progress: Progress, means: Means) -> tuple[Run, Manifest]:
    """Do a plan alone in the folder `out`, and write its manifest and summary.

    Raises
    ------
    BusyError
        When another run is at work there.
    """
    began = manifest.now()
    try:
        with files.locked(out / ".lock"):
            done = run(planned.jobs, out, progress, means, planned.identities)
            told = Manifest(
                id=manifest.name_of(began),
                began=began,
                ended=manifest.now(),
                wanted=planned.wanted,
                code=code_digest(),
                versions=versions(),
                jobs=manifest.jobs_of(done),
                indexes=_indexes(out, done),
            )
            manifest.write(out, told)
            write_summary(out, told)
    except files.LockedError as error:
        raise BusyError(
            f"process {error.holder} is at work on a run in {out}; wait until it has ended"
        ) from None
    return done, told


def _indexes(out: Path, done: Run) -> dict[str, str]:
    paths = [path for index in done.indexes for path in sorted(index.parent.glob("index*.html"))]
    return {path.relative_to(out).as_posix(): files.sha256(path) for path in paths}


def rebuild(root: Path, told: Manifest, out: Path, progress: Progress, means: Means) -> list[str]:
    """Make the files of a run again in `out`, from the store as it stood then.

    Returns
    -------
    Names of files that came out otherwise; executed notebooks hold times and do not count.
    """
    wanted = told.wanted.model_copy(update={"at": told.wanted.at or told.began})
    done, _ = carry_out(prepare_plan(root, wanted), out, progress, means)
    made = {f"{o.month}/{name}": digest for o in done.outcomes for name, digest in o.files.items()}
    before = {f"{j.month}/{name}": digest for j in told.jobs for name, digest in j.files.items()}
    return sorted(
        name
        for name, digest in before.items()
        if not name.endswith(".ipynb") and made.get(name) != digest
    )
