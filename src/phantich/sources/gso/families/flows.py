"""Flow tables: one row a thing that is counted, one column a period, a comparison or a share.

What differs from family to family is a `Layout`: which component a column belongs to, in which
unit, and what a row stands for. Periods, slips of the publisher and remarks are the same for all.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from phantich.observations import INDEX_MEASURES
from phantich.sources.gso.cells import cell_name
from phantich.sources.gso.context import Context, Given
from phantich.sources.gso.families.flow_columns import FlowColumn, flow_columns, report_column
from phantich.sources.gso.families.flow_layout import Layout, Place, Series, section_kind
from phantich.sources.gso.families.labels import read_label
from phantich.sources.gso.figures import Head, Plan, Stub
from phantich.sources.gso.tables import Row, Table

__all__ = [
    "FlowColumn",
    "Layout",
    "Place",
    "Series",
    "give_figures",
    "read_flow",
    "report_column",
    "section_kind",
]

#: Measures in per cent; against a base year the unit names the year: ``2010=100``.
_TWICE: Final = "a second figure for the same thing"
_PERCENT: Final = frozenset(
    {*INDEX_MEASURES, "pct_plan", "month_pct_plan", "share", "ytd_share"} - {"vs_base"}
)


def read_flow(table: Table, context: Context, layout: Layout) -> None:
    """Give every figure of a flow table to the context, and a remark for each that is left out.

    `layout` is what the family says of its tables: indicator, total, and how rows and columns are
    placed. A figure is given once: a second one for the same thing is left out with a remark.
    """
    give_figures(table, context, layout, flow_columns(table, context, layout))


def give_figures(
    table: Table, context: Context, layout: Layout, columns: dict[int, FlowColumn]
) -> None:
    """Give the figures of the columns that could be placed (see `read_flow`)."""
    place = layout.placer(table, context)
    giver = _Giver(table, context, layout, columns)
    rows = (
        _counted_rows(table, context, columns)
        if layout.one_total
        else [(row, False) for row in table.rows if row.values]
    )
    for row, role in rows:
        found = role if isinstance(role, str) else Place(layout.total) if role else place(row)
        if isinstance(found, str):
            giver.leave_out(row, found)
        else:
            giver.give(row, found)


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where the figures of a column go for rows of one kind; `number` is alike for columns that
    mean the same."""

    number: int
    head: Head
    area: str
    grown: bool


class _Slots(dict[int, _Slot | str]):
    """Slots by column, or why a column has none; `simple` when all have one, no two the same, for
    the row's own area and as printed."""

    def __init__(self, slots: Iterable[tuple[int, _Slot | str]]) -> None:
        super().__init__(slots)
        found = {i: s for i, s in self.items() if isinstance(s, _Slot) and not (s.area or s.grown)}
        self.simple = len(found) == len({s.number for s in found.values()}) == len(self)
        self._found = found
        #: What `plan` gave so far.
        self.plans: dict[tuple[int, ...], tuple[Plan, list[int]]] = {}

    def plan(self, columns: tuple[int, ...]) -> tuple[Plan, list[int]]:
        """Those of the columns that have a slot, and the numbers of their slots."""
        slots = {index: self._found[index] for index in columns if index in self._found}
        heads = tuple(slot.head for slot in slots.values())
        self.plans[columns] = Plan(tuple(slots), heads), [slot.number for slot in slots.values()]
        return self.plans[columns]


