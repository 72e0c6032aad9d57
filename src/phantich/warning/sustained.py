"""A level shift or a ramp begun one to five periods ago that does not rest on a single one.

A change of pattern d (a step, a shock that fades, a ramp) begun j periods ago shows in the one-step
surprises as ρ_i = d_i − A_i, where A is what the level has taken over of it so far,

    A_(i+1) = A_i + gain_i ρ_i,        T = Σ ρ_i z_i / √(Σ ρ_i²),

the likelihood-ratio statistic for surprises of unit variance. The score of a period is the T of the
largest |T| over `PATTERNS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from phantich.measures.panel import Floats

#: Patterns, each with its beginning in periods before the one judged. Few: each adds false alarms.
PATTERNS: Final = (("step", 1), ("step", 2), ("fading", 1), ("ramp", 5))
#: What is left of a fading shock after a period.
FADING: Final = 0.7
#: Largest surprise that counts: a single one beyond it is no evidence that a change lasts.
_LARGEST: Final = 5.0


@dataclass(frozen=True, slots=True, eq=False)
class Sustained:
    """Strongest statistic of each period with its sign, when it began, and which pattern."""

    score: Floats
    periods: NDArray[np.int64]
    pattern: NDArray[np.int64]


def sustained(scores: Floats, gain: Floats, crisis: NDArray[np.bool_]) -> Sustained:
    """Statistics of every period from it and those before, ``(series, periods)``.

    What came in a declared crisis is no evidence of a change after it.
    """
    best = np.zeros(scores.shape)
    since = np.zeros(scores.shape, dtype=np.int64)
    kind = np.zeros(scores.shape, dtype=np.int64)
    surprises = np.clip(np.nan_to_num(scores), -_LARGEST, _LARGEST) * ~crisis
    for number, (name, back) in enumerate(PATTERNS):
        if back >= scores.shape[1]:
            continue
        found = _statistic(surprises, gain, _pattern(name, back))
        better = np.abs(found) > np.abs(best)
        best[better] = found[better]
        since[better], kind[better] = back, number
    best[~np.isfinite(scores)] = np.nan
    return Sustained(best, since, kind)


def _pattern(kind: str, back: int) -> Floats:
    steps = np.arange(back + 1, dtype=np.float64)
    if kind == "ramp":
        return np.asarray((steps + 1) / (back + 1))
    return np.asarray(FADING**steps if kind == "fading" else np.ones(back + 1))


def _statistic(surprises: Floats, gain: Floats, pattern: Floats) -> Floats:
    span = surprises.shape[1] - len(pattern) + 1
    taken, product, square = (np.zeros((len(surprises), span)) for _ in range(3))
    for at, value in enumerate(pattern):
        response = value - taken
        product += response * surprises[:, at : at + span]
        square += response**2
        taken = taken + gain[:, at : at + span] * response
    found = np.zeros(surprises.shape)
    found[:, len(pattern) - 1 :] = product / np.sqrt(np.maximum(square, 1e-12))
    return found
