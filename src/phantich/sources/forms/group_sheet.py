"""The sheet of one group: a table for each component and measure, an input cell for each figure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment
from openpyxl.worksheet.datavalidation import DataValidation

from phantich.catalog import find_indicator
from phantich.catalog.codelists import code_list
from phantich.sources.forms import style
from phantich.sources.forms.bounds import bounds, whole_numbers
from phantich.sources.forms.cover import status_list
from phantich.sources.forms.periods import before, in_words, year_before

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.worksheet.worksheet import Worksheet

    from phantich.sources.forms.layout import Form, Line, Sheet, Table

#: Row of the column heads; the reader finds the columns by position below the hidden key column.
HEAD_ROW = 4
KEY, LABEL, UNIT, PREVIOUS, LAST_YEAR, VALUE, STATUS, NOTE = range(1, 9)
_WIDTHS = {"A": 4, "B": 58, "C": 17, "D": 17, "E": 17, "F": 20, "G": 14, "H": 38}
_HEADS = (
    "",
    "Chỉ tiêu",
    "Đơn vị tính",
    "Kỳ trước",
    "Cùng kỳ năm trước",
    "Số liệu kỳ báo cáo",
    "Trạng thái",
    "Ghi chú",
)


def write_group(
    sheet: Worksheet,
    form: Form,
    plan: Sheet,
    known: Mapping[tuple[str, ...], float],
    lists: Mapping[str, str],
) -> None:
    """Write the tables of one group; `lists` has the cell range of each list to choose from."""
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions["A"].hidden = True
    style.text(sheet["B1"], f"{plan.name}. {plan.heading}", style.TITLE)
    about = f"{form.agency_name} · {in_words(form.month, 'M')}"
    style.text(sheet["B2"], about, style.SUBTITLE)
    for column, name in enumerate(_HEADS, start=1):
        cell = sheet.cell(HEAD_ROW, column)
        style.text(cell, name, style.HEAD, style.CENTRE)
        cell.fill = style.HEAD_FILL
    sheet.row_dimensions[HEAD_ROW].height = 32
    rules = _Rules(sheet, lists)
    row = HEAD_ROW + 1
    for table in plan.tables:
        row = _write_table(sheet, row, table, known, rules)
    sheet.freeze_panes = f"C{HEAD_ROW + 1}"
    style.protect(sheet)
    style.paper(sheet, landscape=True, repeat=f"{HEAD_ROW}:{HEAD_ROW}")


class _Rules:
    """One validation rule for each pair of bounds and each list, shared by the cells of a sheet."""

    def __init__(self, sheet: Worksheet, lists: Mapping[str, str]) -> None:
        self.sheet = sheet
        self.lists = lists
        self.made: dict[object, DataValidation] = {}

    def number(self, cell: str, low: float, high: float, whole: bool) -> None:
        """Allow numbers between `low` and `high` in a cell."""
        low, high = max(low, -1e15), min(high, 1e15)
        kind = "whole" if whole else "decimal"
        rule = self.made.get((kind, low, high))
        if rule is None:
            rule = DataValidation(type=kind, operator="between", allow_blank=True)  # type: ignore[arg-type]
            rule.formula1, rule.formula2 = f"{low:.15g}", f"{high:.15g}"
            limits = f" từ {low:g} đến {high:g}" if abs(high) < 1e15 else ""
            number = "số nguyên" if whole else "số"
            rule.error = f"Nhập {number}{limits}; chưa có số liệu thì để trống."
            self._keep((kind, low, high), rule)
        rule.add(cell)

    def status(self, cell: str) -> None:
        """Offer the statuses in a cell."""
        self._list(cell, status_list(), "Chọn chính thức, sơ bộ hoặc ước.")

    def member(self, cell: str, list_id: str) -> None:
        """Offer the members of a code list in a cell."""
        self._list(cell, self.lists[list_id], "Chọn một tên trong danh sách.")

    def _list(self, cell: str, formula: str, error: str) -> None:
        rule = self.made.get(formula)
        if rule is None:
            rule = DataValidation(type="list", formula1=formula, allow_blank=True)
            rule.error = error
            self._keep(formula, rule)
        rule.add(cell)

    def _keep(self, name: object, rule: DataValidation) -> None:
        rule.errorTitle = "Số liệu chưa hợp lệ"
        rule.showErrorMessage = True
        self.sheet.add_data_validation(rule)
        self.made[name] = rule


def _write_table(
    sheet: Worksheet,
    row: int,
    table: Table,
    known: Mapping[tuple[str, ...], float],
    rules: _Rules,
) -> int:
    style.text(sheet.cell(row, LABEL), table.title, style.BOLD, style.LEFT)
    style.text(sheet.cell(row, UNIT), table.subtitle, style.QUIET)
    for column in range(LABEL, NOTE + 1):
        sheet.cell(row, column).fill = style.TABLE_FILL
    sheet.row_dimensions[row].height = 17 * (1 + len(table.title) // 62)
    breakdown = ""
    for line in table.lines:
        if line.breakdown != breakdown:
            row += 1
            breakdown = line.breakdown
            name = code_list(breakdown).name
            style.text(sheet.cell(row, LABEL), f"Phân theo: {name}", style.QUIET, style.LEFT)
        row += 1
        item = _offered(line, known) if line.choose_from else line.item
        _write_line(sheet, row, line, item, known, rules)
    return row + 2


def _offered(line: Line, known: Mapping[tuple[str, ...], float]) -> str:
    """The member to offer on a free line: the next largest of the period before, or none."""
    period = before(line.period, line.frequency) or ""
    for when in (period, year_before(line.period)):
        asked = (*line.figure[:2], line.area, when, *line.figure[5:])
        names = code_list(line.choose_from).names
        found = {k[2]: v for k, v in known.items() if (*k[:2], *k[3:]) == asked and k[2] in names}
        if found:
            ranked = sorted(found, key=lambda name: -found[name])
            return ranked[line.number - 1] if line.number <= len(ranked) else ""
    return ""


def _write_line(
    sheet: Worksheet,
    row: int,
    line: Line,
    item: str,
    known: Mapping[tuple[str, ...], float],
    rules: _Rules,
) -> None:
    component = find_indicator(line.indicator).component(line.component)
    whole = whole_numbers(component)
    form_of_numbers = style.number_format(line.unit, whole)
    style.text(sheet.cell(row, KEY), line.key)
    label = sheet.cell(row, LABEL)
    style.text(label, line.label, style.BOLD if line.indent == 0 else style.BODY)
    label.alignment = Alignment(
        horizontal="left", indent=2 * line.indent, vertical="center", wrap_text=True
    )
    if line.choose_from:
        label.value = item or None
        style.open_for_input(label)
        rules.member(label.coordinate, line.choose_from)
    style.text(sheet.cell(row, UNIT), line.unit, style.BODY, style.CENTRE)
    for column, period in (
        (PREVIOUS, before(line.period, line.frequency)),
        (LAST_YEAR, year_before(line.period)),
    ):
        cell = sheet.cell(row, column)
        figure = (*line.figure[:2], item, line.area, period or "", *line.figure[5:])
        value = known.get(figure)
        if value is not None and math.isfinite(value):
            cell.value = value
        cell.font, cell.alignment, cell.number_format = style.BODY, style.RIGHT, form_of_numbers
    value_cell = sheet.cell(row, VALUE)
    style.open_for_input(value_cell, form_of_numbers, style.RIGHT)
    rules.number(value_cell.coordinate, *bounds(component, line.measure), whole)
    style.open_for_input(sheet.cell(row, STATUS), align=style.CENTRE)
    rules.status(sheet.cell(row, STATUS).coordinate)
    style.open_for_input(sheet.cell(row, NOTE), "@")
    for column in range(LABEL, NOTE + 1):
        sheet.cell(row, column).border = style.BOX
