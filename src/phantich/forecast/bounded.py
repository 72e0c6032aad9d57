"""Forecasts of figures that have bounds, such as ratios: any model on the scale of the logit.

    z = log((y − lower) / (upper − y)),   y = lower + (upper − lower) / (1 + e⁻ᶻ)

Quantiles go back through the same function, so that no band leaves the bounds. A figure on a bound
is taken as half a step inside, where a step is the smallest distance from the bound that the series
shows, and at most a hundredth of the range.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit, logit

from phantich.errors import UsageError
from phantich.forecast.protocol import Forecast, Forecaster, Known
from phantich.measures.panel import Floats, Panel


@dataclass(frozen=True, slots=True)
class Bounded:
    """A model of bounded figures.

    Parameters
    ----------
    model
        Forecasts on the scale of the logit.
    lower, upper
        The bounds, in the unit of the figures.

    Raises
    ------
    UsageError
        When the bounds are in the wrong order, or, in forecasting, a figure lies outside.
    """

    model: Forecaster
    lower: float = 0.0
    upper: float = 100.0

    def __post_init__(self) -> None:
        if not self.lower < self.upper:
            raise UsageError(f"bounds {self.lower:g} and {self.upper:g}: the first must be lower")

    @property
    def name(self) -> str:
        """That of the model."""
        return self.model.name

    def forecast(
        self,
        panel: Panel,
        horizon: int,
        probabilities: Floats | None = None,
        known: Known | None = None,
    ) -> Forecast:
        """See `phantich.forecast.protocol.Forecaster`."""
        scaled = panel.with_values(self._forward(panel))
        made = self.model.forecast(scaled, horizon, probabilities, known)
        return replace(made, mean=self._back(made.mean), quantiles=self._back(made.quantiles))

    def _forward(self, panel: Panel) -> Floats:
        outside = (panel.values < self.lower) | (panel.values > self.upper)
        if outside.any():
            row, period = np.argwhere(outside)[0]
            raise UsageError(
                f"{panel.ids[row]} is {panel.values[row, period]:g} in "
                f"{panel.starts[period]:%Y-%m}, outside {self.lower:g} to {self.upper:g}"
            )
        shares = (panel.values - self.lower) / (self.upper - self.lower)
        distance = np.minimum(shares, 1 - shares)
        inner = np.where(distance > 0, distance, 0.01)
        step = np.fmin.reduce(inner, axis=1, initial=0.01) / 2
        inside = np.clip(shares, step[:, None], 1 - step[:, None])
        found: Floats = logit(inside)
        return found

    def _back(self, values: Floats) -> Floats:
        found: Floats = self.lower + (self.upper - self.lower) * expit(values)
        return found
