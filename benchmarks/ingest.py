"""Time and memory of reading the statistics office's workbooks.

``python benchmarks/ingest.py [WORKBOOKS_DIR]`` reads every workbook of the folder twice, each in a
process of its own: only every cell with python-calamine, and into observations. It prints CPU and
wall time (one process, imports left out), peak memory and the ratios of the times. CPU time counts
where others share the machine.
"""

# ruff: noqa: T201
from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

#: Each way is measured this often; the fastest run counts.
RUNS = 3


class Cost(NamedTuple):
    """What one way of reading took and gave."""

    cpu: float
    wall: float
    peak_mb: float
    found: int


def read_cells(paths: list[Path]) -> Callable[[], int]:
    """Every cell of every sheet as python-calamine gives it; counts cells that are not empty."""
    import python_calamine

    def work() -> int:
        cells = 0
        for path in paths:
            with python_calamine.load_workbook(str(path)) as book:
                for index in range(len(book.sheet_names)):
                    for row in book.get_sheet_by_index(index).to_python():
                        cells += len(row) - row.count("")
        return cells

    return work


def read_observations(paths: list[Path]) -> Callable[[], int]:
    """Every workbook as observations; counts them."""
    import pandas as pd  # noqa: F401

    from phantich.sources.gso.families import readers
    from phantich.sources.gso.reader import read_workbook

    readers()

    def work() -> int:
        return sum(len(read_workbook(path).observations) for path in paths)

    return work


WAYS = {"python-calamine, every cell": read_cells, "phantich, observations": read_observations}


def measure(name: str, paths: list[Path]) -> Cost:
    """Cost of one way in this process; imports come before the clock."""
    work = WAYS[name](paths)
    wall, cpu = time.perf_counter(), time.process_time()
    count = work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return Cost(cpu, wall, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, count)


def main(folder: Path) -> int:
    """Measure both ways by turns and print the table."""
    paths = sorted(p for p in folder.glob("*") if p.suffix.lower() in {".xls", ".xlsx"})
    if not paths:
        print(f"no workbooks in {folder}", file=sys.stderr)
        return 2
    costs: dict[str, list[Cost]] = {name: [] for name in WAYS}
    context = multiprocessing.get_context("spawn")
    for _ in range(RUNS):
        for name in WAYS:
            with context.Pool(1) as pool:
                costs[name].append(pool.apply(measure, (name, paths)))
    cpu = {name: min(run.cpu for run in runs) for name, runs in costs.items()}
    wall = {name: min(run.wall for run in runs) for name, runs in costs.items()}
    base = next(iter(WAYS))
    print(f"{len(paths)} workbooks, one process, fastest of {RUNS} runs")
    print(f"{'':28}{'CPU s':>8}{'ratio':>7}{'wall s':>8}{'ratio':>7}{'peak MB':>9}{'count':>9}")
    for name, runs in costs.items():
        print(
            f"{name:28}{cpu[name]:8.2f}{cpu[name] / cpu[base]:7.2f}"
            f"{wall[name]:8.2f}{wall[name] / wall[base]:7.2f}"
            f"{max(run.peak_mb for run in runs):9.0f}{runs[0].found:9d}"
        )
    return 0


if __name__ == "__main__":
    shared = Path(__file__).resolve().parents[1].parent / "shared"
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else shared / "gso" / "workbooks"))
