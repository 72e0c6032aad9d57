"""A run: every job one after another, a record and an index for each month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from phantich.runs.execute import execute
from phantich.runs.index import write_index
from phantich.runs.plan import Job
from phantich.runs.record import Outcome, read_record, write_record

#: Told before and after each job; the outcome is None before.
Progress: TypeAlias = Callable[[Job, Outcome | None], None]


def run(
    jobs: Sequence[Job], out: Path, progress: Progress = lambda job, outcome: None
) -> tuple[list[Outcome], list[Path]]:
    """Make the briefs; a failing one does not stop the others.

    Returns
    -------
    The outcomes in the order of the jobs, and the index of each month.
    """
    outcomes: list[Outcome] = []
    for job in jobs:
        progress(job, None)
        outcome = execute(job, out)
        outcomes.append(outcome)
        progress(job, outcome)
    indexes = []
    for month in dict.fromkeys(outcome.month for outcome in outcomes):
        folder = out / month
        new = [outcome for outcome in outcomes if outcome.month == month]
        record = read_record(folder, month).with_outcomes(new)
        write_record(folder, record)
        indexes.append(write_index(folder, record))
    return outcomes, indexes
