"""Words at the foot of a page: which edition it is, who reviewed it, on which facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from phantich.brief.digest import digest
from phantich.brief.model.content import Content
from phantich.brief.model.editions import Review
from phantich.language import Language

_ACTIONS: Final[dict[str, tuple[str, str]]] = {
    "approve": ("Đã duyệt", "Approved"),
    "query": ("Yêu cầu làm rõ", "Queried"),
    "release": ("Phát hành", "Released"),
}
_OUTDATED: Final = (" (số liệu đã thay đổi sau đó)", " (the figures have changed since)")


def _edition(content: Content, lang: Language) -> str:
    """«Dự thảo», «Bản phát hành số 1»; a draft that corrects a released edition has its number."""
    if content.edition == "released":
        vi, en = f"Bản phát hành số {content.number}", f"Released edition {content.number}"
    elif content.number > 1:
        vi = f"Dự thảo đính chính, bản số {content.number}"
        en = f"Draft correction, edition {content.number}"
    else:
        vi, en = "Dự thảo", "Draft"
    return vi if lang == "vi" else en


def review_lines(
    content: Content, reviews: Sequence[Review], lang: Language, facts: str = ""
) -> list[str]:
    """Edition, a line a review, and the fingerprint of the facts, made here unless given."""
    facts = facts or digest(content)
    lines = [_line(review, facts, lang) for review in reviews]
    if not lines:
        lines = ["Chưa được duyệt." if lang == "vi" else "Not reviewed yet."]
    name = "Mã băm số liệu (SHA-256)" if lang == "vi" else "Hash of the facts (SHA-256)"
    return [f"{_edition(content, lang)}.", *lines, f"{name}: {facts}"]


def _line(review: Review, facts: str, lang: Language) -> str:
    at = dt.datetime.fromisoformat(review.at)
    place = 0 if lang == "vi" else 1
    action = _ACTIONS[review.action][place]
    when = f"{at:%H:%M} ngày {at:%d/%m/%Y}" if lang == "vi" else f"{at.day} {at:%B %Y}, {at:%H:%M}"
    comment = f": {review.comment}" if review.comment else "."
    outdated = "" if review.facts == facts else _OUTDATED[place]
    return f"{action}: {review.by}, {when}{outdated}{comment}"
