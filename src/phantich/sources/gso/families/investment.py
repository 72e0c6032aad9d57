"""Investment from the State budget: total, central and local, ministries, provinces."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from phantich.sources.gso.context import Context, FamilyReader
from phantich.sources.gso.families.flow_layout import money_unit
from phantich.sources.gso.families.flows import Layout, Place, Series, read_flow, section_kind
from phantich.sources.gso.families.names import item_name, province_of
from phantich.sources.gso.tables import Column, Row, Table
from phantich.sources.gso.text import fold

TOTAL: Final = "Tổng số"


def _series(table: Table, column: Column) -> Series:
    return Series("investment", money_unit(table, column))


def _placer(table: Table, context: Context) -> Callable[[Row], Place | str]:
    def place(row: Row) -> Place | str:
        if area := province_of(row.label):
            return Place(TOTAL, area=area, note=province_note(area, context.release.year))
        if section_kind(row.section) == "province" and not _is_item(row.label):
            return "no province of that name"
        return Place(item_name(row.label))

    return place


def province_note(area: str, year: int) -> str:
    """What a reader must know about a province's territory at the time."""
    if area == "Cần Thơ" and year < 2004:
        return "tỉnh Cần Thơ cũ, gồm cả Hậu Giang"
    return ""


def _is_item(label: str) -> bool:
    folded = fold(label)
    return folded.startswith(("von ", "bo ", "trung uong", "dia phuong"))


def _reader(quarterly: bool) -> FamilyReader:
    layout = Layout("VN.INVESTMENT", TOTAL, _series, _placer, quarterly)
    return partial(read_flow, layout=layout)


READERS: Final[dict[str, FamilyReader]] = {
    "investment_nsnn": _reader(False),
    "investment_nsnn_quarterly": _reader(True),
}
