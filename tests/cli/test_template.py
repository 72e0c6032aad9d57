"""``phantich template``: the form of an agency, written from the command line."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from phantich.cli import main
from phantich.observations import COLUMNS
from phantich.sources.forms import is_form
from phantich.sources.forms.group_sheet import LABEL, LAST_YEAR, PREVIOUS
from phantich.store import Store
from tests.figures import REVENUE, revenue

CALL = ["template", "--city", "haiphong", "--month", "2026-10"]


@pytest.fixture(autouse=True)
def no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHANTICH_STORE", str(tmp_path / "none.duckdb"))


@pytest.mark.parametrize("agency", ["finance", "Sở Tài chính", "sở tài chính"])
def test_writes_the_form(agency: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "form.xlsx"
    assert main([*CALL, "--agency", agency, "--out", str(out)]) == 0
    assert is_form(out)
    assert "Sở Tài chính, 2026-10" in capsys.readouterr().out


def test_an_unknown_agency_gets_the_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "form.xlsx"
    assert main([*CALL, "--agency", "Sở Hỏa tinh", "--out", str(out)]) == 2
    error = capsys.readouterr().err
    assert "Sở Hỏa tinh" in error
    assert "finance (Sở Tài chính)" in error
    assert error.count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        (["--out", "form.xls"], ".xlsx"),
        (["--out", "form.xlsx", "--store", "nowhere.duckdb"], "nowhere.duckdb"),
    ],
)
def test_what_makes_no_sense(
    extra: list[str],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([*CALL, "--agency", "finance", *extra]) in {1, 2}
    assert said in capsys.readouterr().err


def test_prints_what_the_store_knows(tmp_path: Path) -> None:
    """Last month's and last year's revenue stand beside the input cell."""
    given = {"frequency": "M", "vintage": "2026-10-06", "note": ""}
    figures = {"2026-09": 15.5, "2025-10": 12.0}
    rows = [revenue(period, value, "level", **given) for period, value in figures.items()]
    path = tmp_path / "store.duckdb"
    Store(path).load(pd.DataFrame(rows)[list(COLUMNS)], "test", "digest", "long")
    out = tmp_path / "form.xlsx"
    assert main([*CALL, "--agency", "finance", "--out", str(out), "--store", str(path)]) == 0
    sheet = load_workbook(out)["A.II"]
    found = [
        (sheet.cell(row, PREVIOUS).value, sheet.cell(row, LAST_YEAR).value)
        for row in range(5, 9)
        if sheet.cell(row, LABEL).value == REVENUE
    ]
    assert found == [(15.5, 12.0)]
