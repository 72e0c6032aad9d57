"""Volume indices, above all the index of industrial production (IIP)."""

from __future__ import annotations

import numpy as np

from phantich.measures.arithmetic import over
from phantich.measures.comparisons import on_lag, on_year_end, year_to_date
from phantich.measures.panel import Floats, Panel


def compare_volumes(panel: Panel) -> dict[str, Floats]:
    """The published comparisons of a panel of volume indices on a fixed base year.

    ``mom`` or ``qoq``, ``yoy``, ``vs_december`` and the cumulated ``ytd_yoy``, in index form. The
    base year's average is 100, so sums of months compare as volumes do: ``Σ I[m] / Σ I[m − 12]``.
    """
    y, first, seasons = panel.values, panel.first_season, panel.seasons
    out = {"yoy": on_lag(y, seasons)}
    if seasons > 1:
        out["qoq" if panel.frequency == "Q" else "mom"] = on_lag(y, 1)
        out["vs_december"] = on_year_end(y, first, seasons)
        out["ytd_yoy"] = on_lag(year_to_date(y, first, seasons), seasons)
    return out


def industry_contributions(indices: Floats, weights: Floats, lag: int = 12) -> Floats:
    """Contribution of each industry to the growth of the whole index, in percentage points.

    ``100 · w·(I[t] − I[t − lag]) / Σ w·I[t − lag]``: the index of all industry is the weighted mean
    of the industries' indices with base-year value-added weights, so the contributions sum to its
    growth. Missing where one industry lacks.

    Parameters
    ----------
    indices
        ``(industries, periods)``, base year = 100.
    weights
        ``(industries,)``, any sum.
    """
    levels = indices * weights[:, None]
    whole = levels.sum(axis=0)
    out: Floats = np.full(indices.shape, np.nan)
    out[:, lag:] = over(levels[:, lag:] - levels[:, :-lag], whole[:-lag])
    out[:, np.isnan(whole)] = np.nan
    return out
