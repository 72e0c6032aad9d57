"""From monthly panels to what offices publish: frequencies, comparisons, plans, two vintages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from phantich.sources.members import COMMUNES, has_whole, unit_of
from phantich.sources.simulated.blocks import Block, unit_in
from phantich.sources.simulated.clock import Clock
from phantich.sources.simulated.comparisons import Comparisons
from phantich.sources.simulated.panel import Panel, Row
from phantich.sources.simulated.plans import plan_blocks, plan_paths
from phantich.sources.simulated.profiles import profile
from phantich.sources.simulated.relations import is_paced, ratio_scale
from phantich.sources.simulated.world import MERGER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from phantich.catalog import Component, Indicator
    from phantich.sources.simulated.build import Builder
    from phantich.sources.simulated.clock import How

#: A breakdown with more members is published as levels only, and not before it is final.
_SHORT = 12
#: Months for which communes report by the month.
_LOCAL_MONTHS = 24
#: Lists that are published with cumulated figures and plans, too, however long they are.
_DETAILED = frozenset({"revenue_items", "expenditure_items", "tax_items", "retail_groups"})
_SUMMED = frozenset({"flow", "count", "dossier", "volume_index"})
#: Base year of the indices of industrial production.
_BASE_YEAR = "2015"
_NEIGHBOURS = {
    "haiphong": "từ 7/2025 gồm cả Hải Dương cũ",
    "cantho": "từ 7/2025 gồm cả Hậu Giang và Sóc Trăng cũ",
}
_ANEW = "tính lại theo đơn vị hành chính từ 01/7/2025"


def frequencies(indicator: Indicator) -> tuple[str, ...]:
    """Regular frequencies of an indicator: months alone, or else quarters, half-years and years.

    What is reported by the day, hour, week or event is published by the month, too.
    """
    regular = [f for f in ("M", "Q", "S", "A") if f in indicator.frequencies]
    return ("M",) if "M" in regular or not regular else tuple(regular)


def publish(builder: Builder, indicator: Indicator, component: Component) -> Iterator[Block]:
    """All figures of a component that is built from a panel."""
    for frequency in frequencies(indicator):
        clock = Clock(builder.world, frequency)
        yield from _Publisher(builder, indicator, component, clock).blocks()


class _Publisher:
    """Publishes one component at one frequency."""

    def __init__(
        self, builder: Builder, indicator: Indicator, component: Component, clock: Clock
    ) -> None:
        self.builder = builder
        self.world = builder.world
        self.indicator = indicator
        self.component = component
        self.clock = clock
        self.shape = profile(self.world.city, indicator.code, component)
        self.rows, self.current, self.history = self._levels()
        self.sizes = Counter(row.group for row in self.rows)

    def blocks(self) -> Iterator[Block]:
        """A block for each measure, status and group of rows."""
        plans = plan_paths(self.builder, self.indicator, self.component)
        start = 0 if has_whole(self.component) else 1
        for group in self.sizes:
            places = [i for i, row in enumerate(self.rows) if row.group == group and i >= start]
            if places:
                for measure in self._measures(group):
                    yield from self._measure(measure, places, plans)
        if self.clock.frequency == frequencies(self.indicator)[0]:
            yield from plan_blocks(self.builder, self.indicator, self.component, plans)

    def _levels(self) -> tuple[tuple[Row, ...], NDArray[np.float64], NDArray[np.float64]]:
        """Rows, first and final values by period."""
        if self.component.numerator and self.component.denominator:
            over, under = self.builder.parts_of(self.indicator, self.component)
            return over.rows, self._ratio(over, under, True), self._ratio(over, under, False)
        panel = self.builder.panel(self.indicator, self.component)
        how: How = "sum" if self.component.kind in _SUMMED else "last"
        return panel.rows, self.clock.gather(panel.first, how), self.clock.gather(panel.values, how)

    def _ratio(self, over: Panel, under: Panel, first: bool) -> NDArray[np.float64]:
        numerator = self.indicator.component(self.component.numerator or "")
        denominator = self.indicator.component(self.component.denominator or "")
        above = over.first if first else over.values
        below = under.first if first else under.values
        upper = self.clock.gather(above, "sum" if numerator.kind in _SUMMED else "last")
        lower = self.clock.gather(below, "sum" if denominator.kind in _SUMMED else "last")
        if is_paced(self.indicator, self.component):
            final = self.clock.gather(over.values, "sum")
            even = np.ones_like(self.clock.ends, dtype=float)
            upper = Comparisons(self.clock, upper, final, even).year_to_date()
        ratio = np.full_like(upper, np.nan)
        np.divide(ratio_scale(self.component) * upper, lower, out=ratio, where=lower > 0)
        return np.round(ratio, self.shape.decimals)

    def _measures(self, group: str) -> tuple[str, ...]:
        published = tuple(m for m in self.component.measures if not m.startswith("plan"))
        if not group:
            return published
        if self.sizes[group] <= _SHORT or group in _DETAILED:
            return tuple(m for m in published if m in {"level", "ytd", "share"})
        return tuple(m for m in published if m in {"level", "share"}) or published[:1]

    def _measure(
        self, measure: str, places: list[int], plans: dict[str, NDArray[np.float64]]
    ) -> Iterator[Block]:
        clock = self.clock
        short = len(places) <= _SHORT or self.rows[places[0]].group in _DETAILED
        revised = not np.array_equal(self.current, self.history, equal_nan=True)
        shown = clock.published & self._shown(places)
        final = self._values(measure, self.history, places, plans)
        if not revised:
            yield self._block(measure, places, final, shown, "A", clock.first_vintages)
            return
        first = self._values(measure, self.current, places, plans)
        estimated = shown & (clock.recent if short else clock.newest)
        yield self._block(measure, places, first, estimated, "E", clock.first_vintages)
        settled = shown & clock.recent & ~clock.newest
        yield self._block(measure, places, final, settled, "A", clock.final_vintages)
        old = shown & ~clock.recent
        yield self._block(measure, places, final, old, "A", clock.first_vintages)

    def _values(
        self,
        measure: str,
        known: NDArray[np.float64],
        places: list[int],
        plans: dict[str, NDArray[np.float64]],
    ) -> NDArray[np.float64]:
        """A measure of some rows from the levels as they were `known`."""
        scale = np.where(self.world.merged[self.clock.ends], 1.0, 1 / self.shape.merger)
        current = known[places]
        compared = Comparisons(self.clock, current, self.history[places], scale)
        name, _, qualifier = measure.partition(":")
        if name in {"pct_plan", "month_pct_plan"}:
            plan = plans.get(f"plan:{qualifier}" if qualifier else "plan")
            if plan is None or len(places) != 1:
                return np.full_like(current, np.nan)
            done = compared.year_to_date() if self.component.kind in _SUMMED else compared.level()
            done = compared.level() if name == "month_pct_plan" else done
            share = 100 * done / scale / plan[self.clock.ends]
            return np.asarray(np.round(share, 2), dtype=np.float64)
        if name == "vs_base":
            base = self.history[places][:, self._base_year()].mean(axis=1, keepdims=True)
            return np.asarray(np.round(100 * current / base, 2), dtype=np.float64)
        if name == "share":
            return np.asarray(np.round(100 * current / known[:1], 2), dtype=np.float64)
        digits = self.shape.decimals if name in {"level", "ytd"} else 2
        return np.round(_method(compared, name), digits)

    def _base_year(self) -> NDArray[np.bool_]:
        return np.array([month[:4] == _BASE_YEAR for month in self.clock.last_months])

    def _shown(self, places: list[int]) -> NDArray[np.bool_]:
        """Periods in which these rows are published: communes by the month only of late."""
        everywhere = np.ones(len(self.clock.ends), dtype=bool)
        if COMMUNES not in self.rows[places[0]].group or self.clock.frequency != "M":
            return everywhere
        if self.shape.merger != 1:
            return self.world.merged[self.clock.ends]
        late: NDArray[np.bool_] = self.clock.ends > self.world.last - _LOCAL_MONTHS
        return late

    def _block(
        self,
        measure: str,
        places: list[int],
        values: NDArray[np.float64],
        shown: NDArray[np.bool_],
        status: str,
        vintages: Sequence[str],
    ) -> Block:
        rows = [self.rows[i] for i in places]
        units = [
            unit_in(
                measure,
                unit_of(self.component, row.group, row.item) if row.group else self.component.unit,
            )
            for row in rows
        ]
        kept = [int(i) for i in np.flatnonzero(shown)]
        return Block(
            self.indicator.code,
            self.component.id,
            [row.item for row in rows],
            [row.area for row in rows],
            [self.clock.periods[i] for i in kept],
            self.clock.frequency,
            measure,
            units,
            values[:, kept],
            status,
            [vintages[i] for i in kept],
            [self._note(self.clock.last_months[i], rows[0]) for i in kept],
        )

    def _note(self, month: str, row: Row) -> str:
        if COMMUNES in row.group:
            return _ANEW if month < MERGER else ""
        merged = self.shape.merger != 1 and month >= MERGER
        return _NEIGHBOURS[self.world.city] if merged else ""


def _method(compared: Comparisons, name: str) -> NDArray[np.float64]:
    methods = {
        "level": compared.level,
        "ytd": compared.year_to_date,
        "mom": compared.on_previous,
        "qoq": compared.on_previous,
        "yoy": compared.on_last_year,
        "ytd_yoy": compared.year_to_date_on_last_year,
        "vs_december": compared.on_year_end,
    }
    with np.errstate(divide="ignore", invalid="ignore"):
        return methods[name]()
