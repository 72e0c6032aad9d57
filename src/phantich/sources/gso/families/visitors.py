"""Foreign visitors: total, purpose, means of transport, country."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from phantich.sources.gso.context import Context, FamilyReader
from phantich.sources.gso.families.flows import Layout, Place, Series, read_flow
from phantich.sources.gso.families.names import in_list, item_name
from phantich.sources.gso.tables import Column, Row, Table
from phantich.sources.gso.text import fold


def _series(table: Table, column: Column) -> Series:
    text = fold(f"{table.unit} {column.header}")
    return Series("visitors", "nghìn lượt người" if "nghin luot" in text else "lượt người")


def _placer(table: Table, context: Context) -> Callable[[Row], Place | str]:
    continent = ""

    def place(row: Row) -> Place | str:
        nonlocal continent
        name = in_list(row.label, "countries") or item_name(row.label)
        if fold(name).startswith("chau "):
            continent = name
        elif continent and _is_remainder(name):
            return Place(f"{name} thuộc {continent[0].lower()}{continent[1:]}")
        return Place(name)

    return place


def _is_remainder(name: str) -> bool:
    """«Một số nước khác» below a continent; with the continent's name it is clear by itself."""
    folded = fold(name)
    return folded.endswith("khac") and "chau" not in folded


def _reader(quarterly: bool) -> FamilyReader:
    layout = Layout("VN.VISITORS", "Tổng số", _series, _placer, quarterly)
    return partial(read_flow, layout=layout)


READERS: Final[dict[str, FamilyReader]] = {
    "visitors": _reader(False),
    "visitors_quarterly": _reader(True),
}
