"""A level shift or a ramp begun one to five periods ago that does not rest on a single one.

A change of pattern d (a step, a shock that fades, a ramp) begun j periods ago shows in the one-step
surprises as ρ_i = d_i − A_i, where A is what the level has taken over of it so far,

    A_(i+1) = A_i + gain_i ρ_i,        T = Σ ρ_i z_i / √(Σ ρ_i²),

the likelihood-ratio statistic for surprises of unit variance. The score of a period is the largest
|T| over patterns and beginnings, divided by the scale of the series' own past T (never below 1):
series whose surprises come in runs have large T all the time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from phantich.measures.panel import Floats

PATTERNS: Final = ("step", "fading", "ramp")
#: Longest time since the beginning, in periods.
LONGEST: Final = 5
#: What is left of a fading shock after a period.
FADING: Final = 0.7
#: Largest surprise that counts.
_LARGEST: Final = 8.0


@dataclass(frozen=True, slots=True, eq=False)
class Sustained:
    """Strongest statistic of each period with its sign, when it began, and which pattern."""

    score: Floats
    periods: NDArray[np.int64]
    pattern: NDArray[np.int64]


def sustained(scores: Floats, gain: Floats) -> Sustained:
    """Statistics of every period from it and those before, ``(series, periods)``."""
    best = np.zeros(scores.shape)
    since = np.zeros(scores.shape, dtype=np.int64)
    kind = np.zeros(scores.shape, dtype=np.int64)
    surprises = np.clip(np.nan_to_num(scores), -_LARGEST, _LARGEST)
    for number, back, found in _statistics(surprises, gain):
        better = np.abs(found) > np.abs(best)
        best[better] = found[better]
        since[better], kind[better] = back, number
    best[~np.isfinite(scores)] = np.nan
    return Sustained(best, since, kind)


def _statistics(surprises: Floats, gain: Floats) -> Iterator[tuple[int, int, Floats]]:
    for back in range(1, min(LONGEST, surprises.shape[1] - 1) + 1):
        steps = np.arange(back + 1)
        patterns: tuple[Floats, ...] = (
            np.ones(back + 1),
            np.asarray(FADING**steps, dtype=np.float64),
            np.asarray((steps + 1) / (back + 1), dtype=np.float64),
        )
        for number, pattern in enumerate(patterns):
            yield number, back, _statistic(surprises, gain, pattern)


def _statistic(surprises: Floats, gain: Floats, pattern: Floats) -> Floats:
    span = surprises.shape[1] - len(pattern) + 1
    taken, product, square = (np.zeros((len(surprises), span)) for _ in range(3))
    largest = np.zeros_like(taken)
    for at, value in enumerate(pattern):
        response = value - taken
        part = response * surprises[:, at : at + span]
        product += part
        square += response**2
        largest = np.where(np.abs(part) > np.abs(largest), part, largest)
        taken = taken + gain[:, at : at + span] * response
    found = np.zeros(surprises.shape)
    found[:, len(pattern) - 1 :] = product / np.sqrt(np.maximum(square, 1e-12))
    return found
