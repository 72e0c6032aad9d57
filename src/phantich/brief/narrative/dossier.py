"""Bulletins, maps, images: how many there are, and when the newest came."""

from __future__ import annotations

from phantich.brief import figures, periods
from phantich.brief.narrative.turns import inside
from phantich.brief.subject import Subject
from phantich.brief.text import Text, sentence, text


def paragraph(subject: Subject) -> list[Text]:
    """One sentence with the count; the reason why it is no series stands with the method."""
    return [sentence(body) for body in (lead(subject),) if body]


def lead(subject: Subject) -> Text:
    """«Trong tháng 10 năm 2026 có 55 bản tin dự báo thời tiết»."""
    level = subject.fact("level")
    if level is None:
        return Text()
    given = {"p": periods.name(subject.period), "n": inside(subject.name)}
    if level.value == 0:
        return text("trong {p} chưa cập nhật {n}", "no {n} in {p}", **given)
    vi, en = "{n} cập nhật trong {p}: {v}", "{n} in {p}: {v}"
    return text(vi, en, v=figures.amount(level), **given)
