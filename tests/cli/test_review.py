"""``phantich review`` as a user meets it: pages printed, one line of error, the table of states."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from phantich.brief import load
from phantich.brief.digest import digest
from phantich.cli import main
from tests.runs.reviewed_cases import GROUP, content_of, make_draft

_WHICH = ["--group", GROUP, "--month", "2024-07"]


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of pages with one draft."""
    out = tmp_path_factory.mktemp("out")
    make_draft(out / "2024-07", content_of())
    return out


@pytest.fixture
def out(tmp_path: Path, drafted: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, as reports in the working directory."""
    shutil.copytree(drafted, tmp_path / "reports")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "reports"


def states(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["review", "status", "--format", "json"]) == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return rows


def test_from_the_draft_to_the_release(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = states(capsys)
    facts = digest(load(out / "2024-07" / f"{GROUP}.facts.json"))
    assert (row["edition"], row["state"], row["facts"]) == (1, "draft", facts[:12])
    assert main(["review", "approve", *_WHICH, "--by", "A", "--facts", facts]) == 0
    assert capsys.readouterr().out.strip() == f"reports/2024-07/{GROUP}.html"
    assert states(capsys)[0]["state"] == "approved"
    assert main(["review", "query", *_WHICH, "--by", "B", "--comment", "Why?"]) == 0
    (row,) = states(capsys)
    assert (row["state"], row["by"], row["comment"]) == ("queried", "B", "Why?")
    assert main(["review", "release", *_WHICH, "--by", "C"]) == 1
    assert "B asked at" in capsys.readouterr().err
    assert main(["review", "approve", *_WHICH, "--by", "A"]) == 0
    assert main(["review", "release", *_WHICH, "--by", "C"]) == 0
    (row,) = states(capsys)[-1:]
    assert (row["state"], row["by"], row["remark"]) == ("released", "C", "")
    assert main(["review", "release", *_WHICH, "--by", "C"]) == 1
    assert "was released by C" in capsys.readouterr().err


def test_a_group_without_a_brief_stops_no_other(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--group", f"HP.A.I,{GROUP}", "--month", "2024-07", "--by", "A"]
    assert main(["review", "approve", *given]) == 2
    said = capsys.readouterr()
    assert said.out.strip() == f"reports/2024-07/{GROUP}.html"
    assert said.err == (
        "phantich: there is no brief of HP.A.I in reports/2024-07; make it with phantich run\n"
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--group", "", "--month", "2024-07", "--by", "A"], "at least one group"),
        (["--group", GROUP, "--month", "July", "--by", "A"], "'July' is not a month"),
        (["--group", GROUP, "--month", "2024-07"], "Missing option '--by'"),
        ([*_WHICH, "--by", "A", "--facts", "xyz"], "12 or more digits"),
        (["--group", "HP.A.I,HP.A.II", "--month", "2024-07", "--by", "A", "--facts", "0" * 12],
         "one group at a time"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_one_line_and_exit_code_2(
    out: Path, capsys: pytest.CaptureFixture[str], given: list[str], said: str
) -> None:
    assert main(["review", "approve", *given]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert len(error.splitlines()) == 1


def test_export_writes_over_no_released_file(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "approve", *_WHICH, "--by", "A"]) == 0
    assert main(["review", "release", *_WHICH, "--by", "C"]) == 0
    facts, target = (out / "2024-07" / f"{GROUP}{end}" for end in (".facts.json", ".docx"))
    before = target.read_bytes()
    assert main(["export", "--facts", str(facts)]) == 0
    assert target.read_bytes() == before
    capsys.readouterr()
    assert main(["export", "--facts", str(facts), "--lang", "en", "--out", str(target)]) == 2
    assert "belongs to a released edition" in capsys.readouterr().err
    assert target.read_bytes() == before
