"""Quotes of gold and the dollar: means of the quoted days, and their comparisons."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from phantich.errors import UsageError
from phantich.measures import quotes
from phantich.measures.comparisons import compare_levels

NAN = math.nan


def daily(first: str, last: str, price: float, name: str = "gold") -> pd.DataFrame:
    days = pd.date_range(first, last, freq="D")
    return pd.DataFrame({"unique_id": name, "ds": days, "y": price})


def test_a_month_is_the_mean_of_its_quoted_days() -> None:
    twice = pd.DataFrame(
        {"unique_id": "gold", "ds": ["2024-01-05T09:00", "2024-01-05T17:00"], "y": [0.0, 300.0]}
    )
    quoted = daily("2024-01-01", "2024-01-10", 100.0)
    table = pd.concat([quoted, twice.assign(ds=pd.to_datetime(twice["ds"]))])
    short = daily("2024-02-01", "2024-02-09", 5.0)
    table = pd.concat([table, short, daily("2024-03-01", "2024-03-10", 150.0)])
    prices = quotes.monthly_prices(table)
    np.testing.assert_allclose(prices.row("gold"), [110.0, NAN, 150.0])
    assert prices.starts[0] == pd.Timestamp("2024-01-01")
    np.testing.assert_allclose(quotes.monthly_prices(table, 9).row("gold")[1], 5.0)


def test_quotes_get_all_comparisons() -> None:
    table = pd.concat(
        daily(f"{year}-{month:02d}-01", f"{year}-{month:02d}-20", 10.0 * year - 20000 + month, name)
        for year in (2023, 2024)
        for month in range(1, 13)
        for name in ("gold", "usd")
    )
    prices, found = quotes.compare_quotes(table, base="2023")
    expected = compare_levels(prices)
    assert list(found) == [*expected, "vs_base"]
    for name, values in expected.items():
        np.testing.assert_array_equal(found[name], values)
    np.testing.assert_allclose(found["vs_base"][:, :12].mean(axis=1), [100, 100])
    assert found["vs_base"][0, 0] == pytest.approx(100 * 231 / 236.5)
    _, other = quotes.compare_quotes(table, method="hicp", fewest_days=21)
    assert "vs_base" not in other
    assert other["yoy"].size == 0
    _, averages = quotes.compare_quotes(table, method="hicp")
    hicp = compare_levels(prices, "hicp")["ytd_average"]
    np.testing.assert_array_equal(averages["ytd_average"], hicp)
    with pytest.raises(UsageError, match="lies outside"):
        quotes.compare_quotes(table, base="2019")
