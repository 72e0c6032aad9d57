"""``phantich adjust`` as a user meets it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pandas as pd
import pytest

from phantich.cli import main
from tests.seasonal.series import airline_passengers, simulated


@pytest.fixture
def table(tmp_path: Path) -> Path:
    parts = []
    for name, series in (("bay", airline_passengers()), ("phẳng", simulated(0, season=0.0))):
        parts.append(
            pd.DataFrame(
                {
                    "unique_id": name,
                    "ds": series.index.strftime("%Y-%m-%d" if name == "bay" else "%Y-%m"),
                    "y": series.to_numpy(),
                }
            )
        )
    path = tmp_path / "series.csv"
    pd.concat(parts).to_csv(path, index=False)
    return path


def test_components_as_csv(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["adjust", "--input", str(table), "--format", "csv"]) == 0
    captured = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(captured.out)))
    assert captured.err == ""
    assert len(rows) == 144 + 156
    assert list(rows[0])[:4] == ["unique_id", "ds", "y", "adjusted"]
    first = rows[0]
    assert (first["unique_id"], first["ds"], first["y"]) == ("bay", "1949-01-01", "112.0")
    parts = [float(first[name]) for name in ("adjusted", "seasonal", "calendar")]
    assert parts[0] * parts[1] * parts[2] == pytest.approx(112)


def test_summary_in_both_languages(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["adjust", "--input", str(table), "--summary", "--format", "json"]
    assert main([*words, "--method", "stl"]) == 0
    bay, flat = json.loads(capsys.readouterr().out)
    assert (bay["method"], bay["light"], bay["m7"]) == ("stl", "amber", None)
    assert flat["reasons"].startswith("không có tính mùa vụ")
    assert main([*words, "--lang", "en", "--no-trading-day", "--break", "2019-07"]) == 0
    assert json.loads(capsys.readouterr().out)[1]["reasons"].startswith("no seasonality")


def test_faults_are_named_with_their_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("unique_id,ds,y\na,2024-01,1\na,2024-x,2\na,2024-01,3\n", encoding="utf-8")
    assert main(["adjust", "--input", str(path)]) == 1
    error = capsys.readouterr().err
    assert "bad.csv, row 3, column ds" in error
    path.write_text("unique_id,ds,y\na,2024-01,1\na,2024-01,3\n", encoding="utf-8")
    assert main(["adjust", "--input", str(path)]) == 1
    assert "bad.csv, row 3: found a second value" in capsys.readouterr().err
    path.write_text("indicator,period,value\nVN.CPI,2024-01,1\n", encoding="utf-8")
    assert main(["adjust", "--input", str(path)]) == 1
    assert "expected the columns unique_id, ds, y" in capsys.readouterr().err
    path.write_text("unique_id,ds,y\na,2024-01,1,5\n", encoding="utf-8")
    assert main(["adjust", "--input", str(path)]) == 1
    assert main(["adjust", "--input", str(tmp_path / "none.csv")]) == 1


@pytest.mark.parametrize("wrong", [["--frequency", "W"], ["--method", "x"], ["--jobs", "0"]])
def test_a_wrong_call(table: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["adjust", "--input", str(table), *wrong]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_break_that_is_no_month(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["adjust", "--input", str(table), "--break", "July"]) == 2
    assert "July" in capsys.readouterr().err


def test_an_empty_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("unique_id,ds,y\n", encoding="utf-8")
    for extra in ([], ["--summary"]):
        assert main(["adjust", "--input", str(path), "--format", "csv", *extra]) == 0
        assert capsys.readouterr().err == ""
