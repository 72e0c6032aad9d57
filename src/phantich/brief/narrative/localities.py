"""Communes side by side: how many rose, how many reach the target, who leads, who is behind."""

from __future__ import annotations

from phantich.brief import figures
from phantich.brief.model.facts import Fact
from phantich.brief.narrative.turns import against
from phantich.brief.subject import Place, Subject
from phantich.brief.text import Text, join, listing, literal, text

#: Kinds of amounts that add up to the city's.
_ADDITIVE = frozenset({"flow", "stock", "count"})
#: So many localities are named at each end.
_NAMED = 3


def told(subject: Subject) -> Text:
    """One sentence on the localities; empty where none has a figure."""
    found = subject.localities()
    whole = subject.fact("level")
    if not found or (whole is not None and whole.value == 0):
        return Text()
    if len(found) == 1:
        return text("số liệu chỉ có ở {p}", "figures are there for {p} only", p=_one(found[0]))
    if subject.kind in _ADDITIVE and "/" not in subject.main.unit:
        told = [_some(subject) or _turns(subject), _largest(subject, found)]
    else:
        told = [_turns(subject), _met(subject), _ends(subject, found)]
    return join([*told, _lacking(subject)], "; ")


def _some(subject: Subject) -> Text:
    """«ghi nhận ở 12/114 địa phương», where most have none."""
    some, of = subject.fact("localities_some"), subject.fact("localities")
    if some is None or of is None or some.value > of.value / 2:
        return Text()
    if not some.value:
        return Text()
    vi, en = "ghi nhận ở {k}/{n} địa phương", "in {k} of {n} localities"
    return text(vi, en, k=figures.count(some), n=figures.count(of))


def _largest(subject: Subject, found: list[Place]) -> Text:
    """The largest; the smallest of amounts are a matter of size."""
    ranked = sorted((p for p in found if p[1].value > 0), key=lambda pair: -pair[1].value)
    if not ranked:
        return Text()
    alike = ranked[0][1].value == ranked[-1][1].value
    if _some(subject) and alike and len(ranked) > _NAMED:
        return text("mỗi nơi {v}", "{v} each", v=figures.amount(ranked[0][1], 2))
    body = _end(subject, ranked, top=True)
    return text("lớn nhất là {p}", "the largest: {p}", p=body)


def _turns(subject: Subject) -> Text:
    """«95/114 địa phương tăng so với cùng kỳ năm trước, 15 địa phương giảm»."""
    up, down, of = (subject.fact(f"localities_{t}") for t in ("up", "down", "both"))
    if up is None or down is None or of is None:
        return Text()
    vi, en = against("yoy", subject.period)
    body = text(
        f"{{k}}/{{n}} địa phương tăng {vi}",
        f"{{k}} of {{n}} localities rose {en}",
        k=figures.count(up),
        n=figures.count(of),
    )
    if of.value in {up.value, down.value}:
        turn = ("tăng", "rose") if up.value else ("giảm", "fell")
        all_vi = f"cả {{n}} địa phương đều {turn[0]} {vi}"
        return text(all_vi, f"all {{n}} localities {turn[1]} {en}", n=figures.count(of))
    if not down.value:
        return body
    return join([body, text("{k} địa phương giảm", "{k} fell", k=figures.count(down))])


def _met(subject: Subject) -> Text:
    """«80/114 địa phương đạt mục tiêu chung của thành phố»."""
    met, of = subject.fact("localities_met"), subject.fact("localities")
    if met is None or of is None:
        return Text()
    if not met.value:
        vi, en = "chưa có địa phương nào đạt mục tiêu chung", "no locality reaches the target yet"
        return text(vi, en)
    return text(
        "{k}/{n} địa phương đạt mục tiêu chung của thành phố",
        "{k} of {n} localities reach the city's target",
        k=figures.count(met),
        n=figures.count(of),
    )


def _ends(subject: Subject, found: list[Place]) -> Text:
    ranked = sorted(found, key=lambda pair: -pair[1].value)
    highest, lowest = ranked[0][1].value, ranked[-1][1].value
    if highest == lowest:
        vi, en = "các địa phương có cùng mức {v}", "all localities stand at {v}"
        return text(vi, en, v=figures.amount(ranked[0][1], 2))
    ends = []
    for word, pairs in (("cao", ranked), ("thấp", ranked[::-1])):
        en = "highest" if word == "cao" else "lowest"
        body = _end(subject, pairs, word == "cao")
        ends.append(text(f"{word} nhất là {{p}}", f"{en}: {{p}}", p=body))
    return join(ends)


def _end(subject: Subject, pairs: list[Place], top: bool) -> Text:
    """The places at one end; many that share the same value are counted and not named."""
    best = pairs[0][1].value
    ties = [pair for pair in pairs if pair[1].value == best]
    count = subject.fact("localities_top" if top else "localities_bottom")
    if len(ties) > _NAMED and count is not None:
        vi, en = "{k} địa phương cùng ở mức {v}", "{k} localities at {v}"
        return text(vi, en, k=figures.count(count), v=figures.amount(ties[0][1], 2))
    named = ties if len(ties) > 1 else pairs[:_NAMED]
    if len(ties) > 1:
        names = listing([_name(pair) for pair in named], ", ", ", ")
        vi, en = "{p} (cùng {v})", "{p} ({v} each)"
        return text(vi, en, p=names, v=figures.amount(named[0][1], 2))
    return listing([_one(pair) for pair in named], ", ", ", ")


def _lacking(subject: Subject) -> Text:
    fact = subject.fact("localities_missing")
    if fact is None:
        return Text()
    vi, en = "còn {k} địa phương chưa có số liệu", "{k} localities have no figures yet"
    return text(vi, en, k=figures.count(fact))


def _name(pair: Place) -> Text:
    return literal(pair[0].label.vi, pair[0].label.en)


def _one(pair: Place) -> Text:
    fact: Fact = pair[1]
    vi = en = "{n} ({v})"
    return text(vi, en, n=_name(pair), v=figures.amount(fact, 2))
