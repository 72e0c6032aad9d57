"""What early warning found and what comes next, in the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phantich.brief import ahead
from phantich.brief.faces import Faces
from phantich.brief.feet import Feet
from phantich.brief.sheets import sheets_of
from phantich.brief.text import literal
from phantich.brief.word import pictures
from phantich.brief.word.lists import Head, word_table
from phantich.brief.word.markup import paragraph
from phantich.brief.word.pen import Pen

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart


def warnings(pen: Pen, faces: Faces) -> str:
    """What early warning found, gravest first."""
    flags = ahead.flag_rows(faces.content)
    made = pen.heading(pen.say("Cảnh báo sớm", "Early warnings"), 1)
    if flags:
        heads: list[Head] = [
            (pen.say("Mức", "Severity"), "left", 1.6),
            (pen.say("Chỉ số", "Indicator"), "left", 3.4),
            (pen.say("Nội dung", "Finding"), "left", 6.6),
        ]
        made += word_table(pen, heads, [(flag.word, flag.name, flag.says) for flag in flags])
    return made + paragraph(pen.words(faces.screening), "BodyText")


def outlook(pen: Pen, faces: Faces, feet: Feet, part: DocumentPart) -> str:
    """What comes next; nothing where nothing was forecast."""
    if not faces.outlook:
        return ""
    made = pen.heading(pen.say("Triển vọng", "Outlook"), 1)
    for view in faces.outlook:
        made += paragraph(pen.words(view.name + literal(": ", ": ") + view.says), "BodyText")
        made += "".join(paragraph(pen.words(detail), "ListBullet") for detail in view.details)
        made += pictures.render(pen, view.chart, feet, part) if view.chart else ""
    return made


def sheets(pen: Pen, faces: Faces) -> str:
    """The forecasts as tables, with the remarks of their models."""
    told = sheets_of(faces.content)
    if not told:
        return ""
    heads: list[Head] = [
        (pen.say("Kỳ", "Period"), "left", 3.0),
        (pen.say("Dải 95% từ", "95% band from"), "right", 2.0),
        (pen.say("Dải 80% từ", "80% band from"), "right", 2.0),
        (pen.say("Dự báo", "Forecast"), "right", 2.0),
        (pen.say("Dải 80% đến", "80% band to"), "right", 2.0),
        (pen.say("Dải 95% đến", "95% band to"), "right", 2.0),
    ]
    made = pen.heading(pen.say("Bảng dự báo", "Forecast tables"), 1)
    for sheet in told:
        title = sheet.name + literal(": ", ": ") + sheet.unit
        made += paragraph(pen.words(title), "BodyText", "<w:keepNext/>")
        made += word_table(pen, heads, [(row.period, *row.cells) for row in sheet.rows])
        made += paragraph(pen.words(sheet.note), "BodyText") if sheet.note else ""
    return made
