"""The tracer itself: it must find what is wrong, or it proves nothing about the faces."""

from __future__ import annotations

from typing import Any

import pytest

from tests.brief.tracing import Piece, faults, loose

MOM = "VN.CPI/cpi|Giáo dục|Việt Nam|2024-11|mom"


@pytest.fixture
def content(brief_of: Any, november_2024: Any) -> Any:
    """The content of November 2024, in which education rose by 0,1138 per cent."""
    return brief_of("vietnam", "VN.A", "2024-11", november_2024).content


@pytest.mark.parametrize("printed", ["0,11", "100,11", "0,114", "100,1138", "tháng 11 năm 2024"])
def test_forms_in_which_a_fact_is_printed(content: Any, printed: str) -> None:
    assert faults([[Piece("tăng "), Piece(printed, MOM), Piece("%")]], content) == []


@pytest.mark.parametrize("printed", ["0,12", "100,1", "1,11", "", "tháng 10 năm 2024", "0.11"])
def test_other_digits_are_found(content: Any, printed: str) -> None:
    # One decimal is a rounding of the value, and so it is right.
    expected = 0 if printed == "100,1" else 1
    assert len(faults([[Piece(printed, MOM)]], content)) == expected


def test_a_claim_of_an_unknown_fact_is_found(content: Any) -> None:
    assert len(faults([[Piece("0,11", "VN.CPI/cpi|Giáo dục|Việt Nam|2099-11|mom")]], content)) == 1


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("tăng 4,5% so với tháng 12 năm 2025 (Bảng 2)", ["4,5"]),
        ("8/11 nhóm tăng", ["8", "11"]),
        ("cao nhất trong 36 tháng, 2.026 tỷ đồng", ["2.026"]),
        ("Nghị quyết 202/2025/QH15, ngày 06/11/2026, HP.A.II.3", []),
        ("Quyết định 1708/QĐ-BKHĐT; kỳ gốc 2019 = 100", []),
        ("October 2026, 45 visits", ["45"]),
    ],
)
def test_what_is_structure_and_what_is_not(text: str, left: list[str]) -> None:
    assert loose(text) == left


def test_numerals_inside_names_of_the_content_mean_nothing(content: Any) -> None:
    source = "2024-11-29-02.-Bieu-T11.2024.xlsx"
    assert faults([[Piece(f"Nguồn: {source}")]], content) == []
    assert len(faults([[Piece(f"Nguồn: {source} và 12,7 điểm")]], content)) == 1
