"""Industry by province: output value at constant prices, its index, and employment."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from phantich.catalog.spelling import key
from phantich.sources.gso.context import Context, FamilyReader
from phantich.sources.gso.families.areas import COUNTRY
from phantich.sources.gso.families.flows import Layout, Place, Series, read_flow
from phantich.sources.gso.families.industry import INDUSTRY, whole_year
from phantich.sources.gso.families.names import item_name
from phantich.sources.gso.families.places import SEPARATOR, places_of
from phantich.sources.gso.families.places import Place as Spot
from phantich.sources.gso.tables import Column, Row, Table

TOTAL: Final = "Tổng số"
#: Sectors by ownership, as the tables called them over the years.
_SECTORS: Final = {
    "Doanh nghiệp Nhà nước": (
        "Khu vực doanh nghiệp Nhà nước",
        "Kinh tế Nhà nước",
        "Khu vực Nhà nước",
        "Nhà nước",
        "Khu vực quốc doanh",
        "Quốc doanh",
        "Doanh nghiệp nhà nuớc",
        "Khu vực doanh nghiệp Nhà nuớc",
    ),
    "Doanh nghiệp Nhà nước trung ương": (
        "Trung ương",
        "Quốc doanh trung ương",
        "Nhà nước trung ương quản lý",
        "Doanh nghiệp Nhà nước trung ương",
    ),
    "Doanh nghiệp Nhà nước địa phương": (
        "Địa phương",
        "Địa phuong",
        "Quốc doanh địa phương",
        "Nhà nước địa phương quản lý",
    ),
    "Ngoài Nhà nước": (
        "Khu vực ngoài quốc doanh",
        "Khu vực ngoài Nhà nước",
        "Ngoài quốc doanh",
        "Kinh tế ngoài Nhà nước",
        "Công nghiệp ngoài quốc doanh",
        "Khu vực công nghiệp ngoài quốc doanh",
    ),
    "Có vốn đầu tư nước ngoài": (
        "Khu vực có vốn đầu tư nước ngoài",
        "Đầu tư nước ngoài",
        "Kinh tế có vốn đầu tư nước ngoài",
        "Khu vực có vốn ĐTNN",
        "Có vốn ĐTNN",
    ),
    "Có vốn đầu tư nước ngoài / Dầu mỏ và khí đốt": (
        "Dầu mỏ và khí đốt",
        "Dầu khí",
        "T.cty Dầu mỏ và Khí đốt",
        "Dầu mỏ và khí",
        "Tổng công ty Dầu khí",
    ),
    "Có vốn đầu tư nước ngoài / Các ngành khác": ("Các ngành khác", "Ngành khác"),
}
#: Headings of the second split, by who manages: what stands below is another figure than the sector
#: of that name.
_BY_MANAGER: Final = frozenset({key("Công nghiệp trung ương"), key("Công nghiệp địa phương")})
_KNOWN: Final = {key(text): name for name, texts in _SECTORS.items() for text in (name, *texts)}


def sector(label: str) -> str:
    """Canonical name of a sector by ownership; a label that is none keeps its name.

    >>> sector("Quốc doanh trung ương"), sector("Khu vực ngoài quốc doanh")
    ('Doanh nghiệp Nhà nước trung ương', 'Ngoài Nhà nước')
    """
    return _KNOWN.get(key(label)) or item_name(label)


def _placer(
    total: str, name: Callable[[Spot, Row], str] | None
) -> Callable[[Table, Context], Callable[[Row], Place | str]]:
    """Rows are areas; rows below an area are its sectors where `name` reads them."""

    def placer(table: Table, context: Context) -> Callable[[Row], Place | str]:
        found = places_of(table, context, by_area=True)

        def place(row: Row) -> Place | str:
            spot = found[row.number]
            if spot.label.area or spot.label.total:
                return Place(total, spot.area)
            item = name(spot, row) if name is not None else ""
            return Place(item, spot.area) if item else "the label is no known area or sector"

        return place

    return placer


def _sector(spot: Spot, row: Row) -> str:
    """Sector of an area's row; of a province only what is known, for it might be a province whose
    name is misspelt."""
    if spot.area != COUNTRY:
        return _KNOWN.get(key(spot.label.name), "")
    above = next((p for p in row.path[:-1] if key(p) in _BY_MANAGER), "")
    return SEPARATOR.join(sector(name) for name in (above, spot.label.name) if name)


def _reader(indicator: str, component: str, unit: str, total: str, sectors: bool) -> FamilyReader:
    def series(table: Table, column: Column) -> Series:
        return Series(component, unit)

    placer = _placer(total, _sector if sectors else None)
    layout = Layout(indicator, total, series, placer, one_total=False, adjust=whole_year)
    return partial(read_flow, layout=layout)


READERS: Final[dict[str, FamilyReader]] = {
    "industrial_output_value": _reader(
        "VN.INDUSTRIAL_OUTPUT", "output_value", "tỷ đồng (giá so sánh 1994)", TOTAL, True
    ),
    "iip_province": _reader("VN.INDUSTRIAL_OUTPUT", "output_index", "%", TOTAL, True),
    "labour_industry_province": _reader("VN.LABOUR", "industry_labour", "%", INDUSTRY, False),
}
