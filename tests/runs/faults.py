"""Killing what makes briefs, at random moments, and looking whether anything is half-written.

Run by hand for many kills: ``python -m tests.runs.faults 200``.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

GROUPS = ("HP.A.I", "HP.A.II", "HP.B", "HP.D")
#: What is killed, by the name that a forked process bears; the run and its server bear none.
VICTIMS = ("run", "server", "phantich-call", "phantich-kernel")


class Trial:
    """Runs in one folder, disturbed, and what came of it."""

    def __init__(self, project: Path, seed: int) -> None:
        self.project = project
        self.out = project / "disturbed"
        self.random = random.Random(seed)
        self.killed: Counter[str] = Counter()
        self.whole = self._undisturbed()
        self.bad: list[str] = []

    def kill(self, times: int) -> None:
        """Runs until so many processes were killed; after each killed run, a look at the files."""
        while self.killed.total() < times:
            # From time to time everything is to be made again.
            shutil.rmtree(self.out, ignore_errors=True)
            self._disturb(times)
            self._look("after the kill")
            run = self._start()
            code = run.wait(300)
            if code != 0:
                self.bad.append(f"exit code {code} of the run that resumed")
            self._look("after the run that resumed", complete=True)

    def _disturb(self, times: int) -> None:
        """One run, with kills until it has ended or was killed itself."""
        run = self._start()
        while run.poll() is None and self.killed.total() < times:
            time.sleep(self.random.uniform(0.05, 1.5))
            # The run is there from the start; waiting for the others lets it get somewhere.
            victim = self.random.choices(VICTIMS, (1, 2, 4, 4))[0]
            pid = _find(run.pid, victim)
            if pid is None or run.poll() is not None:
                continue
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            self.killed[victim.removeprefix("phantich-")] += 1
        run.wait(300)

    def _look(self, when: str, complete: bool = False) -> None:
        found = files_of(self.out)
        for name, content in found.items():
            if name in self.whole and content != self.whole[name] and not _is_index(name):
                self.bad.append(f"{name} is another one {when}")
        if complete:
            self.bad += [f"{name} is missing {when}" for name in self.whole.keys() - found.keys()]
            self.bad += [
                f"{name} differs {when}"
                for name in self.whole
                if _is_index(name) and found.get(name) != self.whole[name]
            ]
            left = [p.name for p in self.out.rglob(".*") if p.name != ".lock"]
            self.bad += [f"{name} was left {when}" for name in left]

    def _undisturbed(self) -> dict[str, bytes]:
        assert self._start().wait(300) == 0
        found = files_of(self.out)
        shutil.rmtree(self.out)
        return found

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, __file__, str(self.project), str(self.out)],
            cwd=self.project,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
        )


def _is_index(name: str) -> bool:
    """Whether it lists what there is, and so may be behind until the run has ended."""
    return "index" in name or name.endswith("coverage.json")


def files_of(out: Path) -> dict[str, bytes]:
    """What must not depend on disturbances: all but notebooks, records and summaries."""
    return {
        p.relative_to(out).as_posix(): p.read_bytes()
        for p in sorted(out.rglob("*"))
        if p.is_file()
        and p.suffix != ".ipynb"
        and p.name not in ("run.json", ".lock")
        # What is told of a run depends on what was left for it to do.
        and not p.name.startswith("summary.")
        and p.relative_to(out).parts[0] != "runs"
        and not any(part.startswith(".") for part in p.relative_to(out).parts)
    }


def _find(run: int, victim: str) -> int | None:
    """A process of the run, by what it is."""
    if victim == "run":
        return run
    server = next((p for p in _children(run) if b"phantich.runs.forking" in _command(p)), None)
    if server is None or victim == "server":
        return server
    found = [p for p in _children(server) if _name(p) == victim]
    return found[0] if found else None


def _children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(c) for t in tasks for c in (t / "children").read_text().split()]
    except OSError:
        return []


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def prepared(folder: Path) -> Path:
    """A project in `folder` with a small store, whose briefs are made in a second or two."""
    import pandas as pd

    from phantich.observations import validate
    from phantich.store import Store

    root = Path(__file__).resolve().parents[2]
    (folder / "pyproject.toml").write_text("", encoding="utf-8")
    for name in ("params", "notebooks"):
        shutil.copytree(root / name, folder / name)
    columns = ["indicator", "component", "item", "area", "period", "measure", "value"]
    total = "Tổng thu ngân sách nhà nước"
    rows = [
        ("HP.A.II.1", "revenue", total, "Hải Phòng", f"2024-{m:02d}", "ytd", 9000.0 * m)
        for m in range(1, 8)
    ]
    frame = pd.DataFrame(rows, columns=columns)
    frame["unit"], frame["status"], frame["source"] = "tỷ đồng", "A", "test"
    frame["vintage"] = "2024-08-29"
    Store(folder / "store.duckdb").load(validate(frame), "test", "0" * 64, "long")
    return folder


def one_run(project: Path, out: Path) -> int:
    """What ``phantich run`` does once the store is there."""
    from phantich.runs import Means
    from phantich.runs.manifest import Wanted
    from phantich.runs.monthly import carry_out, prepare_plan

    store = str(project / "store.duckdb")
    wanted = Wanted(cities=("haiphong",), groups=GROUPS, store=store)
    done, _ = carry_out(prepare_plan(project, wanted), out, lambda job, state: None, Means(2))
    return int(done.failed > 0)


def main(times: int) -> int:
    """Kill so many, print what was killed and what was found."""
    with tempfile.TemporaryDirectory(prefix="phantich-faults-") as name:
        trial = Trial(prepared(Path(name)), seed=times)
        trial.kill(times)
    print(f"killed: {dict(trial.killed)}; half-written, missing or other files: {len(trial.bad)}")  # noqa: T201
    for line in trial.bad:
        print(line)  # noqa: T201
    return bool(trial.bad)


if __name__ == "__main__" and len(sys.argv) == 3:
    sys.exit(one_run(Path(sys.argv[1]), Path(sys.argv[2])))
if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
