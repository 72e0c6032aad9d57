"""A sober sentence for kinds without rules of their own, and for what has no figures yet."""

from __future__ import annotations

from phantich.brief import figures, months
from phantich.brief.narrative.turns import both, compared
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, literal, sentence, text


def paragraph(subject: Subject) -> list[Text]:
    """The month's level with its comparisons, and the year to date."""
    name, month = subject.name, months.name(subject.month)
    level, to_date = subject.fact("level"), subject.fact("ytd")
    sentences = []
    changes = both(compared(subject, "mom", 1), compared(subject, "yoy", 1))
    if level is not None:
        body = text(
            "{name} {month}: {x}{value}",
            "{name}, {month}: {x}{value}",
            name=name,
            month=month,
            x=figures.estimated(level),
            value=figures.amount(level, 2),
        )
        sentences.append(sentence(join([body, changes])))
    elif changes:
        sentences.append(
            sentence(
                text(
                    "{name} {month} {changes}",
                    "{name} in {month} was {changes}",
                    name=name,
                    month=month,
                    changes=changes,
                )
            )
        )
    if to_date is not None:
        body = text(
            "Lũy kế {span}: {value}",
            "{span}: {value}",
            span=months.span(subject.month),
            value=figures.amount(to_date, 2),
        )
        sentences.append(sentence(join([body, compared(subject, "ytd_yoy", 1)])))
    return sentences or missing(subject)


def missing(subject: Subject) -> list[Text]:
    """That the month has no figures, why if that is known, and which month was the last."""
    name, month = subject.name, months.name(subject.month)
    why = subject.main.why
    if why is not None:
        return [
            sentence(text("{name}: {why}", "{name}: {why}", name=name, why=literal(why.vi, why.en)))
        ]
    body = text(
        "{name}: chưa có số liệu {month}",
        "{name}: no figures for {month} yet",
        name=name,
        month=month,
    )
    if len(subject.newest) == 7:
        body += text(
            "; số liệu mới nhất là của {newest}",
            "; the newest are those of {newest}",
            newest=months.name(subject.newest),
        )
    return [sentence(body)]
