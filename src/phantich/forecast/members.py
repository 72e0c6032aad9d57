"""The models of the combination, run on one block of series.

Half of them see the figures as they are, half with outliers removed, because whether a shock was an
accident is not known. All see them less Tết and with gaps filled (`phantich.forecast.linear`), and
all but the airline are fitted on the same complete series.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from phantich.forecast import autoregression
from phantich.forecast.airline import ahead_of
from phantich.forecast.assemble import Calendar, Rows
from phantich.forecast.ces import ces, full_ces
from phantich.forecast.linear import Cleaning, Linear, Tet, batches, linearise
from phantich.forecast.sample import Member, Sample
from phantich.forecast.screening import Screened
from phantich.forecast.smoothing import ets
from phantich.forecast.theta import theta
from phantich.forecast.transform import Transform
from phantich.measures.panel import Floats, Panel

#: Name → model and whether it sees outliers removed; the airline has both forms.
MODELS: Final[dict[str, tuple[Member, bool]]] = {
    "theta": (theta, False),
    "ets": (ets, False),
    "ces": (ces, False),
    "ces-full": (full_ces, True),
    "ar": (autoregression.levels, False),
    "growth": (autoregression.growth, True),
}
AIRLINES: Final = ("airline-kept", "airline-cleaned")
#: The members of the combination, in the order of `Made.figures`.
MEMBERS: Final = (*AIRLINES, *MODELS)
#: Share of the variance between members in the unit of the bands.
_BETWEEN: Final = 0.5
#: A forecast may leave the past's range by so many times that range, on the model's scale.
_BEYOND: Final = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """Forecasts of a block, from each series' own end on.

    Parameters
    ----------
    rows
        The panel's rows, in the order of the arrays.
    scale
        Of their figures.
    figures
        Array ``(members, series, ahead)``; NaN where a member has none.
    spread
        Unit of the bands on the model's scale, ``(series, ahead)``: √(σ² + ½ δ²) with σ the
        standard deviation by the airline with outliers removed and δ that between the members.
    batches
        The fits behind it.
    """

    rows: Rows
    scale: Transform
    figures: Floats
    spread: Floats
    batches: list[Linear]


def run(
    panel: Panel,
    screened: Screened,
    rows: Rows,
    chart: Calendar,
    tet: Tet | None,
    cleaning: Cleaning,
    ahead: int,
    names: Sequence[str] = MEMBERS,
) -> Made:
    """Every member's forecasts of the rows, `ahead` periods after each series' own end."""
    parts = [
        linearise(panel, screened, part, chart, tet, cleaning, ahead)
        for part in batches(panel, screened, rows)
    ]
    order = np.concatenate([part.rows for part in parts])
    scale = Transform.of(panel.values[order])
    figures = np.full((len(names), len(order), ahead), np.nan)
    kept = [ahead_of(part.kept, part, screened, chart) for part in parts]
    cleaned = [ahead_of(part.cleaned, part, screened, chart) for part in parts]
    for place, name in enumerate(names):
        if name in AIRLINES:
            chosen = kept if name == AIRLINES[0] else cleaned
            figures[place] = np.concatenate([centre for centre, _ in chosen])
        else:
            member, clean = MODELS[name]
            figures[place] = _member(member, parts, clean)
    between = _variance(figures)
    within = np.concatenate([variance for _, variance in cleaned])
    figures = np.stack([scale.back(one) for one in figures])
    return Made(order, scale, figures, np.sqrt(within + _BETWEEN * between), parts)


def _variance(figures: Floats) -> Floats:
    """Variance between the members that have a forecast, ``(series, ahead)``."""
    there = np.isfinite(figures)
    count = np.maximum(there.sum(axis=0), 1)
    mean = np.where(there, figures, 0.0).sum(axis=0) / count
    found: Floats = (np.where(there, figures - mean, 0.0) ** 2).sum(axis=0) / count
    return found


def _member(member: Member, parts: list[Linear], cleaned: bool) -> Floats:
    """One model's forecasts ``(series, ahead)`` on the model's scale."""
    pairs = [part.sample(cleaned) for part in parts]
    sample = _joined([bare for bare, _ in pairs])
    back = np.concatenate([after for _, after in pairs], axis=1)
    low = np.where(sample.inside, sample.values, np.inf).min(axis=0)
    high = np.where(sample.inside, sample.values, -np.inf).max(axis=0)
    reach = _BEYOND * (high - low)
    found = np.clip(member(sample), low - reach, high + reach)
    return np.asarray((found + back).T)


def _joined(samples: list[Sample]) -> Sample:
    longest = max(len(sample.values) for sample in samples)
    values = [
        np.pad(sample.values, ((0, longest - len(sample.values)), (0, 0))) for sample in samples
    ]
    lengths = np.concatenate([sample.lengths for sample in samples])
    first = samples[0]
    return Sample(np.concatenate(values, axis=1), lengths, first.season, first.ahead)
