"""Credit outstanding, insured persons, posts: the level, on the year's end, on a year before."""

from __future__ import annotations

from phantich.brief import figures, periods
from phantich.brief.model.facts import Fact
from phantich.brief.narrative import localities, parts
from phantich.brief.narrative.caveats import base_effect, territory, without_before
from phantich.brief.narrative.extremes import extreme_growth
from phantich.brief.narrative.revisions import revision
from phantich.brief.narrative.targets import gap_told
from phantich.brief.narrative.to_date import plan_shares
from phantich.brief.narrative.turns import changes, compared, inside, on_before
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, sentence, text


def paragraph(subject: Subject) -> list[Text]:
    """Sentences about a stock; where only comparisons were published, those."""
    bodies = [
        lead(subject),
        Text() if plan_shares(subject) else gap_told(subject),
        parts.largest(subject),
        *parts.drivers(subject),
        _since(subject),
        localities.told(subject),
        base_effect(subject),
        without_before(subject),
        revision(subject),
        territory(subject),
    ]
    if not bodies[0]:
        bodies = parts.only(subject)
    return [sentence(body) for body in bodies if body]


def lead(subject: Subject) -> Text:
    """«Đến cuối tháng 10 năm 2026, dư nợ tín dụng đạt …, tăng … so với cuối năm trước»."""
    level = subject.fact("level")
    moves = _changes(subject)
    if level is None:
        told = join([moves, plan_shares(subject)])
        if not told:
            return Text()
        vi, en = "{when}, {name} {told}", "{when}, {name} was {told}"
        return text(vi, en, when=when(subject), name=inside(subject.name), told=told)
    body = text(
        "{when}, {name} {is_} {value}",
        "{when}, {name} {is_} {value}",
        when=when(subject),
        name=inside(subject.name),
        is_=_stands(subject, level),
        value=figures.amount(level, 2),
    )
    return join([body, plan_shares(subject), moves])


def when(subject: Subject) -> Text:
    """«Đến cuối tháng 10 năm 2026»; of a day «Đến ngày 31/10/2026»."""
    period, letter = periods.name(subject.period), periods.frequency(subject.period)
    if letter in "HDI":
        return text("đến {p}", "on {p}", p=period)
    if letter == "S":
        half = periods.number(subject.period) == 1
        year = subject.period[:4]
        vi = f"đến hết 6 tháng đầu năm {year}" if half else f"đến cuối năm {year}"
        return text(vi, f"at the middle of {year}" if half else f"at the end of {year}")
    if letter in "AC":
        return text("{p}", "in {p}", p=period)
    return text("đến cuối {p}", "at the end of {p}", p=period)


def _stands(subject: Subject, level: Fact) -> Text:
    if subject.main.direction == "good":
        return text("ước đạt", "was an estimated") if level.status == "E" else text("đạt", "was")
    return text("ước là", "was an estimated") if level.status == "E" else text("là", "was")


def _changes(subject: Subject) -> Text:
    december = compared(subject, "vs_december", 1)
    if periods.start(subject.period).endswith("-01") and on_before(subject):
        december = Text()
    elif december:
        fact = subject.fact("vs_december")
        assert fact is not None
        december = figures.change(fact, 1) + text(
            " so với cuối năm trước", " on the end of last year"
        )
    before = "mom" if subject.fact("mom") else "qoq"
    told = [(before, on_before(subject)), ("vs_december", december)]
    return changes(subject, [*told, ("yoy", compared(subject, "yoy", 1))])


def _since(subject: Subject) -> Text:
    """A growth on a year before that is extreme; levels of a growing stock always are."""
    now, history = subject.fact("yoy"), subject.series("yoy")
    if now is None or not history or abs(now.value - 100) < 1:
        return Text()
    return extreme_growth(subject, now, history)
