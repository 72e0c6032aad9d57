"""Ratings: score or rank, its change, the target, who stands first and last."""

from __future__ import annotations

from phantich.brief import figures
from phantich.brief.model.facts import Fact
from phantich.brief.narrative import localities
from phantich.brief.narrative.caveats import without_before
from phantich.brief.narrative.extremes import extreme
from phantich.brief.narrative.ratio import ends
from phantich.brief.narrative.targets import gap_told
from phantich.brief.narrative.turns import against, changes, differs, named
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, listing, sentence, text


def paragraph(subject: Subject) -> list[Text]:
    """Sentences about a rating."""
    if subject.main.unit == "hạng":
        return [sentence(body) for body in (_rank(subject), gap_told(subject)) if body]
    bodies = [
        lead(subject),
        gap_told(subject),
        ends(subject),
        _since(subject),
        localities.told(subject),
        without_before(subject),
    ]
    return [sentence(body) for body in bodies if body]


def lead(subject: Subject) -> Text:
    """«Mức độ hài lòng tháng 10 năm 2026 đạt 92,1 điểm, tăng 0,4 điểm so với tháng trước»."""
    level = subject.fact("level")
    if level is None:
        return Text()
    if level.unit == "hạng":
        return _rank(subject)
    vi, en = "{n} đạt {v}", "{n} was {v}"
    body = text(vi, en, n=named(subject), v=figures.amount(level, 2))
    told = [(m, differs(subject, m, 2)) for m in ("change_before", "change_year")]
    return join([body, changes(subject, told)])


def _rank(subject: Subject) -> Text:
    """A rank rises when its number falls."""
    level = subject.fact("level")
    if level is None:
        return Text()
    body = text("{n}: thứ {v}", "{n}: {v}", n=named(subject), v=figures.count(level))
    told = [
        _moved(change) + text(f" {vi}", f" {en}")
        for measure in ("change_before", "change_year")
        if (change := subject.fact(measure)) is not None
        for vi, en in (against(measure, subject.period),)
    ]
    return join([body, listing(told, ", ", ", ")])


def _moved(change: Fact) -> Text:
    if change.value == 0:
        return text("giữ nguyên", "unchanged")
    size = figures.plain_size(change)
    up = change.value < 0
    vi, en = ("tăng {s} bậc", "{s} places up") if up else ("giảm {s} bậc", "{s} places down")
    return text(vi, en, s=size)


def _since(subject: Subject) -> Text:
    history = subject.series("level")
    if subject.fact("level") is None or not history:
        return Text()
    return extreme(history, "đây là mức", "this score")
