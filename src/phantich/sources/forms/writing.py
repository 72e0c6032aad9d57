"""Writing the form: one clean workbook with unlocked input cells and everything else protected."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

from phantich.catalog import find_indicator
from phantich.files import write_bytes
from phantich.sources.forms.cover import write_cover, write_notes
from phantich.sources.forms.group_sheet import write_group
from phantich.sources.forms.layout import VERSION, Form, Line
from phantich.sources.forms.package import MACHINE
from phantich.sources.forms.style import text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: Columns of the table on the machine sheet, after the key.
FIELDS = (
    "indicator",
    "component",
    "item",
    "area",
    "period",
    "frequency",
    "measure",
    "unit",
    "label",
    "choose_from",
    "number",
)
#: Names in the head of the machine sheet.
HEAD = ("version", "city", "agency", "month", "area", "checksum")
#: Row of the machine sheet that holds the names of its columns.
TABLE_ROW = len(HEAD) + 2


def write_form(form: Form, path: Path, known: Mapping[tuple[str, ...], float]) -> None:
    """Write the form as a workbook.

    Parameters
    ----------
    known
        Values of the periods before, by the key of the tidy schema; whatever is in it is printed
        beside the input cell.
    """
    book = Workbook()
    cover = book.active
    assert cover is not None
    machine = book.create_sheet(MACHINE)
    lists = _write_machine(machine, form)
    for sheet in form.sheets:
        write_group(
            book.create_sheet(sheet.name, len(book.sheetnames) - 1), form, sheet, known, lists
        )
    write_notes(book.create_sheet("Ghi chú", len(book.sheetnames) - 1), _indicators(form))
    write_cover(cover, form)
    machine.sheet_state = "veryHidden"
    _describe(book, form)
    buffer = BytesIO()
    book.save(buffer)
    write_bytes(path, buffer.getvalue())


def checksum(head: Mapping[str, str], rows: list[tuple[str, ...]]) -> str:
    """Digest of what the machine sheet says, by which a changed one is noticed."""
    lines = [f"{name}={head[name]}" for name in HEAD if name != "checksum"]
    lines += ["\x1f".join(row) for row in rows]
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()


def machine_row(line: Line) -> tuple[str, ...]:
    """What the machine sheet keeps of a line."""
    return (line.key, *(str(getattr(line, field)) for field in FIELDS))


def _write_machine(sheet: Any, form: Form) -> dict[str, str]:
    """Write keys and the lists to choose from; return the cell range of each list."""
    from phantich.catalog.codelists import code_list

    rows = [machine_row(line) for line in form.lines]
    head = {
        "version": VERSION,
        "city": form.city,
        "agency": form.agency,
        "month": form.month,
        "area": form.area,
    }
    head["checksum"] = checksum(head, rows)
    for number, name in enumerate(HEAD, start=1):
        text(sheet.cell(number, 1), name)
        text(sheet.cell(number, 2), head[name])
    for number, row in enumerate([("key", *FIELDS), *rows], start=TABLE_ROW):
        for column, content in enumerate(row, start=1):
            text(sheet.cell(number, column), content)
    ranges: dict[str, str] = {}
    first = len(FIELDS) + 4
    for offset, list_id in enumerate(sorted({x.choose_from for x in form.lines} - {""})):
        names = code_list(list_id).valid_names()
        for number, name in enumerate(names, start=1):
            text(sheet.cell(number, first + offset), name)
        letter = sheet.cell(1, first + offset).column_letter
        ranges[list_id] = f"'{MACHINE}'!${letter}$1:${letter}${len(names)}"
    return ranges


def _indicators(form: Form) -> list[tuple[str, str]]:
    codes = dict.fromkeys(line.indicator for line in form.lines)
    return [(code, find_indicator(code).title) for code in codes]


def _describe(book: Workbook, form: Form) -> None:
    """Document properties, without a date: the same form has the same content."""
    book.properties.title = f"Biểu thu thập số liệu {form.month}: {form.agency_name}"
    book.properties.creator = "phantich"
