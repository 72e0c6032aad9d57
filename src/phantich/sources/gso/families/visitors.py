"""Foreign visitors: total, purpose, means of transport, country."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from phantich.sources.gso.context import Context, FamilyReader
from phantich.sources.gso.families.flows import Layout, Place, Series, read_flow
from phantich.sources.gso.families.names import item_name
from phantich.sources.gso.tables import Column, Row, Table
from phantich.sources.gso.text import fold


def _series(table: Table, column: Column) -> Series:
    text = fold(f"{table.unit} {column.header}")
    return Series("visitors", "nghìn lượt người" if "nghin luot" in text else "lượt người")


def _placer(table: Table, context: Context) -> Callable[[Row], Place | str]:
    continent = ""

    def place(row: Row) -> Place | str:
        nonlocal continent
        rest, _, named = row.label.partition(" thuộc ")
        name = item_name(rest, "countries")
        if fold(name).startswith("chau "):
            continent = name
        if named or (continent and fold(name).endswith("khac")):
            within = item_name(named, "countries") if named else continent
            return Place(f"{name} thuộc {within[0].lower()}{within[1:]}")
        return Place(name)

    return place


def _reader(quarterly: bool) -> FamilyReader:
    layout = Layout("VN.VISITORS", "Tổng số", _series, _placer, quarterly)
    return partial(read_flow, layout=layout)


READERS: Final[dict[str, FamilyReader]] = {
    "visitors": _reader(False),
    "visitors_quarterly": _reader(True),
}
