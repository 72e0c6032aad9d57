"""Key points: three to six sentences that say what matters most in a group.

Rule: what early warning flagged of the newest figures comes first, gravest first, one sentence an
indicator and `FLAGS` at most; a part of a whole counts only from a warning up, one side of a ratio
never. An emergency brief then tells its situation (`phantich.brief.narrative.emergency`). Any other
begins with the subject that the group is known by, goes on with the subjects by weight (see
`phantich.brief.narrative.weights`), the decision's order deciding ties, and ends with the group as
a whole. What a flag has told is not told again; an indicator has one sentence, more where there
are few indicators.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

from phantich.brief import figures
from phantich.brief.derived.group import GROUP
from phantich.brief.model.content import Content
from phantich.brief.model.facts import Fact, fact_id
from phantich.brief.model.flags import Flag
from phantich.brief.narrative import (
    count,
    dossier,
    emergency,
    flow,
    gauge,
    progress,
    rating,
    ratio,
    stock,
    to_date,
    volume_index,
)
from phantich.brief.narrative.caveats import unusual
from phantich.brief.narrative.price_index import opening
from phantich.brief.narrative.price_index import paragraph as prices
from phantich.brief.narrative.targets import gap_told, pace_told, usual_told
from phantich.brief.narrative.weights import light_of, weight
from phantich.brief.subject import Subject, subjects
from phantich.brief.text import Text, join, sentence, text
from phantich.brief.view import View
from phantich.catalog.model import Kind

#: Weight from which a subject is worth more than the three sentences that there always are.
NOTABLE: Final = 0.5
FEWEST: Final = 3
MOST: Final = 6
FLAGS: Final = 3
_LEADS: Final[dict[Kind, Callable[[Subject], Text]]] = {
    "flow": flow.month_told,
    "stock": stock.lead,
    "volume_index": volume_index.lead,
    "ratio": ratio.lead,
    "count": count.lead,
    "gauge": gauge.lead,
    "progress": progress.state,
    "rating": rating.lead,
    "dossier": dossier.lead,
}


def key_points(view: View, most: int = MOST) -> list[Text]:
    """The sentences at the top of a page; empty without figures."""
    told = [s for s in subjects(view) if s.measured]
    if not told:
        return []
    flags = leading_flags(view.content)
    points = [flag.says for flag in flags]
    flagged = {(flag.indicator, flag.component) for flag in flags}
    left = [s for s in told if (s.codes[0], s.main.id) not in flagged] or told
    points += emergency.points(told) or _by_weight(left, most - len(points))
    if len(points) < most:
        points += _group(view)
    distinct = list({point.plain(): point for point in points if point}.values())
    return _with_more(distinct, told, len(flags))[:most]


def _with_more(points: list[Text], told: list[Subject], flags: int) -> list[Text]:
    """Where there are few points the paragraph that the first is taken from goes on."""
    lacking = FEWEST - len(points)
    if lacking <= 0:
        return points
    main = known_by(told, told[0].codes[0])
    rest = [s for s in told if s is not main and not s.within]
    known = {point.plain() for point in points}
    own = [s for s in _paragraph(main)[1:] if s.plain() not in known][:lacking]
    other = [s for subject in rest for s in _paragraph(subject)[1:] if s.plain() not in known]
    place = flags + 1
    return [*points[:place], *own, *points[place:], *other[: lacking - len(own)]]


def leading_flags(content: Content) -> list[Flag]:
    """The flags that key points begin with, by the rule above."""
    newest = {c.period for c in content.components} | {content.month, ""}
    sides = {(c.indicator, c.id) for c in content.components if c.within}
    chosen: dict[str, Flag] = {}
    for flag in content.flags:
        fresh = flag.period in newest or flag.period[:7] == content.month
        side = (flag.indicator, flag.component) in sides
        if fresh and not side and (flag.severity != "watch" or _of_whole(content, flag)):
            chosen.setdefault(flag.indicator, flag)
    return list(chosen.values())[:FLAGS]


def _of_whole(content: Content, flag: Flag) -> bool:
    """Whether the flag is about a component's whole and not about a part of it."""
    totals = {(c.indicator, c.id): c.total for c in content.components}
    total = totals.get((flag.indicator, flag.component))
    return all(content.fact(key).item in {total, content.fact(key).area} for key in flag.facts[:1])


