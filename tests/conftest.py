"""Fixtures that the whole suite shares."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def shared_folder() -> Path | None:
    """Folder with the reference data, or None where it is absent."""
    folder = Path(os.environ.get("PHANTICH_SHARED", ROOT.parent / "shared"))
    return folder if (folder / "gso" / "reference").is_dir() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder with the reference data; the test is skipped where it is absent."""
    folder = shared_folder()
    if folder is None:
        pytest.skip("the reference data is not beside this checkout (set PHANTICH_SHARED)")
    return folder
