"""The log airline model with Tết and cleaned outliers, by exact maximum likelihood.

    (1 − B)(1 − B^s)(log y − Xβ) = (1 − θB)(1 − ΘB^s) a,   a ~ N(0, σ²),

the model of Box and Jenkins for their series G [1]_. No order is searched: on economic series the
forced model forecasts better than a searched one, and it revises less. X holds outliers (Chen and
Liu [2]_, critical value 4), level shifts of declared breaks, and gaps; what Tết and trading days
do is shared between the series of a panel (`phantich.forecast.pooling`).

References
----------
.. [1] Box, G. E. P., & Jenkins, G. M. (1976). Time Series Analysis: Forecasting and Control,
   revised edition, chapter 9. Holden-Day.
.. [2] Chen, C., & Liu, L.-M. (1993). Forecasting time series with outliers. Journal of Forecasting,
   12(1), 13–35.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from phantich.forecast import notes
from phantich.forecast.assemble import Calendar, Rows, calendar
from phantich.forecast.fitting import Fitted
from phantich.forecast.linear import Cleaning, Linear, batches, learn, linearise
from phantich.forecast.naive import naive_forecast
from phantich.forecast.outliers import KINDS
from phantich.forecast.prediction import predict
from phantich.forecast.protocol import (
    Forecast,
    Known,
    Origin,
    band_probabilities,
    check_horizon,
)
from phantich.forecast.screening import Screened, screen
from phantich.measures.panel import Floats, Panel
from phantich.observations import check_month
from phantich.seasonal import CRISIS, Note

#: Tết is told where an effect is more than so many standard errors.
_CLEAR = 2.0


@dataclass(frozen=True, slots=True)
class Airline:
    """The log airline model (see the module's text).

    Parameters
    ----------
    tet
        Whether the calendar, Tết and trading days, may enter; months only.
    outliers
        ``blend`` averages the forecasts of two fits, with outliers cleaned and with the figures as
        they are: whether a shock was an accident is not known for certain. ``clean`` and ``keep``
        insist on one.
    critical
        Critical value of an outlier's t.
    crisis
        First and last month of a declared crisis, whose innovations do not widen the bands. None
        declares none.
    settled
        Periods at the end in which no outlier is looked for: a one-off value and a new level
        cannot be told apart there, and the model's own weights are the compromise.
    breaks
        Months in which the level of every series may have changed for good.
    origin
        See `phantich.forecast.protocol.Origin`.
    """

    tet: bool = True
    outliers: Literal["blend", "clean", "keep"] = "blend"
    critical: float = 4.0
    crisis: tuple[str, str] | None = CRISIS
    settled: int = 3
    breaks: tuple[str, ...] = ()
    origin: Origin = "panel"
    name: str = "airline"

    def __post_init__(self) -> None:
        check_months((*self.breaks, *(self.crisis or ())))

    def forecast(
        self,
        panel: Panel,
        horizon: int,
        probabilities: Floats | None = None,
        known: Known | None = None,
    ) -> Forecast:
        """See `phantich.forecast.protocol.Forecaster`."""
        check_horizon(panel, horizon)
        chosen = band_probabilities() if probabilities is None else np.asarray(probabilities)
        screened = screen(panel, self.origin)
        fallback = naive_forecast(panel, horizon, chosen, screened, "naive", self.origin)
        names, told = list(fallback.models), [list(remarks) for remarks in fallback.notes]
        chart = calendar(
            panel, horizon, tet=self.tet, crisis=self.crisis, breaks=self.breaks, known=known
        )
        everything = np.flatnonzero(screened.treatment == "model")
        pooled = learn(panel, screened, everything, chart)
        cleaning = Cleaning(self.critical, self.settled)
        for rows in batches(panel, screened, everything):
            late = lateness(panel, screened, rows, self.origin)
            ahead = horizon + int(late.max())
            linear = linearise(panel, screened, rows, chart, pooled, cleaning, ahead)
            wanted = late[:, None] + np.arange(horizon)
            mean, quantiles = self._on_scale(linear, wanted, chosen, screened, chart)
            good = finite(mean, quantiles)
            fallback.mean[rows[good]], fallback.quantiles[rows[good]] = mean[good], quantiles[good]
            for place, row in enumerate(rows):
                if not good[place]:
                    told[row].append(notes.unidentified())
                    continue
                names[row] = self.name
                told[row] += remarks(linear, place, panel, screened, self.outliers != "keep")
        return replace(fallback, models=tuple(names), notes=tuple(tuple(part) for part in told))

    def _on_scale(
        self,
        linear: Linear,
        wanted: NDArray[np.int64],
        probabilities: Floats,
        screened: Screened,
        chart: Calendar,
    ) -> tuple[Floats, Floats]:
        """Point forecasts and quantiles of the wanted periods, on the scale of the figures."""
        fits = {"keep": [linear.kept], "clean": [linear.cleaned]}.get(
            self.outliers, [linear.kept, linear.cleaned]
        )
        parts = []
        for fitted in fits:
            centre, variance = ahead_of(fitted, linear, screened, chart)
            centre = np.take_along_axis(centre, wanted, axis=1)
            spread = np.sqrt(np.take_along_axis(variance, wanted, axis=1))
            design = fitted.design
            degrees = fitted.problem.degrees - design.used[:, design.diffuse :].sum(axis=1) - 2
            scores = stdtrit(np.maximum(degrees, 1)[:, None], probabilities)
            quantiles = centre[:, :, None] + spread[:, :, None] * scores[:, None, :]
            parts.append((linear.scale.back(centre), linear.scale.back(quantiles)))
        mean, quantiles = (np.mean(part, axis=0) for part in zip(*parts, strict=True))
        return mean, quantiles


def check_months(months: tuple[str, ...]) -> None:
    """Raise `UsageError` for a text that is no month."""
    for month in months:
        check_month(month)


def finite(mean: Floats, quantiles: Floats) -> NDArray[np.bool_]:
    """Whether all numbers of a series' forecast are finite."""
    there = np.isfinite(mean).all(axis=1) & np.isfinite(quantiles).all(axis=(1, 2))
    return np.asarray(there, dtype=bool)


def lateness(panel: Panel, screened: Screened, rows: Rows, origin: Origin) -> Rows:
    """Periods between each series' last figure and the origin of its forecast."""
    late = panel.values.shape[1] - 1 - screened.last[rows]
    return np.zeros_like(late) if origin == "own" else late


def ahead_of(
    fitted: Fitted, linear: Linear, screened: Screened, chart: Calendar
) -> tuple[Floats, Floats]:
    """Forecasts and variances on the model's scale, each ``(series, ahead)``, with Tết."""
    centre, variance = predict(fitted.design, fitted.factor, fitted.coefficients, fitted.point)
    calm = _calm_variance(fitted, screened.first[linear.rows], chart.crisis)
    return centre + linear.future_calendar().T, variance * calm[:, None]


def _calm_variance(fitted: Fitted, first: Rows, crisis: NDArray[np.bool_]) -> Floats:
    """σ² from the innovations outside the crisis, where they are at least two years of periods.

    The mean square is scaled by the degrees of freedom as that of all innovations is.
    """
    innovations, problem = fitted.innovations, fitted.problem
    season = fitted.design.season
    places = first + season + 1 + np.arange(len(innovations))[:, None]
    inside = np.arange(len(innovations))[:, None] < problem.lengths
    calm = inside & ~crisis[np.minimum(places, len(crisis) - 1)]
    counts = calm.sum(axis=0)
    squares = np.where(calm, innovations**2, 0.0).sum(axis=0)
    everything = np.where(inside, innovations**2, 0.0).sum(axis=0)
    share = squares / np.maximum(counts, 1) / np.maximum(everything / problem.lengths, 1e-300)
    found: Floats = fitted.variance * np.where(counts >= 2 * season, share, 1.0)
    return found


def remarks(
    linear: Linear, place: int, panel: Panel, screened: Screened, cleaned: bool
) -> list[Note]:
    """What to tell of a fitted series: no logarithm, Tết, outliers."""
    told, row = [], linear.rows[place]
    values = panel.values[row]
    if (values <= 0).any():
        told.append(notes.levels(int((values == 0).sum()), int((values < 0).sum())))
    evidence = linear.evidence[place]
    if len(evidence) and np.abs(evidence).max() > _CLEAR:
        told.append(notes.tet(float(evidence[0])))
    if not cleaned:
        return told
    outliers = linear.cleaned.outliers
    starts = panel.starts
    found = sorted(
        (starts[screened.first[row] + at].strftime("%Y-%m"), KINDS[kind])
        for kind, at in zip(outliers.kinds[place], outliers.places[place], strict=True)
        if kind >= 0
    )
    if found:
        told.append(notes.outliers([f"{kind} {month}" for month, kind in found]))
    return told
