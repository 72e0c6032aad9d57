"""A sober sentence for kinds without rules of their own, and for what has no figures yet."""

from __future__ import annotations

from collections.abc import Sequence

from phantich.brief import figures, months
from phantich.brief.narrative.turns import both, compared
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, listing, literal, lower_first, sentence, text


def paragraph(subject: Subject) -> list[Text]:
    """The month's level with its comparisons, and the year to date."""
    bodies = [body for body in (_month(subject), _to_date(subject)) if body]
    return [sentence(body) for body in bodies] or missing([subject])


def _month(subject: Subject) -> Text:
    name, month = subject.name, months.name(subject.month)
    changes = both(compared(subject, "mom", 1), compared(subject, "yoy", 1))
    level = subject.fact("level")
    if level is not None:
        vi, en = "{name} {month}: {x}{value}", "{name}, {month}: {x}{value}"
        x, value = figures.estimated(level), figures.amount(level, 2)
        return join([text(vi, en, name=name, month=month, x=x, value=value), changes])
    if not changes:
        return Text()
    vi, en = "{name} {month} {changes}", "{name} in {month} was {changes}"
    return text(vi, en, name=name, month=month, changes=changes)


def _to_date(subject: Subject) -> Text:
    done = subject.fact("ytd")
    if done is None:
        return Text()
    span, value = months.span(subject.month), figures.amount(done, 2)
    body = text("lũy kế {span}: {value}", "{span}: {value}", span=span, value=value)
    return join([body, compared(subject, "ytd_yoy", 1)])


def missing(subjects: Sequence[Subject]) -> list[Text]:
    """That the month has no figures of the subjects, why if that is known, and what is newest."""
    told = [_reason(s) for s in subjects if s.main.why is not None]
    late = [s for s in subjects if s.main.why is None]
    if not late:
        return told
    names = [late[0].name, *(_inside(s.name) for s in late[1:])]
    body = text(
        "{names}: chưa có số liệu {month}",
        "{names}: no figures for {month} yet",
        names=listing(names),
        month=months.name(late[0].month),
    )
    newest = max(s.newest for s in late)
    if len(newest) == 7:
        vi, en = "; số liệu mới nhất là của {newest}", "; the newest are those of {newest}"
        body += text(vi, en, newest=months.name(newest))
    return [*told, sentence(body)]


def _reason(subject: Subject) -> Text:
    why = subject.main.why
    assert why is not None
    reason = literal(why.vi, why.en)
    return sentence(text("{name}: {why}", "{name}: {why}", name=subject.name, why=reason))


def _inside(name: Text) -> Text:
    return literal(lower_first(name.plain("vi")), lower_first(name.plain("en")))
