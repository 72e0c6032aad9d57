"""Words and rows for what changed since the edition of the month before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from phantich import language
from phantich.brief import figures, numbers, periods
from phantich.brief.changes import is_rate
from phantich.brief.model.content import Content
from phantich.brief.model.editions import Revision
from phantich.brief.model.facts import Fact
from phantich.brief.sources import day
from phantich.brief.text import Numeral, Part, Text, join, literal, text
from phantich.observations import MEASURES, QUALIFIERS

#: Revisions that a page lists; the facts hold all of them.
MOST: Final = 12
_COUNTED: Final = {
    "new": ("{n} số liệu mới của kỳ này", "{n} new figures of this period"),
    "revisions": ("{n} số liệu kỳ trước được điều chỉnh", "{n} earlier figures were revised"),
    "late": ("{n} số liệu kỳ trước được bổ sung", "{n} figures of earlier periods were added"),
    "confirmed": (
        "{n} số ước của kỳ trước được giữ nguyên khi thành số chính thức",
        "{n} estimates stand as final figures",
    ),
}
_WHOSE: Final = {
    "council": ("HĐND giao", "People's Council"),
    "central": ("Trung ương giao", "central"),
    "scenario": ("kịch bản", "scenario"),
}


@dataclass(frozen=True, slots=True)
class RevisedRow:
    """One revision: what is measured, for which period, before, now, and the size."""

    name: Text
    period: Text
    before: Text
    now: Text
    size: Text


def told(content: Content) -> Text:
    """One sentence: how much is new, revised, added and confirmed."""
    found = content.changes
    if found is None:
        return text(
            "Tháng này chưa có số liệu mới của nhóm.", "There are no new figures of the group yet."
        )
    if not found.since:
        return text(
            "Đây là kỳ đầu tiên có số liệu của nhóm, chưa có bản tin trước để so sánh.",
            "This is the group's first month with figures; there is no edition before it.",
        )
    counts = [
        text(*_COUNTED[name], n=figures.count(fact))
        for name in _COUNTED
        if (fact := content.fact(found.counts[name])).value
    ]
    return text(
        "So với số liệu đã biết đến ngày {day}: {counts}.",
        "Against what was known on {day}: {counts}.",
        day=text(day(found.since, "vi"), day(found.since, "en")),
        counts=join(counts, "; "),
    )


def rows(content: Content) -> list[RevisedRow]:
    """The revisions that matter most, largest wholes first.

    A comparison that moved because its amount did is left to the facts.
    """
    if content.changes is None:
        return []
    shown = list(worth(content, content.changes.revisions))[:MOST]
    return [_row(content, revision) for revision in shown]


def worth(content: Content, revisions: tuple[Revision, ...]) -> Iterator[Revision]:
    """The revisions without comparisons that moved because their amount did."""
    amounts = {
        _what(now) for r in revisions if not is_rate(now := content.fact(r.now))
    }  # fmt: skip
    for revision in revisions:
        now = content.fact(revision.now)
        if not is_rate(now) or _what(now) not in amounts:
            yield revision


def _what(fact: Fact) -> tuple[str, str, str, str, str]:
    return fact.indicator, fact.component, fact.item, fact.area, fact.period


def _row(content: Content, revision: Revision) -> RevisedRow:
    now, before = content.fact(revision.now), content.fact(revision.before)
    size = size_words(content.fact(revision.size))
    return RevisedRow(
        named(content, now), periods.short(now.period), value_words(before), value_words(now), size
    )


def named(content: Content, fact: Fact) -> Text:
    """What a figure is of: component, item, locality and measure, as far as they say something."""
    key = fact.indicator, fact.component
    component = next((c for c in content.components if (c.indicator, c.id) == key), None)
    if component is None:
        parts = [literal(fact.indicator, fact.indicator), literal(fact.item, fact.item)]
    else:
        parts = [literal(component.name.vi, component.name.en)]
        item = next((i for i in component.items if i.name == fact.item), None)
        if fact.item != component.total:
            label = item.label if item else None
            parts.append(literal(label.vi, label.en) if label else literal(fact.item, fact.item))
    if fact.area != content.area.vi:
        parts.append(literal(fact.area, fact.area))
    return join([join(parts, " – "), _measure(fact)])


def _measure(fact: Fact) -> Text:
    name, _, whose = fact.measure.partition(":")
    if fact.measure == "level":
        return Text()
    vi, en = MEASURES[name]
    if whose in QUALIFIERS:
        giver_vi, giver_en = _WHOSE[whose]
        return text(f"{vi} ({giver_vi})", f"{en} ({giver_en})")
    return text(vi, en)


def value_words(fact: Fact) -> Text:
    """The value as the rows print it."""
    return figures.amount(fact, 2)


def size_words(fact: Fact) -> Text:
    """The size of a revision: per cent of an amount, a difference of a rate."""
    if fact.measure == "revised_to":
        small = numbers.direction(fact.value - 100, 2) == "same"
        return _TINY if small else figures.change(fact, 2)
    if numbers.direction(fact.value, 2) == "same":
        return _TINY

    def parts(lang: language.Language) -> tuple[Part, ...]:
        word = numbers.direction_word(fact.value, 2, lang)
        digits = Numeral(numbers.amount(abs(fact.value), 2, lang), fact.id)
        return f"{word} ", digits, numbers.with_unit("", fact.unit, lang)

    return Text(parts("vi"), parts("en"))


_TINY: Final = text("không đáng kể", "negligible")
