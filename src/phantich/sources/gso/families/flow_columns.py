"""Columns of a flow table: what each means, with the publisher's slips put right and reported."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

from phantich.observations import INDEX_MEASURES
from phantich.sources.gso.cells import cell_name
from phantich.sources.gso.context import Context
from phantich.sources.gso.families.flow_layout import Layout, Series
from phantich.sources.gso.flow_headers import (
    Inherited,
    Meaning,
    flow_meaning,
    in_year,
    inherited_from,
)
from phantich.sources.gso.kinds import kind_of
from phantich.sources.gso.tables import Column, Table
from phantich.sources.gso.text import fold

#: A comparison column whose figures all lie below this is printed as growth, not as an index …
_GROWTH_BELOW: Final = 60.0
#: … unless it has more rows than this: so many rises, and not one fall, would be no growth either.
_GROWTH_ROWS: Final = 15


@dataclass(slots=True)
class FlowColumn:
    """A column that could be placed; `grown` when its comparisons are printed as growth."""

    meaning: Meaning
    series: Series
    grown: bool = False


def flow_columns(table: Table, context: Context, layout: Layout) -> dict[int, FlowColumn]:
    """Columns by index, with what their figures are.

    Those that cannot be placed are reported to the context, each with its range of cells. A header
    that says no period goes on with what its left neighbour, or the table's title, is about.
    """
    found: dict[int, FlowColumn] = {}
    left: Inherited | None = None
    titled = inherited_from(table.title)
    for column in _true_columns(table, context):
        meaning = flow_meaning(
            column.header, context.release, left or titled, layout.quarterly, layout.inherits
        )
        if meaning is not None and layout.adjust is not None:
            meaning = layout.adjust(meaning, context.release)
        series = layout.series(table, column) if meaning is not None else None
        if meaning is None or series is None:
            report_column(table, context, column)
            continue
        if series.measure:
            meaning = replace(meaning, measure=series.measure)
        found[column.index] = FlowColumn(meaning, series)
        left = Inherited(meaning.subject, meaning.status if meaning.measure == "ytd" else "")
    _leave_doubled(found, table, context)
    _put_years_right(found, context, layout.quarterly)
    for index, flow in found.items():
        if flow.meaning.correction:
            header = next(c.header for c in table.columns if c.index == index)
            context.remark(
                "correction", table, table.first_row, index, header, flow.meaning.correction
            )
    _mark_growth(table, context, found)
    return found


def _leave_doubled(found: dict[int, FlowColumn], table: Table, context: Context) -> None:
    """Leave out a column whose year was put right into that of another column: either may be it."""
    meant = Counter((f.series, f.meaning.period, f.meaning.measure) for f in found.values())
    for column in table.columns:
        flow = found.get(column.index)
        if flow is None or not flow.meaning.correction:
            continue
        if meant[flow.series, flow.meaning.period, flow.meaning.measure] > 1:
            del found[column.index]
            report_column(table, context, column)


def _true_columns(table: Table, context: Context) -> tuple[Column, ...]:
    """The table's columns; where a continuation has another date in its header than the table
    that it goes on, the office forgot to change it, and the first table's header counts."""
    before = context.before.get(kind_of(table.title), [])
    if not table.continued or not before or len(before[-1].columns) != len(table.columns):
        return table.columns
    columns = []
    for own, first in zip(table.columns, before[-1].columns, strict=True):
        here, there = (flow_meaning(c.header, context.release) for c in (own, first))
        if here and there and here.measure == there.measure and here.period != there.period:
            context.remark(
                "correction", table, table.first_row, own.index, own.header,
                f"the table goes on under the header «{first.header}»",
            )  # fmt: skip
            columns.append(Column(own.index, first.parts))
        else:
            columns.append(own)
    return tuple(columns)


def _put_years_right(found: dict[int, FlowColumn], context: Context, quarterly: bool) -> None:
    """A table of quarters that ends one year before the workbook's quarter has last year's header.

    Its newest quarter is that of the workbook and all its years are one short.
    """
    subjects = [flow.meaning.subject for flow in found.values()]
    newest = max((s.last_month for s in subjects), default=0)
    if not quarterly or newest != context.release.month:
        return
    if {s.year for s in subjects} == {context.release.year - 1}:
        for flow in found.values():
            flow.meaning = in_year(flow.meaning, context.release.year, context.release, quarterly)


def _mark_growth(table: Table, context: Context, found: dict[int, FlowColumn]) -> None:
    """Tell comparisons printed as growth (9.9) from those with base 100 (109.9), column by column.

    Figures that are all far below 100 are growth when one is negative, or when they are few and no
    collapse of the level explains them; otherwise they stay as printed, and that is reported.
    """
    for index, flow in found.items():
        if flow.meaning.measure not in INDEX_MEASURES:
            continue
        values = [row.values[index] for row in table.rows if index in row.values]
        if not values or max(values) >= _GROWTH_BELOW:
            continue
        where = table.rows[0].number
        header = next(c.header for c in table.columns if c.index == index)
        if (
            "toc do tang" in fold(header)
            or min(values) < 0
            or (len(values) <= _GROWTH_ROWS and not _collapsed(table, found))
        ):
            flow.grown = True
            context.remark(
                "correction", table, where, index, f"{min(values):g} to {max(values):g}",
                "printed as growth in per cent, stored with the base of the comparison = 100",
            )  # fmt: skip
        else:
            context.remark(
                "doubt", table, where, index, f"{min(values):g} to {max(values):g}",
                "a comparison far below 100 throughout, taken as printed",
            )  # fmt: skip


def _collapsed(table: Table, found: dict[int, FlowColumn]) -> bool:
    """Whether the month is less than half of the average month so far: then a low index is true."""
    levels: dict[str, tuple[float, int]] = {}
    for index, flow in found.items():
        subject = flow.meaning.subject
        if flow.meaning.measure in {"level", "ytd"} and subject.kind in {"month", "cumulative"}:
            value = next((r.values[index] for r in table.rows if index in r.values), 0.0)
            levels[f"{flow.meaning.measure}{flow.meaning.period}"] = value, subject.number
    for key, (total, months) in levels.items():
        month = levels.get(key.replace("ytd", "level"))
        if key.startswith("ytd") and month and months and month[0] < 0.5 * total / months:
            return True
    return False


def report_column(table: Table, context: Context, column: Column) -> None:
    """One remark for a column whose figures are left out, with its range of cells."""
    cells = [row for row in table.rows if column.index in row.values]
    if not cells:
        return
    last = cell_name(cells[-1].number, column.index)
    header = f"«{column.header}»" if column.header else "no header"
    context.remark(
        "unplaced", table, cells[0].number, column.index,
        f"{len(cells)} figures down to {last} under {header}",
        "the header does not tell what they are",
    )  # fmt: skip
