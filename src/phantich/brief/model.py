"""What a group's brief says, as one typed object: facts, and the structure that orders them.

Narrative, tables, charts and pages are faces of a `Content`; whatever number they show is one of
its facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Literal

from pydantic import Field, field_serializer, field_validator

from phantich.brief.text import Text as Words
from phantich.brief.text import lower_first
from phantich.catalog.model import Bilingual, Direction, Kind, Strict, Text

Origin = Literal["real", "simulated", "mixed", "none"]
#: A draft is for review; a released edition has been approved.
Edition = Literal["draft", "released"]
#: Where an indicator stands: against the path of past years to its target, or against a limit.
Standing = Literal[
    "met", "ahead", "on_path", "behind", "no_path", "within", "over", "under",
    "no_target", "no_figure",
]  # fmt: skip
#: measured: there are figures; awaiting: none yet; no_series: nothing that is told by a figure.
Coverage = Literal["measured", "awaiting", "no_series"]

#: How grave a warning is.
Severity = Literal["watch", "warning", "alarm"]

#: What a reader sees of an origin: the badge, and the words that explain it.
ORIGINS: Final[dict[Origin, tuple[Bilingual, Bilingual]]] = {
    "real": (
        Bilingual(vi="Số liệu công bố", en="Published figures"),
        Bilingual(
            vi="Số liệu do cơ quan có thẩm quyền công bố, dẫn nguồn ở cuối trang",
            en="Figures published by the competent agencies, with the sources below",
        ),
    ),
    "simulated": (
        Bilingual(vi="Số liệu mô phỏng", en="Simulated figures"),
        Bilingual(
            vi="Số liệu mô phỏng để chạy thử, không phải số liệu thống kê",
            en="Figures simulated for trial runs; no official statistics",
        ),
    ),
    "mixed": (
        Bilingual(vi="Công bố và mô phỏng", en="Published and simulated"),
        Bilingual(
            vi="Một phần là số liệu công bố, một phần là số liệu mô phỏng; từng chỗ đều ghi rõ",
            en="Partly published, partly simulated figures, marked one by one",
        ),
    ),
    "none": (
        Bilingual(vi="Chưa có số liệu", en="No figures yet"),
        Bilingual(vi="Chưa có số liệu", en="No figures yet"),
    ),
}


class Fact(Strict):
    """One number that the brief may say.

    `source` and `vintage` are those of the observation; a derived number names the `rule` that
    made it and the ids of its `inputs`, is as new as the newest and simulated if any of them is.
    """

    id: Text
    indicator: Text
    component: Text
    item: Text
    area: Text
    period: Text
    measure: Text
    value: float
    unit: Text
    status: Literal["A", "P", "E"]
    vintage: Text
    source: Text
    simulated: bool
    note: str = ""
    rule: str = ""
    inputs: tuple[str, ...] = ()


class Item(Strict):
    """A row of a breakdown in official order; `depth` 0 is the whole, or what stands beside it."""

    name: Text
    label: Bilingual
    depth: int
    parent: str | None = None
    #: Whether the label is a proper name, which keeps its capital inside a sentence.
    proper: bool = False
    #: The code list that it comes from; empty for the whole and for what no list names.
    breakdown: str = ""

    @property
    def inside(self) -> Bilingual:
        """The label as it stands inside a sentence."""
        if self.proper:
            return self.label
        return Bilingual(vi=lower_first(self.label.vi), en=lower_first(self.label.en))


class ComponentContent(Strict):
    """One component: what it is, what it is broken down by, and whether there are figures."""

    indicator: Text
    id: Text
    name: Bilingual
    kind: Kind
    unit: Text
    direction: Direction
    total: Text
    #: Ids of the code lists that it is broken down by.
    breakdowns: tuple[str, ...]
    items: tuple[Item, ...]
    #: Measures with a figure for the period told.
    measures: tuple[str, ...]
    coverage: Coverage
    #: The period told: the newest with a figure that ended by the end of the month.
    period: str = ""
    #: Whether a newer period was due.
    old: bool = False
    #: Newest period with a figure, where that is too old to be told as the month's.
    newest: str = ""
    why: Bilingual | None = None
    #: Ids of the components of the same indicator that a ratio is made of.
    numerator: str = ""
    denominator: str = ""
    #: Whether it is there for a ratio alone, and told with that.
    within: str = ""
    #: Whether it is a ratio of what adds up through the year, and begins anew each January.
    resets: bool = False
    #: How many localities there are to report, where it is broken down by locality.
    localities: int = 0

    @property
    def groups(self) -> tuple[Item, ...]:
        """The items that make up the whole."""
        return tuple(item for item in self.items if item.depth == 1)

    @property
    def beside(self) -> tuple[Item, ...]:
        """Items that are published with the component and are no part of the whole, as gold is."""
        return tuple(item for item in self.items[1:] if item.depth == 0)


class IndicatorContent(Strict):
    """One indicator of the group."""

    code: Text
    number: int
    name: Text
    title: Bilingual
    agency: Text
    frequency: Text
    components: tuple[ComponentContent, ...]


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


class Band(Strict):
    """What is expected of one period: ids of the facts that are the middle and both bands."""

    middle: Text
    low80: Text
    high80: Text
    low95: Text
    high95: Text


class Outlook(Strict):
    """What comes next for a component: a sentence, and what its chart draws.

    Without `steps` it says why there is no forecast, and nothing is drawn.
    """

    indicator: Text
    component: Text
    says: Words
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


class Benchmark(Strict):
    """A component of another area against which one of the group is read."""

    component: Text
    against: Text
    area: Text


class Light(Strict):
    """Where an indicator stands against its target, judged on one of its components.

    `reached` and `expected` are ids of facts: what was reached of the target, and what past years
    had reached by then.
    """

    indicator: Text
    #: Name of the component it is judged on; empty where there is no target.
    component: Bilingual | None = None
    status: Standing
    reached: str = ""
    expected: str = ""


class Revision(Strict):
    """A figure that is another one than in the edition before; ids of facts."""

    now: Text
    before: Text
    #: The size: a comparison (base = 100), or a difference where the figure is itself a rate.
    size: Text


class Changes(Strict):
    """What differs from what the edition of the month before could know; ids of facts."""

    #: The newest vintage that it could know; empty where there was none.
    since: str
    #: Figures of the month; figures of earlier periods that were not known then.
    new: tuple[str, ...]
    late: tuple[str, ...]
    revisions: tuple[Revision, ...]
    #: Figures that were estimates then and now are final at the same value.
    confirmed: tuple[str, ...]
    #: How many there are of each, by the name above.
    counts: dict[str, str]


class Correction(Strict):
    """What differs from the released edition that this one is to replace; ids of facts."""

    #: Number of that edition, and the day of its release.
    of: int
    on: str
    new: tuple[str, ...] = ()
    #: Figures that are withdrawn, as they stood.
    gone: tuple[str, ...] = ()
    changed: tuple[Revision, ...] = ()
    #: Figures of the same value with another status, source or note.
    relabelled: tuple[str, ...] = ()
    #: How many there are of each, by the name above.
    counts: dict[str, str]
    #: Facts of the edition that are there for the correction alone.
    own: tuple[str, ...] = ()


class Review(Strict):
    """What a reviewer did with an edition, when, and on which facts."""

    action: Literal["approve", "query", "release"]
    by: Text
    #: ISO 8601 with seconds and offset.
    at: Text
    #: `phantich.brief.digest.digest` of the facts that were reviewed.
    facts: Text
    comment: str = ""


class Report(Strict):
    """Figures that are due from an agency and not there, or there in part."""

    indicator: Text
    agencies: tuple[Bilingual, ...]
    period: Text
    due: Text
    #: Components without a figure; all of them where nothing was reported.
    missing: tuple[Bilingual, ...]
    partly: bool
    #: Id of the fact that says how many days late it is; empty where it is not due yet.
    late: str = ""


class Content(Strict):
    """Everything the brief of one group and month says."""

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
    def components(self) -> tuple[ComponentContent, ...]:
        """All components in the order of the decision."""
        return tuple(c for indicator in self.indicators for c in indicator.components)

    @field_serializer("facts", "edition_facts")
    def _compact(self, facts: dict[str, Fact]) -> dict[str, dict[str, Any]]:
        """Each fact without what its id says already."""
        return {key: _without_key(fact) for key, fact in facts.items()}

    @field_validator("facts", "edition_facts", mode="before")
    @classmethod
    def _complete(cls, facts: Any) -> Any:
        """The same facts with what the id says."""
        if not isinstance(facts, dict):
            return facts
        return {key: _with_key(key, given) for key, given in facts.items()}

    def fact(self, key: str) -> Fact:
        """The fact of that id, of the series or of the edition."""
        return self.facts.get(key) or self.edition_facts[key]

    def origin(self, ids: Iterable[str]) -> Origin:
        """Whether the facts of those ids are real, simulated or both."""
        return origin_of(self.fact(key) for key in ids)


def origin_of(facts: Iterable[Fact]) -> Origin:
    """Whether the facts are real, simulated or both."""
    kinds = {fact.simulated for fact in facts}
    if not kinds:
        return "none"
    if len(kinds) == 2:
        return "mixed"
    return "simulated" if kinds.pop() else "real"


#: What the id of an observed or derived fact says, in its order.
_IN_ID: Final = ("indicator", "component", "item", "area", "period", "measure")


def _without_key(fact: Fact) -> dict[str, Any]:
    given = fact.model_dump(exclude_defaults=True)
    if fact_id(*(given[name] for name in _IN_ID)) == fact.id and fact.id.count("|") == 4:
        return {name: value for name, value in given.items() if name not in {*_IN_ID, "id"}}
    return given


def _with_key(key: str, given: Any) -> Any:
    if not isinstance(given, dict) or "id" in given:
        return given
    names, item, area, period, measure = key.split("|")
    indicator, _, component = names.partition("/")
    whole = {"indicator": indicator, "component": component, "item": item, "area": area}
    return {"id": key, **whole, "period": period, "measure": measure, **given}


def fact_id(indicator: str, component: str, item: str, area: str, period: str, measure: str) -> str:
    """Id of an observed fact.

    Examples
    --------
    >>> fact_id("VN.CPI", "cpi", "Giáo dục", "Việt Nam", "2024-12", "mom")
    'VN.CPI/cpi|Giáo dục|Việt Nam|2024-12|mom'
    """
    return f"{indicator}/{component}|{item}|{area}|{period}|{measure}"
