"""Main industrial products: quantities, each in its own unit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from phantich.sources.gso.context import Context, FamilyReader
from phantich.sources.gso.families.flows import Layout, Place, Series, read_flow
from phantich.sources.gso.families.industry import whole_year
from phantich.sources.gso.families.names import item_name
from phantich.sources.gso.families.places import SEPARATOR, places_of
from phantich.sources.gso.tables import Column, Row, Table

_LIST: Final = "industrial_products"


def _series(table: Table, column: Column) -> Series:
    return Series("output", table.unit or "không ghi đơn vị")


def _placer(table: Table, context: Context) -> Callable[[Row], Place | str]:
    """The product, and behind it the ownership where a row with a dash splits it."""
    found = places_of(table, context)
    units: dict[tuple[str, ...], str] = {}
    for spot in found.values():
        units.setdefault(spot.path, spot.unit)

    def place(row: Row) -> Place | str:
        spot = found[row.number]
        unit = spot.unit or units.get(spot.path[:-1], "")
        names = [item_name(name, _LIST) for name in spot.path[len(spot.section) :]]
        if not names:
            return "the label names no product"
        return Place(SEPARATOR.join(names), unit=unit)

    return place


def _reader(quarterly: bool) -> FamilyReader:
    layout = Layout(
        "VN.PRODUCTS",
        "",
        _series,
        _placer,
        quarterly,
        one_total=False,
        once=True,
        adjust=whole_year,
    )
    return partial(read_flow, layout=layout)


READERS: Final[dict[str, FamilyReader]] = {
    "industrial_products": _reader(False),
    "industrial_products_quarterly": _reader(True),
}
