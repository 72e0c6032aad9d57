"""Pages in a browser: nothing cut off, nothing asked, no violation, on desktop, phone and paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from phantich.catalog.codelists import code_list
from phantich.language import number

pytestmark = pytest.mark.browser
PAGES = [
    "2024-07/HP.A.II.html", "2024-07/HP.A.II.en.html", "2024-07/index.html", "index.html",
    "2026-10/HP.A.XII.html",
]  # fmt: skip

LONG = "2026-10/HP.A.XII.html"

#: Elements that stick out of the window, outside boxes that scroll by themselves.
_WIDE = """() => [...document.querySelectorAll("main *")].filter(e =>
    !e.closest(".scroll") && !e.closest(".hidden")
    && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(e => e.tagName + " " + e.textContent.slice(0, 40))"""
_SCROLL = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_PICTURES = "() => [...document.images].map(i => [i.naturalWidth, i.currentSrc.length])"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_its_window_asks_nobody_and_breaks_no_rule(
    visit: Any, name: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    tab = visit(name, width)
    assert [url for url in tab.asked[1:] if not url.startswith("data:")] == []
    assert tab.errors == []
    assert tab.evaluate(_SCROLL) <= 0
    assert tab.evaluate(_WIDE) == []
    assert all(natural > 100 for natural, _ in tab.evaluate(_PICTURES))
    found = Axe().run(tab).response["violations"]
    grave = [v for v in found if v["impact"] in {"serious", "critical"}]
    told = [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in grave]
    assert told == []


def test_a_phone_gets_the_narrow_drawings(visit: Any) -> None:
    wide = [size for _, size in visit(PAGES[0], 1280).evaluate(_PICTURES)]
    narrow = [size for _, size in visit(PAGES[0], 390).evaluate(_PICTURES)]
    assert len(wide) >= 3
    assert all(a != b for a, b in zip(wide, narrow, strict=True))


def test_pages_weigh_less_than_a_megabyte_and_a_half(pages: Path) -> None:
    sizes = {name: (pages / name).stat().st_size for name in PAGES}
    assert max(sizes.values()) < 1_500_000, sizes


def test_the_switch_of_languages_leads_there_and_back(visit: Any) -> None:
    tab = visit(LONG)
    assert tab.locator("html").get_attribute("lang") == "vi"
    tab.get_by_role("link", name="English").click()
    assert tab.locator("html").get_attribute("lang") == "en"
    assert tab.locator("h2", has_text="Indicator by indicator").count() == 1
    tab.get_by_role("link", name="Tiếng Việt").click()
    assert tab.url.endswith(LONG)


def test_long_tables_unfold_without_scripts(visit: Any) -> None:
    tab = visit(LONG, script=False)
    table = tab.locator("details.whole table").last
    assert not table.is_visible()
    tab.locator("details.whole summary").last.click()
    assert table.is_visible()
    # The city and its 114 communes.
    assert table.locator("tbody tr").count() == 115


def test_tables_keep_to_the_width_of_a_phone_and_their_first_column_stays(visit: Any) -> None:
    tab = visit(LONG, 390)
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert tab.evaluate(_SCROLL) <= 0
    boxes = tab.evaluate(_BOXES)
    assert len(boxes) >= 4
    assert all(left >= 0 and right <= 390 for left, right, _ in boxes)
    assert any(wider for *_, wider in boxes)
    assert tab.evaluate(_STUB) == pytest.approx(0, abs=1)


#: Left and right edge of each box that scrolls, and whether its table is wider.
_BOXES = """() => [...document.querySelectorAll(".scroll")].map(e => [
    e.getBoundingClientRect().left, e.getBoundingClientRect().right,
    e.scrollWidth > e.clientWidth])"""
#: How far the first column moves when the widest table is scrolled to its end.
_STUB = """() => {
    const box = [...document.querySelectorAll(".scroll")]
        .sort((a, b) => b.scrollWidth - a.scrollWidth)[0];
    const cell = box.querySelector("tbody th");
    const before = cell.getBoundingClientRect().left;
    box.scrollLeft = 10000;
    return cell.getBoundingClientRect().left - before; }"""


def test_paper_has_long_tables_whole_and_none_beyond_its_edge(visit: Any, tmp_path: Path) -> None:
    # 175 mm between the margins of A4, in pixels of 1/96 inch.
    tab = visit(LONG, 661)
    tab.emulate_media(media="print")
    assert all(right <= 662 and height > 20 for right, height in tab.evaluate(_TABLES))
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    (tmp_path / "page.pdf").write_bytes(tab.pdf(prefer_css_page_size=True))
    command = ["pdftotext", "-layout", str(tmp_path / "page.pdf"), "-"]
    printed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    # The list at the end of the indicator: every commune with its score on one line, where its
    # name may have wrapped before.
    missing = [
        member.name
        for place, member in enumerate(code_list("communes_haiphong").members)
        if not re.search(rf"{member.name.split()[-1]}\s+{number(95.0 - place / 4, 2)}", printed)
    ]
    assert missing == []


_TABLES = """() => [...document.querySelectorAll("table")].map(t => [
    t.getBoundingClientRect().right, t.getBoundingClientRect().height])"""


def test_a_warning_is_marked_in_the_charts_and_told_in_their_words(visit: Any) -> None:
    tab = visit(LONG)
    alts = tab.evaluate("() => [...document.images].map(i => i.alt)")
    assert any("cảnh báo: tháng 10 năm 2026" in alt for alt in alts)
    assert any(alt.startswith("Biểu đồ quạt") for alt in alts)


def test_the_search_finds_with_and_without_marks(visit: Any) -> None:
    tab = visit("2024-07/index.html")
    rows = tab.locator("[data-line]:visible")
    assert rows.count() == 109
    for words in ("thu ngân sách", "NGAN SACH thu", "HP.A.II.1"):
        tab.fill("#tim", words)
        assert "Thu ngân sách" in rows.first.inner_text()
        assert 1 <= rows.count() < 20
    tab.fill("#tim", "không có gì như thế")
    assert rows.count() == 0
    tab.fill("#tim", "")
    assert rows.count() == 109
    assert tab.errors == []


def test_without_scripts_the_index_is_a_list_of_links(visit: Any) -> None:
    tab = visit("2024-07/index.html", script=False)
    assert tab.locator("[data-line]:visible").count() == 109
    assert not tab.locator("#tim").is_visible()


def test_the_keyboard_reaches_the_content_first(visit: Any) -> None:
    tab = visit(PAGES[0])
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    assert tab.locator(".skip").bounding_box()["x"] >= 0
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_hostile_text_in_the_page_does_nothing(visit: Any, pages: Path) -> None:
    text = (pages / PAGES[0]).read_text(encoding="utf-8")
    hostile = "<script>document.title = 'taken'</script><img src='https://evil.example/x.png'>"
    name = "2024-07/hostile.html"
    (pages / name).write_text(text.replace('<main id="main">', hostile), encoding="utf-8")
    tab = visit(name)
    assert tab.title() == "Ngân sách"
    assert [e for e in tab.errors if "Content Security Policy" in e]


def test_a_page_prints_with_its_headings_beside_what_they_head(visit: Any, tmp_path: Path) -> None:
    printed = visit(PAGES[0]).pdf(prefer_css_page_size=True)
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 8
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    (tmp_path / "page.pdf").write_bytes(printed)
    command = ["pdftotext", "-layout", str(tmp_path / "page.pdf"), "-"]
    sheets = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\f")
    heads = {"Điểm chính", "Bảng số liệu", "Biểu đồ", "Từng chỉ số", "Nguồn",
             "Phương pháp và nguồn số liệu"}  # fmt: skip
    marks = {"DỰ THẢO", ""}
    last = [[line.strip() for line in sheet.splitlines() if line.strip() not in marks][-1:]
            for sheet in sheets]  # fmt: skip
    assert not [line for line in last if line and line[0] in heads]
