"""Reading a workbook, old or new, into sheets of cells that keep their true place."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import python_calamine as calamine

from phantich.sources.gso.container import open_container
from phantich.sources.gso.refusal import refusal
from phantich.sources.gso.tcvn3 import Encoding, decode, is_unicode, votes

#: What calamine gives for a cell; an empty cell is ``""``.
Value: TypeAlias = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta

_DAMAGED: Final = (calamine.CalamineError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `rows[r][c]` is the cell in row r and column c, counted from 0 at A1.

    Texts are Unicode. Rows that are empty at the end are absent; rows may differ in length.
    """

    name: str
    visible: bool
    rows: list[list[Value]]
    #: Merged ranges as ((first row, first column), (last row, last column)).
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...]


def cell_name(row: int, column: int) -> str:
    """A1 style name of the cell in row and column counted from 0.

    >>> cell_name(8, 3), cell_name(0, 27)
    ('D9', 'AB1')
    """
    return f"{column_name(column)}{row + 1}"


def column_name(column: int) -> str:
    """Letters of the column counted from 0: ``column_name(27)`` is ``AB``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_sheets(path: Path) -> list[Sheet]:
    """All sheets of a workbook (see `iterate_sheets`)."""
    return list(iterate_sheets(path))


def iterate_sheets(path: Path) -> Generator[Sheet, None, None]:
    """The sheets of a workbook in its order, texts decoded (see `tcvn3`).

    Raises
    ------
    DataError
        With one fault when the file is missing, empty, truncated, password-protected, too large
        or no workbook.
    """
    source = open_container(path)
    with _silenced():
        with _told(path):
            book = calamine.load_workbook(source)
            metas = book.sheets_metadata
        for number, meta in enumerate(metas):
            if meta.typ == calamine.SheetTypeEnum.WorkSheet:
                with _told(path):
                    sheet = _sheet(book.get_sheet_by_index(number), meta)
                yield sheet


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell what the parser fails on in one line."""
    try:
        yield
    except calamine.PasswordError:
        raise refusal(
            path, "a workbook protected by a password", "save it without the password"
        ) from None
    except BaseException as error:
        if not isinstance(error, _DAMAGED) and type(error).__name__ != "PanicException":
            raise
        raise refusal(
            path, f"a damaged workbook ({_one_line(error)})", "fetch or save the file again"
        ) from None


@contextmanager
def _silenced() -> Iterator[None]:
    """Keep the standard error of the parser, which prints a trace before it panics, to itself."""
    try:
        kept = os.dup(2)
    except OSError:
        yield
        return
    try:
        with Path(os.devnull).open("w") as nothing:
            os.dup2(nothing.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _sheet(sheet: calamine.CalamineSheet, meta: calamine.SheetMetadata) -> Sheet:
    rows: list[list[Value]] = sheet.to_python(skip_empty_area=False)
    while rows and not any(rows[-1]):
        rows.pop()
    _decode(rows)
    visible = meta.visible == calamine.SheetVisibleEnum.Visible
    return Sheet(decode(meta.name), visible, rows, tuple(sheet.merged_cell_ranges or ()))


def _decode(rows: list[list[Value]]) -> None:
    """Put the texts of a sheet into Unicode, in place."""
    texts = {v for row in rows for v in row if v and isinstance(v, str) and not v.isascii()}
    if not texts or is_unicode("\n".join(texts)):
        return
    majority: Encoding = "tcvn3" if sum(map(votes, texts)) > 0 else "unicode"
    decoded: dict[Value, Value] = {
        text: new for text in texts if (new := decode(text, majority)) != text
    }
    for number, row in enumerate(rows):
        if not decoded.keys().isdisjoint(row):
            rows[number] = [decoded.get(value, value) for value in row]


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:120]
