"""Making one brief: papermill runs the notebook, the exporter writes the pages."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from phantich import files
from phantich.brief import Content, load, months
from phantich.brief.numbers import Language
from phantich.brief.page import page
from phantich.brief.sources import day
from phantich.catalog.model import Bilingual
from phantich.runs.kernels import LocalKernelManager
from phantich.runs.plan import Job
from phantich.runs.record import Outcome

if TYPE_CHECKING:
    from nbformat import NotebookNode

#: One numeric thread a kernel: twice as fast side by side, and reproducible.
_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MPLBACKEND": "Agg",
    "PYTHONHASHSEED": "0",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}
#: Seconds that one cell may take.
CELL_TIMEOUT = 600
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def execute(job: Job, out: Path) -> Outcome:
    """Make the brief of a job in `out`/<month>; a failure is an outcome, not an exception.

    Writes ``<group>.html``, ``<group>.en.html``, ``<group>.facts.json`` and the executed
    ``<group>.ipynb``. A page of an earlier run is taken away when the brief fails.
    """
    folder = out / job.month
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".run-", dir=out) as name:
        work = Path(name).resolve()
        try:
            notebook = _run_notebook(job, work)
            content = load(work / "facts.json")
            pages = _pages(notebook, content)
        except Exception as error:
            _take_away(folder, job.group)
            return _failure(job, error)
        for path, text in pages.items():
            files.write_text(folder / path, text)
        files.write_bytes(folder / f"{job.group}.facts.json", (work / "facts.json").read_bytes())
        files.write_bytes(folder / f"{job.group}.ipynb", (work / "brief.ipynb").read_bytes())
    return Outcome(city=job.city, group=job.group, month=content.month, ok=True)


def _run_notebook(job: Job, work: Path) -> NotebookNode:
    import papermill

    parameters = {**job.parameters, "facts": str(work / "facts.json")}
    with _environment(), _quiet():
        result: NotebookNode = papermill.execute_notebook(
            str(job.notebook),
            str(work / "brief.ipynb"),
            parameters=parameters,
            progress_bar=False,
            execution_timeout=CELL_TIMEOUT,
            kernel_manager_class=LocalKernelManager,
            cwd=str(work),
        )
    return result


def _pages(notebook: NotebookNode, content: Content) -> dict[str, str]:
    """The pages by file name, Vietnamese and English."""
    group = content.group
    return {
        f"{group}.html": _page(notebook, content, "vi", f"{group}.en.html", "index.html"),
        f"{group}.en.html": _page(notebook, content, "en", f"{group}.html", "index.en.html"),
    }


def _page(notebook: NotebookNode, content: Content, lang: Language, other: str, index: str) -> str:
    name, area = _in(content.name, lang), _in(content.area, lang)
    title = f"{name}, {area}, {months.name(content.month).plain(lang)}"
    foot = _foot(content, lang)
    return page(notebook, lang, title=title, foot=foot, other=other, index=index)


def _in(words: Bilingual, lang: Language) -> str:
    return words.vi if lang == "vi" else words.en


def _foot(content: Content, lang: Language) -> str:
    when = day(content.data_as_of, lang) if content.data_as_of else "…"
    if lang == "vi":
        return f"{content.group} · {content.decision} · Số liệu đến ngày {when} · Dự thảo"
    return f"{content.group} · {content.decision} · Figures as of {when} · Draft"


def _failure(job: Job, error: Exception) -> Outcome:
    """The outcome of a brief that failed: which cell, and what it said."""
    cell = getattr(error, "exec_count", None)
    name = getattr(error, "ename", type(error).__name__)
    said = getattr(error, "evalue", str(error))
    message = _ANSI.sub("", f"{name}: {said}").strip()
    return Outcome(
        city=job.city, group=job.group, month=job.month, ok=False, cell=cell, message=message
    )


def _take_away(folder: Path, group: str) -> None:
    for suffix in ("html", "en.html", "facts.json", "ipynb"):
        (folder / f"{group}.{suffix}").unlink(missing_ok=True)


@contextmanager
def _environment() -> Iterator[None]:
    """The kernel's environment; the present one comes back afterwards."""
    before = {name: os.environ.get(name) for name in _ENVIRONMENT}
    os.environ.update(_ENVIRONMENT)
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
