"""Paragraphs written from the figures, by kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from phantich.brief.narrative import (
    count,
    dossier,
    flow,
    gauge,
    generic,
    price_index,
    progress,
    rating,
    ratio,
    stock,
    volume_index,
)
from phantich.brief.narrative.points import key_points
from phantich.brief.subject import Subject
from phantich.brief.text import Text
from phantich.catalog.model import Kind

__all__ = ["Paragraph", "key_points", "paragraph", "paragraphs"]

Paragraph: TypeAlias = list[Text]

BY_KIND: Final[dict[Kind, Callable[[Subject], Paragraph]]] = {
    "price_index": price_index.paragraph,
    "flow": flow.paragraph,
    "stock": stock.paragraph,
    "volume_index": volume_index.paragraph,
    "ratio": ratio.paragraph,
    "count": count.paragraph,
    "gauge": gauge.paragraph,
    "progress": progress.paragraph,
    "rating": rating.paragraph,
    "dossier": dossier.paragraph,
}


def paragraphs(subjects: Sequence[Subject], code: str) -> list[Paragraph]:
    """What the chapter about the indicator `code` says.

    A paragraph for each subject with figures, and one for those that have none yet. A subject
    that another indicator shares is told in full with the first of them; the two sides of a ratio
    are told with it.
    """
    told = [_chapter(subject, code) for subject in own_subjects(subjects) if subject.measured]
    late = [subject for subject in own_subjects(subjects) if not subject.measured]
    return [p for p in (*told, generic.missing(late) if late else []) if p]


def own_subjects(subjects: Sequence[Subject]) -> list[Subject]:
    """The subjects without those that are told with a ratio that has a figure."""
    ratios = {(s.main.indicator, s.main.id) for s in subjects if s.measured}
    return [s for s in subjects if not s.within or (s.main.indicator, s.within) not in ratios]


def _chapter(subject: Subject, code: str) -> Paragraph:
    if subject.codes[0] == code:
        return paragraph(subject)
    return price_index.average(subject)


def paragraph(subject: Subject) -> Paragraph:
    """The sentences about one subject, in the order in which a reader expects them."""
    if not subject.measured:
        return generic.missing([subject])
    told = BY_KIND[subject.kind](subject) or generic.paragraph(subject)
    return [*told, *generic.age(subject)]
