"""The models of the combination, run on one block of series.

Half of them see the figures as they are, half with outliers removed, because whether a shock was an
accident is not known. All see them less calendar effects and with gaps filled
(`phantich.forecast.linear`), and all but the airline are fitted on the same complete series.
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
from phantich.forecast.linear import Cleaning, Linear, Pooled, batches, linearise
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


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """Series to forecast, with what was known of them.

    Parameters
    ----------
    panel, screened, rows
        Which series, and from where to where they go.
    pooled
        Effects of Tết and trading days, by the panel's rows.
    """

    panel: Panel
    screened: Screened
    rows: Rows
    pooled: Pooled | None


def run(
    tasks: Sequence[Task],
    chart: Calendar,
    cleaning: Cleaning,
    ahead: int,
    names: Sequence[str] = MEMBERS,
) -> list[Made]:
    """Every member's forecasts for each task, `ahead` periods after each series' own end.

    The tasks are fitted together: the cost of few series is that of the calls.
    """
    parts = [
        [
            linearise(task.panel, task.screened, rows, chart, task.pooled, cleaning, ahead)
            for rows in batches(task.panel, task.screened, task.rows)
        ]
        for task in tasks
    ]
    everything = [part for batch in parts for part in batch]
    members = {
        name: _member(MODELS[name][0], everything, MODELS[name][1])
        for name in names
        if name not in AIRLINES
    }
    made, at = [], 0
    for task, batch in zip(tasks, parts, strict=True):
        count = sum(len(part.rows) for part in batch)
        own = {name: found[at : at + count] for name, found in members.items()}
        made.append(_made(task, batch, chart, names, own))
        at += count
    return made


def _made(
    task: Task,
    parts: list[Linear],
    chart: Calendar,
    names: Sequence[str],
    members: dict[str, Floats],
) -> Made:
    order = np.concatenate([part.rows for part in parts])
    kept = [ahead_of(part.kept, part, task.screened, chart) for part in parts]
    cleaned = [ahead_of(part.cleaned, part, task.screened, chart) for part in parts]
    for name, form in zip(AIRLINES, (kept, cleaned), strict=True):
        members[name] = np.concatenate([centre for centre, _ in form])
    figures = np.stack([members[name] for name in names])
    within = np.concatenate([variance for _, variance in cleaned])
    spread = np.sqrt(within + _BETWEEN * _variance(figures))
    scale = Transform.of(task.panel.values[order])
    return Made(order, scale, np.stack([scale.back(one) for one in figures]), spread, parts)


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
