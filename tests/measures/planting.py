"""Errors planted in official CPI tables, and how many of them the checks find."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from phantich.catalog.weights import cpi_weights
from phantich.measures.checks import Misfit, check_figures, figures_of
from phantich.measures.past import Cell, month_before

#: Tables since this month are exact.
SINCE = "2020-08"
TOTAL = "Chỉ số giá tiêu dùng"
Table = dict[Cell, float]
#: What was planted, the table with it, and the cells that it changed.
Planted = tuple[str, Table, set[Cell]]


def reference_tables(shared: Path) -> dict[str, Table]:
    """Every month's table as the reference reads it."""
    rows = pd.read_csv(shared / "gso" / "reference" / "cpi_reference.csv")
    rows = rows[rows["published"]]
    base = rows["base_year"].map(lambda year: "%" if pd.isna(year) else f"{year:.0f}=100")
    return {str(m): figures_of(t) for m, t in rows.assign(unit=base).groupby("period")}


def weights_of(month: str) -> dict[str, dict[str, float]]:
    """Published weights of the groups in the total."""
    groups = cpi_weights(dt.date.fromisoformat(f"{month}-01")).groups
    return {TOTAL: dict(groups)}


def past_of(tables: dict[str, Table], month: str, back: int = 24) -> Table:
    """Figures of the months before."""
    past: Table = {}
    for count in range(1, back + 1):
        past |= tables.get(month_before(month, count), {})
    return past


def has_past(tables: dict[str, Table], month: str) -> bool:
    """Whether the months that the identities rest on are there: none of last year's, none of this.

    Those are the month before and the months a year before both, on the same base year.
    """
    needed = [month_before(month, count) for count in (1, 12, 13)]
    bases = {m for _, m, _ in tables[month] if m.startswith("vs_base")}
    before = {m for _, m, _ in tables.get(needed[0], {})}
    return all(at in tables for at in needed) and bases <= before


def digits(table: Table, rng: np.random.Generator) -> Iterator[Planted]:
    """Every figure a tenth too high or too low, the least that counts as a changed digit."""
    for cell, value in table.items():
        wrong = value + rng.choice([-0.1, 0.1])
        yield "digit", table | {cell: wrong}, {cell}


def rows(table: Table, rng: np.random.Generator, count: int = 40) -> Iterator[Planted]:
    """Two rows in each other's place; neighbours and any others, not those that are alike."""
    items = list(dict.fromkeys(item for item, _, _ in table))
    pairs = list(combinations(items, 2))
    for number in rng.permutation(len(pairs))[:count]:
        yield from _swapped("rows", table, 0, *pairs[number])


def columns(table: Table) -> Iterator[Planted]:
    """Two columns in each other's place, not those that are alike (mom and December in January)."""
    measures = list(dict.fromkeys(measure for _, measure, _ in table))
    for one, other in combinations(measures, 2):
        yield from _swapped("columns", table, 1, one, other)


def _swapped(what: str, table: Table, axis: int, one: str, other: str) -> Iterator[Planted]:
    wrong = swapped(table, axis, one, other)
    # Figures that differ by less than a changed digit are no error that counts.
    changed = {cell for cell in table if wrong[cell] != table[cell]}
    if any(abs(wrong[cell] - table[cell]) >= 0.1 for cell in changed):
        yield what, wrong, changed


def swapped(table: Table, axis: int, one: str, other: str) -> Table:
    """The table with two items (axis 0) or measures (axis 1) in each other's place.

    A figure whose counterpart was not printed stays.
    """
    turn = {one: other, other: one}
    wrong = dict(table)
    for cell in table:
        there = list(cell)
        there[axis] = turn.get(cell[axis], cell[axis])
        wrong[cell] = table.get((there[0], there[1], there[2]), table[cell])
    return wrong


def months(table: Table, month: str, others: dict[str, Table]) -> Iterator[Planted]:
    """The table of another month under this month's name."""
    for other, figures in others.items():
        named = {(item, measure, month): v for (item, measure, _), v in figures.items()}
        if other != month and named != table:
            yield "another month", named, set(named)


@dataclass
class Score:
    """How many planted errors there were, were found, and were named right."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, month: str, past: Table, error: Planted, hidden: bool = False) -> None:
        """Check one table; `hidden` when the month it was taken from is not in the past."""
        what, table, cells = error
        what = f"{what} not loaded" if hidden else what
        misfits = check_figures(month, table, past, weights_of(month))
        self.planted[what] += 1
        self.found[what] += bool(misfits)
        self.named[what] += bool(misfits) and is_named(misfits[0], error[0], cells)
        if not misfits:
            cell = min(cells)
            self.missed.append((what, month, f"{cell[0]}, {cell[1]}"))

    def lines(self) -> list[str]:
        """A line for each sort of error."""
        return [
            f"{what:<26}{self.found[what]:>6} of {count:>6} found,{self.named[what]:>6} named"
            for what, count in self.planted.items()
        ]


def is_named(misfit: Misfit, what: str, cells: set[Cell]) -> bool:
    """Whether the first misfit says what was planted, and where."""
    causes = {"digit": "figure", "rows": "rows_swapped", "columns": "columns_swapped"}
    cause = causes.get(what, "other_month")
    return misfit.cause == cause and (cause == "other_month" or set(misfit.cells) >= cells)


def false_alarms(tables: dict[str, Table]) -> list[str]:
    """Clean months since `SINCE` in which the checks find something."""
    return [
        month
        for month, table in tables.items()
        if month >= SINCE and check_figures(month, table, past_of(tables, month), weights_of(month))
    ]
