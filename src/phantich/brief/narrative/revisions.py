"""What earlier figures turned into."""

from __future__ import annotations

from typing import Final

from phantich.brief import figures, periods
from phantich.brief.model.facts import Fact
from phantich.brief.subject import Subject
from phantich.brief.text import Text, text

#: Units in which a difference is told in points.
RATES: Final = frozenset({"%", "điểm", "điểm phần trăm"})
#: Revisions below this, in per cent of the figure before, or in points of a rate, are left to the
#: table of revisions.
WORTH_PER_CENT: Final = 1.0
WORTH_POINTS: Final = 0.5


def revision(subject: Subject) -> Text:
    """The largest revision of the whole since last month's edition that is worth a sentence."""
    content = subject.view.content
    for found in content.changes.revisions if content.changes is not None else ():
        now, before = content.fact(found.now), content.fact(found.before)
        own = any((now.indicator, now.component) == (c.indicator, c.id) for c in subject.components)
        told = own and now.item == subject.items[0].name and now.measure in {"level", "ytd"}
        if told and _worth(now, before):
            return _revised(now, before, content.fact(found.size))
    return Text()


def _worth(now: Fact, before: Fact) -> bool:
    size = abs(now.value - before.value)
    if now.unit in RATES:
        return size >= WORTH_POINTS
    return size > 0 and 100 * size >= WORTH_PER_CENT * abs(before.value)


def _revised(now: Fact, before: Fact, size: Fact) -> Text:
    """«số liệu tháng 9 năm 2026 được điều chỉnh từ … thành … (tăng 1,5% so với số đã công bố)»."""
    if min(now.value, before.value) < 0:
        return text(
            "số liệu {what} được điều chỉnh từ {old} thành {new}",
            "the figure of {what} was revised from {old} to {new}",
            what=_what(now),
            old=balance(before),
            new=balance(now),
        )
    grown = size.measure == "revised_to"
    change = figures.change(size, 1) if grown else figures.difference(size)
    return text(
        "số liệu {what} được điều chỉnh từ {old} thành {new} ({change} so với số đã công bố)",
        "the figure of {what} was revised from {old} to {new} ({change})",
        what=_what(now),
        old=figures.amount(before, 2 if now.unit in RATES else 1),
        new=figures.amount(now, 2 if now.unit in RATES else 1),
        change=change,
    )


def balance(fact: Fact) -> Text:
    """«thâm hụt 478,4 triệu USD», «thặng dư …»."""
    vi, en = ("thâm hụt {v}", "a deficit of {v}")
    if fact.value >= 0:
        vi, en = ("thặng dư {v}", "a surplus of {v}")
    return text(vi, en, v=figures.size(fact))


def _what(fact: Fact) -> Text:
    if fact.measure == "ytd":
        vi, en = "lũy kế đến hết {p}", "the year to {p}"
        return text(vi, en, p=periods.name(fact.period))
    return periods.name(fact.period)
