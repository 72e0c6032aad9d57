"""Briefs: a content assembled once from the store, and its faces."""

from __future__ import annotations

from phantich.brief.brief import Brief, dump, load
from phantich.brief.content import assemble
from phantich.brief.model.content import Content
from phantich.brief.model.facts import Fact

__all__ = ["Brief", "Content", "Fact", "assemble", "dump", "load"]
