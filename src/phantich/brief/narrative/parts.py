"""The parts of a whole: the largest, and those that moved it most either way."""

from __future__ import annotations

from phantich.brief import figures, periods
from phantich.brief.derived.turns import add_up, main_parts
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import Item
from phantich.brief.narrative.turns import against, named
from phantich.brief.numbers import direction
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, listing, literal, text

#: Parts that hold less of the whole are left to the table.
_WORTH = 0.03
#: Where no part holds so much none is worth naming.
_LEADING = 0.10
#: Contributions below this (in points) are not worth a sentence.
_LEAST_POINTS = 0.05
#: Growth on so few is left out.
_FEW = 20
_OTHERWISE = ("ở chiều ngược lại, ", "on the other side, ")


def measure_of(subject: Subject) -> str:
    """Whether parts are told by the year to date or by the period."""
    found = [i.name for i in subject.groups if subject.fact("ytd", i.name)]
    grown = any(subject.fact("ytd_yoy", name) for name in found)
    # A month with its growth says more than a year to date without it.
    monthly = any(subject.fact("yoy", i.name) for i in subject.groups)
    return "ytd" if found and (grown or not monthly) else "level"


def label(item: Item) -> Text:
    """A part inside a sentence."""
    return literal(item.inside.vi, item.inside.en)


def largest(subject: Subject) -> Text:
    """«Trong đó: …», the parts that hold most of the whole."""
    measure = measure_of(subject)
    found = [(i, f) for i in _own(subject) if (f := subject.fact(measure, i.name))]
    units = {fact.unit for _, fact in found}
    if len(units) > 1:
        return Text()
    ranked = sorted(found, key=lambda pair: (-pair[1].value, pair[0].name))[:3]
    whole = subject.fact(measure)
    if whole is None or not add_up((fact.value for _, fact in found), whole.value):
        return Text()
    least = _WORTH * whole.value
    told = [_part(subject, i, f, measure) for i, f in ranked if f.value >= least and f.value > 0]
    if not told or ranked[0][1].value < _LEADING * whole.value:
        return Text()
    if subject.fact("level") is None or subject.fact("ytd") is None:
        return text("trong đó, {parts}", "of which, {parts}", parts=listing(told))
    span = periods.span(subject.period) if measure == "ytd" else periods.name(subject.period)
    return text("trong đó, {s}: {parts}", "of which, in {s}: {parts}", s=span, parts=listing(told))


def _own(subject: Subject) -> list[Item]:
    return main_parts(list(subject.items))


def _part(subject: Subject, item: Item, fact: Fact, measure: str) -> Text:
    value = figures.amount(fact)
    reached = subject.kind == "flow" and subject.main.direction != "bad"
    reached = reached or subject.kind == "stock"
    vi = "{name} đạt {value}" if reached else "{name} {value}"
    body = text(vi, "{name} {value}", name=label(item), value=value)
    of = "ytd" if subject.fact("ytd") else "level"
    share = subject.fact("share", item.name) if measure == of else None
    weight = text("chiếm {p}", "a share of {p}", p=figures.percent(share)) if share else Text()
    growth = subject.fact("ytd_yoy" if measure == "ytd" else "yoy", item.name)
    change = Text()
    before = subject.fact(measure, item.name, periods.year_before(subject.period))
    few = before is not None and before.value < _FEW and float(before.value).is_integer()
    if growth is not None and not few:
        change = figures.change(growth, 1)
        if growth.value > 200:
            change += text(" cùng kỳ", " the same period")
    return join([body, weight, change])


def only(subject: Subject) -> list[Text]:
    """Where only the parts have figures, as of products: how many rose, and which most."""
    counted = breadth(subject)
    if not counted:
        return []
    growth = subject.fact("groups")
    measure = growth.note if growth is not None else "yoy"
    return [
        text("{n}: {b}", "{n}: {b}", n=named(subject), b=counted),
        *ranked_changes(subject, measure),
    ]


def drivers(subject: Subject) -> list[Text]:
    """Breadth, then the two parts each way that moved the whole most on a year before."""
    return [body for body in (breadth(subject), *_movers(subject)) if body]


#: Code list → what its members are called.
_NOUNS = {
    "vsic_sections": ("ngành", "industries"),
    "vsic_divisions": ("ngành", "industries"),
    "industrial_products": ("sản phẩm", "products"),
    "countries": ("thị trường", "markets"),
    "agencies": ("đơn vị", "agencies"),
    "diseases": ("bệnh", "diseases"),
    "project_list": ("dự án", "projects"),
    "provinces": ("địa phương", "provinces"),
}


