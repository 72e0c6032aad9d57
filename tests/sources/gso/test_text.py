"""Numbers and dates that workbooks hold as texts."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.sources.gso.text import clean, date_text, fold, is_gap, number_in, strip_mark


@pytest.mark.parametrize(
    ("text", "value", "repaired"),
    [
        ("1284,0", 1284.0, False),
        ("-14.9", -14.9, False),
        ("-0.09", -0.09, False),
        ("115..5", 115.5, True),
        ("13 112.6", 13112.6, False),
        ("1.234,5", 1234.5, False),
        ("1.234.567", 1234567.0, False),
        ("− 3,5", -3.5, True),
        (" 98,7% ", 98.7, False),
    ],
)
def test_numbers_typed_as_text(text: str, value: float, repaired: bool) -> None:
    assert number_in(text) == (value, repaired)


@pytest.mark.parametrize("text", ["", " - ", "…", "Hà Nội", "2,5 lần", "1/7/2013", "T5", "1.2.3"])
def test_texts_that_are_no_numbers(text: str) -> None:
    assert number_in(text) is None


@given(st.floats(-1e9, 1e9).map(lambda x: round(x, 3)))
def test_a_number_survives_being_typed_the_vietnamese_way(value: float) -> None:
    assert number_in(f"{value:.3f}".replace(".", ",")) == (value, False)


def test_gaps() -> None:
    assert all(is_gap(text) for text in ("       -", " ", "…", "..."))
    assert not is_gap("0")


def test_dates_that_excel_made_of_a_month() -> None:
    # 1/7/2013 typed where Excel reads month first is stored as 2013-01-07.
    assert date_text(dt.datetime(2013, 1, 7)) == "7/2013"
    assert date_text(dt.datetime(2013, 7, 1)) == "7/2013"


def test_marks_and_spaces() -> None:
    assert strip_mark("LẠM PHÁT CƠ BẢN(*)") == ("LẠM PHÁT CƠ BẢN", "(*)")
    assert strip_mark("(*)") == ("(*)", "")
    assert clean("\u00a0Tháng \r\n 2 ") == "Tháng 2"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
