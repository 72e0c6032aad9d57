"""The log airline model with Tết and cleaned outliers, by exact maximum likelihood.

    (1 − B)(1 − B^s)(log y − Xβ) = (1 − θB)(1 − ΘB^s) a,   a ~ N(0, σ²),

the model of Box and Jenkins for their series G [1]_. No order is searched: on economic series the
forced model forecasts better than a searched one, and it revises less. X holds Tết (kept where it
earns its place by AICc), outliers (Chen and Liu [2]_, critical value 4), level shifts of declared
breaks, and gaps.

References
----------
.. [1] Box, G. E. P., & Jenkins, G. M. (1976). Time Series Analysis: Forecasting and Control,
   revised edition, chapter 9. Holden-Day.
.. [2] Chen, C., & Liu, L.-M. (1993). Forecasting time series with outliers. Journal of Forecasting,
   12(1), 13–35.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from phantich.errors import UsageError
from phantich.forecast import notes
from phantich.forecast.assemble import Calendar, Rows, assemble, calendar
from phantich.forecast.fitting import Fitted, clean, fit, gate
from phantich.forecast.naive import naive_forecast
from phantich.forecast.outliers import KINDS
from phantich.forecast.prediction import predict
from phantich.forecast.protocol import Forecast, Known, band_probabilities, check_horizon
from phantich.forecast.screening import Screened, screen
from phantich.forecast.transform import Transform
from phantich.measures.panel import Floats, Panel
from phantich.observations import PERIODS
from phantich.seasonal import CRISIS, Note

#: Series fitted at the same time: enough to share the cost of a call, few enough for the cache.
_BATCH: Final = 48


@dataclass(frozen=True, slots=True)
class Airline:
    """The log airline model (see the module's text).

    Parameters
    ----------
    tet
        Whether Tết may enter; months only.
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
    """

    tet: bool = True
    outliers: Literal["blend", "clean", "keep"] = "blend"
    critical: float = 4.0
    crisis: tuple[str, str] | None = CRISIS
    settled: int = 3
    breaks: tuple[str, ...] = ()
    name: str = "airline"

    def __post_init__(self) -> None:
        for month in (*self.breaks, *(self.crisis or ())):
            if not PERIODS["M"].fullmatch(month):
                raise UsageError(f"{month!r} is no month; write YYYY-MM")

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
        screened = screen(panel)
        fallback = naive_forecast(panel, horizon, chosen, screened, "naive")
        names, told = list(fallback.models), [list(remarks) for remarks in fallback.notes]
        chart = self._calendar(panel, horizon, known)
        for rows in _batches(panel, screened):
            scale = Transform.of(panel.values[rows])
            fits = self._fits(panel, screened, rows, scale, chart)
            parts = [
                _on_scale(fitted, scale, horizon, chosen, panel, screened, rows, chart)
                for fitted in fits
            ]
            mean, quantiles = (np.mean(part, axis=0) for part in zip(*parts, strict=True))
            good = np.isfinite(quantiles).all(axis=(1, 2)) & np.isfinite(mean).all(axis=1)
            fallback.mean[rows[good]], fallback.quantiles[rows[good]] = mean[good], quantiles[good]
            for place, row in enumerate(rows):
                if not good[place]:
                    told[row].append(notes.unidentified())
                    continue
                names[row] = self.name
                told[row] += _remarks(fits[-1], place, panel, screened, row, chart)
        return Forecast(
            panel.ids,
            fallback.start,
            panel.frequency,
            fallback.mean,
            chosen,
            fallback.quantiles,
            tuple(names),
            tuple(tuple(remarks) for remarks in told),
        )

    def _calendar(self, panel: Panel, horizon: int, known: Known | None) -> Calendar:
        return calendar(
            panel, horizon, tet=self.tet, crisis=self.crisis, breaks=self.breaks, known=known
        )

    def _fits(
        self,
        panel: Panel,
        screened: Screened,
        rows: Rows,
        scale: Transform,
        chart: Calendar,
    ) -> list[Fitted]:
        """The fits whose forecasts are averaged; the last one knows the outliers."""
        plain = fit(assemble(panel, screened, rows, scale, chart))
        fits = []
        if self.outliers != "clean":
            fits.append(gate(plain, 0, chart.tet))
        if self.outliers != "keep":
            critical = np.full((plain.design.periods, len(rows)), self.critical)
            recent = np.arange(len(critical))[:, None] >= plain.design.lengths - self.settled
            critical[recent] = np.inf
            fits.append(gate(clean(plain, critical), 0, chart.tet))
        return fits


def _batches(panel: Panel, screened: Screened) -> list[Rows]:
    """Rows that the model takes, series with about as many gaps and periods together."""
    rows = np.flatnonzero(screened.treatment == "model")
    gaps = np.isnan(panel.values[rows]).sum(axis=1) - screened.first[rows]
    order = np.lexsort((screened.last[rows] - screened.first[rows], gaps))
    return [rows[order[at : at + _BATCH]] for at in range(0, len(rows), _BATCH)]


def _on_scale(
    fitted: Fitted,
    scale: Transform,
    horizon: int,
    probabilities: Floats,
    panel: Panel,
    screened: Screened,
    rows: Rows,
    chart: Calendar,
) -> tuple[Floats, Floats]:
    """Point forecasts and quantiles of the panel's horizon, on the scale of the figures."""
    design = fitted.design
    centre, variance = predict(design, fitted.factor, fitted.coefficients, fitted.point)
    late = panel.values.shape[1] - 1 - screened.last[rows]
    wanted = late[:, None] + np.arange(horizon)
    centre = np.take_along_axis(centre, wanted, axis=1)
    variance = np.take_along_axis(variance, wanted, axis=1)
    variance *= _calm_variance(fitted, screened.first[rows], chart.crisis)[:, None]
    degrees = fitted.problem.degrees - design.used[:, design.diffuse :].sum(axis=1) - 2
    scores = stdtrit(np.maximum(degrees, 1)[:, None], probabilities)
    quantiles = centre[:, :, None] + np.sqrt(variance)[:, :, None] * scores[:, None, :]
    return scale.back(centre), scale.back(quantiles)


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


def _remarks(
    fitted: Fitted, place: int, panel: Panel, screened: Screened, row: int, chart: Calendar
) -> list[Note]:
    told = []
    values = panel.values[row]
    if (values <= 0).any():
        told.append(notes.levels(int((values == 0).sum()), int((values < 0).sum())))
    tet = fitted.statistics[place, fitted.design.diffuse :][: chart.tet]
    if chart.tet and len(tet) == chart.tet and np.isfinite(tet).all():
        told.append(notes.tet(*tet))
    kinds, places = fitted.outliers.kinds[place], fitted.outliers.places[place]
    starts = panel.starts
    found = sorted(
        (starts[screened.first[row] + at].strftime("%Y-%m"), KINDS[kind])
        for kind, at in zip(kinds, places, strict=True)
        if kind >= 0
    )
    if found:
        told.append(notes.outliers([f"{kind} {month}" for month, kind in found]))
    return told
