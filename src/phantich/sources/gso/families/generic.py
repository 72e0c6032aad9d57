"""Tables that are read as they stand: row label times column header, for the whole and for areas.

The figure's `item` is what the table is about, what the row says besides its area, and behind a bar
what the header says besides its period: ``Kết quả thi tốt nghiệp phổ thông năm học 2000-2001: Tiểu
học | Số dự thi`` of the area Hải Phòng. A collective title («Một số chỉ tiêu …») names nothing:
``Cháy, nổ / Số người chết``. The `note` holds the table's title and the whole header («title »
header»), so that a figure can be found by title, header and area. A table that names no time is
dated by the workbook's month; rows may be periods («Quý I năm 2024»).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from phantich.sources.gso.context import Context, FamilyReader
from phantich.sources.gso.families.flow_columns import report_column
from phantich.sources.gso.families.generic_headers import (
    BAR,
    grouped,
    header_path,
    subject,
    without_unit,
)
from phantich.sources.gso.families.labels import unit_of
from phantich.sources.gso.families.names import item_name
from phantich.sources.gso.families.places import SEPARATOR, Place, places_of
from phantich.sources.gso.flow_headers import (
    Inherited,
    Meaning,
    Subject,
    flow_meaning,
    inherited_from,
)
from phantich.sources.gso.flow_words import words_besides
from phantich.sources.gso.headers import Month
from phantich.sources.gso.tables import Row, Table
from phantich.sources.gso.text import clean, fold, strip_mark

TOTAL: Final = "Tổng số"
NO_UNIT: Final = "không ghi đơn vị"
_PERCENT: Final = frozenset({"mom", "qoq", "yoy", "ytd_yoy", "share", "ytd_share"})
_YEARLY: Final = {"ytd": "level", "ytd_yoy": "yoy", "ytd_share": "share"}
_PERIOD_ROW: Final = re.compile(
    r"(?:(?:uoc tinh|so bo|thuc hien|ca) )*"
    r"(?:(?:quy [ivx]+|\d{1,2} thang(?: dau)?|thang \d{1,2}|ca nam|nam)(?: nam)?(?: (?:19|20)\d\d)?"
    r"|(?:19|20)\d\d)"
)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column as printed: what it says about time, and what else."""

    index: int
    meaning: Meaning
    #: Whether the header itself names the period; else a row may.
    dated: bool
    words: str
    unit: str
    header: str


def read_generic(table: Table, context: Context, indicator: str, component: str) -> None:
    """Give every figure of the table, placed by its row and column (see the module)."""
    columns = _columns(table, context)
    places = places_of(table, context)
    about = subject(table.title)
    given: dict[tuple[str, str, str, str], float] = {}
    for row in table.rows:
        place = places[row.number]
        row_meaning = _row_period(row, context.release)
        for index, value in row.values.items():
            column = columns.get(index)
            if column is None:
                continue
            meaning, item = _figure(column, row_meaning, place)
            item = f"{about}: {item}" if about else item
            key = (item, place.area, meaning.period, meaning.measure)
            if given.setdefault(key, value) != value:
                context.remark(
                    "unplaced", table, row.number, index, f"{row.label}: {value:g}",
                    f"a second figure for {item} of {place.area} under «{column.header}»",
                )  # fmt: skip
                continue
            context.add(
                table, row.number, index,
                indicator=indicator, component=component, item=item, area=place.area,
                period=meaning.period, frequency=meaning.frequency, measure=meaning.measure,
                value=value, unit=_unit(table, column, place, meaning), status=meaning.status,
                note=f"{clean(table.title)} » {column.header}",
            )  # fmt: skip


def _columns(table: Table, context: Context) -> dict[int, _Column]:
    found: dict[int, _Column] = {}
    titled = inherited_from(table.title)
    for column in grouped(table.columns):
        if not column.parts:
            report_column(table, context, column)
            continue
        own = flow_meaning(column.header, context.release, None, True)
        meaning = own or _undated(column.header, context.release, titled)
        printed = header_path(column)
        bare, unit = without_unit(printed)
        whole = words_besides(bare.replace(BAR, " "))
        words = BAR.join(w for w in map(words_besides, bare.split(BAR)) if w and w in whole)
        found[column.index] = _Column(
            column.index, _whole_year(meaning), own is not None, words, unit, printed
        )
    return found


def _undated(header: str, release: Month, titled: Inherited | None) -> Meaning:
    """A header without a period of its own: the title's period, else the workbook's month."""
    inherited = titled or Inherited(Subject("month", release.month, release.year))
    found = flow_meaning(header, release, inherited, True, True)
    plain = flow_meaning("", release, inherited, True, True)
    if found is None and plain is None:
        month = Subject("month", release.month, release.year)
        return Meaning(str(release), "M", "level", "A", month)
    return found or replace(plain, measure=plain.measure) if plain else found  # type: ignore[return-value]


def _whole_year(meaning: Meaning) -> Meaning:
    if meaning.subject.kind != "year":
        return meaning
    measure = _YEARLY.get(meaning.measure, meaning.measure)
    return replace(meaning, period=str(meaning.subject.year), frequency="A", measure=measure)


def _row_period(row: Row, release: Month) -> Meaning | None:
    """The period that a row's label is, if it is nothing else."""
    label = fold(strip_mark(clean(row.label))[0])
    if not _PERIOD_ROW.fullmatch(label):
        return None
    meaning = flow_meaning(label, release, None, True)
    return _whole_year(meaning) if meaning is not None else None


def _figure(column: _Column, row: Meaning | None, place: Place) -> tuple[Meaning, str]:
    """Meaning and item: a row that is a period gives the period, and no name."""
    meaning = column.meaning
    path = place.path
    if row is not None and not column.dated:
        meaning, path = row, place.path[:-1] if place.path else ()
    words = [SEPARATOR.join(_name(part) for part in path), column.words]
    return meaning, BAR.join(w for w in words if w) or TOTAL


@lru_cache(maxsize=8192)
def _name(label: str) -> str:
    return item_name(label) or label


def _unit(table: Table, column: _Column, place: Place, meaning: Meaning) -> str:
    if meaning.measure in _PERCENT:
        return "%"
    return column.unit or place.unit or (unit_of(table.unit) if table.unit else "") or NO_UNIT


def _reader(indicator: str, component: str) -> FamilyReader:
    def read(table: Table, context: Context) -> None:
        read_generic(table, context, indicator, component)

    return read


READERS: Final[dict[str, FamilyReader]] = {
    "labour": _reader("VN.LABOUR", "labour"),
    "unemployment": _reader("VN.UNEMPLOYMENT", "unemployment"),
    "population": _reader("VN.POPULATION", "population"),
    "education": _reader("VN.EDUCATION", "education"),
    "disasters": _reader("VN.DISASTERS", "damage"),
    "poverty": _reader("VN.POVERTY", "poverty"),
    "health": _reader("VN.HEALTH", "health"),
    "housing_census": _reader("VN.HOUSING", "housing"),
    "post_telecom": _reader("VN.POST", "post_telecom"),
    "social_environment": _reader("VN.SOCIAL_ENVIRONMENT", "social_environment"),
}
