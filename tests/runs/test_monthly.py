"""A whole run as it is recorded, checked, summed up and made again."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from phantich import files
from phantich.cli import main
from phantich.observations import validate
from phantich.runs import Means, Run, manifest
from phantich.runs.alarms import Alarms
from phantich.runs.manifest import Done, Manifest, Wanted
from phantich.runs.monthly import BusyError, carry_out, prepare_plan, rebuild
from phantich.runs.summary import text
from phantich.store import Store
from tests.figures import revenue

REVENUE = "Tổng thu ngân sách nhà nước"


def do(project: Path, store: Store, out: str = "reports") -> tuple[Run, Manifest]:
    """One run of two groups."""
    wanted = Wanted(cities=("haiphong",), groups=("HP.A.I", "HP.A.II"), store=str(store.path))
    return carry_out(prepare_plan(project, wanted), project / out, lambda job, state: None, Means())


def more(store: Store, indicator: str, value: float, vintage: str) -> None:
    """One more figure."""
    row = revenue("2024-07", value, indicator=indicator, vintage=vintage)
    store.load(validate(pd.DataFrame([row])), f"{indicator} {vintage}", vintage * 6, "long")


@pytest.mark.slow
def test_a_run_is_recorded_verified_left_alone_and_made_again(
    project: Path, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    out = project / "reports"
    first, told = do(project, store)
    assert [job.state for job in told.jobs] == ["made", "made"], told.jobs
    assert all(job.cpu > 0 and job.memory > 50 for job in told.jobs)
    assert manifest.read(out, "latest") == told
    assert manifest.verify(out, told) == []
    assert (out / "runs" / told.id / "summary.en.txt").is_file()

    again, second = do(project, store)
    assert (again.made, again.unchanged) == (0, 2)
    assert [job.files for job in second.jobs] == [job.files for job in told.jobs]

    # A figure of one group: the other one is left alone.
    more(store, "HP.A.II.1", 64000.0, "2024-09-01")
    _, third = do(project, store)
    assert {job.group: job.state for job in third.jobs} == {
        "HP.A.I": "unchanged",
        "HP.A.II": "made",
    }
    changed = manifest.verify(out, told)
    assert {wrong.found for wrong in changed} == {"changed"}
    assert "2024-07/HP.A.II.html" in {wrong.path for wrong in changed}
    assert not any("HP.A.I." in wrong.path for wrong in changed)

    # The first run, from the store as it stood then.
    assert rebuild(project, told, project / "again", lambda job, state: None, Means()) == []
    page = (project / "again" / "2024-07" / "HP.A.II.html").read_text(encoding="utf-8")
    assert "64.000" not in page
    assert "64.000" in (out / "2024-07" / "HP.A.II.html").read_text(encoding="utf-8")
    assert first.made == 2

    assert main(["runs", "list", "--out", str(out), "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["made"], row["unchanged"]) for row in rows] == [(2, 0), (0, 2), (1, 1)]
    assert main(["runs", "verify", told.id, "--out", str(out)]) == 1
    assert main(["runs", "verify", "latest", "--out", str(out)]) == 0
    assert main(["runs", "show", "latest", "--out", str(out)]) == 0
    assert main(["runs", "show", "none", "--out", str(out)]) == 2


def test_two_runs_never_meet(project: Path, store: Store) -> None:
    with (
        files.locked(project / "reports" / ".lock"),
        pytest.raises(BusyError, match="is at work on a run"),
    ):
        do(project, store)


def test_a_manifest_that_is_damaged_says_so(tmp_path: Path) -> None:
    path = tmp_path / "runs" / "x" / "manifest.json"
    path.parent.mkdir(parents=True)
    path.write_text("{", encoding="utf-8")
    assert main(["runs", "show", "x", "--out", str(tmp_path)]) == 1


def test_the_summary_tells_failures_first_then_flags_and_who_is_late() -> None:
    flag = {"vi": "HP.A.I.1: CPI tăng <mạnh>", "en": "HP.A.I.1: CPI rises"}
    late = {"vi": "HP.A.II.1: Sở Tài chính: chậm 3 ngày", "en": "HP.A.II.1: Finance: 3 days late"}
    alarms = Alarms.model_validate({"flags": {"warning": 1}, "told": [flag], "late": [late]})
    jobs = (
        Done(city="haiphong", group="HP.A.I", kind="brief", month="2026-10", state="made",
             alarms=alarms),
        Done(city="haiphong", group="HP.B", kind="brief", month="2026-10", state="failed",
             why="ValueError: no", cell=3),
    )  # fmt: skip
    moment = "2026-11-02T00:00:00+00:00"
    told = Manifest(id="x", began=moment, ended=moment, wanted=Wanted(cities=("haiphong",)),
                    code="", versions={}, jobs=jobs)  # fmt: skip
    assert text(told) == (
        "phantich: tháng 10 năm 2026\n"
        "Trang: 1 lập mới, 0 không đổi, 1 lỗi. Cảnh báo: 1 cảnh báo.\n\n"
        "Không lập được\n- HP.B, ô 3: ValueError: no\n\n"
        "Cảnh báo\n- HP.A.I.1: CPI tăng <mạnh>\n\n"
        "Cơ quan báo cáo chậm\n- HP.A.II.1: Sở Tài chính: chậm 3 ngày\n"
    )
    assert "HP.B, cell 3: ValueError: no" in text(told, "en")
