"""Foreign visitors: total, purpose, means of transport, country."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Final

from phantich.sources.gso.cells import cell_name
from phantich.sources.gso.context import Context, FamilyReader
from phantich.sources.gso.families.flows import Layout, Place, Series, read_flow
from phantich.sources.gso.families.names import item_name
from phantich.sources.gso.flow_headers import flow_meaning, inherited_from
from phantich.sources.gso.tables import Column, Row, Table
from phantich.sources.gso.text import fold

TOTAL: Final = "Tổng số"
_BY_PURPOSE: Final = re.compile(r"^.*phan theo muc dich\W*")


def read_visitors(table: Table, context: Context, layout: Layout) -> None:
    """Give the figures of a table of visitors: periods in its columns, or, in 2000, purposes."""
    if any(_BY_PURPOSE.match(fold(column.header)) for column in table.columns):
        _read_cross(table, context)
    else:
        read_flow(table, context, layout)


def _read_cross(table: Table, context: Context) -> None:
    """Countries by purpose, arrivals («Nhập cảnh») before departures; the title names the period.

    Only the margins have a place: the total by purpose, and each country over all purposes.
    """
    meaning = flow_meaning("", context.release, inherited_from(table.title))
    leaving = meaning is None
    for row in table.rows:
        leaving = leaving or fold(row.label).startswith("xuat canh")
        arrivals = fold(row.label).startswith("nhap canh")
        left_out = []
        for column in table.columns:
            value = row.values.get(column.index)
            purpose = _BY_PURPOSE.match(fold(column.header))
            if value is None:
                continue
            if meaning is None or leaving or (purpose and not arrivals):
                left_out.append(f"{cell_name(row.number, column.index)} {value:g}")
                continue
            label = column.header[purpose.end() :] if purpose else row.label
            context.add(
                table, row.number, column.index,
                indicator="VN.VISITORS", component="visitors",
                item=TOTAL if arrivals and not purpose else item_name(label, "countries"),
                period=meaning.period, frequency=meaning.frequency, measure=meaning.measure,
                value=value, unit=_series(table, column).unit, status=meaning.status,
            )  # fmt: skip
        if left_out:
            why = "departures" if leaving else "a country by purpose has no place"
            first = min(row.values)
            found = f"{row.label}: {', '.join(left_out)}"
            context.remark("unplaced", table, row.number, first, found, why)


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
    layout = Layout("VN.VISITORS", TOTAL, _series, _placer, quarterly)
    return partial(read_visitors, layout=layout)


READERS: Final[dict[str, FamilyReader]] = {
    "visitors": _reader(False),
    "visitors_quarterly": _reader(True),
}
