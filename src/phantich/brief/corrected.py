"""Words and rows for a correction: what differs from the released edition it replaces."""

from __future__ import annotations

from typing import Final

from phantich.brief import figures
from phantich.brief.changed import MOST, RevisedRow, named, size_words, value_words, worth
from phantich.brief.model.content import Content
from phantich.brief.model.editions import Correction
from phantich.brief.periods import short
from phantich.brief.sources import day
from phantich.brief.text import Text, join, text

_COUNTED: Final = {
    "changed": ("{n} số liệu thay đổi", "{n} figures changed"),
    "new": ("{n} số liệu mới", "{n} figures are new"),
    "gone": ("{n} số liệu được rút lại", "{n} figures were withdrawn"),
    "relabelled": (
        "{n} số liệu giữ nguyên giá trị nhưng đổi trạng thái, ngày hoặc nguồn",
        "{n} figures keep their value with another status, day or source",
    ),
    "derived": ("{n} số liệu tính từ chúng thay đổi theo", "{n} derived figures moved with them"),
}


def told(content: Content) -> Text:
    """One sentence: which edition is corrected, and how much differs; empty for a first edition."""
    found = content.correction
    if found is None:
        return Text()
    counts = [
        text(*_COUNTED[name], n=figures.count(fact))
        for name in _COUNTED
        if (fact := content.fact(found.counts[name])).value
    ]
    return text(
        "Bản này đính chính bản phát hành số {n} ngày {day}: {counts}.",
        "This edition corrects released edition {n} of {day}: {counts}.",
        n=figures.count(content.fact(found.counts["of"])),
        day=text(day(found.on, "vi"), day(found.on, "en")),
        counts=join(counts, "; ") or text("không số liệu nào đổi", "no figure differs"),
    )


def rows(content: Content) -> list[RevisedRow]:
    """The figures that differ, changed ones first; a page lists `MOST`, the facts hold all."""
    found = content.correction
    if found is None:
        return []
    changed = [
        _row(content, r.now, value_words(content.fact(r.before)), value_words(content.fact(r.now)),
             size_words(content.fact(r.size)))
        for r in worth(content, found.changed)
    ]  # fmt: skip
    gone = [
        _row(content, key, value_words(content.fact(key)), _WITHDRAWN, _DASH) for key in found.gone
    ]
    return [*changed, *gone, *_new(content, found)][:MOST]


def _new(content: Content, found: Correction) -> list[RevisedRow]:
    return [
        _row(content, key, _NONE, value_words(content.fact(key)), _DASH) for key in found.new[:MOST]
    ]


def _row(content: Content, key: str, before: Text, now: Text, size: Text) -> RevisedRow:
    fact = content.fact(key)
    return RevisedRow(named(content, fact), short(fact.period), before, now, size)


_NONE: Final = text("chưa có", "none")
_WITHDRAWN: Final = text("rút lại", "withdrawn")
_DASH: Final = text("–", "–")
