"""Gauges: the highest reading of the month, the last, and the time above each level."""

from __future__ import annotations

from phantich.brief import figures, months, periods
from phantich.brief.model import Fact, Item
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, literal, sentence, text


def paragraph(subject: Subject) -> list[Text]:
    """The whole, the gauges with levels, the gauge that stood highest, the data gap."""
    bodies = [lead(subject), *(_levels(subject, i) for i in subject.items)]
    bodies.append(_last(subject))
    return [sentence(body) for body in bodies if body]


def _whole(subject: Subject) -> tuple[Item, Fact] | None:
    """The gauge with the highest reading of the month."""
    found = [(i, f) for i in subject.items if (f := subject.fact("highest", i.name))]
    places = [pair for pair in found if pair[0].depth] or found
    return max(places, key=lambda pair: pair[1].value, default=None)


def lead(subject: Subject) -> Text:
    """«Mực nước cao nhất tháng 10 năm 2026 là 402 cm, đo tại trạm … lúc 7 giờ ngày …»."""
    found = _whole(subject)
    if found is None:
        return Text()
    item, fact = found
    place = Text()
    if item.depth or item.breakdown:
        place = text(" tại {p}", " at {p}", p=literal(_place(item.label.vi), item.label.en))
    return text(
        "{name} cao nhất {month} là {v}{place}, {t}",
        "{name}: highest of {month} {v}{place}, {t}",
        name=subject.name,
        month=months.name(subject.month),
        v=figures.amount(fact, 2),
        place=place,
        t=_when(fact),
    )


def _place(name: str) -> str:
    return name[:1].lower() + name[1:] if name.startswith(("Trạm", "Cửa", "Hồ")) else name


def _when(fact: Fact) -> Text:
    letter = periods.frequency(fact.note)
    name = periods.name(fact.note)
    return text("lúc {t}", "at {t}", t=name) if letter == "H" else text("{t}", "on {t}", t=name)


def _levels(subject: Subject, item: Item) -> Text:
    """How long the gauge stood at or above each of its levels, the highest that was reached."""
    highest = subject.fact("highest", item.name)
    levels = [f for f in _named(subject, item, "level") if highest is not None]
    if highest is None or not levels:
        return Text()
    name = _place(item.label.vi)
    reached = [f for f in levels if highest.value >= f.value]
    if not reached:
        lowest = levels[0]
        return text(
            f"{name} chưa đạt {{level}} ({{v}})",
            f"{item.label.en} stayed below {{level}} ({{v}})",
            level=_level(lowest),
            v=figures.amount(lowest, 2),
        )
    top = reached[-1]
    spent = _spent(subject, item, top)
    body = text(
        f"{name} đã lên mức {{level}} ({{v}})",
        f"{item.label.en} reached {{level}} ({{v}})",
        level=_level(top),
        v=figures.amount(top, 2),
    )
    if spent is None:
        return body
    vi, en = "thời gian ở trên mức này: {h}", "time above it: {h}"
    return join([body, text(vi, en, h=figures.amount(spent))])


def _named(subject: Subject, item: Item, kind: str) -> list[Fact]:
    """Facts ``level:…`` of a gauge, from the lowest level up."""
    found = [
        f
        for f in subject.view.content.facts.values()
        if (f.indicator, f.component, f.item)
        == (subject.main.indicator, subject.main.id, item.name)
        and f.measure.startswith(f"{kind}:")
        and f.period == subject.period
    ]
    return sorted(found, key=lambda f: f.value)


def _level(fact: Fact) -> Text:
    return literal(fact.note, fact.rule.split(" (")[0])


def _spent(subject: Subject, item: Item, level: Fact) -> Fact | None:
    name = level.measure.partition(":")[2]
    return subject.first_fact(f"hours:{name}", f"days:{name}", item=item.name)


def _last(subject: Subject) -> Text:
    """The newest reading of the whole or of the gauge that stood highest."""
    found = _whole(subject)
    last = subject.fact("last", found[0].name) if found else None
    if found is None or last is None or last.note == found[1].note:
        return Text()
    return text(
        "số đo gần nhất ở đó là {v} ({t})",
        "the newest reading there is {v} ({t})",
        v=figures.amount(last, 2),
        t=periods.name(last.note),
    )
