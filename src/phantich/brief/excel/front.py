"""Cover, contents, sources and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from phantich.brief import corrected
from phantich.brief.excel import cells, words
from phantich.brief.faces import Faces
from phantich.brief.model.content import Content
from phantich.brief.model.facts import ORIGINS
from phantich.brief.notes import notes
from phantich.brief.sources import day, source_lines
from phantich.language import Language

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: Names of the sheets: cover, contents, sources, notes.
NAMES: Final[dict[Language, tuple[str, str, str, str]]] = {
    "vi": ("Bìa", "Mục lục", "Nguồn", "Ghi chú"),
    "en": ("Cover", "Contents", "Sources", "Notes"),
}
_EDITIONS: Final = {"draft": ("Dự thảo", "Draft"), "released": ("Phát hành", "Released")}


def title(content: Content, lang: Language) -> str:
    """Name of the group, area and month."""
    month = content.when.plain(lang)
    return f"{words.say(content.name, lang)}, {words.say(content.area, lang)}, {month}"


def write_cover(sheet: Worksheet, faces: Faces, lang: Language) -> None:
    """What the workbook is, one line below the other."""
    content = faces.content
    cells.put(sheet, 1, 1, words.say(content.name, lang), cells.TITLE)
    for number, (name, value) in enumerate(_lines(faces, lang), start=2):
        cells.put(sheet, number, 1, name, cells.BOLD).alignment = cells.WRAP
        cells.put(sheet, number, 2, value).alignment = cells.WRAP
    if faces.origin in {"simulated", "mixed"}:
        alert = cells.put(sheet, number + 2, 1, words.say(ORIGINS[faces.origin][1], lang))
        alert.font = cells.ALERT
    sheet.column_dimensions["A"].width = 28
    sheet.column_dimensions["B"].width = 64
    sheet.sheet_view.showGridLines = False
    cells.paper(sheet, landscape=False)


def _lines(faces: Faces, lang: Language) -> list[tuple[str, str]]:
    content = faces.content
    month = content.when.plain(lang)
    edition = _EDITIONS.get(content.edition, (content.edition, content.edition))
    as_of = day(content.data_as_of, lang) if content.data_as_of else "…"
    agencies = words.distinct(indicator.agency for indicator in content.indicators)
    vi = lang == "vi"
    correction = corrected.told(content).plain(lang)
    return [
        ("Địa bàn" if vi else "Area", words.say(content.area, lang)),
        ("Tháng" if vi else "Month", month[0].upper() + month[1:]),
        ("Nhóm chỉ số" if vi else "Group", content.group),
        ("Phần" if vi else "Part", words.say(content.part, lang)),
        ("Danh mục chỉ số" if vi else "Indicator set", content.decision),
        ("Cơ quan cung cấp số liệu" if vi else "Reported by", agencies),
        ("Bản" if vi else "Edition", edition[0] if vi else edition[1]),
        *([("Đính chính" if vi else "Correction", correction)] if correction else []),
        ("Số liệu đến ngày" if vi else "Figures as of", as_of),
        ("Thật hay mô phỏng" if vi else "Real or simulated",
         words.say(ORIGINS[faces.origin][0], lang)),
    ]  # fmt: skip


def write_contents(sheet: Worksheet, entries: list[tuple[str, str, str]], lang: Language) -> None:
    """The sheets with a link to each: name, what it holds, real or simulated."""
    vi = lang == "vi"
    heads = ["Trang tính", "Nội dung", "Thật hay mô phỏng"]
    cells.heads(sheet, heads if vi else ["Sheet", "Content", "Real or simulated"])
    for number, (name, content, origin) in enumerate(entries, start=2):
        link = cells.put(sheet, number, 1, name)
        _link(link, name)
        cells.put(sheet, number, 2, content).alignment = cells.WRAP
        cells.put(sheet, number, 3, origin)
    cells.finish(sheet, [16.0, 90.0, 24.0], len(entries) + 1, freeze="A2")


def _link(cell: object, sheet: str) -> None:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.hyperlink import Hyperlink

    assert isinstance(cell, Cell)
    place = f"'{sheet}'!A1"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place, display=sheet)
    cell.font = cells.LINK


def write_sources(sheet: Worksheet, content: Content, lang: Language) -> None:
    """Every source of the facts, with how many it gave and the newest vintage among them."""
    vi = lang == "vi"
    heads = ["Nguồn", "Thật hay mô phỏng", "Số lượng số liệu", "Mới nhất ngày"]
    english = ["Source", "Real or simulated", "Count of figures", "Newest of"]
    cells.heads(sheet, heads if vi else english)
    lines = source_lines(content.facts.values(), content.facts, content.month)
    for number, line in enumerate(lines, start=2):
        cells.put(sheet, number, 1, words.say(line.name, lang)).alignment = cells.WRAP
        kind = ORIGINS["simulated" if line.simulated else "real"][0]
        cells.put(sheet, number, 2, words.say(kind, lang))
        cells.put(sheet, number, 3, line.count)
        cells.put_date(sheet, number, 4, line.vintage, lang)
    cells.finish(sheet, [90.0, 24.0, 12.0, 14.0], len(lines) + 1)


def write_notes(sheet: Worksheet, content: Content, lang: Language) -> None:
    """Method and how to read the sheets."""
    cells.heads(sheet, ["Ghi chú" if lang == "vi" else "Note"])
    lines = [note.plain(lang) for note in notes(content)]
    lines.append(_READING[0] if lang == "vi" else _READING[1])
    for number, line in enumerate(lines, start=2):
        cells.put(sheet, number, 1, line).alignment = cells.WRAP
    cells.finish(sheet, [120.0], len(lines) + 1, freeze="A2")


_READING: Final = (
    "Trang so_lieu ghi mọi số liệu, mỗi dòng một số; cột Mã là mã dùng trong bản tin, cột Bảng cho "
    "biết số liệu đứng ở bảng nào. Chỉ số so sánh lấy kỳ so sánh bằng 100.",
    "The sheet so_lieu holds every figure, one a row; Id is the key that the brief uses, Table the "
    "table in which the figure stands. Comparisons take the period compared as 100.",
)
