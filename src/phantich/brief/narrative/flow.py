"""Revenue, expenditure, trade, retail: the period, the year to date, its parts, its plan."""

from __future__ import annotations

from phantich.brief import figures, periods
from phantich.brief.model.facts import Fact
from phantich.brief.narrative import localities, parts
from phantich.brief.narrative.caveats import base_effect, territory, tet_caveat, without_before
from phantich.brief.narrative.extremes import extreme, own_territory
from phantich.brief.narrative.revisions import revision
from phantich.brief.narrative.turns import both, changes, compared, inside, named, on_before
from phantich.brief.plans import SHARES, plan_name
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, listing, sentence, text


def paragraph(subject: Subject) -> list[Text]:
    """Sentences about a flow in official order."""
    bodies = [
        month_told(subject),
        _to_date(subject),
        pace(subject),
        *([] if _balance(subject) else [parts.largest(subject), *parts.drivers(subject)]),
        _since(subject),
        localities.told(subject),
        base_effect(subject),
        without_before(subject),
    ]
    if subject.fact("yoy") or subject.fact("ytd_yoy"):
        bodies.append(tet_caveat(subject.period))
    bodies += [revision(subject), territory(subject)]
    told = [sentence(body) for body in bodies if body]
    whole = subject.first_fact("level", "ytd")
    if whole is not None:
        return told
    return _comparisons_only(subject) or [sentence(body) for body in parts.only(subject)]


def month_told(subject: Subject) -> Text:
    """«Thu ngân sách tháng 10 năm 2026 ước đạt …, tăng … so với tháng trước và …»."""
    level = subject.fact("level")
    if level is None:
        return Text()
    if _balance(subject):
        return _balance_told(subject, level)
    if level.value == 0:
        return _nothing(subject)
    body = text(
        "{name} {reached} {value}",
        "{name} {reached} {value}",
        name=named(subject),
        reached=reached(subject, level),
        value=figures.amount(level),
    )
    before = "mom" if subject.fact("mom") else "qoq"
    told = [(before, on_before(subject)), ("yoy", compared(subject, "yoy", 1))]
    return join([body, changes(subject, told)])


def reached(subject: Subject, fact: Fact) -> Text:
    """«ước đạt», «đạt»; of what is bad news «ước», «là»."""
    estimate = fact.status == "E"
    if subject.main.direction == "bad":
        return text("ước", "was an estimated") if estimate else text("là", "was")
    return text("ước đạt", "reached an estimated") if estimate else text("đạt", "reached")


def _nothing(subject: Subject) -> Text:
    """A zero is told as such: nothing rises or falls to it by 100 %."""
    before = subject.fact("level", period=periods.year_before(subject.period))
    body = text("{name}: không phát sinh", "{name}: none", name=named(subject))
    if before is not None and before.value:
        vi, en = " (cùng kỳ năm trước: {v})", " (a year before: {v})"
        body += text(vi, en, v=figures.amount(before))
    return body


def _balance(subject: Subject) -> bool:
    """Whether the flow is a balance: its past or present lies on both sides of zero."""
    return any(fact.value < 0 for fact in subject.series("level"))


def _balance_told(subject: Subject, level: Fact) -> Text:
    """«Cán cân thương mại tháng 10 thặng dư …, chuyển từ thâm hụt … của tháng trước»."""
    body = text(
        "{name} {x}{side} {value}",
        "{name} showed {side} of {x_en}{value}",
        name=named(subject),
        x=figures.estimated(level),
        x_en=_about(level),
        side=_side(level),
        value=figures.size(level),
    )
    before = periods.before(subject.period)
    was = subject.fact("level", period=before) if before else None
    if was is None or (was.value < 0) == (level.value < 0):
        return body
    turn = text(
        "chuyển từ {side} {value} của {period}",
        "after {side} of {value} in {period}",
        side=_side(was),
        value=figures.size(was),
        period=periods.name(was.period),
    )
    return join([body, turn])


def _about(fact: Fact) -> Text:
    return text("", "an estimated ") if fact.status == "E" else Text()


def _side(fact: Fact) -> Text:
    return text("thâm hụt", "a deficit") if fact.value < 0 else text("thặng dư", "a surplus")


def _to_date(subject: Subject) -> Text:
    """«Lũy kế 10 tháng ước đạt …, bằng 85,3% dự toán …, tăng 12,0% so với cùng kỳ»."""
    done = subject.fact("ytd")
    shares, growth = plan_shares(subject), compared(subject, "ytd_yoy", 1)
    if done is None:
        return Text()
    if _year_begins(subject) and subject.fact("level") is not None:
        return (
            text(
                "kết quả {p} {plans}",
                "the result of {p} is {plans}",
                p=to_date_span(subject),
                plans=shares,
            )
            if shares
            else Text()
        )
    lead = subject.fact("level") is None
    if lead and _year_begins(subject):
        vi, en = "{n} {x}đạt {v}", "{n} reached {x}{v}"
        x, value = figures.estimated(done), figures.amount(done)
        return join([text(vi, en, n=named(subject), x=x, v=value), shares, growth])
    name = text(" {n}", " of {n}", n=inside(subject.name)) if lead else Text()
    body = text(
        "lũy kế{name} {span} {reached} {value}",
        "the total{name} for {span} {reached} {value}",
        name=name,
        span=to_date_span(subject),
        reached=reached(subject, done),
        value=figures.size(done) if done.value < 0 else figures.amount(done),
    )
    if done.value < 0:
        return text(
            "lũy kế {span} {x}thâm hụt {value}",
            "{span}: a deficit of {x_en}{value}",
            x_en=_about(done),
            span=to_date_span(subject),
            x=figures.estimated(done),
            value=figures.size(done),
        )
    return join([body, shares, growth])


