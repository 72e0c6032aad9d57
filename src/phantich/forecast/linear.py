"""Series made fit for any model: gaps filled, calendar and outliers out, by the airline model.

The same is done for every model that follows. What Tết and trading days do, shared between the
series of the panel (`phantich.forecast.pooling`), is subtracted from past and future; gaps take the
value that the airline model expects; and of the two versions of a series one has its outliers
removed as well. What was taken out is put back into the forecast: calendar and known regressors in
full, of an outlier what is left of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from phantich.forecast.assemble import Calendar, Rows, assemble
from phantich.forecast.design import Design
from phantich.forecast.fitting import Fitted, clean, fit
from phantich.forecast.pooling import Prior, posterior, shared
from phantich.forecast.sample import Sample
from phantich.forecast.screening import Screened
from phantich.forecast.transform import Transform
from phantich.measures.panel import Floats, Panel

#: Series fitted at the same time: enough to share the cost of a call, few enough for the cache.
BATCH: Final = 72
#: Series from which shared effects are learnt; more hardly change it.
LEARNT_FROM: Final = 2000
#: Variance, in units of σ², of an effect about which a series says nothing.
_UNKNOWN: Final = 1e6


@dataclass(frozen=True, slots=True)
class Cleaning:
    """How outliers are looked for: critical value, and periods at the end that are left alone."""

    critical: float = 4.0
    settled: int = 3


@dataclass(frozen=True, slots=True, eq=False)
class Pooled:
    """What a panel says about Tết and trading days, by the panel's rows.

    Parameters
    ----------
    prior
        What the series share.
    effects, evidence
        Coefficients ``(series, regressors)``, and the same over their standard errors.
    points
        θ and Θ of the fits, ``(series, 2)``: where later fits begin.
    """

    prior: Prior
    effects: Floats
    evidence: Floats
    points: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """A batch fitted with and without outliers removed.

    Parameters
    ----------
    rows
        The panel's rows.
    scale
        Of the figures.
    kept, cleaned
        The fits of the series less the effect of Tết and trading days.
    calendar
        That effect, ``(periods + ahead, series)``.
    evidence
        Their coefficients over the standard errors, ``(series, regressors)``.
    """

    rows: Rows
    scale: Transform
    kept: Fitted
    cleaned: Fitted
    calendar: Floats
    evidence: Floats

    def future_calendar(self) -> Floats:
        """That effect after each series' own end, ``(ahead, series)``."""
        return self._future(self.calendar)

    def sample(self, cleaned: bool) -> tuple[Sample, Floats]:
        """The series without what is listed above, and what to put back, ``(ahead, series)``."""
        fitted = self.cleaned if cleaned else self.kept
        design = fitted.design
        beta = np.where(design.used, fitted.coefficients[:, design.season + 1 :], 0.0)
        effects = np.einsum("trk,rk->tr", design.levels[:, :, :-1], beta)
        values = design.levels[: design.periods, :, -1] - effects[: design.periods]
        bare = Sample(values, design.lengths, design.season, design.ahead)
        return bare.with_values(values), self._future(effects) + self.future_calendar()

    def _future(self, effects: Floats) -> Floats:
        design = self.kept.design
        future = design.lengths + np.arange(design.ahead)[:, None]
        return np.take_along_axis(effects, future, axis=0)


def batches(panel: Panel, screened: Screened, rows: Rows) -> list[Rows]:
    """Rows in batches, series with about as many gaps and periods together."""
    gaps = np.isnan(panel.values[rows]).sum(axis=1) - screened.first[rows]
    order = np.lexsort((screened.last[rows] - screened.first[rows], gaps))
    return [rows[order[at : at + BATCH]] for at in range(0, len(rows), BATCH)]


