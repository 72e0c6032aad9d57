"""What a file is, told from its content and not from its name."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from phantich.errors import DataError, Fault
from phantich.sources.forms.package import is_form
from phantich.sources.gso.container import check_container
from phantich.sources.longfile import is_long_workbook

FileKind = Literal["gso", "form", "long"]

_PARQUET: Final = b"PAR1"
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_TEXT_NAMES: Final = frozenset({".csv", ".tsv", ".txt"})
_EXPECTED: Final = (
    "a workbook of the statistics office, a form of ours, or a long table (CSV, Parquet, Excel)"
)


def detect(path: Path) -> FileKind:
    """Way in for a file: ``gso``, ``form`` or ``long``.

    A workbook is a form when `phantich template` made it, a long table when a sheet begins with
    the names of a long table's columns, and otherwise one of the statistics office.

    Raises
    ------
    DataError
        With one fault when the file is missing, empty, a folder, protected, damaged, or nothing
        of the kind.
    """
    if not path.is_file():
        found = "a folder" if path.is_dir() else "no such file"
        raise _refused(path, found, "give the files in it" if path.is_dir() else "check the path")
    with path.open("rb") as source:
        head = source.read(4096)
    if head.startswith(_PARQUET):
        return "long"
    if head.startswith(_WORKBOOKS):
        if is_form(path):
            return "form"
        check_container(path)
        return "long" if is_long_workbook(path) else "gso"
    if head and path.suffix.lower() in _TEXT_NAMES and b"\0" not in head:
        return "long"
    check_container(path)
    raise _refused(path, "a file that is no table", "check that this is the file")


def _refused(path: Path, found: str, remedy: str) -> DataError:
    return DataError(path.name, [Fault(path.name, found, _EXPECTED, remedy)])
