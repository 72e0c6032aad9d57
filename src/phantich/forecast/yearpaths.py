"""How years of a flow filled up: cumulated figures of several units, and their plans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd

from phantich.errors import DataError, Fault, UsageError
from phantich.measures.long import read_dates
from phantich.measures.panel import SEASONS, Floats, PanelFrequency


@dataclass(frozen=True, slots=True, eq=False)
class YearPaths:
    """Cumulated figures of sibling units; the last year is the one that is running.

    Parameters
    ----------
    ids
        Names of the units, unique.
    first_year
        Calendar year of the first slice.
    sums
        Figures cumulated since the year's first period, ``(units, years, periods in a year)``; NaN
        where none was published. Amounts, or per cent of the plan with plans of 100.
    plans
        Annual plans ``(units, years)`` in the unit of `sums`; NaN where none is known.
    published
        Shares of the plan as printed at the time, 1 for the whole, in the shape of `sums`. Plans
        change within a year: a share of the last plan is not what was known in June. Given them, a
        share reached may be lost again by a larger plan; otherwise a year cannot end below what was
        reached.
    """

    ids: pd.Index
    first_year: int
    sums: Floats
    plans: Floats
    published: Floats | None = None

    def __post_init__(self) -> None:
        shape = self.sums.shape
        if self.published is not None and self.published.shape != shape:
            raise UsageError(f"published shares of shape {self.published.shape}, sums of {shape}")
        if len(shape) != 3 or self.plans.shape != shape[:2] or len(self.ids) != shape[0]:
            raise UsageError(
                f"{len(self.ids)} units, sums of shape {shape} and plans of shape "
                f"{self.plans.shape} do not fit each other"
            )

    @property
    def year(self) -> int:
        """The running year."""
        return int(self.first_year + self.sums.shape[1] - 1)

    @property
    def places(self) -> Floats:
        """Place of each unit's newest figure in the running year, from 0; -1 without any."""
        known = np.isfinite(self.sums[:, -1, :])
        last = known.shape[1] - 1 - known[:, ::-1].argmax(axis=1)
        return np.where(known.any(axis=1), last, -1)

    @property
    def shares(self) -> Floats:
        """Figures over the plan, ``(units, years, periods)``, as printed where they were."""
        plans = np.where(self.plans > 0, self.plans, np.nan)
        shares: Floats = self.sums / plans[:, :, None]
        if self.published is None:
            return shares
        return np.where(np.isfinite(self.published), self.published, shares)

    def cut(self, year: int, place: int) -> Self:
        """What the paths held at the end of a period of a year: the input of a backtest.

        Raises
        ------
        UsageError
            When the year or the period lies outside.
        """
        index = year - self.first_year
        years, periods = self.sums.shape[1:]
        if not (0 <= index < years and 0 <= place < periods):
            raise UsageError(f"year {year}, place {place} lies outside the paths")
        sums = self.sums[:, : index + 1].copy()
        sums[:, -1, place + 1 :] = np.nan
        published = None if self.published is None else self.published[:, : index + 1].copy()
        if published is not None:
            published[:, -1, place + 1 :] = np.nan
        return type(self)(self.ids, self.first_year, sums, self.plans[:, : index + 1], published)

    @classmethod
    def from_long(
        cls,
        table: pd.DataFrame,
        plans: pd.DataFrame,
        frequency: PanelFrequency = "M",
    ) -> Self:
        """Paths of long tables.

        Parameters
        ----------
        table
            ``unique_id, ds, y``: figures cumulated since January.
        plans
            ``unique_id, year, plan``; units or years without plan may lack.

        Raises
        ------
        DataError
            When a column lacks, a date cannot be read, or one period has two values.

        Examples
        --------
        >>> sums = pd.DataFrame({"unique_id": "a", "ds": ["2023-12", "2024-06"], "y": [90.0, 40.0]})
        >>> plans = pd.DataFrame({"unique_id": "a", "year": [2023, 2024], "plan": [100.0, 120.0]})
        >>> paths = YearPaths.from_long(sums, plans)
        >>> paths.year, int(paths.places[0]), paths.shares[0, 1, 5].round(3)
        (2024, 5, np.float64(0.333))
        """
        for name, frame, columns in (
            ("table", table, ("unique_id", "ds", "y")),
            ("plans", plans, ("unique_id", "year", "plan")),
        ):
            lacking = [c for c in columns if c not in frame.columns]
            if lacking:
                found = f"no column {', '.join(lacking)}"
                raise DataError(name, [Fault(name, found, f"the columns {', '.join(columns)}")])
        dates = read_dates(table["ds"])
        codes, ids = pd.factorize(table["unique_id"])
        if len(ids) == 0 or dates.isna().any():
            found = "no row" if len(ids) == 0 else "a date that cannot be read"
            raise DataError("table", [Fault("table, column ds", found, "dates such as 2026-10")])
        periods = SEASONS[frequency]
        years = dates.dt.year.to_numpy()
        places = (dates.dt.month.to_numpy() - 1) // (12 // periods)
        first = int(years.min())
        keys = np.column_stack([codes, years, places])
        if len(np.unique(keys, axis=0)) < len(keys):
            raise DataError("table", [Fault("table", "two values for one period", "one value")])
        sums = np.full((len(ids), int(years.max()) - first + 1, periods), np.nan)
        sums[codes, years - first, places] = table["y"].to_numpy(dtype=float)
        assigned = np.full(sums.shape[:2], np.nan)
        rows = pd.Index(ids).get_indexer(pd.Index(plans["unique_id"]))
        columns_ = plans["year"].to_numpy(dtype=int) - first
        fits = (rows >= 0) & (columns_ >= 0) & (columns_ < sums.shape[1])
        assigned[rows[fits], columns_[fits]] = plans["plan"].to_numpy(dtype=float)[fits]
        return cls(pd.Index(ids, name="unique_id"), first, sums, assigned)
