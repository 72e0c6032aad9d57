"""What a run tells those who wait for it: flags, and agencies that are late."""

from __future__ import annotations

from typing import Final

from pydantic import Field

from phantich.brief import Content
from phantich.brief.late import late_rows
from phantich.brief.text import Text
from phantich.catalog.model import Bilingual, Strict

#: Severities of which the sentence is told.
_TOLD: Final = ("warning", "alarm")


class Alarms(Strict):
    """Flags by severity, the sentences of grave ones, and who is late with what."""

    flags: dict[str, int] = Field(default_factory=dict)
    told: tuple[Bilingual, ...] = ()
    late: tuple[Bilingual, ...] = ()


def alarms_of(content: Content) -> Alarms:
    """The alarms of one page, from its content."""
    flags: dict[str, int] = {}
    for flag in content.flags:
        flags[flag.severity] = flags.get(flag.severity, 0) + 1
    grave = [_both(f.indicator, f.says) for f in content.flags if f.severity in _TOLD]
    late = [_both(row.code, row.agencies, row.delay) for row in late_rows(content) if row.overdue]
    return Alarms(flags=flags, told=tuple(grave), late=tuple(late))


def _both(code: str, *texts: Text) -> Bilingual:
    vi, en = (": ".join([code, *(t.plain(lang) for t in texts)]) for lang in ("vi", "en"))
    return Bilingual(vi=vi, en=en)
