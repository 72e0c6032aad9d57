"""Whole workbooks: dates, hidden sheets, tables without a reader, traps of the real ones."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from phantich.errors import DataError
from phantich.sources.gso.reader import read_workbook

MOM = [
    ["Chỉ số giá tiêu dùng tháng {m} năm {y}", None],
    [None, "Tháng {m} năm {y} so với:"],
    [None, "tháng trước"],
    ["Giáo dục", 100.5],
]


def book(path: Path, year: int, month: int, *more: tuple[str, list[list[object]], str]) -> Path:
    workbook = openpyxl.Workbook()
    sheets = [(workbook.active, MOM)]
    for name, rows, state in more:
        sheet = workbook.create_sheet(name)
        sheet.sheet_state = state
        sheets.append((sheet, rows))
    for sheet, rows in sheets:
        for row in rows:
            sheet.append([v.format(m=month, y=year) if isinstance(v, str) else v for v in row])
    workbook.save(path)
    return path


@pytest.mark.parametrize(
    ("name", "vintage"),
    [
        ("2024-05-29-Bieu.xlsx", "2024-05-29"),
        ("2024-06-06-Bieu.xlsx", "2024-06-06"),
        ("Bieu-T5.xlsx", "2024-05-31"),
    ],
)
def test_month_and_vintage(tmp_path: Path, name: str, vintage: str) -> None:
    frame = read_workbook(book(tmp_path / name, 2024, 5)).observations
    assert frame[["period", "vintage", "measure", "value", "frequency"]].to_numpy().tolist() == [
        ["2024-05", vintage, "mom", 100.5, "M"]
    ]
    assert frame["source"].tolist() == [f"{name}!Sheet!B4"]


def test_a_workbook_that_tells_no_month(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in (["Chỉ số giá tiêu dùng", None], [None, "so với"], ["Giáo dục", 100.5]):
        workbook.active.append(row)
    workbook.save(tmp_path / "a.xlsx")
    with pytest.raises(DataError, match="rename the file so that it begins with it"):
        read_workbook(tmp_path / "a.xlsx")


def test_a_workbook_without_tables(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    with pytest.raises(DataError, match="sheets without a table of figures"):
        read_workbook(tmp_path / "a.xlsx")


def test_what_is_not_read_is_told(tmp_path: Path) -> None:
    path = book(
        tmp_path / "2024-05-29-x.xlsx", 2024, 5,
        ("cũ", [["Xuất khẩu tháng 4 năm 2024"], [None, "Thực hiện"], ["Gạo", 1.0]], "hidden"),
        ("mới", [["Nhật ký"], [None, "Số"], ["Gạo", 1.0]], "visible"),
    )  # fmt: skip
    reading = read_workbook(path)
    assert len(reading.observations) == 1
    assert [(r.kind, r.where) for r in reading.remarks] == [
        ("unplaced", "2024-05-29-x.xlsx!cũ"),
        ("unplaced", "2024-05-29-x.xlsx!mới!A1"),
    ]


@pytest.mark.shared
def test_a_number_typed_as_text(shared: Path) -> None:
    # Trap 39: core inflation on the previous month is the text "-0.09" in G30.
    path = shared / "gso" / "workbooks" / "2018-03-29-02-Bieu-3-2018-1.xlsx"
    frame = read_workbook(path).observations
    row = frame[frame["source"] == f"{path.name}!CPI!G30"]
    assert row["value"].tolist() == pytest.approx([99.91])
    assert row["item"].tolist() == ["Lạm phát cơ bản"]


@pytest.mark.shared
def test_a_hidden_sheet_of_an_older_year(shared: Path) -> None:
    # Trap 28: the hidden sheet 6NN is left from 2022.
    path = shared / "gso" / "workbooks" / "2024-12-29-02.Bieu-T12.2024.xlsx"
    reading = read_workbook(path)
    assert not reading.observations["source"].str.contains("!6NN!", regex=False).any()
    assert any(r.where.endswith("!6NN") and r.kind == "unplaced" for r in reading.remarks)


@pytest.mark.shared
def test_a_stray_number_below_the_price_table(shared: Path) -> None:
    # Trap 31: 98 in H31 has no label.
    path = shared / "gso" / "workbooks" / "2019-05-27-02-Bieu-5.2019.xlsx"
    reading = read_workbook(path)
    place = f"{path.name}!CPI!H31"
    assert place not in set(reading.observations["source"])
    assert [r.found for r in reading.remarks if r.where == place] == ["98"]
