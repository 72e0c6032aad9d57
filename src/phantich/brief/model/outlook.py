"""What comes next for a component, with its bands."""

from __future__ import annotations

from phantich.brief.text import Text as Words
from phantich.catalog.model import Strict, Text


class Band(Strict):
    """What is expected of one period: ids of the facts that are the middle and both bands."""

    middle: Text
    low80: Text
    high80: Text
    low95: Text
    high95: Text


class Outlook(Strict):
    """What comes next for a component: sentences, and what its chart draws.

    Without `steps` it says why there is no forecast, and nothing is drawn.
    """

    indicator: Text
    component: Text
    says: Words
    #: The end of the year, the odds of its plans, the record of the method, what drives it.
    details: tuple[Words, ...] = ()
    #: The chart's title, which says the finding, and what is drawn with its unit.
    title: Words = Words()
    subtitle: Words = Words()
    #: Ids of the figures of the past, in order of time.
    past: tuple[str, ...] = ()
    steps: tuple[Band, ...] = ()
    #: Id of the plan, target or ceiling, and what it is called.
    goal: str = ""
    goal_name: Words = Words()
    #: What is taken off each figure drawn, 100 for comparisons; what stands behind it.
    base: float = 0.0
    suffix: str = ""
