"""The Word file: layout of official documents, real structure, traced numbers, text as text."""

from __future__ import annotations

import io
import re
import struct
import subprocess
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest

from phantich.brief import Brief, dump, word
from phantich.brief.model.content import Content
from phantich.brief.tables import Cell, Column, Row, Table
from phantich.brief.text import literal
from phantich.brief.word.widths import LANDSCAPE, PORTRAIT, plan
from phantich.errors import DataError
from tests.brief.office_files import (
    DRAWN_TEXT,
    HOSTILE,
    TOTAL,
    W,
    blocks,
    hostile_rows,
    namespaces,
    paragraphs,
    parts,
    text_of,
    xml,
)
from tests.brief.tracing import faults

#: Twentieths of a point in a millimetre.
MM = 1440 / 25.4


def test_paper_and_margins_are_those_of_the_decree(prices: Brief) -> None:
    """Decree 30/2020, Appendix I: A4, above and below 20–25 mm, left 30–35, right 15–20."""
    for section in docx.Document(io.BytesIO(word.render(prices))).sections:
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        assert 20 <= round(section.top_margin.mm, 1) <= 25
        assert 20 <= round(section.bottom_margin.mm, 1) <= 25
        assert 30 <= round(section.left_margin.mm, 1) <= 35
        assert 15 <= round(section.right_margin.mm, 1) <= 20


def test_page_numbers_stand_in_the_top_margin_but_not_on_the_first_page(prices: Brief) -> None:
    package = word.render(prices)
    section = xml(package).find(f".//{W}sectPr")
    assert section.find(f"{W}titlePg") is not None
    (reference,) = section.findall(f"{W}headerReference")
    assert reference.get(f"{W}type") == "default"
    header = xml(package, "word/header1.xml")
    assert "PAGE" in header.findtext(f".//{W}instrText")
    style = docx.Document(io.BytesIO(package)).styles["header"]
    assert style.paragraph_format.alignment == 1
    assert 13 <= style.font.size.pt <= 14
    distance = int(section.find(f"{W}pgMar").get(f"{W}header"))
    assert distance + 14 * 20 * 1.2 < 20 * MM


def test_fonts_sizes_and_language(prices: Brief) -> None:
    styles = xml(word.render(prices), "word/styles.xml")
    default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert set(default.find(f"{W}rFonts").attrib.values()) == {"Times New Roman"}
    assert default.find(f"{W}lang").get(f"{W}val") == "vi-VN"
    assert {c.get(f"{W}val") for c in styles.iter(f"{W}color")} == {"000000"}
    document = docx.Document(io.BytesIO(word.render(prices)))
    body = document.styles["Body Text"]
    size = body.font.size or document.styles["Normal"].font.size
    assert size is None or 13 <= size.pt <= 14
    assert int(default.find(f"{W}sz").get(f"{W}val")) in {26, 28}
    assert body.paragraph_format.alignment == 3
    assert 1.0 <= body.paragraph_format.first_line_indent.cm <= 1.27
    assert body.paragraph_format.space_after.pt >= 6
    english = xml(word.render(prices, "en"), "word/styles.xml")
    assert english.find(f".//{W}lang").get(f"{W}val") == "en-GB"


