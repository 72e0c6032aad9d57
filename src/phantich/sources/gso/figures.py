"""The figures of a workbook, kept by what they have in common until they become a frame.

A workbook gives thousands of figures, but few rows (what they are about) and fewer columns (what
is measured, when). Both are held once; only numbers are held for each figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cache
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


@dataclass(slots=True, eq=False)
class Plan:
    """Which columns of a row have figures, and what these measure; rows that are alike share it."""

    columns: tuple[int, ...]
    heads: tuple[Head, ...]


_STUB: Final = tuple(field.name for field in fields(Stub))
_HEAD: Final = tuple(field.name for field in fields(Head))


class Figures:
    """Collects figures and makes the frame of observations."""

    def __init__(self, file: str, vintage: str) -> None:
        self._file = file
        self._vintage = vintage
        #: Sheet and number of each row, what it is about, and what its figures measure.
        self._rows: list[tuple[str, int, Stub, Plan]] = []
        self._values: list[float] = []

    def __len__(self) -> int:
        return len(self._values)

    def add(self, sheet: str, row: int, stub: Stub, plan: Plan, values: Sequence[float]) -> None:
        """Add the figures of a row, as many as the plan has columns (row counted from 0)."""
        self._rows.append((sheet, row, stub, plan))
        self._values.extend(values)

    def frame(self) -> pd.DataFrame:
        """The observations, in the order in which they were added."""
        if not self._values:
            return pd.DataFrame({column: [] for column in COLUMNS})
        sheets, numbers, stubs, plans = zip(*self._rows, strict=True)
        heads: dict[Head, int] = {}
        row, column, head = _places(plans, heads)
        above = pa.record_batch({name: _texts(name, heads) for name in _HEAD}).take(head)
        beside = pa.record_batch(self._beside(sheets, numbers, stubs)).take(row)
        places = (
            beside["place"],
            _letters(int(column.max())).take(pa.array(column)),
            beside["row"],
        )
        texts = {name: beside[name] for name in (*_STUB, "vintage")}
        texts |= {name: above[name] for name in _HEAD}
        texts["source"] = pc.binary_join_element_wise(*places, pa.scalar("", pa.large_string()))
        found: dict[str, object] = {name: _as_pandas(text) for name, text in texts.items()}
        found["value"] = np.array(self._values)
        return pd.DataFrame({column: found[column] for column in COLUMNS})

    def _beside(
        self, sheets: Sequence[str], numbers: Sequence[int], stubs: Sequence[Stub]
    ) -> dict[str, pa.Array]:
        """Texts of each row: what it is about, and the parts of its cells' names."""
        texts = {name: _texts(name, stubs) for name in _STUB}
        texts["vintage"] = _array([self._vintage] * len(stubs))
        places = {sheet: f"{self._file}!{sheet}!" for sheet in set(sheets)}
        texts["place"] = _array([places[sheet] for sheet in sheets])
        texts["row"] = _array([str(number + 1) for number in numbers])
        return texts


def _places(
    of_rows: Sequence[Plan], heads: dict[Head, int]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Row, column and head of every figure by their numbers; fills in the numbers of heads."""
    plans = {plan: number for number, plan in enumerate(dict.fromkeys(of_rows))}
    lengths = np.array([len(plan.columns) for plan in plans])
    planned_heads = np.array(
        [heads.setdefault(h, len(heads)) for plan in plans for h in plan.heads]
    )
    planned_columns = np.array([column for plan in plans for column in plan.columns])
    plan = np.array([plans[plan] for plan in of_rows])
    counts = lengths[plan]
    ends = np.cumsum(counts)
    shift = (np.cumsum(lengths) - lengths)[plan] - (ends - counts)
    at = np.arange(ends[-1]) + np.repeat(shift, counts)
    return np.repeat(np.arange(len(plan)), counts), planned_columns[at], planned_heads[at]


@cache
def _letters(last: int) -> pa.Array:
    """Names of the columns up to one."""
    return _array([column_name(column) for column in range(last + 1)])


def _texts(name: str, of: Iterable[object]) -> pa.Array:
    return _array(list(map(attrgetter(name), of)))


def _array(texts: list[str]) -> pa.Array:
    return pa.array(texts, pa.large_string())


def _as_pandas(texts: object) -> object:
    """Arrow's texts as pandas' own type of text, without a copy."""
    dtype = pd.StringDtype(na_value=np.nan)
    return dtype.__from_arrow__(texts)  # type: ignore[attr-defined]  # the stubs lack it
