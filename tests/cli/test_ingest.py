"""``phantich ingest``: what it prints, what it keeps, how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from phantich.cli import main
from phantich.store import Store


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    path = tmp_path / "store" / "phantich.duckdb"
    monkeypatch.setenv("PHANTICH_STORE", str(path))
    return Store(path)


def table(folder: Path, name: str, *rows: str) -> str:
    path = folder / name
    path.write_text("\n".join(["unique_id,ds,y", *rows, ""]), encoding="utf-8")
    return str(path)


def test_once_and_again(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = table(tmp_path, "cpi.csv", "VN.CPI,2024-01,100.31", "VN.CPI,2024-02,101.04")
    assert main(["ingest", file]) == 0
    assert "2 new figures, 0 known already" in capsys.readouterr().out
    assert main(["ingest", file]) == 0
    assert "0 new figures, 2 known already" in capsys.readouterr().out
    assert len(store.query(vintages="all")) == 2
    copy = tmp_path / "another name.csv"
    copy.write_bytes(Path(file).read_bytes())
    assert main(["ingest", str(copy)]) == 0
    assert "0 new figures, 2 known already" in capsys.readouterr().out
    assert len(store.loads()) == 1


def test_an_old_table_keeps_the_vintage_it_was_loaded_with(store: Store, tmp_path: Path) -> None:
    """Loading it again on a later day must not make it a revision of that day."""
    file = table(tmp_path, "cpi.csv", "VN.CPI,2024-01,100.31")
    assert main(["ingest", file, "--vintage", "2024-01-29"]) == 0
    assert main(["ingest", file]) == 0
    assert list(store.query(vintages="all")["vintage"]) == ["2024-01-29"]


def test_bad_files_stop_nothing_else(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contents = {
        "empty.xlsx": b"", "cut.xlsx": b"PK\x03\x04 cut", "renamed.xls": b"unique_id,ds,y\na,b,1\n",
        "page.xls": b"<!DOCTYPE html><html></html>", "cut.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "locked.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    }  # fmt: skip
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    good = table(tmp_path, "zz.csv", "VN.CPI,2024-01,100.31")
    bad = [str(tmp_path / name) for name in contents] + [str(tmp_path / "absent.xls")]
    assert main(["ingest", *bad, good]) == 1
    captured = capsys.readouterr()
    lines = captured.err.splitlines()
    assert len(lines) == len(bad)
    for line, path in zip(lines, bad, strict=True):
        assert line.startswith(f"phantich: {Path(path).name}: ")
    assert "1 new figure, 0 known already" in captured.out
    assert "7 files not read" in captured.out
    assert len(store.query()) == 1


def test_prices_at_odds_with_themselves_are_loaded_and_told(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In January the figure on December is the figure on the previous month."""
    file = table(
        tmp_path, "cpi.csv", "VN.CPI|||mom,2024-01,100.3078", "VN.CPI|||yoy,2024-01,103.3712",
        "VN.CPI|||vs_december,2024-01,100.3708",
    )  # fmt: skip
    assert main(["ingest", file]) == 1
    captured = capsys.readouterr()
    assert captured.err == (
        "phantich: cpi.csv: 1 price figure at odds with the others; see phantich loads show 1\n"
    )
    assert "3 new figures" in captured.out
    assert main(["loads", "show", "1"]) == 0
    assert "december_chain" in capsys.readouterr().out


def test_json_remarks_and_dry_run(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = table(tmp_path, "cpi.csv", "VN.CPI,2024-01,", "VN.CPI|Sao Hoả,2024-02,1")
    remarks = tmp_path / "out" / "remarks.csv"
    assert main(["ingest", file, "--dry-run", "--format", "json", "--remarks", str(remarks)]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out) == [
        {"file": "cpi.csv", "kind": "long", "rows": 1, "added": None, "known": None,
         "unplaced": 0, "corrections": 0, "doubts": 2}
    ]  # fmt: skip
    assert "1 figure read" in captured.err
    assert not store.path.exists()
    found = list(csv.DictReader(io.StringIO(remarks.read_text(encoding="utf-8"))))
    assert [row["file"] for row in found] == ["cpi.csv", "cpi.csv"]
    assert "Sao Hoả" in found[1]["found"]


def test_several_processes_load_the_same_in_the_same_order(store: Store, tmp_path: Path) -> None:
    files = [table(tmp_path, f"{i:02d}.csv", f"VN.CPI,20{i:02d}-01,100.{i}") for i in range(12)]
    (tmp_path / "05.csv").write_text("nonsense", encoding="utf-8")
    assert main(["ingest", *files, "--jobs", "3"]) == 1
    assert [load.origin for load in store.loads()] == [f"{i:02d}.csv" for i in range(12) if i != 5]


def test_ctrl_c_keeps_the_finished_files(store: Store, tmp_path: Path) -> None:
    files = [
        table(
            tmp_path, f"{i:03d}.csv", *(f"VN.CPI|item {j},20{i % 90:02d}-01,1" for j in range(300))
        )
        for i in range(300)
    ]
    errors = tmp_path / "stderr.txt"
    with errors.open("w") as sink:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "phantich", "ingest", *files, "--jobs", "2"],
            stdout=subprocess.PIPE, stderr=sink, text=True, start_new_session=True,
        )  # fmt: skip
    assert process.stdout is not None
    for _ in range(6):
        assert process.stdout.readline(), errors.read_text()
    os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=60)
    (line,) = errors.read_text().splitlines()
    assert process.returncode == 130, line
    assert "interrupted after" in line
    assert 5 <= len(store.loads()) < 300


def test_a_store_that_cannot_be_written(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store.path.parent.mkdir()
    store.path.write_text("this is no database", encoding="utf-8")
    file = table(tmp_path, "cpi.csv", "VN.CPI,2024-01,100.31")
    assert main(["ingest", file]) == 1
    assert "cannot be" in capsys.readouterr().err
    assert store.path.read_text(encoding="utf-8") == "this is no database"


@pytest.mark.parametrize(
    "arguments", [[], ["--jobs", "0", "x"], ["--kind", "pdf", "x"], ["--format", "xml", "x"]]
)
def test_wrong_calls(
    store: Store, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(["ingest", *arguments]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
