"""``phantich forecast`` as a user meets it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from phantich.cli import main
from tests.seasonal.series import airline_passengers


@pytest.fixture
def table(tmp_path: Path) -> Path:
    series = airline_passengers()
    days = series.index.strftime("%Y-%m-%d")
    frame = pd.DataFrame({"unique_id": "bay", "ds": days, "y": series.to_numpy()})
    path = tmp_path / "series.csv"
    pd.concat([frame, frame.tail(3).assign(unique_id="ngắn")]).to_csv(path, index=False)
    return path


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_year_as_csv(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forecast", "--input", str(table), "--format", "csv", "--lang", "en"]) == 0
    captured = capsys.readouterr()
    found = rows(captured.out)
    assert captured.err == ""
    assert list(found[0]) == [
        "unique_id", "ds", "mean", "median", "lo-80", "hi-80", "lo-95", "hi-95", "model", "note",
    ]  # fmt: skip
    assert [row["ds"] for row in found[:2]] == ["1961-01-31", "1961-02-28"]
    # R's forecast of this model is 450.4; the next year's figures are not part of the series.
    assert float(found[0]["mean"]) == pytest.approx(450.4, rel=0.02)
    assert float(found[0]["lo-95"]) < float(found[0]["lo-80"]) < float(found[0]["mean"])
    assert {row["model"] for row in found[:12]} == {"combined"}
    assert (found[12]["mean"], found[12]["model"]) == ("", "")
    assert found[12]["note"] == "not forecast: 3 figures, at least 4 are needed"


@pytest.mark.parametrize("levels", [["--level", "50", "90"], ["--levels", "50,90"]])
def test_levels_and_a_file(
    table: Path, tmp_path: Path, levels: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("out.csv", "out.parquet"):
        out = tmp_path / name
        words = ["forecast", "--input", str(table), *levels, "--horizon", "3", "--out", str(out)]
        assert main(words) == 0
        assert capsys.readouterr().out == ""
        made = pd.read_csv(out) if name.endswith("csv") else pd.read_parquet(out)
        assert list(made)[4:8] == ["lo-50", "hi-50", "lo-90", "hi-90"]
        assert len(made) == 6


def test_frequency_is_told_from_the_dates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = pd.period_range("2010Q1", periods=40, freq="Q").strftime("%Y-Q%q")
    values = 100 + np.resize([0.0, 5, 2, 8], 40) + np.arange(40)
    path = tmp_path / "q.csv"
    pd.DataFrame({"unique_id": "q", "ds": days, "y": values}).to_csv(path, index=False)
    words = ["forecast", "--input", str(path), "--horizon", "2", "--format", "csv"]
    assert main([*words, "--calendar", "none"]) == 0
    found = rows(capsys.readouterr().out)
    assert [row["ds"] for row in found] == ["2020-Q1", "2020-Q2"]
    assert main([*words, "--freq", "A"]) == 0
    assert "hai giá trị" in rows(capsys.readouterr().out)[0]["note"]


def test_each_series_goes_on_from_its_own_end(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with table.open("a", encoding="utf-8") as file:
        series = airline_passengers()[:60]
        days = series.index.strftime("%Y-%m-%d")
        file.writelines(f"sớm,{day},{value}\n" for day, value in zip(days, series, strict=True))
    words = ["forecast", "--input", str(table), "--format", "csv", "--lang", "en"]
    assert main(words) == 0
    found = [row for row in rows(capsys.readouterr().out) if row["unique_id"] == "sớm"]
    assert [found[0]["ds"], found[-1]["ds"]] == ["1954-01-31", "1954-12-31"]
    assert found[0]["note"].startswith("figures until 1953-12")
    # The figure that came was 204.
    assert float(found[0]["mean"]) == pytest.approx(204, rel=0.05)
    assert main([*words, "--origin", "table"]) == 0
    found = [row for row in rows(capsys.readouterr().out) if row["unique_id"] == "sớm"]
    assert found[0]["ds"] == "1961-01-31"
    assert found[0]["note"].startswith("not forecast: the last figure is of 1953-12")


def test_numbered_periods_and_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    series = airline_passengers().to_numpy()
    path, out = tmp_path / "n.parquet", tmp_path / "o.parquet"
    frame = pd.DataFrame({"unique_id": 7, "ds": np.arange(1, 145), "y": series})
    frame.to_parquet(path, index=False)
    words = ["forecast", "--input", str(path), "--out", str(out), "--horizon", "2"]
    assert main(words) == 0
    made = pd.read_parquet(out)
    assert made["ds"].tolist() == [145, 146]
    assert made["unique_id"].tolist() == [7, 7]
    assert made["mean"].iloc[0] == pytest.approx(450.4, rel=0.03)


@pytest.mark.parametrize("name", ["theta", "ets", "ces", "airline", "naive", "sm-ets"])
def test_one_model_is_insisted_on(
    table: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["forecast", "--input", str(table), "--model", name, "--format", "csv"]
    assert main(words) == 0
    found = rows(capsys.readouterr().out)
    assert {row["model"] for row in found[:12]} == {name}
    assert float(found[0]["lo-95"]) < float(found[0]["mean"]) < float(found[0]["hi-95"])
    assert float(found[0]["mean"]) == pytest.approx(450, rel=0.12)


def test_doubles_are_told_and_stop_nobody_else(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with table.open("a", encoding="utf-8") as file:
        file.write("bay,1960-12-31,432.0\nđôi,1960-12-01,1\nđôi,1960-12-09,2\n")
    words = ["forecast", "--input", str(table), "--model", "naive", "--horizon", "1"]
    assert main([*words, "--format", "csv", "--lang", "en"]) == 0
    found = {row["unique_id"]: row for row in rows(capsys.readouterr().out)}
    assert float(found["bay"]["mean"]) == 417
    assert found["đôi"]["mean"] == ""
    assert (
        found["đôi"]["note"] == "not forecast: two different values for 1960-12; correct the table"
    )


def test_faults_are_named_with_their_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("unique_id,ds,y\na,2024-01,1\na,2024-x,2\n", encoding="utf-8")
    assert main(["forecast", "--input", str(path)]) == 1
    assert "bad.csv, row 3, column ds" in capsys.readouterr().err
    path.write_text("unique_id,ds,y\na,2024-01,1\na,2024-02,abc\n", encoding="utf-8")
    assert main(["forecast", "--input", str(path)]) == 1
    assert "bad.csv, row 3, column y" in capsys.readouterr().err
    path.write_text("unique_id,ds,y\n", encoding="utf-8")
    assert main(["forecast", "--input", str(path), "--format", "csv"]) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        ["--model", "x"],
        ["--horizon", "0"],
        ["--horizon", "999"],
        ["--level", "100"],
        ["--level", "many"],
        ["--break", "July"],
        ["--out", "x.doc"],
    ],
)
def test_a_wrong_call(table: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forecast", "--input", str(table), *wrong]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
