"""The tracer itself: what it takes for a fact, for structure, and for an error."""

from __future__ import annotations

from typing import Any

import pytest
from matplotlib.figure import Figure

from phantich.brief.structure import loose, names_of
from phantich.brief.tracing import UntracedError, check_page
from phantich.brief.tracing_charts import check_drawing

FACT = "VN.CPI/cpi|Chỉ số giá tiêu dùng|Việt Nam|2024-11|yoy"


@pytest.fixture
def content(brief_of: Any, november_2024: Any) -> Any:
    """The content of November 2024."""
    return brief_of("vietnam", "VN.A", "2024-11", november_2024).content


@pytest.mark.parametrize(
    "text",
    [
        "Tháng 10 năm 2026, 10 tháng, tháng 7/2025, quý III/2026, Bảng 3",
        "Số liệu đến ngày 06/11/2026; figures as of 6 November 2026",
        "Nghị quyết 202/2025/QH15, Quyết định 1012/QĐ-TTg, HP.A.II.1, VN.CPI",
        "kỳ so sánh bằng 100; 2019=100",
        "lúc 23 giờ ngày 18/10/2026, 7:00 on 31 October 2026, tuần 43 năm 2026, week 43 of 2026",
    ],
)
def test_dates_codes_and_numbering_order_a_page(text: str) -> None:
    assert not any(letter.isdigit() for letter in loose(text))


@pytest.mark.parametrize(
    "text",
    ["tăng 5 nhóm", "đạt 2.025 tỷ đồng", "bằng 98,3%", "5/11 nhóm tăng", "2026%", "2.026,5", "101"],
)
def test_anything_else_is_no_structure(text: str) -> None:
    assert any(letter.isdigit() for letter in loose(text))


def test_a_numeral_without_a_fact_is_an_error(content: Any) -> None:
    with pytest.raises(UntracedError, match="'8' in 'có 8 nhóm tăng'"):
        check_page("<p>có 8 nhóm tăng</p>", content, "vi")
    with pytest.raises(UntracedError):
        check_page('<img alt="tăng 2,77%">', content, "vi")


def test_a_numeral_must_print_its_fact(content: Any) -> None:
    right = f'<p><data data-fact="{FACT}">2,77</data>%</p>'
    assert check_page(right, content, "vi").facts == 1
    for wrong in ("2,78", "27,7", "102,8"):
        if wrong != "102,8":
            with pytest.raises(UntracedError, match=wrong):
                check_page(right.replace("2,77", wrong), content, "vi")
    # 102.76657 is printed with one decimal, too.
    assert check_page(right.replace("2,77", "102,8"), content, "vi").facts == 1
    with pytest.raises(UntracedError):
        check_page(right.replace("2024-11", "2024-10"), content, "vi")


def test_what_a_template_counts_is_declared(content: Any) -> None:
    assert check_page('<p><span data-structural="count">8</span> nguồn</p>', content, "vi")
    with pytest.raises(UntracedError):
        check_page('<p><span data-structural="count">8</span> nguồn, 9</p>', content, "vi")


def test_words_of_an_attribute_are_traced_part_by_part(content: Any) -> None:
    html = """<img alt="tăng 2,77%" data-alt='["tăng ", ["2,77", "KEY"], "%"]'>"""
    html = html.replace("KEY", FACT)
    assert check_page(html, content, "vi").facts == 1
    with pytest.raises(UntracedError, match="other words"):
        check_page(html.replace('alt="tăng', 'alt="giảm'), content, "vi")


def test_a_drawing_shows_facts_periods_and_scales(content: Any) -> None:
    figure = Figure()
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 5])
    axes.text(0, 0, "2,77%\n11/2024")
    figure.draw_without_rendering()
    assert check_drawing(figure, [content.fact(FACT)], names_of(content), "vi").facts == 1
    axes.text(1, 1, "3,14%")
    with pytest.raises(UntracedError, match="3,14"):
        check_drawing(figure, [content.fact(FACT)], names_of(content), "vi")
