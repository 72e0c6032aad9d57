"""Making one brief: papermill runs the notebook, the exporter writes the pages."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from phantich.brief import Content, load, months
from phantich.brief.numbers import Language
from phantich.brief.page import page
from phantich.brief.sources import day
from phantich.brief.tracing import check_page
from phantich.catalog.model import Bilingual
from phantich.runs.entries import entry_of
from phantich.runs.kernels import LocalKernelManager
from phantich.runs.plan import Job
from phantich.runs.publish import publish, withdraw
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
#: Characters of a failure's message that are kept.
_MESSAGE = 2000
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def execute(job: Job, out: Path) -> Outcome:
    """Make the brief of a job in `out`/<month>; a failure is an outcome, not an exception.

    Writes ``<group>.html``, ``<group>.en.html``, ``<group>.docx``, ``<group>.xlsx``,
    ``<group>.facts.json`` and the executed ``<group>.ipynb``, all at once. The files of an earlier
    run are taken away when the brief fails.
    """
    folder = out / job.month
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".run-", dir=out) as name:
        work = Path(name).resolve()
        try:
            notebook = _run_notebook(job, work)
            content = load(work / "facts.json")
            documents = _documents(content)
            contents = {
                **documents,
                f"{job.group}.facts.json": (work / "facts.json").read_bytes(),
                f"{job.group}.ipynb": (work / "brief.ipynb").read_bytes(),
                **_pages(notebook, content, list(documents)),
            }
            entry = entry_of(content, tuple(documents))
        except Exception as error:
            withdraw(folder, job.group)
            return _failure(job, error)
        publish(folder, job.group, contents)
    return Outcome(city=job.city, group=job.group, month=content.month, ok=True, entry=entry)


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


def _documents(content: Content) -> dict[str, bytes]:
    """The brief as Word and Excel files, by file name."""
    from phantich.brief import excel, word
    from phantich.brief.faces import Faces

    faces = Faces(content)
    group = content.group
    return {f"{group}.docx": word.render(faces), f"{group}.xlsx": excel.render(faces)}


def _pages(notebook: NotebookNode, content: Content, documents: list[str]) -> dict[str, bytes]:
    """The pages by file name, Vietnamese and English, every numeral in them traced."""
    group = content.group
    vi, en = f"{group}.html", f"{group}.en.html"
    faces: tuple[tuple[Language, str, str, str], ...] = (
        ("vi", vi, en, "index.html"),
        ("en", en, vi, "index.en.html"),
    )
    pages = {}
    for lang, name, other, index in faces:
        html = page(
            notebook,
            lang,
            title=_title(content, lang),
            foot=_foot(content, lang),
            other=other,
            index=index,
            edition=content.edition,
            documents=documents,
        )
        check_page(html, content, lang)
        pages[name] = html.encode("utf-8")
    return pages


def _title(content: Content, lang: Language) -> str:
    name, area = _in(content.name, lang), _in(content.area, lang)
    return f"{name}, {area}, {months.name(content.month).plain(lang)}"


def _in(words: Bilingual, lang: Language) -> str:
    return words.vi if lang == "vi" else words.en


def _foot(content: Content, lang: Language) -> str:
    when = day(content.data_as_of, lang) if content.data_as_of else "…"
    if lang == "vi":
        edition = "Bản phát hành" if content.edition == "released" else "Dự thảo"
        return f"{content.group} · {content.decision} · Số liệu đến ngày {when} · {edition}"
    edition = content.edition.capitalize()
    return f"{content.group} · {content.decision} · Figures as of {when} · {edition}"


def _failure(job: Job, error: Exception) -> Outcome:
    """The outcome of a brief that failed: which cell, and what it said."""
    cell = getattr(error, "exec_count", None)
    name = getattr(error, "ename", type(error).__name__)
    said = getattr(error, "evalue", str(error))
    text = _ANSI.sub("", f"{name}: {said}").strip()
    message = text if len(text) <= _MESSAGE else f"{text[:_MESSAGE]} …"
    return Outcome(
        city=job.city, group=job.group, month=job.month, ok=False, cell=cell, message=message
    )


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
