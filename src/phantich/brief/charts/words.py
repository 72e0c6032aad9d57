"""What titles and alternative texts of several kinds share."""

from __future__ import annotations

from collections.abc import Iterable

from phantich import language
from phantich.brief import figures
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import ComponentContent, Item
from phantich.brief.numbers import unit_name
from phantich.brief.text import Numeral, Text, join, literal, lower_first, text


def decimals(facts: Iterable[Fact]) -> int:
    """Decimals that the figures need: none for whole numbers and large ones, at most two."""
    values = [fact.value for fact in facts]
    if all(value == round(value) for value in values):
        return 0
    largest = max(abs(value) for value in values)
    return 0 if largest >= 1000 else 1 if largest >= 10 else 2


def told(fact: Fact, places: int = 1) -> Text:
    """A figure with its unit; what is no unit to a reader («điểm») stays a word."""
    return figures.amount(fact, places)


def bare(fact: Fact, places: int) -> Text:
    """The digits alone, traced."""
    return Text(
        (Numeral(language.number(fact.value, places, "vi"), fact.id),),
        (Numeral(language.number(fact.value, places, "en"), fact.id),),
    )


def label(item: Item) -> Text:
    """An item as it stands at the head of a row."""
    return literal(item.label.vi, item.label.en)


def named(component: ComponentContent) -> Text:
    """The component as a heading has it."""
    return literal(component.name.vi, component.name.en)


def inside(name: Text) -> Text:
    """A name inside a sentence."""
    return literal(lower_first(name.plain("vi")), lower_first(name.plain("en")))


def heading(name: Text) -> Text:
    """A name at the head of a line, with a capital."""
    vi, en = name.plain("vi"), name.plain("en")
    return literal(vi[:1].upper() + vi[1:], en[:1].upper() + en[1:])


def unit(name: str) -> Text:
    """A unit in both languages."""
    return literal(name, unit_name(name, "en"))


def short_place(name: str) -> str:
    """A commune without its class: «Phường Ngô Quyền» → «Ngô Quyền»; others as they are.

    Examples
    --------
    >>> short_place("Phường Ngô Quyền"), short_place("Sở Tài chính")
    ('Ngô Quyền', 'Sở Tài chính')
    """
    for kind in ("Phường ", "Xã ", "Đặc khu "):
        if name.startswith(kind):
            return name.removeprefix(kind)
    return name


def rows(pairs: Iterable[tuple[Text, Text]]) -> Text:
    """«name value; name value» for an alternative text."""
    return join([text("{n} {v}", "{n} {v}", n=n, v=v) for n, v in pairs], "; ")
