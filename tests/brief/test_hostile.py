"""Whatever stands in a cell of a form or a table is text on the page, in Word and in Excel."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import nbformat
import openpyxl
import pytest

from phantich.brief import Content, assemble, dump, load
from phantich.brief.brief import edited
from phantich.brief.faces import Faces
from phantich.brief.office import clean
from phantich.brief.presentable import LONG, shortened
from phantich.brief.reface import refaced
from phantich.cli import main
from phantich.runs.fitting import draft
from phantich.store import Store
from tests.brief.office_files import DRAWN_TEXT, HOSTILE, TOTAL, namespaces, paragraphs
from tests.sources.test_forms import NOTE, fill, put, written
from tests.sources.test_forms import TOTAL as TOTAL_LINE

NOTEBOOK: Final = Path(__file__).resolve().parents[2] / "notebooks" / "brief.ipynb"
_COLUMNS: Final = (
    "indicator", "component", "item", "period", "measure", "value", "unit", "status", "source",
    "vintage", "note",
)  # fmt: skip
#: Beside those that tests of single files use; a page shows the ten largest items.
TEXTS: Final = (
    HOSTILE[:8],
    (
        HOSTILE[8],
        "ctl\x00\x08\x1b[31m\ufffe end",
        "\t=tab()",
        "two\nlines",
        "\u200f\u202eעברית 12",
        "{{7*7}} {% raw %}",
        "giảm 99,9% còn 1.234",
        "</td></tr></table><style>*{display:none}</style>",
    ),
)


@dataclass(frozen=True)
class Made:
    """A brief of hostile data in its faces."""

    texts: tuple[str, ...]
    content: Content
    files: dict[str, bytes]

    @property
    def page(self) -> str:
        return self.files["HP.A.II.html"].decode("utf-8")


@pytest.fixture(scope="module", params=TEXTS, ids=["first", "second"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A long table whose items, sources and notes are hostile, through the store into all faces."""
    folder = tmp_path_factory.mktemp("hostile")
    table, store = folder / "=x.csv", folder / "store.duckdb"
    with table.open("w", newline="", encoding="utf-8") as target:
        writer = csv.writer(target)
        writer.writerow(_COLUMNS)
        writer.writerows(_rows(request.param))
    # A NUL makes a file look like no table.
    assert main(["ingest", str(table), "--kind", "long", "--store", str(store)]) == 0
    return brief_of(store, folder, request.param, "2024-07")


def _rows(texts: tuple[str, ...]) -> list[list[Any]]:
    base = ["HP.A.II.1", "revenue"]
    rows = [
        [*base, TOTAL, f"{year}-{m:02d}", "ytd", 9000 * m, "tỷ đồng", "E", "tờ", "2024-08-01", ""]
        for year in (2023, 2024)
        for m in range(1, 8)
    ]  # fmt: skip
    for number, text in enumerate(texts):
        for period in ("2023-07", "2024-06", "2024-07"):
            value = 1000 + 100 * number
            rows.append(
                [*base, text, period, "ytd", value, "tỷ đồng", "E", text, "2024-08-01", text]
            )
    return rows


def brief_of(path: Path, folder: Path, texts: tuple[str, ...], month: str) -> Made:
    store = Store(path)
    content = edited(store, assemble(store, "haiphong", "HP.A.II", month))
    store.close()
    folder.mkdir(exist_ok=True)
    (folder / "facts.json").write_text(dump(content), encoding="utf-8")
    content = load(folder / "facts.json")
    book = refaced(nbformat.read(NOTEBOOK, as_version=4), Faces(content))
    return Made(texts, content, draft(folder / month, book, content).files)


def label(text: str) -> str:
    """The text as a label has it: on one line, without control characters."""
    return " ".join(clean(text).split())


class Reader(HTMLParser):
    """What a browser would make of the page: texts, and elements with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_every_text_reached_the_content(made: Made) -> None:
    items = {fact.item for fact in made.content.facts.values()}
    assert {text.strip() for text in made.texts} <= {item.strip() for item in items}


def test_a_page_shows_it_as_text(made: Made) -> None:
    for name in ("HP.A.II.html", "HP.A.II.en.html"):
        page = Reader(made.files[name].decode("utf-8"))
        for text in made.texts:
            assert shortened(label(text)) in "".join(page.texts)
        assert "script" not in {tag for tag, _ in page.elements}
        assert sum(tag == "style" for tag, _ in page.elements) == 1
        assert all(given.get("src", "data:").startswith("data:") for _, given in page.elements)
        assert not [n for _, given in page.elements for n in given if n.startswith("on")]
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe]", made.files[name].decode())


def test_a_page_keeps_long_texts_and_directions_within_their_bounds(made: Made) -> None:
    page = Reader(made.page)
    assert max(map(len, page.texts)) < 10 * LONG or max(page.texts, key=len).startswith(":root")
    titles = [given["title"] for tag, given in page.elements if tag == "bdi" and "title" in given]
    long = [text for text in made.texts if len(text) > LONG]
    assert set(titles) >= {label(text) for text in long}
    for text in page.texts:
        # Nothing that turns the writing stays open behind it.
        opened = sum(text.count(mark) for mark in "\u202a\u202b\u202d\u202e")
        assert text.count("\u202c") >= opened


def test_word_shows_it_as_text(made: Made) -> None:
    package = made.files["HP.A.II.docx"]
    shown = paragraphs(package, "TableStub")
    for text in made.texts:
        assert any(label(text) in stub for stub in shown), text[:40]
    assert namespaces(package) <= DRAWN_TEXT


def test_excel_shows_it_as_text(made: Made) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made.files["HP.A.II.xlsx"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert "f" not in {cell.data_type for cell in cells}
    texts = {str(cell.value) for cell in cells if cell.data_type == "s"}
    for text in made.texts:
        assert label(text) in texts, text[:40]
        assert clean(text).strip() in {t.strip() for t in texts}, text[:40]
    guarded = [cell for cell in cells if str(cell.value).startswith(("=", "+", "-", "@", "\t"))]
    assert all(cell.quotePrefix for cell in guarded if cell.data_type == "s")


def test_a_note_in_a_form_is_text(tmp_path: Path) -> None:
    form, path = written(tmp_path, "finance", "2026-10")
    notes = ["=cmd()|'/c calc'!A1", '<script>alert("1")</script>', "\u202ex" + "y" * 10_000]

    def enter(book: Any, cells: dict[str, Any]) -> None:
        put(cells, TOTAL_LINE, 9_000)
        put(cells, TOTAL_LINE, notes[0], NOTE)
        sheet, row = cells[TOTAL_LINE]
        sheet.cell(row, NOTE).data_type = "s"

    for number, note in enumerate(notes):
        notes[0] = note
        fill(path, form, enter)
        store = tmp_path / f"{number}.duckdb"
        assert main(["ingest", str(path), "--store", str(store)]) == 0
        made = brief_of(store, tmp_path / str(number), (), "2026-10")
        kept = {fact.note for fact in made.content.facts.values() if fact.note}
        assert len(kept) == 1
        assert note[:200] in kept.pop()
        book = openpyxl.load_workbook(io.BytesIO(made.files["HP.A.II.xlsx"]))
        types = {c.data_type for s in book for row in s.iter_rows() for c in row if c.value}
        assert "f" not in types
        assert "<script" not in made.page
