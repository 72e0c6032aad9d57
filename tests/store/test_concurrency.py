"""Real processes: readers beside a writer, writers beside each other, a writer killed half-way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from phantich.errors import StoreError
from phantich.store import Store

Figures = Callable[..., pd.DataFrame]

#: Loads one file after the other; a load is two figures of one source that sum to nought.
WRITER = """
import sys
import pandas as pd
from phantich.store import Store

path, name, loads, publish_every = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
row = {"indicator": "HP.A.II.1", "component": "revenue", "area": "Hải Phòng", "measure": "ytd",
       "unit": "tỷ đồng", "status": "A", "period": "2026-01", "vintage": "2026-02-03"}
with Store(path).batch(publish_every=publish_every) as batch:
    for i in range(1, loads + 1):
        source = f"{name} {i}"
        rows = [row | {"item": f"{source} {s}", "value": s * i, "source": source} for s in (1, -1)]
        batch.load(pd.DataFrame(rows), source, source, "long")
        print(i, flush=True)
"""
#: Queries until the file `stop` appears; every answer must be whole and never go back.
READER = """
import sys
from pathlib import Path
from phantich.store import Store

store, stop, seen, answers = Store(sys.argv[1]), Path(sys.argv[2]), 0, 0
while not stop.exists():
    table = store.query("HP.A.II.1")
    assert table["value"].sum() == 0, table
    assert len(table) % 2 == 0 and len(table) >= seen, (len(table), seen)
    seen, answers = len(table), answers + 1
print(answers, seen)
"""


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out


def wait_for(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdout is not None
    for text in process.stdout:
        if text.strip() == line:
            return
    raise AssertionError(process.stderr.read() if process.stderr else "")


def leftovers(store: Store) -> list[str]:
    return sorted(p.name for p in store.path.parent.iterdir() if ".part" in p.name)


@pytest.mark.slow
def test_readers_beside_two_writers(store: Store, figures: Figures, tmp_path: Path) -> None:
    store.load(figures({"2026-01": 0.0}), "first", "first", "long")
    store.load(figures({"2026-02": 0.0}), "second", "second", "long")
    stop = tmp_path / "stop"
    readers = [start(READER, store.path, stop) for _ in range(3)]
    writers = [start(WRITER, store.path, name, 15, 0.0) for name in ("a", "b")]
    for writer in writers:
        finish(writer)
    stop.touch()
    for reader in readers:
        answers, _ = map(int, finish(reader).split())
        assert answers > 0
    assert len(store.query("HP.A.II.1")) == 2 + 2 * 2 * 15
    assert len(store.loads()) == 2 + 2 * 15
    assert leftovers(store) == []


@pytest.mark.parametrize("publish_every", [0.0, 3600.0])
def test_a_killed_writer_leaves_what_it_had_published(store: Store, publish_every: float) -> None:
    finish(start(WRITER, store.path, "a", 2, 3600))
    writer = start(WRITER, store.path, "b", 10_000, publish_every)
    wait_for(writer, "8")
    os.kill(writer.pid, signal.SIGKILL)
    writer.communicate()
    table = Store(store.path).query("HP.A.II.1")
    assert table["value"].sum() == 0
    whole = 2 * len(store.loads())
    assert len(table) == whole
    assert whole >= 2 * (2 + 8) if publish_every == 0 else whole == 4
    finish(start(WRITER, store.path, "c", 1, 0.0))
    assert len(store.query("HP.A.II.1")) == whole + 2
    assert leftovers(store) == [], "the next writer clears away what the killed one left"


@pytest.mark.slow
def test_kills_at_any_moment(store: Store) -> None:
    """Ten writers, each killed a little later than the one before, never harm the file."""
    finish(start(WRITER, store.path, "a", 1, 0.0))
    for i in range(10):
        writer = start(WRITER, store.path, f"w{i}", 10_000, 0.0)
        wait_for(writer, "1")
        time.sleep(i * 0.013)
        os.kill(writer.pid, signal.SIGKILL)
        writer.communicate()
        table = store.query("HP.A.II.1")
        assert table["value"].sum() == 0
        assert len(table) == 2 * len(store.loads())


def test_an_interrupted_writer_keeps_its_complete_loads(store: Store) -> None:
    writer = start(WRITER, store.path, "a", 10_000, 3600)
    wait_for(writer, "5")
    os.kill(writer.pid, signal.SIGINT)
    writer.communicate(timeout=60)
    assert len(store.loads()) >= 5
    assert store.query()["value"].sum() == 0


def test_a_second_writer_waits_and_then_says_who_writes(store: Store, figures: Figures) -> None:
    with store.batch() as first:
        first.load(figures({"2026-01": 1.0}), "a", "a", "long")

        def load_too() -> None:
            with Store(store.path).batch(timeout=0.2) as second:
                second.load(figures({"2026-02": 1.0}), "b", "b", "long")

        with pytest.raises(StoreError, match=f"process {os.getpid()} is writing"):
            load_too()
    load_too()
    assert len(store.query()) == 2
