"""Paragraphs written from the figures, by kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from phantich.brief.narrative import flow, generic, price_index
from phantich.brief.subject import Subject, subjects
from phantich.brief.text import Text
from phantich.brief.view import View
from phantich.catalog.model import Kind

__all__ = ["Paragraph", "key_points", "paragraph", "paragraphs"]

Paragraph: TypeAlias = list[Text]

_BY_KIND: Final[dict[Kind, Callable[[Subject], Paragraph]]] = {
    "price_index": price_index.paragraph,
    "flow": flow.paragraph,
}


def paragraphs(subjects: Sequence[Subject], code: str) -> list[Paragraph]:
    """What the chapter about the indicator `code` says.

    A paragraph for each subject with figures, and one for those that have none yet. A subject
    that another indicator shares is told in full with the first of them.
    """
    told = [_chapter(subject, code) for subject in subjects if subject.measured]
    late = [subject for subject in subjects if not subject.measured]
    return [p for p in (*told, generic.missing(late) if late else []) if p]


def _chapter(subject: Subject, code: str) -> Paragraph:
    if subject.codes[0] == code:
        return paragraph(subject)
    return price_index.average(subject)


def paragraph(subject: Subject) -> Paragraph:
    """The sentences about one subject, in the order in which a reader expects them."""
    if not subject.measured:
        return generic.missing([subject])
    return _BY_KIND.get(subject.kind, generic.paragraph)(subject)


def key_points(view: View, most: int = 5) -> Paragraph:
    """What matters most: the leading sentences of the subjects that have figures.

    The first subject says up to three sentences, every other one its first.
    """
    told = [paragraph(s) for s in subjects(view) if s.measured]
    if not told:
        return []
    return [*told[0][:3], *(sentences[0] for sentences in told[1:])][:most]
