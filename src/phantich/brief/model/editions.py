"""Editions of a month: what changed since the one before, corrections, and reviews."""

from __future__ import annotations

from typing import Literal

from phantich.catalog.model import Strict, Text

#: A draft is for review; a released edition has been approved.
Edition = Literal["draft", "released"]


class Revision(Strict):
    """A figure that is another one than in the edition before; ids of facts."""

    now: Text
    before: Text
    #: The size: a comparison (base = 100), or a difference where the figure is itself a rate.
    size: Text


class Changes(Strict):
    """What differs from what the edition of the month before could know; ids of facts."""

    #: The newest vintage that it could know; empty where there was none.
    since: str
    #: Figures of the month; figures of earlier periods that were not known then.
    new: tuple[str, ...]
    late: tuple[str, ...]
    revisions: tuple[Revision, ...]
    #: Figures that were estimates then and now are final at the same value.
    confirmed: tuple[str, ...]
    #: How many there are of each, by the name above.
    counts: dict[str, str]


class Correction(Strict):
    """What differs from the released edition that this one is to replace; ids of facts."""

    #: Number of that edition, and the day of its release.
    of: int
    on: str
    new: tuple[str, ...] = ()
    #: Figures that are withdrawn, as they stood.
    gone: tuple[str, ...] = ()
    changed: tuple[Revision, ...] = ()
    #: Figures of the same value with another status, source or note.
    relabelled: tuple[str, ...] = ()
    #: How many there are of each, by the name above.
    counts: dict[str, str]
    #: Facts of the edition that are there for the correction alone.
    own: tuple[str, ...] = ()


class Review(Strict):
    """What a reviewer did with an edition, when, and on which facts."""

    action: Literal["approve", "query", "release"]
    by: Text
    #: ISO 8601 with seconds and offset.
    at: Text
    #: `phantich.brief.digest.digest` of the facts that were reviewed.
    facts: Text
    comment: str = ""
