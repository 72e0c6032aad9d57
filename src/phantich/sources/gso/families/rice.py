"""Rice of a season by province: area, yield and output, and their change on last year's season."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Final

from phantich.sources.gso.context import Context, FamilyReader
from phantich.sources.gso.families.agriculture import TOTAL
from phantich.sources.gso.families.crops import crop_measure, seasonal
from phantich.sources.gso.families.flows import Layout, Place, Series, read_flow
from phantich.sources.gso.families.places import places_of
from phantich.sources.gso.tables import Column, Row, Table
from phantich.sources.gso.text import fold

#: A heading below which the same columns hold changes.
_TURNS: Final = re.compile(r"so voi|tang.*giam|^vu dong xuan")


def _rice(table: Table, column: Column) -> Series | None:
    measure = crop_measure(column.header)
    if measure is None:
        return None
    name, unit = measure
    header = fold(column.header)
    change = ("tang" in header or "giam" in header) and "%" not in header
    if change:
        return Series(f"{name}_change", unit, measure="level")
    return Series(name, unit)


def _area_placer(table: Table, context: Context) -> Callable[[Row], Place | str]:
    spots = places_of(table, context, by_area=True)
    turned = next(
        (r.number for r in table.rows if not r.values and _TURNS.search(fold(r.label))), None
    )

    def place(row: Row) -> Place | str:
        spot = spots[row.number]
        if turned is not None and row.number > turned:
            return "a heading among the rows makes the columns mean something else"
        known = bool(spot.label.area) or spot.label.total
        return Place(TOTAL, spot.area) if known else "the label is no known area"

    return place


READERS: Final[dict[str, FamilyReader]] = {
    "rice_province": partial(
        read_flow,
        layout=Layout(
            "VN.RICE", TOTAL, _rice, _area_placer, one_total=False, inherits=True, adjust=seasonal
        ),
    ),
}
