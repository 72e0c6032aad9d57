"""Every measure of a kind at once, from a long table and into one.

The table has ``unique_id`` and ``ds`` and, by kind:

===============  ===================================================================================
kind             columns; optional ones in brackets
===============  ===================================================================================
price_index      ``y`` an index or price
flow             ``y`` the period's amount, [``ytd`` the published sum since January, ``plan`` the
                 annual plan]
stock            ``y`` the level at the period's end
volume_index     ``y`` an index on a fixed base year
ratio            ``numerator``, ``denominator``
count            ``y`` the events, [``population``]
gauge            ``y`` the reading at the time ``ds``
progress         ``planned`` and ``earned``, cumulated, [``cost``, ``land`` per cent handed over]
rating           ``y`` the score, high is good
dossier          nothing else: ``ds`` is the date of an item
===============  ===================================================================================

The result has one row for each figure: ``unique_id, ds, measure, value, note``. Comparisons are in
index form (base = 100), changes of ratios and contributions in percentage points. What is missing
is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

import numpy as np
import pandas as pd

from phantich.errors import DataError, Fault
from phantich.measures.comparisons import AverageMethod
from phantich.measures.counts import compare_counts, rate_limits, rate_per, ratio_limits
from phantich.measures.flows import both_ways, compare_flows, needed_run_rate, percent_of_plan
from phantich.measures.panel import Floats, Panel, PanelFrequency
from phantich.measures.prices import link_comparisons, price_comparisons
from phantich.measures.ratings import rate
from phantich.measures.ratios import point_change, pooled_ratio, rank, wilson
from phantich.measures.stocks import compare_stocks
from phantich.measures.volumes import compare_volumes

PanelKind = Literal["price_index", "flow", "stock", "volume_index", "ratio", "count", "rating"]
COLUMNS: Final = ("unique_id", "ds", "measure", "value", "note")
#: Kind → columns that must be there, columns that may.
NEEDS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "price_index": (("y",), ()),
    "flow": (("y",), ("ytd", "plan")),
    "stock": (("y",), ()),
    "volume_index": (("y",), ()),
    "ratio": (("numerator", "denominator"), ()),
    "count": (("y",), ("population",)),
    "gauge": (("y",), ()),
    "progress": (("planned", "earned"), ("cost", "land")),
    "rating": (("y",), ()),
    "dossier": ((), ()),
}
#: Name of the row that stands for all units of a ratio together.
ALL: Final = "total"

Panels = Mapping[str, Panel]
Found = dict[str, Floats]


def measure(
    table: pd.DataFrame,
    kind: PanelKind,
    frequency: PanelFrequency = "M",
    method: AverageMethod = "gso",
    base: str | None = None,
    *,
    links: bool = False,
) -> pd.DataFrame:
    """All measures of series of a kind that goes by calendar periods.

    Parameters
    ----------
    table, kind
        See the module.
    frequency
        Of the periods.
    method
        How average rates of prices are formed.
    base
        Base year or period of prices for ``vs_base``.
    links
        Prices: ``y`` holds indices on the period before, as published month on month, and every
        other comparison is worked out from them (see `phantich.measures.prices.link_comparisons`).

    Raises
    ------
    DataError
        When a column lacks or a cell cannot be read.
    UsageError
        When the base lies outside the series.

    Examples
    --------
    >>> table = pd.DataFrame({
    ...     "unique_id": "a", "ds": ["2024-12", "2025-01"], "y": [50.0, 51.0],
    ... })
    >>> measure(table, "stock")[["ds", "measure", "value"]].values.tolist()[0][1:]
    ['vs_december', 102.0]
    """
    panels = to_panels(table, kind, frequency)
    if kind == "price_index":
        compare = link_comparisons if links else price_comparisons
        return long_result(panels["y"], compare(panels["y"], method, base))
    panel, found = _MEASURES[kind](panels)
    return long_result(panel, found)


def to_panels(table: pd.DataFrame, kind: str, frequency: PanelFrequency) -> Panels:
    """One panel for each column of the kind, all of the same series and periods.

    Raises
    ------
    DataError
        As `measure`.
    """
    needed, optional = NEEDS[kind]
    lacking = [c for c in ("unique_id", "ds", *needed) if c not in table.columns]
    if lacking:
        found = f"no column {', '.join(lacking)}"
        expected = f"the columns {', '.join(('unique_id', 'ds', *needed))}"
        raise DataError("table", [Fault("table", found, expected)])
    present = [c for c in (*needed, *optional) if c in table.columns]
    keys = table[["unique_id", "ds"]]
    return {c: Panel.from_long(keys.assign(y=table[c]), frequency) for c in present}


def long_result(panel: Panel, found: Found) -> pd.DataFrame:
    """Measures as a long table in the order of series, periods and measures."""
    values = np.stack(list(found.values()), axis=-1)
    series, period, which = np.nonzero(~np.isnan(values))
    return pd.DataFrame(
        {
            "unique_id": panel.ids.to_numpy()[series],
            "ds": panel.starts[period],
            "measure": np.array(list(found), dtype=object)[which],
            "value": values[series, period, which],
            "note": "",
        },
        columns=list(COLUMNS),
    )


def _flow(panels: Panels) -> tuple[Panel, Found]:
    panel = panels["y"]
    found = compare_flows(panel)
    if "ytd" in panels:
        sums = panels["ytd"].values
        both = both_ways(panel.values, sums, panel.first_season, panel.seasons)
        found |= {"ytd": sums, "differenced": both.differenced, "discrepancy": both.discrepancy}
    if "plan" in panels:
        plan = panels["plan"].values
        season = (panel.first_season + np.arange(0.0, panel.values.shape[1])) % panel.seasons
        found["pct_plan"] = percent_of_plan(found["ytd"], plan)
        found["needed"] = needed_run_rate(found["ytd"], plan, season, panel.seasons)
    return panel, found


def _stock(panels: Panels) -> tuple[Panel, Found]:
    return panels["y"], compare_stocks(panels["y"])


def _volume(panels: Panels) -> tuple[Panel, Found]:
    return panels["y"], compare_volumes(panels["y"])


def _ratio(panels: Panels) -> tuple[Panel, Found]:
    """Ratios of each unit, and of all together as a unit more."""
    above, below = panels["numerator"].values, panels["denominator"].values
    units = panels["numerator"]
    ratios = 100 * np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0)
    pooled = pooled_ratio(above, below)
    low, high = wilson(above, below)
    nothing = np.full((1, above.shape[1]), np.nan)
    ranks = [rank(column) for column in ratios.T]
    places = np.array(ranks, dtype=float).reshape(above.shape[::-1]).T
    places[places == 0] = np.nan
    values = np.concatenate([ratios, pooled[None]])
    lags = {"change": 1, "change_yoy": units.seasons}
    found = {
        "ratio": values,
        **{name: point_change(values, lag) for name, lag in lags.items()},
        "rank": np.concatenate([places, nothing]),
        "low": np.concatenate([low, nothing]),
        "high": np.concatenate([high, nothing]),
    }
    ids = units.ids.astype(str).append(pd.Index([ALL]))
    return Panel(ids, values, units.start, units.frequency), found


def _count(panels: Panels) -> tuple[Panel, Found]:
    panel = panels["y"]
    found = compare_counts(panel)
    y, seasons = panel.values, panel.seasons
    before = np.full(y.shape, np.nan)
    before[:, seasons:] = y[:, :-seasons]
    found["yoy_low"], found["yoy_high"] = ratio_limits(y, before)
    if "population" in panels:
        population = panels["population"].values
        found["rate"] = rate_per(y, population)
        found["rate_low"], found["rate_high"] = rate_limits(y, population)
    return panel, found


def _rating(panels: Panels) -> tuple[Panel, Found]:
    panel = panels["y"]
    names = ("rank", "score_change", "rank_change", "behind_best")
    found = {name: np.full(panel.values.shape, np.nan) for name in names}
    before = np.full(len(panel.ids), np.nan)
    for place, scores in enumerate(panel.values.T):
        table = rate(scores, before)
        known = ~np.isnan(scores)
        compared = known & ~np.isnan(before)
        found["rank"][known, place] = table.ranks[known]
        found["score_change"][:, place] = table.score_change
        found["rank_change"][compared, place] = table.rank_change[compared]
        found["behind_best"][:, place] = table.behind_best
        before = scores
    return panel, found


_MEASURES: Final[dict[str, Callable[[Panels], tuple[Panel, Found]]]] = {
    "flow": _flow,
    "stock": _stock,
    "volume_index": _volume,
    "ratio": _ratio,
    "count": _count,
    "rating": _rating,
}
