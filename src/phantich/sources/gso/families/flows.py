"""Flow tables: one row a thing that is counted, one column a period, a comparison or a share.

What differs from family to family is a `Layout`: which component a column belongs to, in which
unit, and what a row stands for. Periods, slips of the publisher and remarks are the same for all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Final

from phantich.observations import INDEX_MEASURES
from phantich.sources.gso.cells import cell_name
from phantich.sources.gso.context import Context
from phantich.sources.gso.families.flow_columns import FlowColumn, flow_columns, report_column
from phantich.sources.gso.families.flow_layout import Layout, Place, Series, section_kind
from phantich.sources.gso.families.labels import read_label
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

_PERCENT: Final = frozenset({*INDEX_MEASURES, "pct_plan", "month_pct_plan", "share", "ytd_share"})


@dataclass(slots=True)
class _Unplaced:
    """Cells that a reason keeps out, to be reported together."""

    reason: str
    cells: list[tuple[int, int, float]] = field(default_factory=list)


def read_flow(table: Table, context: Context, layout: Layout) -> None:
    """Give every figure of a flow table to the context, and a remark for each that is left out."""
    give_figures(table, context, layout, flow_columns(table, context, layout))


def give_figures(
    table: Table, context: Context, layout: Layout, columns: dict[int, FlowColumn]
) -> None:
    """Give the figures of the columns that could be placed (see `read_flow`)."""
    place = layout.placer(table, context)
    given: dict[tuple[str, ...], float] = {}
    unplaced: dict[str, _Unplaced] = {}
    rows = (
        _counted_rows(table, context, columns)
        if layout.one_total
        else [(row, False) for row in table.rows if row.values]
    )
    for row, role in rows:
        found = role if isinstance(role, str) else Place(layout.total) if role else place(row)
        for index, value in row.values.items():
            column = columns.get(index)
            if column is None:
                continue
            if isinstance(found, str):
                _leave_out(unplaced, found, row, index, value)
            elif why := _give(table, context, layout, row, index, value, column, found, given):
                _leave_out(unplaced, why, row, index, value)
    _report(table, context, unplaced)


def _give(
    table: Table,
    context: Context,
    layout: Layout,
    row: Row,
    index: int,
    value: float,
    column: FlowColumn,
    place: Place,
    given: dict[tuple[str, ...], float],
) -> str:
    """Add the figure, or say why it has no place."""
    meaning, series = column.meaning, column.series
    if layout.resolve is not None:
        resolved = layout.resolve(series, place)
        if resolved is None:
            return "nothing tells the unit"
        series = resolved
    elif place.component or place.unit:
        component, unit = place.component or series.component, place.unit or series.unit
        series = replace(series, component=component, unit=unit)
    component, area = series.component, series.area or place.area
    key = (component, place.item, area, meaning.period, meaning.measure)
    if key in given:
        same = math.isclose(given[key], value, rel_tol=1e-9)
        return "" if same else "a second figure for the same thing"
    given[key] = value
    if column.grown:
        value += 100
    context.add(
        table, row.number, index,
        indicator=layout.indicator, component=component, item=place.item, area=area,
        period=meaning.period, frequency=meaning.frequency, measure=meaning.measure, value=value,
        unit="%" if meaning.measure in _PERCENT else series.unit,
        status=meaning.status, note=place.note,
    )  # fmt: skip
    return ""


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


def _leave_out(
    unplaced: dict[str, _Unplaced], reason: str, row: Row, index: int, value: float
) -> None:
    key = f"{reason}|{row.number}"
    unplaced.setdefault(key, _Unplaced(reason)).cells.append((row.number, index, value))


def _report(table: Table, context: Context, unplaced: dict[str, _Unplaced]) -> None:
    """One remark a row and reason, with all its cells."""
    for entry in unplaced.values():
        row = next(r for r in table.rows if r.number == entry.cells[0][0])
        values = ", ".join(f"{cell_name(r, c)} {v:g}" for r, c, v in entry.cells)
        context.remark(
            "unplaced", table, entry.cells[0][0], entry.cells[0][1],
            f"{row.label}: {values}", entry.reason,
        )  # fmt: skip
