"""From the rows of a sheet to answers: numbers, statuses and notes, with what is wrong in them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from phantich.catalog import find_indicator
from phantich.catalog.codelists import code_list
from phantich.errors import Fault
from phantich.sources.forms.bounds import bounds, whole_numbers
from phantich.sources.forms.cover import COVER, DATE_CELL, NOTES, STATUS_CELL
from phantich.sources.forms.group_sheet import KEY, LABEL, NOTE, STATUS, UNIT, VALUE
from phantich.sources.forms.numbers import format_number, parse_number
from phantich.sources.forms.style import STATUSES
from phantich.sources.reading import Remark

if TYPE_CHECKING:
    from phantich.sources.forms.layout import Line
    from phantich.sources.forms.machine import Machine

#: Longest note that travels with a figure.
_NOTE_LENGTH = 2_000


@dataclass(frozen=True, slots=True)
class Answer:
    """One figure that was filled in."""

    line: Line
    item: str
    value: float
    status: str
    note: str
    sheet: str
    cell: str


class RowReader:
    """Reads the sheets of one form and gathers faults and remarks on the way."""

    def __init__(self, file: str, machine: Machine, values: Any, formulas: Any) -> None:
        self.file = file
        self.machine = machine
        self.values = values
        self.formulas = formulas
        self.faults: list[Fault] = []
        self.remarks: list[Remark] = []
        self._seen: dict[str, str] = {}
        self._items: dict[tuple[str, ...], str] = {}

    def sheet(self, name: str, default_status: str) -> list[Answer]:
        """Answers on one sheet."""
        sheet = self.values[name]
        answers = []
        for row in range(1, (sheet.max_row or 0) + 1):
            key = sheet.cell(row, KEY).value
            line = self.machine.lines.get(str(key)) if key is not None else None
            if line is None:
                self._stray(sheet, name, row)
                continue
            if self._twice(str(key), name, row):
                continue
            self._check_labels(sheet, name, row, line)
            answer = self._answer(sheet, name, row, line, default_status)
            if answer is not None:
                answers.append(answer)
        return answers

    def report_missing(self) -> None:
        """A fault for each line whose row is gone."""
        for key, line in self.machine.lines.items():
            if key not in self._seen:
                name = f"{line.indicator}/{line.component} «{line.label}» {line.measure}"
                self._fault(None, "", "no row", f"the row of {name}", "put the deleted row back")

    def cover_date(self, given: dt.date | None) -> dt.date | None:
        """Day of the form: `given`, or the date on the cover."""
        if given is not None:
            return given
        value = self._cover_value(DATE_CELL)
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        if isinstance(value, str):
            for pattern in ("%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"):
                try:
                    return dt.datetime.strptime(value.strip(), pattern).date()
                except ValueError:
                    continue
        found = "an empty cell" if value is None else repr(value)
        self._fault(COVER, DATE_CELL, found, "the date of the form as dd/mm/yyyy")
        return None

    def cover_status(self) -> str:
        """Status for lines that have none; empty when the cover gives none."""
        value = self._cover_value(STATUS_CELL)
        return "" if value is None else self._status(value, COVER, STATUS_CELL)

    def notes(self) -> dict[str, str]:
        """What the notes sheet says, by indicator."""
        if NOTES not in self.values.sheetnames:
            return {}
        rows = self.values[NOTES].iter_rows(min_row=4, max_col=3, values_only=True)
        said = {str(code): _note(text) for code, _, text in rows if code and text is not None}
        return {code: text for code, text in said.items() if text}

    def _cover_value(self, cell: str) -> Any:
        return self.values[COVER][cell].value if COVER in self.values.sheetnames else None

    def _stray(self, sheet: Any, name: str, row: int) -> None:
        """A value in the input column of a row that the form does not know."""
        value = sheet.cell(row, VALUE).value
        if isinstance(value, int | float) and not isinstance(value, bool):
            cell = sheet.cell(row, VALUE).coordinate
            found = f"{value!r} in a row without a key"
            self._fault(name, cell, found, "figures in the rows of the form only")

    def _twice(self, key: str, name: str, row: int) -> bool:
        where = f"{name}!{row}"
        if key in self._seen:
            cell = f"row {row}"
            self._fault(name, cell, f"the row of {self._seen[key]} again", "each row once")
            return True
        self._seen[key] = where
        return False

    def _check_labels(self, sheet: Any, name: str, row: int, line: Line) -> None:
        checks = [(UNIT, line.unit, "unit")]
        if not line.choose_from:
            checks.append((LABEL, line.label, "label"))
        for column, expected, what in checks:
            cell = sheet.cell(row, column)
            found = "" if cell.value is None else str(cell.value).strip()
            if found != expected:
                remedy = f"restore the {what}; convert the figure if it is in another unit"
                self._fault(name, cell.coordinate, f"the {what} {found!r}", repr(expected), remedy)

    def _answer(
        self, sheet: Any, name: str, row: int, line: Line, default_status: str
    ) -> Answer | None:
        cell = sheet.cell(row, VALUE).coordinate
        value = self._number(name, cell)
        if value is None:
            return None
        item = self._item(sheet, name, row, line) if line.choose_from else line.item
        self._check_bounds(name, cell, line, value)
        status_cell = sheet.cell(row, STATUS)
        status = default_status
        if status_cell.value not in (None, ""):
            status = self._status(status_cell.value, name, status_cell.coordinate)
        elif not status:
            expected = "chính thức, sơ bộ or ước"
            remedy = f"choose one there, or one for all in {COVER}!{STATUS_CELL}"
            self._fault(name, status_cell.coordinate, "no status", expected, remedy)
        note = _note(sheet.cell(row, NOTE).value)
        return Answer(line, item, value, status, note, name, cell)

    def _number(self, name: str, cell: str) -> float | None:
        value = self.values[name][cell].value
        formula = self.formulas[name][cell]
        if value is None:
            if formula.data_type == "f":
                remedy = "open and save the form in Excel or LibreOffice, or type the number"
                self._fault(name, cell, f"{formula.value} without a result", "a number", remedy)
            return None
        if self.values[name][cell].data_type == "e" or str(value).startswith("#"):
            self._fault(name, cell, f"the error {value}", "a number", "mend the formula")
            return None
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            self._fault(name, cell, repr(value), "a number")
            return None
        return self._typed(name, cell, value) if isinstance(value, str) else float(value)

    def _typed(self, name: str, cell: str, text: str) -> float | None:
        """A number that was typed as text."""
        if not text.strip():
            return None
        number = parse_number(text)
        if number is None:
            remedy = "write it as 1.234,5, or leave the cell empty for a gap"
            self._fault(name, cell, repr(text), "a number", remedy)
            return None
        decimals = max(0, len(f"{number:.10f}".rstrip("0").partition(".")[2]))
        meaning = f"read as the number {format_number(number, decimals)}"
        where = f"{self.file}, sheet {name}, cell {cell}"
        self.remarks.append(Remark("correction", where, f"the text {text!r}", meaning))
        return number

    def _item(self, sheet: Any, name: str, row: int, line: Line) -> str:
        cell = sheet.cell(row, LABEL)
        text = "" if cell.value is None else str(cell.value)
        item = code_list(line.choose_from).resolve(text) if text.strip() else None
        if item is None:
            found = repr(text) if text.strip() else "no name beside the figure"
            self._fault(name, cell.coordinate, found, f"a name of the list {line.choose_from}")
            return "?"
        figure = (*line.figure[:2], item, *line.figure[3:])
        if figure in self._items:
            self._fault(name, cell.coordinate, f"{item!r} again", "each name once")
        self._items[figure] = cell.coordinate
        return item

    def _check_bounds(self, name: str, cell: str, line: Line, value: float) -> None:
        component = find_indicator(line.indicator).component(line.component)
        low, high = bounds(component, line.measure)
        if not low <= value <= high:
            limits = f"at least {low:g}" if high == float("inf") else f"from {low:g} to {high:g}"
            remedy = f"check the sign and the unit ({line.unit})"
            if low > 0:
                remedy = "write a rise of 0,4 % as 100,4"
            self._fault(name, cell, f"{value:g}", f"a number {limits}", remedy)
        elif whole_numbers(component) and not value.is_integer():
            self._fault(name, cell, f"{value:g}", "a whole number")

    def _status(self, value: object, name: str, cell: str) -> str:
        status = STATUSES.get(str(value).strip().casefold())
        if status is None:
            self._fault(name, cell, f"the status {value!r}", "chính thức, sơ bộ or ước")
        return status or ""

    def _fault(
        self, sheet: str | None, cell: str, found: str, expected: str, remedy: str = ""
    ) -> None:
        where = f"{self.file}, sheet {sheet}, cell {cell}" if sheet else self.file
        self.faults.append(Fault(where, found, expected, remedy))


def _note(value: object) -> str:
    return " ".join(str(value).split())[:_NOTE_LENGTH] if value is not None else ""
