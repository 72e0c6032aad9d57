"""Series for the outlook: an index bridged where tables lack, months from sums."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from phantich.brief.outlook.chaining import chained
from phantich.brief.outlook.series import with_differences


def _index(count: int = 60) -> pd.Series:
    months = pd.period_range("2019-01", periods=count, freq="M").astype(str)
    steps = np.random.default_rng(3).normal(0.003, 0.004, count)
    return pd.Series(100 * np.exp(steps.cumsum()), index=months)


def _published(index: pd.Series) -> dict[str, pd.Series]:
    """What tables print of an index: on last month, on last December, on last year."""
    december = {month: index.get(f"{int(month[:4]) - 1}-12", float("nan")) for month in index.index}
    return {
        "mom": (100 * index / index.shift(1)).dropna(),
        "vs_december": (100 * index / pd.Series(december)).dropna(),
        "yoy": (100 * index / index.shift(12)).dropna(),
    }


def test_an_index_comes_back_from_its_changes() -> None:
    index = _index()
    found = chained(_published(index), 36)
    assert found is not None
    assert found.to_numpy() == pytest.approx((100 * index / index.iloc[-1]).to_numpy())


def test_months_without_a_table_are_bridged_or_stay_missing() -> None:
    """Without May 2021, June leads back to it; without 2020, growth of 2021 bridges the gap."""
    index = _index()
    tables = {
        measure: values[(values.index != "2021-05") & (values.index.str[:4] != "2020")]
        for measure, values in _published(index).items()
    }
    found = chained(tables, 36)
    assert found is not None
    expected = 100 * index / index.iloc[-1]
    known = found.dropna()
    assert known.to_numpy() == pytest.approx(expected[known.index].to_numpy())
    assert {"2021-05", "2020-12", "2020-06"} <= set(known.index)


def test_what_nothing_ties_together_is_too_short() -> None:
    changes = _published(_index())["mom"]
    assert chained({"mom": changes.drop("2022-06")}, 36) is None
    assert chained({"yoy": changes}, 36) is None


def test_months_come_from_sums_where_they_were_not_printed() -> None:
    """January's sum is its month; March less February; May has no April before it."""
    sums = pd.Series({"2024-01": 10.0, "2024-02": 30.0, "2024-03": 45.0, "2024-05": 90.0})
    found = with_differences(pd.Series({"2024-02": 21.0}), sums)
    assert found is not None
    assert found.to_dict() == {"2024-01": 10.0, "2024-02": 21.0, "2024-03": 15.0}
