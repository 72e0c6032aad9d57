"""The scale that a series is modelled on: logarithms where all figures are positive, else levels.

Logs are forced where they can be taken: on economic series they forecast better than a choice by
test. Either way the figures are divided by their median size first, so that units do not matter.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from phantich.measures.panel import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Transform:
    """Of several series: whether logs are taken, their unit, and whether they may be negative."""

    logs: NDArray[np.bool_]
    units: Floats
    signed: NDArray[np.bool_]

    @classmethod
    def of(cls, values: Floats) -> Transform:
        """Chosen from the figures ``(series, periods)``; the unit of a series of zeros is 1."""
        there = np.isfinite(values)
        sizes = np.where(there & (values != 0), np.abs(values), np.nan)
        sizes[np.isnan(sizes).all(axis=1)] = 1.0
        positive = np.asarray((~there | (values > 0)).all(axis=1))
        negative = np.asarray((there & (values < 0)).any(axis=1))
        return cls(positive, np.nanmedian(sizes, axis=1), negative)

    def apply(self, values: Floats) -> Floats:
        """Of figures ``(periods, series)`` to the scale of the model."""
        scaled = values / self.units
        scaled[:, self.logs] = np.log(scaled[:, self.logs])
        return scaled

    def back(self, values: Floats) -> Floats:
        """Of values ``(series, …)`` to figures; not below zero where the past never was."""
        found = values.copy()
        with np.errstate(over="ignore"):
            found[self.logs] = np.exp(found[self.logs])
            found *= self.units.reshape(-1, *[1] * (values.ndim - 1))
        found[~self.signed] = np.maximum(found[~self.signed], 0.0)
        return found

    def forward(self, values: Floats) -> Floats:
        """Of figures ``(series, …)`` to the scale of the model; NaN where a log has none."""
        shape = (-1, *[1] * (values.ndim - 1))
        scaled: Floats = values / self.units.reshape(shape)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(self.logs.reshape(shape), np.log(scaled), scaled)
