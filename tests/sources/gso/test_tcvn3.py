"""Decoding of old texts; right readings from the reference data's list of traps."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.sources.gso import tcvn3
from phantich.sources.gso.syllables import KNOWN


@pytest.mark.parametrize(
    ("raw", "right"),
    [
        ("8. XuÊt khÈu th¸ng 1 n¨m 2000", "8. Xuất khẩu tháng 1 năm 2000"),
        ("cïng kú năm 2009", "cùng kỳ năm 2009"),
        ("H¶i D\xad\xad¬ng", "Hải Dương"),
        ("so víi năm 2006", "so với năm 2006"),
        ("GI¸ TRÞ S¶N XUÊT C¤NG NGHIÖP", "GIÁ TRỊ SẢN XUẤT CÔNG NGHIỆP"),
        ("ChØ sè gi¸ ®« la mü", "Chỉ số giá đô la mỹ"),
        ("Nghìn tấn; triệu USD", "Nghìn tấn; triệu USD"),
        ("Total 100 %", "Total 100 %"),
    ],
)
def test_reads_both_encodings(raw: str, right: str) -> None:
    assert tcvn3.decode(raw) == right


@pytest.mark.parametrize("majority", ["tcvn3", "unicode"])
@pytest.mark.parametrize("text", ["Thái Bình", "Lúa", "hàng hoá", "Nhà ở", "Đắk Nông", "và"])
def test_leaves_unicode_alone_in_any_sheet(text: str, majority: tcvn3.Encoding) -> None:
    assert tcvn3.decode(text, majority) == text


def test_words_that_both_can_read_follow_the_sheet() -> None:
    # «bé» is a word in Unicode, and «bộ» in TCVN3.
    assert tcvn3.decode("bé", "unicode") == "bé"
    assert tcvn3.decode("bé", "tcvn3") == "bộ"


@given(st.lists(st.sampled_from(sorted(KNOWN)), min_size=1, max_size=6))
def test_unicode_stays_in_a_unicode_sheet(words: list[str]) -> None:
    text = " ".join(words)
    assert tcvn3.decode(text, "unicode") == text


@given(st.lists(st.sampled_from(sorted(KNOWN)), min_size=1, max_size=6))
def test_a_round_trip_through_the_old_bytes(words: list[str]) -> None:
    text = " ".join(words)
    raw = text.translate({ord(new): old for old, new in tcvn3._TABLE.items()})
    assert tcvn3.decode(raw + " n¨m", "tcvn3") == text + " năm"


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_ascii_is_never_touched(text: str) -> None:
    assert tcvn3.decode(text, "tcvn3") == text


@given(st.text())
def test_any_text_gives_composed_text(text: str) -> None:
    decoded = tcvn3.decode(text)
    assert unicodedata.is_normalized("NFC", decoded)


def test_votes_follow_what_is_certain() -> None:
    assert [tcvn3.votes(text) for text in ("S¶n l\xadîng", "Sản lượng", "hoá", "A")] == [
        1,
        -1,
        0,
        0,
    ]
