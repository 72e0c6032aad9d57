"""Models that take one series at a time, as forecasters of a panel.

Other packages' models are wrapped as a function of one series; screening, the origin, gaps and
failures are handled here for all of them. They stand beside our own for comparison, and for those
who ask for them by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from phantich.forecast import notes
from phantich.forecast.airline import finite, lateness
from phantich.forecast.assemble import calendar
from phantich.forecast.naive import naive_forecast
from phantich.forecast.protocol import (
    Forecast,
    Known,
    Origin,
    band_probabilities,
    check_horizon,
)
from phantich.forecast.screening import screen
from phantich.measures.panel import Floats, Panel


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One series to forecast.

    Parameters
    ----------
    values
        From its first to its last figure; NaN in gaps.
    starts
        First days of its periods and of the periods to forecast.
    regressors
        Tết and known regressors, on the same periods; perhaps without columns.
    season
        Periods in a year.
    ahead
        Periods to forecast.
    """

    values: Floats
    starts: pd.DatetimeIndex
    regressors: Floats
    season: int
    ahead: int

    @property
    def positive(self) -> bool:
        """Whether a logarithm of every figure can be taken."""
        return bool((self.values[np.isfinite(self.values)] > 0).all())

    def filled(self) -> Floats:
        """Without gaps: those are filled along a straight line."""
        there = np.flatnonzero(np.isfinite(self.values))
        found: Floats = np.interp(np.arange(len(self.values)), there, self.values[there])
        return found


#: Quantiles ``(ahead, probabilities)`` of one series.
Method = Callable[[Series, Floats], Floats]


@dataclass(frozen=True, slots=True)
class Single:
    """A panel's forecaster made of a method for one series.

    Parameters
    ----------
    name
        Printed beside what it made.
    method
        May raise any exception: the series is then repeated, and a note says so.
    tet
        Whether the method is given Tết's regressors.
    """

    name: str
    method: Method
    tet: bool = False
    origin: Origin = "panel"

    def forecast(
        self,
        panel: Panel,
        horizon: int,
        probabilities: Floats | None = None,
        known: Known | None = None,
    ) -> Forecast:
        """See `phantich.forecast.protocol.Forecaster`; the point is the median."""
        check_horizon(panel, horizon)
        asked = band_probabilities() if probabilities is None else np.asarray(probabilities)
        chosen = np.union1d(asked, [0.5])
        screened = screen(panel, self.origin)
        found = naive_forecast(panel, horizon, asked, screened, "naive", self.origin)
        chart = calendar(panel, horizon, tet=self.tet, crisis=None, breaks=(), known=known)
        whole = Panel(panel.ids[:0], np.empty((0, len(chart.values))), panel.start, panel.frequency)
        names, told = list(found.models), [list(part) for part in found.notes]
        middle = int(np.searchsorted(chosen, 0.5))
        for row in np.flatnonzero(screened.treatment == "model"):
            late = int(lateness(panel, screened, np.array([row]), self.origin)[0])
            first, last = int(screened.first[row]), int(screened.last[row])
            span = slice(first, last + 1 + late + horizon)
            one = Series(
                panel.values[row, first : last + 1],
                whole.starts[span],
                chart.values[span],
                panel.seasons,
                late + horizon,
            )
            quantiles = self._try(one, chosen)[late:]
            if not finite(quantiles[None, :, middle], quantiles[None])[0]:
                told[row].append(notes.failed(self.name))
                continue
            names[row] = self.name
            found.mean[row] = quantiles[:, middle]
            found.quantiles[row] = quantiles[:, np.searchsorted(chosen, asked)]
        return replace(found, models=tuple(names), notes=tuple(tuple(part) for part in told))

    def _try(self, one: Series, probabilities: Floats) -> Floats:
        """Ascending quantiles, not below zero where the past was not; NaN on failure."""
        try:
            quantiles = np.asarray(self.method(one, probabilities), dtype=np.float64)
        except Exception:
            # Foreign estimators fail in their own many ways; the fallback is the same for all.
            return np.full((one.ahead, len(probabilities)), np.nan)
        if not (one.values < 0).any():
            quantiles = np.maximum(quantiles, 0.0)
        return np.sort(quantiles, axis=1)
