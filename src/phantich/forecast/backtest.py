"""Rolling origins: forecasts made with only what was known, scored by what came.

References
----------
.. [1] Tashman, L. J. (2000). Out-of-sample tests of forecasting accuracy: an analysis and review.
   International Journal of Forecasting, 16(4), 437–450.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from phantich.errors import UsageError
from phantich.forecast.protocol import Forecaster, Known
from phantich.forecast.scores import score
from phantich.measures.panel import Floats, Panel


def truncated(panel: Panel, back: int) -> Panel:
    """The panel without its last `back` periods: what was known at that origin, revisions aside.

    Raises
    ------
    UsageError
        When nothing would be left.
    """
    periods = panel.values.shape[1]
    if not 0 <= back < periods:
        raise UsageError(f"an origin {back} periods back; the series have {periods}")
    values = panel.values[:, : periods - back]
    return Panel(panel.ids, values, panel.start, panel.frequency)


def backtest(
    models: Mapping[str, Forecaster],
    panel: Panel,
    *,
    horizon: int,
    origins: Sequence[int],
    probabilities: Floats | None = None,
    known: Known | None = None,
    vintage: Callable[[Panel], Panel] | None = None,
) -> pd.DataFrame:
    """Scores of each model, origin and series; deterministic but for the time.

    Parameters
    ----------
    models
        Name → model.
    panel
        Series as known at the end; the forecasts are scored by them.
    horizon
        Periods that each origin forecasts.
    origins
        How many periods before the last one each origin lies: at 12, what is forecast are the last
        twelve periods.
    probabilities
        Of the quantiles, symmetric around the median.
    known
        Regressors on the panel's periods and `horizon` more.
    vintage
        Given the panel cut at an origin, the figures as they were known then. Without it the
        figures are those of today.

    Returns
    -------
    pandas.DataFrame
        ``model, origin, unique_id``, the columns of `phantich.forecast.scores.score`, and
        ``cpu_ms``, the processor time a series.
    """
    frames = []
    for back in origins:
        past = truncated(panel, back)
        if vintage is not None:
            past = vintage(past)
        actual = _coming(panel, back, horizon)
        regressors = _cut(known, past, horizon)
        for name, model in models.items():
            began = time.process_time()
            made = model.forecast(past, horizon, probabilities, regressors)
            spent = 1000 * (time.process_time() - began) / max(len(panel.ids), 1)
            frame = score(past, made, actual).rename_axis("unique_id").reset_index()
            frame.insert(0, "origin", past.starts[-1])
            frame.insert(0, "model", name)
            frames.append(frame.assign(cpu_ms=spent))
    return pd.concat(frames, ignore_index=True)


def _coming(panel: Panel, back: int, horizon: int) -> Floats:
    periods = panel.values.shape[1]
    found = np.full((len(panel.ids), horizon), np.nan)
    came = panel.values[:, periods - back : periods - back + horizon]
    found[:, : came.shape[1]] = came
    return found


def _cut(known: Known | None, past: Panel, horizon: int) -> Known | None:
    if known is None:
        return None
    return Known(known.names, known.values[: past.values.shape[1] + horizon])
