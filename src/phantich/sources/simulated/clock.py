"""From months to the periods in which a component is published, and the dates of publication."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from phantich.observations import MONTHS
from phantich.sources.simulated.world import REVISED, month_number, month_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from phantich.sources.simulated.world import World

How = Literal["sum", "last", "mean"]
#: Frequency → months in one of its periods.
#: Day of the following month on which offices report.
REPORT_DAY = 6


@dataclass(frozen=True)
class Clock:
    """Complete periods of one frequency inside the months of a world, `until` the last of them."""

    world: World
    frequency: str

    @property
    def span(self) -> int:
        """Months in a period."""
        return MONTHS[self.frequency]

    @property
    def a_year(self) -> int:
        """Periods in a year."""
        return 12 // self.span

    @cached_property
    def ends(self) -> NDArray[np.int_]:
        """Place, among the world's months, of the last month of each period."""
        places = np.flatnonzero((self.world.month_of_year + 1) % self.span == 0)
        return places[(places >= self.span - 1) & (places <= self.world.last)]

    @cached_property
    def last_months(self) -> tuple[str, ...]:
        """Last month of each period."""
        return tuple(self.world.months[i] for i in self.ends)

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """Texts of the periods."""
        return tuple(period_text(month, self.frequency) for month in self.last_months)

    @cached_property
    def published(self) -> NDArray[np.bool_]:
        """Whether a period ends in the published months."""
        return self.ends >= self.world.first

    @cached_property
    def recent(self) -> NDArray[np.bool_]:
        """Whether a period ends in the months whose first estimates are kept."""
        return self.ends > self.world.last - REVISED

    @cached_property
    def newest(self) -> NDArray[np.bool_]:
        """Whether a period is known by its first estimate only."""
        newest: NDArray[np.bool_] = self.ends == self.world.last
        return newest

    def gather(self, monthly: NDArray[np.float64], how: How) -> NDArray[np.float64]:
        """Values by period from values by month; the last axis is time."""
        parts = np.stack([monthly[..., self.ends - back] for back in range(self.span)])
        if how == "last":
            last: NDArray[np.float64] = parts[0]
            return last
        total: NDArray[np.float64] = parts.sum(axis=0)
        return total / self.span if how == "mean" else total

    @cached_property
    def first_vintages(self) -> tuple[str, ...]:
        """Day on which each period's first figure became known."""
        return tuple(report_date(month, 1) for month in self.last_months)

    @cached_property
    def final_vintages(self) -> tuple[str, ...]:
        """Day on which each period's final figure became known: a month later."""
        return tuple(report_date(month, 2) for month in self.last_months)


def report_date(month: str, months: int) -> str:
    """The day of reporting `months` after `month`."""
    return f"{month_text(month_number(month) + months)}-{REPORT_DAY:02d}"


def period_text(last_month: str, frequency: str) -> str:
    """The period of that frequency that ends with a month."""
    year, number = last_month[:4], int(last_month[5:7])
    if frequency == "M":
        return last_month
    if frequency == "Q":
        return f"{year}-Q{number // 3}"
    return f"{year}-S{number // 6}" if frequency == "S" else year
