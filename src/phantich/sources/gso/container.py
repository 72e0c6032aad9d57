"""Refusing what is no workbook, or a dangerous one, before a parser sees it.

The parser holds each sheet as a full rectangle of cells and has no limits of its own, so that a
small archive could fill the memory: by parts that unpack to gigabytes, or by one cell far out.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import Final

from phantich.errors import DataError, Fault

#: Limits, each several times what the largest monthly workbook needs.
MAX_FILE_BYTES: Final = 64 * 2**20
MAX_UNPACKED_BYTES: Final = 512 * 2**20
MAX_PARTS: Final = 5_000
MAX_RATIO: Final = 400
MAX_CELLS: Final = 5_000_000
EXPECTED: Final = "an Excel workbook (.xls or .xlsx)"

_DENSE_FROM: Final = 16 * 2**20
_SECTOR: Final = 512
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_LEAVE: Final = "do not open it: it is not what the statistics office publishes"
#: Parts that are never a sheet and make up most of a workbook.
_NO_SHEET: Final = re.compile(
    r"sharedStrings|styles|theme|drawing|docProps|media/|calcChain|externalLinks|comments|workbook"
)
#: A reference to a row from 10,000 or a column from AAA, as every writer of workbooks puts it.
_FAR: Final = re.compile(rb'r="(?:[A-Z]{3}\d|[A-Z]{0,2}\d{5})')
#: The beginning of one that XML allows, too.
_ODD: Final = b"r='"
_REFERENCE: Final = re.compile(rb"""\sr\s*=\s*["']([A-Z]{0,3})(\d{1,7})["']""")


def check_container(path: Path) -> None:
    """Refuse what is no workbook before any parser sees it (see `read_sheets`)."""
    if not path.is_file():
        raise refusal(path, "no such file", "check the path")
    size = path.stat().st_size
    if size == 0:
        raise refusal(path, "an empty file", "fetch the file again")
    if size > MAX_FILE_BYTES:
        raise refusal(
            path, f"{size / 2**20:.0f} MB", "check that this is the right file", "at most 64 MB"
        )
    with path.open("rb") as source:
        head = source.read(2048)
    if head.startswith(_ZIP):
        _check_archive(path)
    elif head.startswith(_OLE):
        _check_compound(path, size)
    else:
        raise refusal(path, _what(head), _remedy(head))


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_size(path, parts)
            if not {"xl/workbook.xml", "xl/workbook.bin"} & {p.filename for p in parts}:
                remedy = "unpack it and give its files"
                raise refusal(path, "a ZIP archive that is no workbook", remedy)
            for part in parts:
                if part.filename.endswith(".xml") and not _NO_SHEET.search(part.filename):
                    _check_extent(path, archive.read(part))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError):
        raise refusal(path, "a damaged .xlsx file", "fetch the file again") from None
    except RuntimeError:
        raise refusal(path, "an archive protected by a password", "unpack it first") from None


def _check_size(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive that unpacks to more than any monthly workbook holds."""
    total = sum(p.file_size for p in parts)
    dense = any(p.file_size > max(_DENSE_FROM, MAX_RATIO * p.compress_size) for p in parts)
    if dense or total > MAX_UNPACKED_BYTES or len(parts) > MAX_PARTS:
        size = path.stat().st_size / 2**20
        raise refusal(
            path,
            f"an archive of {size:.1f} MB with {len(parts)} parts that unpack to "
            f"{total / 2**20:.0f} MB",
            _LEAVE,
            f"at most {MAX_UNPACKED_BYTES // 2**20} MB in {MAX_PARTS} parts, none packed more than "
            f"{MAX_RATIO} times",
        )


def _check_extent(path: Path, xml: bytes) -> None:
    """Refuse a sheet with a cell so far out that the rectangle up to it would fill the memory."""
    if _FAR.search(xml) is None and _ODD not in xml:
        return
    rows = columns = 1
    for letters, digits in _REFERENCE.findall(xml):
        rows = max(rows, int(digits))
        columns = max(columns, _column_number(letters))
    if rows * columns > MAX_CELLS:
        found = f"a sheet of {rows} rows and {columns} columns"
        raise refusal(path, found, _LEAVE, f"at most {MAX_CELLS} cells in a sheet")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_compound(path: Path, size: int) -> None:
    """The old format is a file of whole sectors. A new one with a password hides in the old
    format's container, as the stream «EncryptedPackage»."""
    if size % _SECTOR:
        raise refusal(path, "a truncated .xls file", "fetch the file again")
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise refusal(path, "a workbook protected by a password", "save it without the password")


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


def refusal(path: Path, found: str, remedy: str, expected: str = EXPECTED) -> DataError:
    """The error for a file that is not read: one fault, one line."""
    return DataError(path.name, [Fault(path.name, found, expected, remedy)])
