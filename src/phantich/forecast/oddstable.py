"""The odds of a running year as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from phantich.errors import UsageError
from phantich.measures.panel import Floats

#: Name of the plan that `YearPaths` carries.
PLAN: Final = "plan"
#: Why a unit has no odds, Vietnamese and English.
REASONS: Final[dict[str, tuple[str, str]]] = {
    "no_figure": ("chưa có số liệu năm nay", "no figure of this year"),
    "too_short": (
        "chưa đủ số liệu các năm trước để ước lượng cả năm",
        "too few past years to estimate the whole year",
    ),
    "negative": ("số lũy kế không dương", "the cumulated figure is not positive"),
}


@dataclass(frozen=True, slots=True, eq=False)
class OddsTable:
    """The odds of a running year; arrays have one row a unit and NaN where there are none.

    Parameters
    ----------
    ids, year
        Units and the running year.
    places
        Place of each unit's newest period in the year, from 0; -1 without a figure.
    to_date
        What is reached, cumulated.
    targets
        Names of the plans, and their amounts ``(units, targets)``.
    probability
        Of ending at or above `reach` times each target, ``(units, targets)``.
    needed
        Amount that each remaining period must bring for that, not below 0; ``(units, targets)``.
    expected
        Mean of the year's result.
    probabilities, quantiles
        Of the year's result, ``(units, probabilities)``.
    paths
        Quantiles of the cumulated figures of the year's periods, ``(units, periods,
        probabilities)``; NaN for periods that are past.
    methods
        ``pooled``, ``own path`` or empty text.
    reasons
        Key of `REASONS`, or empty text where there are odds.
    reach
        Share of a target that counts as meeting it.
    """

    ids: pd.Index
    year: int
    places: Floats
    to_date: Floats
    targets: tuple[str, ...]
    amounts: Floats
    probability: Floats
    needed: Floats
    expected: Floats
    probabilities: Floats
    quantiles: Floats
    paths: Floats
    methods: tuple[str, ...]
    reasons: tuple[str, ...]
    reach: float

    @property
    def miss(self) -> Floats:
        """Probability of missing each target, ``(units, targets)``."""
        return 1.0 - self.probability

    def quantile(self, probability: float) -> Floats:
        """Quantiles of the year's result for one probability, ``(units,)``.

        Raises
        ------
        UsageError
            When the table holds no such quantile.
        """
        found = np.flatnonzero(np.isclose(self.probabilities, probability, atol=1e-9))
        if not len(found):
            raise UsageError(f"no quantile of probability {probability} was computed")
        return self.quantiles[:, found[0]]

    def to_long(self) -> pd.DataFrame:
        """One row a unit and target: the columns are named as the attributes."""
        series, targets = self.amounts.shape
        frame = pd.DataFrame(
            {
                "unique_id": np.repeat(self.ids.to_numpy(), targets),
                "year": self.year,
                "place": np.repeat(self.places, targets),
                "to_date": np.repeat(self.to_date, targets),
                "target": np.tile(np.array(self.targets, dtype=object), series),
                "amount": self.amounts.reshape(-1),
                "probability": self.probability.reshape(-1),
                "needed": self.needed.reshape(-1),
                "expected": np.repeat(self.expected, targets),
                "method": np.repeat(np.array(self.methods, dtype=object), targets),
                "reason": np.repeat(np.array(self.reasons, dtype=object), targets),
            }
        )
        for place, probability in enumerate(self.probabilities):
            frame[f"q{100 * probability:g}"] = np.repeat(self.quantiles[:, place], targets)
        return frame