def _year_begins(subject: Subject) -> bool:
    """Whether the year to date is the period itself."""
    return (
        periods.number(subject.period) == 1
        if subject.period[4:5] != "-"
        else (periods.start(subject.period).endswith("-01"))
    )


def to_date_span(subject: Subject) -> Text:
    """What the year to date covers."""
    return periods.span(subject.period)


def in_short(subject: Subject) -> Text:
    """The year to date with its first plan and its growth: «lũy kế 10 tháng đạt …, bằng …»."""
    done, share = subject.fact("ytd"), subject.first_fact(*SHARES)
    if done is None or done.value < 0 or (share is None and not subject.fact("ytd_yoy")):
        return Text()
    told = []
    if not (_year_begins(subject) and subject.fact("level") is not None):
        vi, en = "lũy kế {s} {x} {v}", "{s}: {v}"
        given = {"x": reached(subject, done), "v": figures.amount(done)}
        told.append(text(vi, en, s=to_date_span(subject), **given))
        growth = compared(subject, "ytd_yoy", 1)
    else:
        growth = Text()
    if share is not None:
        given = {"p": figures.percent(share), "plan": plan_name(subject, share.measure)}
        told.append(text("bằng {p} {plan}", "{p} of {plan}", **given))
    return join([*told, growth])


def plan_shares(subject: Subject) -> Text:
    """«bằng 64,5% dự toán năm HĐND giao và bằng 68,1% dự toán năm Trung ương giao»."""
    shares = []
    for measure in SHARES:
        fact = subject.fact(measure)
        if fact is not None:
            given = {"p": figures.percent(fact), "plan": plan_name(subject, measure)}
            shares.append(text("bằng {p} {plan}", "{p} of {plan}", **given))
    return listing(shares, ", ", ", ")


def pace(subject: Subject) -> Text:
    """Where the year stands against its own path of past years, and what is left to do."""
    share = subject.first_fact(*SHARES)
    if share is not None and share.value >= 100:
        return text(
            "đã hoàn thành {plan}",
            "{plan} has been met",
            plan=plan_name(subject, share.measure),
        )
    gap, path = subject.fact("path_gap"), subject.fact("path")
    if gap is None or path is None:
        return Text()
    body = text(
        "{told} (cùng thời điểm các năm trước bình quân thực hiện {p} cả năm)",
        "{told} (by then past years had reached {p} of their result on average)",
        told=_standing(gap),
        p=figures.percent(path),
    )
    rate = subject.fact("run_rate")
    if rate is None or gap.note != "behind":
        return body
    left = {
        "M": ("mỗi tháng còn lại", "each remaining month"),
        "Q": ("mỗi quý còn lại", "each remaining quarter"),
        "S": ("6 tháng cuối năm", "the rest of the year"),
    }
    vi, en = left[periods.frequency(subject.period)]
    needed = text(
        f"để đạt kế hoạch, {vi} phải thực hiện {{v}}",
        f"to meet the plan {en} must bring {{v}}",
        v=figures.amount(rate),
    )
    return join([body, needed], "; ")


def _standing(gap: Fact) -> Text:
    size = figures.size(gap)
    match gap.note:
        case "behind":
            vi, en = "tiến độ chậm {s} so với nhịp các năm trước", "{s} behind the usual pace"
        case "ahead":
            vi, en = (
                "tiến độ nhanh hơn {s} so với nhịp các năm trước",
                "{s} ahead of the usual pace",
            )
        case _:
            return text("tiến độ sát nhịp các năm trước", "the year keeps its usual pace")
    return text(vi, en, s=size)


def _since(subject: Subject) -> Text:
    """An extreme of the period's amount inside the same territory."""
    level = subject.fact("level")
    history = own_territory(subject, subject.series("level"))
    if level is None or level.value <= 0 or not history or _balance(subject):
        return Text()
    return extreme(history, "đây là mức", "this amount")


def _comparisons_only(subject: Subject) -> list[Text]:
    """Where only comparisons were published: they are told without a level."""
    bodies = []
    changes = both(on_before(subject), compared(subject, "yoy", 1))
    if changes:
        bodies.append(text("{name} {told}", "{name} was {told}", name=named(subject), told=changes))
    to_date = join([plan_shares(subject), compared(subject, "ytd_yoy", 1)])
    if to_date:
        vi, en = "{name} lũy kế {span} {told}", "{name}, {span}: {told}"
        bodies.append(text(vi, en, name=subject.name, span=to_date_span(subject), told=to_date))
    return [sentence(body) for body in bodies]
