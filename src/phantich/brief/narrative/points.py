"""Key points: three to six sentences that say what matters most in a group.

Rule: what early warning flagged comes first, gravest first. Then the group as a whole, where it has
enough components to speak of. Then the subjects by weight, the decision's order deciding ties:
the largest of

- the gap to the path of past years over `PACE` points, or to the target over `TARGET` points;
- the robust score of the newest change over `USUAL`, twice that at most (a wilder one is more
  likely a fault of the data than news).

An indicator has one sentence, more where there are few indicators. A subject weighs half when its
figure is older than the month. The first subject of the group is always told: it is what a reader
looks for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

from phantich.brief import figures
from phantich.brief.derived.group import GROUP
from phantich.brief.model import Fact, fact_id
from phantich.brief.narrative import (
    count,
    dossier,
    flow,
    gauge,
    progress,
    rating,
    ratio,
    stock,
    volume_index,
)
from phantich.brief.narrative.caveats import unusual
from phantich.brief.narrative.price_index import paragraph as prices
from phantich.brief.narrative.targets import gap_told
from phantich.brief.subject import Subject, subjects
from phantich.brief.text import Text, join, sentence, text
from phantich.brief.view import View
from phantich.catalog.model import Kind

#: Weight from which a subject is worth more than the three sentences that there always are.
NOTABLE: Final = 0.5
FEWEST: Final = 3
MOST: Final = 6
PACE: Final = 5.0
TARGET: Final = 5.0
USUAL: Final = 2.0
#: Sentences of the first subject, where it is one of prices.
_OPENING: Final = 3
_LEADS: Final[dict[Kind, Callable[[Subject], Text]]] = {
    "flow": flow.month_told,
    "stock": stock.lead,
    "volume_index": volume_index.lead,
    "ratio": ratio.lead,
    "count": count.lead,
    "gauge": gauge.lead,
    "progress": progress.lead,
    "rating": rating.lead,
    "dossier": dossier.lead,
}


def key_points(view: View, most: int = MOST) -> list[Text]:
    """The sentences at the top of a page; empty without figures."""
    told = [s for s in subjects(view) if s.measured]
    if not told:
        return []
    points = [flag.says for flag in view.content.flags] + _group(view)
    first = _leading(told)
    rest = [s for s in told if s is not first and not s.within]
    if first.kind == "price_index":
        points += prices(first)[:_OPENING]
    else:
        points.append(headline(first))
    rest = [s for s in rest if s.kind != "dossier"]
    ranked = sorted(enumerate(rest), key=lambda pair: (-weight(pair[1]), pair[0]))
    each = max(1, most // len({s.codes[0] for s in told}))
    taken = Counter([first.codes[0]])
    for _, subject in ranked:
        heavy = weight(subject) >= NOTABLE or len(points) < FEWEST
        if heavy and taken[subject.codes[0]] < each:
            taken[subject.codes[0]] += 1
            points.append(headline(subject))
    distinct = {point.plain(): point for point in points if point}
    if len(distinct) < FEWEST:
        more = [s for subject in (first, *rest) for s in _paragraph(subject)[1:]]
        distinct |= {s.plain(): s for s in more[: FEWEST - len(distinct)]}
    return list(distinct.values())[:most]


def _paragraph(subject: Subject) -> list[Text]:
    from phantich.brief.narrative import paragraph

    return paragraph(subject)


def _leading(told: list[Subject]) -> Subject:
    """What the first indicator is about: a ratio where its title says so, else the first."""
    whole = [s for s in told if not s.within] or told
    own = [s for s in whole if s.codes[0] == whole[0].codes[0]]
    title = next(i.name for i in whole[0].view.content.indicators if i.code == own[0].codes[0])
    ratios = [s for s in own if s.kind == "ratio" and title.startswith("Tỷ lệ")]
    return (ratios or own)[0]


def weight(subject: Subject) -> float:
    """How much a subject matters this month, by the rule above."""
    path, target = subject.fact("path_gap"), subject.fact("target_gap")
    score = subject.fact("unusual")
    sizes = [0.0]
    if path is not None:
        sizes.append(abs(path.value) / PACE)
    if target is not None and target.unit in {"điểm phần trăm", "điểm"}:
        sizes.append(min(abs(target.value) / TARGET, 2.0))
    if score is not None:
        sizes.append(min(abs(score.value) / USUAL, 2.0))
    if any(c.old for c in subject.components) or not subject.monthly:
        return max(sizes) / 2
    return max(sizes)


def headline(subject: Subject) -> Text:
    """One sentence: the figure with its changes, and why it matters this month."""
    if subject.kind == "price_index":
        told = prices(subject)
        return told[0] if told else Text()
    body = _LEADS[subject.kind](subject)
    why = _why(subject)
    if not body and subject.kind == "flow":
        told = flow.paragraph(subject)
        return told[0] if told else Text()
    return sentence(join([body, why], "; ")) if body else Text()


def _why(subject: Subject) -> Text:
    """The plan where there is one, else the target, else that the change is unusual."""
    plans = flow.plan_shares(subject) if subject.kind == "flow" else Text()
    if plans:
        span = flow.to_date_span(subject)
        body = text("{s} {p}", "{s}: {p}", s=span, p=plans)
        gap = subject.fact("path_gap")
        if gap is not None and gap.note in {"behind", "ahead"}:
            vi = "chậm {s} so với nhịp các năm trước"
            en = "{s} behind the usual pace"
            if gap.note == "ahead":
                vi, en = "nhanh hơn {s} so với nhịp các năm trước", "{s} ahead of the usual pace"
            body = join([body, text(vi, en, s=figures.size(gap))])
        return body
    return gap_told(subject) or unusual(subject)


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
