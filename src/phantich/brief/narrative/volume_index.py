"""Industrial production, labour, growth rates: comparisons without a level."""

from __future__ import annotations

from phantich.brief import figures, periods
from phantich.brief.narrative import localities, parts
from phantich.brief.narrative.caveats import tet_caveat, without_before
from phantich.brief.narrative.extremes import extreme_growth
from phantich.brief.narrative.targets import gap_told
from phantich.brief.narrative.turns import against, compared, named, on_before, turned
from phantich.brief.narrative.turns import changes as enumerated
from phantich.brief.numbers import direction
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, literal, sentence, text


def paragraph(subject: Subject) -> list[Text]:
    """Sentences about a volume index."""
    bodies = [
        lead(subject),
        gap_told(subject),
        _against_country(subject),
        parts.breadth(subject),
        *parts.ranked_changes(subject, _measure(subject)),
        _since(subject),
        localities.told(subject) if subject.fact("level") else _places(subject),
        without_before(subject),
        tet_caveat(subject.period),
    ]
    return [sentence(body) for body in bodies if body]


def _measure(subject: Subject) -> str:
    """By which comparison the parts were counted."""
    counted = subject.fact("groups")
    return counted.note if counted is not None else "yoy"


def lead(subject: Subject) -> Text:
    """«IIP tháng 10 năm 2026 tăng 1,2% so với tháng trước …; tính chung 10 tháng tăng …»."""
    if subject.name.plain("vi").startswith("Tốc độ"):
        return _rate(subject)
    before = on_before(subject)
    turn = turned(subject, 1)
    if turn and before:
        before += text(" ({t})", " ({t})", t=turn)
    measure = "mom" if subject.fact("mom") else "qoq"
    told = enumerated(subject, [(measure, before), ("yoy", compared(subject, "yoy", 1))])
    level = subject.fact("level")
    span = periods.span(subject.period)
    to_date = compared(subject, "ytd_yoy", 1)
    if periods.start(subject.period).endswith("-01") and told:
        to_date = Text()
    if level is not None:
        vi, en = "{n} đạt {v}", "{n} was {v}"
        body = join([text(vi, en, n=named(subject), v=figures.amount(level, 2)), told])
    elif told:
        estimate = _estimated(subject)
        body = text("{n} {x}{c}", "{n} was {c}", n=named(subject), x=estimate, c=told)
    else:
        body = Text()
    if not to_date:
        return body
    if not body:
        name = subject.name
        return text("{n} {s} {c}", "{n}, {s}: {c}", n=name, s=_year(subject, span), c=to_date)
    total = text("tính chung {s} {c}", "{s}: {c}", s=span, c=to_date)
    return join([body, total], "; ")


def _rate(subject: Subject) -> Text:
    """A rate of growth is not said to rise by itself: «đạt 8,2% so với cùng kỳ năm trước»."""
    vi, en = against("yoy", subject.period)
    told = []
    for measure, when in (("yoy", Text()), ("ytd_yoy", periods.span(subject.period))):
        fact = subject.fact(measure)
        if fact is not None:
            rate = figures.rate(fact)
            lead = text("tính chung {s} đạt {r}", "{s}: {r}", s=when, r=rate)
            told.append(lead if when else text(f"đạt {{r}} {vi}", f"was {{r}} {en}", r=rate))
    if not told:
        return Text()
    return text("{n} {t}", "{n} {t}", n=named(subject), t=join(told, "; "))


def _year(subject: Subject, span: Text) -> Text:
    year = subject.period[:4]
    return text(f"{{s}} năm {year}", f"{{s}} {year}", s=span)


def _estimated(subject: Subject) -> Text:
    fact = subject.first_fact("yoy", "mom", "qoq")
    return text("ước ", "") if fact is not None and fact.status == "E" else Text()


def _against_country(subject: Subject) -> Text:
    """The country's change of the same period, where the brief is read against it."""
    own = subject.fact("yoy")
    other = next((f for f in subject.benchmark("yoy") if f.period == subject.period), None)
    if own is None or other is None:
        return Text()
    return text("cả nước {c}", "the country: {c}", c=figures.change(other, 1))


def _places(subject: Subject) -> Text:
    """The localities by their change on a year before."""
    found = sorted(subject.localities("yoy"), key=lambda pair: (-pair[1].value, pair[0].name))
    if len(found) < 2:
        return Text()
    (best, most), (worst, least) = found[0], found[-1]
    return text(
        "tăng cao nhất là {a} ({x}), thấp nhất là {b} ({y})",
        "highest: {a} ({x}), lowest: {b} ({y})",
        a=literal(best.label.vi, best.label.en),
        x=figures.change(most, 1),
        b=literal(worst.label.vi, worst.label.en),
        y=figures.change(least, 1),
    )


def _since(subject: Subject) -> Text:
    now, history = subject.fact("yoy"), subject.series("yoy")
    if now is None or not history or direction(now.value - 100, 1) == "same":
        return Text()
    return extreme_growth(subject, now, history)
