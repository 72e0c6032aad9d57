"""Foreign direct investment licensed since January: projects, capital, provinces, partners."""

from __future__ import annotations

import re
from typing import Final

from phantich.sources.gso.context import Context, FamilyReader
from phantich.sources.gso.families.flows import Place, section_kind
from phantich.sources.gso.families.investment import province_note
from phantich.sources.gso.families.labels import read_label
from phantich.sources.gso.families.names import item_name, province_of
from phantich.sources.gso.headers import Month, When, when
from phantich.sources.gso.tables import Row, Table
from phantich.sources.gso.text import fold

TOTAL: Final = "Tổng số"
#: Pattern of the folded header → component; the first that fits is taken.
_COMPONENTS: Final = (
    (re.compile(r"so voi|\bluot\b.*du an|luot du an"), ""),
    (re.compile(r"phap dinh"), "fdi_legal"),
    (re.compile(r"dieu le"), "fdi_charter"),
    (re.compile(r"gop von|mua co phan"), ""),
    (re.compile(r"von.*(dieu chinh|tang them|bo sung)"), "fdi_adjusted"),
    (re.compile(r"von (dang ky|dau tu)|cap moi.*usd"), "fdi_new"),
    (re.compile(r"du an"), "fdi_projects"),
)
_CUT_OFF: Final = re.compile(
    r"(?:-|–|den)\s*(?:ngay\s*)?(\d{1,2})\s*/\s*(\d{1,2})(?:\s*/\s*|\s*nam\s*)((?:19|20)\d\d)"
)


def read_fdi(table: Table, context: Context) -> None:
    """Give every figure of the table to the context: cumulatives up to the workbook's month."""
    columns = _columns(table, context)
    note = _cut_off(table, context)
    section = _section_before(table, context)
    given: dict[tuple[str, str, str], float] = {}
    for row in table.rows:
        section = section_kind(row.section) or section
        place = _place(row, section, context.release) if row.values else None
        if place is None:
            continue
        for index, value in row.values.items():
            if index in columns:
                why = place
                if isinstance(place, Place):
                    why = _give(table, context, row, index, columns[index], place, note, given)
                if why:
                    what = f"{row.label}: {why}"
                    context.remark("unplaced", table, row.number, index, value, what)


def _give(
    table: Table,
    context: Context,
    row: Row,
    index: int,
    column: tuple[str, str],
    place: Place,
    note: str,
    given: dict[tuple[str, str, str], float],
) -> str:
    """Add the figure, or say why it has no place."""
    component, unit = column
    value = row.values[index]
    key = (component, place.item, place.area)
    if key in given:
        return "" if given[key] == value else "a second figure for the same thing"
    given[key] = value
    context.add(
        table, row.number, index,
        indicator="VN.FDI", component=component, item=place.item, area=place.area,
        period=str(context.release), frequency="M", measure="ytd", value=value, unit=unit,
        note="; ".join(filter(None, (note, place.note))),
    )  # fmt: skip
    return ""


def _columns(table: Table, context: Context) -> dict[int, tuple[str, str]]:
    """Component and unit by column; a column of another kind is reported."""
    found = {}
    for column in table.columns:
        header = fold(column.header)
        component = next((name for pattern, name in _COMPONENTS if pattern.search(header)), "")
        unit = "dự án" if component == "fdi_projects" else _money(f"{column.header} {table.unit}")
        if component and unit:
            found[column.index] = component, unit
        elif any(column.index in row.values for row in table.rows):
            first = next(row for row in table.rows if column.index in row.values)
            context.remark(
                "unplaced", table, first.number, column.index, f"figures under «{column.header}»",
                "the header does not tell what they are, or in which unit",
            )  # fmt: skip
    return found


def _money(text: str) -> str:
    folded = fold(text)
    for unit in ("nghìn USD", "triệu USD", "tỷ USD"):
        if fold(unit) in folded:
            return unit
    return ""


def _cut_off(table: Table, context: Context) -> str:
    """Note with the day up to which projects are counted, from the title."""
    title = fold(table.title)
    match = list(_CUT_OFF.finditer(title))
    if match:
        day, month, year = (int(part) for part in match[-1].groups())
        if Month(year, month) != context.release:
            context.remark(
                "doubt", table, table.first_row, 0, table.title,
                f"the title ends on {day}/{month}/{year}; taken as {context.release}",
            )  # fmt: skip
        return f"đến {day:02d}/{month:02d}/{year}"
    named: When = when(title)
    if named.span == "ytd" and named.number != context.release.month:
        context.remark(
            "doubt", table, table.first_row, 0, table.title,
            f"the title names {named.number} months; taken as {context.release}",
        )  # fmt: skip
    return ""


def _section_before(table: Table, context: Context) -> str:
    """A table that goes on from another one begins in that one's last section."""
    if not (table.continued or read_label(table.rows[0].label).total):
        earlier = [t for t in context.before.get("fdi", []) if t.sheet == table.sheet]
        rows = earlier[-1].rows if earlier else []
        return section_kind(rows[-1].section) if rows else ""
    earlier = context.before.get("fdi", [])
    return section_kind(earlier[-1].rows[-1].section) if table.continued and earlier else ""


def _place(row: Row, section: str, release: Month) -> Place | str | None:
    label = read_label(row.label)
    if label.total:
        return Place(TOTAL)
    if label.divider:
        return None
    if section == "province":
        if area := province_of(row.label):
            return Place(TOTAL, area=area, note=province_note(area, release.year))
        if "dau khi" in fold(row.label):
            return Place("Dầu khí ngoài khơi")
        return "no province of that name"
    if section == "partner":
        return Place(item_name(row.label, "countries"))
    if section == "industry":
        return Place(item_name(row.label))
    return "no heading tells whether this is a province, a country or an industry"


READERS: Final[dict[str, FamilyReader]] = {"fdi": read_fdi}
