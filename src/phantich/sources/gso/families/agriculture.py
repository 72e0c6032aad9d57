"""Farming, forestry and fishing: progress of the season, crops, rice by province, output, value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from phantich.sources.gso.context import Context, FamilyReader
from phantich.sources.gso.families.crops import (
    crop_columns,
    crop_measure,
    crop_of_row,
    crop_rows,
    seasonal,
    yearly,
)
from phantich.sources.gso.families.flows import (
    FlowColumn,
    Layout,
    Place,
    Series,
    give_figures,
    read_flow,
    report_column,
)
from phantich.sources.gso.families.labels import unit_of
from phantich.sources.gso.families.names import item_name
from phantich.sources.gso.families.places import SEPARATOR, places_of
from phantich.sources.gso.families.places import Place as Spot
from phantich.sources.gso.flow_headers import Meaning, Subject, flow_meaning
from phantich.sources.gso.headers import Month, when
from phantich.sources.gso.tables import Column, Row, Table
from phantich.sources.gso.text import fold

INDICATOR: Final = "VN.AGRICULTURE"
TOTAL: Final = "Tổng số"
_WINTER_SPRING: Final = "dong xuan"
_OTHER_SEASON: Final = re.compile(r"he thu|thu dong|\bmua\b")
_CONSTANT: Final = re.compile(r"so sanh (?:nam )?((?:19|20)\d\d)")


def _names(spots: dict[int, Spot], rows: list[Row]) -> Counter[tuple[str, str]]:
    return Counter((spots[r.number].area, spots[r.number].label.name) for r in rows if r.values)


def _read_progress(table: Table, context: Context) -> None:
    """Areas sown or harvested up to the day in the title, beside those of last year."""
    layout = Layout(INDICATOR, TOTAL, _progress_series, _crop_placer, one_total=False, once=True)
    found = when(fold(table.title))
    named = "ngay" in fold(table.title) and found.year and found.number
    day = Month(found.year or 0, found.number or 1) if named else None
    if day is None and any(crop_measure(row.label) for row in table.rows):
        _read_crops(table, context)
        return
    columns: dict[int, FlowColumn] = {}
    for column in table.columns:
        meaning = _progress_meaning(column.header, day or context.release)
        if day is None and flow_meaning(column.header, context.release):
            meaning = flow_meaning(column.header, context.release)
        if meaning is None:
            report_column(table, context, column)
        else:
            columns[column.index] = FlowColumn(meaning, Series("progress", "nghìn ha"))
    give_figures(table, context, layout, columns)


def _progress_meaning(header: str, day: Month) -> Meaning | None:
    folded = fold(header)
    if not folded:
        return None
    subject = Subject("cumulative", day.month, day.year)
    this = Meaning(str(day), "M", "ytd", "A", subject)
    if "so voi" in folded or "%" in folded:
        return replace(this, measure="ytd_yoy")
    if "cung ky" in folded or "nam truoc" in folded:
        before = replace(subject, year=day.year - 1)
        return replace(this, period=str(day.shift(-12)), subject=before)
    return this if "ky nay" in folded or "thuc hien" in folded else None


def _progress_series(table: Table, column: Column) -> Series:
    return Series("progress", "nghìn ha")


def _crop_placer(table: Table, context: Context) -> Callable[[Row], Place | str]:
    """Items by their own name, by their path where it stands more than once; areas below them."""
    spots = places_of(table, context)
    names = _names(spots, table.rows)

    def place(row: Row) -> Place | str:
        spot = spots[row.number]
        path = spot.path
        if not path:
            return Place(TOTAL, spot.area, unit=spot.unit)
        if spot.label.area or names[spot.area, spot.label.name] == 1:
            path = path[-1:]
        return Place(SEPARATOR.join(item_name(p) for p in path), spot.area, unit=spot.unit)

    return place


def _read_crops(table: Table, context: Context) -> None:
    title = fold(table.title)
    season = _WINTER_SPRING in title and not _OTHER_SEASON.search(title)
    livestock = "chan nuoi" in title
    layout = Layout(
        INDICATOR,
        TOTAL,
        crop_columns,
        _item_placer if livestock else crop_rows,
        one_total=False,
        once=True,
        inherits=True,
        adjust=seasonal if season else yearly,
        resolve=_livestock if livestock else crop_of_row,
    )
    read_flow(table, context, layout)


def _livestock(series: Series, place: Place) -> Series:
    return Series("livestock", place.unit or "nghìn con", series.area)


def _item_placer(table: Table, context: Context) -> Callable[[Row], Place | str]:
    """Items with their path where the name stands more than once, in the row's own unit."""
    spots = places_of(table, context)
    names = _names(spots, table.rows)
    units: dict[int, str] = {}
    unit = ""
    for row in table.rows:
        # «Cháy rừng», «Chặt phá rừng» are parts of the row above that states the unit.
        unit = spots[row.number].unit or unit
        units[row.number] = unit

    def place(row: Row) -> Place | str:
        spot = spots[row.number]
        path = spot.path if names[spot.area, spot.label.name] > 1 else spot.path[-1:]
        name = SEPARATOR.join(item_name(part) for part in path) or TOTAL
        return Place(name, spot.area, unit=units[row.number])

    return place


def _output(component: str, unit: str) -> Callable[[Table, Column], Series | None]:
    def series(table: Table, column: Column) -> Series | None:
        if not column.parts:
            return None
        value = "gia tri san xuat" in fold(table.title)
        if not value:
            return Series(component, unit_of(table.unit) if table.unit else unit)
        base = _CONSTANT.search(fold(table.title))
        prices = f" (giá so sánh {base.group(1)})" if base else ""
        fishery = not re.search(r"nong|lam", fold(table.title))
        return Series("fishery_value" if fishery else "output_value", f"tỷ đồng{prices}")

    return series


def _reader(series: Callable[[Table, Column], Series | None]) -> FamilyReader:
    layout = Layout(
        INDICATOR, TOTAL, series, _item_placer, quarterly=True,
        one_total=False, once=True, inherits=True, adjust=yearly,
    )  # fmt: skip
    return partial(read_flow, layout=layout)


READERS: Final[dict[str, FamilyReader]] = {
    "agri_progress": _read_progress,
    "crops": _read_crops,
    "fishery": _reader(_output("fishery", "nghìn tấn")),
    "forestry": _reader(_output("forestry", "không ghi đơn vị")),
    "livestock": _reader(_output("livestock", "nghìn tấn")),
    "agri_value": _reader(_output("output_value", "tỷ đồng")),
}
