"""Import checks of an official CPI table: which cells do not fit, and what probably happened."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations
from statistics import median
from typing import TYPE_CHECKING, Literal

from phantich.measures.identities import Residual, residuals
from phantich.measures.past import Cell, Figures, Past

if TYPE_CHECKING:
    import pandas as pd

Cause = Literal["figure", "rows_swapped", "columns_swapped", "other_month"]
#: Share of equal cells from which a table counts as that of another month.
SAME_TABLE = 0.6


@dataclass(frozen=True, slots=True)
class Misfit:
    """One thing in a table that does not fit.

    Parameters
    ----------
    cause
        ``figure`` a single wrong figure; ``rows_swapped`` or ``columns_swapped`` two that stand in
        each other's place; ``other_month`` the table of another month.
    cells
        The cells most likely wrong.
    printed, expected
        What stands there, and what the identities give; one of each per cell, none for a table of
        another month.
    identities
        The identities that fail.
    detail
        For ``other_month`` that month.
    """

    cause: Cause
    cells: tuple[Cell, ...]
    printed: tuple[float, ...]
    expected: tuple[float, ...]
    identities: tuple[str, ...]
    detail: str = ""


def check_table(
    table: pd.DataFrame,
    past: pd.DataFrame,
    weights: Mapping[str, Mapping[str, float]] | None = None,
) -> list[Misfit]:
    """Check one month's official CPI table against itself and the past.

    Parameters
    ----------
    table, past
        Observations with the columns ``item``, ``period``, ``measure``, ``value``, ``unit``:
        `table` of one month, `past` of any earlier months (later ones are not looked at).
    weights
        For each group, the total among them, the weights of its parts, when known.

    Returns
    -------
    What does not fit, worst first, by the fewest faults that explain it; empty for a clean table.
    Without a past only the identities inside the table are checked.

    Raises
    ------
    ValueError
        When `table` does not hold exactly one month.
    """
    months = sorted({p for p in table["period"] if len(p) == 7 and p[4:5] == "-"})
    if len(months) != 1:
        raise ValueError(f"a table of one month is checked at a time, found {months}")
    month = months[0]
    return check_figures(month, figures_of(table, month), figures_of(past), weights)


def check_figures(
    month: str,
    own: dict[Cell, float],
    past: Figures,
    weights: Mapping[str, Mapping[str, float]] | None = None,
) -> list[Misfit]:
    """`check_table` for the figures of a table and of the past, as `figures_of` gives them.

    Parameters
    ----------
    month
        Month of the table, ``2025-01``.
    own, past
        Cell → figure; of the past only earlier months and positive figures count.
    weights
        Weights of the parts of each group, where they are known.

    Returns
    -------
    The misfits of the explanation that blames the fewest cells; empty for a table that fits.
    """
    known = {c: v for c, v in past.items() if c[2] < month and v > 0}
    same = _table_of_another_month(month, own, known)
    if same is not None:
        return [same]
    checked = _Table(month, own, Past(known), weights or {})
    if not any(r.fails for r in checked.residuals(own)):
        return []
    singles = checked.single_figures(own)
    swapped = checked.swaps() if len(singles) > 1 else []
    return swapped if swapped and len(swapped) < len(singles) else singles


def figures_of(frame: pd.DataFrame, month: str | None = None) -> dict[Cell, float]:
    """Figures of observations by cell; ``vs_base`` carries its base year (``vs_base@2019=100``).

    A missing value is left out.
    """
    columns = frame[["item", "measure", "period", "value", "unit"]]
    return {
        (item, f"{measure}@{unit}" if measure == "vs_base" else measure, period): float(value)
        for item, measure, period, value, unit in columns.itertuples(index=False)
        if value == value and (month is None or period == month)
    }


def _table_of_another_month(month: str, own: Figures, known: Figures) -> Misfit | None:
    for other in sorted({at for _, _, at in known}, reverse=True):
        pairs = [(v, known.get((item, m, other))) for (item, m, _), v in own.items()]
        shared = [(a, b) for a, b in pairs if b is not None and a != 100.0]
        if len(shared) >= 10 and sum(a == b for a, b in shared) >= SAME_TABLE * len(shared):
            return Misfit("other_month", tuple(own), (), (), (), other)
    return None


#: What may have happened, the table without it, and the rows that differ (None for all).
_Trial = tuple[Cause, dict[Cell, float], tuple[str, str] | None]


@dataclass(frozen=True, slots=True)
class _Table:
    """A month's figures with the past that they are read against."""

    month: str
    own: dict[Cell, float]
    past: Past
    weights: Mapping[str, Mapping[str, float]]

    def residuals(self, own: Figures, items: Collection[str] | None = None) -> list[Residual]:
        """Identities of the month, or of some rows and what they are part of, in `own`."""
        return residuals(self.month, own, self.past, self.weights, items)

    def swaps(self) -> list[Misfit]:
        """Swapped rows or columns, if putting them back leaves far less that fails."""
        before = [r for r in self.residuals(self.own) if r.fails]
        items = sorted({r.cells[0][0] for r in before if r.identity != "parts"})
        measures = sorted({cell[1] for r in before for cell in r.cells})
        trials: list[_Trial] = [
            ("rows_swapped", _swapped(self.own, 0, a, b), (a, b)) for a, b in combinations(items, 2)
        ]
        trials += [
            ("columns_swapped", _swapped(self.own, 1, a, b), None)
            for a, b in combinations(measures, 2)
        ]
        gains = [self._gain(figures, rows) for _, figures, rows in trials]
        best = max(range(len(trials)), key=gains.__getitem__, default=None)
        if best is None or len(before) - gains[best] > len(before) // 3 or gains[best] < 3:
            return []
        cause, figures, _ = trials[best]
        cells = tuple(c for c in self.own if self.own[c] != figures.get(c, self.own[c]))
        printed = tuple(self.own[c] for c in cells)
        names = tuple(sorted({r.identity for r in before}))
        misfit = Misfit(cause, cells, printed, tuple(figures[c] for c in cells), names)
        return [misfit, *self.single_figures(figures)]

    def _gain(self, figures: Figures, items: Collection[str] | None) -> int:
        """How many identities fewer fail with other figures in some rows, or in all."""
        before = sum(r.fails for r in self.residuals(self.own, items))
        return before - sum(r.fails for r in self.residuals(figures, items))

    def single_figures(self, own: dict[Cell, float]) -> list[Misfit]:
        """The fewest cells that explain the failing identities, each with the figure that fits."""
        found = self.residuals(own)
        failing = [r for r in found if r.fails]
        passing = [r for r in found if not r.fails]
        misfits = []
        while failing:
            culprit = _most_likely(failing, passing)
            explained = [r for r in failing if culprit in r.cells]
            failing = [r for r in failing if culprit not in r.cells]
            names = tuple(sorted({r.identity for r in explained}))
            fitting = self._fitting(culprit, own, names)
            misfits.append(Misfit("figure", (culprit,), (own[culprit],), (fitting,), names))
        return sorted(misfits, key=lambda m: -len(m.identities))

    def _fitting(self, culprit: Cell, own: dict[Cell, float], names: tuple[str, ...]) -> float:
        """The figure that satisfies the identities of these names, the median where they differ.

        NaN when none of them can be evaluated.
        """
        possible = own[culprit] > 0
        start = own[culprit] if possible else 100.0

        def differences(value: float) -> dict[str, float]:
            found = self.residuals({**own, culprit: value})
            return {
                r.identity: r.printed - r.computed
                for r in found
                if culprit in r.cells and (r.identity in names or not possible)
            }

        # The identities are all but straight in each figure: one step of Newton's method lands.
        here, there = differences(start), differences(start + 0.5)
        slopes = {name: (there[name] - here[name]) / 0.5 for name in here}
        landings = [start - here[n] / slopes[n] for n in here if slopes[n]]
        return median(landings) if landings else math.nan


def _swapped(own: dict[Cell, float], axis: int, one: str, other: str) -> dict[Cell, float]:
    turn = {one: other, other: one}
    out = {}
    for cell, value in own.items():
        place = list(cell)
        place[axis] = turn.get(place[axis], place[axis])
        out[(place[0], place[1], place[2])] = value
    return out


def _most_likely(failing: list[Residual], passing: list[Residual]) -> Cell:
    """The cell in most failing and fewest passing identities."""
    votes: dict[Cell, float] = defaultdict(float)
    for residual in failing:
        for place, cell in enumerate(residual.cells):
            # The printed side of an identity is a little more likely to be the wrong one.
            votes[cell] += 1.1 if place == 0 else 1.0
    for residual in passing:
        for cell in residual.cells:
            if cell in votes:
                votes[cell] -= 0.9
    return max(sorted(votes), key=votes.__getitem__)
