"""Price indices of the quarterly tables: producers, materials, transport, foreign trade."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from phantich.sources.gso.context import Context, FamilyReader
from phantich.sources.gso.families.flows import Layout, Place, Series, read_flow
from phantich.sources.gso.families.names import item_name
from phantich.sources.gso.families.places import SEPARATOR, places_of
from phantich.sources.gso.flow_headers import Meaning
from phantich.sources.gso.headers import Month
from phantich.sources.gso.tables import Column, Row, Table
from phantich.sources.gso.text import fold

#: «Kỳ gốc năm 2010».
_BASE: Final = re.compile(r"goc\W*(?:nam\W*)?((?:19|20)\d\d)")
TOTAL: Final = "Chỉ số chung"
#: Producer price tables of one sector: their total is that sector's index.
_SECTORS: Final = (
    (re.compile(r"nong,? lam"), "Nông nghiệp, lâm nghiệp và thủy sản"),
    (re.compile(r"cong nghiep"), "Công nghiệp"),
    (re.compile(r"dich vu"), "Dịch vụ"),
)


def _average(meaning: Meaning, release: Month) -> Meaning:
    """A price index of «9 tháng so với cùng kỳ» is an average of the months."""
    return replace(meaning, measure="ytd_average") if meaning.measure == "ytd_yoy" else meaning


def _placer(by_sector: bool) -> Callable[[Table, Context], Callable[[Row], Place | str]]:
    def placer(table: Table, context: Context) -> Callable[[Row], Place | str]:
        found = places_of(table, context)
        names = Counter(found[row.number].label.name for row in table.rows if row.values)
        total = _sector(table.title) if by_sector else TOTAL

        def place(row: Row) -> Place | str:
            spot = found[row.number]
            if spot.label.total:
                return Place(total)
            if names[spot.label.name] > 1:
                return Place(SEPARATOR.join(item_name(part) for part in spot.path))
            return Place(item_name(row.label))

        return place

    return placer


def _sector(title: str) -> str:
    folded = fold(title)
    return next((name for pattern, name in _SECTORS if pattern.search(folded)), TOTAL)


def _reader(component: str, by_sector: bool = False) -> FamilyReader:
    def series(table: Table, column: Column) -> Series | None:
        header = fold(column.header)
        if "goc" not in header:
            return Series(component, "%") if column.parts else None
        base = _BASE.search(header)
        return Series(component, f"{base.group(1)}=100", measure="vs_base") if base else None

    layout = Layout(
        "VN.PRICES_OTHER", TOTAL, series, _placer(by_sector), quarterly=True,
        one_total=False, once=True, adjust=_average,
    )  # fmt: skip
    return partial(read_flow, layout=layout)


READERS: Final[dict[str, FamilyReader]] = {
    "price_producer": _reader("producer", by_sector=True),
    "price_other": _reader("producer", by_sector=True),
    "price_material": _reader("materials"),
    "price_transport": _reader("transport"),
    "price_export": _reader("export"),
    "price_import": _reader("import"),
    "terms_of_trade": _reader("terms_of_trade"),
}