def _by_weight(told: list[Subject], most: int) -> list[Text]:
    """The subject that the group is known by, then the weightiest."""
    codes = list(dict.fromkeys(s.codes[0] for s in told))
    known = {code: known_by(told, code) for code in codes}
    first = known[codes[0]]
    points = opening(first) if first.kind == "price_index" else [headline(first)]
    rest = [s for s in told if s is not first and not s.within and s.kind != "dossier"]
    rest = _without_twins(rest)
    weights = [weight(s, first=known[s.codes[0]] is s) for s in rest]
    ranked = sorted(range(len(rest)), key=lambda i: (-weights[i], i))
    # An indicator of projects has a sentence on their schedule beside its own.
    curves = {s.codes[0] for s in told if s.fact("schedule_index") is not None}
    each = {code: max(1, most // len(codes)) + (code in curves) for code in codes}
    taken = Counter([first.codes[0]])
    for i in ranked:
        code = rest[i].codes[0]
        heavy = weights[i] >= NOTABLE or len(points) < FEWEST
        if heavy and taken[code] < each[code] and len(points) < most:
            taken[code] += 1
            points.append(headline(rest[i]))
    return points


def _without_twins(told: list[Subject]) -> list[Subject]:
    """Of works of one indicator that are told in money and in per cent the latter."""
    curves = {s.codes[0] for s in told if s.kind == "progress" and s.main.unit == "%"}
    return [
        s
        for s in told
        if not (s.kind == "progress" and s.main.unit not in {"%", "ngày"} and s.codes[0] in curves)
    ]


def _paragraph(subject: Subject) -> list[Text]:
    from phantich.brief.narrative import paragraph

    return paragraph(subject)


def known_by(told: list[Subject], code: str) -> Subject:
    """What an indicator is about: a ratio where its title says so or it fills up through the year
    as disbursement does, then the schedule of projects, else the first.
    """
    own = [s for s in told if s.codes[0] == code]
    whole = [s for s in own if not s.within] or own
    title = next(i.name for i in own[0].view.content.indicators if i.code == code)
    curves = [s for s in whole if s.fact("schedule_index") is not None]
    ratios = [
        s for s in whole if s.kind == "ratio" and (title.startswith("Tỷ lệ") or s.main.resets)
    ]
    return (ratios or curves or whole)[0]


def headline(subject: Subject) -> Text:
    """One sentence: the figure with its changes, and why it matters this month."""
    if subject.kind == "price_index":
        told = prices(subject)
        gap = gap_told(subject)
        short = Text(told[0].vi[:-1], told[0].en[:-1]) if told else Text()
        return sentence(join([short, gap], "; ")) if gap else (told[0] if told else Text())
    body = _LEADS[subject.kind](subject)
    # A project's state says already how it stands against its own plan.
    planned = subject.kind == "progress" and subject.fact("plan") is not None
    why = Text() if planned else _why(subject)
    if not body and subject.kind == "flow":
        told = flow.paragraph(subject)
        return told[0] if told else Text()
    return sentence(join([body, why], "; ")) if body else Text()


def _why(subject: Subject) -> Text:
    """The plan where there is one, else the target, else that the change is unusual."""
    if subject.kind == "flow" and (body := to_date.in_short(subject)):
        gap = subject.fact("path_gap")
        if gap is not None and gap.note in {"behind", "ahead"}:
            vi = "chậm {s} so với nhịp các năm trước"
            en = "{s} behind the usual pace"
            if gap.note == "ahead":
                vi, en = "nhanh hơn {s} so với nhịp các năm trước", "{s} ahead of the usual pace"
            body = join([body, text(vi, en, s=figures.size(gap))])
        return body
    light = light_of(subject)
    paced = pace_told(subject, light) if light is not None else Text()
    if paced and light is not None and subject.kind == "stock" and to_date.plan_shares(subject):
        return usual_told(subject, light)
    return paced or gap_told(subject) or unusual(subject)


def _group(view: View) -> list[Text]:
    """«Trong 24 chỉ tiêu so sánh được với cùng kỳ, 15 chuyển biến tốt hơn, 6 kém hơn»."""
    found = {name: _group_fact(view, name) for name in ("compared", "better", "worse")}
    compared, better, worse = found["compared"], found["better"], found["worse"]
    if compared is None or better is None or worse is None:
        return []
    if compared.value == better.value or compared.value == worse.value:
        turn = ("tốt hơn", "better") if better.value else ("kém hơn", "worse")
        vi = f"cả {{n}} chỉ tiêu của nhóm so sánh được với cùng kỳ năm trước đều {turn[0]}"
        en = f"all {{n}} components that compare with a year before turned {turn[1]}"
        return [sentence(text(vi, en, n=figures.count(compared)))]
    body = text(
        "trong {n} chỉ tiêu của nhóm so sánh được với cùng kỳ năm trước, {b} chỉ tiêu chuyển biến "
        "tốt hơn và {w} chỉ tiêu kém hơn",
        "of {n} components that compare with a year before, {b} turned better and {w} worse",
        n=figures.count(compared),
        b=figures.count(better),
        w=figures.count(worse),
    )
    return [sentence(body)]


def _group_fact(view: View, name: str) -> Fact | None:
    content = view.content
    prefix = fact_id(content.group, GROUP, "Tổng số", view.area, "", "")[:-1]
    return next(
        (
            fact
            for key, fact in content.facts.items()
            if key.startswith(prefix) and fact.measure == name
        ),
        None,
    )
