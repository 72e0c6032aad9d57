"""A content as a workbook: cover, contents, a tidy sheet a table, all facts, sources, notes."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any, Final

from phantich.brief.excel import facts, front, tables, words
from phantich.brief.faces import Faces
from phantich.brief.model.content import Content
from phantich.brief.office import clean, repack
from phantich.language import Language

if TYPE_CHECKING:
    from openpyxl import Workbook

_CORE: Final = "docProps/core.xml"


def render(faces: Faces, lang: Language = "vi") -> bytes:
    """The workbook of a content; the same content gives the same bytes."""
    from openpyxl import Workbook

    content = faces.content
    book = Workbook()
    cover: Any = book.active
    names = front.NAMES[lang]
    cover.title = names[0]
    front.write_cover(cover, faces, lang)
    front.write_contents(book.create_sheet(names[1]), _entries(faces, lang), lang)
    for table in faces.tables:
        tables.write(book.create_sheet(tables.name(table, lang)), table, content, lang)
    count = len(content.facts) + len(content.edition_facts)
    long = book.create_sheet(facts.NAME)
    styles = facts.prepare(long, count, lang)
    place = book.sheetnames.index(facts.NAME) + 1
    front.write_sources(book.create_sheet(names[2]), content, lang)
    front.write_notes(book.create_sheet(names[3]), content, lang)
    _describe(book, content, lang)
    saved = io.BytesIO()
    book.save(saved)
    part = f"xl/worksheets/sheet{place}.xml"
    return _filled(saved.getvalue(), part, faces, styles, lang)


def _filled(package: bytes, part: str, faces: Faces, styles: facts.Styles, lang: Language) -> bytes:
    """The package with the long sheet filled, and with a fixed time."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        sheet, core = (archive.read(name).decode("utf-8") for name in (part, _CORE))
    filled = facts.fill(sheet, faces.content, faces.tables, styles, lang)
    when = f"{_day(faces.content).isoformat()}T00:00:00Z"
    dated = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{when}", core)
    changed = {part: filled, _CORE: dated}
    return repack(package, {name: text.encode("utf-8") for name, text in changed.items()})


def _entries(faces: Faces, lang: Language) -> list[tuple[str, str, str]]:
    """What the contents list: every sheet behind it."""
    content, vi = faces.content, lang == "vi"
    shown = [
        (tables.name(t, lang), t.caption.plain(lang), words.origin(t.facts, lang))
        for t in faces.tables
    ]
    every = words.origin(content.facts.values(), lang)
    _, _, sources, notes = front.NAMES[lang]
    return [
        *shown,
        (facts.NAME, "Mọi số liệu, mỗi dòng một số" if vi else "Every figure, one a row", every),
        (sources, "Nguồn số liệu" if vi else "Sources of the figures", ""),
        (notes, "Phương pháp và cách đọc" if vi else "Method and how to read the sheets", ""),
    ]


def _describe(book: Workbook, content: Content, lang: Language) -> None:
    """Document properties; its times are the day of the newest figure."""
    about = book.properties
    about.title = clean(front.title(content, lang))
    about.creator = about.lastModifiedBy = "phantich"
    about.keywords = f"{content.group}, {content.month}"
    about.language = "vi-VN" if lang == "vi" else "en-GB"
    about.created = dt.datetime.combine(_day(content), dt.time())


def _day(content: Content) -> dt.date:
    return dt.date.fromisoformat(content.data_as_of or f"{content.month}-01")
