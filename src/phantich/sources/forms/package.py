"""Opening a workbook that comes from outside: no bomb, no surprise, and is it a form at all?"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import IO
from xml.parsers import expat

from phantich.errors import DataError, Fault

#: The hidden sheet that makes a workbook a form.
MACHINE = "_phantich"
_ENTRIES = 2_000
_UNPACKED = 96 * 2**20
_WORKBOOK = 2**20


def is_form(path: Path) -> bool:
    """Whether the file is a workbook that `phantich template` wrote; never raises for its content.

    Only the list of sheets is read, and at most one megabyte of it.
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open("xl/workbook.xml") as member:
            return f'name="{MACHINE}"'.encode() in member.read(_WORKBOOK)
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError):
        return False


def check_package(path: Path) -> None:
    """Refuse a file that is no workbook or unpacks to more than a form can hold.

    Raises
    ------
    DataError
        With what to do.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _check_size(path, members)
            _check_entities(path, archive, members)
    except (OSError, zipfile.BadZipFile) as error:
        raise _refused(path, f"no readable workbook ({error})", "an Excel file (.xlsx)") from error


def _check_size(path: Path, members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > _ENTRIES or unpacked > _UNPACKED:
        found = f"{len(members)} parts that unpack to {unpacked / 2**20:.0f} MB"
        raise _refused(path, found, f"at most {_ENTRIES} parts and {_UNPACKED // 2**20} MB")
    if any(member.flag_bits & 1 for member in members):
        raise _refused(path, "an encrypted file", "a file without a password")


def _check_entities(path: Path, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Refuse a document type, the only place for entities, whichever parser comes later."""
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as part:
                if _has_doctype(part):
                    found = f"a document type in {member.filename}, where entities could hide"
                    raise _refused(path, found, "XML without a document type")


def _has_doctype(part: IO[bytes]) -> bool:
    """Whether a document type stands before the first element; broken XML has none.

    Expat reads as far as the first element only, in whatever encoding the part declares.
    """
    seen: list[bool] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: seen.append(True)
    parser.StartElementHandler = lambda *_: seen.append(False)
    try:
        while not seen and (chunk := part.read(1024)):
            parser.Parse(chunk)
    except expat.ExpatError:
        pass  # the reader says what is broken
    return bool(seen) and seen[0]


def _refused(path: Path, found: str, expected: str) -> DataError:
    remedy = "send the form again as it was saved by Excel or LibreOffice"
    return DataError(path.name, [Fault(path.name, found, expected, remedy)])
