"""Exports and imports of goods: totals, sectors and main goods, in value and in quantity."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Final

from phantich.sources.gso.context import Context, FamilyReader
from phantich.sources.gso.families.flows import Layout, Place, Series, read_flow, section_kind
from phantich.sources.gso.families.names import item_name
from phantich.sources.gso.tables import Column, Row, Table
from phantich.sources.gso.text import fold

TOTAL: Final = "Tổng trị giá"
DOMESTIC: Final = "Khu vực kinh tế trong nước"
FOREIGN: Final = "Khu vực có vốn đầu tư nước ngoài"
#: What may stand below a sector, before the goods.
_OF_SECTOR: Final = frozenset(
    {
        "Dầu thô",
        "Dầu mỏ và khí đốt",
        "Hàng hóa khác",
        "Hàng khác",
        "Các sản phẩm khác",
        "Kể cả dầu thô",
        "Trừ dầu thô",
    }
)
#: Parts of a good that say nothing without its name.
_PARTS: Final = frozenset({"nguyen chiec", "linh kien", "linh kien, phu tung"})
_UNKNOWN: Final = "?"
_VEHICLES: Final = ("o to", "xe may")
#: What a good's name says beyond its first words: «Xe máy và linh kiện, phụ tùng».
_SHORT: Final = re.compile(r" và |,| \(")
_QUANTITY: Final = re.compile(r"\bluong\b")
_VALUE: Final = re.compile(r"\btri gia\b")
_SHARE: Final = re.compile(r"\bty trong\b|\bco cau\b")
_PIECES_IN_UNIT: Final = re.compile(r"(nghin |ngan )?\bchiec\b")
_PIECES: Final = re.compile(r"[(⁽](\*+)[)⁾]\W*\b(nghin|ngan|1000)?\s*chiec\b")


def _series(flow: str, table: Table, column: Column) -> Series | None:
    """Quantity or value by the word at the foot of the header; shares, and tables without the
    words, are of the value."""
    header = fold(column.header)
    if _VALUE.search(header) or _SHARE.search(header):
        return Series(flow, _value_unit(table))
    if _QUANTITY.search(header):
        return Series(f"{flow}_quantity", "nghìn tấn")
    whole_table_in_value = not any(_QUANTITY.search(fold(c.header)) for c in table.columns)
    return Series(flow, _value_unit(table)) if whole_table_in_value else None


def _value_unit(table: Table) -> str:
    unit = fold(table.unit)
    return "nghìn USD" if "nghin usd" in unit or "1000 usd" in unit else "triệu USD"


def _placer(lists: tuple[str, ...], table: Table, context: Context) -> Callable[[Row], Place | str]:
    pieces = _pieces(table)
    sector = good = ""

    def place(row: Row) -> Place | str:
        nonlocal sector, good
        if section_kind(row.label) == "goods":
            return "figures on a heading"
        name = item_name(row.label)
        if name in {DOMESTIC, FOREIGN}:
            sector = name
            return Place(name)
        if section_kind(row.section) != "goods":
            sector = FOREIGN if item_name(row.section) == FOREIGN else sector
            if name in _OF_SECTOR and sector:
                return Place(_of_sector(name, sector))
        sector = ""
        if fold(name) in _PARTS and good:
            name = f"{good} {name.lower()}"
        else:
            good = _SHORT.split(name)[0]
        return Place(item_name(name, *lists), unit=_quantity_unit(good, row.mark, pieces))

    return place


def _of_sector(name: str, sector: str) -> str:
    """Crude oil and the rest of a sector, as against the good crude oil of all sectors."""
    whole = {"Kể cả dầu thô": sector, "Trừ dầu thô": "Hàng hóa khác"}.get(name, name)
    return whole if whole == sector else f"{whole} ({sector[0].lower()}{sector[1:]})"


def _pieces(table: Table) -> dict[str, str]:
    """Footnote mark → unit of the quantities so marked: ``(*) Nghìn chiếc, triệu USD``.

    Where the table's unit line names the pieces they are those of the vehicles, without a mark.
    """
    found = {}
    for note in (*table.notes, *(row.label for row in table.rows)):
        if match := _PIECES.search(fold(note)):
            found[f"({match[1]})"] = "nghìn chiếc" if match[2] else "chiếc"
    if not found:
        units = fold(" ".join((table.unit, *(c.header for c in table.columns))))
        if match := _PIECES_IN_UNIT.search(units):
            found["()"] = "nghìn chiếc" if match[1] else "chiếc"
    return found


def _quantity_unit(good: str, mark: str, pieces: dict[str, str]) -> str:
    """Unit of a good's quantity where it is not the table's.

    Vehicles are counted in pieces, in whichever the footnote names, also where the mark is missing
    or stands at the vehicle and not at its part «Nguyên chiếc».
    """
    if unit := pieces.get(mark.replace(" ", "")):
        return unit
    if fold(good).startswith(_VEHICLES):
        return next(iter(pieces.values())) if len(set(pieces.values())) == 1 else _UNKNOWN
    return ""


def _resolve(series: Series, place: Place) -> Series | None:
    """A row's own unit («chiếc») is that of its quantity, never of its value."""
    if not place.unit or not series.component.endswith("_quantity"):
        return series
    return None if place.unit == _UNKNOWN else Series(series.component, place.unit)


def _reader(flow: str, quarterly: bool) -> FamilyReader:
    layout = Layout(
        indicator=f"VN.{flow.upper()}",
        total=TOTAL,
        series=partial(_series, flow),
        placer=partial(_placer, (f"{flow[:-1]}_goods",)),
        quarterly=quarterly,
        resolve=_resolve,
    )
    return partial(read_flow, layout=layout)


READERS: Final[dict[str, FamilyReader]] = {
    f"{flow}{ending}": _reader(flow, bool(ending))
    for flow in ("exports", "imports")
    for ending in ("", "_quarterly")
}
