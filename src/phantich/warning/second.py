"""The second, unlike forecaster: the exact-likelihood log airline, fitted anew for each period.

It shares nothing with the structural mixture but the figures: one is a robust filter that never
looks back, the other a moving average whose outliers are searched and whose parameters are
estimated on the whole past. Their mean foresees better than either, and a `warning` needs both.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from phantich.forecast import Airline, Known
from phantich.measures.panel import Floats, Panel, PanelFrequency
from phantich.warning.feast import WINDOWS, feast_regressors
from phantich.warning.intake import Grid

_FREQUENCIES: Final[dict[str, PanelFrequency]] = {"M": "M", "Q": "Q"}
_NAMES: Final = tuple(f"feast {first} {last}" for first, last in WINDOWS)


def airline_centres(
    grid: Grid, scaled: Floats, yearly: NDArray[np.bool_], judged: NDArray[np.bool_]
) -> Floats:
    """Forecast of each figure judged from those before it, on the scale of `scaled`.

    Parameters
    ----------
    scaled
        Figures on the model's scale, ``(series, periods)``.
    yearly, judged
        Whether a series is taken for changes over a year (see `phantich.warning.structural`), and
        whether the figure is asked for; ``(series, periods)`` each.

    Returns
    -------
    Array ``(series, periods)``, NaN where nothing was asked or the airline has too little past
    (three years); all NaN for other frequencies than months and quarters.
    """
    found = np.full(scaled.shape, np.nan)
    if grid.frequency not in _FREQUENCIES:
        return found
    regressors = feast_regressors(grid)
    for lag in (0, grid.season):
        levels = cumulated(scaled, lag)
        for at in np.flatnonzero(judged.any(axis=0)):
            rows = np.flatnonzero(judged[:, at] & (yearly[:, at] == (lag > 0)))
            if not len(rows) or at < grid.season:
                continue
            base = levels[rows, at] if lag else 0.0
            made = _forecast(grid, levels[rows, : at + lag], regressors[: at + 1], lag)
            found[rows, at] = made - base
    return found


def cumulated(values: Floats, lag: int) -> Floats:
    """Levels x_t = x_(t−lag) + y_t after `lag` zeros before each series' first figure.

    Column t holds the level of period t − lag; a gap keeps its year's figures unknown.

    Examples
    --------
    >>> cumulated(np.array([[1.0, 2.0, 3.0]]), 2).tolist()
    [[0.0, 0.0, 1.0, 2.0, 4.0]]
    """
    if not lag:
        return values
    series, periods = values.shape
    levels = np.full((series, periods + lag), np.nan)
    there = np.isfinite(values)
    first = np.where(there.any(axis=1), there.argmax(axis=1), periods)
    for row in range(series):
        levels[row, first[row] : first[row] + lag] = 0.0
    for at in range(periods):
        fresh = there[:, at]
        levels[fresh, at + lag] = levels[fresh, at] + values[fresh, at]
    return levels


def _forecast(grid: Grid, levels: Floats, regressors: Floats, lag: int) -> Floats:
    """One step ahead; regressors of the zeros before the first year are zero as well."""
    series, periods = levels.shape
    start = int(grid.periods[0].ordinal) - lag
    panel = Panel(pd.RangeIndex(series).astype(str), levels, start, _FREQUENCIES[grid.frequency])
    before = np.zeros((lag, regressors.shape[1]))
    known = Known(_NAMES, np.concatenate([before, regressors]))
    made = Airline(tet=False).forecast(panel, 1, np.array([0.5]), known)
    modelled = np.array([name == "airline" for name in made.models])
    found: Floats = np.where(modelled, made.quantiles[:, 0, 0], np.nan)
    return found if periods else np.full(series, np.nan)
