"""Jobs that raise, never end, eat memory or are killed: reported, and no harm to the others."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from phantich.runs import Job, Limits, Means, Run, plan, run
from phantich.runs.crew import Crew
from phantich.runs.fitting import put
from phantich.runs.publish import recover
from phantich.store import Store

pytestmark = pytest.mark.slow


def spoiled(job: Job, project: Path, name: str, code: str) -> Job:
    """The job with a cell in its notebook that goes wrong."""
    book = nbformat.read(job.notebook, as_version=4)
    book.cells.insert(2, nbformat.v4.new_code_cell(code))
    path = project / "notebooks" / f"{name}.ipynb"
    nbformat.write(book, path)
    return replace(job, notebook=path)


def test_each_is_reported_and_the_other_group_is_made(project: Path, store: Store) -> None:
    first, second = plan(project, store, ["haiphong"], groups=["HP.A.I", "HP.A.II"])
    raises = spoiled(first, project, "raises", "1 / 0")
    done = run([raises, second], project / "a")
    assert told(done) == [(False, 1, "ZeroDivisionError: division by zero"), (True, 1, "")]

    endless = spoiled(first, project, "endless", "import time; time.sleep(600)")
    done = run([endless, second], project / "b", means=Means(2, Limits(seconds=25)))
    said = "it took longer than the 25 s that a job may take"
    assert told(done) == [(False, 1, said), (True, 1, "")]

    greedy = spoiled(first, project, "greedy", "kept = bytearray(3 * 2**30)")
    done = run([greedy, second], project / "c", means=Means(limits=Limits(memory=1024)))
    assert told(done) == [(False, 1, "MemoryError:"), (True, 1, "")]
    assert all(effort.memory < 2**30 for _, effort in done.efforts)
    index = (project / "c" / "2024-07" / "index.html").read_text(encoding="utf-8")
    assert "MemoryError" in index


def test_a_kernel_that_dies_is_tried_again_and_a_notebook_that_raises_is_not(
    project: Path, store: Store
) -> None:
    (job,) = plan(project, store, ["haiphong"], groups=["HP.A.II"])
    flag = project / "died"
    once = (
        "import os, pathlib, signal\n"
        f"flag = pathlib.Path({str(flag)!r})\n"
        "if not flag.exists():\n"
        "    flag.touch()\n"
        "    os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = run([spoiled(job, project, "once", once)], project / "a")
    assert told(done) == [(True, 2, "")]
    assert done.efforts[0][1].died == ["its kernel died"]

    always = spoiled(job, project, "always", "import os; os._exit(1)")
    done = run([always], project / "b", means=Means(limits=Limits(tries=2)))
    assert told(done) == [(False, 2, "its process died: its kernel died; its kernel died")]


def test_without_a_fork_server_the_same_files_are_made(
    project: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (job,) = plan(project, store, ["haiphong"], groups=["HP.A.II"])
    warm = run([job], project / "a").outcomes[0].files
    monkeypatch.setattr("phantich.runs.warm.POSSIBLE", False)
    cold = run([job], project / "b").outcomes[0].files
    assert same(warm) == same(cold)


def test_an_unchanged_job_is_not_done_and_one_whose_file_is_gone_is(
    project: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = plan(project, store, ["haiphong"], groups=["HP.A.II"])
    known = {jobs[0].key: "as it is"}
    out = project / "reports"
    assert run(jobs, out, identities=known).made == 1
    (out / "2024-07" / "index.html").unlink()
    again = run(jobs, out, identities=known)
    assert (again.unchanged, again.made) == (1, 0)
    assert again.indexes[0].is_file()
    (out / "2024-07" / "HP.A.II.docx").unlink()
    assert run(jobs, out, identities=known).made == 1
    assert run(jobs, out, identities={jobs[0].key: "otherwise"}).made == 1
    assert run(jobs, out, identities={jobs[0].key: "otherwise"}, means=Means(force=True)).made == 1
    monkeypatch.setattr(Crew, "do", None)
    assert run(jobs, out, identities={jobs[0].key: "otherwise"}).unchanged == 1


def test_a_write_that_fails_leaves_all_old_files_or_all_new_ones(
    project: Path, store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from phantich.runs.execute import make

    (job,) = plan(project, store, ["haiphong"], groups=["HP.A.II"])
    folder, work = project / "reports" / job.month, project / "work"
    work.mkdir()
    made = make(job, folder, work).edition
    put(made)
    whole = contents(folder)
    old = dict.fromkeys(whole, b"old")
    real, counts = os.fsync, {"old": 0, "new": 0}
    for failing in range(1, 12):
        for name, content in old.items():
            (folder / name).write_bytes(content)
        left = failing

        def full(descriptor: int) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise OSError(28, "No space left on device")
            real(descriptor)

        monkeypatch.setattr(os, "fsync", full)
        try:
            put(made)
        except OSError:
            assert contents(folder) == old
            counts["old"] += 1
        else:
            assert contents(folder) == whole
            counts["new"] += 1
        monkeypatch.setattr(os, "fsync", real)
        recover(folder)
    with capsys.disabled():
        print(f"\nfull disk at each write: {counts}, half-written pages: 0")  # noqa: T201
    assert counts["old"] >= len(whole)
    assert counts["new"]


def told(done: Run) -> list[tuple[bool, int, str]]:
    """Of each job: whether it was made, how often it was tried, what was said."""
    return [(e.outcome.ok, e.tries, e.outcome.message) for _, e in done.efforts]


def same(files: dict[str, str]) -> dict[str, str]:
    """Hashes of what must not depend on how it was made."""
    return {name: digest for name, digest in files.items() if not name.endswith(".ipynb")}


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file() and p.name[0] != "."}
