"""Stretches of time as headers and titles name them; texts taken from real workbooks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.sources.gso.families.cpi_headers import Comparison, comparison
from phantich.sources.gso.headers import Month, When, split_comparison, when
from phantich.sources.gso.text import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ước tính tháng 2 năm 2000", When("month", 2000, 2)),
        ("Tháng 02/2009", When("month", 2009, 2)),
        ("tháng Sáu năm 2012", When("month", 2012, 6)),
        ("tháng Năm năm 2012", When("month", 2012, 5)),
        ("tháng năm 2012", When("year", 2012)),
        ("Tháng Mười Hai năm 2011", When("month", 2011, 12)),
        ("Cộng dồn 5 tháng đầu năm 2024", When("ytd", 2024, 5)),
        ("Ước tính 9 tháng năm 2013", When("ytd", 2013, 9)),
        ("Bình quân quý III năm 2023", When("quarter", 2023, 3)),
        ("Chỉ số giá quí I năm 2008", When("quarter", 2008, 1)),
        ("thời điểm 01/6/2024", When("date", 2024, 6)),
        ("7/2013", When("month", 2013, 7)),
        ("Năm 2001", When("year", 2001)),
        ("Tháng 12", When("month", None, 12)),
        ("tháng 13 năm 2001", When("year", 2001)),
        ("Trị giá", When()),
    ],
)
def test_when(text: str, expected: When) -> None:
    assert when(fold(text)) == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Tháng 4 so với: Kỳ gốc", ("thang 4", "ky goc")),
        ("So cùng kỳ năm trước (%)", ("", "cung ky nam truoc (%)")),
        ("Số dự án", ("so du an", None)),
    ],
)
def test_split_comparison(text: str, parts: tuple[str, str | None]) -> None:
    assert split_comparison(fold(text)) == parts


@given(st.integers(1990, 2050), st.integers(1, 12), st.integers(-400, 400))
def test_months_shift_there_and_back(year: int, month: int, by: int) -> None:
    assert Month(year, month).shift(by).shift(-by) == Month(year, month)


SEPTEMBER = Month(2023, 9)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Tháng 9 năm 2023 so với: Kỳ gốc (2019)", Comparison("vs_base", SEPTEMBER, "2019")),
        ("Tháng 9 năm 2023 so với: Tháng 9 năm 2022", Comparison("yoy", SEPTEMBER)),
        ("Tháng 9 năm 2023 so với cùng kỳ năm trước", Comparison("yoy", SEPTEMBER)),
        ("Tháng 9 năm 2023 so với: Tháng 12 năm 2022", Comparison("vs_december", SEPTEMBER)),
        ("Tháng 9 năm 2023 so với: Tháng 8 năm 2023", Comparison("mom", SEPTEMBER)),
        ("Tháng 9 năm 2023 so với tháng trước", Comparison("mom", SEPTEMBER)),
        ("Bình quân 9 tháng năm 2023 so với cùng kỳ", Comparison("ytd_average", SEPTEMBER)),
        ("Chỉ số giá 9 tháng năm 2023 so với cùng kỳ", Comparison("ytd_average", SEPTEMBER)),
        ("Bình quân quý III so với cùng kỳ", Comparison("quarter_average", SEPTEMBER)),
        ("Năm 2023 so với năm 2022", Comparison("ytd_average", Month(2023, 12))),
        ("Tháng 9 năm 2023 so với: Tháng 5 năm 2022", None),
        ("Tháng 9 năm 2023 so với: Kỳ gốc", None),
        ("Quý III năm 2023 so với quý trước", None),
        ("Quyền số", None),
    ],
)
def test_comparison(header: str, expected: Comparison | None) -> None:
    assert comparison(header, SEPTEMBER) == expected


def test_december_is_last_month_in_january_and_last_year_in_december() -> None:
    january = comparison("Tháng 01 năm 2012 so với: Tháng 12 năm 2011", Month(2012, 1))
    december = comparison("Tháng 12 năm 2012 so với: Tháng 12 năm 2011", Month(2012, 12))
    assert january is not None
    assert december is not None
    assert (january.measure, december.measure) == ("mom", "yoy")
