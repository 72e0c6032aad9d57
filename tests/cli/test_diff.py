"""``phantich diff``: what is new, gone, changed or relabelled, with both values and the size."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from phantich.brief import dump
from phantich.brief.differences import Difference, differences
from phantich.brief.model.facts import Fact
from phantich.cli import main
from tests.runs.reviewed_cases import GROUP, JULY, content_of, make_draft

_WHICH = ["--group", GROUP, "--month", "2024-07"]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The facts of two runs: 68,875.4 became 68,900, June of last year came, 9,000.0 stayed."""
    folders = tmp_path_factory.mktemp("one"), tmp_path_factory.mktemp("two")
    for folder, content in zip(
        folders, (content_of(), content_of(68900.0, status="A", _2023_06=50000.0)), strict=True
    ):
        (folder / f"{GROUP}.facts.json").write_text(dump(content), encoding="utf-8")
    return folders


def rows(capsys: pytest.CaptureFixture[str], *given: str) -> list[dict[str, Any]]:
    assert main(["diff", *given, "--format", "json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_each_difference_has_both_values_and_its_size(
    runs: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    found = rows(capsys, *map(str, runs))
    observed = [row for row in found if row["measure"] == "ytd"]
    assert [row["kind"] for row in observed] == ["new", "changed"]
    new, changed = observed
    assert (new["period"], new["before"], new["now"], new["size"]) == (
        "2023-06", None, 50000.0, None,
    )  # fmt: skip
    assert (changed["before"], changed["now"]) == (68875.4, 68900.0)
    # 68,900 less 68,875.4; in binary 24.60000000000582.
    assert changed["size"] == 24.6
    assert changed["percent"] == pytest.approx(100 * 24.6 / 68875.4)
    assert (changed["fields"], changed["unit"]) == ("value status", "tỷ đồng")
    back = rows(capsys, *map(str, runs[::-1]))
    assert [row["kind"] for row in back if row["measure"] == "ytd"] == ["changed", "gone"]


def test_files_and_folders_give_the_same_in_all_formats(
    runs: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(folder / f"{GROUP}.facts.json") for folder in runs]
    assert rows(capsys, *files) == rows(capsys, *map(str, runs))
    assert main(["diff", *files, "--format", "csv"]) == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["kind"] for row in table} >= {"new", "changed"}
    assert main(["diff", *files]) == 0
    said = capsys.readouterr()
    assert "68875.4" in said.out
    assert "1 changed" in said.err or "changed, " in said.err
    assert main(["diff", files[0], files[0]]) == 0
    assert capsys.readouterr().err == "no figure differs\n"


def test_editions_are_compared_with_the_released_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["--out", str(tmp_path)]
    make_draft(tmp_path / "2024-07", content_of())
    assert main(["diff", *_WHICH, *out]) == 2
    assert "no edition of HP.A.II before 1 was released" in capsys.readouterr().err
    assert main(["review", "approve", *_WHICH, "--by", "A", *out]) == 0
    assert main(["review", "release", *_WHICH, "--by", "A", *out]) == 0
    make_draft(tmp_path / "2024-07", content_of(70000.0))
    capsys.readouterr()
    found = rows(capsys, *_WHICH, *out)
    (row,) = (row for row in found if row["measure"] == "ytd")
    assert (row["before"], row["now"]) == (68875.4, 70000.0)
    assert rows(capsys, *_WHICH, *out, "--from", "1", "--to", "2") == found
    more = rows(capsys, *_WHICH, *out, "--all")
    assert {row["indicator"] for row in more} > {row["indicator"] for row in found}
    assert main(["diff", *_WHICH, *out, "--to", "7"]) == 2
    assert "has no edition 7; there are 1, 2" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "name two files or folders"),
        (["a"], "name two files or folders"),
        (["--group", GROUP], "--group takes --month"),
        (["none.json", "none.json"], "there is no file none.json"),
        ([".", "none.json"], "two files or two folders"),
        ([".", "."], "have no <group>.facts.json in common"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_code_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    given: list[str], said: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(["diff", *given]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert len(error.splitlines()) == 1


def fact(value: float, **given: str) -> Fact:
    """A figure; what is not given is the same for all."""
    standard = {
        "id": JULY, "indicator": "HP.A.II.1", "component": "revenue", "item": "x", "area": "y",
        "period": "2024-07", "measure": "ytd", "unit": "tỷ đồng", "status": "A",
        "vintage": "2024-08-01", "source": "s",
    }  # fmt: skip
    return Fact.model_validate({**standard, **given, "value": value, "simulated": False})


def test_a_size_needs_one_unit_and_a_per_cent_a_base() -> None:
    other_unit = Difference("changed", fact(1.0), fact(2.0, unit="triệu đồng"))
    assert (other_unit.size, other_unit.percent) == (None, None)
    assert other_unit.fields == ("value", "unit")
    from_zero = Difference("changed", fact(0.0), fact(2.0))
    assert (from_zero.size, from_zero.percent) == (2.0, None)
    below_zero = Difference("changed", fact(-4.0), fact(-3.0))
    assert (below_zero.size, below_zero.percent) == (1.0, 25.0)


def test_the_same_value_from_another_source_is_relabelled() -> None:
    (found,) = differences({JULY: fact(1.0)}, {JULY: fact(1.0, source="t", vintage="2024-09-01")})
    assert (found.kind, found.fields) == ("relabelled", ("vintage", "source"))
    assert list(differences({JULY: fact(1.0)}, {JULY: fact(1.0)})) == []
