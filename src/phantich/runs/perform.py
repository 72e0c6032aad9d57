"""Making all briefs of a run, an index for each month, and the one that leads to the months."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from phantich.runs.coverage import write_coverage
from phantich.runs.execute import execute
from phantich.runs.index import write_index, write_top
from phantich.runs.plan import Job
from phantich.runs.publish import recover
from phantich.runs.record import Outcome, read_record, write_record

#: Told before and after each job; the outcome is None before.
Progress: TypeAlias = Callable[[Job, Outcome | None], None]


def run(
    jobs: Sequence[Job],
    out: Path,
    progress: Progress = lambda job, outcome: None,
    workers: int = 1,
) -> tuple[list[Outcome], list[Path]]:
    """Make the briefs; a failing one does not stop the others.

    Parameters
    ----------
    workers
        Processes that make briefs at the same time.

    Returns
    -------
    The outcomes in the order of the jobs, and the index of each month, the newest first.
    """
    months = sorted({job.month for job in jobs}, reverse=True)
    for month in months:
        recover(out / month)
    many = min(workers, len(jobs)) > 1
    done = dict(
        _side_by_side(jobs, out, progress, workers) if many else _in_turn(jobs, out, progress)
    )
    outcomes = [done[place] for place in range(len(jobs))]
    for month in months:
        new = [outcome for outcome in outcomes if outcome.month == month]
        record = read_record(out / month, month).with_outcomes(new)
        write_record(out / month, record)
        write_coverage(out / month, record)
    indexes = [write_index(out, month) for month in months]
    write_top(out)
    return outcomes, indexes


def _in_turn(jobs: Sequence[Job], out: Path, progress: Progress) -> Iterator[tuple[int, Outcome]]:
    for place, job in enumerate(jobs):
        progress(job, None)
        outcome = execute(job, out)
        progress(job, outcome)
        yield place, outcome


def _side_by_side(
    jobs: Sequence[Job], out: Path, progress: Progress, workers: int
) -> Iterator[tuple[int, Outcome]]:
    """Outcomes as they come; on an interrupt what runs is finished, the rest is not begun."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor, as_completed

    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_as_worker)
    try:
        for job in jobs:
            progress(job, None)
        places = {pool.submit(execute, job, out): i for i, job in enumerate(jobs)}
        for future in as_completed(places):
            place = places[future]
            outcome = future.result()
            progress(jobs[place], outcome)
            yield place, outcome
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _as_worker() -> None:
    """A worker leaves interrupts to the process that started it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0))
