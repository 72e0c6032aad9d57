"""Fonts, fills and borders of the form, and the one way in which text reaches a cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.properties import PageSetupProperties

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FAMILY = "Times New Roman"
INK = "1F2937"
BLUE = "1F4E79"
_HAIR = Side(style="thin", color="C9D1DB")

TITLE = Font(name=FAMILY, size=15, bold=True, color=BLUE)
SUBTITLE = Font(name=FAMILY, size=12, color=INK)
BODY = Font(name=FAMILY, size=11, color=INK)
BOLD = Font(name=FAMILY, size=11, bold=True, color=INK)
QUIET = Font(name=FAMILY, size=10, italic=True, color="5B6675")
HEAD = Font(name=FAMILY, size=11, bold=True, color="FFFFFF")
LINK = Font(name=FAMILY, size=11, color=BLUE, underline="single")

HEAD_FILL = PatternFill("solid", fgColor=BLUE)
TABLE_FILL = PatternFill("solid", fgColor="E3ECF5")
INPUT_FILL = PatternFill("solid", fgColor="FFFBE6")
BOX = Border(left=_HAIR, right=_HAIR, top=_HAIR, bottom=_HAIR)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
RIGHT = Alignment(horizontal="right", vertical="center")
OPEN = Protection(locked=False)
_FINE = re.compile(r"%|‰|điểm|/10\.000|USD")
_SCALED = re.compile(r"nghìn|triệu|tỷ|\bha\b|tấn|m²|km²|m³|\bmm|°C|kWh")
#: The statuses on the form and in the tidy schema.
STATUSES = {"chính thức": "A", "sơ bộ": "P", "ước": "E"}


def number_format(unit: str, whole: bool) -> str:
    """Format of numbers in a unit, with Vietnamese separators where the program can.

    Amounts show a decimal and up to two more, percentages and scores two, things counted none.
    """
    if whole:
        return "[$-42A]#,##0"
    if _FINE.search(unit):
        return "[$-42A]#,##0.00"
    return "[$-42A]#,##0.0##" if _SCALED.search(unit) else "[$-42A]#,##0"


def text(cell: Any, content: str, font: Font = BODY, align: Alignment | None = None) -> None:
    """Write text as text, never as a formula, whatever it begins with."""
    cell.value = content
    if content:
        cell.data_type = "s"
    if content[:1] in {"=", "+", "-", "@"}:
        cell.quotePrefix = True
    cell.font = font
    if align is not None:
        cell.alignment = align


def open_for_input(cell: Any, number_format: str = "General", align: Alignment = LEFT) -> None:
    """Make a cell one that the office fills in."""
    cell.fill = INPUT_FILL
    cell.border = BOX
    cell.font = BODY
    cell.protection = OPEN
    cell.alignment = align
    cell.number_format = number_format


def protect(sheet: Worksheet) -> None:
    """Lock everything but the input cells; there is no password, it only guards from slips."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.protection.autoFilter = False


def paper(sheet: Worksheet, landscape: bool, repeat: str = "") -> None:
    """A4, one page wide, with page numbers."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for side, inches in {"left": 0.6, "right": 0.5, "top": 0.7, "bottom": 0.7}.items():
        setattr(sheet.page_margins, side, inches)
    footer = sheet.oddFooter
    if footer is not None:
        footer.center.text = "&P/&N"
    sheet.sheet_view.showGridLines = False
    if repeat:
        sheet.print_title_rows = repeat
