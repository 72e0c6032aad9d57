"""A correction: the edition that replaces a released one, and what differs from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from phantich.brief.changes import count_of, size_of
from phantich.brief.differences import Difference, Kind, differences
from phantich.brief.model.content import Content
from phantich.brief.model.editions import Correction, Revision
from phantich.brief.model.facts import Fact

_KINDS: Final[tuple[Kind, ...]] = ("changed", "new", "gone", "relabelled")


def corrected(content: Content, released: Content) -> Content:
    """The content as the edition after `released`, with what differs from that.

    Observed figures are compared one by one; of what is derived from them only the number of
    differences is kept.

    Parameters
    ----------
    content
        As assembled now, a draft.
    released
        The content of the newest released edition of the same group and month.
    """
    found = list(differences(released.facts, content.facts))
    observed = {kind: [d for d in found if d.kind == kind and not d.fact.rule] for kind in _KINDS}
    facts: dict[str, Fact] = {}
    mark = f"edition-{released.number}"
    revisions = tuple(_revision(d, mark, facts) for d in observed["changed"])
    gone = tuple(_kept(d, mark, facts) for d in observed["gone"])
    sizes: dict[str, int] = {kind: len(observed[kind]) for kind in _KINDS}
    derived = sum(bool(d.fact.rule) and d.kind != "relabelled" for d in found)
    counts = _counts({**sizes, "derived": derived, "of": released.number}, content)
    facts |= {fact.id: fact for fact in counts.values()}
    correction = Correction(
        of=released.number,
        on=released.reviews[-1].at[:10],
        new=tuple(d.fact.id for d in observed["new"]),
        gone=gone,
        changed=revisions,
        relabelled=tuple(d.fact.id for d in observed["relabelled"]),
        counts={name: fact.id for name, fact in counts.items()},
        own=tuple(facts),
    )
    return content.model_copy(
        update={
            "number": released.number + 1,
            "correction": correction,
            "edition_facts": content.edition_facts | facts,
        }
    )


def _revision(difference: Difference, mark: str, facts: dict[str, Fact]) -> Revision:
    now, was = difference.now, difference.before
    assert now is not None
    assert was is not None
    old = was.model_copy(update={"id": f"{was.id}@{mark}"})
    size = size_of(now, old)
    facts |= {old.id: old, size.id: size}
    return Revision(now=now.id, before=old.id, size=size.id)


def _kept(difference: Difference, mark: str, facts: dict[str, Fact]) -> str:
    """A figure that is gone, as it stood."""
    old = difference.fact.model_copy(update={"id": f"{difference.fact.id}@{mark}"})
    facts[old.id] = old
    return old.id


def _counts(sizes: Mapping[str, int], content: Content) -> dict[str, Fact]:
    return {
        name: count_of(content, "correction", name, size, simulated=False)
        for name, size in sizes.items()
    }
