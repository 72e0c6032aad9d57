"""From a workbook of the statistics office to observations in the tidy schema."""

from __future__ import annotations

import datetime as dt
import gc
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Final

from phantich.errors import DataError, Fault
from phantich.sources.gso.cells import Sheet, iterate_sheets
from phantich.sources.gso.context import Context
from phantich.sources.gso.english import english_tables, is_english, translate_table
from phantich.sources.gso.families import readers
from phantich.sources.gso.figures import Figures
from phantich.sources.gso.headers import Month, when
from phantich.sources.gso.kinds import kind_of
from phantich.sources.gso.tables import Table, find_tables
from phantich.sources.gso.text import fold
from phantich.sources.reading import Reading, Remark

_RELEASE: Final = re.compile(r"^((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])\D")


def read_workbook(path: Path) -> Reading:
    """Observations and remarks of one monthly workbook (.xls or .xlsx).

    Every visible sheet is cut into tables and each table goes to the reader of its kind. A table of
    a kind without a reader gives one `unplaced` remark; a hidden sheet is not read and gives one.

    The vintage is the release date that the file name begins with (``2024-06-29-….xlsx``); without
    one it is the last day of the month that the titles name.

    Raises
    ------
    DataError
        When the file is no readable workbook, has no table of the statistics office, or neither
        its name nor its titles tell the month.
    """
    with _without_collection(), closing(iterate_sheets(path)) as sheets:
        return read_sheets_of(path.name, sheets)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Hold the garbage collector off: it would look through a million small tuples, no cycle in
    them, again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def read_sheets_of(file: str, sheets: Iterable[Sheet]) -> Reading:
    """Observations and remarks of a workbook's sheets (see `read_workbook`).

    Raises
    ------
    DataError
        When no sheet holds a table of figures, or nothing tells the month.
    """
    remarks: list[Remark] = []
    found = [_tables(file, sheet, remarks) for sheet in sheets]
    tables = list(chain.from_iterable(found))
    if not tables:
        raise DataError(
            file,
            [Fault(file, f"{len(found)} sheets without a table of figures",
                   "a monthly workbook of the statistics office", "check that this is the file")],
        )  # fmt: skip
    release, vintage = _dates(file, tables)
    context = Context(file, release, vintage, Figures(file, vintage), remarks)
    for table in tables:
        _read_table(table, context)
    return Reading(context.figures.frame(), tuple(context.remarks))


def _tables(file: str, sheet: Sheet, remarks: list[Remark]) -> list[Table]:
    if sheet.visible:
        if is_english(sheet):
            return english_tables(sheet, file)
        return find_tables(sheet, file)
    if any(sheet.rows):
        remarks.append(
            Remark("unplaced", f"{file}!{sheet.name}", "a hidden sheet", "not read: hidden "
                   "sheets are left over from older workbooks")
        )  # fmt: skip
    return []


def _read_table(table: Table, context: Context) -> None:
    kind = kind_of(table.title)
    reader = readers().get(kind)
    if table.english:
        translate_table(table, kind)
    context.remarks.extend(table.remarks)
    if not table.has_values:
        return
    if reader is None:
        context.remarks.append(
            Remark("unplaced", table.where, table.title or "a table without a title",
                   f"no reader for a table of kind {kind}")
        )  # fmt: skip
        return
    reader(table, context)
    context.before.setdefault(kind, []).append(table)


def _dates(file: str, tables: list[Table]) -> tuple[Month, str]:
    """The month that the workbook is about, and its release date."""
    named = Counter(_month_in(table.title) for table in tables)
    named.pop(None, None)
    match = _RELEASE.match(file)
    if match is None:
        return _dates_from_titles(file, named)
    day = dt.date(*(int(part) for part in match.groups()))
    same = Month(day.year, day.month)
    before = same.shift(-1)
    if named[same] != named[before]:
        return (same if named[same] > named[before] else before), day.isoformat()
    return (same if day.day >= 15 else before), day.isoformat()


def _dates_from_titles(file: str, named: Counter[Month | None]) -> tuple[Month, str]:
    months = [month for month, _ in named.most_common(1) if month is not None]
    if not months:
        raise DataError(
            file,
            [Fault(file, "no month in any title and no date in the file name", "a release date",
                   "rename the file so that it begins with it: 2024-06-29-….xlsx")],
        )  # fmt: skip
    following = months[0].shift(1)
    last = dt.date(following.year, following.month, 1) - dt.timedelta(days=1)
    return months[0], last.isoformat()


@lru_cache(maxsize=8192)
def _month_in(title: str) -> Month | None:
    """The month that a title names."""
    found = when(fold(title))
    if found.year is None or found.number is None or found.span not in {"month", "ytd", "date"}:
        return None
    return Month(found.year, found.number)
