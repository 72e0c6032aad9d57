"""The combination of models that is used unless one is asked for.

The point is the mean of the members' forecasts (`phantich.forecast.members`), each weighted by

    wᵢ ∝ 1 / (mean absolute error of member i at the series' own earlier origins),

which is the equal weight tempered by what a series itself has shown; learning weights from other
series did worse. Bands are conformal (`phantich.forecast.conformal`) around the point, on the
model's scale: they are never below zero where the past was not.

References
----------
.. [1] Bates, J. M., & Granger, C. W. J. (1969). The combination of forecasts. Operational Research
   Quarterly, 20(4), 451–468.
.. [2] Timmermann, A. (2006). Forecast combinations. Handbook of Economic Forecasting, 1, 135–196.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from phantich.errors import UsageError
from phantich.forecast import notes
from phantich.forecast.airline import check_months, finite, lateness, remarks
from phantich.forecast.assemble import Calendar, Rows, calendar
from phantich.forecast.conformal import Experience, half_widths
from phantich.forecast.likeness import likeness
from phantich.forecast.linear import Cleaning, Linear, Pooled, learn
from phantich.forecast.members import MEMBERS, Task, run
from phantich.forecast.naive import naive_forecast
from phantich.forecast.persistence import straying
from phantich.forecast.protocol import (
    Forecast,
    Known,
    Origin,
    band_probabilities,
    check_horizon,
)
from phantich.forecast.screening import Screened, screen
from phantich.forecast.transform import Transform
from phantich.forecast.trials import judge, origins, reach
from phantich.measures.panel import Floats, Panel
from phantich.seasonal import CRISIS, Note

#: Series in memory at the same time; the cost of a call is shared between them.
_BLOCK: Final = 256
#: Outliers may be looked for more eagerly here, where half of the members keep them.
_CRITICAL: Final = 3.5


@dataclass(frozen=True, slots=True)
class Combined:
    """Mean of several models with weights from each series' own backtest (see the module's text).

    Parameters
    ----------
    members
        Names from `phantich.forecast.members.MEMBERS`; one alone insists on that model.
    tet, crisis, breaks, origin
        As of `phantich.forecast.airline.Airline`.
    """

    members: tuple[str, ...] = MEMBERS
    tet: bool = True
    crisis: tuple[str, str] | None = CRISIS
    breaks: tuple[str, ...] = ()
    origin: Origin = "panel"
    name: str = "combined"

    def __post_init__(self) -> None:
        check_months((*self.breaks, *(self.crisis or ())))
        unknown = [member for member in self.members if member not in MEMBERS]
        if unknown or not self.members:
            raise UsageError(f"no member {unknown[:1]}; there are {', '.join(MEMBERS)}")

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
        found = naive_forecast(panel, horizon, chosen, screened, "naive", self.origin)
        chart = calendar(
            panel, horizon, tet=self.tet, crisis=self.crisis, breaks=self.breaks, known=known
        )
        rows = np.flatnonzero(screened.treatment == "model")
        pooled = learn(panel, screened, rows, chart)
        work = _Work(self, panel, screened, chart, pooled, horizon)
        blocks = [work.block(rows[at : at + _BLOCK]) for at in range(0, len(rows), _BLOCK)]
        names, told = list(found.models), [list(part) for part in found.notes]
        if not blocks:
            return found
        scores = np.concatenate([block.scores for block in blocks], axis=1)
        factors = Experience.joined([block.experience for block in blocks]).factor()
        widths = half_widths(scores / factors[:, None], chosen)
        ends = np.cumsum([len(block.rows) for block in blocks])
        for block, own in zip(blocks, np.split(factors, ends[:-1]), strict=True):
            quantiles = block.quantiles(panel, own[:, None] * widths)
            good = finite(block.mean, quantiles)
            found.mean[block.rows[good]] = block.mean[good]
            found.quantiles[block.rows[good]] = quantiles[good]
            for place, row in enumerate(block.rows):
                names[row] = self.name if good[place] else "naive"
                told[row] += block.told[place] if good[place] else [notes.unidentified()]
        return replace(found, models=tuple(names), notes=tuple(tuple(part) for part in told))


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """Forecasts of a block on the panel's horizon, and the scores of its earlier origins."""

    rows: Rows
    mean: Floats
    spread: Floats
    scores: Floats
    experience: Experience
    told: list[list[Note]]

    def quantiles(self, panel: Panel, widths: Floats) -> Floats:
        """Quantiles ``(series, horizon, probabilities)`` on the scale of the figures.

        `widths` are their distances from the point in units of `spread`, ``(series,
        probabilities)``.
        """
        scale = Transform.of(panel.values[self.rows])
        centre = scale.forward(self.mean)[:, :, None]
        return scale.back(centre + self.spread[:, :, None] * widths[:, None])


