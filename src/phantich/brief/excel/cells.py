"""How cells look, and the one way in which text reaches a cell: as text, whatever it is."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from phantich.brief.office import clean
from phantich.language import Language

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FAMILY: Final = "Times New Roman"
BODY: Final = Font(name=FAMILY, size=11)
BOLD: Final = Font(name=FAMILY, size=11, bold=True)
TITLE: Final = Font(name=FAMILY, size=16, bold=True)
HEAD: Final = Font(name=FAMILY, size=11, bold=True)
LINK: Final = Font(name=FAMILY, size=11, color="0B4A7F", underline="single")
ALERT: Final = Font(name=FAMILY, size=11, bold=True, color="8A1111")
HEAD_FILL: Final = PatternFill("solid", fgColor="E3ECF5")
_LINE: Final = Side(style="thin", color="8FA3B8")
HEAD_BORDER: Final = Border(bottom=_LINE)
WRAP: Final = Alignment(vertical="top", wrap_text=True)
HEAD_ALIGNMENT: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
#: More letters than this do not fit into a cell.
LIMIT: Final = 32_767
CENTRE: Final = Alignment(horizontal="center", vertical="top", wrap_text=True)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_DATES: Final[dict[Language, str]] = {"vi": "dd/mm/yyyy", "en": "yyyy-mm-dd"}


def fitted(text: str) -> str:
    """The text as a cell can hold it: no control characters, at most 32,767 letters."""
    kept = clean(text)
    return kept if len(kept) <= LIMIT else kept[: LIMIT - 1] + "…"


def starts_formula(text: str) -> bool:
    """Whether a program might take the text for a formula when it is edited or saved as CSV."""
    return text.startswith(_FORMULA)


def put(sheet: Worksheet, row: int, column: int, content: Any, font: Font = BODY) -> Any:
    """Write a text, a number or nothing; a text never becomes a formula."""
    cell: Any = sheet.cell(row, column)
    cell.font = font
    if isinstance(content, str):
        text = fitted(content)
        if text:
            cell.value = text
            cell.data_type = "s"
            cell.quotePrefix = starts_formula(text)
    elif content is not None:
        cell.value = content
    return cell


def put_date(sheet: Worksheet, row: int, column: int, day: str, lang: Language) -> Any:
    """Write a day (``YYYY-MM-DD``) as a date; nothing where it is empty."""
    cell = put(sheet, row, column, dt.date.fromisoformat(day) if day else None)
    cell.number_format = _DATES[lang]
    return cell


def date_format(lang: Language) -> str:
    """Format of dates."""
    return _DATES[lang]


def number_format(decimals: int) -> str:
    """Thousands marks and a fixed count of decimals, in the marks of the reader's program.

    Examples
    --------
    >>> number_format(2), number_format(0)
    ('#,##0.00', '#,##0')
    """
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def decimals_of(value: float, most: int = 4) -> int:
    """Decimals that a value is written with, at most `most`.

    Examples
    --------
    >>> decimals_of(104.5), decimals_of(3.0), decimals_of(1 / 3)
    (1, 0, 4)
    """
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return min(most, max(0, -int(exponent)))


def heads(sheet: Worksheet, names: list[str]) -> None:
    """The first row: names of the columns, each once."""
    for column, name in enumerate(unique(names), start=1):
        cell = put(sheet, 1, column, name, HEAD)
        cell.fill = HEAD_FILL
        cell.border = HEAD_BORDER
        cell.alignment = HEAD_ALIGNMENT


def unique(names: list[str]) -> list[str]:
    """The names with a number behind those that stand there twice.

    Examples
    --------
    >>> unique(["a", "b", "a"])
    ['a', 'b', 'a (2)']
    """
    seen: dict[str, int] = {}
    result = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return result


def finish(
    sheet: Worksheet, widths: list[float], rows: int, freeze: str = "B2", printed: int = 0
) -> None:
    """Widths, filter, frozen heads and paper of a sheet with a table from its first row on.

    Parameters
    ----------
    rows
        Rows of the table with its heads.
    printed
        How many columns come on paper; all when 0.
    """
    from openpyxl.utils import get_column_letter

    lines = 1
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        head = str(sheet.cell(1, column).value or "")
        lines = max(lines, math.ceil(len(head) * 1.2 / width))
    sheet.row_dimensions[1].height = 15.5 * lines + 3
    sheet.freeze_panes = freeze
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(widths))}{max(rows, 1)}"
    if printed:
        sheet.print_area = f"A1:{get_column_letter(printed)}{max(rows, 1)}"
    sheet.print_title_rows = "1:1"
    paper(sheet)


def paper(sheet: Worksheet, landscape: bool = True) -> None:
    """A4, one page wide, with the sheet's name and page numbers."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "&A – &P/&N"
