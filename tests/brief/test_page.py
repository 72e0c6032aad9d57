"""The page: every numeral traced to its fact, every text escaped, no script, no request."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import nbformat
import pytest

from phantich.brief import dump
from phantich.brief.faces import ENGLISH, Face
from phantich.brief.lights import lights
from phantich.brief.model.content import Content
from phantich.brief.page import page
from phantich.brief.presentable import LONG, shortened
from phantich.brief.tracing import UntracedError, check_page

#: Attributes that make a browser ask for something.
_ASKING = {"src", "srcset", "href", "action", "data", "poster"}


class Reader(HTMLParser):
    """Collects tags with their attributes, and the text outside style."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._style = tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.text += data


def notebook(brief: Any) -> Any:
    """An executed notebook with all sections of a brief."""
    cells = [nbformat.v4.new_code_cell("secret_code()")]
    heading = nbformat.v4.new_markdown_cell("## Ghi chú <script>alert('x')</script>")
    heading.metadata["phantich"] = {"en": "## Remarks"}
    for section in (
        brief.head,
        brief.key_points,
        brief.table_section,
        brief.chart_section,
        brief.change_section,
        brief.indicator_section,
        brief.source_section,
    ):
        output = nbformat.v4.new_output("execute_result", section()._repr_mimebundle_())
        noise = nbformat.v4.new_output("stream", name="stderr", text="a warning of a library")
        cells.append(nbformat.v4.new_code_cell("x", outputs=[noise, output]))
    cells.insert(2, heading)
    return nbformat.v4.new_notebook(cells=cells)


def read(brief: Any, lang: Any = "vi") -> tuple[str, Reader]:
    """The page and what a reader of its HTML finds."""
    html = page(notebook(brief), lang, "Giá", "chân trang", "VN.A.en.html", "index.html")
    reader = Reader()
    reader.feed(html)
    return html, reader


@pytest.fixture
def brief(brief_of: Any, november_2024: Any) -> Any:
    """The brief of November 2024, with its lights."""
    made = brief_of("vietnam", "VN.A", "2024-11", november_2024)
    found, facts = lights(made.content)
    return type(made)(made.content.model_copy(update={"lights": found, "edition_facts": facts}))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_needs_no_script_and_asks_nobody(brief: Any, lang: str) -> None:
    html, reader = read(brief, lang)
    assert not [tag for tag, _ in reader.tags if tag in {"script", "iframe", "object", "form"}]
    asked = [v or "" for _, attrs in reader.tags for k, v in attrs.items() if k in _ASKING]
    allowed = ("data:", "#", "VN.A.en.html", "index.html")
    assert [a for a in asked if not a.startswith(allowed)] == []
    # What an address of data holds is a drawing, which can ask for nothing.
    assert "url(" not in re.sub(r'"data:[^"]*"', "", html)
    assert "@import" not in html
    assert len(html.encode()) < 1_500_000


def test_the_page_hides_code_and_logs_and_has_the_language(brief: Any) -> None:
    html, reader = read(brief)
    assert dict(reader.tags)["html"] == {"lang": "vi"}
    assert "secret_code" not in html
    assert "a warning of a library" not in html
    english, _ = read(brief, "en")
    assert '<html lang="en">' in english
    assert "<h2>Remarks</h2>" in english
    assert "<h2>Key points</h2>" in english
    assert "Điểm chính" not in english
    assert "Ghi chú" not in english


