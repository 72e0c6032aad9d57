"""Coherent forecasts: exact sums and geometric means, bands, and no loss on real data."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.catalog.weights import cpi_weights
from phantich.errors import UsageError
from phantich.forecast import Airline, Forecast, band_probabilities, truncated
from phantich.forecast.coherence import (
    Hierarchy,
    error_covariance,
    reconcile,
    shrunk_covariance,
)
from phantich.measures.panel import Panel
from tests.scripts import script

TREE = Hierarchy.sums({"revenue": ["domestic", "trade"], "domestic": ["tax", "land"]})


def _forecast(names: tuple[str, ...], seed: int) -> Forecast:
    random = np.random.default_rng(seed)
    mean = random.uniform(50, 150, (len(names), 4))
    spread = np.array([-20.0, -10.0, 0.0, 10.0, 20.0])
    return Forecast(
        pd.Index(names), 600, "M", mean, band_probabilities(), mean[:, :, None] + spread,
        ("x",) * len(names), ((),) * len(names),
    )  # fmt: skip


def _covariance(size: int, seed: int) -> np.ndarray:
    return shrunk_covariance(np.random.default_rng(seed).normal(0, 5, (20, size)))


@given(st.integers(0, 10_000))
def test_sums_are_exact_at_every_level(seed: int) -> None:
    made = reconcile(_forecast(TREE.names, seed), TREE, _covariance(5, seed))
    revenue, domestic, trade, tax, land = made.mean
    assert revenue == pytest.approx(domestic + trade, rel=1e-12)
    assert domestic == pytest.approx(tax + land, rel=1e-12)


@given(st.integers(0, 10_000))
def test_an_index_is_the_weighted_geometric_mean_of_its_groups(seed: int) -> None:
    weights = {"food": 33.56, "drinks": 2.73, "rest": 63.71}
    hierarchy = Hierarchy.index("cpi", weights)
    last = np.array([101.0, 104.0, 99.0, 100.5])
    base = _forecast(hierarchy.names, seed)
    made = reconcile(base, hierarchy, _covariance(4, seed) / 1e4, last)
    changes = made.mean / last[:, None]
    shares = np.array(list(weights.values())) / sum(weights.values())
    assert changes[0] == pytest.approx(np.exp(shares @ np.log(changes[1:])), rel=1e-12)
    assert (np.diff(made.quantiles, axis=2) > 0).all()


def test_what_is_coherent_already_stays() -> None:
    base = _forecast(TREE.names, 1)
    base.mean[:] = TREE.summing @ base.mean[2:]
    made = reconcile(base, TREE, _covariance(5, 1))
    assert made.mean == pytest.approx(base.mean)


def test_two_parts_with_alike_errors_share_the_gap_by_hand() -> None:
    """Whole 110, parts 50 and 50, unit variances: all three move by a third of the gap of 10."""
    hierarchy = Hierarchy.sums({"whole": ["a", "b"]})
    base = _forecast(hierarchy.names, 0)
    base.mean[:] = np.array([110.0, 50.0, 50.0])[:, None]
    base.quantiles[:] = base.mean[:, :, None] + np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    made = reconcile(base, hierarchy, np.eye(3))
    third = 10 / 3
    assert made.mean[:, 0] == pytest.approx([110 - third, 50 + third, 50 + third])
    # The projection leaves two of three degrees: variances of 2/3 each.
    assert made.quantiles[0, 0, 3] - made.mean[0, 0] == pytest.approx(np.sqrt(2 / 3))


def test_a_part_is_never_pushed_below_zero() -> None:
    hierarchy = Hierarchy.sums({"whole": ["a", "b"]})
    base = _forecast(hierarchy.names, 0)
    base.mean[:] = np.array([10.0, 60.0, 1.0])[:, None]
    base.quantiles[:] = base.mean[:, :, None] * np.array([0.5, 0.8, 1.0, 1.2, 1.5])
    made = reconcile(base, hierarchy, np.eye(3))
    assert (made.mean >= 0).all()
    assert (made.quantiles >= 0).all()
    assert made.mean[0] == pytest.approx(made.mean[1] + made.mean[2])


def test_other_series_are_left_alone() -> None:
    base = _forecast((*TREE.names, "visitors"), 3)
    made = reconcile(base, TREE, _covariance(5, 3))
    assert np.array_equal(made.mean[-1], base.mean[-1])
    assert np.array_equal(made.quantiles[-1], base.quantiles[-1])


def test_wrong_calls_are_refused() -> None:
    with pytest.raises(UsageError, match="part of itself"):
        Hierarchy.sums({"a": ["b", "d"], "b": ["a", "c"]})
    with pytest.raises(UsageError, match="no forecast of land"):
        reconcile(_forecast(TREE.names[:-1], 0), TREE, np.eye(5))
    index = Hierarchy.index("cpi", {"a": 1.0, "b": 2.0})
    with pytest.raises(UsageError, match="last known values"):
        reconcile(_forecast(index.names, 0), index, np.eye(3))
    with pytest.raises(UsageError, match="positive"):
        Hierarchy.index("cpi", {"a": 0.0})
    with pytest.raises(UsageError, match="at least three"):
        shrunk_covariance(np.ones((2, 2)))


def _compared(panel: Panel, hierarchy: Hierarchy, origins: range) -> tuple[float, float]:
    """Mean absolute errors in per cent of plain and of coherent forecasts, a year ahead."""
    plain, coherent = [], []
    rows = panel.ids.get_indexer(pd.Index(hierarchy.names))
    for back in origins:
        past = truncated(panel, back)
        covariance = error_covariance(Airline(), past, hierarchy, origins=range(1, 7))
        base = Airline().forecast(past, min(back, 12))
        last = past.values[rows, -1] if hierarchy.geometric else None
        made = reconcile(base, hierarchy, covariance, last)
        first = past.values.shape[1]
        came = panel.values[rows, first : first + made.mean.shape[1]]
        plain.append(np.abs(base.mean[rows] / came - 1).mean())
        coherent.append(np.abs(made.mean[rows] / came - 1).mean())
    return 100 * float(np.mean(plain)), 100 * float(np.mean(coherent))


@pytest.mark.shared
def test_price_groups_lose_no_accuracy(shared: Path) -> None:
    weights = cpi_weights(dt.date(2024, 12, 1)).groups
    table = pd.read_csv(shared / "gso" / "reference" / "cpi_reference.csv")
    whole = "Chỉ số giá tiêu dùng"
    kept = table[(table["measure"] == "mom") & (table["period"] >= "2020-08")]
    wide = kept.pivot_table(index="item", columns="period", values="value", aggfunc="first")
    hierarchy = Hierarchy.index(whole, weights)
    changes = wide.reindex(list(hierarchy.names))
    months = pd.period_range(changes.columns[0], changes.columns[-1], freq="M").astype(str)
    # A month whose workbook lacks changes nothing: coherence holds in the others as it did.
    full = changes.reindex(columns=months).fillna(100.0) / 100
    values = 100 * full.cumprod(axis=1).to_numpy()
    panel = Panel(pd.Index(hierarchy.names), values, 50 * 12 + 7)
    plain, coherent = _compared(panel, hierarchy, range(6, 13, 2))
    assert coherent < 1.02 * plain


@pytest.mark.shared
@pytest.mark.slow
def test_levels_of_government_lose_no_accuracy(shared: Path) -> None:
    table = script("benchmarks/odds.py").investment(shared / "gso" / "workbooks")
    hierarchy = Hierarchy.sums({"Tổng số": ["Trung ương", "Địa phương"]})
    own = table[
        (table["area"] == "Việt Nam")
        & table["item"].isin(hierarchy.names)
        & (table["measure"] == "level")
        & (table["frequency"] == "M")
        & (table["period"] >= "2012-01")
    ]
    newest = own.sort_values("vintage").drop_duplicates(["item", "period"], keep="last")
    long = newest.rename(columns={"item": "unique_id", "period": "ds", "value": "y"})
    panel = Panel.from_long(long[["unique_id", "ds", "y"]])
    filled = pd.DataFrame(panel.values).interpolate(axis=1).to_numpy()
    plain, coherent = _compared(panel.with_values(filled), hierarchy, range(12, 37, 6))
    assert coherent < 1.02 * plain
