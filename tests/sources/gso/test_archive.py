"""New workbooks: far cells are refused however they are written, and ballast changes nothing."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from phantich.errors import DataError
from phantich.sources.gso.cells import read_sheets

SHEET = "xl/worksheets/sheet1.xml"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def rewritten(path: Path, parts: dict[str, bytes], unless: str = "") -> Path:
    """A small workbook with parts put in or in the place of its own."""
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts and name != unless:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return path


def sheet(data: bytes) -> bytes:
    return b"<worksheet " + MAIN + b">" + data + b"</worksheet>"


FAR = {
    "plain": b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
    "single quotes": b"<sheetData><row r='1'><c r='A1'><v>1</v></c></row>"
    b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData>",
    "white space": b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row\nr = "1048576" >'
    b'<c\tr\n=\n"XFD1048576"><v>1</v></c></row></sheetData>',
    "attributes before": b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    b'<row spans="1:2" r="1048576"><c s="0" t="n" r="XFD1048576"><v>1</v></c></row></sheetData>',
    "a bracket in an attribute": b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    b'<row x=">" r="1048576"><c x=">" r="XFD1048576"><v>1</v></c></row></sheetData>',
    "small letters": b'<sheetData><row r="1"><c r="a1"><v>1</v></c></row>'
    b'<row r="1048576"><c r="xfd1048576"><v>1</v></c></row></sheetData>',
    "a prefix": b'<x:sheetData xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row><x:row r="1048576">'
    b'<x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row></x:sheetData>',
    "a prefix on the cell": b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    b'<v:row r="1048576"><v:c r="XFD1048576"><v:v>1</v:v></v:c></v:row></sheetData>',
    "the cell's own row": b'<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row>'
    b'<row r="2"><c r="A999999"><v>1</v></c></row></sheetData>',
    "no references": b"<sheetData><row><c><v>1</v></c>" + b"<c/>" * 16000 + b"<c><v>1</v></c></row>"
    + b"<row/>" * 900 + b"<row><c><v>1</v></c></row></sheetData>",
    "a comment before": b"<!--<sheetData></sheetData>--><sheetData>"
    b'<row r="1"><c r="A1"><v>1</v></c></row>'
    b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
    "an inline text": b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">'
    b'<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>',
}  # fmt: skip


@pytest.mark.parametrize("data", FAR.values(), ids=FAR)
def test_a_cell_far_out_is_refused_however_it_is_written(tmp_path: Path, data: bytes) -> None:
    path = rewritten(tmp_path / "far.xlsx", {SHEET: sheet(data)})
    with pytest.raises(DataError, match="at most 5000000 cells in a sheet") as caught:
        read_sheets(path)
    assert len(caught.value.faults) == 1


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/sharedStrings.xml", "xl/theme/theme9.xml"])
def test_a_far_cell_in_a_part_that_is_called_otherwise(tmp_path: Path, part: str) -> None:
    relations = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/'
        b'2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/worksheet" Target="/' + part.encode() + b'"/>'
        b"</Relationships>"
    )
    path = rewritten(
        tmp_path / "far.xlsx",
        {part: sheet(FAR["plain"]), "xl/_rels/workbook.xml.rels": relations},
        unless=SHEET,
    )
    with pytest.raises(DataError):
        read_sheets(path)


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?>' + sheet(FAR["plain"]).decode()
    path = rewritten(tmp_path / "far.xlsx", {SHEET: text.encode("utf-16")})
    with pytest.raises(DataError, match="damaged"):
        read_sheets(path)


def test_a_part_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = rewritten(tmp_path / "twice.xlsx", {})
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, sheet(FAR["plain"]))
    with pytest.raises(DataError, match="damaged"):
        read_sheets(path)


def test_a_binary_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsb", "w") as archive:
        archive.writestr("xl/workbook.bin", b"x")
    with pytest.raises(DataError, match="save it as"):
        read_sheets(tmp_path / "a.xlsb")


def test_cells_without_references_keep_their_place(tmp_path: Path) -> None:
    data = b'<sheetData><row/><row><c/><c t="str"><v>a</v></c><c><v>2</v></c></row></sheetData>'
    (found,) = read_sheets(rewritten(tmp_path / "a.xlsx", {SHEET: sheet(data)}))
    assert found.rows == [["", "", ""], ["", "a", 2.0]]


def test_ballast_is_left_out_and_changes_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page["B2"], page["C2"] = dt.date(2013, 7, 1), 1234.5
    page["C2"].number_format = "#,##0.00"
    page.merge_cells("B4:C4")
    page["B4"] = "nhập khẩu"
    for row in range(5, 400):
        page.cell(row, 30).fill = PatternFill("solid", fgColor="FFFF00")
    book.defined_names["cũ"] = openpyxl.workbook.defined_name.DefinedName("cũ", attr_text="#REF!")
    book.create_sheet("trống")
    book.save(tmp_path / "a.xlsx")
    first, empty = read_sheets(tmp_path / "a.xlsx")
    assert [v for row in first.rows for v in row if v != ""] == [
        dt.date(2013, 7, 1),
        1234.5,
        "nhập khẩu",
    ]
    assert first.rows[3][1] == "nhập khẩu"
    assert first.merged == (((3, 1), (3, 2)),)
    assert empty.rows == []
