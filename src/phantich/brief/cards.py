"""The few figures at the top of a page."""

from __future__ import annotations

from dataclasses import dataclass

from phantich.brief import figures, periods
from phantich.brief.model.facts import Fact, Origin
from phantich.brief.narrative import emergency
from phantich.brief.narrative.points import known_by
from phantich.brief.narrative.turns import compared, differs
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
    """Up to four cards: one an indicator, of what it is known by; two for the first of prices.

    Where there are fewer indicators the other subjects follow in order.
    """
    measured = [s for s in subjects if s.measured]
    codes = dict.fromkeys(s.codes[0] for s in measured)
    known = _of_emergency(measured) or [known_by(measured, code) for code in codes]
    rest = [s for s in measured if s not in known and not s.within]
    made: list[Card] = []
    for place, subject in enumerate([*known, *rest]):
        if subject.kind == "price_index":
            made.extend(_prices(subject, place == 0))
        elif subject.kind == "flow":
            made.extend(_flow(subject))
        elif subject.kind == "volume_index":
            made.extend(_growth(subject))
        else:
            made.extend(_level(subject))
        if len(made) >= MOST:
            break
    return made[:MOST]


def _of_emergency(measured: list[Subject]) -> list[Subject]:
    """Of each section of the situation sheet a rate where it has one, else its first figure."""
    found = []
    for _, own in emergency.sections(measured):
        rates = [s for s in own if s.main.unit == "%"]
        found.append((rates or own)[0])
    return found


def _growth(subject: Subject) -> list[Card]:
    """An index of volume: its change on a year before, and that of the year so far."""
    fact = subject.fact("yoy")
    if fact is None:
        return []
    label = subject.name + text(" so với cùng kỳ", " on a year before")
    so_far = subject.fact("ytd_yoy")
    note = Text()
    if so_far is not None:
        span, change = periods.span(subject.period), figures.change(so_far, 1)
        note = text("tính chung {s} {c}", "{s}: {c}", s=span, c=change)
    origin = subject.view.content.origin([fact.id])
    return [Card(label, _capital(figures.change(fact, 1)), note, origin)]


def _level(subject: Subject) -> list[Card]:
    """A stock, count, ratio, score or progress with its change on a year before."""
    level = subject.fact("level")
    if level is None or subject.kind in {"gauge", "dossier"}:
        return []
    change = compared(subject, "yoy", 1) if subject.kind == "stock" else Text()
    change = change or differs(subject, "change_year") or differs(subject, "change_before")
    when = periods.short(subject.period)
    label = text("{name}, {when}", "{name}, {when}", name=subject.name, when=when)
    origin = subject.view.content.origin([level.id])
    return [Card(label, figures.amount(level, 2 if level.unit == "%" else 1), change, origin)]


def _prices(subject: Subject, first: bool) -> list[Card]:
    on_month, on_year = subject.fact("mom"), subject.fact("yoy")
    if not first:
        if on_year is None:
            return []
        label = subject.name + text(" so với cùng kỳ", " on a year before")
        return [_card(subject, label, on_year, compared(subject, "mom", 2))]
    result = []
    # In January the year so far is the month itself.
    begins = periods.start(subject.period).endswith("-01")
    if on_month is not None:
        label = subject.name + text(" so với tháng trước", " on the previous month")
        note = Text() if begins else compared(subject, "vs_december", 2)
        result.append(_card(subject, label, on_month, note))
    if on_year is not None:
        label = subject.name + text(" so với cùng kỳ năm trước", " on a year before")
        average = subject.fact("ytd_average")
        note = Text()
        if average is not None and not begins:
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
