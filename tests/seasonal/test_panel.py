"""Many series: order, tables, jobs, and the real ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from phantich.errors import DataError, UsageError
from phantich.measures.panel import Panel
from phantich.seasonal import adjust, adjust_panel, long_table, program, summary
from tests.seasonal.series import simulated


def panel(frequency: str = "M") -> Panel:
    parts = []
    for name, seed, season in (("b", 1, 0.1), ("a", 2, 0.0), ("c", 3, 0.2)):
        series = simulated(seed, season=season)
        starts = series.index.to_timestamp()
        parts.append(pd.DataFrame({"unique_id": name, "ds": starts, "y": series.to_numpy()}))
    table = pd.concat(parts)
    table = table[~((table.unique_id == "c") & (table.ds < "2015-01-01"))]
    return Panel.from_long(table, frequency)  # type: ignore[arg-type]


def test_each_series_on_its_own_and_in_order() -> None:
    results = adjust_panel(panel(), trading_day=False)
    assert list(results) == ["b", "a", "c"]
    alone = adjust(simulated(1), trading_day=False)
    pd.testing.assert_frame_equal(results["b"].frame(), alone.frame(), check_names=False)
    assert len(results["c"].original) == 120, "a series begins with its first figure"


def test_jobs_change_nothing() -> None:
    one, two = adjust_panel(panel()), adjust_panel(panel(), jobs=3)
    pd.testing.assert_frame_equal(long_table(one), long_table(two), check_exact=True)
    pd.testing.assert_frame_equal(summary(one), summary(two))


def test_tables() -> None:
    results = adjust_panel(panel(), trading_day=False)
    table = long_table(results)
    columns = "unique_id ds y adjusted trend seasonal calendar irregular"
    assert list(table.columns) == columns.split()
    assert len(table) == 156 + 156 + 120
    assert str(table["ds"].iloc[0])[:10] == "2012-01-01"
    rows = summary(results, "en").set_index("unique_id")
    assert rows.loc["a", "light"] == "grey"
    assert rows.loc["a", "reasons"].startswith("no seasonality")
    assert summary(results)["reasons"][1].startswith("không có tính mùa vụ")
    assert long_table({}).empty
    assert summary({}).empty


def test_what_is_no_panel_of_months_or_quarters() -> None:
    yearly = Panel(pd.Index(["a"]), np.ones((1, 9)), 0, "A")
    with pytest.raises(UsageError, match="months or quarters"):
        adjust_panel(yearly)
    index = pd.date_range("2020-01-01", periods=3, freq="W")
    with pytest.raises(DataError, match="two values"):
        adjust(pd.Series([1.0, 2.0, 3.0], index))
    with pytest.raises(UsageError, match="months or quarters"):
        adjust(pd.Series([1.0, 2.0], [0, 1]))
    with pytest.raises(DataError, match="infinite"):
        adjust(pd.Series([1.0, np.inf], pd.period_range("2020-01", periods=2, freq="M")))


@pytest.mark.shared
@pytest.mark.slow
def test_real_series(shared: Path) -> None:
    """Industry, trade and imports move with Tết; nothing is left of the season in most."""
    if program() is None:
        pytest.skip("X-13ARIMA-SEATS is not installed")
    table = pd.read_parquet(shared / "bench" / "forecast_vn_dev.parquet")
    kinds = table.drop_duplicates("unique_id").set_index("unique_id")["kind"]
    chosen = table[table["kind"].isin(["iip", "trade", "import", "retail"])]
    results = adjust_panel(Panel.from_long(chosen[["unique_id", "ds", "y"]]))
    rows = summary(results).set_index("unique_id").join(kinds)
    kept = rows.groupby("kind")["tet_kept"].mean()
    assert kept["trade"] == kept["import"] == 1
    assert kept["iip"] >= 0.8
    assert (rows["method"] == "x13").all()
    assert (rows["light"] == "green").mean() > 0.5
    imports = results["trade|TỔNG TRỊ GIÁ NK"]
    winter = imports.original.index.month <= 3
    before, after = (
        np.log(s).diff()[winter].abs().median() for s in (imports.original, imports.adjusted)
    )
    assert after < before / 2, "the spikes of January and February are gone"
