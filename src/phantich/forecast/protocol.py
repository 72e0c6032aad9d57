"""What every forecasting model takes and gives.

A model takes a panel (`phantich.measures.panel.Panel`), the number of periods after the panel's
last one, and regressors whose future is known; it gives a point forecast and quantiles as dense
arrays, the name of what was used for each series, and notes that say why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from phantich.errors import UsageError
from phantich.measures.panel import Floats, Panel, PanelFrequency
from phantich.seasonal.result import Note

#: Where the forecast of a series begins: after the panel's last period, which is what a report
#: needs, or after the series' own last figure, as a table of unrelated series needs it.
Origin = Literal["panel", "own"]

#: Coverage of the bands that are given unless others are asked for, in per cent.
LEVELS: Final = (80.0, 95.0)


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """Regressors whose values are known for the panel's periods and the horizon.

    Parameters
    ----------
    names
        One name a regressor.
    values
        Array ``(periods + horizon, regressors)``, the same for every series, without gaps.
    """

    names: tuple[str, ...]
    values: Floats

    def check(self, panel: Panel, horizon: int) -> None:
        """Raise `UsageError` when the values do not fit the panel and horizon."""
        wanted = (panel.values.shape[1] + horizon, len(self.names))
        if self.values.shape != wanted or not np.isfinite(self.values).all():
            raise UsageError(
                f"known regressors must be finite numbers of shape {wanted}, "
                f"not {self.values.shape}"
            )


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """Forecasts of the periods after a panel.

    Parameters
    ----------
    ids
        Names of the series, as in the panel.
    start
        Number of the first period forecast, counted as in `Panel`.
    frequency
        As in `Panel`.
    mean
        Point forecasts ``(series, horizon)``; NaN where a series is not forecast. The name is the
        field's: models on a log scale give the value that is as likely passed as missed, which has
        the smaller absolute error.
    probabilities
        Ascending probabilities of the quantiles.
    quantiles
        Array ``(series, horizon, probabilities)``, ascending along the last axis.
    models
        What was used for each series; empty text where there is no forecast.
    notes
        For each series, what the reader should know: fallbacks, gaps, outliers.
    lead
        By how many periods each series' forecast begins before `start`; None where all begin there.
    """

    ids: pd.Index
    start: int
    frequency: PanelFrequency
    mean: Floats
    probabilities: Floats
    quantiles: Floats
    models: tuple[str, ...]
    notes: tuple[tuple[Note, ...], ...]
    lead: NDArray[np.int64] | None = None

    @property
    def starts(self) -> pd.DatetimeIndex:
        """First day of each period forecast."""
        return Panel(self.ids, self.mean, self.start, self.frequency).starts

    def quantile(self, probability: float) -> Floats:
        """Quantiles of one probability, ``(series, horizon)``.

        Raises
        ------
        UsageError
            When the forecast holds no such quantile.
        """
        found = np.flatnonzero(np.isclose(self.probabilities, probability, atol=1e-9))
        if not len(found):
            raise UsageError(f"no quantile of probability {probability} was computed")
        return self.quantiles[:, :, found[0]]


class Forecaster(Protocol):
    """A forecasting model; it is stateless and may be used for any panel."""

    @property
    def name(self) -> str:
        """Short name, printed beside what it made."""

    def forecast(
        self,
        panel: Panel,
        horizon: int,
        probabilities: Floats | None = None,
        known: Known | None = None,
    ) -> Forecast:
        """Forecast the `horizon` periods after the panel's last period.

        Parameters
        ----------
        panel
            What was known at the origin, which is the panel's last period. A series may begin
            later, have gaps and end earlier.
        horizon
            Periods to forecast, at least 1.
        probabilities
            Of the quantiles; those of the bands `LEVELS` and the median unless given.
        known
            Regressors with a known future.
        """


def band_probabilities(levels: Sequence[float] = LEVELS) -> Floats:
    """Probabilities of the limits of central bands, and of the median.

    Examples
    --------
    >>> band_probabilities((80, 95)).tolist()
    [0.025, 0.1, 0.5, 0.9, 0.975]
    """
    wrong = [level for level in levels if not 0 < level < 100]
    if wrong:
        raise UsageError(f"a band of {wrong[0]:g} %; bands cover more than 0 and less than 100 %")
    halves = [round(0.5 + side * level / 200, 12) for level in levels for side in (-1, 1)]
    return np.unique([0.5, *halves])


def check_horizon(panel: Panel, horizon: int) -> None:
    """Raise `UsageError` for a horizon that makes no sense."""
    most = max(5 * panel.seasons, 12)
    if not 1 <= horizon <= most:
        raise UsageError(f"a horizon of {horizon} periods; 1 to {most} can be asked for")
