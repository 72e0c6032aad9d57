"""All facts in one long sheet, written as XML: a brief has up to some hundred thousand cells.

Cell objects take several times as long.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

from phantich.brief.excel import cells, words
from phantich.brief.excel.tables import name as table_name
from phantich.brief.model.content import Content
from phantich.brief.model.facts import Fact
from phantich.brief.numbers import unit_name
from phantich.brief.tables import Table
from phantich.language import Language

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

NAME: Final = "so_lieu"
_HEADS: Final[dict[Language, tuple[str, ...]]] = {
    "vi": (
        "Mã", "Bảng", "Mã chỉ số", "Chỉ số", "Thành phần", "Mục", "Địa bàn", "Kỳ", "Đại lượng",
        "Giá trị", "Đơn vị", "Trạng thái", "Ngày số liệu", "Nguồn", "Thật hay mô phỏng",
        "Cách tính", "Tính từ", "Ghi chú",
    ),
    "en": (
        "Id", "Table", "Code", "Indicator", "Component", "Item", "Area", "Period", "Measure",
        "Value", "Unit", "Status", "Figures as of", "Source", "Real or simulated", "Rule",
        "Computed from", "Note",
    ),
}  # fmt: skip
_WIDTHS: Final = (24, 9, 12, 30, 26, 30, 14, 10, 18, 14, 14, 12, 13, 36, 18, 18, 24, 30)
_EPOCH: Final = dt.date(1899, 12, 30)


@dataclass(frozen=True)
class Styles:
    """Numbers of the cell styles that the sheet uses."""

    text: int
    quoted: int
    date: int
    #: By count of decimals.
    numbers: tuple[int, ...]


def prepare(sheet: Worksheet, rows: int, lang: Language) -> Styles:
    """Write the heads, set up the sheet, and make the styles known to the workbook."""
    cells.heads(sheet, list(_HEADS[lang]))
    cells.finish(sheet, [float(width) for width in _WIDTHS], rows + 1)
    # A style is known by a cell that has it: one cell a style, all of them taken away again.
    numbers = tuple(
        _style(sheet.cell(2, 1 + decimals), cells.number_format(decimals)) for decimals in range(5)
    )
    text = _style(sheet.cell(2, 6), "General")
    quoted = _style(sheet.cell(2, 7), "General", quoted=True)
    date = _style(sheet.cell(2, 8), cells.date_format(lang))
    sheet.delete_rows(2)
    return Styles(text, quoted, date, numbers)


def _style(cell: Any, number_format: str, quoted: bool = False) -> int:
    cell.font = cells.BODY
    cell.number_format = number_format
    cell.quotePrefix = quoted
    number: int = cell.style_id
    return number


def fill(
    part: str, content: Content, tables: Iterable[Table], styles: Styles, lang: Language
) -> str:
    """The part of the sheet with a row a fact."""
    rows = Rows(content, tables, styles, lang)
    facts = [*content.facts.values(), *content.edition_facts.values()]
    data = "".join(rows.row(number, fact) for number, fact in enumerate(facts, start=2))
    last = f"{_letter(len(_HEADS[lang]) - 1)}{len(facts) + 1}"
    sized = re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="A1:{last}"', part, count=1)
    return sized.replace("</sheetData>", f"{data}</sheetData>")


class Rows:
    """Writes facts as rows of XML."""

    def __init__(
        self, content: Content, tables: Iterable[Table], styles: Styles, lang: Language
    ) -> None:
        self.styles, self.lang = styles, lang
        self.titles = {i.code: words.say(i.title, lang) for i in content.indicators}
        self.components = {(c.indicator, c.id): words.say(c.name, lang) for c in content.components}
        self.tables: dict[str, str] = {}
        for table in tables:
            for fact in table.facts:
                known = self.tables.get(fact.id, "")
                self.tables[fact.id] = words.distinct([known, table_name(table, lang)])
        self.letters = [_letter(i) for i in range(len(_HEADS[lang]))]
        #: Cells of words without their places: nearly all words repeat.
        self._told: dict[str, str] = {}

    def row(self, number: int, fact: Fact) -> str:
        """One fact."""
        made = "".join(
            self._cell(f"{letter}{number}", value)
            for letter, value in zip(self.letters, self._values(fact), strict=True)
            if value != ""
        )
        return f'<row r="{number}">{made}</row>'

    def _values(self, fact: Fact) -> tuple[str | float | dt.date, ...]:
        return (
            fact.id,
            self.tables.get(fact.id, ""),
            fact.indicator,
            self.titles.get(fact.indicator, ""),
            self.components.get((fact.indicator, fact.component), fact.component),
            fact.item,
            fact.area,
            fact.period,
            words.measure(fact, self.lang),
            fact.value,
            unit_name(fact.unit, self.lang),
            words.status(fact, self.lang),
            dt.date.fromisoformat(fact.vintage),
            fact.source,
            words.origin([fact], self.lang),
            fact.rule,
            "; ".join(fact.inputs),
            fact.note,
        )

    def _cell(self, place: str, value: str | float | dt.date) -> str:
        if isinstance(value, str):
            told = self._told.get(value)
            if told is None:
                told = self._told[value] = self._words(value)
            return f'<c r="{place}" {told}'
        if isinstance(value, dt.date):
            return f'<c r="{place}" s="{self.styles.date}"><v>{(value - _EPOCH).days}</v></c>'
        style = self.styles.numbers[cells.decimals_of(value)]
        return f'<c r="{place}" s="{style}"><v>{value!r}</v></c>'

    def _words(self, value: str) -> str:
        text = cells.fitted(value)
        style = self.styles.quoted if cells.starts_formula(text) else self.styles.text
        inside = f'<is><t xml:space="preserve">{escape(text, quote=False)}</t></is>'
        return f's="{style}" t="inlineStr">{inside}</c>'


def _letter(index: int) -> str:
    """Name of a column; the sheet has fewer than 27."""
    return chr(ord("A") + index)
