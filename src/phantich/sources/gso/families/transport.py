"""Carriage of passengers and freight: volume and turnover, by area, manager and mode."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from phantich.sources.gso.context import Context, FamilyReader
from phantich.sources.gso.families.flows import Layout, Place, Series, read_flow
from phantich.sources.gso.families.industry import whole_year
from phantich.sources.gso.families.labels import read_label, unit_of
from phantich.sources.gso.families.names import item_name
from phantich.sources.gso.tables import Column, Row, Table
from phantich.sources.gso.text import fold

TOTAL: Final = "Tổng số"
#: (what is carried, how it is counted) → component and unit.
_COMPONENTS: Final = {
    ("passengers", "volume"): ("passengers", "nghìn lượt khách"),
    ("passengers", "turnover"): ("passenger_km", "triệu lượt khách.km"),
    ("freight", "volume"): ("freight", "nghìn tấn"),
    ("freight", "turnover"): ("freight_km", "triệu tấn.km"),
}
_UNITS: Final = {
    "nghin hk": "nghìn lượt khách",
    "nghin luot hk": "nghìn lượt khách",
    "nghin hanh khach": "nghìn lượt khách",
    "trieu hk": "triệu lượt khách",
    "trieu hk.km": "triệu lượt khách.km",
    "trieu luot hk.km": "triệu lượt khách.km",
}


@dataclass(frozen=True, slots=True)
class _Head:
    """What the headings above a row say."""

    carried: str = ""
    counted: str = ""
    unit: str = ""

    def under(self, text: str) -> _Head:
        """With what a further heading says."""
        carried = _carried(text) or self.carried
        counted = _counted(text)
        return _Head(carried, counted or self.counted, _unit(text) or self.unit)


def _carried(text: str) -> str:
    folded = fold(text)
    people = "hanh khach" in folded or " hk" in f" {folded}"
    goods = "hang hoa" in folded or "tan" in folded.replace(".", " ").split()
    if people == goods:
        return ""
    return "passengers" if people else "freight"


def _counted(text: str) -> str:
    folded = fold(text)
    turnover = "luan chuyen" in folded or "km" in folded
    volume = "van chuyen" in folded
    if turnover == volume:
        return "volume" if _unit(text) not in {"", "%"} and not turnover else ""
    return "turnover" if turnover else "volume"


def _unit(text: str) -> str:
    printed = read_label(text).unit
    return _UNITS.get(fold(printed), unit_of(printed)) if printed else ""


def _series(table: Table, column: Column) -> Series | None:
    return Series(_counted(column.header), "") if column.parts else None


def _resolve(series: Series, place: Place) -> Series:
    carried, _, counted = place.component.partition("|")
    component, unit = _COMPONENTS[carried, series.component or counted]
    return Series(component, unit)


def _placer(table: Table, context: Context) -> Callable[[Row], Place | str]:
    heads: dict[int, _Head] = {}
    head = _Head(_carried(table.title), _counted(table.title))
    by_column = all(_counted(column.header) for column in table.columns if column.parts)
    for row in table.rows:
        label = read_label(row.label)
        if label.heading or not row.values:
            head = head.under(row.label)
        heads[row.number] = head

    def place(row: Row) -> Place | str:
        head = heads[row.number]
        if not head.carried or not (head.counted or by_column):
            return "the headings do not tell what is carried or how it is counted"
        label = read_label(row.label)
        whole = label.total or bool(_carried(label.name)) or bool(_counted(label.name))
        name = TOTAL if whole else item_name(row.label, "transport_modes")
        unit = "" if by_column else head.unit
        return Place(name, unit=unit, component=f"{head.carried}|{head.counted}")

    return place


def _reader(quarterly: bool) -> FamilyReader:
    layout = Layout(
        "VN.TRANSPORT", TOTAL, _series, _placer, quarterly,
        one_total=False, once=True, adjust=whole_year, resolve=_resolve,
    )  # fmt: skip
    return partial(read_flow, layout=layout)


READERS: Final[dict[str, FamilyReader]] = {
    "transport": _reader(False),
    "transport_quarterly": _reader(True),
}
