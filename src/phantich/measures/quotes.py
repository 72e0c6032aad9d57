"""Price indices of gold and the US dollar from daily quotes.

Gold and the dollar are no part of the consumer price index; the statistics office prints their
indices beside it, with the same comparisons. A month's price is the mean of its quoted days, each
day's price the mean of the quotes of that day.
"""

from __future__ import annotations

import pandas as pd

from phantich.measures.comparisons import AverageMethod, compare_levels
from phantich.measures.index_series import FixedBase
from phantich.measures.long import read_dates
from phantich.measures.panel import Floats, Panel


def monthly_prices(quotes: pd.DataFrame, fewest_days: int = 10) -> Panel:
    """Monthly mean prices from quotes ``unique_id, ds, y`` (one or more a day).

    A quote that is missing or not positive is left out; a month with fewer than `fewest_days`
    quoted days is a gap. A series without any such month is left out.

    Examples
    --------
    >>> days = pd.date_range("2024-01-01", "2024-02-29", freq="D")
    >>> quotes = pd.DataFrame({"unique_id": "gold", "ds": days, "y": 90.0 + 10 * days.month})
    >>> monthly_prices(quotes).values
    array([[100., 110.]])
    """
    kept = quotes.loc[quotes["y"] > 0, ["unique_id", "ds", "y"]]
    dated = kept.assign(ds=read_dates(kept["ds"]).dt.normalize())
    daily = dated.groupby(["unique_id", "ds"], as_index=False, sort=True)["y"].mean()
    month = daily["ds"].dt.to_period("M").dt.to_timestamp()
    grouped = daily.assign(ds=month).groupby(["unique_id", "ds"], sort=True)["y"]
    means = grouped.mean()[grouped.count() >= fewest_days]
    return Panel.from_long(means.reset_index())


def compare_quotes(
    quotes: pd.DataFrame,
    base: str | None = None,
    fewest_days: int = 10,
    method: AverageMethod = "gso",
) -> tuple[Panel, dict[str, Floats]]:
    """Monthly prices and all published comparisons of them.

    Parameters
    ----------
    quotes, fewest_days
        As in `monthly_prices`.
    base
        Base year or month for ``vs_base``, such as ``2019``; left out when absent.

    Raises
    ------
    UsageError
        When the base lies outside the quotes.
    """
    prices = monthly_prices(quotes, fewest_days)
    found = compare_levels(prices, method)
    if base is not None:
        found["vs_base"] = FixedBase(prices).rebase(base).panel.values
    return prices, found
