"""Shares of the parts in the whole."""

from __future__ import annotations

from collections.abc import Iterator

from phantich.brief.derived.lookup import Lookup, comparable
from phantich.brief.model.facts import Fact


def share_facts(look: Lookup, measure: str) -> Iterator[Fact]:
    """``share`` of every part, where the source did not print it; of the whole it is 100."""
    whole, made = look.get(measure), False
    for item in look.items:
        part = look.get(measure, item.name)
        if item.depth != 1 or look.get("share", item.name) is not None:
            continue
        if whole and part and comparable(part, whole):
            rule = ("year to date" if measure == "ytd" else measure) + " over the whole's"
            value = 100 * part.value / whole.value
            made = True
            yield look.make("share", value, "%", [part, whole], rule, item.name)
    if whole is not None and made and look.get("share") is None:
        yield look.make("share", 100.0, "%", [whole], "the whole of itself")
