"""`phantich backtest` and `phantich scorecard` on the command line."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from phantich.cli import app, main
from phantich.forecast.archive import Archive, folder_of
from phantich.observations import validate
from phantich.store import Store

RUNNER = CliRunner()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Two series of six years."""
    months = pd.period_range("2019-01", periods=72, freq="M").astype(str)
    random = np.random.default_rng(1)
    frames = [
        pd.DataFrame(
            {
                "unique_id": name,
                "ds": months,
                "y": 100 + 10 * np.sin(np.arange(72) * np.pi / 6) + random.normal(0, 1, 72),
            }
        )
        for name in "ab"
    ]
    path = tmp_path / "table.csv"
    pd.concat(frames).to_csv(path, index=False)
    return path


def test_backtest_prints_a_row_a_model(table: Path) -> None:
    arguments = ["backtest", "--input", str(table), "--model", "airline,naive", "--origins", "2"]
    result = RUNNER.invoke(app, [*arguments, "--format", "csv"])
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["model"] for row in rows] == ["airline", "naive"]
    assert {"mase", "rmsse", "smape", "pinball", "wis", "bias", "dm_naive"} <= set(rows[0])
    assert float(rows[0]["mase"]) < float(rows[1]["mase"])


def test_backtest_writes_the_detail(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "scores.parquet"
    arguments = ["backtest", "--input", str(table), "--model", "naive", "--detail"]
    assert RUNNER.invoke(app, [*arguments, "--out", str(out)]).exit_code == 0
    assert len(pd.read_parquet(out)) == 2 * 3


def test_backtest_refuses_what_makes_no_sense(table: Path) -> None:
    assert main(["backtest", "--input", str(table), "--model", "oracle"]) == 2
    assert main(["backtest", "--input", str(table), "--horizon", "60"]) == 2


def test_scorecard_scores_what_was_published(tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    about = {
        "indicator": "HP.A.II.1", "component": "revenue", "area": "Hải Phòng",
        "item": "Tổng thu ngân sách nhà nước", "measure": "level", "period": "2026-03",
        "unit": "tỷ đồng",
    }  # fmt: skip
    row = {**about, "value": 110.0, "status": "A", "source": "test", "vintage": "2026-04-06"}
    Store(path).load(validate(pd.DataFrame([row])), "test", "0" * 64, "long")
    empty = RUNNER.invoke(app, ["scorecard", "--store", str(path)])
    assert empty.exit_code == 0
    assert "0 forecasts in the archive" in empty.output
    forecast = {**about, "origin": "2026-02", "vintage": "2026-03-06", "simulated": False}
    forecast |= {"model": "airline", "q2.5": 80.0, "q10": 90.0, "q50": 99.0, "q90": 105.0}
    Archive(folder_of(path)).add(pd.DataFrame([{**forecast, "q97.5": 120.0}]))
    result = RUNNER.invoke(app, ["scorecard", "HP.A.II", "--store", str(path), "--format", "csv"])
    assert result.exit_code == 0, result.output
    found = next(csv.DictReader(io.StringIO(result.stdout)))
    assert (found["n"], float(found["mae"]), found["coverage_95"]) == ("1", 10.0, "1.0")
    none = RUNNER.invoke(app, ["scorecard", "--store", str(path), "--as-of", "2026-03-31"])
    assert "none of a figure known yet" in none.output


def test_backtest_judges_days_beside_months(table: Path, tmp_path: Path) -> None:
    days = pd.date_range("2026-01-01", periods=150).strftime("%Y-%m-%d")
    week = np.tile([5.0, 5, 5, 5, 6, 9, 9], 22)[:150]
    figures = week + np.random.default_rng(4).normal(0, 1, 150)
    mixed = pd.concat(
        [pd.read_csv(table), pd.DataFrame({"unique_id": "c", "ds": days, "y": figures})]
    )
    path = tmp_path / "mixed.csv"
    mixed.to_csv(path, index=False)
    arguments = ["backtest", "--input", str(path), "--format", "csv", "--model", "combined,naive"]
    result = RUNNER.invoke(app, arguments)
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(row["model"], row["frequency"], row["series"]) for row in rows] == [
        ("combined", "M", "2"), ("naive", "M", "2"), ("combined", "D", "1"), ("naive", "D", "1"),
    ]  # fmt: skip
    assert float(rows[2]["mase"]) < float(rows[3]["mase"])
    detail = RUNNER.invoke(app, [*arguments, "--detail"])
    found = [r for r in csv.DictReader(io.StringIO(detail.stdout)) if r["frequency"] == "D"]
    assert [row["origin"] for row in found[::2]] == ["2026-05-02", "2026-04-23", "2026-04-14"]
    assert main([*arguments, "--horizon", "60"]) == 2
