"""Projects and programmes: how far, how late, and how many stand where."""

from __future__ import annotations

from phantich.brief import figures
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import Item
from phantich.brief.narrative import localities
from phantich.brief.narrative.caveats import without_before
from phantich.brief.narrative.parts import label
from phantich.brief.narrative.ratio import ends, made_of
from phantich.brief.narrative.stock import when
from phantich.brief.narrative.targets import gap_told
from phantich.brief.narrative.turns import both, differs, inside
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, listing, literal, sentence, text

#: So many are named in a key point.
_FEW = 2
_LIGHTS = {
    "red": ("đèn đỏ", "red light"),
    "amber": ("đèn vàng", "amber light"),
    "green": ("đèn xanh", "green light"),
}


def paragraph(subject: Subject) -> list[Text]:
    """Sentences about progress; a slip in days is told as such."""
    if subject.main.unit == "ngày":
        bodies = [_days(subject), _most_days(subject)]
    else:
        bodies = [
            lead(subject),
            _standing(subject),
            gap_told(subject) if not _plan(subject) else Text(),
            _lights(subject),
        ]
        bodies += [_worst(subject) or ends(subject), localities.told(subject)]
        bodies.append(without_before(subject))
    return [sentence(body) for body in bodies if body]


def _plan(subject: Subject) -> Fact | None:
    """What was planned for the period itself."""
    return subject.fact("plan")


def lead(subject: Subject) -> Text:
    """«Đến cuối tháng 10 năm 2026, sản lượng vật lý đạt 37,2% (kế hoạch 48,6%), tăng …»."""
    level, plan = subject.fact("level"), _plan(subject)
    if level is None:
        done = subject.fact("ytd")
        if done is None:
            return Text()
        vi, en = "{w}, {n} đạt {v}", "{w}, {n} reached {v}"
        body = text(vi, en, w=when(subject), n=inside(subject.name), v=figures.amount(done, 2))
        growth = subject.fact("ytd_yoy")
        if growth is None:
            return body
        return join(
            [
                body,
                figures.change(growth, 1) + text(" so với cùng kỳ năm trước", " on a year before"),
            ]
        )
    against = made_of(subject)
    if plan is not None:
        against = text(" (kế hoạch {p})", " (planned: {p})", p=figures.amount(plan, 2))
    body = text(
        "{w}, {n} đạt {v}{p}",
        "{w}, {n} stood at {v}{p}",
        w=when(subject),
        n=inside(subject.name),
        v=figures.amount(level, 2),
        p=against,
    )
    return join([body, both(differs(subject, "change_before", 2), Text())])


def state(subject: Subject) -> Text:
    """The lead with where it stands and who is furthest behind, in one sentence."""
    if subject.main.unit == "ngày":
        return join([_days(subject), _most_days(subject)], "; ")
    late = _worst(subject, _FEW) or (_lowest(subject) if not _plan(subject) else Text())
    return join([lead(subject), _standing(subject), _lights(subject), late], "; ")


def _lowest(subject: Subject) -> Text:
    found = [(i, f) for i in subject.groups if (f := subject.fact("level", i.name))]
    ranked = sorted(found, key=lambda pair: (pair[1].value, pair[0].name))[:_FEW]
    told = [text("{n} ({v})", "{n} ({v})", n=label(i), v=figures.amount(f, 2)) for i, f in ranked]
    return text("thấp nhất là {p}", "lowest: {p}", p=listing(told)) if len(found) > _FEW else Text()


def _lights(subject: Subject) -> Text:
    """«trong 4 dự án: 1 đèn đỏ, 2 đèn vàng, 1 đèn xanh»."""
    of = subject.fact("items_judged")
    if of is None:
        return Text()
    told = [
        text(f"{{k}} {vi}", f"{{k}} {en}", k=figures.count(fact))
        for light, (vi, en) in _LIGHTS.items()
        if (fact := subject.fact(f"items_{light}")) is not None and fact.value
    ]
    listed = next((i.breakdown for i in subject.groups if i.breakdown), "")
    noun = ("dự án", "projects") if listed == "project_list" else ("thành phần", "parts")
    vi, en = f"trong {{n}} {noun[0]} có {{k}}", f"of {{n}} {noun[1]}, {{k}}"
    return text(vi, en, n=figures.count(of), k=join(told))


def _standing(subject: Subject) -> Text:
    """«chậm 1,4 tháng so với đường tiến độ, ở mức chậm (đèn vàng)»."""
    index, slip = subject.fact("schedule_index"), subject.fact("slip")
    if index is None or slip is None or index.note not in _LIGHTS:
        return Text()
    level = literal(*_LIGHTS[index.note])
    months = figures.size(slip)
    if slip.value > 0.05:
        vi, en = "chậm {m} so với kế hoạch tiến độ ({l})", "{m} behind schedule ({l})"
    elif slip.value < -0.05:
        vi, en = "sớm {m} so với kế hoạch tiến độ ({l})", "{m} ahead of schedule ({l})"
    elif round(index.value, 2) > 1:
        vi, en = "vượt kế hoạch, chỉ số tiến độ {i} ({l})", "ahead, schedule index {i} ({l})"
        return text(vi, en, i=figures.index(index), l=level)
    else:
        return text("đúng kế hoạch tiến độ ({l})", "on schedule ({l})", l=level)
    return text(vi, en, m=months, l=level)


def _worst(subject: Subject, most: int = 3) -> Text:
    """The projects in red and amber, the latest first; all in green in one sentence."""
    found = [
        (item, light, slip)
        for item in subject.groups
        if (light := subject.fact("schedule_index", item.name))
        and (slip := subject.fact("slip", item.name))
    ]
    if not found:
        return Text()
    late = sorted((f for f in found if f[1].note in {"red", "amber"}), key=lambda f: -f[2].value)
    if not late:
        return text("các dự án đều đúng tiến độ", "all projects are on schedule")
    told = [_late(*each) for each in late[:most]]
    return text("chậm nhất là {p}", "furthest behind: {p}", p=listing(told))


def _late(item: Item, light: Fact, slip: Fact) -> Text:
    word = text("đèn đỏ", "red") if light.note == "red" else text("đèn vàng", "amber")
    return text(
        "{n} (chậm {s}, chỉ số tiến độ {i}, {w})",
        "{n} ({s} late, schedule index {i}, {w})",
        n=label(item),
        s=figures.size(slip),
        i=figures.index(light),
        w=word,
    )


def _days(subject: Subject) -> Text:
    level = subject.fact("level")
    if level is None:
        return Text()
    if level.value <= 0:
        vi, en = "{w}, các dự án không chậm so với ngày hoàn thành theo kế hoạch", "{w}, no delay"
        return text(vi, en, w=when(subject))
    return text(
        "{w}, {n} bình quân là {v}",
        "{w}, {n} was {v} on average",
        w=when(subject),
        n=inside(subject.name),
        v=figures.amount(level, 0),
    )


def _most_days(subject: Subject) -> Text:
    found = [(i, f) for i in subject.groups if (f := subject.fact("level", i.name)) and f.value > 0]
    ranked = sorted(found, key=lambda pair: (-pair[1].value, pair[0].name))[:3]
    told = [text("{n} ({v})", "{n} ({v})", n=label(i), v=figures.amount(f, 0)) for i, f in ranked]
    return text("chậm nhất là {p}", "latest: {p}", p=listing(told)) if told else Text()
