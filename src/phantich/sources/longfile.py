"""Opening a long table: CSV, Parquet or Excel as columns of cells, each row with its place."""

from __future__ import annotations

import csv
import io
import math
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from phantich.errors import DataError, Fault

if TYPE_CHECKING:
    import pandas as pd

SHORT: Final = ("unique_id", "ds", "y")
TIDY: Final = ("indicator", "period", "value")
#: Rows of a sheet in which the line of column names is looked for.
_HEAD_ROWS: Final = 10
_DELIMITERS: Final = ",;\t"
_GAPS: Final = frozenset({"", "nan", "na", "n/a", "null", "none", "<na>", "nat"})
_REMEDY: Final = "write a decimal point and no thousands sign; leave the cell empty for a gap"


@dataclass(frozen=True, slots=True)
class LongFile:
    """Columns as they stand in the file; `first_row` is the number of the first row of figures."""

    name: str
    table: pd.DataFrame
    first_row: int

    def where(self, row: int) -> str:
        """Place of the row with that position, from 0, for a message."""
        return f"{self.name}, row {row + self.first_row}"

    def numbers(self, column: str) -> list[float]:
        """Values of a column; NaN where the cell is empty or says that there is none.

        Only plain numbers with a decimal point are taken: ``1.234`` and ``1,5`` would have to be
        guessed at in a table that may mean either sign as decimal.

        Raises
        ------
        DataError
            With a fault for each cell that is no finite number.
        """
        cells = self.table[column]
        if cells.dtype.kind in "iuf" and not cells.isin([math.inf, -math.inf]).any():
            return [float(cell) for cell in cells.tolist()]
        values, faults = [], []
        for row, cell in enumerate(cells):
            value = _number(cell)
            if math.isinf(value):
                place = f"{self.where(row)}, column {column}"
                faults.append(Fault(place, repr(cell), "a number such as 1234.5", _REMEDY))
            values.append(value)
        if faults:
            raise DataError(self.name, faults)
        return values


def is_long_header(cells: Sequence[object], needed: Sequence[str] = ()) -> bool:
    """Whether these cells name the columns of a long table, or those that are needed."""
    names = set(_names(cells))
    if needed:
        return names.issuperset(needed)
    return names.issuperset(SHORT) or names.issuperset(TIDY)


def is_long_workbook(path: Path) -> bool:
    """Whether a workbook has a sheet that begins with the names of a long table's columns.

    The words are looked for before the workbook is parsed: most workbooks do not have them.
    """
    return _mentions_columns(path) and _find_sheet(path) is not None


def _mentions_columns(path: Path) -> bool:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if "xl/sharedStrings.xml" not in archive.namelist():
                return True
            content = archive.read("xl/sharedStrings.xml")
    else:
        content = path.read_bytes()
    content = content.lower()
    words = (SHORT[0], TIDY[0])
    return any(w.encode(e) in content for w in words for e in ("ascii", "utf-16-le"))


def open_long(path: Path, needed: Sequence[str] = ()) -> LongFile:
    """Read the file whole; cells stay as they are, texts are trimmed.

    `needed` names the columns of another long table, such as one of weights.

    Raises
    ------
    DataError
        With one fault when the file cannot be read or has not the columns of a long table.
    """
    try:
        with path.open("rb") as source:
            head = source.read(4)
        if head == b"PAR1":
            return _from_parquet(path, needed)
        if head in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
            return _from_workbook(path, needed)
        return _from_text(path, needed)
    except OSError as error:
        raise _refused(path, error.strerror or str(error), "a file that can be read") from error


def _from_parquet(path: Path, needed: Sequence[str]) -> LongFile:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path).to_pandas()
    except pa.ArrowException as error:
        text = str(error).partition("\n")[0]
        raise _refused(path, f"a damaged Parquet file ({text})", "a Parquet file") from error
    if not is_long_header(list(table.columns), needed):
        table = table.reset_index()
    return _checked(path, table.astype(object), 1, needed)


