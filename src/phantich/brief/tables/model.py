"""A table as faces need it: heads in two levels, rows in official order, cells that are facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from phantich.brief.model import Content, Fact, Origin, origin_of
from phantich.brief.text import Numeral, Text, text

EMPTY = Text()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures; neighbours with the same `group` share a head above them."""

    head: Text
    group: Text = EMPTY
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as printed; empty where there is none."""

    shown: Text = EMPTY
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row; `depth` indents it, `strong` marks the whole."""

    label: Text
    cells: tuple[Cell, ...]
    depth: int = 0
    strong: bool = False

    @property
    def origin(self) -> Origin:
        """Whether its figures are real, simulated or both."""
        return origin_of(cell.fact for cell in self.cells if cell.fact is not None)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption, its unit (once, in the head) and its rows."""

    caption: Text
    unit: Text
    stub: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    number: int = 0

    @property
    def origin(self) -> Origin:
        """Whether its figures are real, simulated or both."""
        return origin_of(self.facts)

    @property
    def facts(self) -> list[Fact]:
        """All facts it shows."""
        return [c.fact for row in self.rows for c in row.cells if c.fact is not None]

    @property
    def groups(self) -> list[tuple[Text, int]]:
        """The upper heads with the count of columns below each."""
        result: list[tuple[Text, int]] = []
        for column in self.columns:
            if result and column.group and result[-1][0] == column.group:
                result[-1] = (column.group, result[-1][1] + 1)
            else:
                result.append((column.group, 1))
        return result

    def numbered(self, number: int) -> Table:
        """The table with its number in the brief."""
        return replace(self, number=number)

    def title(self) -> Text:
        """«Bảng 1. …»."""
        return text(f"Bảng {self.number}. ", f"Table {self.number}. ") + self.caption


def figure_cell(fact: Fact | None, decimals: int, subtract: float = 0.0) -> Cell:
    """The cell of a fact with a fixed count of decimals; `subtract` 100 makes a rate."""
    if fact is None:
        return Cell()
    from phantich.brief import numbers

    value = fact.value - subtract
    vi, en = numbers.number(value, decimals), numbers.number(value, decimals, "en")
    return Cell(Text((Numeral(vi, fact.id),), (Numeral(en, fact.id),)), fact)


def drop_empty(
    columns: list[Column], rows: list[Row]
) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """Without the columns in which no row has a figure, and the rows without any."""
    used = [i for i in range(len(columns)) if any(row.cells[i].fact for row in rows)]
    kept = [replace(row, cells=tuple(row.cells[i] for i in used)) for row in rows]
    return tuple(columns[i] for i in used), tuple(r for r in kept if any(c.fact for c in r.cells))


def origin(content: Content, tables: Iterable[Table]) -> Origin:
    """Whether the tables' figures are real, simulated or both."""
    return content.origin(f.id for table in tables for f in table.facts)
