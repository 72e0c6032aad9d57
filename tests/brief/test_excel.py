"""The workbook: tidy sheets that open without tricks, numbers as numbers, text as text."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from phantich.brief import Brief, dump, excel
from phantich.brief.excel.cells import LIMIT, fitted
from phantich.brief.model.content import Content
from tests.brief.office_files import HOSTILE, TOTAL, hostile_rows, parts

BEHIND = ["Đơn vị", "Trạng thái", "Ngày số liệu", "Nguồn", "Thật hay mô phỏng"]


def book(package: bytes) -> Any:
    """The workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(package))


def frames(package: bytes, engine: Any = "openpyxl") -> dict[str, pd.DataFrame]:
    """All sheets as pandas reads them, with nothing said about heads."""
    return pd.read_excel(io.BytesIO(package), sheet_name=None, engine=engine)


def test_sheets_and_their_order(mixed: Brief) -> None:
    names = book(excel.render(mixed)).sheetnames
    tables = [f"Bảng {t.number}" for t in mixed.tables]
    assert names == ["Bìa", "Mục lục", *tables, "so_lieu", "Nguồn", "Ghi chú"]
    assert all(len(name) <= 31 for name in names)
    english = book(excel.render(mixed, "en")).sheetnames
    assert english[:3] == ["Cover", "Contents", "Table 1"]


@pytest.mark.parametrize("engine", ["openpyxl", "calamine"])
def test_pandas_reads_tables_without_tricks(prices: Brief, engine: str) -> None:
    """Printed in the workbook of November 2024: education 123.27122, 99.19305, … on 100."""
    frame = frames(excel.render(prices), engine)["Bảng 1"]
    assert not [c for c in frame.columns if str(c).startswith("Unnamed")]
    assert list(frame.columns[-5:]) == BEHIND
    row = frame.set_index("Nhóm hàng").loc["Giáo dục"]
    assert list(row.iloc[1:6]) == [123.27122, 99.19305, 98.76166, 100.1138, 105.97618]
    assert row["Trạng thái"] == "chính thức"
    assert row["Ngày số liệu"] == pd.Timestamp("2024-11-29")
    assert row["Thật hay mô phỏng"] == "Số liệu công bố"
    # Core inflation is printed as a rate: 2.77, 0.24 and 2.70 per cent.
    core = frame[frame["Nhóm hàng"].str.startswith("Lạm phát cơ bản")].iloc[0]
    assert [round(v, 2) for v in core.iloc[2:7] if v == v] == [2.77, 0.24, 2.7]


def test_every_number_of_a_table_is_a_fact(mixed: Brief, prices: Brief) -> None:
    for brief in (mixed, prices):
        sheets = frames(excel.render(brief))
        for table in brief.tables:
            frame = sheets[f"Bảng {table.number}"]
            assert len(frame) == len(table.rows)
            for line, row in zip(table.rows, frame.itertuples(index=False), strict=True):
                assert row[0] == line.label.plain()
                for value, cell in zip(row[2:-5], line.cells, strict=True):
                    if cell.fact is None:
                        assert value != value
                    else:
                        # A cell keeps sixteen digits.
                        known = cell.fact.value
                        assert any(
                            value == pytest.approx(x, rel=1e-14) for x in (known, known - 100)
                        )


@pytest.mark.parametrize("engine", ["openpyxl", "calamine"])
def test_the_long_sheet_holds_every_fact(mixed: Brief, engine: str) -> None:
    frame = frames(excel.render(mixed), engine)["so_lieu"]
    facts = mixed.content.facts | mixed.content.edition_facts
    assert list(frame["Mã"]) == list(facts)
    assert list(frame["Giá trị"]) == [fact.value for fact in facts.values()]
    assert list(frame["Đơn vị"]) == [fact.unit for fact in facts.values()]
    days = [d.date().isoformat() for d in frame["Ngày số liệu"]]
    assert days == [fact.vintage for fact in facts.values()]
    simulated = [word == "Số liệu mô phỏng" for word in frame["Thật hay mô phỏng"]]
    assert simulated == [fact.simulated for fact in facts.values()]
    shown = set(frame.loc[frame["Bảng"] == "Bảng 1", "Mã"])
    assert shown == {fact.id for fact in mixed.tables[0].facts}


