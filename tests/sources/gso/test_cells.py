"""Reading workbooks: places of cells, and one clear line for every file that is none."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from phantich.errors import DataError
from phantich.sources.gso.cells import cell_name, column_name, read_sheets


def save(path: Path, **cells: object) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for name, value in cells.items():
        sheet[name] = value
    book.save(path)
    return path


def packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_cells_keep_their_place_whatever_is_empty_before(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", C4="Tæng sè", D4=12.5)
    (sheet,) = read_sheets(path)
    assert sheet.rows[3][2:4] == ["Tổng số", 12.5]
    assert len(sheet.rows) == 4


def test_hidden_sheets_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("cũ").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    assert [(s.name, s.visible) for s in read_sheets(tmp_path / "a.xlsx")] == [
        ("Sheet", True),
        ("cũ", False),
    ]


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_column_letters(column: int, letters: str) -> None:
    assert column_name(column) == letters
    assert cell_name(9, column) == f"{letters}10"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.xls", b"", "an empty file"),
        ("figures.xlsx", b"unique_id,ds,y\na,2024-01,1\n", "plain text such as CSV"),
        ("page.xls", b"<html><body>404</body></html>", "a web page"),
        ("image.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(64), "a file that is no workbook"),
        ("archive.xlsx", packed({"a.txt": b"x"}), "a ZIP archive that is no workbook"),
        ("short.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a truncated .xls file"),
        ("sectors.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016), "a damaged workbook"),
        ("secret.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000 - 16) + b"E\0n\0c\0r\0y\0"
         b"p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0" + bytes(512), "protected by a password"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_workbook_gets_one_line(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(
        content.ljust(-(-len(content) // 512) * 512, b"\0") if name == "secret.xlsx" else content
    )
    with pytest.raises(DataError) as caught:
        read_sheets(path)
    message = str(caught.value)
    assert name in message
    assert told in message
    assert "\n" not in message
    assert len(caught.value.faults) == 1


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        read_sheets(tmp_path / "none.xls")


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.999])
def test_a_truncated_workbook(tmp_path: Path, kept: float) -> None:
    whole = save(tmp_path / "a.xlsx", A1="x").read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(DataError, match=r"cut\.xlsx: found a damaged \.xlsx file"):
        read_sheets(tmp_path / "cut.xlsx")


def test_an_archive_that_unpacks_to_gigabytes(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(packed({"xl/workbook.xml": b"<a/>", "xl/worksheets/a.xml": bytes(2**25)}))
    with pytest.raises(DataError, match="none packed more than 400 times"):
        read_sheets(path)


def test_a_cell_far_out_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = save(tmp_path / "far.xlsx", A1="x", XFD1048576=1.0)
    with pytest.raises(DataError, match="1048576 rows and 16384 columns"):
        read_sheets(path)


def test_a_long_thin_sheet_is_read(tmp_path: Path) -> None:
    path = save(tmp_path / "long.xlsx", A20000="x", AAA1="y")
    (sheet,) = read_sheets(save(tmp_path / "thin.xlsx", A20000="x"))
    assert len(sheet.rows) == 20000
    with pytest.raises(DataError, match="at most 5000000 cells"):
        read_sheets(path)


@pytest.mark.shared
def test_a_damaged_old_workbook_prints_nothing(
    shared: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = (shared / "gso" / "workbooks" / "2012-06-29-Bieu-0612.xls").read_bytes()
    for size in range(512, len(whole), 37 * 512):
        path = tmp_path / f"{size}.xls"
        path.write_bytes(whole[:size])
        with pytest.raises(DataError, match="damaged workbook"):
            read_sheets(path)
    assert capfd.readouterr().err == ""


@pytest.mark.shared
def test_an_old_workbook_with_a_password(shared: Path, tmp_path: Path) -> None:
    # BIFF8: the record after the first BOF of the workbook stream becomes a FilePass record.
    content = bytearray((shared / "gso" / "workbooks" / "2012-06-29-Bieu-0612.xls").read_bytes())
    at = content.find(bytes([9, 8, 16, 0, 0, 6, 5, 0])) + 20
    content[at : at + 2] = b"\x2f\x00"
    (tmp_path / "a.xls").write_bytes(content)
    with pytest.raises(DataError, match="protected by a password"):
        read_sheets(tmp_path / "a.xls")
