"""The few figures at the top of a page."""

from __future__ import annotations

from dataclasses import dataclass

from phantich.brief import figures, periods
from phantich.brief.model import Fact, Origin
from phantich.brief.narrative.turns import compared
from phantich.brief.plans import plan_name, plan_share
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, text

#: More would not be seen at a glance.
MOST = 4


@dataclass(frozen=True, slots=True)
class Card:
    """A label, one number, and what it is compared with."""

    label: Text
    value: Text
    note: Text
    origin: Origin


def cards(subjects: list[Subject]) -> list[Card]:
    """Up to four cards: one a subject, two for the first where prices are told."""
    measured = [s for s in subjects if s.measured]
    made: list[Card] = []
    for place, subject in enumerate(measured):
        if subject.kind == "price_index":
            made.extend(_prices(subject, place == 0))
        elif subject.kind == "flow":
            made.extend(_flow(subject))
        if len(made) >= MOST:
            break
    return made[:MOST]


def _prices(subject: Subject, first: bool) -> list[Card]:
    on_month, on_year = subject.fact("mom"), subject.fact("yoy")
    if not first:
        if on_year is None:
            return []
        label = subject.name + text(" so với cùng kỳ", " on a year before")
        return [_card(subject, label, on_year, compared(subject, "mom", 2))]
    result = []
    if on_month is not None:
        label = subject.name + text(" so với tháng trước", " on the previous month")
        result.append(_card(subject, label, on_month, compared(subject, "vs_december", 2)))
    if on_year is not None:
        label = subject.name + text(" so với cùng kỳ năm trước", " on a year before")
        average = subject.fact("ytd_average")
        note = Text()
        if average is not None:
            note = text(
                "bình quân {s} {c}",
                "average of {s} {c}",
                s=periods.span(subject.period),
                c=figures.change(average),
            )
        result.append(_card(subject, label, on_year, note))
    return result


def _card(subject: Subject, label: Text, fact: Fact, note: Text) -> Card:
    value = figures.change(fact)
    return Card(label, _capital(value), note, subject.view.content.origin([fact.id]))


def _flow(subject: Subject) -> list[Card]:
    done = subject.first_fact("ytd", "level")
    if done is None:
        return []
    named = periods.span if done.measure == "ytd" else periods.short
    when = named(subject.period)
    share = plan_share(subject)
    notes = [compared(subject, "ytd_yoy" if done.measure == "ytd" else "yoy", 1)]
    if share is not None:
        given = {"p": figures.percent(share), "plan": plan_name(subject, share.measure)}
        notes.insert(0, text("{p} {plan}", "{p} of {plan}", **given))
    label = text("{name}, {when}", "{name}, {when}", name=subject.name, when=when)
    origin = subject.view.content.origin([done.id])
    return [Card(label, figures.amount(done, 0), join(notes, "; "), origin)]


def _capital(value: Text) -> Text:
    from phantich.brief.text import sentence

    return sentence(value, "")
