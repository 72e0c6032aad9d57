"""Two weeks together: an outbreak that begins slowly is seen in the sum of the newest two.

A week's score z₁ and the score z₂ of its count together with that of the week before become one:

    s = max(z₁, z₂) where z₁ > c,    s = z₁ elsewhere,    c = `NEWEST`

The newest week must be high itself, so that an outbreak which is over alarms no more. The chance
of so high an s in normal weeks is that of two independent normal scores u (newest) and v (before)
with z₁ = u, z₂ = (u + v)/√2:

    p(s) = P(u > s) + P(c < u ≤ s, v > √2·s − u)        (s > c; P(u > s) otherwise)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from phantich.measures.panel import Floats

#: Score that the newest week must pass alone; limits from 1.28 (p < .1) to 1.645 (p < .05) see
#: within .006 of each other in repeated simulation.
NEWEST: Final = 1.5
#: Gauss–Legendre nodes: the integrand is smooth, the error below 1e-9 of p.
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(48)


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """Chance of so many or more, and its mid-p; NaN where a count lacks."""

    tail: Floats
    middle: Floats


def combined(newest: Chances, together: Chances) -> tuple[Chances, NDArray[np.bool_]]:
    """One chance of both, and where it is rather the two weeks that are unusual.

    The newest week is let through by its mid-p. Where the week before lacks, there is one test
    only, and its chances stay.
    """
    one, two = _score(newest.middle), _score(together.middle)
    with np.errstate(invalid="ignore"):
        asked = one > NEWEST
        rather = asked & (two > one)
    middle = np.where(asked, np.fmax(one, two), one)
    sure, sure_two = _score(newest.tail), _score(together.tail)
    tail = np.where(asked, np.fmax(sure, sure_two), sure)
    single = np.isnan(together.tail)
    found = Chances(
        np.where(single, newest.tail, np.where(asked, chance(tail), newest.tail)),
        np.where(single, newest.middle, np.where(asked, chance(middle), newest.middle)),
    )
    return found, rather


def _score(p: Floats) -> Floats:
    score: Floats = -ndtri(np.clip(p, 1e-300, 1 - 1e-16))
    return score


def chance(score: Floats) -> Floats:
    """p(s) of the module's text.

    Examples
    --------
    >>> chance(np.array([0.0, 2.326])).round(4).tolist()
    [0.5, 0.0142]
    """
    top = np.maximum(score, NEWEST)[..., None]
    half = (top - NEWEST) / 2
    at = NEWEST + half * (1 + _NODES)
    density = np.exp(-(at**2) / 2) / np.sqrt(2 * np.pi)
    more = (half * _WEIGHTS * density * ndtr(at - np.sqrt(2) * top)).sum(axis=-1)
    found: Floats = ndtr(-score) + more
    return found
