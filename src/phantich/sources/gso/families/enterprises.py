"""Enterprises: new, back in operation, suspended, dissolved, by industry, and the summary table."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Final

from phantich.sources.gso.context import Context, FamilyReader
from phantich.sources.gso.families.flows import Layout, Place, Series, read_flow
from phantich.sources.gso.families.industry import whole_year
from phantich.sources.gso.families.labels import read_label
from phantich.sources.gso.families.names import item_name
from phantich.sources.gso.tables import Column, Row, Table
from phantich.sources.gso.text import fold

TOTAL: Final = "Tổng số"
_COUNT: Final = "doanh nghiệp"
#: Folded words → component and unit; the first that fits is taken.
_COMPONENTS: Final = (
    (r"von.*binh quan", "new_capital_average", "tỷ đồng"),
    (r"\bvon\b", "new_capital", "tỷ đồng"),
    (r"lao dong", "new_labour", "người"),
    (r"thanh lap", "new", _COUNT),
    (r"quay tro lai|tro lai hoat dong", "returned", _COUNT),
    (r"khong hoat dong tai dia chi", "not_at_address", _COUNT),
    (r"cho (lam )?(thu tuc )?giai the", "awaiting_dissolution", _COUNT),
    (r"giai the", "dissolved", _COUNT),
    (r"co thoi han", "suspended", _COUNT),
    (r"tam ngung", "suspended_all", _COUNT),
)
_COMPILED: Final = tuple((re.compile(p), Series(name, unit)) for p, name, unit in _COMPONENTS)


def component(text: str) -> Series | None:
    """What is counted, from the words of a label, header or title.

    >>> component("Vốn đăng ký bình quân 1 doanh nghiệp (Tỷ đồng)").component
    'new_capital_average'
    >>> component("Tạm ngừng hoạt động không đăng ký hoặc chờ giải thể").component
    'awaiting_dissolution'
    """
    folded = fold(text)
    return next((series for pattern, series in _COMPILED if pattern.search(folded)), None)


def _by_industry(table: Table, column: Column) -> Series | None:
    if not column.parts:
        return None
    return component(column.header) or component(table.title)


def _industry_placer(table: Table, context: Context) -> Callable[[Row], Place | str]:
    def place(row: Row) -> Place | str:
        if read_label(row.label).total:
            return Place(TOTAL)
        return Place(item_name(row.label, "vsic_sections"))

    return place


def _summary(table: Table, column: Column) -> Series | None:
    return Series("", "") if column.parts else None


def _summary_placer(table: Table, context: Context) -> Callable[[Row], Place | str]:
    def place(row: Row) -> Place | str:
        found = component(row.label)
        if found is None:
            return "the label is none of the known counts of enterprises"
        return Place(TOTAL, unit=found.unit, component=found.component)

    return place


_INDUSTRIES: Final[FamilyReader] = partial(
    read_flow,
    layout=Layout(
        "VN.ENTERPRISES",
        TOTAL,
        _by_industry,
        _industry_placer,
        one_total=False,
        once=True,
        adjust=whole_year,
    ),
)
READERS: Final[dict[str, FamilyReader]] = {
    "enterprises_new": _INDUSTRIES,
    "enterprises_return": _INDUSTRIES,
    "enterprises_suspended": _INDUSTRIES,
    "enterprises_dissolved": _INDUSTRIES,
    "enterprises_summary": partial(
        read_flow,
        layout=Layout(
            "VN.ENTERPRISES",
            TOTAL,
            _summary,
            _summary_placer,
            one_total=False,
            once=True,
            adjust=whole_year,
        ),
    ),
}
