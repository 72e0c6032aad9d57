"""How unusual a value is beside those that came before it."""

from __future__ import annotations

import numpy as np

from phantich.measures.panel import Floats

#: The median absolute deviation of a normal distribution is its standard deviation over this.
_SCALE = 1.4826


def robust_score(value: float, history: Floats, least: int = 12) -> float:
    """Distance of a value from the median of its history, in robust standard deviations.

    ``(x − median) / (1.4826 · MAD)``, where the median absolute deviation (MAD) is not moved by a
    few wild values (Hampel 1974). Missing values of the history are left out; the score is missing
    with fewer than `least` of them, or when half of them are equal.

    Examples
    --------
    >>> history = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    >>> round(robust_score(10.0, history, least=5), 3)
    4.721
    """
    known = history[~np.isnan(history)]
    if len(known) < least or np.isnan(value):
        return float("nan")
    middle = np.median(known)
    spread = _SCALE * np.median(np.abs(known - middle))
    return float((value - middle) / spread) if spread > 0 else float("nan")
