"""Revenue, expenditure, trade, retail: the month, the year to date, its parts, its plan."""

from __future__ import annotations

from phantich.brief import figures, months
from phantich.brief.model import Fact, Item
from phantich.brief.narrative.turns import both, compared, extreme, tet_caveat
from phantich.brief.plans import SHARES, plan_name
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, listing, literal, lower_first, sentence, text
from phantich.catalog.breaks import territorial_breaks

#: Parts that hold less of the whole are left to the table.
_WORTH = 0.03


def paragraph(subject: Subject) -> list[Text]:
    """Sentences about a flow in official order."""
    bodies = [month_told(subject), _to_date(subject), _parts(subject), _since(subject)]
    if subject.fact("yoy") or subject.fact("ytd_yoy"):
        bodies.append(tet_caveat(subject.month))
    bodies.append(_territory(subject))
    told = [sentence(body) for body in bodies if body]
    return told or _comparisons_only(subject)


def month_told(subject: Subject) -> Text:
    """«Thu ngân sách tháng 10 năm 2026 ước đạt …, tăng … so với tháng trước và …»."""
    level = subject.fact("level")
    if level is None:
        return Text()
    body = text(
        "{name} {month} {x}đạt {value}",
        "{name} in {month} reached {x}{value}",
        name=subject.name,
        month=months.name(subject.month),
        x=figures.estimated(level),
        value=figures.amount(level),
    )
    return join([body, both(compared(subject, "mom", 1), compared(subject, "yoy", 1))])


def _to_date(subject: Subject) -> Text:
    """«Lũy kế 10 tháng ước đạt …, bằng 85,3% dự toán …, tăng 12,0% so với cùng kỳ»."""
    done = subject.fact("ytd")
    plans, growth = _plans(subject), compared(subject, "ytd_yoy", 1)
    if done is None:
        return Text()
    january = months.number(subject.month) == 1 and subject.fact("level") is not None
    if january:
        return (
            text("kết quả tháng 1 {plans}", "January's result is {plans}", plans=plans)
            if plans
            else Text()
        )
    lead = subject.fact("level") is None
    name = text(" {n}", " of {n}", n=_lower(subject.name)) if lead else Text()
    body = text(
        "lũy kế{name} {span} {x}đạt {value}",
        "the total{name} for {span} reached {x}{value}",
        name=name,
        span=months.span(subject.month),
        x=figures.estimated(done),
        value=figures.amount(done),
    )
    return join([body, plans, growth])


def _plans(subject: Subject) -> Text:
    shares = []
    for measure in SHARES:
        fact = subject.fact(measure)
        if fact is not None:
            given = {"p": figures.percent(fact), "plan": plan_name(subject, measure)}
            shares.append(text("bằng {p} {plan}", "{p} of {plan}", **given))
    return join(shares, " và ", " and ")


def _parts(subject: Subject) -> Text:
    """«Trong đó: …», the parts that hold most of the whole."""
    for measure in ("ytd", "level"):
        found = [(i, f) for i in subject.groups if (f := subject.fact(measure, i.name))]
        largest = sorted(found, key=lambda pair: (-pair[1].value, pair[0].name))[:3]
        whole = subject.fact(measure)
        least = _WORTH * whole.value if whole is not None else 0.0
        told = [_part(subject, i, f, measure) for i, f in largest if f.value >= least]
        if told:
            when = months.span(subject.month) if measure == "ytd" else months.name(subject.month)
            return text(
                "trong đó, {when}: {parts}",
                "of which, in {when}: {parts}",
                when=when,
                parts=listing(told),
            )
    return Text()


def _part(subject: Subject, item: Item, fact: Fact, measure: str) -> Text:
    body = text(
        "{name} đạt {value}",
        "{name} {value}",
        name=literal(item.inside.vi, item.inside.en),
        value=figures.amount(fact),
    )
    share = subject.fact("share", item.name) if measure == "ytd" else None
    weight = text("chiếm {p}", "a share of {p}", p=figures.percent(share)) if share else Text()
    growth = subject.fact("ytd_yoy" if measure == "ytd" else "yoy", item.name)
    return join([body, weight, figures.change(growth, 1) if growth else Text()])


def _since(subject: Subject) -> Text:
    """An extreme of the month's amount inside the same territory."""
    history = subject.series("level")
    changes = territorial_breaks(subject.view.area)
    starts = [change.month for change in changes if change.month <= subject.month]
    inside = [f for f in history if f.period >= max(starts, default="")]
    if subject.fact("level") is None or not inside:
        return Text()
    return extreme(inside, "đây là mức", "the month's amount")


def _territory(subject: Subject) -> Text:
    """That last year's figures are of another territory, while that is so."""
    area, month = subject.view.area, subject.month
    found = [b for b in territorial_breaks(area) if months.shift(month, -12) < b.month <= month]
    if not found:
        return Text()
    change = found[-1]
    when, joined, joined_en = months.short(change.month), change.joined, change.joined_en
    return text(
        f"từ {{when}} {joined}; so sánh với số liệu trước đó cần thận trọng",
        f"since {{when}} {joined_en}; earlier figures compare with care",
        when=when,
    )


def _comparisons_only(subject: Subject) -> list[Text]:
    """Where only comparisons were published: they are told without a level."""
    bodies = []
    changes = both(compared(subject, "mom", 1), compared(subject, "yoy", 1))
    if changes:
        vi, en = "{name} {month} {told}", "{name} in {month} was {told}"
        month = months.name(subject.month)
        bodies.append(text(vi, en, name=subject.name, month=month, told=changes))
    to_date = join([_plans(subject), compared(subject, "ytd_yoy", 1)])
    if to_date:
        vi, en = "{name} lũy kế {span} {told}", "{name}, {span}: {told}"
        span = months.span(subject.month)
        bodies.append(text(vi, en, name=subject.name, span=span, told=to_date))
    return [sentence(body) for body in bodies]


def _lower(name: Text) -> Text:
    return literal(lower_first(name.plain("vi")), lower_first(name.plain("en")))
