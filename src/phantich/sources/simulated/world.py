"""The frame of a simulation: its months, its city, and a generator of chance for every series."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from phantich.calendar import tet_after, tet_before
from phantich.errors import UsageError
from phantich.observations import check_month

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from phantich.catalog import SetId

#: First simulated month. It is fixed, so that a later `until` continues the same paths.
START = "2014-11"
#: Month whose level the profiles give.
REFERENCE = "2026-10"
#: Months that are published, at most.
LENGTH = 120
#: Months at the end whose first estimates are kept beside the final figures.
REVISED = 24
#: The cities took in their neighbours on this day (Resolution 202/2025/QH15).
MERGER = "2025-07"


@dataclass(frozen=True)
class World:
    """What all series of one simulation share.

    Paths run from `START` to the December of the last year, so that a year's plan can rest on the
    whole year; nothing after `until` is published.

    Parameters
    ----------
    city
        Id of the indicator set.
    area
        Name of the whole city.
    seed
        Any integer ≥ 0; the same seed gives the same figures.
    until
        Last published month, ``YYYY-MM``.
    """

    city: SetId
    area: str
    seed: int
    until: str

    def __post_init__(self) -> None:
        check_month(self.until)
        if not "2017-01" <= self.until <= "2049-12":
            raise UsageError(f"cannot simulate until {self.until}; choose 2017-01 to 2049-12")
        if self.seed < 0:
            raise UsageError(f"the seed must not be negative, got {self.seed}")

    @cached_property
    def months(self) -> tuple[str, ...]:
        """All simulated months."""
        last = month_number(f"{self.until[:4]}-12")
        return tuple(month_text(n) for n in range(month_number(START), last + 1))

    @cached_property
    def last(self) -> int:
        """Place of `until` among the months."""
        return self.months.index(self.until)

    @cached_property
    def first(self) -> int:
        """Place of the first published month; two years before it give the comparisons."""
        return max(24, self.last - LENGTH + 1)

    @cached_property
    def month_of_year(self) -> NDArray[np.int_]:
        """0 for January … 11 for December, for each month."""
        return np.array([int(m[5:]) - 1 for m in self.months])

    @cached_property
    def years(self) -> NDArray[np.int_]:
        """Year of each month."""
        return np.array([int(m[:4]) for m in self.months])

    @cached_property
    def time(self) -> NDArray[np.float64]:
        """Years since `REFERENCE`, negative before it."""
        return (np.arange(len(self.months)) - _span(START, REFERENCE)) / 12

    @cached_property
    def tet(self) -> NDArray[np.float64]:
        """Shares of the days before and after Tết, two rows, one column a month."""
        return np.array([[tet_before(m) for m in self.months], [tet_after(m) for m in self.months]])

    @cached_property
    def merged(self) -> NDArray[np.bool_]:
        """Whether the month is one of the enlarged city."""
        return np.array([m >= MERGER for m in self.months])

    def rng(self, *key: str) -> np.random.Generator:
        """The generator of one stream of chance: it depends on the seed and the key alone.

        Adding an indicator or a month therefore changes nothing in other series.
        """
        digest = hashlib.sha256("\x1f".join(key).encode("utf-8")).digest()
        words = np.frombuffer(digest, dtype="<u4").tolist()
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence([self.seed, *words])))

    def normals(self, rows: int, *key: str) -> NDArray[np.float64]:
        """Standard normal numbers, `rows` × months, drawn month by month."""
        return self.rng(*key).standard_normal((len(self.months), rows)).T

    def size(self, area: str) -> float:
        """Relative size of a commune, the same for every indicator; its median is 1."""
        return float(np.exp(0.45 * self.rng("size", area).standard_normal()))


def month_number(month: str) -> int:
    """Months since year 0."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def month_text(number: int) -> str:
    """``YYYY-MM`` of a count of months since year 0."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _span(first: str, last: str) -> int:
    return month_number(last) - month_number(first)