def breadth(subject: Subject) -> Text:
    """«8/11 nhóm tăng so với cùng kỳ năm trước, 2 nhóm giảm»."""
    own = _own(subject)
    listed = own[0].breakdown if own else ""
    unlisted = _NOUNS["vsic_sections"] if subject.kind == "volume_index" else ("chỉ tiêu", "items")
    noun = _NOUNS.get(listed, ("nhóm", "groups") if listed else unlisted)
    counts = {turn: subject.fact(f"groups_{turn}") for turn in ("up", "down", "same")}
    number = subject.fact("groups")
    up, down, same = counts["up"], counts["down"], counts["same"]
    if number is None or up is None or down is None or same is None:
        return Text()
    on = against(number.note or "yoy", subject.period)
    if number.value in {up.value, down.value}:
        turn = ("tăng", "rose") if up.value else ("giảm", "fell")
        vi, en = (
            f"cả {{n}} {noun[0]} đều {turn[0]} {on[0]}",
            f"all {{n}} {noun[1]} {turn[1]} {on[1]}",
        )
        return text(vi, en, n=figures.count(number))
    if not up.value and down.value:
        return _fallen(number, down, same, noun, on)
    body = text(
        f"{{up}}/{{n}} {noun[0]} tăng {on[0]}",
        f"{{up}} of {{n}} {noun[1]} rose {on[1]}",
        up=figures.count(up),
        n=figures.count(number),
    )
    rest = []
    if down.value:
        rest.append(text(f"{{k}} {noun[0]} giảm", "{k} fell", k=figures.count(down)))
    if same.value:
        rest.append(text(f"{{k}} {noun[0]} không đổi", "{k} did not change", k=figures.count(same)))
    return join([body, *rest])


def _fallen(
    number: Fact, down: Fact, same: Fact, noun: tuple[str, str], on: tuple[str, str]
) -> Text:
    """Where none rose: «3/23 sản phẩm giảm so với cùng kỳ năm trước, 20 sản phẩm không đổi»."""
    body = text(
        f"{{k}}/{{n}} {noun[0]} giảm {on[0]}",
        f"{{k}} of {{n}} {noun[1]} fell {on[1]}",
        k=figures.count(down),
        n=figures.count(number),
    )
    if not same.value:
        return body
    vi, en = f"{{k}} {noun[0]} không đổi", "{k} did not change"
    return join([body, text(vi, en, k=figures.count(same))])


def _movers(subject: Subject) -> list[Text]:
    """The two largest contributions to growth each way, in points."""
    found = [(i, f) for i in _own(subject) if (f := subject.fact("contribution", i.name))]
    ranked = sorted(found, key=lambda pair: (pair[1].value, pair[0].name))
    falls = [pair for pair in ranked if pair[1].value <= -_LEAST_POINTS][:2]
    rises = [pair for pair in reversed(ranked) if pair[1].value >= _LEAST_POINTS][:2]
    if len(found) < 2 or not (rises or falls):
        return []
    growth = "ytd_yoy" if subject.fact("ytd") else "yoy"
    up = listing([_mover(subject, *pair, growth) for pair in rises])
    down = listing([_mover(subject, *pair, growth) for pair in falls])
    bodies = []
    if up:
        vi, en = (
            "đóng góp nhiều nhất vào mức tăng là {p}",
            "the largest contributions came from {p}",
        )
        bodies.append(text(vi, en, p=up))
    if down:
        turn = _OTHERWISE if up else ("", "")
        vi, en = turn[0] + "làm giảm nhiều nhất là {p}", turn[1] + "the largest falls came from {p}"
        bodies.append(text(vi, en, p=down))
    return bodies


def _mover(subject: Subject, item: Item, fact: Fact, growth: str) -> Text:
    own = subject.fact(growth, item.name)
    change = figures.change(own, 1) if own is not None else Text()
    word = text("góp ", "adding ") if fact.value > 0 else text("kéo giảm ", "taking off ")
    told = join([change, word + figures.points(fact, 2)])
    return text("{name} ({told})", "{name} ({told})", name=label(item), told=told)


def ranked_changes(subject: Subject, measure: str) -> list[Text]:
    """The two largest rises and falls among the parts, where no contributions are known."""
    found = [(i, f) for i in _own(subject) if (f := subject.fact(measure, i.name))]
    ranked = sorted(found, key=lambda pair: (pair[1].value, pair[0].name))
    falls = [p for p in ranked if direction(p[1].value - 100, 1) == "down"][:2]
    rises = [p for p in reversed(ranked) if direction(p[1].value - 100, 1) == "up"][:2]
    up, down = (listing([_changed(*pair) for pair in pairs]) for pairs in (rises, falls))
    bodies = []
    if up:
        bodies.append(text("tăng cao nhất là {p}", "the largest rises were in {p}", p=up))
    if down:
        turn = _OTHERWISE if up else ("", "")
        vi, en = turn[0] + "giảm nhiều nhất là {p}", turn[1] + "the largest falls were in {p}"
        bodies.append(text(vi, en, p=down))
    return bodies


def _changed(item: Item, fact: Fact) -> Text:
    return text("{n} ({s})", "{n} ({s})", n=label(item), s=figures.bare_change(fact, 1))
