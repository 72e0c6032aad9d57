"""Text from data as a page can hold it: no control characters, no endless words."""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup

from phantich.brief.office import clean

#: Letters after which a page cuts a text short; the whole of it stands in the title.
LONG: Final = 240
#: A word without a place to break.
_ENDLESS: Final = re.compile(r"\S{41}")
#: Marks and letters that change the direction of writing.
_TURNING: Final = re.compile("[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufefc]")


def shortened(text: str) -> str:
    """The text without control characters, cut after `LONG` letters.

    Examples
    --------
    >>> shortened("a\\x00b"), len(shortened("x" * 10_000))
    ('ab', 241)
    """
    kept = clean(text)
    return kept if len(kept) <= LONG else clean(kept[:LONG]) + "…"


def presentable(text: str) -> str:
    """The text for a page: one that is too long, endless or turns the writing stands apart.

    Examples
    --------
    >>> presentable("Thu <nội địa>"), presentable("x" * 50)[:19]
    ('Thu <nội địa>', Markup('<bdi class="endless'))
    """
    kept, shown = clean(text), shortened(text)
    endless = bool(_ENDLESS.search(shown))
    if shown == kept and not endless and not _TURNING.search(kept):
        return kept
    kind = Markup(' class="endless"') if endless or shown != kept else ""
    title = Markup(' title="{}"').format(kept) if shown != kept else ""
    return Markup("<bdi{}{}>{}</bdi>").format(kind, title, shown)
