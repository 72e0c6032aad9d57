"""Everything a brief says, as one typed object.

Narrative, tables, charts and pages are faces of a `Content`; whatever number they show is one of
its facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import Field, field_serializer, field_validator

from phantich.brief import months
from phantich.brief.model.editions import Changes, Correction, Edition, Review
from phantich.brief.model.facts import Fact, Origin, completed, origin_of, stripped
from phantich.brief.model.flags import Flag
from phantich.brief.model.indicators import Benchmark, ComponentContent, IndicatorContent, Item
from phantich.brief.model.outlook import Outlook
from phantich.brief.model.standing import Light, Report
from phantich.brief.text import Text as Words
from phantich.brief.text import text
from phantich.catalog.model import Bilingual, Strict, Text


class Content(Strict):
    """Everything the brief, or the forecast, of one group and month says."""

    kind: Literal["brief", "forecast"] = "brief"
    city: Text
    area: Bilingual
    group: Text
    name: Bilingual
    part: Bilingual
    decision: Text
    month: Text
    #: The day as of which the store was read; empty for the newest vintages.
    as_of: str
    #: The newest vintage among the facts.
    data_as_of: str
    indicators: tuple[IndicatorContent, ...]
    benchmarks: tuple[Benchmark, ...] = ()
    #: The localities with figures, in official order.
    localities: tuple[Item, ...] = ()
    #: What early warning found, gravest first; key points begin with it.
    flags: tuple[Flag, ...] = ()
    #: Figures that the reporter is asked about; they are no matter for the leaders.
    doubts: tuple[Flag, ...] = ()
    #: Id of the fact that says how many series were screened; empty where none was.
    screened: str = ""
    #: What people said of earlier warnings, rule by rule.
    trust: Words = Words()
    #: What comes next, in the order of the decision.
    outlook: tuple[Outlook, ...] = ()
    edition: Edition = "draft"
    #: 1 for the first edition of a month, one more for each correction.
    number: int = 1
    #: Who approved and released it; empty for a draft, whose reviews are still under way.
    reviews: tuple[Review, ...] = ()
    correction: Correction | None = None
    lights: tuple[Light, ...] = ()
    changes: Changes | None = None
    reports: tuple[Report, ...] = ()
    facts: dict[str, Fact]
    #: Facts about the edition itself and no part of its series: figures as they stood before,
    #: sizes of revisions, counts, days of delay.
    edition_facts: dict[str, Fact] = Field(default_factory=dict)

    @property
    def when(self) -> Words:
        """The month, or that from it on a forecast is made."""
        month = months.name(self.month)
        if self.kind == "brief":
            return month
        return text("dự báo từ {m}", "forecast from {m}", m=month)

    @property
    def components(self) -> tuple[ComponentContent, ...]:
        """All components in the order of the decision."""
        return tuple(c for indicator in self.indicators for c in indicator.components)

    @field_serializer("facts", "edition_facts")
    def _compact(self, facts: dict[str, Fact]) -> dict[str, dict[str, Any]]:
        """Each fact without what its id says already."""
        return {key: stripped(fact) for key, fact in facts.items()}

    @field_validator("facts", "edition_facts", mode="before")
    @classmethod
    def _complete(cls, facts: Any) -> Any:
        """The same facts with what the id says."""
        if not isinstance(facts, dict):
            return facts
        return {key: completed(key, given) for key, given in facts.items()}

    def fact(self, key: str) -> Fact:
        """The fact of that id, of the series or of the edition."""
        return self.facts.get(key) or self.edition_facts[key]

    def origin(self, ids: Iterable[str]) -> Origin:
        """Whether the facts of those ids are real, simulated or both."""
        return origin_of(self.fact(key) for key in ids)
