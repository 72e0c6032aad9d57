"""Opening a workbook that comes from outside: no bomb, no surprise, and is it a form at all?"""

from __future__ import annotations

import zipfile
from pathlib import Path

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
        With what to do. Entities in the XML are refused later by openpyxl, through defusedxml.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (OSError, zipfile.BadZipFile) as error:
        raise _refused(path, f"no readable workbook ({error})", "an Excel file (.xlsx)") from error
    unpacked = sum(member.file_size for member in members)
    if len(members) > _ENTRIES or unpacked > _UNPACKED:
        found = f"{len(members)} parts that unpack to {unpacked / 2**20:.0f} MB"
        raise _refused(path, found, f"at most {_ENTRIES} parts and {_UNPACKED // 2**20} MB")
    if any(member.flag_bits & 1 for member in members):
        raise _refused(path, "an encrypted file", "a file without a password")


def _refused(path: Path, found: str, expected: str) -> DataError:
    remedy = "send the form again as it was saved by Excel or LibreOffice"
    return DataError(path.name, [Fault(path.name, found, expected, remedy)])