def test_the_head_of_the_document(mixed: Brief) -> None:
    package = word.render(mixed)
    left, right = xml(package).find(f".//{W}tbl").iter(f"{W}tc")
    lines = [text_of(p) for p in right.iter(f"{W}p")]
    assert lines[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert lines[-1] == "Hải Phòng, ngày …… tháng …… năm 2024"
    lines = [text_of(p).replace("\xa0", " ") for p in left.iter(f"{W}p")]
    assert lines[:2] == ["CỤC THỐNG KÊ", "THỐNG KÊ THÀNH PHỐ HẢI PHÒNG"]
    assert "Số: ……/BC-……" in lines
    assert "DỰ THẢO" in lines
    blanks = [s.get(f"{W}val") for s in xml(package).iterfind(f".//{W}sdtPr/{W}tag")]
    assert blanks == ["number", "symbol", "day", "month", "signer", "name"]
    sizes = {
        text_of(r): r.find(f"{W}rPr/{W}sz").get(f"{W}val")
        for r in right.iter(f"{W}r")
        if r.find(f"{W}rPr/{W}sz") is not None
    }
    assert sizes["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"] in {"24", "26"}
    assert not xml(package).find(f".//{W}tbl").findall(f".//{W}tblBorders")
    assert paragraphs(package, "Title") == ["BÁO CÁO"]
    assert any(line.endswith("./.") for line in paragraphs(package))
    assert paragraphs(package, "Recipients")[-1] == "- Lưu: VT."


def test_a_released_edition_is_no_draft(prices: Brief) -> None:
    released = Brief(prices.content.model_copy(update={"edition": "released"}))
    assert "DỰ THẢO" not in "".join(paragraphs(word.render(released)))


def test_headings_are_word_headings_with_numbers_of_their_own(mixed: Brief) -> None:
    document = docx.Document(io.BytesIO(word.render(mixed)))
    levels = [int(p.style.name[-1]) for p in document.paragraphs if "eading" in p.style.name]
    assert levels[0] == 1
    assert {1, 2, 3} <= set(levels)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    numbering = xml(word.render(mixed), "word/numbering.xml")
    formats = [
        (lvl.find(f"{W}pStyle").get(f"{W}val"), lvl.find(f"{W}lvlText").get(f"{W}val"),
         lvl.find(f"{W}numFmt").get(f"{W}val"))
        for lvl in numbering.find(f"{W}abstractNum").iter(f"{W}lvl")
    ]  # fmt: skip
    assert formats == [
        ("Heading1", "%1.", "upperRoman"),
        ("Heading2", "%2.", "decimal"),
        ("Heading3", "%3)", "lowerLetter"),
    ]


def test_tables_are_tables_with_heads_that_repeat_and_counted_captions(mixed: Brief) -> None:
    package = word.render(mixed)
    tables = [
        t for t in xml(package).iter(f"{W}tbl") if t.find(f"{W}tblPr/{W}tblCaption") is not None
    ]
    assert len(tables) == len(mixed.tables)
    for drawn, given in zip(tables, mixed.tables, strict=True):
        rows = drawn.findall(f"{W}tr")
        heads = [r for r in rows if r.find(f"{W}trPr/{W}tblHeader") is not None]
        assert heads == rows[: len(heads)]
        assert len(rows) - len(heads) == len(given.rows)
        assert len(rows[-1].findall(f"{W}tc")) == len(given.columns) + 1
        grid = [int(c.get(f"{W}w")) for c in drawn.iter(f"{W}gridCol")]
        assert sum(grid) <= round(160 * MM)
    captions = paragraphs(package, "TableCaption")
    assert [c.split(".")[0] for c in captions] == [f"Bảng {t.number}" for t in mixed.tables]
    fields = [f.get(f"{W}instr").split()[:2] for f in xml(package).iter(f"{W}fldSimple")]
    assert fields.count(["SEQ", "Bảng"]) == len(mixed.tables)
    assert fields.count(["SEQ", "Hình"]) == len(mixed.charts) > 0


def test_pictures_have_words_and_200_dots_an_inch(mixed: Brief) -> None:
    package = word.render(mixed)
    words = [e.get("descr") for e in xml(package).iter() if e.tag.endswith("}docPr")]
    assert words == [chart.alt.plain() for chart in mixed.charts]
    pictures = [content for name, content in parts(package).items() if name.endswith(".png")]
    assert len(pictures) == len(mixed.charts)
    for picture in pictures:
        width, _ = struct.unpack(">II", picture[16:24])
        assert width >= 200 * 160 / 25.4


def test_simulated_figures_say_so_in_head_table_and_footnote(mixed: Brief, prices: Brief) -> None:
    package = word.render(mixed)
    (notice,) = paragraphs(package, "Notice")
    assert "mô phỏng" in notice
    (note,) = (text_of(n) for n in xml(package, "word/footnotes.xml")[2:])
    assert "mô phỏng" in note
    reference = xml(package).find(f".//{W}footnoteReference")
    assert reference.get(f"{W}id") == "1"
    stubs = paragraphs(package, "TableStub")
    assert "Thu nội địa (mp)" in stubs
    assert TOTAL in stubs
    assert any("(mp): số liệu mô phỏng" in foot for foot in paragraphs(package, "TableNote"))
    real = word.render(prices)
    assert paragraphs(real, "Notice") == []
    assert len(xml(real, "word/footnotes.xml")) == 2


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_numeral_is_traced(mixed: Brief, prices: Brief, lang: Any) -> None:
    for brief in (mixed, prices):
        package = word.render(brief, lang)
        assert faults(blocks(package), brief.content, lang) == []
        assert sum(bool(p.fact) for block in blocks(package) for p in block) >= 30


def test_a_number_of_unknown_origin_would_be_found(mixed: Brief) -> None:
    content = mixed.content
    key = next(i for i in mixed.points[0].facts)
    false = content.facts[key].model_copy(update={"value": content.facts[key].value + 7.7})
    wrong = content.model_copy(update={"facts": {**content.facts, key: false}})
    assert faults(blocks(word.render(mixed)), wrong)


def test_facts_alone_give_the_same_bytes(mixed: Brief) -> None:
    package = word.render(mixed)
    again = Brief(Content.model_validate_json(dump(mixed.content)))
    assert word.render(again) == package
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = archive.namelist()
    assert names[0] == "[Content_Types].xml"
    assert names[2:] == sorted(names[2:])


def test_properties_say_what_it_is(mixed: Brief) -> None:
    about = docx.Document(io.BytesIO(word.render(mixed))).core_properties
    assert about.title.startswith("Nhóm chỉ số Tài chính - ngân sách nhà nước tháng 7 năm 2024")
    assert (about.language, about.author) == ("vi-VN", "Thống kê thành phố Hải Phòng")
    assert about.created.isoformat()[:10] == mixed.content.data_as_of
    assert (about.content_status, about.keywords) == ("draft", "HP.A.II, 2024-07")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_from_data_is_text(brief_of: Any, figure: Any, hostile: str) -> None:
    rows = hostile_rows(figure, hostile)
    package = word.render(brief_of("haiphong", "HP.A.II", "2024-07", rows))
    assert any(hostile in text for text in paragraphs(package, "TableStub"))
    assert hostile in "".join(paragraphs(package))
    assert namespaces(package) <= DRAWN_TEXT


def test_control_characters_are_left_out(brief_of: Any, figure: Any) -> None:
    rows = [figure("2024-07", "ytd", 60.0, item="a\x00\x08b\ufffe\tc", source="x\x1by")]
    package = word.render(brief_of("haiphong", "HP.A.II", "2024-07", rows))
    assert "ab c" in "".join(paragraphs(package))


def test_a_group_without_figures_is_a_document_too(brief_of: Any, figure: Any) -> None:
    brief = brief_of("haiphong", "HP.A.III", "2024-07", [figure("2024-07", "ytd", 1.0)])
    text = "\n".join(paragraphs(word.render(brief)))
    assert "Chưa có số liệu của tháng" in text
    assert "Nơi nhận:" in text


def table(columns: int, digits: str, label: str = "Chỉ tiêu") -> Table:
    """A table of one row with that many columns of the same figure."""
    cells = tuple(Cell(literal(digits, digits)) for _ in range(columns))
    return Table(
        caption=literal("x", "x"),
        unit=literal("x", "x"),
        stub=literal("x", "x"),
        columns=tuple(Column(literal("Cột", "Column")) for _ in range(columns)),
        rows=(Row(literal(label, label), cells),),
        codes=("HP.A.II.1",),
    )


@pytest.mark.parametrize(
    ("columns", "digits", "turned", "size"),
    [(3, "1.234,5", False, 11.0), (8, "104,55", False, 11.0), (9, "123.456.789,0", True, 9.0)],
)
def test_wide_tables_get_smaller_letters_and_then_a_turned_page(
    columns: int, digits: str, turned: bool, size: float
) -> None:
    made = table(columns, digits)
    found = plan(made, lambda _: [digits], "vi")
    assert (found.turned, found.size) == (turned, size)
    assert sum(found.widths) <= (LANDSCAPE if turned else PORTRAIT)
    # Digits of Times New Roman are half as wide as the letters are high.
    assert min(found.widths[1:]) >= len(digits.replace(".", "")) * found.size * 10


def test_a_turned_page_is_a_section_of_its_own(mixed: Brief) -> None:
    brief = Brief(mixed.content)
    wide = table(14, "123.456.789,0").numbered(1)
    brief.__dict__["tables"] = [wide]
    sections = docx.Document(io.BytesIO(word.render(brief))).sections
    assert [s.orientation for s in sections] == [0, 1, 0]
    assert [s.different_first_page_header_footer for s in sections] == [True, False, False]
    assert all(round(s.left_margin.mm) == 30 for s in sections)


def test_another_office_may_issue_it(prices: Brief, tmp_path: Path) -> None:
    path = tmp_path / "office.yaml"
    lines = [f"{k}: {{vi: {k} vi, en: {k} en}}" for k in ("superior", "issuer", "place", "signer")]
    path.write_text("\n".join([*lines, "recipients: [{vi: a, en: b}]"]), encoding="utf-8")
    texts = paragraphs(word.render(prices, "vi", word.read_office(path)))
    assert "ISSUER VI" in texts
    assert "- a;" in texts
    path.write_text("superior: x\nfax: 1", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        word.read_office(path)
    assert len(caught.value.faults) == 6


@pytest.mark.office
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_libreoffice_opens_it(mixed: Brief, soffice: str, tmp_path: Path, lang: Any) -> None:
    (tmp_path / "brief.docx").write_bytes(word.render(mixed, lang))
    command = [
        soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
        "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "brief.docx"),
    ]  # fmt: skip
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    pdf = (tmp_path / "brief.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert re.search(rb"/MediaBox\s*\[\s*0 0 59[45]", pdf)
