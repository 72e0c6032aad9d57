"""The fingerprint of the facts of a brief: what a reviewer approves."""

from __future__ import annotations

import hashlib

from phantich.brief.model.content import Content


def digest(content: Content) -> str:
    """SHA-256 of every figure of a content, in hexadecimal digits.

    It covers each fact with its value, unit, status, vintage, source and note, of the series and of
    the edition, but not what a review adds: the edition, its number, its reviews and what a
    correction says about the edition before it.
    """
    own = set(content.correction.own) if content.correction else set()
    kept = {key: fact for key, fact in content.edition_facts.items() if key not in own}
    bare = content.model_copy(update={"edition_facts": kept})
    names = {"city", "group", "month", "facts", "edition_facts"}
    text = bare.model_dump_json(include=names, exclude_defaults=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
