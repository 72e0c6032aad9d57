"""Checking price tables as they come in: what an office publishes side by side must agree."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from phantich.catalog import find_indicator
from phantich.catalog.weights import cpi_weights
from phantich.errors import UsageError
from phantich.measures.checks import Cause, Misfit, check_figures, figures_of
from phantich.measures.past import Cell, month_before
from phantich.sources.reading import Reading, Remark

if TYPE_CHECKING:
    import pandas as pd

#: From the tables of this month on figures are published unrounded, and no table as published
#: breaks an identity; an older one may, through rounding or restated figures.
EXACT_SINCE: Final = "2020-08"
#: Months before a table that it is read against; the identities reach back twelve.
MONTHS_BACK: Final = 24
#: What an office never leaves out of a table of so many items that compares with December, too;
#: when the reader finds no column of them, its headers are likely those of another month.
_NEEDED: Final = frozenset({"mom", "yoy"})
_MANY: Final = 10
_Name = tuple[str, str, str]
_NAMES: Final = ["indicator", "component", "area"]
_MEANING: Final[dict[Cause, str]] = {
    "figure": "does not fit the other comparisons",
    "rows_swapped": "stands in the place of another row",
    "columns_swapped": "stands in the place of another column",
}


class PriceChecks:
    """Checks the price tables of one reading after the other, each against the months before.

    Parameters
    ----------
    known
        Gives the monthly figures of an indicator that the store has.
    """

    def __init__(self, known: Callable[[str], pd.DataFrame]) -> None:
        self._known = known
        #: Indicator, component and area → month → figures of the table.
        self._tables: dict[_Name, dict[str, dict[Cell, float]]] = {}
        self._indicators: set[str] = set()

    def check(self, reading: Reading) -> tuple[list[Remark], int]:
        """Remarks of kind `doubt`, and how many are about tables that ought to be exact.

        Figures are not changed: they are loaded as printed.
        """
        remarks: list[Remark] = []
        failed = 0
        for name, month, rows in _price_tables(reading.observations):
            self._remember_known(name[0])
            tables = self._tables.setdefault(name, {})
            own = figures_of(rows)
            found = check_figures(month, own, _past(tables, month), _weights(month, name[2]))
            doubts = [remark for misfit in found for remark in _remarks(misfit, rows)]
            if not found and month >= EXACT_SINCE:
                doubts = _lacking(rows)
            remarks += doubts
            failed += max(len(found), bool(doubts)) if month >= EXACT_SINCE else 0
            tables[month] = own
        return remarks, failed

    def _remember_known(self, indicator: str) -> None:
        if indicator in self._indicators:
            return
        self._indicators.add(indicator)
        for name, month, rows in _price_tables(self._known(indicator)):
            self._tables.setdefault(name, {})[month] = figures_of(rows)


def _past(tables: dict[str, dict[Cell, float]], month: str) -> dict[Cell, float]:
    past: dict[Cell, float] = {}
    for back in range(1, MONTHS_BACK + 1):
        past |= tables.get(month_before(month, back), {})
    return past


def _price_tables(observations: pd.DataFrame) -> Iterator[tuple[_Name, str, pd.DataFrame]]:
    """Indicator, component and area, month, and rows of each monthly table of prices."""
    codes = observations["indicator"].unique()
    rows = observations[observations["indicator"].isin([c for c in codes if _price_components(c)])]
    rows = rows[rows["period"].str.fullmatch(r"\d{4}-\d{2}")]
    for (indicator, component, area, month), table in rows.groupby([*_NAMES, "period"]):
        if component in _price_components(str(indicator)):
            yield (str(indicator), str(component), str(area)), str(month), table


@cache
def _price_components(indicator: str) -> frozenset[str]:
    """Ids of an indicator's components that are price indices."""
    try:
        components = find_indicator(indicator).components
    except UsageError:
        return frozenset()
    return frozenset(c.id for c in components if c.kind == "price_index")


@cache
def _weights(month: str, area: str) -> dict[str, dict[str, float]]:
    """Weights of the groups in the total, and of the items in a group, where they are known."""
    try:
        weights = cpi_weights(dt.date.fromisoformat(f"{month}-01"), area)
    except UsageError:
        return {}
    groups = ("Chỉ số giá tiêu dùng", *weights.groups)
    return {group: parts for group in groups if len(parts := weights.of(group)) > 1}


def _lacking(rows: pd.DataFrame) -> list[Remark]:
    """A remark when a whole table lacks a comparison that is always printed."""
    printed = set(rows["measure"])
    absent = sorted(_NEEDED - printed)
    if not absent or "vs_december" not in printed or rows["item"].nunique() < _MANY:
        return []
    found = f"a price table without {' and '.join(absent)}"
    return [Remark("doubt", rows["source"].iloc[0], found, "its headers may be of another month")]


def _remarks(misfit: Misfit, rows: pd.DataFrame) -> Iterator[Remark]:
    """A remark for each cell, at its place in the file."""
    if misfit.cause == "other_month":
        first = rows["source"].iloc[0]
        yield Remark("doubt", first, "a price table", f"equals that of {misfit.detail}")
        return
    for cell, printed, expected in zip(misfit.cells, misfit.printed, misfit.expected, strict=True):
        item, measure, _ = cell
        base, _, unit = measure.partition("@")
        own = rows[(rows["item"] == item) & (rows["measure"] == base)]
        own = own[own["unit"] == unit] if unit else own
        meaning = f"{_MEANING[misfit.cause]} ({', '.join(misfit.identities)})"
        if math.isfinite(expected):
            meaning += f"; {expected:.4f} would fit"
        yield Remark("doubt", own["source"].iloc[0], f"{item}, {base}: {printed:g}", meaning)
