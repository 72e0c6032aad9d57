"""New workbooks (.xlsx): unpacked once, checked, and handed to the parser without ballast.

The parser holds each sheet as a full rectangle of cells and has no limits of its own, so that a
small archive could fill the memory: by parts that unpack to gigabytes, or by one cell far out. It
is therefore given a copy that holds what was checked and nothing else. Most of a workbook is
ballast, which the copy leaves out: rows that are only coloured, styles and names inherited from
hundreds of older workbooks.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import Final

import numpy as np

from phantich.sources.gso.refusal import refusal

#: Limits, each several times what the largest monthly workbook needs.
MAX_UNPACKED_BYTES: Final = 512 * 2**20
MAX_PARTS: Final = 5_000
MAX_RATIO: Final = 400
MAX_CELLS: Final = 5_000_000

_DENSE_FROM: Final = 16 * 2**20
_LEAVE: Final = "do not open it: it is not what the statistics office publishes"
#: Parts that the parser does not need.
_BALLAST: Final = re.compile(
    r"/(theme|drawings|media|externalLinks|printerSettings|charts|customXml|ctrlProps|worksheets/_rels)"
    r"/|^docProps/|calcChain|comments|\.(vml|bin|emf|png|jpe?g)$"
)
_STYLES: Final = "xl/styles.xml"
_BOOK: Final = "xl/workbook.xml"
#: What rows and cells stand in.
_NAME: Final = b"sheetData"
_OPEN, _CLOSE = b"<" + _NAME, b"</" + _NAME + b">"
_REFERENCE: Final = re.compile(rb"""\br\s*=\s*["']\s*\$?([A-Za-z]*)\$?(\d+)""")
_TAG: Final = re.compile(rb"""<(?:[^<>/:\s]+:)?(c|row)(?=[\s/>])((?:[^>"']|"[^"]*"|'[^']*')*)""")
_LESS_THAN, _QUOTE, _LETTER = (ord(letter) for letter in '<"A')
_AFTER_NAME: Final = np.isin(np.arange(256), [ord(letter) for letter in " >/"])
#: A tag's name and reference have less letters than this.
_LONGEST: Final = 32


def unpack(path: Path) -> io.BytesIO:
    """The archive's parts that hold figures, as an archive without compression.

    Raises
    ------
    DataError
        When it is no workbook, damaged, protected, or its cells would not fit into memory.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_parts(path, parts)
            kept = {
                part.filename: _lean(part.filename, archive.read(part))
                for part in parts
                if not _BALLAST.search(part.filename)
            }
            _check_extents(path, [xml for xml in kept.values() if _NAME in xml])
            return _pack(kept)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError):
        raise refusal(path, "a damaged .xlsx file", "fetch the file again") from None
    except RuntimeError:
        raise refusal(path, "an archive protected by a password", "unpack it first") from None


def _check_parts(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse what is no workbook, and what unpacks to more than any monthly workbook holds."""
    names = {part.filename for part in parts}
    if _BOOK not in names:
        if "xl/workbook.bin" in names:
            raise refusal(path, "a binary workbook (.xlsb)", "save it as .xlsx")
        remedy = "unpack it and give its files"
        raise refusal(path, "a ZIP archive that is no workbook", remedy)
    if len(names) < len(parts):
        raise zipfile.BadZipFile
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


def _pack(parts: dict[str, bytes]) -> io.BytesIO:
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    copy.seek(0)
    return copy


def _lean(name: str, content: bytes) -> bytes:
    """A part without its ballast."""
    if b"\0" in content[:4] and name.endswith(".xml"):
        raise zipfile.BadZipFile  # in an encoding that the check for cells far out cannot read
    if name == _STYLES:
        return _formats_only(content)
    if name == _BOOK:
        return _without(content, b"<definedNames>", b"</definedNames>")
    return _without_last_blanks(content)


def _formats_only(xml: bytes) -> bytes:
    """Styles without all that is not the format of numbers and dates in cells."""
    first, formats = xml.find(b"<fonts"), xml.find(b"<cellXfs")
    end = xml.find(b"</cellXfs>")
    if not 0 < first < formats < end:
        return xml
    return xml[:first] + xml[formats:end] + b"</cellXfs></styleSheet>"