def learn(
    panel: Panel, screened: Screened, rows: Rows, chart: Calendar, prior: Prior | None = None
) -> Pooled | None:
    """Effects of the calendar in each series; None where it has none or there is no series.

    They are pooled in units of each series' σ̂ and given on its scale.
    With a `prior` that is already known only the series' own estimates are made.
    """
    if not chart.pooled or not len(rows):
        return None
    count = len(panel.ids)
    estimates = np.zeros((count, chart.pooled))
    covariances = np.broadcast_to(np.eye(chart.pooled), (count, chart.pooled, chart.pooled)).copy()
    there, units = np.zeros((count, chart.pooled), dtype=bool), np.ones(count)
    points = np.zeros((count, 2))
    for part in batches(panel, screened, rows):
        scale = Transform.of(panel.values[part])
        fitted = fit(assemble(panel, screened, part, scale, chart, 1))
        estimates[part], covariances[part], there[part] = _estimates(fitted, chart.pooled)
        points[part], units[part] = fitted.point, np.sqrt(fitted.variance)
    found = np.flatnonzero(there.any(axis=1))
    if prior is None:
        some = found[:: -(-len(found) // LEARNT_FROM)] if len(found) else found
        prior = shared(estimates[some], covariances[some])
    effects, evidence = np.zeros_like(estimates), np.zeros_like(estimates)
    means, spreads = posterior(estimates[found], covariances[found], prior)
    sizes = np.maximum(np.einsum("rii->ri", spreads), np.finfo(float).tiny)
    means = np.where(there[found], means, 0.0)
    effects[found], evidence[found] = means * units[found, None], means / np.sqrt(sizes)
    return Pooled(prior, effects, evidence, points)


def linearise(
    panel: Panel,
    screened: Screened,
    rows: Rows,
    chart: Calendar,
    pooled: Pooled | None,
    cleaning: Cleaning,
    ahead: int,
) -> Linear:
    """Fit a batch less the pooled effects, to forecast `ahead` periods after each own end."""
    scale = Transform.of(panel.values[rows])
    design = assemble(panel, screened, rows, scale, chart, ahead)
    none = np.zeros((len(rows), chart.pooled))
    effects, evidence, start = (
        (none, none, None)
        if pooled is None
        else (pooled.effects[rows], pooled.evidence[rows], pooled.points[rows])
    )
    bare, moved = _without(design, effects)
    kept = fit(bare, start)
    critical = np.full((bare.periods, len(rows)), cleaning.critical)
    recent = np.arange(bare.periods)[:, None] >= bare.lengths - cleaning.settled
    critical[recent] = np.inf
    return Linear(rows, scale, kept, clean(kept, critical), moved, evidence)


def _estimates(fitted: Fitted, count: int) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Pooled coefficients over σ̂, their covariances, and whether they could be estimated.

    One that could not, as Tết before its dates are known, is zero with a large variance.
    """
    design = fitted.design
    places = design.diffuse + np.arange(count)
    early = design.season + 1
    inverse = np.linalg.inv(fitted.factor.lower[:, :-1, :-1])[:, :, early + places]
    covariances = inverse.transpose(0, 2, 1) @ inverse
    unit = np.sqrt(np.where(fitted.variance > 0, fitted.variance, 1.0))
    estimates = fitted.coefficients[:, early + places] / unit[:, None]
    sizes = np.einsum("rii->ri", covariances)
    there = design.used[:, places] & np.isfinite(estimates) & (fitted.variance > 0)[:, None]
    there &= np.isfinite(sizes) & (sizes > 0) & (sizes < _UNKNOWN)
    both = there[:, :, None] & there[:, None]
    none = _UNKNOWN * np.eye(count)
    return np.where(there, estimates, 0.0), np.where(both, covariances, none), there


def _without(design: Design, effects: Floats) -> tuple[Design, Floats]:
    """The design less given effects of its first known regressors, and those effects."""
    first, count = design.diffuse, effects.shape[1]
    places = slice(first, first + count)
    moved = np.einsum("trk,rk->tr", design.levels[:, :, places], effects)
    levels = design.levels.copy()
    past = np.arange(len(levels))[:, None] < design.lengths
    levels[:, :, -1] -= np.where(past, moved, 0.0)
    used = design.used.copy()
    used[:, places] = False
    return replace(design, levels=levels).using(used), moved
