"""The brief as a Word file in the layout of official documents."""

from __future__ import annotations

from phantich.brief.word.document import render
from phantich.brief.word.letterhead import Office, read_office

__all__ = ["Office", "read_office", "render"]
