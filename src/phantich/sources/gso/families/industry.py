"""Industry: production index, shipments and inventories, employment of industrial enterprises."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from phantich.sources.gso.context import Context, FamilyReader
from phantich.sources.gso.families.flows import Layout, Place, Series, read_flow
from phantich.sources.gso.families.labels import read_label
from phantich.sources.gso.families.names import item_name
from phantich.sources.gso.flow_headers import Meaning
from phantich.sources.gso.headers import Month
from phantich.sources.gso.tables import Column, Row, Table
from phantich.sources.gso.text import fold

INDUSTRY: Final = "Toàn ngành công nghiệp"
MANUFACTURING: Final = "Toàn ngành chế biến, chế tạo"
_WHOLE_YEAR: Final = {"ytd": "level", "ytd_yoy": "yoy"}


def whole_year(meaning: Meaning, release: Month) -> Meaning:
    """«Năm 2014» in a workbook of another month than December is that year, and no year to date."""
    if meaning.subject.kind != "year" or release.month == 12:
        return meaning
    measure = _WHOLE_YEAR.get(meaning.measure, meaning.measure)
    return replace(meaning, period=str(meaning.subject.year), frequency="A", measure=measure)


def _placer(total: str) -> Callable[[Table, Context], Callable[[Row], Place | str]]:
    def place(row: Row) -> Place | str:
        if read_label(row.label).total:
            return Place(total)
        return Place(item_name(row.label, "vsic_divisions"))

    return lambda table, context: place


def _stocks_and_shipments(table: Table, column: Column) -> Series:
    text = fold(column.header)
    stock = "ton kho" in text or "thoi diem" in text
    return Series("inventory" if stock else "consumption", "%")


def _reader(
    indicator: str,
    total: str,
    series: Callable[[Table, Column], Series | None],
    quarterly: bool = False,
) -> FamilyReader:
    layout = Layout(
        indicator, total, series, _placer(total), quarterly, adjust=whole_year, one_total=False
    )
    return partial(read_flow, layout=layout)


def _only(component: str) -> Callable[[Table, Column], Series | None]:
    return lambda table, column: Series(component, "%")


READERS: Final[dict[str, FamilyReader]] = {
    "iip": _reader("VN.IIP", INDUSTRY, _only("iip")),
    "iip_quarterly": _reader("VN.IIP", INDUSTRY, _only("iip"), quarterly=True),
    "inventory": _reader("VN.IIP", MANUFACTURING, _stocks_and_shipments),
    "labour_industry": _reader("VN.LABOUR", INDUSTRY, _only("industry_labour")),
}
