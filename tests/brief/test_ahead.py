"""Early warnings and the outlook on the page: what they say is traced, their charts are drawn."""

from __future__ import annotations

import io
from typing import Any

import pytest

from phantich.brief import Brief, dump
from phantich.brief.model.content import Content
from phantich.brief.model.facts import Fact
from phantich.brief.model.flags import Flag
from phantich.brief.model.outlook import Band, Outlook
from phantich.brief.text import Numeral, Text, literal
from phantich.brief.tracing import UntracedError, check_page
from phantich.brief.word import render

CODE, ID = "HP.A.II.1", "revenue"
MONTHS = [f"2024-{month:02}" for month in range(1, 12)]


def key(period: str, measure: str = "level") -> str:
    return f"{CODE}/{ID}|Tổng thu ngân sách nhà nước|Hải Phòng|{period}|{measure}"


def said(digits_vi: str, digits_en: str, fact: str) -> Text:
    """A sentence with one number."""
    return Text(
        ("Thu tháng tới khoảng ", Numeral(digits_vi, fact), " tỷ đồng."),
        ("Next month: about ", Numeral(digits_en, fact), " billion dong."),
    )


def forecast(measure: str, value: float) -> Fact:
    return Fact(
        id=key("2024-12", measure),
        indicator=CODE,
        component=ID,
        item="Tổng thu ngân sách nhà nước",
        area="Hải Phòng",
        period="2024-12",
        measure=measure,
        value=value,
        unit="tỷ đồng",
        status="E",
        vintage="2024-11-29",
        source="dự báo",
        simulated=False,
        rule="forecast",
    )


@pytest.fixture
def brief(brief_of: Any, figure: Any) -> Brief:
    """Eleven months of revenue with a flag on the last, a forecast of the next."""
    rows = [figure(p, "level", 8000.0 + 10 * n) for n, p in enumerate(MONTHS)]
    content: Content = brief_of("haiphong", "HP.A.II", "2024-11", rows).content
    ends = {"middle": 8200.0, "low80": 8000.0, "high80": 8400.0, "low95": 7900.0, "high95": 8500.0}
    facts = [forecast(f"forecast:{name}", value) for name, value in ends.items()]
    screened = facts[0].model_copy(update={"id": "screened", "value": 12.0, "unit": "chuỗi"})
    outlook = Outlook(
        indicator=CODE,
        component=ID,
        says=said("8.200", "8,200", facts[0].id),
        title=literal("Thu ngân sách dự báo tăng", "Revenue is expected to rise"),
        subtitle=literal("tỷ đồng", "billion dong"),
        past=tuple(key(p) for p in MONTHS),
        steps=(Band(**{name: key("2024-12", f"forecast:{name}") for name in ends}),),
    )
    flag = Flag(
        indicator=CODE,
        component=ID,
        severity="alarm",
        says=said("8.100", "8,100", key("2024-11")),
        facts=(key("2024-11"),),
    )
    update = {
        "flags": (flag,),
        "screened": "screened",
        "outlook": (outlook,),
        "edition_facts": {fact.id: fact for fact in (*facts, screened)},
    }
    return Brief(content.model_copy(update=update))


def test_saved_warnings_and_outlook_come_back_with_their_traces(brief: Brief) -> None:
    again = Content.model_validate_json(dump(brief.content))
    assert again == brief.content
    assert again.outlook[0].says.facts == (key("2024-12", "forecast:middle"),)


def test_key_points_begin_with_the_flag(brief: Brief) -> None:
    assert brief.points[0] == brief.content.flags[0].says


def test_the_sections_are_traced_in_both_languages(brief: Brief) -> None:
    warnings, outlook = brief.warning_section(), brief.outlook_section()
    for lang, word, count in (("vi", "nghiêm trọng", "12 chuỗi"), ("en", "serious", "12 series")):
        page = warnings.make(lang) + outlook.make(lang)
        assert check_page(page, brief.content, lang).facts >= 3
        plain = page.replace("</data>", "").replace('<data value="12" data-fact="screened">', "")
        assert word in plain
        assert count in plain
        assert page.count("<picture>") == 1


def test_a_number_of_a_flag_that_its_fact_does_not_have_is_an_error(brief: Brief) -> None:
    wrong = brief.content.flags[0].model_copy(
        update={"says": said("9.999", "9,999", key(MONTHS[0]))}
    )
    content = brief.content.model_copy(update={"flags": (wrong,)})
    with pytest.raises(UntracedError, match=r"9\.999"):
        check_page(Brief(content).warning_section().make("vi"), content, "vi")


def test_word_has_both_sections(brief: Brief) -> None:
    from docx import Document

    document = Document(io.BytesIO(render(brief)))
    heads = [p.text for p in document.paragraphs if p.style.name.startswith("Heading 1")]
    assert heads.index("Cảnh báo sớm") < heads.index("Triển vọng")


def test_without_screening_or_forecast_the_page_says_so(brief_of: Any, figure: Any) -> None:
    plain = brief_of("haiphong", "HP.A.II", "2024-11", [figure("2024-11", "level", 8000.0)])
    assert "chưa sàng lọc cảnh báo sớm" in plain.warning_section().make("vi")
    assert "chưa lập dự báo" in plain.outlook_section().make("vi")
