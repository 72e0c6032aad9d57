"""Price indices of gold and the US dollar from daily quotes.

Gold and the dollar are no part of the consumer price index; the statistics office prints their
indices beside it. A month's price is the mean of its quoted days, each day's price the mean of the
selling quotes of that day.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from phantich.measures.panel import Panel


def monthly_prices(quotes: pd.DataFrame, fewest_days: int = 10) -> Panel:
    """Monthly mean prices from quotes ``unique_id, ds, y`` (one or more a day).

    A month with fewer than `fewest_days` quoted days is a gap.

    Examples
    --------
    >>> days = pd.date_range("2024-01-01", "2024-02-29", freq="D")
    >>> price = np.where(days.month == 1, 100.0, 110.0)
    >>> quotes = pd.DataFrame({"unique_id": "gold", "ds": days, "y": price})
    >>> monthly_prices(quotes).values
    array([[100., 110.]])
    """
    dated = quotes.assign(ds=pd.to_datetime(quotes["ds"]).dt.normalize())
    daily = dated.groupby(["unique_id", "ds"], as_index=False, sort=True)["y"].mean()
    month = daily["ds"].dt.to_period("M").dt.to_timestamp()
    grouped = daily.assign(ds=month).groupby(["unique_id", "ds"], sort=True)["y"]
    means = grouped.mean().where(grouped.count() >= fewest_days, np.nan)
    return Panel.from_long(means.reset_index())
