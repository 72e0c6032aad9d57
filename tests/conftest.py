"""Fixtures that the whole suite shares."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# Property tests without a stopwatch: a machine with other work beside them is slow at times.
settings.register_profile(
    "steady",
    deadline=None,
    derandomize="CI" in os.environ,
    max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "100")),
)
settings.load_profile("steady")

ROOT = Path(__file__).resolve().parents[1]


def shared_folder() -> Path | None:
    """Folder with the reference data, or None where it is absent."""
    folder = Path(os.environ.get("PHANTICH_SHARED", ROOT.parent / "shared"))
    return folder if (folder / "gso" / "reference").is_dir() else None


def lacking(what: str, reason: str) -> None:
    """Skip the test with the reason, or fail where PHANTICH_REQUIRE says it must run."""
    if what in os.environ.get("PHANTICH_REQUIRE", "").split():
        pytest.fail(f"required here: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder with the reference data; the test is skipped where it is absent."""
    folder = shared_folder()
    if folder is None:
        lacking("shared", "the reference data is not beside this checkout (set PHANTICH_SHARED)")
    assert folder is not None
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of Chromium; the test is skipped where it is absent."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    if not path:
        lacking("browser", "Chromium is not installed")
    return path


@pytest.fixture(scope="session")
def soffice() -> str:
    """Path of LibreOffice; the test is skipped where it is absent."""
    path = shutil.which("soffice") or shutil.which("libreoffice") or ""
    if not path:
        lacking("office", "LibreOffice is not installed")
    return path
