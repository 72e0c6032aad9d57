"""Stocks: levels at a date, such as credit outstanding or insured persons."""

from __future__ import annotations

import numpy as np

from phantich.measures.arithmetic import over
from phantich.measures.comparisons import on_lag, on_year_end, year_ends
from phantich.measures.panel import Floats, Panel


def compare_stocks(panel: Panel) -> dict[str, Floats]:
    """The published comparisons of a panel of stocks, in index form.

    ``vs_december`` (on the end of last year), ``yoy`` (on the same date), ``mom`` or ``qoq``.
    """
    y, seasons = panel.values, panel.seasons
    out = {"yoy": on_lag(y, seasons)}
    if seasons > 1:
        out["vs_december"] = on_year_end(y, panel.first_season, seasons)
        out["qoq" if panel.frequency == "Q" else "mom"] = on_lag(y, 1)
    return out


def contributions_since_december(
    parts: Floats, whole: Floats, first_season: int, seasons: int = 12
) -> Floats:
    """Contribution of each part to the growth of the whole since the end of last year, in points.

    ``100 · (part[t] − part[Dec]) / whole[Dec]``; over parts that sum to the whole they sum to its
    growth. On the same date of last year: `phantich.measures.flows.growth_contributions`.

    Examples
    --------
    >>> parts = np.array([[40.0, 50.0], [60.0, 60.0]])
    >>> contributions_since_december(parts, parts.sum(axis=0), first_season=11)
    array([[nan, 10.],
           [nan,  0.]])
    """
    december = year_ends(whole.shape[-1], first_season, seasons)
    base = np.maximum(december, 0)
    out = over(parts - parts[..., base], whole[..., base])
    out[..., december < 0] = np.nan
    return out
