"""Checking price tables as they come in: what an office publishes side by side must agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from phantich.catalog import find_component
from phantich.catalog.weights import cpi_weights
from phantich.errors import UsageError
from phantich.measures.checks import Cause, Misfit, check_table
from phantich.measures.identities import month_before
from phantich.sources.reading import Reading, Remark

if TYPE_CHECKING:
    import pandas as pd

#: From the tables of this month on figures are published unrounded, and no table as published
#: breaks an identity; an older one may, through rounding or restated figures.
EXACT_SINCE: Final = "2020-08"
#: Months before a table that it is read against; the identities reach back twelve.
MONTHS_BACK: Final = 24
#: What a table must show to be checked: the identities tie these to each other and to the rest.
_NEEDED: Final = frozenset({"mom", "yoy"})
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
        #: Indicator, component and area → month → table.
        self._tables: dict[tuple[str, ...], dict[str, pd.DataFrame]] = {}
        self._indicators: set[str] = set()

    def check(self, reading: Reading) -> tuple[list[Remark], int]:
        """Remarks of kind `doubt`, and how many are about tables that ought to be exact.

        Figures are not changed: they are loaded as printed.
        """
        remarks: list[Remark] = []
        failed = 0
        for name, table in self._price_tables(reading.observations):
            self._remember_known(name[0])
            tables = self._tables.setdefault(name, {})
            for month, rows in table.groupby("period"):
                found = [] if _NEEDED - set(rows["measure"]) else self._misfits(tables, rows)
                remarks += [remark for misfit in found for remark in _remarks(misfit, rows)]
                failed += len(found) if str(month) >= EXACT_SINCE else 0
                tables[str(month)] = rows
        return remarks, failed

    def _misfits(self, tables: dict[str, pd.DataFrame], rows: pd.DataFrame) -> list[Misfit]:
        import pandas as pd

        month, area = rows["period"].iloc[0], rows["area"].iloc[0]
        months = (month_before(month, back) for back in range(1, MONTHS_BACK + 1))
        past = [tables[m] for m in months if m in tables]
        return check_table(rows, pd.concat(past) if past else rows.iloc[:0], _weights(month, area))

    def _price_tables(
        self, observations: pd.DataFrame
    ) -> Iterator[tuple[tuple[str, ...], pd.DataFrame]]:
        codes = observations[["indicator", "component"]].drop_duplicates()
        priced = {pair for pair in codes.itertuples(index=False, name=None) if _is_price(*pair)}
        if not priced:
            return
        pairs = zip(observations["indicator"], observations["component"], strict=True)
        rows = observations[[pair in priced for pair in pairs]]
        rows = rows[rows["period"].str.fullmatch(r"\d{4}-\d{2}")]
        for (indicator, component, area), table in rows.groupby(_NAMES):
            yield (str(indicator), str(component), str(area)), table

    def _remember_known(self, indicator: str) -> None:
        if indicator in self._indicators:
            return
        self._indicators.add(indicator)
        for name, table in self._price_tables(self._known(indicator)):
            months = self._tables.setdefault(name, {})
            months |= {str(month): rows for month, rows in table.groupby("period")}


def _is_price(indicator: str, component: str) -> bool:
    try:
        return find_component(f"{indicator}/{component}")[1].kind == "price_index"
    except UsageError:
        return False


def _weights(month: str, area: str) -> dict[str, dict[str, float]]:
    """Weights of the groups in the total, and of the items in a group, where they are known."""
    try:
        weights = cpi_weights(dt.date.fromisoformat(f"{month}-01"), area)
    except UsageError:
        return {}
    groups = ("Chỉ số giá tiêu dùng", *weights.groups)
    return {group: parts for group in groups if len(parts := weights.of(group)) > 1}


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
        yield Remark(
            "doubt",
            own["source"].iloc[0],
            f"{item}, {base}: {printed:g}",
            f"{_MEANING[misfit.cause]} ({', '.join(misfit.identities)}); {expected:.4f} would fit",
        )
