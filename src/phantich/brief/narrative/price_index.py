"""Consumer prices, gold and the US dollar: the change, its breadth, what drove it, since when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from phantich.brief import figures, periods
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import Item
from phantich.brief.narrative.caveats import base_effect, tet_caveat
from phantich.brief.narrative.extremes import extreme
from phantich.brief.narrative.revisions import revision
from phantich.brief.narrative.targets import gap_told
from phantich.brief.narrative.turns import both, compared, named, on_before, turned
from phantich.brief.numbers import direction
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, listing, literal, sentence, text


def paragraph(subject: Subject) -> list[Text]:
    """Sentences about a price index in official order."""
    bodies = [
        _lead(subject),
        _breadth(subject),
        *_drivers(subject, driver(subject)),
        _since(subject),
        base_effect(subject),
        gap_told(subject),
        revision(subject),
    ]
    if subject.by_group:
        bodies.append(tet_caveat(subject.period))
    return [sentence(body) for body in bodies if body]


def opening(subject: Subject) -> list[Text]:
    """The sentences that key points begin with: the change, its breadth, the rises, since when."""
    drivers = _drivers(subject, driver(subject))
    bodies = [_lead(subject), _breadth(subject), *drivers[:1], _since(subject)]
    return [sentence(body) for body in bodies if body]


def average(subject: Subject) -> list[Text]:
    """Sentences about the average since January, where that is an indicator of its own."""
    change = compared(subject, "ytd_average", 2)
    if not change:
        return []
    body = text(
        "{name} bình quân {span} năm {year} {change}",
        "the average {name} of {span} {year} was {change}",
        name=subject.name,
        span=periods.span(subject.period),
        year=subject.period[:4],
        change=change,
    )
    return [sentence(told) for told in (body, *_drivers(subject, "ytd_average")) if told]


def _lead(subject: Subject) -> Text:
    """The change on last month, December and last year, and the average since January."""
    changes = [compared(subject, m, 2) for m in ("mom", "vs_december", "yoy")]
    changes[0] = on_before(subject, 2)
    if periods.start(subject.period).endswith("-01") and changes[0]:
        changes[1] = Text()
    turn = turned(subject, 2)
    if turn and changes[0]:
        changes[0] += text(" ({t})", " ({t})", t=turn)
    filled = [c for c in changes if c]
    told = both(join(filled[:-1]), filled[-1]) if filled else Text()
    average = _average(subject)
    if not told and not average:
        return _on_base(subject)
    if not told:
        return text("{name} {average}", "{name} {average}", name=subject.name, average=average)
    body = text("{name} {told}", "{name} was {told}", name=named(subject), told=told)
    return join([body, average], "; ")


def _on_base(subject: Subject) -> Text:
    """Where only the index itself is known: «… bằng 116,80% so với kỳ gốc»."""
    fact = subject.fact("vs_base")
    if fact is None:
        return Text()
    return text(
        "{n} bằng {v} so với kỳ gốc",
        "{n} stood at {v} of the base period",
        n=named(subject),
        v=figures.percent(fact, 2),
    )


def _average(subject: Subject) -> Text:
    change = compared(subject, "ytd_average", 2)
    begins = periods.start(subject.period).endswith("-01") and bool(subject.fact("mom"))
    if not change or begins:
        return Text()
    said = subject.name.plain("vi").endswith("bình quân")
    return text(
        "{span} {change}" if said else "bình quân {span} {change}",
        "the average of {span} was {change}",
        span=periods.span(subject.period),
        change=change,
    )


def _breadth(subject: Subject) -> Text:
    """«8/11 nhóm … tăng giá so với tháng trước, 2 nhóm giảm, 1 nhóm không đổi»."""
    counts = {turn: subject.fact(f"groups_{turn}") for turn in ("up", "down", "same")}
    number = subject.fact("groups")
    up, down, same = counts["up"], counts["down"], counts["same"]
    if number is None or up is None or down is None or same is None:
        return Text()
    body = text(
        "{up}/{n} nhóm hàng hóa và dịch vụ chính tăng giá so với tháng trước",
        "{up} of {n} main groups of goods and services rose on the previous month",
        up=figures.count(up),
        n=figures.count(number),
    )
    rest = []
    if down.value:
        rest.append(text("{k} nhóm giảm giá", "{k} fell", k=figures.count(down)))
    if same.value:
        rest.append(text("{k} nhóm không đổi", "{k} did not change", k=figures.count(same)))
    return join([body, *rest])


def driver(subject: Subject) -> str:
    """By which measure groups are ranked: contributions where known, else their changes."""
    known = any(subject.fact("contribution", group.name) for group in subject.groups)
    return "contribution" if known else "mom"


def _drivers(subject: Subject, by: str) -> list[Text]:
    """The two groups that count most each way, by contribution or by their changes."""
    base = 0.0 if by == "contribution" else 100.0
    ranked = sorted(
        ((item, fact) for item in subject.groups if (fact := subject.fact(by, item.name))),
        key=lambda pair: pair[1].value,
    )
    falls = [pair for pair in ranked if direction(pair[1].value - base) == "down"][:2]
    rises = [pair for pair in reversed(ranked) if direction(pair[1].value - base) == "up"][:2]
    tell: Callable[[Subject, Item, Fact], Text] = _contribution if by == "contribution" else _change
    up = listing([tell(subject, *pair) for pair in rises])
    down = listing([tell(subject, *pair) for pair in falls])
    leads = _LEADS[by]
    bodies = []
    if up:
        bodies.append(text(leads[0][0] + " {up}", leads[0][1] + " {up}", up=up))
    if down:
        turn = ("Ở chiều ngược lại, ", "On the other side, ") if up else ("", "")
        lead = leads[1]
        bodies.append(text(turn[0] + lead[0] + " {down}", turn[1] + lead[1] + " {down}", down=down))
    return bodies


_LEADS = {
    "contribution": (
        ("đóng góp nhiều nhất vào mức tăng là", "the largest contributions upwards came from"),
        ("làm giảm chỉ số chung nhiều nhất là", "the largest contributions downwards came from"),
    ),
    "mom": (
        ("tăng cao nhất so với tháng trước là", "the largest rises on the previous month were in"),
        ("giảm nhiều nhất là", "the largest falls were in"),
    ),
    "ytd_average": (
        ("tăng cao nhất so với cùng kỳ là", "the largest rises on the same period were in"),
        ("giảm nhiều nhất là", "the largest falls were in"),
    ),
}


def _label(item: Item) -> Text:
    return literal(f"nhóm {item.inside.vi}", item.inside.en)


def _change(subject: Subject, item: Item, fact: Fact) -> Text:
    return text(
        "{name} ({size})", "{name} ({size})", name=_label(item), size=figures.bare_change(fact)
    )


def _contribution(subject: Subject, item: Item, fact: Fact) -> Text:
    change = subject.fact("mom", item.name)
    if change is None:
        return Text()
    return text(
        "{name} ({change}, tác động {points})",
        "{name} ({change}, contributing {points})",
        name=_label(item),
        change=figures.change(change),
        points=_signed_points(fact),
    )


def _signed_points(fact: Fact) -> Text:
    word = text("tăng ", "+") if fact.value > 0 else text("giảm ", "\N{MINUS SIGN}")
    return word + figures.points(fact)


def _since(subject: Subject) -> Text:
    """The extreme of the year's change, else of the month's, that reaches back over a year."""
    for measure, (vi, en) in _EXTREMES.items():
        now, history = subject.fact(measure), subject.series(measure)
        if now is None or direction(now.value - 100) == "same":
            continue
        rise = now.value > 100
        nouns = (f"mức {'tăng' if rise else 'giảm'} {vi} này là", f"this change {en}")
        found = extreme(history, *nouns, falling=not rise)
        if found:
            return found
    return Text()


_EXTREMES: Final = {
    "yoy": ("so với cùng kỳ năm trước", "on the same month of last year"),
    "mom": ("so với tháng trước", "on the previous month"),
}
