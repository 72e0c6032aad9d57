"""Seasonal adjustment of what a view holds."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, Final, Unpack

import numpy as np
import pandas as pd

from phantich.errors import UsageError
from phantich.measures.index_series import PeriodOnPeriod
from phantich.measures.panel import Panel
from phantich.seasonal import AREA_BREAKS, Adjustment, Arguments, adjust

if TYPE_CHECKING:
    from phantich.store.queries import Day
    from phantich.workbench.view import View

#: What can be adjusted, in the order in which it is looked for. Comparisons with last year have no
#: season left, and a cumulative figure grows through the year by its making.
_MEASURES: Final = ("level", "mom", "vs_base")
_INDICES: Final = frozenset({"price_index", "volume_index"})
#: Kinds of what happens day by day, so that a month's weekdays may matter.
_DAILY: Final = frozenset({"flow", "count", "volume_index"})


def adjusted(
    view: View,
    component: str | None = None,
    item: str | None = None,
    area: str | None = None,
    measure: str | None = None,
    as_of: Day = None,
    **options: Unpack[Arguments],
) -> pd.DataFrame:
    """Original, adjusted and trend of a monthly series, or a quarterly one where there is none.

    Parameters
    ----------
    measure
        ``level``; of an index without levels the month-on-month indices, multiplied through from
        100 since their last gap (``mom``), else the index on its base year (``vs_base``).
    **options
        See `phantich.seasonal.Options`. Unless given, a trading day is tried for what happens day
        by day, and the merger of July 2025 is a declared break of the two cities.

    Returns
    -------
    pandas.DataFrame
        Columns ``original, adjusted, trend, seasonal, calendar, irregular`` on a `PeriodIndex`.
        ``attrs``: ``quality`` (the light), ``reasons`` and ``notes`` (Vietnamese), ``reasons_en``
        and ``notes_en``, ``method``, ``tet_kept``, and those of the series. `phantich.seasonal`
        gives everything else.

    Raises
    ------
    UsageError
        When there is no figure of such a measure.
    """
    kind = view.indicator.component(component).kind if component else view.component.kind
    series = _series(view, kind, component, item, area, measure, as_of)
    defaults: Arguments = {
        "trading_day": kind in _DAILY,
        "breaks": AREA_BREAKS.get(str(series.attrs["area"]), ()),
    }
    result = adjust(series, **(defaults | options))
    frame = result.frame()
    frame.attrs = series.attrs | _attributes(result)
    return frame


def _series(
    view: View,
    kind: str,
    component: str | None,
    item: str | None,
    area: str | None,
    measure: str | None,
    as_of: Day,
) -> pd.Series[float]:
    if measure is not None and measure not in _MEASURES:
        raise UsageError(
            f"{measure} has no season to take out; {', '.join(_MEASURES)} can be adjusted"
        )
    wanted = [measure] if measure else [m for m in _MEASURES if m == "level" or kind in _INDICES]
    failed = UsageError("nothing was asked for")
    for name in wanted:
        for frequency in ("M", "Q"):
            try:
                series = view.series(component, item, area, name, None, frequency, as_of)
            except UsageError as error:
                failed = error
                continue
            return _chained(series) if name == "mom" else series
    raise failed


def _chained(links: pd.Series[float]) -> pd.Series[float]:
    """The index from 100 since the last gap in the links."""
    gaps = np.flatnonzero(links.isna().to_numpy())
    whole = links.iloc[gaps[-1] + 1 :] if len(gaps) else links
    first = pd.PeriodIndex(whole.index)[0]
    panel = Panel(pd.Index(["index"]), np.asarray(whole, dtype=np.float64)[None, :], first.ordinal)
    values = PeriodOnPeriod(panel).chain().panel.values[0]
    index = pd.period_range(first - 1, periods=len(values), name="period")
    series = pd.Series(values, index, name=links.name)
    series.attrs = {**links.attrs, "unit": f"{index[0]}=100"}
    return series


def _attributes(result: Adjustment) -> dict[Hashable, Any]:
    quality = result.quality
    return {
        "quality": quality.light,
        "reasons": [note.vi for note in quality.reasons],
        "reasons_en": [note.en for note in quality.reasons],
        "notes": [note.vi for note in result.notes],
        "notes_en": [note.en for note in result.notes],
        "method": result.method,
        "tet_kept": result.tet.kept,
    }
