"""Retail sales of goods and consumer services: total, kinds of ownership, kinds of trade."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from phantich.sources.gso.context import Context, FamilyReader
from phantich.sources.gso.families.flow_layout import money_unit
from phantich.sources.gso.families.flows import Layout, Place, Series, read_flow
from phantich.sources.gso.families.names import item_name
from phantich.sources.gso.tables import Column, Row, Table


def _series(table: Table, column: Column) -> Series:
    return Series("retail", money_unit(table, column))


def _placer(table: Table, context: Context) -> Callable[[Row], Place | str]:
    return lambda row: Place(item_name(row.label, "retail_groups", "ownership"))


def _reader(quarterly: bool) -> FamilyReader:
    layout = Layout("VN.RETAIL", "Tổng số", _series, _placer, quarterly)
    return partial(read_flow, layout=layout)


READERS: Final[dict[str, FamilyReader]] = {
    "retail": _reader(False),
    "retail_quarterly": _reader(True),
}
