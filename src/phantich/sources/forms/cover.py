"""The sheets around the figures: instructions in front, notes behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.worksheet.datavalidation import DataValidation

from phantich.sources.forms import style
from phantich.sources.forms.periods import in_words

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from phantich.sources.forms.layout import Form

COVER = "Hướng dẫn"
NOTES = "Ghi chú"
#: Cells of the cover that are filled in.
DATE_CELL = "C8"
STATUS_CELL = "C9"
_FIELDS = (
    ("Ngày lập biểu", "ngày/tháng/năm; bắt buộc"),
    ("Trạng thái chung", "áp dụng cho mọi dòng để trống cột Trạng thái"),
    ("Người lập biểu", "họ tên, điện thoại hoặc thư điện tử"),
)
_HOW = (
    "Chỉ nhập vào các ô nền vàng nhạt; các ô khác được khóa để bảo đảm đọc lại đúng.",
    "Nhập số theo đúng đơn vị tính in ở mỗi dòng; số thập phân dùng dấu phẩy, ví dụ 1.234,5.",
    "Chỉ số và tốc độ ghi dạng kỳ gốc = 100: tăng 0,4% ghi 100,4; giảm 0,4% ghi 99,6.",
    "Chưa có số liệu thì để trống, không ghi 0, dấu gạch ngang hay chữ.",
    "Trạng thái: chính thức, sơ bộ hoặc ước. Số đã báo cáo nếu thay đổi thì gửi biểu mới.",
    "Ở bảng theo danh mục dài (nước, mặt hàng…), chọn tên trong danh sách rồi nhập số.",
    "Không xóa dòng, không đổi tên, không thêm trang tính; giải thích ghi ở trang Ghi chú.",
)


def write_cover(sheet: Worksheet, form: Form) -> None:
    """Title, fields about the form, instructions, and a list of the sheets."""
    sheet.title = COVER
    for column, width in {"A": 2, "B": 20, "C": 34, "D": 40}.items():
        sheet.column_dimensions[column].width = width
    style.text(sheet["B2"], "BIỂU THU THẬP SỐ LIỆU", style.TITLE)
    style.text(
        sheet["B3"], f"Bộ chỉ số chỉ đạo, điều hành thành phố {form.city_name}", style.SUBTITLE
    )
    about = (
        ("Cơ quan báo cáo", form.agency_name + (f" – {form.area}" if form.area else "")),
        ("Kỳ báo cáo", in_words(form.month, "M").capitalize()),
    )
    for row, (name, content) in enumerate(about, start=5):
        style.text(sheet.cell(row, 2), name, style.BOLD, style.LEFT)
        style.text(sheet.cell(row, 3), content, style.BOLD, style.LEFT)
        sheet.merge_cells(start_row=row, start_column=3, end_row=row, end_column=4)
    _fields(sheet)
    row = _numbered(sheet, 12, "Cách ghi biểu", _HOW)
    row = _contents(sheet, row + 1, form)
    if form.left_out:
        texts = [f"{name} ({frequency.lower()})" for name, frequency in form.left_out]
        _numbered(sheet, row + 1, "Không thu thập trong biểu kỳ này", texts)
    style.protect(sheet)
    style.paper(sheet, landscape=False)


def write_notes(sheet: Worksheet, indicators: list[tuple[str, str]]) -> None:
    """One line for each indicator, in which the office explains its figures."""
    for letter, width in {"A": 16, "B": 60, "C": 70}.items():
        sheet.column_dimensions[letter].width = width
    style.text(sheet["A1"], "Ghi chú, giải thích nguyên nhân tăng giảm", style.TITLE)
    for column, name in enumerate(("Mã", "Chỉ số", "Nội dung giải thích"), start=1):
        cell = sheet.cell(3, column)
        style.text(cell, name, style.HEAD, style.CENTRE)
        cell.fill = style.HEAD_FILL
    for row, (code, title) in enumerate(indicators, start=4):
        style.text(sheet.cell(row, 1), code, style.BODY, style.LEFT)
        style.text(sheet.cell(row, 2), title, style.BODY, style.LEFT)
        style.open_for_input(sheet.cell(row, 3))
        sheet.cell(row, 3).number_format = "@"
        sheet.row_dimensions[row].height = 32
    sheet.freeze_panes = "A4"
    style.protect(sheet)
    style.paper(sheet, landscape=True, repeat="3:3")


def _fields(sheet: Worksheet) -> None:
    for row, (name, hint) in enumerate(_FIELDS, start=8):
        style.text(sheet.cell(row, 2), name, style.BODY, style.LEFT)
        style.open_for_input(sheet.cell(row, 3))
        style.text(sheet.cell(row, 4), hint, style.QUIET, style.LEFT)
    sheet[DATE_CELL].number_format = "dd/mm/yyyy"
    date = DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True)
    date.error, date.errorTitle = "Ghi ngày dạng ngày/tháng/năm.", "Ngày lập biểu"
    status = DataValidation(type="list", formula1=status_list(), allow_blank=True)
    status.error, status.errorTitle = "Chọn một trạng thái trong danh sách.", "Trạng thái"
    for validation, cell in ((date, DATE_CELL), (status, STATUS_CELL)):
        validation.showErrorMessage = True
        sheet.add_data_validation(validation)
        validation.add(cell)


def status_list() -> str:
    """The statuses as a list in a validation rule."""
    return f'"{",".join(style.STATUSES)}"'


def _numbered(sheet: Worksheet, row: int, title: str, lines: tuple[str, ...] | list[str]) -> int:
    style.text(sheet.cell(row, 2), title, style.BOLD)
    for number, line in enumerate(lines, start=1):
        row += 1
        style.text(sheet.cell(row, 2), f"{number}. {line}", style.BODY, style.LEFT)
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=4)
        sheet.row_dimensions[row].height = 16 * (1 + len(line) // 88)
    return row + 1


def _contents(sheet: Worksheet, row: int, form: Form) -> int:
    style.text(sheet.cell(row, 2), "Các trang số liệu", style.BOLD)
    for plan in form.sheets:
        row += 1
        lines = sum(len(table.lines) for table in plan.tables)
        cell = sheet.cell(row, 2)
        style.text(cell, plan.name, style.LINK)
        cell.hyperlink = f"#'{plan.name}'!A1"
        cell.font = style.LINK
        style.text(sheet.cell(row, 3), plan.heading, style.BODY, style.LEFT)
        style.text(sheet.cell(row, 4), f"{lines} dòng", style.BODY, style.LEFT)
    return row + 1
