"""Files of one brief are put in place together, whenever the process is disturbed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from phantich.runs import publish as publishing
from phantich.runs.publish import publish, recover, withdraw

OLD = {"HP.A.I.html": b"old", "HP.A.I.en.html": b"old", "HP.A.I.docx": b"old"}
NEW = {"HP.A.I.html": b"new", "HP.A.I.en.html": b"new", "HP.A.I.facts.json": b"new"}


def held(folder: Path) -> dict[str, bytes]:
    """The files of the group."""
    return {p.name: p.read_bytes() for p in folder.glob("HP.A.I.*")}


def test_files_are_replaced_and_those_of_another_group_left(tmp_path: Path) -> None:
    publish(tmp_path, "HP.A.I", OLD)
    publish(tmp_path, "HP.A.II", {"HP.A.II.html": b"other"})
    publish(tmp_path, "HP.A.I", NEW)
    assert held(tmp_path) == NEW
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([*NEW, "HP.A.II.html"])
    withdraw(tmp_path, "HP.A.I")
    assert [p.name for p in tmp_path.iterdir()] == ["HP.A.II.html"]


def test_an_error_while_writing_leaves_the_old_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, "HP.A.I", OLD)

    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publishing, "_write", full)
    with pytest.raises(OSError, match="No space"):
        publish(tmp_path, "HP.A.I", NEW)
    assert held(tmp_path) == OLD
    assert len(list(tmp_path.iterdir())) == len(OLD)


@pytest.mark.parametrize("moves", [0, 1, 2, 3])
def test_a_kill_between_two_files_is_made_good_by_the_next_run(tmp_path: Path, moves: int) -> None:
    publish(tmp_path, "HP.A.I", OLD)
    killed = _killed_after(tmp_path, moves)
    assert killed == -signal.SIGKILL
    recover(tmp_path)
    assert held(tmp_path) == NEW
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


def test_an_interrupt_waits_until_all_files_are_there(tmp_path: Path) -> None:
    publish(tmp_path, "HP.A.I", OLD)
    killed = _killed_after(tmp_path, 1, signal.SIGINT)
    assert killed != 0
    assert held(tmp_path) == NEW


def test_an_incomplete_folder_is_removed(tmp_path: Path) -> None:
    publish(tmp_path, "HP.A.I", OLD)
    (tmp_path / ".part-x").mkdir()
    (tmp_path / ".part-x" / "HP.A.I.html").write_bytes(b"half")
    recover(tmp_path)
    assert held(tmp_path) == OLD
    assert not (tmp_path / ".part-x").exists()


_SCRIPT = """
import os, signal, sys
from pathlib import Path
from phantich.runs.publish import publish
folder, moves, number = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
replace, count = Path.replace, 0
def counted(self, target):
    global count
    if count == moves:
        os.kill(os.getpid(), number)
    count += 1
    return replace(self, target)
Path.replace = counted
names = ["HP.A.I.html", "HP.A.I.en.html", "HP.A.I.facts.json"]
publish(folder, "HP.A.I", {name: b"new" for name in names})
if count == moves:
    os.kill(os.getpid(), number)
"""


def _killed_after(folder: Path, moves: int, number: int = signal.SIGKILL) -> int:
    """Exit code of a process that publishes and is killed after so many moved files."""
    command = [sys.executable, "-c", _SCRIPT, str(folder), str(moves), str(int(number))]
    done = subprocess.run(command, capture_output=True, timeout=60, env=os.environ, check=False)
    return done.returncode
