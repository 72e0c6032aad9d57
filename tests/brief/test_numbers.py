"""Numbers in words; expected texts as Vietnamese statistical releases write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich import language
from phantich.brief import numbers


@pytest.mark.parametrize(
    ("value", "decimals", "vi", "en"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (190379.0, 0, "190.379", "190,379"),
        (-0.35, 2, "−0,35", "−0.35"),
        (0.005, 2, "0,01", "0.01"),
        (2.675, 2, "2,68", "2.68"),
        (-0.004, 2, "0,00", "0.00"),
        (999.95, 1, "1.000,0", "1,000.0"),
    ],
)
def test_numbers_have_the_marks_of_the_language(
    value: float, decimals: int, vi: str, en: str
) -> None:
    assert language.number(value, decimals) == vi
    assert language.number(value, decimals, "en") == en


@pytest.mark.parametrize(
    ("index", "decimals", "vi", "en"),
    [
        (100.1275, 2, "tăng 0,13%", "up 0.13%"),
        (99.7829, 2, "giảm 0,22%", "down 0.22%"),
        (100.0, 2, "không đổi", "unchanged"),
        (99.996, 2, "không đổi", "unchanged"),
        (99.995, 2, "giảm 0,01%", "down 0.01%"),
        (200.0, 1, "tăng 100,0%", "up 100.0%"),
        (211.0, 1, "gấp 2,11 lần", "2.11 times"),
        (300.0, 1, "gấp 3 lần", "3 times"),
    ],
)
def test_changes_have_a_direction_and_an_absolute_value(
    index: float, decimals: int, vi: str, en: str
) -> None:
    assert numbers.plain(numbers.change(index, decimals)) == vi
    assert numbers.plain(numbers.change(index, decimals, "en")) == en


def test_ratios_points_and_units() -> None:
    assert numbers.ratio(98.3) == "bằng 98,3%"
    assert numbers.plain(numbers.points(-0.12)) == "giảm 0,12 điểm phần trăm"
    assert numbers.plain(numbers.points(0.12, lang="en")) == "up 0.12 percentage points"
    assert numbers.plain(numbers.with_unit("20.789", "tỷ đồng")) == "20.789 tỷ đồng"
    assert numbers.with_unit("20.789", "tỷ đồng").count(language.NBSP) == 1


@given(st.floats(min_value=-1e9, max_value=1e9), st.integers(0, 3))
def test_a_printed_number_reads_back_to_within_half_a_unit(value: float, decimals: int) -> None:
    text = language.number(value, decimals).replace(".", "").replace(",", ".")
    read = float(text.replace(language.MINUS, "-"))
    assert abs(read - value) <= 0.5 * 10**-decimals * (1 + 1e-9)
    assert not text.startswith(f"{language.MINUS}0") or read != 0


@given(st.floats(min_value=0, max_value=1e4))
def test_a_change_never_shows_a_sign(index: float) -> None:
    for lang in ("vi", "en"):
        told = numbers.change(index, 2, "vi" if lang == "vi" else "en")
        assert language.MINUS not in told
        assert "-" not in told
