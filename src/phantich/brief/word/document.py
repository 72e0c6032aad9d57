"""A content as an official document: one Word file with real headings, tables and captions."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from phantich.brief.faces import Faces
from phantich.brief.model.content import Content
from phantich.brief.office import clean, repack
from phantich.brief.word.layout import section
from phantich.brief.word.letterhead import Office, foot, head, known_offices, subject
from phantich.brief.word.pen import Pen
from phantich.brief.word.sections import sections
from phantich.language import Language

if TYPE_CHECKING:
    from docx.document import Document

_PARTS: Final = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "rels.xml",
    "docProps/core.xml": "core.xml",
    "docProps/app.xml": "app.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/styles.xml": "styles.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/footnotes.xml": "footnotes.xml",
    "word/header1.xml": "header1.xml",
}
_TRACES, _FOOTNOTES = "customXml/item1.xml", "word/footnotes.xml"
_STYLES: Final = "word/styles.xml"
_NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
#: Language tags by language of the document.
_TAGS: Final = {"vi": "vi-VN", "en": "en-GB"}


def render(faces: Faces, lang: Language = "vi", office: Office | None = None) -> bytes:
    """The Word file of a content; the same content gives the same bytes.

    Parameters
    ----------
    office
        Who issues it; the statistics office of the content's set when None.
    """
    from docx import Document
    from docx.oxml import parse_xml

    content = faces.content
    issuer = office or known_offices()[content.city]
    document = Document(io.BytesIO(_base()))
    pen = Pen(lang)
    body = head(pen, content, issuer, faces.origin)
    body += sections(pen, faces, document.part)
    body += foot(pen, content, issuer)
    body += section(first=not pen.parted)
    filled = parse_xml(f"<w:body {_NAMESPACES}>{body}</w:body>")
    root = document.element
    root.replace(root.body, filled)
    _describe(document, content, lang, issuer)
    saved = io.BytesIO()
    document.save(saved)
    changed = {_TRACES: pen.trace_part(), _FOOTNOTES: _with_footnotes(pen)}
    if lang != "vi":
        changed[_STYLES] = _read("styles.xml").replace(b"vi-VN", _TAGS[lang].encode())
    return repack(saved.getvalue(), changed)


@cache
def _base() -> bytes:
    """A document without content: styles, numbering, header and settings."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, source in _PARTS.items():
            package.writestr(name, _read(source))
        package.writestr(_TRACES, Pen("vi").trace_part())
    return target.getvalue()


def _with_footnotes(pen: Pen) -> bytes:
    end = b"</w:footnotes>"
    return _read("footnotes.xml").replace(end, "".join(pen.footnotes).encode() + end)


def _read(name: str) -> bytes:
    """A part of the document without content."""
    return files("phantich.brief.word").joinpath("base", name).read_bytes()


def _describe(document: Document, content: Content, lang: Language, office: Office) -> None:
    """Document properties; its times are the day of the newest figure."""
    about = document.core_properties
    about.title = clean(subject(content, lang))
    about.subject = clean(content.name.vi if lang == "vi" else content.name.en)
    about.author = office.issuer.vi if lang == "vi" else office.issuer.en
    about.last_modified_by = "phantich"
    about.keywords = f"{content.group}, {content.month}"
    about.category = "Báo cáo" if lang == "vi" else "Report"
    about.language = _TAGS[lang]
    about.content_status = content.edition
    when = dt.datetime.fromisoformat(content.data_as_of or f"{content.month}-01")
    about.created = about.modified = when
