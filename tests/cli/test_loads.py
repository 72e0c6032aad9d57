"""``phantich loads``: list, show, withdraw."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from phantich.cli import main
from phantich.store import Store


@pytest.fixture
def store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Store:
    path = tmp_path / "store.duckdb"
    monkeypatch.setenv("PHANTICH_STORE", str(path))
    table = tmp_path / "cpi.csv"
    table.write_text("unique_id,ds,y\nVN.CPI,2024-01,100.31\nVN.CPI,2024-02,\n", encoding="utf-8")
    assert main(["ingest", str(table)]) == 0
    capsys.readouterr()
    return Store(path)


def listed(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, str]]:
    assert main(["loads", *words, "--format", "csv"]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_list(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    (load,) = listed(capsys, "list")
    assert listed(capsys) == [load]
    assert (load["load_id"], load["kind"], load["origin"]) == ("1", "long", "cpi.csv")
    assert (load["rows"], load["added"], load["known"], load["remarks"]) == ("1", "1", "0", "1")
    assert len(load["sha256"]) == 64
    assert main(["loads"]) == 0
    assert "cpi.csv" in capsys.readouterr().out


def test_show_prints_the_remarks(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["loads", "show", "1", "--format", "json"]) == 0
    (remark,) = json.loads(capsys.readouterr().out)
    assert (remark["kind"], remark["found"]) == ("doubt", "1 row without a value")
    assert main(["loads", "show", "1"]) == 0
    assert "origin" in capsys.readouterr().out


def test_withdraw(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["loads", "withdraw", "1"]) == 0
    assert store.query().empty
    capsys.readouterr()
    (load,) = listed(capsys, "list")
    assert load["withdrawn_at"]


@pytest.mark.parametrize(
    "words",
    [["show", "9"], ["withdraw", "9"], ["withdraw", "first"], ["drop"],
     ["--format", "csv", "withdraw", "1"]],
)  # fmt: skip
def test_wrong_calls(store: Store, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert main(["loads", *words]) == 2
    captured = capsys.readouterr()
    assert len(captured.err.splitlines()) == 1
    assert len(store.query()) == 1