@dataclass(frozen=True, slots=True, eq=False)
class _Work:
    """What every block of one call shares."""

    model: Combined
    panel: Panel
    screened: Screened
    chart: Calendar
    pooled: Pooled | None
    horizon: int

    def block(self, rows: Rows) -> _Block:
        """Forecasts of some rows."""
        model, panel, screened = self.model, self.panel, self.screened
        cleaning = Cleaning(_CRITICAL)
        late = lateness(panel, screened, rows, model.origin)
        ahead = self.horizon + int(late.max())
        earlier = origins(panel, screened, rows, self.chart, self.pooled)
        tasks = [Task(panel, screened, rows, self.pooled), *(origin.task for origin in earlier)]
        made, *tried = run(tasks, self.chart, cleaning, max(ahead, reach(panel)), model.members)
        trials = judge(
            panel, screened, rows, self.chart, list(zip(earlier, tried, strict=True)),
            len(model.members),
        )  # fmt: skip
        back = np.argsort(made.rows)
        figures, spread = made.figures[:, back], made.spread[back]
        weights = tempered(trials.errors, np.asarray(np.isfinite(figures).all(axis=2)))
        mean = np.einsum("kr,krh->rh", weights, np.where(weights[:, :, None] > 0, figures, 0.0))
        mean[weights.sum(axis=0) == 0] = np.nan
        wanted = late[:, None] + np.arange(self.horizon)
        told = [
            remarks(part, place, panel, screened, True)
            for part in made.batches
            for place in range(len(part.rows))
        ]
        return _Block(
            rows,
            np.take_along_axis(mean, wanted, axis=1),
            np.take_along_axis(spread, wanted, axis=1),
            trials.scores,
            self._experience(rows, trials.scores, made.batches, back),
            [told[place] for place in back],
        )

    def _experience(
        self, rows: Rows, scores: Floats, parts: Sequence[Linear], back: Rows
    ) -> Experience:
        values = self.panel.values[rows]
        alike = likeness(Transform.of(values).forward(values), self.panel.seasons)
        strayed = np.concatenate([straying(part.cleaned) for part in parts])
        return Experience.of(scores, strayed[back], alike)


def tempered(errors: Floats, there: NDArray[np.bool_]) -> Floats:
    """Weights ``(members, series)`` from errors ``(origins, members, series, horizon)``.

    Equal where a series has no earlier origin; zero for a member without a forecast.

    Examples
    --------
    >>> errors = np.array([1.0, 2.0]).reshape(1, 2, 1, 1)
    >>> tempered(errors, np.ones((2, 1), dtype=bool)).ravel().round(3).tolist()
    [0.667, 0.333]
    """
    sizes = np.abs(errors)
    known = np.isfinite(sizes)
    count = known.sum(axis=(0, 3))
    mean = np.where(known, sizes, 0.0).sum(axis=(0, 3)) / np.maximum(count, 1)
    usable = (count == count.max(axis=0)) & (count > 0)
    floor = 1e-6 * np.where(usable, mean, 0.0).max(axis=0) + 1e-300
    inverse = np.where(usable, floor / np.maximum(mean, floor), 0.0)
    inverse = np.where((count > 0).any(axis=0), inverse, 1.0) * there
    total = inverse.sum(axis=0)
    found: Floats = inverse / np.where(total > 0, total, 1.0)
    return found
