"""Whatever is killed and whenever: no half-written page, and the same bytes in the end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from phantich.runs import warm
from tests.runs.faults import Trial, prepared

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not warm.POSSIBLE, reason="looks for processes in /proc, which Linux has"),
]


def test_kills_at_random_moments_leave_nothing_half_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    times = int(os.environ.get("PHANTICH_KILLS", "8"))
    trial = Trial(prepared(tmp_path), seed=times)
    trial.kill(times)
    with capsys.disabled():
        print(f"\nkilled: {dict(trial.killed)}; files half-written or other: {len(trial.bad)}")  # noqa: T201
    assert trial.killed.total() == times
    assert not trial.bad
