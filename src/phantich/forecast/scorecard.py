"""How published forecasts did: each is scored by the figure that came, when it is known."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
import pandas as pd

from phantich.forecast.archive import QUANTILES
from phantich.forecast.scores import pinball
from phantich.measures.panel import Floats

#: What scores are told by.
By = Literal["component", "horizon", "model", "origin"]
_PROBABILITIES: Final = np.array([0.025, 0.1, 0.5, 0.9, 0.975])
_FIGURE: Final = ("indicator", "component", "item", "area", "measure", "period", "simulated")
#: Measures that are indices, base = 100: their errors are points.
_GROWTH: Final = frozenset({"yoy", "ytd_average"})
_GROUPS: Final[dict[By, list[str]]] = {
    "component": ["indicator", "component", "item", "area", "measure"],
    "horizon": ["horizon"],
    "model": ["model"],
    "origin": ["origin"],
}


def scored(archive: pd.DataFrame, actuals: pd.DataFrame) -> pd.DataFrame:
    """Each archived forecast whose figure is known, with its scores.

    Parameters
    ----------
    archive
        As `phantich.forecast.archive.Archive.read` gives it.
    actuals
        The figures as known: the columns of `_FIGURE` and ``value``.

    Returns
    -------
    The archive's columns, ``actual, horizon`` (periods ahead), ``error`` (forecast less figure:
    per cent of the figure, points for growth), ``inside_80, inside_95``, and ``wis`` in the unit of
    ``error``. A forecast of a figure that is zero has no error in per cent.
    """
    table = archive.merge(actuals[[*_FIGURE, "value"]], on=list(_FIGURE), how="inner")
    table = table.rename(columns={"value": "actual"})
    actual = table["actual"].to_numpy(dtype=float)
    quantiles = table[list(QUANTILES)].to_numpy(dtype=float)
    growth = table["measure"].isin(_GROWTH).to_numpy()
    unit = np.where(growth, 1.0, np.where(actual != 0, np.abs(actual) / 100, np.nan))
    loss = pinball(actual, quantiles, _PROBABILITIES)
    return table.assign(
        horizon=_ahead(table),
        error=(quantiles[:, 2] - actual) / unit,
        inside_80=_inside(actual, quantiles[:, 1], quantiles[:, 3]),
        inside_95=_inside(actual, quantiles[:, 0], quantiles[:, 4]),
        wis=2 * loss.mean(axis=1) / unit,
    )


def card(table: pd.DataFrame, by: By = "component") -> pd.DataFrame:
    """Scores by component, horizon, model or origin.

    Columns: the names, ``n``, ``mae`` and ``bias`` of ``error``, ``wis``, ``coverage_80``,
    ``coverage_95``, and ``unit``: per cent, points, or both where kinds are mixed.
    """
    names = _GROUPS[by]
    grouped = table.groupby(names, sort=True)
    columns = {
        "n": grouped.size(),
        "mae": grouped["error"].apply(lambda e: e.abs().mean()),
        "bias": grouped["error"].mean(),
        "wis": grouped["wis"].mean(),
        "coverage_80": grouped["inside_80"].mean(),
        "coverage_95": grouped["inside_95"].mean(),
        "unit": grouped["measure"].apply(_unit),
    }
    return pd.DataFrame(columns).reset_index()


def _unit(measures: pd.Series) -> str:
    points = measures.isin(_GROWTH)
    if points.all():
        return "points"
    return "both" if points.any() else "%"


def _inside(actual: Floats, low: Floats, high: Floats) -> Floats:
    return ((low <= actual) & (actual <= high)).astype(float)


def _ahead(table: pd.DataFrame) -> pd.Series:
    """Periods between origin and figure."""
    return _place(table["period"]) - _place(table["origin"])


def _place(periods: pd.Series) -> pd.Series:
    """Number of a month or quarter, counted through the years; a year's is that of its end."""
    texts = periods.astype(str)
    year = texts.str[:4].astype(int)
    quarter = texts.str[5:6] == "Q"
    last = texts.str[-2:].where(texts.str.len() == 7, "12")
    number = last.str.replace("Q", "").astype(int)
    return year * np.where(quarter, 4, 12) + number
