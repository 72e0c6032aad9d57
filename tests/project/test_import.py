"""Importing phantich stays cheap: what is heavy loads when it is used."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("pandas", "duckdb", "matplotlib", "statsmodels", "prophet", "papermill", "pydantic")


def test_importing_phantich_loads_no_heavy_library() -> None:
    code = "import sys, phantich; print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(run.stdout.split()).isdisjoint(HEAVY)
