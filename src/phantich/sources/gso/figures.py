"""The figures of a workbook, kept by what they have in common until they become a frame.

A workbook gives thousands of figures, but few rows (what they are about) and fewer columns (what
is measured, when). Both are held once; only numbers are held for each figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from phantich.observations import COLUMNS
from phantich.sources.gso.cells import column_name


@dataclass(slots=True, eq=False)
class Stub:
    """What the figures of a row are about."""

    indicator: str
    item: str
    area: str = "Việt Nam"
    note: str = ""


@dataclass(slots=True, eq=False)
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
        #: What each row is about, where it stands, and how many figures it has.
        self._stubs: list[Stub] = []
        self._sheets: list[str] = []
        self._numbers: list[int] = []
        self._counts: list[int] = []
        #: (column, what it measures, value) of each figure.
        self._figures: list[tuple[int, Head, float]] = []

    def __len__(self) -> int:
        return len(self._figures)

    def add(
        self, sheet: str, row: int, stub: Stub, figures: Sequence[tuple[int, Head, float]]
    ) -> None:
        """Add the figures of a row, each with its column (counted from 0) and what it measures."""
        self._figures.extend(figures)
        self._stubs.append(stub)
        self._sheets.append(sheet)
        self._numbers.append(row + 1)
        self._counts.append(len(figures))

    def frame(self) -> pd.DataFrame:
        """The observations, in the order in which they were added."""
        if not self._figures:
            return pd.DataFrame({column: [] for column in COLUMNS})
        row = np.repeat(np.arange(len(self._counts), dtype=np.int32), self._counts)
        columns, measured, values = zip(*self._figures, strict=True)
        heads = {head: number for number, head in enumerate(dict.fromkeys(measured))}
        head = np.array([heads[h] for h in measured], dtype=np.int32)
        texts = {name: _taken(list(map(attrgetter(name), self._stubs)), row) for name in _STUB}
        texts |= {name: _taken(list(map(attrgetter(name), heads)), head) for name in _HEAD}
        texts["source"] = self._sources(row, np.array(columns, dtype=np.int32))
        texts["vintage"] = _taken([self._vintage], np.zeros_like(head))
        found: dict[str, object] = {name: _as_pandas(text) for name, text in texts.items()}
        found["value"] = np.array(values)
        return pd.DataFrame({column: found[column] for column in COLUMNS})

    def _sources(self, row: np.ndarray, columns: np.ndarray) -> object:
        """``file!sheet!cell`` of every figure."""
        letters = [column_name(c) for c in range(int(columns.max()) + 1)]
        return pc.binary_join_element_wise(
            _taken([f"{self._file}!{sheet}!" for sheet in self._sheets], row),
            _taken(letters, columns),
            _taken([str(number) for number in self._numbers], row),
            pa.scalar("", pa.large_string()),
        )


def _taken(names: list[str], ids: np.ndarray) -> object:
    """The text of each id."""
    return pa.array(names, pa.large_string()).take(pa.array(ids))


def _as_pandas(texts: object) -> object:
    """Arrow's texts as pandas' own type of text, without a copy."""
    dtype = pd.StringDtype(na_value=np.nan)
    return dtype.__from_arrow__(texts)  # type: ignore[attr-defined]  # the stubs lack it
