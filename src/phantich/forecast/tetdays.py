"""Tết in daily and weekly figures: the lift before, the standstill, the return.

    Tết(t) = Σ_w s·β_w x_w(t),   x_w(t) = share of day or week t in window w

β is fitted with all other columns, by Huber's M-estimate on figures and columns freed of the memory
of the rest (x(t) − φx(t − 1)), and shrunk by how far it lies beyond chance, as James and Stein's
positive part does [1]_, but by what chance reaches in one case of twenty, for a series without Tết
should not lose:

    s = max(0, 1 − χ²(.95; windows) / β'V⁻¹β)

A series that does not follow Tết, with a β that chance explains, is left as it is (s = 0). A window
that the figures do not show yet is left out.

References
----------
.. [1] James, W., & Stein, C. (1961). Estimation with quadratic loss. Proceedings of the Fourth
   Berkeley Symposium on Mathematical Statistics and Probability, 1, 361–379.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

from phantich.forecast.robust import fading, huber
from phantich.measures.feastdays import window_shares
from phantich.measures.panel import Floats

#: Days counted from the first day of Tết. By days: two at a time around the feast, where the days
#: off begin and end differently by trade and year, and the weeks before and after; weeks tell fewer
#: apart.
WINDOWS: Final[dict[str, tuple[tuple[int, int], ...]]] = {
    "D": (
        (-14, -8), (-7, -4), (-3, -2), (-1, 0), (1, 2), (3, 4), (5, 6), (7, 8), (9, 15),
    ),
    "W": ((-14, -3), (-2, 2), (3, 7)),
}  # fmt: skip
#: How far chance alone reaches.
_CHANCE: Final = 0.95
#: Days with figures, over all years, without which a window is left out.
_SHOWN: Final = 2.0
#: Days of a step.
_LENGTHS: Final[dict[str, int]] = {"D": 1, "W": 7}


def feast_columns(first: dt.date, count: int, step: str) -> Floats:
    """Shares of `count` days or weeks from `first` on in each window, ``(count, windows)``."""
    length = _LENGTHS[step]
    starts = np.datetime64(first, "D") + length * np.arange(count)
    return window_shares(starts, starts + length, WINDOWS[step])


def feast_effect(values: Floats, design: Floats, feast: Floats, step: str) -> Floats:
    """Effect of Tết on each step of `design`, past and future; zeros where none is shown.

    Parameters
    ----------
    values
        Past figures on the model's scale, NaN where there is none.
    design
        Other columns, of the past and the steps ahead ``(past + horizon, columns)``, the constant
        first.
    feast
        `feast_columns` of the same steps.
    """
    count = len(values)
    there = np.isfinite(values)
    shown = windows_shown(feast[:count][there], step)
    width = int(shown.sum())
    if not width:
        return np.zeros(len(design))
    columns = np.column_stack([design, feast[:, shown]])[:count]
    memory, _ = fading(values - columns @ huber(columns[there], values[there]))
    freed, regressors = _freed(values, memory), _freed(columns, memory)
    regressors[:, 0] = 1.0  # 1 − φ all along: the constant again, in other units
    pairs = np.isfinite(freed)
    freed, regressors = freed[pairs], regressors[pairs]
    found = huber(regressors, freed)
    scale = 1.4826 * float(np.median(np.abs(freed - regressors @ found)))
    scale *= float(np.sqrt(len(freed) / max(len(freed) - regressors.shape[1], 1)))
    beta = found[-width:]
    covariance = np.linalg.pinv(regressors.T @ regressors)[-width:, -width:]
    effect: Floats = kept(beta, covariance, scale**2) * (feast[:, shown] @ beta)
    return effect


def windows_shown(feast: Floats, step: str) -> NDArray[np.bool_]:
    """Windows of which the steps with figures, the rows of `feast`, have two days or more."""
    shown: NDArray[np.bool_] = _LENGTHS[step] * feast.sum(axis=0) >= _SHOWN
    return shown


def kept(beta: Floats, covariance: NDArray[np.floating[Any]], variance: float) -> float:
    """s of the module's text, V being `covariance` × `variance`; 1 where figures leave no doubt.

    Examples
    --------
    χ²(.95; 1) is 3.841.

    >>> round(kept(np.array([4.0]), np.eye(1), 1.0), 3), kept(np.array([1.0]), np.eye(1), 1.0)
    (0.76, 0.0)
    """
    strength = float(beta @ np.linalg.pinv(covariance) @ beta)
    chance = float(chi2.ppf(_CHANCE, len(beta))) * variance
    return max(0.0, 1 - chance / strength) if strength > 0 else 0.0


def feast_doubt(rest: Floats, feast: Floats) -> float:
    """How many times as far as other steps those near Tết lie from the model, at least once.

    Root mean squares of the past's `rest`, that near Tết over what is left after its windows'
    coefficients.
    """
    near = (feast[: len(rest)] > 0).any(axis=1)
    there = np.isfinite(rest)
    inside, outside = rest[there & near], rest[there & ~near]
    left = len(inside) - feast.shape[1]
    if left <= 0 or not (outside**2).sum() > 0:
        return 1.0
    around = float((inside**2).sum()) / left
    return max(1.0, float(np.sqrt(around / np.mean(outside**2))))


def _freed(figures: Floats, memory: float) -> Floats:
    """What is new at each step after the first."""
    freed: Floats = figures[1:] - memory * figures[:-1]
    return freed
