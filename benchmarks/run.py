"""A month's run beside a serial papermill loop and beside the computation alone.

Three ways to make the same pages from the same store: a loop that calls papermill notebook by
notebook in ordinary kernels; `phantich run` with two workers and forked kernels; and the floor, the
computation of the same cells and files in one warm process, divided by the workers; as in a run,
what the brief and the forecast of a group have in common is computed once. Each is timed
from its start to the last page, in turn, on the same machine.

    python benchmarks/run.py [--city haiphong,cantho] [--groups HP.A.I,…] [--kind brief,forecast]
        [--workers 2]
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from phantich.runs import Job, Means, parse_cities, parse_kinds, plan
from phantich.runs.execute import ENVIRONMENT, execute
from phantich.runs.perform import run
from phantich.runs.prepare import prepare
from phantich.store import Store, project_root


def serial(jobs: list[Job], out: Path) -> None:
    """Papermill in a loop, ordinary kernels, one after another."""
    os.environ.pop("JUPYTER_DEFAULT_PROVISIONER_NAME", None)
    for job in jobs:
        assert execute(job, out).ok, job.group


def ours(jobs: list[Job], out: Path, workers: int) -> None:
    """What ``phantich run`` does."""
    done = run(jobs, out, means=Means(workers))
    assert not done.failed, done.outcomes


def floor(jobs: list[Job], out: Path) -> None:
    """The cells and the files of every job in this process, without kernels."""
    import nbformat

    from phantich.brief import groundwork, load
    from phantich.runs.fitting import draft, put

    os.environ[groundwork.FOLDER] = str(out / "groundwork")
    (out / "groundwork").mkdir(parents=True)
    for job in jobs:
        with tempfile.TemporaryDirectory() as name:
            facts = Path(name) / "facts.json"
            book = nbformat.read(job.notebook, as_version=4)
            _cells(book, {**job.parameters, "facts": str(facts)})
            put(draft(out / job.month, book, load(facts)))


def _cells(book: object, parameters: dict[str, object]) -> None:
    """Run the cells as a kernel would, and keep what they show."""
    import nbformat
    from IPython.core.displayhook import CapturingDisplayHook
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    shell.reset(new_session=False)
    for cell in book.cells:  # type: ignore[attr-defined]
        # As in a kernel, a result is formatted once, for the notebook, and not printed.
        shown: list[dict[str, dict[str, object]]] = []
        shell.display_trap.hook = CapturingDisplayHook(shell=shell, outputs=shown)
        shell.run_cell(cell.source, store_history=False, silent=False).raise_error()
        if "parameters" in cell.metadata.get("tags", ()):
            shell.push(parameters)
        cell.outputs = [nbformat.v4.new_output("execute_result", **each) for each in shown]


class Memory:
    """Most memory that this process and all below it held together, shared pages counted once."""

    def __init__(self) -> None:
        self.most = 0
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._over.wait(1.0):
            self.most = max(self.most, sum(map(_proportional, _family(os.getpid()))))


def _family(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        try:
            for task in Path(f"/proc/{parent}/task").iterdir():
                found += [int(c) for c in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(x.split()[1]) * 1024 for x in lines if x.startswith("Pss:")), 0)


def timed(name: str, do: Callable[[], None]) -> tuple[str, float, int]:
    """Seconds and most memory of one way."""
    with Memory() as memory:
        began = time.perf_counter()
        do()
        seconds = time.perf_counter() - began
    print(f"{name}: {seconds:.1f} s", file=sys.stderr)
    return name, seconds, memory.most


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--city", default="haiphong,cantho")
    parser.add_argument("--month", default="2026-10")
    parser.add_argument("--groups", default="")
    parser.add_argument("--kind", default="brief,forecast", help="pages to make, with commas")
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    os.environ.update(ENVIRONMENT)
    store = Store()
    prepare(store)
    groups = [g for g in given.groups.split(",") if g]
    cities, kinds = parse_cities(given.city), parse_kinds(given.kind)
    jobs = plan(project_root(), store, cities, given.month, groups, kinds=kinds)
    store.close()
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        execute(jobs[0], out / "warm-up")
        shutil.rmtree(out / "warm-up")
        rows = [
            timed("serial papermill loop", lambda: serial(jobs, out / "a")),
            timed("phantich run", lambda: ours(jobs, out / "b", given.workers)),
            timed("computation alone", lambda: floor(jobs, out / "c")),
        ]
    least = rows[2][1] / given.workers
    print(f"{len(jobs)} pages, {given.workers} workers")
    print(f"{'':24} {'seconds':>9} {'faster than serial':>19} {'of floor':>9} {'memory MB':>10}")
    for title, seconds, most in [*rows, ("floor: alone / workers", least, 0)]:
        ratios = f"{rows[0][1] / seconds:18.2f}x {seconds / least:8.2f}x"
        print(f"{title:24} {seconds:9.1f} {ratios} {most / 2**20 or float('nan'):10.0f}")


if __name__ == "__main__":
    main()
