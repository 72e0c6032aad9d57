"""What early warning found, worded and tied to facts."""

from __future__ import annotations

from typing import Literal

from phantich.brief.text import Text as Words
from phantich.catalog.model import Strict, Text

#: How grave a warning is.
Severity = Literal["watch", "warning", "alarm"]


class Flag(Strict):
    """Something that early warning found: what it says, how grave it is, the facts behind it.

    A number in `says` is a `phantich.brief.text.Numeral` of a fact of the content.
    """

    indicator: Text
    component: Text
    severity: Severity
    says: Words
    #: Ids of the figures that are flagged, which charts mark.
    facts: tuple[str, ...] = ()
    period: str = ""
    #: Family of the rule, and what the finding is called in the register of warnings.
    rule: str = ""
    id: str = ""
