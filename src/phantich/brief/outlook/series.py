"""Series made of published figures: chained changes, months from sums, limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from phantich.brief import periods
from phantich.brief.model.indicators import ComponentContent

if TYPE_CHECKING:
    import pandas as pd


def by_period(rows: pd.DataFrame) -> pd.Series:
    """Values of one measure by period, in order of time."""
    return rows.set_index("period")["value"].astype(float).sort_index()


def limits(component: ComponentContent, values: pd.Series) -> tuple[float, float]:
    """A share cannot leave its scale where it never did; what was never negative stays so."""
    low = 0.0 if values.min() >= 0 else float("-inf")
    share = component.unit == "%" and low == 0.0 and values.max() <= 100
    return low, 100.0 if share else float("inf")


def with_differences(level: pd.Series | None, sums: pd.Series | None) -> pd.Series | None:
    """Months that were printed, and where not, the difference of two printed sums."""
    import pandas as pd

    if sums is None:
        return level
    before = {period: _previous(period) for period in sums.index}
    found = {
        period: value - (sums[before[period]] if before[period] else 0.0)
        for period, value in sums.items()
        if not before[period] or before[period] in sums.index
    }
    made = pd.Series(found, dtype=float)
    return (made if level is None else level.combine_first(made)).sort_index()


def _previous(period: object) -> str:
    """The period before in the same year; empty for the first one."""
    text = str(period)
    number = periods.number(text)
    if number == 1:
        return ""
    return text[:5] + (f"Q{number - 1}" if "Q" in text else f"{number - 1:02d}")
