"""What a family reader works with: the workbook's dates, and where its figures and remarks go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from phantich.sources.gso.figures import Figures, Head, Plan, Stub
from phantich.sources.gso.headers import Month
from phantich.sources.gso.tables import Table
from phantich.sources.reading import Remark, RemarkKind

_Pairs: TypeAlias = tuple[Sequence[int], list[float]]


@dataclass(slots=True)
class Given:
    """Figures given so far, each once: what is measured goes by a number."""

    numbers: dict[tuple[str, ...], int] = field(default_factory=dict)
    #: By item and area: number → value, or numbers and values while no second row asked for them.
    _values: dict[tuple[str, str], dict[int, float] | _Pairs] = field(default_factory=dict)

    def __contains__(self, thing: tuple[str, str]) -> bool:
        return thing in self._values

    def first(self, thing: tuple[str, str], numbers: Sequence[int], values: list[float]) -> None:
        """Note the first figures of a thing."""
        self._values[thing] = numbers, values

    def of(self, thing: tuple[str, str]) -> dict[int, float]:
        """What has been given of a thing, to be added to."""
        found = self._values.setdefault(thing, {})
        if isinstance(found, tuple):
            found = self._values[thing] = dict(zip(*found, strict=True))
        return found


@dataclass(slots=True)
class Context:
    """Dates of the workbook, and the observations and remarks that its tables gave so far."""

    file: str
    #: The month that the workbook is about.
    release: Month
    #: Release date, the vintage of every figure.
    vintage: str
    #: The observations so far.
    figures: Figures
    remarks: list[Remark] = field(default_factory=list)
    #: Tables of the workbook that came before, by kind: for «(Tiếp theo)».
    before: dict[str, list[Table]] = field(default_factory=dict)
    #: What tables of the workbook have given already, by indicator, where it must stand once.
    given: dict[str, Given] = field(default_factory=dict)

    def add(
        self,
        table: Table,
        row: int,
        column: int,
        *,
        indicator: str,
        component: str,
        item: str,
        period: str,
        frequency: str,
        measure: str,
        value: float,
        unit: str,
        status: str = "A",
        area: str = "Việt Nam",
        note: str = "",
    ) -> None:
        """Give one figure; `row` and `column` are its place in the sheet, counted from 0."""
        head = Head(component, period, frequency, measure, unit, status)
        stub = Stub(indicator, item, area, note)
        self.figures.add(table.sheet, row, stub, Plan((column,), (head,)), (value,))

    def add_row(
        self, table: Table, row: int, stub: Stub, plan: Plan, values: Sequence[float]
    ) -> None:
        """Give the figures of one row (faster than `add`, the more so when rows share a plan)."""
        self.figures.add(table.sheet, row, stub, plan, values)

    def remark(
        self, kind: RemarkKind, table: Table, row: int, column: int, found: object, meaning: str
    ) -> None:
        """Report something about a cell (see `Remark`)."""
        text = f"{found:g}" if isinstance(found, float) else str(found)
        self.remarks.append(Remark(kind, table.cell(row, column), text, meaning))


#: Turns one table into observations and remarks of the context.
FamilyReader: TypeAlias = Callable[[Table, Context], None]
