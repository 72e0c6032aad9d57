"""Reading a workbook, old or new, into sheets of cells that keep their true place."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import python_calamine as calamine

from phantich.errors import DataError, Fault
from phantich.sources.gso.tcvn3 import Encoding, decode, is_unicode, votes

#: What calamine gives for a cell; an empty cell is ``""``.
Value: TypeAlias = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

#: Limits against archives that unpack to more than any monthly workbook holds.
MAX_FILE_BYTES: Final = 64 * 2**20
MAX_UNPACKED_BYTES: Final = 512 * 2**20
MAX_PARTS: Final = 5_000
MAX_PART_RATIO: Final = 400
_RATIO_FROM_BYTES: Final = 16 * 2**20

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_EXPECTED: Final = "an Excel workbook (.xls or .xlsx)"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `rows[r][c]` is the cell in row r and column c, counted from 0 at A1.

    Texts are Unicode. Rows that are empty at the end are absent; rows may differ in length.
    """

    name: str
    visible: bool
    rows: list[list[Value]]
    #: Merged ranges as ((first row, first column), (last row, last column)).
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...]


def cell_name(row: int, column: int) -> str:
    """A1 style name of the cell in row and column counted from 0.

    >>> cell_name(8, 3), cell_name(0, 27)
    ('D9', 'AB1')
    """
    return f"{column_name(column)}{row + 1}"


def column_name(column: int) -> str:
    """Letters of the column counted from 0: ``column_name(27)`` is ``AB``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_sheets(path: Path) -> list[Sheet]:
    """All sheets of a workbook in its order, texts decoded (see `tcvn3`).

    Raises
    ------
    DataError
        With one fault when the file is missing, empty, truncated, password-protected, too large
        or no workbook.
    """
    check_container(path)
    try:
        book = calamine.load_workbook(str(path))
        with book:
            return [
                _sheet(book.get_sheet_by_index(i), meta)
                for i, meta in enumerate(book.sheets_metadata)
                if meta.typ == calamine.SheetTypeEnum.WorkSheet
            ]
    except calamine.PasswordError:
        raise _refusal(
            path, "a workbook protected by a password", "save it without the password"
        ) from None
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise _refusal(
            path, f"a damaged workbook ({_one_line(error)})", "fetch or save the file again"
        ) from None


def check_container(path: Path) -> None:
    """Refuse what is no workbook before any parser sees it (see `read_sheets`)."""
    if not path.is_file():
        raise _refusal(path, "no such file", "check the path")
    size = path.stat().st_size
    if size == 0:
        raise _refusal(path, "an empty file", "fetch the file again")
    if size > MAX_FILE_BYTES:
        raise _refusal(
            path, f"{size / 2**20:.0f} MB", "check that this is the right file", "at most 64 MB"
        )
    with path.open("rb") as source:
        head = source.read(2048)
    if head.startswith(_ZIP):
        _check_archive(path)
    elif head.startswith(_OLE):
        _check_not_encrypted(path)
    else:
        raise _refusal(path, _what(head), _remedy(head))


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise _refusal(path, "a truncated .xlsx file", "fetch the file again") from None
    if "xl/workbook.xml" not in {p.filename for p in parts} and not any(
        p.filename.endswith("workbook.bin") for p in parts
    ):
        raise _refusal(path, "a ZIP archive that is no workbook", "unpack it and give its files")
    bomb = any(
        p.file_size > _RATIO_FROM_BYTES and p.file_size > MAX_PART_RATIO * max(p.compress_size, 1)
        for p in parts
    )
    total = sum(p.file_size for p in parts)
    if bomb or total > MAX_UNPACKED_BYTES or len(parts) > MAX_PARTS:
        raise _refusal(
            path,
            f"an archive of {len(parts)} parts that unpacks to {total / 2**20:.0f} MB",
            "do not open it: it is not what the statistics office publishes",
            "at most 512 MB in 5,000 parts",
        )


def _check_not_encrypted(path: Path) -> None:
    """An .xlsx with a password is an OLE file that holds the stream «EncryptedPackage»."""
    with path.open("rb") as source:
        content = source.read()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise _refusal(path, "a workbook protected by a password", "save it without the password")


def _what(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html")):
        return "a web page"
    if start.startswith(b"%pdf"):
        return "a PDF"
    if b"\0" not in head and b"\n" in head and any(s in head for s in (b",", b";", b"\t")):
        return "plain text such as CSV under another name"
    return "a file that is no workbook"


def _remedy(head: bytes) -> str:
    if _what(head).startswith("plain text"):
        return "rename it to .csv and ingest it as a long table"
    return "give the workbook itself"


def _refusal(path: Path, found: str, remedy: str, expected: str = _EXPECTED) -> DataError:
    return DataError(path.name, [Fault(path.name, found, expected, remedy)])


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:120]


def _sheet(sheet: calamine.CalamineSheet, meta: calamine.SheetMetadata) -> Sheet:
    rows: list[list[Value]] = sheet.to_python(skip_empty_area=False)
    while rows and not any(rows[-1]):
        rows.pop()
    _decode(rows)
    visible = meta.visible == calamine.SheetVisibleEnum.Visible
    return Sheet(decode(meta.name), visible, rows, tuple(sheet.merged_cell_ranges or ()))


def _decode(rows: list[list[Value]]) -> None:
    """Put the texts of a sheet into Unicode, in place."""
    texts = {v for v in _unique_texts(rows) if not v.isascii()}
    if not texts or is_unicode("\n".join(texts)):
        return
    majority: Encoding = "tcvn3" if sum(map(votes, texts)) > 0 else "unicode"
    decoded = {text: decode(text, majority) for text in texts}
    for row in rows:
        for c, value in enumerate(row):
            if isinstance(value, str) and value in decoded:
                row[c] = decoded[value]


def _unique_texts(rows: list[list[Value]]) -> set[str]:
    return {v for row in rows for v in row if isinstance(v, str)}