class _Giver:
    """Gives the figures of one table row by row, each thing once."""

    def __init__(
        self, table: Table, context: Context, layout: Layout, columns: dict[int, FlowColumn]
    ) -> None:
        self._table = table
        self._context = context
        self._layout = layout
        self._columns = columns
        #: By the component and unit that a row brings along.
        self._slots: dict[tuple[str, str], _Slots] = {}
        once = layout.once
        self._given = context.given.setdefault(layout.indicator, Given()) if once else Given()
        self._tolerance = 1e-4 if layout.once else 1e-9

    def give(self, row: Row, place: Place) -> None:
        """Give the row's figures; report those that nothing tells, or that stand there twice."""
        slots = self._slots.get((place.component, place.unit)) or self._slots_for(place)
        thing = place.item, place.area
        if slots.simple and thing not in self._given:
            self._give_first(row, place, slots, thing)
        else:
            self._give_again(row, place, slots, self._given.of(thing))

    def _give_again(self, row: Row, place: Place, slots: _Slots, taken: dict[int, float]) -> None:
        figures: dict[str, dict[int, tuple[Head, float]]] = {}
        left_out: dict[str, list[int]] = {}
        for index, value in row.values.items():
            slot = slots.get(index)
            if slot is None:
                continue
            if isinstance(slot, str):
                left_out.setdefault(slot, []).append(index)
                continue
            if (before := taken.get(slot.number)) is not None:
                if not math.isclose(before, value, rel_tol=self._tolerance):
                    left_out.setdefault(_TWICE, []).append(index)
                continue
            taken[slot.number] = value
            printed = value + 100 if slot.grown else value
            figures.setdefault(slot.area, {})[index] = slot.head, printed
        for area, given in figures.items():
            heads, values = zip(*given.values(), strict=True)
            stub = Stub(self._layout.indicator, place.item, area or place.area, place.note)
            plan = Plan(tuple(given), heads)
            self._context.add_row(self._table, row.number, stub, plan, values)
        for reason, indices in left_out.items():
            self._report(row, indices, reason)

    def _give_first(self, row: Row, place: Place, slots: _Slots, thing: tuple[str, str]) -> None:
        """Give the figures of a thing that has none yet, from columns that all mean another."""
        printed = row.values
        columns = tuple(printed)
        plan, numbers = slots.plans.get(columns) or slots.plan(columns)
        if not numbers:
            return
        whole = len(numbers) == len(printed)
        values = list(printed.values()) if whole else [printed[c] for c in plan.columns]
        self._given.first(thing, numbers, values)
        stub = Stub(self._layout.indicator, place.item, place.area, place.note)
        self._context.add_row(self._table, row.number, stub, plan, values)

    def leave_out(self, row: Row, reason: str) -> None:
        """Report all figures of a row."""
        self._report(row, [index for index in row.values if index in self._columns], reason)

    def _report(self, row: Row, indices: list[int], reason: str) -> None:
        if not indices:
            return
        cells = (f"{cell_name(row.number, c)} {row.values[c]:g}" for c in indices)
        found = f"{row.label}: {', '.join(cells)}"
        self._context.remark("unplaced", self._table, row.number, indices[0], found, reason)

    def _slots_for(self, place: Place) -> _Slots:
        slots = _Slots((index, self._slot(c, place)) for index, c in self._columns.items())
        self._slots[place.component, place.unit] = slots
        return slots

    def _slot(self, column: FlowColumn, place: Place) -> _Slot | str:
        series, meaning = column.series, column.meaning
        if self._layout.resolve is not None:
            resolved = self._layout.resolve(series, place)
            if resolved is None:
                return "nothing tells the unit"
            component, unit = resolved.component, resolved.unit
        else:
            component, unit = place.component or series.component, place.unit or series.unit
        if meaning.measure in _PERCENT:
            unit = "%"
        key = (component, series.area, meaning.period, meaning.measure)
        numbers = self._given.numbers
        number = numbers.setdefault(key, len(numbers))
        head = Head(
            component, meaning.period, meaning.frequency, meaning.measure, unit, meaning.status
        )
        return _Slot(number, head, series.area, column.grown)


def _counted_rows(
    table: Table, context: Context, columns: dict[int, FlowColumn]
) -> list[tuple[Row, bool | str]]:
    """Rows with figures, each with whether it is the total, or why it can be nothing.

    Figures of the whole stand on a line «Phân theo …» when the total's own line is empty; there
    they are the total's. A line «Phân theo …» that repeats the total gives nothing new.
    """
    rows: list[tuple[Row, bool | str]] = []
    total: Row | None = None
    empty_total = False
    for row in table.rows:
        label = read_label(row.label)
        if not row.values:
            empty_total = empty_total or (label.total and total is None)
        elif label.total and total is None:
            total = row
            rows.append((row, True))
        elif label.divider and total is None and empty_total:
            context.remark(
                "correction", table, row.number, min(row.values), row.label,
                "figures of the total, printed one line below it",
            )  # fmt: skip
            total = row
            rows.append((row, True))
        elif not (label.divider or label.total):
            rows.append((row, False))
        elif total is None or not _repeats(row, total, columns):
            rows.append((row, "figures on a heading that are not the total's"))
    return rows


def _repeats(row: Row, total: Row, columns: dict[int, FlowColumn]) -> bool:
    return all(
        index not in columns or abs(value - total.values.get(index, value)) <= 1e-6 * abs(value)
        for index, value in row.values.items()
    )
