"""One generalised mean from which the index formulae are made."""

from __future__ import annotations

import numpy as np

from phantich.measures.panel import Floats


def generalised_mean(
    x: Floats, weights: Floats | None = None, order: float = 0.0, axis: int = -1
) -> Floats:
    """Weighted mean of order r: ``(Σ w·x^r / Σ w)^(1/r)``; for r = 0 ``exp(Σ w·ln x / Σ w)``.

    Order 1 is the arithmetic, 0 the geometric, −1 the harmonic mean.

    Parameters
    ----------
    x
        Positive numbers; a missing or non-positive one is left out with its weight.
    weights
        Non-negative, broadcast against `x`; equal when absent. A missing weight counts as 0.
    order
        The order r.
    axis
        The axis to average over.

    Returns
    -------
    Array without `axis`; NaN where nothing with a positive weight remains.

    Examples
    --------
    >>> x = np.array([1.0, 2.0, 4.0])
    >>> [round(float(generalised_mean(x, order=r)), 4) for r in (1, 0, -1)]
    [2.3333, 2.0, 1.7143]
    """
    w = np.ones_like(x) if weights is None else np.broadcast_to(weights, x.shape)
    used = (x > 0) & (w > 0)
    w = np.where(used, w, 0.0)
    x = np.where(used, x, 1.0)
    total = w.sum(axis=axis)
    with np.errstate(invalid="ignore", divide="ignore"):
        if order == 0:
            mean = np.exp((w * np.log(x)).sum(axis=axis) / total)
        else:
            mean = ((w * x**order).sum(axis=axis) / total) ** (1 / order)
    return np.where(total > 0, mean, np.nan)
