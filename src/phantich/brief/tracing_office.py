"""Tracing the numerals of Word and Excel files, read back from the files themselves."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from phantich.brief.excel import facts as long_sheet
from phantich.brief.excel import front
from phantich.brief.excel.tables import name as sheet_name
from phantich.brief.excel.tables import shown_value
from phantich.brief.notes import notes
from phantich.brief.office import clean
from phantich.brief.sheets import sheets_of
from phantich.brief.structure import NUMERAL
from phantich.brief.text import Numeral
from phantich.brief.tracing import Trace, Tracer
from phantich.brief.word.pen import FIGURE
from phantich.language import Language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from phantich.brief.faces import Faces
    from phantich.brief.tables import Table

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TRACES: Final = "customXml/item1.xml"
_PARTS: Final = ("word/document.xml", "word/footnotes.xml")


def trace_word(package: bytes, faces: Faces, lang: Language) -> Trace:
    """Trace a Word file of the content: a run in the style of figures claims to be a fact.

    What notes on method say is declared, as on the page; words for pictures are those of the
    charts, whose numerals are facts.
    """
    tracer = Tracer(faces.content, lang)
    method = {note.plain(lang) for note in notes(faces.content)}
    method |= {sheet.note.plain(lang) for sheet in sheets_of(faces.content)}
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        ids = iter([fact.get("id") for fact in _tree(archive.read(_TRACES))])
        roots = [_tree(archive.read(name)) for name in _PARTS]
    for root in roots:
        for paragraph in root.iter(f"{_W}p"):
            _paragraph(tracer, paragraph, ids, method)
    if next(ids, None) is not None:
        tracer.trace.untraced.append("more traces than figures")
    _pictures(tracer, roots[0], faces, lang)
    return tracer.trace


def _tree(part: bytes) -> Any:
    """A part as a tree; entities stay unresolved."""
    from lxml import etree  # type: ignore[import-untyped]

    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))


def _paragraph(tracer: Tracer, paragraph: Any, ids: Iterator[str], method: set[str]) -> None:
    rest: list[str] = []
    for run in paragraph.iter(f"{_W}r"):
        text = "".join("\n" if t.tag == f"{_W}br" else t.text or "" for t in _texts(run))
        style = run.find(f"{_W}rPr/{_W}rStyle")
        if style is not None and style.get(f"{_W}val") == FIGURE:
            tracer.claim(text, next(ids, ""))
            rest.append("\0")
        else:
            rest.append(text)
    words = "".join(rest)
    if words in method:
        tracer.declared(words)
    else:
        tracer.words(words)


def _texts(run: Any) -> Iterator[Any]:
    return (node for node in run.iter() if node.tag in {f"{_W}t", f"{_W}br"})


def _pictures(tracer: Tracer, root: Any, faces: Faces, lang: Language) -> None:
    """The words for those who cannot see a picture, against those of the charts."""
    told = [node.get("descr") for node in root.iter() if node.tag.endswith("}docPr")]
    drawn = [*faces.charts, *(view.chart for view in faces.outlook if view.chart)]
    known = {clean(chart.alt.plain(lang)): chart.alt.parts(lang) for chart in drawn}
    for text in told:
        parts = known.get(text)
        if parts is None:
            tracer.words(text)
            continue
        for part in parts:
            if isinstance(part, Numeral):
                tracer.claim(part.text, part.fact)
        tracer.words("\0".join(part for part in parts if isinstance(part, str)))


def trace_excel(package: bytes, faces: Faces, lang: Language) -> Trace:
    """Trace a workbook of the content: a number in a table or in the long sheet is its fact."""
    from openpyxl import load_workbook

    tracer = Tracer(faces.content, lang)
    book = load_workbook(io.BytesIO(package), read_only=True)
    tables = {sheet_name(table, lang): table for table in faces.tables}
    for sheet in book.worksheets:
        rows = sheet.iter_rows(values_only=True)
        if sheet.title == long_sheet.NAME:
            _long(tracer, rows, faces)
        elif sheet.title in tables:
            _table(tracer, rows, tables[sheet.title])
        else:
            _words(tracer, rows, declared=sheet.title in front.NAMES[lang][2:])
    book.close()
    return tracer.trace


def _long(tracer: Tracer, rows: Iterable[tuple[Any, ...]], faces: Faces) -> None:
    """A row a fact: its id in the first column, its value in the tenth."""
    facts = [*faces.content.facts.values(), *faces.content.edition_facts.values()]
    given = list(rows)[1:]
    if len(given) != len(facts):
        tracer.trace.untraced.append(f"{len(given)} rows for {len(facts)} facts")
    for row, fact in zip(given, facts, strict=False):
        _value(tracer, row[_VALUE], fact.value, f"{fact.id} in {long_sheet.NAME}")


_TWICE: Final = re.compile(r" \(\d+\)$")
#: Place of the value in the long sheet.
_VALUE: Final = 9


def _table(tracer: Tracer, rows: Iterable[tuple[Any, ...]], table: Table) -> None:
    """Heads and labels are words; every figure is that of the table's cell."""
    head, *given = list(rows)
    for cell in head:
        # A head that stands there twice has its number behind.
        tracer.words(_TWICE.sub("", str(cell or "")))
    if len(given) != len(table.rows):
        tracer.trace.untraced.append(f"{len(given)} rows for {len(table.rows)} in {table.number}")
    for row, known in zip(given, table.rows, strict=False):
        tracer.words(str(row[0] or ""))
        # The level of the row; behind the figures stand units, dates and sources.
        tracer.trace.structural += 1
        for value, cell in zip(row[2:], known.cells, strict=False):
            if cell.fact is not None:
                _value(tracer, value, shown_value(cell), f"{cell.fact.id} in table {table.number}")
            elif value is not None:
                tracer.trace.untraced.append(f"{value!r} without a fact in table {table.number}")
        for value in row[2 + len(known.cells) :]:
            if isinstance(value, str):
                tracer.words(value)


def _value(tracer: Tracer, value: Any, known: float, where: str) -> None:
    # A cell keeps sixteen digits.
    close = isinstance(value, int | float) and abs(value - known) <= 1e-14 * abs(known)
    if close:
        tracer.trace.facts += 1
    else:
        tracer.trace.untraced.append(f"{value!r} for {where}")


def _words(tracer: Tracer, rows: Iterable[tuple[Any, ...]], declared: bool) -> None:
    """Cover, contents, sources, notes; the last two count sources and say numbers of methods."""
    for row in rows:
        for value in row:
            if isinstance(value, str) and not declared:
                tracer.words(value)
            elif isinstance(value, str):
                tracer.declared(value)
            elif isinstance(value, int | float):
                tracer.trace.structural += len(NUMERAL.findall(str(value)))