def _without(xml: bytes, start: bytes, end: bytes) -> bytes:
    first, last = xml.find(start), xml.find(end)
    return xml[:first] + xml[last + len(end) :] if 0 < first < last else xml


def _without_last_blanks(xml: bytes) -> bytes:
    """A sheet without the rows behind its last value."""
    start, end = xml.find(_OPEN), xml.rfind(_CLOSE)
    last = xml.rfind(b"</v>", start, end)
    last = max(last, xml.rfind(b"</is>", max(last, start), end))
    row_end = xml.find(b"</row>", last, end)
    prefixed = xml.find(b":v>", row_end, end) >= 0
    if 0 < start < last < row_end < end and not prefixed:
        return xml[: row_end + len(b"</row>")] + xml[end:]
    return xml


def _check_extents(path: Path, sheets: list[bytes]) -> None:
    """Refuse a sheet with a cell so far out that the rectangle up to it would fill the memory."""
    parts = [_rows_of(xml) for xml in sheets]
    if all(parts) and _is_near(b"".join(parts)):
        return
    for xml, part in zip(sheets, parts, strict=True):
        rows, columns = (1, 1) if part and _is_near(part) else _extent(xml)
        if rows * columns > MAX_CELLS:
            found = f"a sheet of {rows} rows and {columns} columns"
            raise refusal(path, found, _LEAVE, f"at most {MAX_CELLS} cells in a sheet")


def _rows_of(xml: bytes) -> bytes:
    """What stands in ``<sheetData>``; empty when the name is written in another way or twice."""
    start = xml.find(_NAME)
    end = xml.find(_NAME, start + len(_NAME))
    if xml[start - 1 : start] != b"<" or xml[end - 2 : end] != b"</" or xml.count(_NAME, end) > 1:
        return b"\n" if xml[start - 1 : start + len(_NAME) + 2] == _OPEN + b"/>" else b""
    return xml[start + len(_NAME) : end]


def _is_near(xml: bytes) -> bool:
    """Whether every row and cell is written as nearly all writers do, ``<row r="12"`` and ``<c
    r="AB12"``, with at most four digits and two letters.

    Looks at the letters behind every ``<``; whatever else they are, the answer is no.
    """
    letters = np.frombuffer(xml + bytes(_LONGEST), np.uint8)
    tags = np.flatnonzero(letters == _LESS_THAN) + 1
    first, second = letters[tags], letters[tags + 1]
    cells = first == ord("c")
    rows = first == ord("r")
    # Values and formulas: one letter, then the end of the name.
    plain = ((first == ord("v")) | (first == ord("f"))) & _AFTER_NAME[second]
    if not (cells | rows | plain | (first == ord("/"))).all():
        return False
    return _references_near(letters, tags[cells], b'c r="', 2) and _references_near(
        letters, tags[rows], b'row r="', 0
    )


def _references_near(letters: np.ndarray, at: np.ndarray, begin: bytes, longest: int) -> bool:
    """Whether behind `begin` stands a reference of at most so many letters and four digits."""
    for offset, byte in enumerate(begin):
        if not (letters[at + offset] == byte).all():
            return False
    at = at + len(begin)
    closed = np.zeros(len(at), bool)
    for offset in range(1, longest + 4):
        closed |= letters[at + offset] == _QUOTE
    if longest:
        two = letters[at + 1] >= _LETTER
        closed |= two & (letters[at + longest + 4] == _QUOTE)
    else:
        closed |= letters[at + 4] == _QUOTE
    return bool(closed.all() and (letters[at + longest] < _LETTER).all())


def _extent(xml: bytes) -> tuple[int, int]:
    """Rows and columns up to the last cell; one without a reference follows the one before."""
    row = column = rows = columns = 0
    for tag, attributes in _TAG.findall(xml):
        found = _REFERENCE.findall(attributes)
        if tag == b"row":
            row, column = max((int(number) for _, number in found), default=row + 1), 0
        else:
            numbers = (_column_number(name.upper()) for name, _ in found)
            column = max(numbers, default=column + 1)
            row = max((int(number) for _, number in found), default=row)
        rows, columns = max(rows, row), max(columns, column)
    return rows, columns


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
