"""``phantich query`` over a small store."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pandas as pd
import pytest

from phantich.cli import main
from phantich.observations import QUERY_COLUMNS
from phantich.store import Store
from tests.figures import revenue


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """January 2026, estimated and then revised; a simulated February; the country's prices."""
    path = tmp_path / "store.duckdb"
    monkeypatch.setenv("PHANTICH_STORE", str(path))
    given = {"status": "E", "source": "thu.xlsx", "vintage": "2026-02-03"}
    row = revenue("2026-01", 9123.456789012345, **given)
    prices = {"indicator": "VN.CPI", "component": "cpi", "item": "Chỉ số giá tiêu dùng",
              "area": "Việt Nam", "measure": "mom", "unit": "%", "value": 100.31}  # fmt: skip
    rows = [
        row,
        row | {"value": 9200.0, "status": "A", "vintage": "2026-03-03"},
        row | {"period": "2026-02", "value": 17000.0, "source": "simulated:seed 1"},
        row | prices,
    ]
    Store(path).load(pd.DataFrame(rows), "a", "d", "long")
    return Store(path)


def rows(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, str]]:
    assert main(["query", *arguments, "--format", "csv"]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_columns_and_precision(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "HP.A.II.1", "--as-of", "2026-02-28", "--format", "csv"]) == 0
    head, first, *_ = capsys.readouterr().out.splitlines()
    assert head == "indicator,component,item,area,period,measure,value,unit,status,source,vintage"
    assert first == (
        "HP.A.II.1,revenue,Tổng thu ngân sách nhà nước,Hải Phòng,2026-01,ytd,9123.456789012345,"
        "tỷ đồng,E,thu.xlsx,2026-02-03"
    )


def test_as_of_and_vintages(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    (now,) = rows(capsys, "HP.A.II.1", "--to", "2026-01")
    (then,) = rows(capsys, "HP.A.II.1", "--to", "2026-01", "--as-of", "2026-03-02")
    assert (now["value"], then["value"]) == ("9200.0", "9123.456789012345")
    history = rows(capsys, "HP.A.II.1", "--to", "2026-01", "--vintages", "all")
    assert [row["status"] for row in history] == ["E", "A"]


def test_codes_of_components_groups_and_sets(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(rows(capsys, "HP.A.II.1/revenue")) == 2
    assert len(rows(capsys, "HP.A.II")) == 2
    assert len(rows(capsys, "hp")) == 2
    assert rows(capsys, "HP.A.III") == []
    assert [row["indicator"] for row in rows(capsys, "VN.A")] == ["VN.CPI"]


def test_filters(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(rows(capsys, "HP", "--simulated", "exclude")) == 1
    assert len(rows(capsys, "HP", "--simulated", "only")) == 1
    assert len(rows(capsys, "HP", "--measure", "ytd", "--measure", "level")) == 2
    assert rows(capsys, "HP", "--measure", "level") == []
    assert rows(capsys, "HP", "--item", "Thuế") == []
    assert rows(capsys, "HP", "--area", "Cần Thơ") == []
    assert rows(capsys, "HP", "--frequency", "A") == []
    assert len(rows(capsys, "HP", "--from", "2026-02", "--to", "2026")) == 1


def test_json_and_table(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "VN.CPI", "--format", "json"]) == 0
    (record,) = json.loads(capsys.readouterr().out)
    assert list(record) == list(QUERY_COLUMNS)
    assert record["value"] == 100.31
    assert main(["query", "VN.CPI"]) == 0
    head, line = capsys.readouterr().out.splitlines()
    assert head.index("value") + len("value") == line.index("100.31") + len("100.31")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["HP.A.XX"], 2, "HP.A.XX"),
        (["HP.A.II.1/nothing"], 2, "nothing"),
        (["HP", "--from", "januar"], 2, "januar"),
        (["HP", "--as-of", "2026-02-30"], 2, "2026-02-30"),
        (["HP", "--vintages", "newest"], 2, "newest"),
        (["HP", "--format", "xml"], 2, "xml"),
        ([], 2, "CODE"),
    ],
)
def test_wrong_calls(
    store: Store, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str
) -> None:
    assert main(["query", *arguments]) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    assert words.lower() in captured.err.lower()


def test_without_a_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PHANTICH_STORE", str(tmp_path / "none.duckdb"))
    assert main(["query", "HP"]) == 1
    assert "phantich ingest FILES" in capsys.readouterr().err
