"""``phantich run`` as a user meets it: exit codes, one line of error, the index printed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from phantich.cli import main
from phantich.runs import Job
from phantich.runs.crew import Crew, Effort
from phantich.runs.execute import failed
from tests.figures import revenue, stored

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder as working directory, with a small store and nothing bundled."""
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    shutil.copytree(ROOT / "params", tmp_path / "params")
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "brief.ipynb", tmp_path / "notebooks")
    store = stored(tmp_path / "store.duckdb", [revenue("2024-07", 68875.4, status="E")])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PHANTICH_STORE", str(store.path))
    monkeypatch.setattr("phantich.runs.prepare.bundled", lambda: iter(()))
    return tmp_path


@pytest.mark.slow
def test_a_brief_is_made_and_its_index_printed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["run", "--city", "haiphong", "--groups", "HP.A.II"])
    said = capsys.readouterr()
    assert code == 0, said.err
    assert said.out.strip() == str(Path("reports", "2024-07", "index.html"))
    assert "HP.A.II 2024-07 made" in said.err
    assert "68.875" in (project / "reports/2024-07/HP.A.II.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--city", "hanoi"], "no city hanoi; there are haiphong, cantho, vietnam"),
        (["--month", "2024-13"], "'2024-13' is not a month such as 2026-10"),
        (["--groups", "HP.A.XX"], "no brief for HP.A.XX"),
        (["--as-of", "yesterday"], "'yesterday' is no day"),
        (["--colour", "red"], "No such option"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_code_2(
    project: Path, capsys: pytest.CaptureFixture[str], given: list[str], said: str
) -> None:
    assert main(["run", *given]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert len(error.splitlines()) == 1
    assert not (project / "reports").exists()


def test_bad_parameters_are_refused_before_anything_starts(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = project / "params" / "haiphong" / "HP.A.I.yaml"
    bad.write_text("group: HP.A.I\nimport os: 1\n", encoding="utf-8")
    assert main(["run", "--city", "haiphong"]) == 1
    error = capsys.readouterr().err
    assert "params/haiphong/HP.A.I.yaml, name 'import os'" in error
    assert not (project / "reports").exists()


def test_a_failed_brief_gives_exit_code_1_and_says_where(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(crew: Crew, job: Job, identity: str) -> Effort:
        (project / "reports" / job.month).mkdir(parents=True, exist_ok=True)
        return Effort(failed(job, "E: no\nmore", cell=3), tries=1)

    monkeypatch.setattr(Crew, "do", failing)
    assert main(["run", "--city", "haiphong", "--groups", "HP.A.II"]) == 1
    error = capsys.readouterr().err
    assert "phantich: HP.A.II 2024-07, cell 3: E: no" in error
    assert "1 failed" in error
    index = (project / "reports/2024-07/index.html").read_text(encoding="utf-8")
    assert "không phát hành" in index
