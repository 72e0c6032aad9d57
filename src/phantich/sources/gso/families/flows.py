"""Flow tables: one row a thing that is counted, one column a period, a comparison or a share.

What differs from family to family is a `Layout`: which component a column belongs to, in which
unit, and what a row stands for. Periods, slips of the publisher and remarks are the same for all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from phantich.observations import INDEX_MEASURES
from phantich.sources.gso.cells import cell_name
from phantich.sources.gso.context import Context
from phantich.sources.gso.families.areas import COUNTRY
from phantich.sources.gso.families.labels import read_label
from phantich.sources.gso.flow_headers import (
    Inherited,
    Meaning,
    flow_meaning,
    in_year,
    inherited_from,
)
from phantich.sources.gso.headers import Month
from phantich.sources.gso.kinds import kind_of
from phantich.sources.gso.tables import Column, Row, Table
from phantich.sources.gso.text import fold

#: A comparison column whose figures all lie below this is printed as growth, not as an index …
_GROWTH_BELOW: Final = 60.0
#: … unless it has more rows than this: so many rises, and not one fall, would be no growth either.
_GROWTH_ROWS: Final = 15
_PERCENT: Final = frozenset({*INDEX_MEASURES, "pct_plan", "month_pct_plan", "share", "ytd_share"})


@dataclass(frozen=True, slots=True)
class Place:
    """What a row stands for; `unit` and `component` replace the column's where they are set."""

    item: str
    area: str = COUNTRY
    unit: str = ""
    note: str = ""
    component: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Component and unit of a column's levels, and the area where columns are areas.

    `measure` replaces the header's where a family knows better (an absolute change is a level).
    """

    component: str
    unit: str
    area: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What is particular to a family.

    `series` gives component and unit of a column, None when it belongs to no component. `placer`
    gives, for one table, what each row stands for, or a reason why that cannot be told.
    """

    indicator: str
    total: str
    series: Callable[[Table, Column], Series | None]
    placer: Callable[[Table, Context], Callable[[Row], Place | str]]
    quarterly: bool = False
    #: Whether the first total is the whole of the table; else the placer reads it as any row.
    one_total: bool = True
    #: Whether a header that names no period takes over its neighbour's whatever else it says.
    inherits: bool = False
    #: The family's last word on what a column means.
    adjust: Callable[[Meaning, Month], Meaning | None] | None = None
    #: Component and unit from column and row together, None when they do not tell; else the row's,
    #: else the column's.
    resolve: Callable[[Series, Place], Series | None] | None = None


@dataclass(slots=True)
class FlowColumn:
    """A column that could be placed; `grown` when its comparisons are printed as growth."""

    meaning: Meaning
    series: Series
    grown: bool = False


@dataclass(slots=True)
class _Unplaced:
    """Cells that a reason keeps out, to be reported together."""

    reason: str
    cells: list[tuple[int, int, float]] = field(default_factory=list)


def read_flow(table: Table, context: Context, layout: Layout) -> None:
    """Give every figure of a flow table to the context, and a remark for each that is left out."""
    give_figures(table, context, layout, _columns(table, context, layout))


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


def _columns(table: Table, context: Context, layout: Layout) -> dict[int, FlowColumn]:
    """Columns by index; those that cannot be placed are reported, each with its range of cells."""
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
    _put_years_right(found, context, layout.quarterly)
    for index, flow in found.items():
        if flow.meaning.correction:
            header = next(c.header for c in table.columns if c.index == index)
            context.remark(
                "correction", table, table.first_row, index, header, flow.meaning.correction
            )
    _mark_growth(table, context, found)
    return found


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


def report_column(table: Table, context: Context, column: Column) -> None:
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


_SECTIONS: Final = (
    ("goods", re.compile(r"mat hang")),
    ("ministry", re.compile(r"\bbo\b|tong cuc")),
    ("level", re.compile(r"cap quan ly|trung uong")),
    ("province", re.compile(r"d[ií]a phuong|tinh|thanh pho|\bdia phuong")),
    ("partner", re.compile(r"\bnuoc va\b|\bnuoc,|lanh tho|quoc tich|doi tac|\bnuoc\b(?! ngoai)")),
    ("industry", re.compile(r"nganh|linh vuc")),
    ("ownership", re.compile(r"loai hinh|thanh phan|khu vuc")),
    ("purpose", re.compile(r"muc dich")),
    ("means", re.compile(r"phuong tien")),
)


def section_kind(heading: str) -> str:
    """What a heading in the body splits by; empty when it says nothing of the kind.

    >>> section_kind("Phân theo một số nước và vùng lãnh thổ"), section_kind("Một số Bộ")
    ('partner', 'ministry')
    """
    text = fold(heading)
    return next((kind for kind, pattern in _SECTIONS if pattern.search(text)), "")