def test_there_is_one_main_heading_and_no_level_is_skipped(brief: Any) -> None:
    _, reader = read(brief)
    levels = [int(tag[1]) for tag, _ in reader.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_pictures_have_words_and_tables_have_heads(brief: Any) -> None:
    _, reader = read(brief)
    pictures = [attrs for tag, attrs in reader.tags if tag == "img"]
    assert pictures
    assert all(len(attrs["alt"] or "") > 40 for attrs in pictures)
    heads = [attrs for tag, attrs in reader.tags if tag == "th"]
    assert all(attrs.get("scope") in {"row", "col", "colgroup"} for attrs in heads)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_numeral_of_the_page_is_a_fact_or_orders_it(brief: Any, lang: Any) -> None:
    html, _ = read(brief, lang)
    trace = check_page(html, brief.content, lang)
    shown = re.findall(r'<data value="([^"]*)" data-fact="([^"]*)">([^<]*)</data>', html)
    assert trace.facts >= len(shown) > 100
    for value, fact, _ in shown:
        assert float(value) == brief.content.fact(fact).value
    with pytest.raises(UntracedError, match="'7' in"):
        check_page(html.replace("<h2>", "<p>có 7 nhóm tăng</p><h2>", 1), brief.content, lang)


def test_the_sections_stand_in_the_order_in_which_they_are_read(brief: Any) -> None:
    html, _ = read(brief)
    heads = re.findall(r"<h[12][^>]*>(.*?)[<\n]", html)
    expected = ["Chỉ số giá", "Thực hiện mục tiêu", "Điểm chính", "Bảng số liệu", "Biểu đồ",
                "Thay đổi so với bản tin tháng trước", "Từng chỉ số", "Cơ quan chưa báo cáo",
                "Phương pháp và nguồn số liệu"]  # fmt: skip
    found = [head.strip() for head in heads if not head.startswith("Ghi chú")]
    assert found[1:] == expected[1:]


def test_a_draft_and_a_released_edition_say_so(brief: Any) -> None:
    draft, _ = read(brief)
    assert "DỰ THẢO" in draft
    content = brief.content.model_copy(update={"edition": "released"})
    released = page(notebook(type(brief)(content)), "vi", "Giá", "chân trang", edition="released")
    assert "Bản phát hành" in released
    assert "DỰ THẢO" not in released
    assert "Dự thảo" not in released


def test_the_page_leads_to_the_documents_beside_it(brief: Any) -> None:
    html = page(notebook(brief), "vi", "Giá", "", documents=["VN.A.docx", "VN.A.xlsx"])
    assert '<a href="VN.A.docx">Word</a>' in html
    assert '<a href="VN.A.xlsx">Excel</a>' in html
    assert "Word" not in read(brief)[0]


def test_the_table_s_digits_are_those_of_its_facts(brief: Any) -> None:
    (table,) = brief.tables
    for row in table.rows:
        for cell in row.cells:
            if cell.fact is not None:
                printed = float(cell.shown.plain("en").replace("−", "-"))
                value = cell.fact.value - (100 if "cơ bản" in row.label.plain() else 0)
                assert printed == pytest.approx(value, abs=0.00501)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "\"'><img src=x onerror=alert(1)>",
        "{0}{x}{{y}}",
        "=cmd()|'/c'",
        "a\u202eb",
        "x" * 10_000,
    ],
)
def test_text_from_data_is_shown_as_text(brief_of: Any, figure: Any, hostile: str) -> None:
    rows = [
        figure("2024-07", "ytd", 100.0, source=hostile),
        figure("2024-07", "ytd", 60.0, item=hostile, source=hostile),
        figure("2024-07", "ytd", 40.0, item="Thu nội địa", unit=hostile, source=hostile),
    ]
    brief = brief_of("haiphong", "HP.A.II", "2024-07", rows)
    html, reader = read(brief)
    assert check_page(html, brief.content, "vi").facts
    assert shortened(hostile) in reader.text
    if len(hostile) > LONG:
        assert hostile in [attrs.get("title") for _, attrs in reader.tags]
    assert not [tag for tag, attrs in reader.tags if tag == "script" or "onerror" in attrs]


def test_facts_survive_saving_and_give_the_same_page(brief: Any) -> None:
    saved = dump(brief.content)
    again = Content.model_validate_json(saved)
    assert dump(again) == saved
    html, _ = read(brief)
    repeated, _ = read(type(brief)(again))
    assert repeated == html


def test_each_section_is_an_output_in_both_languages(brief: Any) -> None:
    bundle = brief.key_points()._repr_mimebundle_()
    assert set(bundle) == {"text/html", ENGLISH, "text/plain"}
    assert "tăng" in bundle["text/html"]
    assert "up" in bundle[ENGLISH]


def test_a_face_that_is_shown_twice_is_made_once() -> None:
    made = []

    def make(lang: str) -> str:
        made.append(lang)
        return f"<p>{lang}</p>"

    face = Face(make, "x")
    assert face._repr_mimebundle_() == face._repr_mimebundle_()
    assert made == ["vi", "en"]
