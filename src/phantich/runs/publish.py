"""Putting the files of one brief in their place: all of them, or those of the run before.

The files are written into a folder of their own, which gets its final name when it is complete.
From then on they are moved one by one, the page last, and an interrupt waits until that is done. A
folder that a killed process left behind is moved by the next run, so that pages of two runs do not
stay side by side.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

#: How a complete folder that waits to be moved is called, after its group.
_READY: Final = ".ready-"
_PART: Final = ".part-"
#: List of the files that belong together.
_NAMES: Final = ".names"


def publish(folder: Path, group: str, contents: Mapping[str, bytes]) -> None:
    """Replace all files of a group in `folder` by `contents` (name → bytes).

    What the group had and `contents` has not is taken away.
    """
    folder.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=_PART, dir=folder))
    try:
        for name, content in contents.items():
            _write(staged / name, content)
        _write(staged / _NAMES, "\n".join(contents).encode("utf-8"))
        with _undisturbed():
            ready = folder / f"{_READY}{group}"
            shutil.rmtree(ready, ignore_errors=True)
            staged.rename(ready)
            _move(folder, ready)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def withdraw(folder: Path, group: str) -> None:
    """Take away every file of a group but what reviewers said of it."""
    for path in folder.glob(f"{group}.*"):
        if not path.name.endswith(".review.json"):
            path.unlink()


def recover(folder: Path) -> None:
    """Finish what a killed process began: move complete folders, remove incomplete ones."""
    for path in sorted(folder.glob(f"{_PART}*")):
        shutil.rmtree(path, ignore_errors=True)
    for path in sorted(folder.glob(f"{_READY}*")):
        with _undisturbed():
            _move(folder, path)


def _move(folder: Path, ready: Path) -> None:
    """Move the files of a complete folder, documents first and the Vietnamese page last."""
    group = ready.name.removeprefix(_READY)
    # What was moved before a kill is new, too: only what is in neither place is old.
    manifest = set((ready / _NAMES).read_text(encoding="utf-8").splitlines())
    for path in folder.glob(f"{group}.*"):
        if path.name not in manifest:
            path.unlink()
    for path in sorted(ready.glob(f"{group}.*"), key=lambda p: (p.name == f"{group}.html", p.name)):
        path.replace(folder / path.name)
    shutil.rmtree(ready)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    path.chmod(0o644)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold back interrupts until the block is done; they reach the main thread only."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    held = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, lambda n, _: came.append(n)) for number in held}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)
        for late in came:
            signal.raise_signal(late)
