"""Accidents, fires, cases, events: how many, how many fewer or more, the year so far."""

from __future__ import annotations

from phantich.brief import figures, numbers, periods
from phantich.brief.model.facts import Fact
from phantich.brief.narrative import localities, parts
from phantich.brief.narrative.caveats import territory, unusual, without_before
from phantich.brief.narrative.extremes import extreme, own_territory
from phantich.brief.narrative.revisions import revision
from phantich.brief.narrative.to_date import pace, plan_shares
from phantich.brief.narrative.turns import against, both, changes, compared, named
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, sentence, text

#: Below this a change in per cent says less than the difference itself.
_FEW = 20.0


def paragraph(subject: Subject) -> list[Text]:
    """Sentences about a count."""
    bodies = [
        lead(subject),
        _to_date(subject),
        pace(subject),
        parts.largest(subject),
        _since(subject),
        localities.told(subject),
        unusual(subject),
        without_before(subject),
        revision(subject),
        territory(subject),
    ]
    if subject.first_fact("level", "ytd", "yoy") is None:
        bodies = parts.only(subject)
    return [sentence(body) for body in bodies if body]


def lead(subject: Subject) -> Text:
    """«Số vụ cháy tháng 10 năm 2026 là 12 vụ, giảm 3 vụ so với tháng trước và …»."""
    level = subject.fact("level")
    if level is None:
        told = both(compared(subject, "mom", 1), compared(subject, "yoy", 1))
        return text("{n} {c}", "{n} was {c}", n=named(subject), c=told) if told else Text()
    pairs = (("change_before", "mom"), ("change_year", "yoy"))
    moves = changes(subject, [(m, _change(subject, m, rate)) for m, rate in pairs])
    if level.value == 0:
        body = text("{n}: không phát sinh", "{n}: none", n=named(subject))
        return join([body, moves]) if _was(subject) else body
    x = "ước " if level.status == "E" else "là "
    body = text(f"{{n}} {x}{{v}}", "{n}: {v}", n=named(subject), v=figures.amount(level))
    return join([body, moves])


def _was(subject: Subject) -> bool:
    """Whether there was any a year before or in the period before."""
    facts = (subject.fact("change_before"), subject.fact("change_year"))
    return any(fact is not None and fact.value for fact in facts)


def _change(subject: Subject, difference: str, rate: str) -> Text:
    """«giảm 3 vụ (giảm 12,5%) so với tháng trước»; of few the difference alone."""
    fact, index = subject.fact(difference), subject.fact(rate)
    vi, en = against(difference, subject.period)
    if fact is None:
        return compared(subject, rate, 1) if index is not None and _enough(subject) else Text()
    told = figures.difference(fact, 0)
    if index is not None and fact.value and _many(subject, difference):
        share = figures.change if numbers.is_multiple(index.value) else figures.bare_change
        told += text(" ({p})", " ({p})", p=share(index, 1))
    return told + text(f" {vi}", f" {en}")


def _many(subject: Subject, difference: str) -> bool:
    before = (
        periods.year_before(subject.period)
        if difference == "change_year"
        else periods.before(subject.period)
    )
    fact = subject.fact("level", period=before) if before else None
    return fact is not None and fact.value >= _FEW


def _enough(subject: Subject) -> bool:
    level: Fact | None = subject.fact("level")
    return level is None or level.value >= _FEW


def _to_date(subject: Subject) -> Text:
    done = subject.fact("ytd")
    begins = periods.start(subject.period).endswith("-01")
    if done is None or (begins and subject.fact("level") is not None):
        return Text()
    if subject.fact("level") is None:
        vi, en = "{n} tính chung {s} {x}là {v}", "{n}, {s}: {x}{v}"
        given = {"s": periods.span(subject.period), "v": figures.amount(done)}
        body = text(vi, en, n=subject.name, x=figures.estimated(done), **given)
        growth = compared(subject, "ytd_yoy", 1) if done.value >= _FEW else Text()
        return join([body, plan_shares(subject), growth])
    span = periods.span(subject.period)
    if done.value == 0:
        return text("tính chung {s} không phát sinh", "{s}: none", s=span)
    body = text("tính chung {s} {x}có {v}", "{s}: {x}{v}", s=span, v=figures.amount(done),
                x=figures.estimated(done))  # fmt: skip
    growth = compared(subject, "ytd_yoy", 1) if done.value >= _FEW else Text()
    return join([body, plan_shares(subject), growth])


def _since(subject: Subject) -> Text:
    """A count that was not so high for long; low ones are no news."""
    level = subject.fact("level")
    history = own_territory(subject, subject.series("level"))
    if level is None or not history or level.value < 3:
        return Text()
    *past, now = history
    if past and all(fact.value > now.value for fact in past):
        return Text()
    return extreme(history, "đây là mức", "this count")
