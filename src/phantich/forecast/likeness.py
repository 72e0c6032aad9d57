"""Which series of a table move together, so that one's errors may tell of another's.

What a table's series are is not known to the model, but series of one kind are moved by the same
shocks: the correlation of their changes, seasonally differenced twice as the airline model takes
them, finds them. Weights are squared correlations above `_LEAST`.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from phantich.measures.panel import Floats

#: Correlations up to this are what chance gives on some ten years.
_LEAST: Final = 0.3
#: Changes are cut at so many robust standard deviations: one accident is no likeness.
_CUT: Final = 3.0
#: Years of changes that two series must share.
_YEARS: Final = 3


def likeness(values: Floats, season: int) -> Floats:
    """Weights ``(series, series)`` between series ``(series, periods)``; zero with itself.

    Parameters
    ----------
    values
        On the model's scale, NaN where unknown.
    season
        Periods in a year.

    Examples
    --------
    >>> random = np.random.default_rng(1).normal(size=(2, 100)).cumsum(axis=1)
    >>> likeness(np.array([random[0], 3 * random[0], random[1]]), 12).round(1).tolist()
    [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    """
    steps = values[:, season:] - values[:, :-season]
    changes = steps[:, 1:] - steps[:, :-1]
    there = np.isfinite(changes)
    enough = there.sum(axis=1) >= _YEARS * season
    centred = np.where(there & enough[:, None], changes, np.nan)
    centred[~enough] = 0.0
    centred -= np.nanmedian(centred, axis=1, keepdims=True)
    unit = 1.4826 * np.nanmedian(np.abs(centred), axis=1, keepdims=True)
    scaled = np.clip(centred / np.where(unit > 0, unit, np.inf), -_CUT, _CUT)
    scaled, known = np.where(there, scaled, 0.0), there.astype(float)
    squares = (scaled**2 @ known.T) * (known @ (scaled**2).T)
    correlation = scaled @ scaled.T / np.sqrt(np.where(squares > 0, squares, np.inf))
    correlation[known @ known.T < _YEARS * season] = 0.0
    np.fill_diagonal(correlation, 0.0)
    found: Floats = np.where(correlation > _LEAST, correlation, 0.0) ** 2
    return found
