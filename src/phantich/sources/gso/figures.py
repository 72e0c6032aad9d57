"""The figures of a workbook, kept by what they have in common until they become a frame.

A workbook gives thousands of figures, but few rows (what they are about) and fewer columns (what
is measured, when). Both are held once; only numbers are held for each figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from phantich.observations import COLUMNS
from phantich.sources.gso.cells import column_name

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class Stub(NamedTuple):
    """What the figures of a row are about."""

    indicator: str
    item: str
    area: str = "Việt Nam"
    note: str = ""


class Head(NamedTuple):
    """What the figures of a column measure."""

    component: str
    period: str
    frequency: str
    measure: str
    unit: str
    status: str = "A"


class Figures:
    """Collects figures and makes the frame of observations."""

    def __init__(self, file: str, vintage: str) -> None:
        self._file = file
        self._vintage = vintage
        self._stubs: dict[Stub, int] = {}
        self._heads: dict[Head, int] = {}
        self._sheets: dict[str, int] = {}
        #: (stub, sheet, row, number of figures) of each row.
        self._rows: list[tuple[int, int, int, int]] = []
        self._values: list[float] = []
        self._columns: list[int] = []
        self._measured: list[int] = []

    def __len__(self) -> int:
        return len(self._values)

    def add(
        self, sheet: str, row: int, stub: Stub, figures: Iterable[tuple[int, Head, float]]
    ) -> None:
        """Add the figures of a row, each with its column (counted from 0) and what it measures."""
        heads, before = self._heads, len(self._values)
        for column, head, value in figures:
            self._values.append(value)
            self._columns.append(column)
            self._measured.append(heads.setdefault(head, len(heads)))
        stub_id = self._stubs.setdefault(stub, len(self._stubs))
        sheet_id = self._sheets.setdefault(sheet, len(self._sheets))
        self._rows.append((stub_id, sheet_id, row, len(self._values) - before))

    def frame(self) -> pd.DataFrame:
        """The observations, in the order in which they were added."""
        import numpy as np
        import pandas as pd

        if not self._values:
            return pd.DataFrame({column: [] for column in COLUMNS})
        rows = np.array(self._rows, dtype=np.int32)
        stub, sheet, number = (np.repeat(rows[:, k], rows[:, 3]) for k in range(3))
        head = np.array(self._measured, dtype=np.int32)
        found: dict[str, object] = {"value": np.array(self._values)}
        for names, ids, keys in (
            (Stub._fields, stub, self._stubs),
            (Head._fields, head, self._heads),
        ):
            for k, name in enumerate(names):
                found[name] = _texts([key[k] for key in keys], ids)
        found["source"] = self._sources(sheet, number)
        found["vintage"] = _texts([self._vintage], np.zeros(len(head), dtype=np.int32))
        return pd.DataFrame({column: found[column] for column in COLUMNS})

    def _sources(self, sheet: np.ndarray, number: np.ndarray) -> object:
        """``file!sheet!cell`` of every figure."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        columns = np.array(self._columns, dtype=np.int32)
        letters = [column_name(c) for c in range(int(columns.max()) + 1)]
        text = pc.binary_join_element_wise(
            _decoded([f"{self._file}!{name}!" for name in self._sheets], sheet),
            _decoded(letters, columns),
            pa.array(number + 1).cast(pa.large_string()),
            pa.scalar("", pa.large_string()),
        )
        return _as_pandas(text)


def _texts(names: list[str], ids: np.ndarray) -> object:
    """The text of each id as an array of pandas' type."""
    return _as_pandas(_decoded(names, ids))


def _as_pandas(texts: object) -> object:
    """Arrow's texts as pandas' own type of text, without a copy."""
    import numpy as np
    import pandas as pd

    dtype = pd.StringDtype(na_value=np.nan)
    return dtype.__from_arrow__(texts)  # type: ignore[attr-defined]  # the stubs lack it


def _decoded(names: list[str], ids: np.ndarray) -> object:
    import pyarrow as pa

    coded = pa.DictionaryArray.from_arrays(pa.array(ids), pa.array(names, pa.large_string()))
    return coded.dictionary_decode()
