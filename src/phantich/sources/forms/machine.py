"""The hidden sheet of a form: what was asked for, and whether it is still what was written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from phantich.errors import DataError, Fault
from phantich.sources.forms.layout import VERSION, Line
from phantich.sources.forms.package import MACHINE
from phantich.sources.forms.writing import FIELDS, HEAD, TABLE_ROW, checksum

if TYPE_CHECKING:
    from collections.abc import Mapping

    from phantich.catalog import SetId


@dataclass(frozen=True, slots=True)
class Machine:
    """City and lines of a form, the lines by key, and the names of its visible sheets."""

    city: SetId
    lines: Mapping[str, Line]
    sheets: frozenset[str]


def read_machine(book: Any, file: str) -> Machine:
    """Read the machine sheet.

    Raises
    ------
    DataError
        When it is missing, of another version, or changed.
    """
    if MACHINE not in book.sheetnames:
        raise _fault(file, "no machine sheet", "a form that `phantich template` wrote")
    sheet = book[MACHINE]
    head = {
        str(sheet.cell(n, 1).value or ""): _text(sheet.cell(n, 2)) for n in range(1, len(HEAD) + 1)
    }
    version = head.get("version", "")
    if version != VERSION:
        raise _fault(file, f"form version {version or 'missing'}", f"version {VERSION}")
    rows = [
        tuple("" if value is None else str(value) for value in row)
        for row in sheet.iter_rows(min_row=TABLE_ROW + 1, max_col=len(FIELDS) + 1, values_only=True)
        if row and row[0]
    ]
    if set(head) != set(HEAD) or head["checksum"] != checksum(head, rows):
        raise _fault(file, "a machine sheet that was changed", "the one that was written")
    lines = {row[0]: _line(row) for row in rows}
    others = frozenset(book.sheetnames) - {MACHINE}
    return Machine(cast("SetId", head["city"]), lines, others)


def _line(row: tuple[str, ...]) -> Line:
    given = dict(zip(FIELDS, row[1:], strict=True))
    number = int(given.pop("number"))
    return replace(Line(**given), number=number)  # type: ignore[arg-type]


def _text(cell: Any) -> str:
    return "" if cell.value is None else str(cell.value)


def _fault(file: str, found: str, expected: str) -> DataError:
    remedy = "write a new form with `phantich template` and copy the figures into it"
    return DataError(file, [Fault(f"{file}, sheet {MACHINE}", found, expected, remedy)])
