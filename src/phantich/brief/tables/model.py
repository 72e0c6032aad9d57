"""A table as faces need it: heads in two levels, rows in official order, cells that are facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from phantich import language
from phantich.brief.model.content import Content
from phantich.brief.model.facts import Fact, Origin, origin_of
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
    #: Codes of the indicators that it is about.
    codes: tuple[str, ...]
    note: Text = EMPTY
    number: int = 0
    #: Columns of nothing but estimates: their heads say so, and not every cell.
    estimates: frozenset[int] = frozenset()

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

    def with_estimates(self, head: Callable[[Column], Column]) -> Table:
        """The table with `head` applied to the columns that hold nothing but estimates."""
        found = frozenset(i for i in range(len(self.columns)) if self._all_estimates(i))
        columns = tuple(head(c) if i in found else c for i, c in enumerate(self.columns))
        return replace(self, columns=columns, estimates=found)

    def _all_estimates(self, column: int) -> bool:
        cells = [row.cells[column].fact for row in self.rows]
        facts = [fact for fact in cells if fact is not None]
        return all(fact.status == "E" for fact in facts)

    def title(self) -> Text:
        """«Bảng 1. …»."""
        return text(f"Bảng {self.number}. ", f"Table {self.number}. ") + self.caption


def figure_cell(fact: Fact | None, decimals: int, subtract: float = 0.0) -> Cell:
    """The cell of a fact with a fixed count of decimals; `subtract` 100 makes a rate."""
    if fact is None:
        return Cell()

    value = fact.value - subtract
    vi, en = language.number(value, decimals), language.number(value, decimals, "en")
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
