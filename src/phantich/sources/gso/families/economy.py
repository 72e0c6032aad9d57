"""Quarterly tables of the whole economy: national accounts, investment, trade in services."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Final

from phantich.sources.gso.context import Context, FamilyReader
from phantich.sources.gso.families.flows import Layout, Place, Series, read_flow
from phantich.sources.gso.families.labels import unit_of
from phantich.sources.gso.families.names import item_name
from phantich.sources.gso.families.places import SEPARATOR, places_of
from phantich.sources.gso.tables import Column, Row, Table
from phantich.sources.gso.text import clean, fold

TOTAL: Final = "Tổng số"
_CONSTANT: Final = re.compile(r"so sanh (?:nam )?((?:19|20)\d\d)")
_GROWTH: Final = re.compile(r"toc do|so voi")
_BRACKET: Final = re.compile(r"\(([^()]*đồng[^()]*|[^()]*USD[^()]*)\)", re.IGNORECASE)


def _gdp(table: Table, column: Column) -> Series | None:
    """Constant or current prices by header, else by title; growth is at constant ones."""
    if not column.parts:
        return None
    header, title = fold(column.header), fold(table.title)
    if "tren dia ban" in title or "grdp" in title:
        return Series("grdp", _printed_unit(table, column) or "tỷ đồng")
    base = _CONSTANT.search(header) or _CONSTANT.search(title)
    current = "hien hanh" in header or "thuc te" in header
    constant = "so sanh" in header or (not current and "so sanh" in title)
    if constant or _GROWTH.search(header):
        printed = _printed_unit(table, column) or "tỷ đồng"
        unit = f"{printed} (giá so sánh {base.group(1)})" if base else printed
        return Series("constant", unit)
    return Series("current", _printed_unit(table, column) or "tỷ đồng")


def _printed_unit(table: Table, column: Column) -> str:
    match = _BRACKET.search(column.header)
    return unit_of(match.group(1)) if match else unit_of(table.unit) if table.unit else ""


def _placer(*lists: str) -> Callable[[Table, Context], Callable[[Row], Place | str]]:
    """Items by their own name, by their path where the name stands more than once."""

    def placer(table: Table, context: Context) -> Callable[[Row], Place | str]:
        found = places_of(table, context)
        names = Counter(found[row.number].label.name for row in table.rows if row.values)

        def place(row: Row) -> Place | str:
            spot = found[row.number]
            if spot.label.total:
                return Place(TOTAL, spot.area)
            if spot.label.area:
                return Place(TOTAL, spot.area, note=clean(table.title))
            if names[spot.label.name] > 1:
                return Place(SEPARATOR.join(item_name(part, *lists) for part in spot.path))
            return Place(item_name(row.label, *lists))

        return place

    return placer


def _investment(table: Table, column: Column) -> Series | None:
    unit = _printed_unit(table, column) or "nghìn tỷ đồng"
    return Series("capital", unit) if column.parts else None


def _services(table: Table, column: Column) -> Series | None:
    return Series("", "triệu USD") if column.parts else None


def _services_placer(table: Table, context: Context) -> Callable[[Row], Place | str]:
    """Exports, then imports, each under its own heading."""
    component: dict[int, str] = {}
    current = ""
    for row in table.rows:
        folded = fold(row.label)
        if "dich vu" not in folded or re.search(r"(xuat|nhap) khau( dich vu)?$", folded):
            current = _direction(folded) or current
        component[row.number] = current

    def place(row: Row) -> Place | str:
        if not component[row.number]:
            return "the headings do not tell exports from imports"
        folded = fold(row.label)
        head = re.fullmatch(r"(?:[ivx]+\. ?)?(?:xuat|nhap) khau(?: dich vu)?", folded)
        name = TOTAL if head or folded == "tong so" else item_name(row.label)
        return Place(name, component=component[row.number])

    return place


def _direction(folded: str) -> str:
    exports, imports = "xuat khau" in folded, "nhap khau" in folded
    if exports == imports:
        return ""
    return "exports" if exports else "imports"


def _reader(
    indicator: str,
    series: Callable[[Table, Column], Series | None],
    placer: Callable[[Table, Context], Callable[[Row], Place | str]],
    inherits: bool = False,
) -> FamilyReader:
    layout = Layout(
        indicator,
        TOTAL,
        series,
        placer,
        quarterly=True,
        one_total=False,
        once=True,
        inherits=inherits,
    )
    return partial(read_flow, layout=layout)


READERS: Final[dict[str, FamilyReader]] = {
    "gdp": _reader("VN.GDP", _gdp, _placer("vsic_sections"), inherits=True),
    "social_investment": _reader("VN.SOCIAL_INVESTMENT", _investment, _placer()),
    "services_trade": _reader("VN.SERVICES_TRADE", _services, _services_placer),
    "services_trade_quarterly": _reader("VN.SERVICES_TRADE", _services, _services_placer),
}
