"""A small store for the notebooks when they run as tests (`pytest --nbval-lax notebooks`)."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

#: What the notebooks look at.
_CODES = ("HP.A.I.", "HP.A.II.", "VN.CPI")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: Any) -> None:
    """Point the kernel at the small store; it starts when a notebook's first cell is set up."""
    if item.path.suffix == ".ipynb":
        os.environ["PHANTICH_STORE"] = str(_store())
        os.environ["OPENBLAS_NUM_THREADS"] = "1"
        os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"


@cache
def _store() -> Path:
    """The bundled figures of the groups that the notebooks show, loaded once a session."""
    from phantich.runs.prepare import bundled
    from phantich.store import Store

    folder = Path(tempfile.mkdtemp(prefix="phantich-notebooks-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    store = Store(folder / "store.duckdb")
    with store.batch() as batch:
        for bundle in bundled():
            if bundle.origin != "simulated:cantho":
                frame = bundle.read().observations
                few = frame[frame["indicator"].str.startswith(_CODES)]
                batch.load(few, bundle.origin, bundle.digest, bundle.kind)
    return store.path
