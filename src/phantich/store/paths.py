"""Where the store lies when nobody says so."""

from __future__ import annotations

import os
from pathlib import Path


def project_root(start: Path | None = None) -> Path:
    """The first folder from `start` upwards with a ``params`` folder or a ``pyproject.toml``.

    Without such a folder it is `start` itself, which is the current directory unless given.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "params").is_dir() or (folder / "pyproject.toml").is_file():
            return folder
    return here


def default_path() -> Path:
    """``$PHANTICH_STORE``, or ``data/store/phantich.duckdb`` in the project."""
    named = os.environ.get("PHANTICH_STORE")
    return Path(named) if named else project_root() / "data" / "store" / "phantich.duckdb"