def _from_workbook(path: Path, needed: Sequence[str]) -> LongFile:
    import pandas as pd

    found = _find_sheet(path, needed)
    if found is None:
        raise _refused(path, "no sheet with the columns of a long table", _expected(needed))
    first, rows = found
    width = len(rows[0])
    body = [(row + [""] * width)[:width] for row in rows[1:]]
    while body and all(cell == "" for cell in body[-1]):
        body.pop()
    return _checked(path, pd.DataFrame(body, columns=rows[0], dtype=object), first + 1, needed)


def _from_text(path: Path, needed: Sequence[str]) -> LongFile:
    import pandas as pd

    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"bytes that are no UTF-8 at position {error.start}"
        raise _refused(path, found, "UTF-8 text", "save it as CSV UTF-8") from error
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise _refused(path, f"text that is no CSV ({error})", "a long table") from error
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise _refused(path, "an empty file", _expected(needed))
    faults = [
        Fault(f"{path.name}, row {i + 1}", f"{len(row)} cells", f"{len(rows[0])} cells")
        for i, row in enumerate(rows)
        if len(row) != len(rows[0])
    ]
    if faults and is_long_header(rows[0], needed):
        raise DataError(path.name, faults)
    body = [] if faults else rows[1:]
    return _checked(path, pd.DataFrame(body, columns=rows[0], dtype=object), 2, needed)


def _checked(path: Path, table: pd.DataFrame, first_row: int, needed: Sequence[str]) -> LongFile:
    names = _names(list(table.columns))
    if not is_long_header(names, needed):
        found = f"the columns {', '.join(n for n in names if n)[:200] or '(none)'}"
        raise _refused(path, found, _expected(needed))
    twice = sorted({n for n in names if n and names.count(n) > 1})
    if twice:
        raise _refused(path, f"column {', '.join(twice)} twice", "each column once")
    table = table.set_axis(names, axis="columns")
    return LongFile(path.name, table.map(_trimmed), first_row)


def _find_sheet(path: Path, needed: Sequence[str] = ()) -> tuple[int, list[list[object]]] | None:
    """Number of the header's row, from 1, and the rows from it on."""
    import python_calamine as calamine

    try:
        with calamine.load_workbook(str(path)) as book:
            for i in range(len(book.sheet_names)):
                sheet = book.get_sheet_by_index(i)
                head = sheet.to_python(skip_empty_area=False, nrows=_HEAD_ROWS)
                for number, cells in enumerate(head):
                    if is_long_header(cells, needed):
                        rows = sheet.to_python(skip_empty_area=False)
                        return number + 1, [list(row) for row in rows[number:]]
    except (calamine.CalamineError, calamine.PasswordError, OSError, ValueError) as error:
        text = " ".join(str(error).split())
        found = f"a workbook that cannot be read ({text})"
        raise _refused(path, found, _expected(needed)) from error
    return None


def _number(cell: object) -> float:
    """The number in a cell, NaN for a gap, infinity for what is neither."""
    if cell is None or str(cell).lower() in _GAPS:
        return math.nan
    if isinstance(cell, bool):
        return math.inf
    try:
        return float(str(cell))
    except ValueError:
        return math.inf


def _names(cells: Sequence[object]) -> list[str]:
    return [str(cell).strip().lower() for cell in cells]


def _trimmed(cell: object) -> object:
    return cell.strip() if isinstance(cell, str) else cell


def _expected(needed: Sequence[str] = ()) -> str:
    if needed:
        return f"the columns {', '.join(needed)}"
    return f"the columns {', '.join(SHORT)}, or {', '.join(TIDY)} and others of the tidy schema"


def _refused(path: Path, found: str, expected: str, remedy: str = "") -> DataError:
    return DataError(path.name, [Fault(path.name, found, expected, remedy)])