def test_tables_are_tidy_filtered_and_frozen(mixed: Brief) -> None:
    made = book(excel.render(mixed))
    for sheet in made.worksheets:
        assert not sheet.merged_cells.ranges
        if sheet.title == "Bìa":
            continue
        heads = [cell.value for cell in sheet[1]]
        assert all(heads)
        assert len(set(heads)) == len(heads)
        assert sheet.freeze_panes in {"A2", "B2"}
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(sheet.column_dimensions[c.column_letter].width > 5 for c in sheet[1])
    first = made["Bảng 1"]
    assert first["D2"].number_format in {"#,##0.0", "#,##0"}
    assert first["A2"].font.bold


def test_the_contents_lead_to_every_sheet(mixed: Brief) -> None:
    made = book(excel.render(mixed))
    links = {row[0].value: row[0].hyperlink.location for row in made["Mục lục"].iter_rows(2)}
    assert list(links) == made.sheetnames[2:]
    assert all(place == f"'{name}'!A1" for name, place in links.items())
    assert not [s for s in made.worksheets for c in s._hyperlinks if c.target]


def test_the_cover_says_what_it_is(mixed: Brief) -> None:
    said = [cell.value for row in book(excel.render(mixed))["Bìa"].iter_rows() for cell in row]
    assert said[0] == "Tài chính - ngân sách nhà nước"
    assert {"HP.A.II", "Tháng 7 năm 2024", "Dự thảo", "29/11/2024"} <= set(said)
    assert any("mô phỏng" in str(text) for text in said)


def test_facts_alone_give_the_same_bytes(mixed: Brief) -> None:
    package = excel.render(mixed)
    again = Brief(Content.model_validate_json(dump(mixed.content)))
    assert excel.render(again) == package
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = parts(package)["docProps/core.xml"].decode()
    stamps = re.findall(r"<dcterms:\w+[^>]*>([^<]*)<", core)
    assert {stamp[:10] for stamp in stamps} == {mixed.content.data_as_of}
    assert len(stamps) == 2


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_from_data_is_text(brief_of: Any, figure: Any, hostile: str) -> None:
    rows = hostile_rows(figure, hostile)
    package = excel.render(brief_of("haiphong", "HP.A.II", "2024-07", rows))
    for name, content in parts(package).items():
        if name.startswith("xl/worksheets/"):
            assert b"<f>" not in content
            assert b"<f " not in content
    made = book(package)
    cells = [c for s in made.worksheets for row in s.iter_rows() for c in row]
    assert {c.data_type for c in cells} <= {"s", "n", "d", "inlineStr"}
    for name in ("Bảng 1", "so_lieu"):
        found = [c for row in made[name].iter_rows() for c in row if hostile in str(c.value)]
        assert found
        if hostile[0] in "=+-@":
            assert all(c.quotePrefix for c in found if str(c.value).startswith(hostile))
    assert hostile in "".join(frames(package)["so_lieu"]["Ghi chú"].dropna())


def test_text_that_no_cell_can_hold_is_cut_and_cleaned() -> None:
    assert fitted("a\x00\x0bb\ufffe") == "ab"
    assert fitted("x" * LIMIT) == "x" * LIMIT
    assert fitted("x" * 40_000) == "x" * (LIMIT - 1) + "…"


def test_a_group_without_figures_is_a_workbook_too(brief_of: Any, figure: Any) -> None:
    brief = brief_of("haiphong", "HP.A.III", "2024-07", [figure("2024-07", "ytd", 1.0)])
    sheets = frames(excel.render(brief))
    assert "so_lieu" in sheets
    assert not [name for name in sheets if name.startswith("Bảng")]


def test_the_total_is_bold_and_parts_are_indented(mixed: Brief) -> None:
    sheet = book(excel.render(mixed))["Bảng 1"]
    rows = {row[0].value: row[0] for row in sheet.iter_rows(2)}
    assert rows[TOTAL].font.bold
    assert rows["Thu nội địa"].alignment.indent == 1
    assert not rows["Thu nội địa"].font.bold


@pytest.mark.office
def test_libreoffice_reads_the_same(mixed: Brief, soffice: str, tmp_path: Path) -> None:
    (tmp_path / "brief.xlsx").write_bytes(excel.render(mixed))
    command = [
        soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
        "--convert-to", "ods", "--outdir", str(tmp_path), str(tmp_path / "brief.xlsx"),
    ]  # fmt: skip
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    with zipfile.ZipFile(tmp_path / "brief.ods") as archive:
        content = archive.read("content.xml").decode("utf-8")
    assert content.count("<table:table ") == len(book(excel.render(mixed)).sheetnames)
    assert "table:formula" not in content
    assert TOTAL in content
