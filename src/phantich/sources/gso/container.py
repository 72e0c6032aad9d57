"""Refusing what is no workbook, or a dangerous one, before a parser sees it."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Final

from phantich.sources.gso.archive import unpack
from phantich.sources.gso.refusal import refusal

MAX_FILE_BYTES: Final = 64 * 2**20

_SECTOR: Final = 512
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"


def check_container(path: Path) -> None:
    """Refuse what is no workbook before any parser sees it (see `read_sheets`)."""
    open_container(path)


def open_container(path: Path) -> io.BytesIO | str:
    """What the parser may read of a workbook, checked (see `read_sheets`): bytes or a path.

    Raises
    ------
    DataError
        When the file is none, is empty or too large, or holds something else than a workbook.
    """
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
        return io.BytesIO(_unpacked(path.absolute(), path.stat().st_mtime_ns, size))
    if head.startswith(_OLE):
        return _compound(path)
    raise refusal(path, _what(head), _remedy(head))


@lru_cache(maxsize=1)
def _unpacked(path: Path, _changed: int, _size: int) -> bytes:
    """Parts of a new workbook; kept for the reader, who comes right after what tells its kind."""
    return unpack(path).getvalue()


def _compound(path: Path) -> io.BytesIO | str:
    """The old format is a file of whole sectors. A new one with a password hides in the old
    format's container, as the stream «EncryptedPackage»."""
    content = path.read_bytes()
    if len(content) % _SECTOR:
        raise refusal(path, "a truncated .xls file", "fetch the file again")
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise refusal(path, "a workbook protected by a password", "save it without the password")
    # By its name the parser tells an old workbook with a password from a damaged one.
    return str(path) if path.suffix.lower() == ".xls" else io.BytesIO(content)


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
