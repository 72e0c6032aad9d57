"""What a family reader works with: the workbook's dates, and where its figures and remarks go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from phantich.sources.gso.figures import Figures, Head, Stub
from phantich.sources.gso.headers import Month
from phantich.sources.gso.tables import Table
from phantich.sources.reading import Remark, RemarkKind


@dataclass(slots=True)
class Given:
    """Figures given so far: number of what is measured; item and area → number → value."""

    numbers: dict[tuple[str, ...], int] = field(default_factory=dict)
    values: dict[tuple[str, str], dict[int, float]] = field(default_factory=dict)


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
        self.figures.add(table.sheet, row, stub, ((column, head, value),))

    def add_row(
        self, table: Table, row: int, stub: Stub, figures: Sequence[tuple[int, Head, float]]
    ) -> None:
        """Give the figures of one row: column, what it measures, value (faster than `add`)."""
        self.figures.add(table.sheet, row, stub, figures)

    def remark(
        self, kind: RemarkKind, table: Table, row: int, column: int, found: object, meaning: str
    ) -> None:
        """Report something about a cell (see `Remark`)."""
        text = f"{found:g}" if isinstance(found, float) else str(found)
        self.remarks.append(Remark(kind, table.cell(row, column), text, meaning))


#: Turns one table into observations and remarks of the context.
FamilyReader: TypeAlias = Callable[[Table, Context], None]
