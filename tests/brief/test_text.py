"""Texts keep the trace of their numbers through filling, joining and capitals."""

from __future__ import annotations

import pytest

from phantich.brief.text import Numeral, Text, join, listing, literal, lower_first, sentence, text

RISE = Text((Numeral("0,13", "a"), "%"), (Numeral("0.13", "a"), "%"))


def test_a_template_is_filled_in_both_languages_and_keeps_its_facts() -> None:
    told = text("CPI tăng {x}", "CPI up {x}", x=RISE)
    assert told.plain() == "CPI tăng 0,13%"
    assert told.plain("en") == "CPI up 0.13%"
    assert told.facts == ("a",)


def test_braces_and_markup_from_data_stay_as_they_are() -> None:
    name = literal("{0} <b>", "{x}")
    assert text("nhóm {n}", "group {n}", n=name).plain() == "nhóm {0} <b>"


def test_empty_texts_leave_no_separator() -> None:
    assert join([Text(), RISE, Text(), RISE]).plain() == "0,13%, 0,13%"
    assert not join([Text(), Text()])
    assert listing([Text(), RISE]).plain() == "0,13%"
    assert sentence(Text()) == Text()


@pytest.mark.parametrize(
    ("name", "inside"),
    [("Giáo dục", "giáo dục"), ("CPI chung", "CPI chung"), ("Đồ uống", "đồ uống"), ("", "")],
)
def test_names_inside_a_sentence(name: str, inside: str) -> None:
    assert lower_first(name) == inside


def test_a_sentence_begins_with_a_capital_and_ends_with_a_stop() -> None:
    assert sentence(text("ở chiều ngược lại", "on the other side")).plain() == "Ở chiều ngược lại."
