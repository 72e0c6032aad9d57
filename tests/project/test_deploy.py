"""The units and the cron line run what the documentation says."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, lacking

DEPLOY = ROOT / "deploy"


def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        lacking("office", "systemd-analyze is not installed")
    for name in ("phantich.service", "phantich.timer"):
        text = (DEPLOY / name).read_text(encoding="utf-8")
        # The unit is checked where it will run; here the checkout stands in for /opt/phantich.
        program = tmp_path / "phantich"
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
        text = text.replace("/opt/phantich/.venv/bin/phantich", str(program))
        (tmp_path / name).write_text(text, encoding="utf-8")
    run = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / "phantich.timer")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("name", ["phantich.service", "phantich.cron"])
def test_both_ways_run_the_same_command(name: str) -> None:
    text = (DEPLOY / name).read_text(encoding="utf-8")
    commands = re.findall(r"\.venv/bin/phantich (run --city \S+ --month \S+)", text)
    assert commands == ["run --city haiphong,cantho,vietnam --month latest"]
