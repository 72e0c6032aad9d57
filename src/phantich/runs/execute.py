"""Making one page: papermill runs the notebook, the exporter writes what people read."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from phantich.brief import load
from phantich.files import sha256
from phantich.runs.alarms import Alarms, alarms_of
from phantich.runs.archiving import keep
from phantich.runs.editions import Edition
from phantich.runs.fitting import Fitted, draft, fitted, put, take_away
from phantich.runs.identity import code_digest, versions
from phantich.runs.kernels import LocalKernelManager
from phantich.runs.plan import Job
from phantich.runs.record import Outcome

if TYPE_CHECKING:
    from nbformat import NotebookNode

#: One numeric thread a kernel: twice as fast side by side, and reproducible.
ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MPLBACKEND": "Agg",
    "PYTHONHASHSEED": "0",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
#: How the folder of a job at work is called.
WORKING = ".run-"
#: Seconds that one cell may take.
CELL_TIMEOUT = 600
#: Characters of a failure's message that are kept.
_MESSAGE = 2000
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def execute(job: Job, out: Path, identity: str = "") -> Outcome:
    """Make a job's files in `out`/<month>; a failure is an outcome, not an exception.

    A brief has ``<group>.html``, ``<group>.en.html``, ``<group>.docx``, ``<group>.xlsx``,
    ``<group>.facts.json`` and the executed ``<group>.ipynb``; all are put in place at once. The
    files of an earlier run are taken away when the job fails. A released edition is left as it is;
    a correction of it has names of its own (see `phantich.runs.editions`).

    Parameters
    ----------
    identity
        Hash of what the job depends on; kept in the outcome and in the notebook's metadata.

    Raises
    ------
    DeadKernelError
        When the kernel died; another try may help.
    """
    from nbclient.exceptions import DeadKernelError

    folder = out / job.month
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=WORKING, dir=out) as name:
        try:
            made = make(job, folder, Path(name).resolve(), identity)
            put(made.edition)
            keep(job, made.edition.content)
        except DeadKernelError:
            raise
        except Exception as error:
            take_away(folder, job.stem)
            return failure(job, error)
    return made.outcome


@dataclass(frozen=True, slots=True)
class Made:
    """An edition with its files, and its outcome."""

    edition: Fitted
    outcome: Outcome


def make(job: Job, folder: Path, work: Path, identity: str = "") -> Made:
    """Run the notebook in the folder `work` and make the files, none of them in its place yet."""
    notebook = _run_notebook(job, work)
    _note(notebook, job, identity)
    content = load(work / "facts.json")
    if job.kind == "brief":
        edition = draft(folder, notebook, content)
    else:
        # A forecast is archived when it is made; it is neither reviewed nor corrected.
        place = Edition(folder, job.stem)
        edition = fitted(place, notebook, content, place.log())
    outcome = Outcome(
        city=job.city,
        group=job.group,
        kind=job.kind,
        month=edition.content.month,
        ok=True,
        entry=edition.entry,
        alarms=alarms_of(edition.content) if job.kind == "brief" else Alarms(),
        identity=identity,
        files=edition.hashes,
    )
    return Made(edition, outcome)


def _note(notebook: NotebookNode, job: Job, identity: str) -> None:
    """What the record of a run keeps with the executed notebook."""
    notebook.metadata["phantich"] = {
        "identity": identity,
        "notebook": sha256(job.notebook),
        "code": code_digest(),
        "versions": versions(),
    }


def _run_notebook(job: Job, work: Path) -> NotebookNode:
    import papermill

    parameters = {**job.parameters, "facts": str(work / "facts.json")}
    with _environment(), _quiet():
        result: NotebookNode = papermill.execute_notebook(
            str(job.notebook),
            None,
            parameters=parameters,
            progress_bar=False,
            execution_timeout=CELL_TIMEOUT,
            kernel_manager_class=LocalKernelManager,
            cwd=str(work),
        )
    return result


def failure(job: Job, error: Exception) -> Outcome:
    """The outcome of a job that failed: which cell, and what it said."""
    cell = getattr(error, "exec_count", None)
    name = getattr(error, "ename", type(error).__name__)
    said = getattr(error, "evalue", str(error))
    text = _ANSI.sub("", f"{name}: {said}").strip()
    message = text if len(text) <= _MESSAGE else f"{text[:_MESSAGE]} …"
    return failed(job, message, cell)


def failed(job: Job, message: str, cell: int | None = None) -> Outcome:
    """The outcome of a job that failed, without an identity: the next run tries again."""
    return Outcome(
        city=job.city,
        group=job.group,
        kind=job.kind,
        month=job.month,
        ok=False,
        cell=cell,
        message=message,
    )


@contextmanager
def _environment() -> Iterator[None]:
    """The kernel's environment; the present one comes back afterwards."""
    before = {name: os.environ.get(name) for name in ENVIRONMENT}
    os.environ.update(ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _quiet() -> Iterator[None]:
    """Papermill's log only where it warns; what a brief has to say is in its outcome."""
    import logging

    loggers: list[Any] = [logging.getLogger(n) for n in ("papermill", "traitlets", "blib2to3")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
