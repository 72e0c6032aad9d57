"""Making what a run plans: what is unchanged is left, what fails stops nothing else."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from phantich.files import sha256
from phantich.runs.coverage import is_stale, write_coverage
from phantich.runs.crew import Crew, Effort, Limits
from phantich.runs.editions import locked
from phantich.runs.execute import WORKING
from phantich.runs.index import write_index, write_top
from phantich.runs.plan import Job
from phantich.runs.publish import recover
from phantich.runs.record import Outcome, Record, read_record, write_record

#: What becomes of a job: it is begun, made, found unchanged, or it failed.
State = Literal["begun", "made", "unchanged", "failed"]
#: Told whenever a job gets into another state.
Progress: TypeAlias = Callable[[Job, State], None]


@dataclass(frozen=True, slots=True)
class Means:
    """How jobs are done."""

    #: Jobs at the same time.
    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    #: Make what is unchanged, too.
    force: bool = False
    #: Cluster where they are done instead, and folder that it shares (`phantich.runs.cluster`).
    cluster: str = ""
    share: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run did: the jobs with their efforts in order, and the index of each month."""

    efforts: tuple[tuple[Job, Effort], ...]
    indexes: tuple[Path, ...]

    @property
    def outcomes(self) -> list[Outcome]:
        """The outcomes in the order of the jobs."""
        return [effort.outcome for _, effort in self.efforts]

    @property
    def failed(self) -> int:
        """How many jobs failed."""
        return sum(not outcome.ok for outcome in self.outcomes)

    @property
    def unchanged(self) -> int:
        """How many jobs had nothing to do."""
        return sum(effort.tries == 0 and effort.outcome.ok for _, effort in self.efforts)

    @property
    def made(self) -> int:
        """How many pages were made."""
        return len(self.efforts) - self.unchanged - self.failed


def run(
    jobs: Sequence[Job],
    out: Path,
    progress: Progress = lambda job, state: None,
    means: Means | None = None,
    identities: Mapping[str, str] | None = None,
) -> Run:
    """Make pages, an index for each month, and the one that leads to the months.

    A record is written after each job, so that a run that was killed goes on where it stopped.

    Parameters
    ----------
    identities
        `Job.key` → hash of what a job depends on; a job whose files were made from the same is
        left as it is. Without it nothing is known to be unchanged.
    """
    months = sorted({job.month for job in jobs}, reverse=True)
    for month in months:
        with locked(out / month):
            recover(out / month)
    for left in out.glob(f"{WORKING}*"):
        shutil.rmtree(left, ignore_errors=True)
    records = {month: read_record(out / month, month) for month in months}
    known, by = identities or {}, means or Means()
    done: dict[int, Effort] = {}
    if not by.force:
        done = _unchanged(jobs, out, records, known)
        for place in done:
            progress(jobs[place], "unchanged")
    todo = [(place, job) for place, job in enumerate(jobs) if place not in done]
    work = _afar if by.cluster else _here
    for place, effort in work(todo, out, progress, known, by):
        done[place] = effort
        _note(out / jobs[place].month, jobs[place].month, [effort.outcome])
    for month in months:
        record = _note(out / month, month, [])
        tried = any(job.month == month for _, job in todo)
        if tried or is_stale(out / month):
            write_coverage(out / month, record)
    indexes = tuple(write_index(out, month) for month in months)
    write_top(out)
    return Run(tuple((job, done[place]) for place, job in enumerate(jobs)), indexes)


def _note(folder: Path, month: str, new: list[Outcome]) -> Record:
    """Add outcomes to the record as it is now: a reviewer may have added to it meanwhile."""
    with locked(folder):
        record = read_record(folder, month).with_outcomes(new)
        write_record(folder, record)
    return record


def _unchanged(
    jobs: Sequence[Job], out: Path, records: Mapping[str, Record], known: Mapping[str, str]
) -> dict[int, Effort]:
    """Jobs whose files are there as they were made, from what they would be made from now."""
    found = {}
    before = {(m, o.key): o for m, record in records.items() for o in record.outcomes}
    for place, job in enumerate(jobs):
        outcome = before.get((job.month, (job.city, job.group, job.kind)))
        if outcome is None or not outcome.ok or not outcome.identity:
            continue
        if outcome.identity == known.get(job.key) and _intact(out / job.month, outcome):
            found[place] = Effort(outcome)
    return found


def _intact(folder: Path, outcome: Outcome) -> bool:
    paths = {folder / name: expected for name, expected in outcome.files.items()}
    return all(path.is_file() and sha256(path) == expected for path, expected in paths.items())


def _here(
    todo: Sequence[tuple[int, Job]],
    out: Path,
    progress: Progress,
    known: Mapping[str, str],
    means: Means,
) -> Iterator[tuple[int, Effort]]:
    """Efforts as they come; whatever ends the loop ends the processes, too."""
    if not todo:
        return
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="phantich-results-") as results:
        crew = Crew(out.resolve(), Path(results), means.limits)

        def do(job: Job) -> Effort:
            progress(job, "begun")
            return crew.do(job, known.get(job.key, ""))

        pool = ThreadPoolExecutor(min(means.workers, len(todo)))
        try:
            places = {pool.submit(do, job): (place, job) for place, job in todo}
            for future in as_completed(places):
                place, job = places[future]
                effort = future.result()
                progress(job, "made" if effort.outcome.ok else "failed")
                yield place, effort
        finally:
            crew.stop()
            pool.shutdown(wait=True, cancel_futures=True)


def _afar(
    todo: Sequence[tuple[int, Job]],
    out: Path,
    progress: Progress,
    known: Mapping[str, str],
    means: Means,
) -> Iterator[tuple[int, Effort]]:
    """Efforts of the workers of a cluster, as they come."""
    from phantich.runs import cluster

    if not todo:
        return
    jobs = dict(todo)
    with cluster.connected(means.cluster) as client:
        for job in jobs.values():
            progress(job, "begun")
        for place, effort in cluster.efforts(client, todo, out, known, means.limits, means.share):
            progress(jobs[place], "made" if effort.outcome.ok else "failed")
            yield place, effort


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0))
