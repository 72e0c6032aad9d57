"""Revenue, expenditure, trade, retail: the period, the year to date, its parts, its plan."""

from __future__ import annotations

from phantich.brief import figures, periods
from phantich.brief.model.facts import Fact
from phantich.brief.narrative import localities, parts, to_date
from phantich.brief.narrative.caveats import base_effect, territory, tet_caveat, without_before
from phantich.brief.narrative.extremes import extreme, own_territory
from phantich.brief.narrative.revisions import revision
from phantich.brief.narrative.turns import both, changes, compared, named, on_before
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, sentence, text


def paragraph(subject: Subject) -> list[Text]:
    """Sentences about a flow in official order."""
    bodies = [
        month_told(subject),
        to_date.told(subject),
        to_date.pace(subject),
        *([] if _balance(subject) else [parts.largest(subject), *parts.drivers(subject)]),
        _since(subject),
        localities.told(subject),
        base_effect(subject),
        without_before(subject),
    ]
    if subject.fact("yoy") or subject.fact("ytd_yoy"):
        bodies.append(tet_caveat(subject.period))
    bodies += [revision(subject), territory(subject)]
    told = [sentence(body) for body in bodies if body]
    whole = subject.first_fact("level", "ytd")
    if whole is not None:
        return told
    return _comparisons_only(subject) or [sentence(body) for body in parts.only(subject)]


def month_told(subject: Subject) -> Text:
    """«Thu ngân sách tháng 10 năm 2026 ước đạt …, tăng … so với tháng trước và …»."""
    level = subject.fact("level")
    if level is None:
        return Text()
    if _balance(subject):
        return _balance_told(subject, level)
    if level.value == 0:
        return _nothing(subject)
    body = text(
        "{name} {reached} {value}",
        "{name} {reached} {value}",
        name=named(subject),
        reached=to_date.reached(subject, level),
        value=figures.amount(level),
    )
    before = "mom" if subject.fact("mom") else "qoq"
    told = [(before, on_before(subject)), ("yoy", compared(subject, "yoy", 1))]
    return join([body, changes(subject, told)])


def _nothing(subject: Subject) -> Text:
    """A zero is told as such: nothing rises or falls to it by 100 %."""
    before = subject.fact("level", period=periods.year_before(subject.period))
    body = text("{name}: không phát sinh", "{name}: none", name=named(subject))
    if before is not None and before.value:
        vi, en = " (cùng kỳ năm trước: {v})", " (a year before: {v})"
        body += text(vi, en, v=figures.amount(before))
    return body


def _balance(subject: Subject) -> bool:
    """Whether the flow is a balance: its past or present lies on both sides of zero."""
    return any(fact.value < 0 for fact in subject.series("level"))


def _balance_told(subject: Subject, level: Fact) -> Text:
    """«Cán cân thương mại tháng 10 thặng dư …, chuyển từ thâm hụt … của tháng trước»."""
    body = text(
        "{name} {x}{side} {value}",
        "{name} showed {side} of {x_en}{value}",
        name=named(subject),
        x=figures.estimated(level),
        x_en=to_date.about(level),
        side=_side(level),
        value=figures.size(level),
    )
    before = periods.before(subject.period)
    was = subject.fact("level", period=before) if before else None
    if was is None or (was.value < 0) == (level.value < 0):
        return body
    turn = text(
        "chuyển từ {side} {value} của {period}",
        "after {side} of {value} in {period}",
        side=_side(was),
        value=figures.size(was),
        period=periods.name(was.period),
    )
    return join([body, turn])


def _side(fact: Fact) -> Text:
    return text("thâm hụt", "a deficit") if fact.value < 0 else text("thặng dư", "a surplus")


def _since(subject: Subject) -> Text:
    """An extreme of the period's amount inside the same territory."""
    level = subject.fact("level")
    history = own_territory(subject, subject.series("level"))
    if level is None or level.value <= 0 or not history or _balance(subject):
        return Text()
    return extreme(history, "đây là mức", "this amount")


def _comparisons_only(subject: Subject) -> list[Text]:
    """Where only comparisons were published: they are told without a level."""
    bodies = []
    changes = both(on_before(subject), compared(subject, "yoy", 1))
    if changes:
        bodies.append(text("{name} {told}", "{name} was {told}", name=named(subject), told=changes))
    summed = join([to_date.plan_shares(subject), compared(subject, "ytd_yoy", 1)])
    if summed:
        vi, en = "{name} lũy kế {span} {told}", "{name}, {span}: {told}"
        bodies.append(text(vi, en, name=subject.name, span=to_date.span(subject), told=summed))
    return [sentence(body) for body in bodies]
