"""The group's indicators and their components, as a brief orders and words them."""

from __future__ import annotations

from typing import Literal

from phantich.brief.text import lower_first
from phantich.catalog.model import Bilingual, Direction, Kind, Strict, Text

#: measured: there are figures; awaiting: none yet; no_series: nothing that is told by a figure.
Coverage = Literal["measured", "awaiting", "no_series"]


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


class Benchmark(Strict):
    """A component of another area against which one of the group is read."""

    component: Text
    against: Text
    area: Text
