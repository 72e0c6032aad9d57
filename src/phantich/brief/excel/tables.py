"""One tidy sheet a table: heads in the first row, a row an item, what is known of it behind."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from phantich.brief.excel import cells, words
from phantich.brief.model.content import Content
from phantich.brief.model.facts import Fact
from phantich.brief.sources import source_lines
from phantich.brief.tables import Cell, Column, Row, Table
from phantich.language import MINUS, Language

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_BEHIND: Final[dict[Language, tuple[str, ...]]] = {
    "vi": ("Đơn vị", "Trạng thái", "Ngày số liệu", "Nguồn", "Thật hay mô phỏng"),
    "en": ("Unit", "Status", "Figures as of", "Source", "Real or simulated"),
}
_BEHIND_WIDTHS: Final = (16.0, 18.0, 13.0, 40.0, 24.0)
_DEPTH: Final[dict[Language, str]] = {"vi": "Cấp", "en": "Level"}
_LEAST, _MOST = 18.0, 60.0


def name(table: Table, lang: Language) -> str:
    """Name of the sheet."""
    return f"Bảng {table.number}" if lang == "vi" else f"Table {table.number}"


def write(sheet: Worksheet, table: Table, content: Content, lang: Language) -> None:
    """Fill the sheet."""
    names = [table.stub.plain(lang), _DEPTH[lang]]
    names += [_head(column, lang) for column in table.columns]
    cells.heads(sheet, [*names, *_BEHIND[lang]])
    for number, row in enumerate(table.rows, start=2):
        _write_row(sheet, number, row, content, lang)
    longest = max((len(row.label.plain(lang)) for row in table.rows), default=0)
    widths = [min(_MOST, max(_LEAST, longest * 0.95)), 6.0, *[15.0] * len(table.columns)]
    printed = len(widths) + 2
    cells.finish(sheet, [*widths, *_BEHIND_WIDTHS], len(table.rows) + 1, printed=printed)


def _head(column: Column, lang: Language) -> str:
    head, group = column.head.plain(lang), column.group.plain(lang)
    return f"{group}: {head}" if group else head


def _write_row(sheet: Worksheet, number: int, row: Row, content: Content, lang: Language) -> None:
    font = cells.BOLD if row.strong else cells.BODY
    label = cells.put(sheet, number, 1, row.label.plain(lang), font)
    label.alignment = _indented(row.depth)
    cells.put(sheet, number, 2, row.depth)
    for column, given in enumerate(row.cells, start=3):
        if given.fact is not None:
            cell = cells.put(sheet, number, column, shown_value(given), font)
            cell.number_format = cells.number_format(_decimals(given, lang))
    _write_behind(sheet, number, len(row.cells) + 3, row, content, lang)


def _write_behind(
    sheet: Worksheet, number: int, first: int, row: Row, content: Content, lang: Language
) -> None:
    facts = [cell.fact for cell in row.cells if cell.fact is not None]
    cells.put(sheet, number, first, words.units(facts, lang)).alignment = cells.CENTRE
    cells.put(sheet, number, first + 1, words.statuses(facts, lang)).alignment = cells.CENTRE
    newest = max((fact.vintage for fact in facts), default="")
    cells.put_date(sheet, number, first + 2, newest, lang)
    cells.put(sheet, number, first + 3, _sources(facts, content, lang))
    cells.put(sheet, number, first + 4, words.origin(facts, lang))


def _sources(facts: list[Fact], content: Content, lang: Language) -> str:
    lines = source_lines(facts, content.facts, content.month)
    return words.distinct(words.say(line.name, lang) for line in lines)


def _indented(depth: int) -> Any:
    from openpyxl.styles import Alignment

    return Alignment(indent=min(depth, 6), vertical="top", wrap_text=True)


def shown_value(cell: Cell) -> float:
    """The fact's value in full, as the table shows it: an index, or the rate that it stands for.

    A table prints the index 102.7 of core inflation as the rate 2.7; the sheet does so, too.
    """
    assert cell.fact is not None
    value = Decimal(repr(cell.fact.value))
    printed = _printed(cell)
    forms = (value, value - 100, abs(value), abs(value - 100))
    return float(min(forms, key=lambda form: (abs(form - printed), forms.index(form))))


def _printed(cell: Cell) -> Decimal:
    text = cell.shown.plain("en").replace(",", "").replace(MINUS, "-")
    try:
        return Decimal(text)
    except ArithmeticError:
        assert cell.fact is not None
        return Decimal(repr(cell.fact.value))


def _decimals(cell: Cell, lang: Language) -> int:
    text = cell.shown.plain("en")
    return len(text.partition(".")[2]) if text.partition(".")[2].isdigit() else 0
