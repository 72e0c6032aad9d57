"""What families of flow tables tell the reader that they share: layouts, series, places."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from phantich.sources.gso.context import Context
from phantich.sources.gso.families.areas import COUNTRY
from phantich.sources.gso.flow_headers import Meaning
from phantich.sources.gso.headers import Month
from phantich.sources.gso.tables import Column, Row, Table
from phantich.sources.gso.text import fold


@dataclass(frozen=True, slots=True)
class Place:
    """What a row stands for; `unit` and `component` replace the column's where they are set."""

    item: str
    area: str = COUNTRY
    unit: str = ""
    note: str = ""
    component: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Component and unit of a column's levels, and the area where columns are areas.

    `measure` replaces the header's where a family knows better (an absolute change is a level).
    """

    component: str
    unit: str
    area: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What is particular to a family.

    `series` gives component and unit of a column, None when it belongs to no component. `placer`
    gives, for one table, what each row stands for, or a reason why that cannot be told.
    """

    indicator: str
    total: str
    series: Callable[[Table, Column], Series | None]
    placer: Callable[[Table, Context], Callable[[Row], Place | str]]
    quarterly: bool = False
    #: Whether the first total is the whole of the table; else the placer reads it as any row.
    one_total: bool = True
    #: Whether a header that names no period takes over its neighbour's whatever else it says.
    inherits: bool = False
    #: The family's last word on what a column means.
    adjust: Callable[[Meaning, Month], Meaning | None] | None = None
    #: Component and unit from those of column and row together, None when they do not tell; else
    #: the row's, else the column's. Of the place only `component` and `unit` count.
    resolve: Callable[[Series, Place], Series | None] | None = None
    #: Whether a thing has one figure in the whole workbook: a table that gives another is reported,
    #: one that repeats it, rounded or not, gives nothing new.
    once: bool = False


_MONEY: Final = re.compile(r"\b(?:nghin |ngan )?(?:ty|ti|trieu|nghin|ngan) dong\b")
_MONEY_UNITS: Final = {
    "nghin ty dong": "nghìn tỷ đồng",
    "trieu dong": "triệu đồng",
    "nghin dong": "nghìn đồng",
}


def money_unit(table: Table, column: Column) -> str:
    """The unit of dongs that a column's header or its table prints; billions where neither does."""
    for text in (column.header, table.unit, table.title):
        if match := _MONEY.search(fold(text)):
            printed = match[0].replace("ngan ", "nghin ").replace("ti dong", "ty dong")
            return _MONEY_UNITS.get(printed, "tỷ đồng")
    return "tỷ đồng"


_SECTIONS: Final = (
    ("goods", re.compile(r"mat hang")),
    ("ministry", re.compile(r"\bbo\b|tong cuc")),
    ("level", re.compile(r"cap quan ly|trung uong")),
    ("province", re.compile(r"d[ií]a phuong|tinh|thanh pho|\bdia phuong")),
    ("partner", re.compile(r"\bnuoc va\b|\bnuoc,|lanh tho|quoc tich|doi tac|\bnuoc\b(?! ngoai)")),
    ("industry", re.compile(r"nganh|linh vuc")),
    ("ownership", re.compile(r"loai hinh|thanh phan|khu vuc")),
    ("purpose", re.compile(r"muc dich")),
    ("means", re.compile(r"phuong tien")),
)


@lru_cache(maxsize=4096)
def section_kind(heading: str) -> str:
    """What a heading in the body splits by; empty when it says nothing of the kind.

    >>> section_kind("Phân theo một số nước và vùng lãnh thổ"), section_kind("Một số Bộ")
    ('partner', 'ministry')
    """
    text = fold(heading)
    return next((kind for kind, pattern in _SECTIONS if pattern.search(text)), "")
