"""Gauges: the highest reading of the month, the last, and the time above each level."""

from __future__ import annotations

from phantich.brief import figures, months, periods
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import Item
from phantich.brief.narrative.turns import inside
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, literal, sentence, text


def paragraph(subject: Subject) -> list[Text]:
    """The highest reading, the newest, and how long gauges stood above their levels."""
    gauges = [i for i in subject.items if i.depth or i.breakdown] or list(subject.items)
    found = [(i, levels) for i in gauges if (levels := _named(subject, i, "level"))]
    above = [pair for pair in found if _reached(subject, *pair)]
    bodies = [lead(subject), _last(subject)]
    bodies += [_above(subject, *pair) for pair in above]
    bodies.append(_below([pair for pair in found if pair not in above], len(gauges)))
    return [sentence(body) for body in bodies if body]


def has_levels(subject: Subject) -> bool:
    """Whether one of its gauges is read against levels."""
    return any(_named(subject, item, "level") for item in subject.items)


def against_levels(subject: Subject) -> Text:
    """The gauges above a level, gravest first; where there is none the highest, and that."""
    gauges = [i for i in subject.items if i.depth or i.breakdown] or list(subject.items)
    found = [(i, levels) for i in gauges if (levels := _named(subject, i, "level"))]
    above = [pair for pair in found if _reached(subject, *pair)]
    above.sort(key=lambda pair: -len(_reached(subject, *pair)))
    if above:
        told = [join([_above(subject, *p), _newest(subject, p[0])]) for p in above]
        return join([lead(subject), *told], "; ")
    return join([lead(subject), _below(found, len(gauges))], "; ")


def _newest(subject: Subject, item: Item) -> Text:
    last = subject.fact("last", item.name)
    if last is None:
        return Text()
    vi, en = "số đo gần nhất {v}", "newest reading {v}"
    return text(vi, en, v=figures.amount(last, 2))


def _whole(subject: Subject) -> tuple[Item, Fact] | None:
    """The component's own gauge, or that with the highest reading of the month."""
    found = [(i, f) for i in subject.items if (f := subject.fact("highest", i.name))]
    places = [pair for pair in found if pair[0].depth] or found
    if found and found[0][0].depth == 0 and found[0][0].breakdown:
        return found[0]
    return max(places, key=lambda pair: pair[1].value, default=None)


def lead(subject: Subject, inner: bool = False) -> Text:
    """`inner` is for the inside of a sentence.

    «Mực nước cao nhất tháng 10 năm 2026 là 402 cm, đo tại trạm … lúc 7 giờ ngày …»."""
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
        name=inside(subject.name) if inner else subject.name,
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


def _reached(subject: Subject, item: Item, levels: list[Fact]) -> list[Fact]:
    """The levels that the gauge's highest reading reached, from the lowest up."""
    highest = subject.fact("highest", item.name)
    return [f for f in levels if highest is not None and highest.value >= f.value]


def _above(subject: Subject, item: Item, levels: list[Fact]) -> Text:
    """How long the gauge stood at or above the highest level that it reached."""
    top = _reached(subject, item, levels)[-1]
    spent = _spent(subject, item, top)
    body = text(
        "{p} đã lên tới {at}",
        "{p} reached {at}",
        p=literal(_place(item.label.vi), item.label.en),
        at=_at(top),
    )
    if spent is None:
        return body
    vi, en = "thời gian ở trên mức này: {h}", "time above it: {h}"
    return join([body, text(vi, en, h=figures.amount(spent))])


def _below(found: list[tuple[Item, list[Fact]]], gauges: int) -> Text:
    """The gauges that stayed below their lowest level, in one sentence."""
    if not found:
        return Text()
    level = found[0][1][0]
    alike = all(levels[0].value == level.value for _, levels in found)
    if alike and len(found) == gauges > 1:
        return text("các nơi đo đều dưới {at}", "all stayed below {at}", at=_at(level))
    told = [
        text(
            "{p} chưa đạt {at}",
            "{p} stayed below {at}",
            p=literal(_place(item.label.vi), item.label.en),
            at=_at(levels[0]),
        )
        for item, levels in found
    ]
    return join(told, "; ")


def _named(subject: Subject, item: Item, kind: str) -> list[Fact]:
    """Facts ``level:…`` of a gauge, from the lowest level up."""
    own = subject.view.of(subject.main, item.name, subject.period)
    found = [fact for fact in own if fact.measure.startswith(f"{kind}:")]
    return sorted(found, key=lambda f: f.value)


def _at(level: Fact) -> Text:
    """«báo động III (200 cm)»; a name that says its value stands alone: «ngưỡng 4‰»."""
    name = figures.level_name(level)
    if name.facts:
        return name
    return text("{n} ({v})", "{n} ({v})", n=name, v=figures.amount(level, 2))


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
