"""Crops: what a row, a heading or a column says of their area, yield and output."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from phantich.sources.gso.context import Context
from phantich.sources.gso.families.areas import area_of
from phantich.sources.gso.families.flows import Place, Series
from phantich.sources.gso.families.names import item_name
from phantich.sources.gso.families.places import SEPARATOR, places_of
from phantich.sources.gso.flow_headers import Meaning
from phantich.sources.gso.headers import Month
from phantich.sources.gso.tables import Column, Row, Table
from phantich.sources.gso.text import fold

#: Folded word → component of crops and rice, and its usual unit.
_MEASURES: Final = (
    ("dien tich", "area", "nghìn ha"),
    ("nang suat", "yield", "tạ/ha"),
    ("san luong", "production", "nghìn tấn"),
)
_PLAIN: Final = re.compile(r"dien tich(?: gieo (?:trong|cay))?|nang suat|san luong")
_YEARLY: Final = {"ytd": "level", "ytd_yoy": "yoy", "ytd_share": "share"}


def crop_measure(text: str) -> tuple[str, str] | None:
    """Component and unit of a crop's figure by the words of a text."""
    folded = fold(text)
    found = [(name, unit) for word, name, unit in _MEASURES if word in folded]
    return found[0] if len(found) == 1 else None


def yearly(meaning: Meaning, release: Month) -> Meaning:
    """A crop's year is a year in any workbook."""
    if meaning.subject.kind != "year":
        return meaning
    measure = _YEARLY.get(meaning.measure, meaning.measure)
    return replace(meaning, period=str(meaning.subject.year), frequency="A", measure=measure)


def seasonal(meaning: Meaning, release: Month) -> Meaning:
    """«Vụ đông xuân năm 2024» is the season that is harvested in 2024."""
    year = yearly(meaning, release)
    return replace(year, period=f"{meaning.subject.year}-DX", frequency="C")


def crop_columns(table: Table, column: Column) -> Series | None:
    """The halves of the country stand beside each other."""
    if not column.parts:
        return None
    area = next((a for part in column.parts if (a := area_of(part))), "")
    if "tuyet doi" in fold(column.header):
        return Series("_change", "", area=area, measure="level")
    return Series("", "", area=area)


def crop_rows(table: Table, context: Context) -> Callable[[Row], Place | str]:
    """A row is a crop's area, yield or output; or a crop below such a heading."""
    spots = places_of(table, context)
    last: tuple[str, str] | None = None
    measures: dict[int, tuple[str, str] | None] = {}
    for row in table.rows:
        spot = spots[row.number]
        own = crop_measure(spot.label.name) or next(
            (m for name in reversed(spot.section) if (m := crop_measure(name))), None
        )
        if own is None and row.values and last is not None and not spot.unit:
            own = last
        measures[row.number] = own
        last = own if row.values else last

    def place(row: Row) -> Place | str:
        spot, measure = spots[row.number], measures[row.number]
        if measure is None and spot.unit.endswith(" con"):
            return Place(item_name(row.label), spot.area, spot.unit, component="livestock")
        if measure is None:
            return "neither area, yield nor output by its headings"
        names = [n for n in spot.section if not _is_heading(n)]
        if not _PLAIN.fullmatch(fold(spot.label.name)):
            names.append(spot.label.name)
        if not names:
            return "the headings name no crop"
        unit = spot.unit or measure[1]
        return Place(item_name(_crop_name(names, row)), unit=unit, component=f"crop_{measure[0]}")

    return place


def _is_heading(name: str) -> bool:
    """Whether a heading names the measure, or a group that is clear from its crops."""
    folded = fold(name)
    plain = re.fullmatch(rf"({_PLAIN.pattern})( mot so.*)?", folded)
    return bool(plain or re.match(r"(cay|dien tich,? nang suat|mot so)\b", folded))


def _crop_name(names: list[str], row: Row) -> str:
    """The crop nearest to the figure; a crop below a total of several is its part."""
    parents = [p for p in row.path[:-1] if fold(p).startswith("tong san luong")]
    return names[-1] if not parents else SEPARATOR.join([parents[-1].split(" (")[0], names[-1]])


def crop_of_row(series: Series, place: Place) -> Series:
    """The series of a cell: the crop's component with the column's ending, in the row's unit."""
    return Series(f"{place.component}{series.component}", place.unit, series.area)
