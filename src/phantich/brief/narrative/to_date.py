"""The year to date of a flow: its sum, its shares of the plans, its pace."""

from __future__ import annotations

from phantich.brief import figures, periods
from phantich.brief.model.facts import Fact
from phantich.brief.narrative.turns import compared, inside, named
from phantich.brief.plans import SHARES, plan_name
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, listing, text


def told(subject: Subject) -> Text:
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
                p=span(subject),
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
        span=span(subject),
        reached=reached(subject, done),
        value=figures.size(done) if done.value < 0 else figures.amount(done),
    )
    if done.value < 0:
        return text(
            "lũy kế {span} {x}thâm hụt {value}",
            "{span}: a deficit of {x_en}{value}",
            x_en=about(done),
            span=span(subject),
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


def span(subject: Subject) -> Text:
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
        told.append(text(vi, en, s=span(subject), **given))
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


def reached(subject: Subject, fact: Fact) -> Text:
    """«ước đạt», «đạt»; of what is bad news «ước», «là»."""
    estimate = fact.status == "E"
    if subject.main.direction == "bad":
        return text("ước", "was an estimated") if estimate else text("là", "was")
    return text("ước đạt", "reached an estimated") if estimate else text("đạt", "reached")


def about(fact: Fact) -> Text:
    """«an estimated», of a figure that is one; Vietnamese says it with its verb."""
    return text("", "an estimated ") if fact.status == "E" else Text()
