"""The figures of a workbook, kept by what they have in common until they become a frame.

A workbook gives thousands of figures, but few rows (what they are about) and fewer columns (what
is measured, when). Both are held once; only numbers are held for each figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

from phantich.observations import COLUMNS
from phantich.sources.gso.cells import column_name

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


@dataclass(frozen=True, slots=True, eq=False)
class Stub:
    """What the figures of a row are about."""

    indicator: str
    item: str
    area: str = "Việt Nam"
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """What the figures of a column measure."""

    component: str
    period: str
    frequency: str
    measure: str
    unit: str
    status: str = "A"


_STUB: Final = tuple(field.name for field in fields(Stub))
_HEAD: Final = tuple(field.name for field in fields(Head))


class Figures:
    """Collects figures and makes the frame of observations."""

    def __init__(self, file: str, vintage: str) -> None:
        self._file = file
        self._vintage = vintage
        #: Of each row.
        self._stubs: list[Stub] = []
        self._sheets: list[str] = []
        self._numbers: list[int] = []
        self._counts: list[int] = []
        #: Of each figure.
        self._values: list[float] = []
        self._columns: list[int] = []
        self._measured: list[int] = []
        self._heads: dict[Head, int] = {}

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
        self._stubs.append(stub)
        self._sheets.append(sheet)
        self._numbers.append(row + 1)
        self._counts.append(len(self._values) - before)

    def frame(self) -> pd.DataFrame:
        """The observations, in the order in which they were added."""
        import numpy as np
        import pandas as pd

        if not self._values:
            return pd.DataFrame({column: [] for column in COLUMNS})
        row = np.repeat(np.arange(len(self._counts), dtype=np.int32), self._counts)
        head = np.array(self._measured, dtype=np.int32)
        texts = {name: _taken([getattr(s, name) for s in self._stubs], row) for name in _STUB}
        texts |= {name: _taken([getattr(h, name) for h in self._heads], head) for name in _HEAD}
        texts["source"] = self._sources(row)
        texts["vintage"] = _taken([self._vintage], np.zeros_like(head))
        found: dict[str, object] = {name: _as_pandas(text) for name, text in texts.items()}
        found["value"] = np.array(self._values)
        return pd.DataFrame({column: found[column] for column in COLUMNS})

    def _sources(self, row: np.ndarray) -> object:
        """``file!sheet!cell`` of every figure."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        columns = np.array(self._columns, dtype=np.int32)
        letters = [column_name(c) for c in range(int(columns.max()) + 1)]
        return pc.binary_join_element_wise(
            _taken([f"{self._file}!{sheet}!" for sheet in self._sheets], row),
            _taken(letters, columns),
            _taken([str(number) for number in self._numbers], row),
            pa.scalar("", pa.large_string()),
        )


def _taken(names: list[str], ids: np.ndarray) -> object:
    """The text of each id."""
    import pyarrow as pa

    return pa.array(names, pa.large_string()).take(pa.array(ids))


def _as_pandas(texts: object) -> object:
    """Arrow's texts as pandas' own type of text, without a copy."""
    import numpy as np
    import pandas as pd

    dtype = pd.StringDtype(na_value=np.nan)
    return dtype.__from_arrow__(texts)  # type: ignore[attr-defined]  # the stubs lack it
