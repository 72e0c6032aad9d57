"""``phantich flags``: screen a city, show a flag, say whether it was right."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from phantich.cli import main
from phantich.observations import validate
from phantich.store import Store

SCREEN = ("--city", "haiphong", "--group", "HP.A.X", "--month", "2024-10")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sixty quiet months of road deaths, and an outbreak in the last."""
    counts = np.random.default_rng(3).poisson(6, 60).astype(float)
    counts[-1] = 30
    months = pd.period_range(end="2024-10", periods=60, freq="M").astype(str)
    table = pd.DataFrame(
        {
            "indicator": "HP.A.X.4", "component": "deaths", "item": "Tổng số", "area": "Hải Phòng",
            "period": months, "measure": "level", "value": counts, "unit": "người", "status": "A",
            "source": "sổ tay.csv", "vintage": [f"{month}-28" for month in months],
        }
    )  # fmt: skip
    path = tmp_path / "store.duckdb"
    opened = Store(path)
    opened.load(validate(table), "sổ tay.csv", "0" * 64, "long")
    opened.close()
    monkeypatch.setenv("PHANTICH_STORE", str(path))
    return path


def listed(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, str]]:
    assert main(["flags", "list", *words, "--format", "csv"]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_screening_fills_the_register(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(capsys) == []
    (row,) = listed(capsys, *SCREEN)
    assert (row["severity"], row["state"], row["rule"]) == ("serious", "new", "counts")
    assert (row["period"], row["indicator"]) == ("2024-10", "HP.A.X.4/deaths")
    assert listed(capsys) == [row]
    assert listed(capsys, *SCREEN) == [row]
    (english,) = listed(capsys, "--lang", "en")
    assert (
        english["text"].endswith("(expected 5.9, upper limit 11).")
        or "more than usual" in (english["text"])
    )
    assert main(["flags"]) == 0
    assert row["id"] in capsys.readouterr().out


def test_a_flag_is_shown_and_judged(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (row,) = listed(capsys, *SCREEN)
    assert main(["flags", "show", row["id"][:6]]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["observed"] == 30.0
    assert told["text"] == row["text"]
    words = ["--verdict", "false", "--by", "Trần B", "--note", "số liệu thử"]
    assert main(["flags", "ack", row["id"], *words]) == 0
    assert "closed false" in capsys.readouterr().out
    assert listed(capsys) == []
    (closed,) = listed(capsys, "--all")
    assert (closed["state"], closed["verdict"]) == ("closed", "false")
    assert main(["flags", "rules", "--format", "json"]) == 0
    (rule,) = json.loads(capsys.readouterr().out)
    assert (rule["rule"], rule["refuted"], rule["demoted"]) == ("counts", 1, False)


@pytest.mark.parametrize(
    "words",
    [
        ["show", "abc"],
        ["ack", "abc", "--verdict", "true", "--by", "x"],
        ["ack", "abc", "--verdict", "true", "--by", " "],
        ["ack", "abc", "--verdict", "maybe", "--by", "x"],
        ["list", "--group", "HP.A.X"],
        ["list", "--city", "haiphong", "--group", "HP.Z"],
        ["list", "--city", "haiphong", "--month", "2024-13"],
    ],
)
def test_calls_that_make_no_sense(
    words: list[str], store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["flags", *words]) == 2
    captured = capsys.readouterr()
    assert len(captured.err.splitlines()) == 1
    assert captured.out == ""


def test_any_table_is_read_against_levels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "gauge.csv"
    hours = pd.date_range("2026-10-01", periods=60, freq="h").strftime("%Y-%m-%dT%H:%M")
    level = np.where(np.arange(60) == 10, 1.85, 1.0)
    pd.DataFrame({"unique_id": "sông", "ds": hours, "y": level}).to_csv(table, index=False)
    words = ["--level", "1.8", "--level", "1.9", "--retro", "--format", "csv"]
    assert main(["warn", "--input", str(table), *words]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    told = [row for row in rows if row["text_vi"]]
    assert [(row["ds"], row["flag"], row["severity"]) for row in told] == [
        ("2026-10-01 10:00", "True", "warning"),
        # 25 hours after the last high reading.
        ("2026-10-02 11:00", "False", "info"),
    ]
    assert main(["warn", "--input", str(table), "--level", "2", "--level", "1"]) == 2
    assert "levels rise" in capsys.readouterr().err
