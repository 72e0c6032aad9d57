"""Gauges by the hour, counts by the week, short panels: known tides, tables, hand arithmetic."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from phantich.errors import UsageError
from phantich.forecast.gauges import CONSTITUENTS, gauge_forecast
from phantich.forecast.short import pooled_forecast
from phantich.forecast.weekly import count_forecast
from phantich.measures.panel import Panel


def _levels(days: int, noise: float = 0.0, seed: int = 1, **heights: float) -> pd.Series:
    """A tide of the constituents named, with a rest that fades by a tenth an hour."""
    times = np.arange(24 * days)
    random = np.random.default_rng(seed)
    rest = np.zeros(len(times))
    for place in range(1, len(times)):
        rest[place] = 0.9 * rest[place - 1] + random.normal(0, noise)
    values = 2.0 + rest
    for name, height in heights.items():
        values = values + height * np.cos(np.deg2rad(CONSTITUENTS[name]) * times + 0.4)
    return pd.Series(values, index=pd.date_range("2026-01-01", periods=len(times), freq="h"))


def test_moon_and_sun_are_told_apart_where_the_record_is_long_enough() -> None:
    """M2 and S2 differ by 1.016 degrees an hour: 354 hours tell them apart, 240 do not."""
    month = gauge_forecast(_levels(30, M2=0.9, S2=0.3, K1=0.4), 12)
    assert month.heights["M2"] == pytest.approx(0.9, abs=0.01)
    assert month.heights["S2"] == pytest.approx(0.3, abs=0.01)
    assert month.heights["K1"] == pytest.approx(0.4, abs=0.01)
    assert month.explained > 0.999
    assert "S2" not in gauge_forecast(_levels(10, M2=0.9, S2=0.3), 12).heights


def test_tomorrows_tide_is_foreseen() -> None:
    whole = _levels(61, M2=0.9, S2=0.3, K1=0.4, O1=0.3)
    made = gauge_forecast(whole.iloc[: 60 * 24], 24)
    assert made.moments.equals(pd.DatetimeIndex(whole.index[60 * 24 :]))
    assert np.abs(made.mean - whole.iloc[60 * 24 :].to_numpy()).max() < 0.02


def test_a_surge_fades_at_its_own_rate() -> None:
    levels = _levels(90, noise=0.03, M2=0.5)
    made = gauge_forecast(levels, 24)
    assert made.memory == pytest.approx(0.9, abs=0.03)
    levels.iloc[-1] += 1.0
    surged = gauge_forecast(levels, 24)
    assert surged.mean[0] - made.mean[0] == pytest.approx(surged.memory, abs=0.1)
    assert abs(surged.mean[23] - made.mean[23]) < 0.2


def test_bands_hold_what_they_promise() -> None:
    inside = []
    for seed in range(40):
        levels = _levels(62, noise=0.05, seed=seed, M2=0.5, K1=0.3)
        made = gauge_forecast(levels.iloc[: 60 * 24], 12)
        came = levels.iloc[60 * 24 : 60 * 24 + 12].to_numpy()
        inside.append((made.quantiles[:, 1] <= came) & (came <= made.quantiles[:, 3]))
    assert 0.68 < np.mean(inside) < 0.9


def test_gaps_stay_gaps() -> None:
    levels = _levels(60, M2=0.9)
    gappy = levels.drop(levels.index[100:160])
    assert gauge_forecast(gappy, 6).mean == pytest.approx(gauge_forecast(levels, 6).mean, abs=1e-6)


def test_a_daily_gauge_has_its_year() -> None:
    days = pd.date_range("2023-01-01", periods=1100, freq="D")
    speed = np.deg2rad(CONSTITUENTS["SA"]) * 24
    levels = pd.Series(5 + 3 * np.sin(speed * np.arange(1100)), index=days)
    made = gauge_forecast(levels, 10, "D")
    assert made.mean == pytest.approx(5 + 3 * np.sin(speed * np.arange(1100, 1110)), abs=0.01)


def test_short_and_still_gauges_are_refused() -> None:
    with pytest.raises(UsageError, match="at least 168"):
        gauge_forecast(_levels(5, M2=1.0), 6)
    with pytest.raises(UsageError, match="alike"):
        gauge_forecast(_levels(20), 6)


def test_poisson_quantiles_are_those_of_the_tables() -> None:
    """Poisson with mean 5: P(Y ≤ 1) = 0.040, P(Y ≤ 2) = 0.125, P(Y ≤ 9) = 0.968, ≤ 10: 0.986."""
    made = count_forecast(np.tile([4.0, 6.0], 80), 1)
    assert made.quantiles[0].tolist() == [1.0, 2.0, 5.0, 8.0, 10.0]


def test_more_spread_gives_wider_bands() -> None:
    random = np.random.default_rng(1)
    wild = random.negative_binomial(2, 2 / 12, 208).astype(float)
    made = count_forecast(wild, 1)
    # The variance of that distribution is six times its mean.
    assert made.dispersion == pytest.approx(6.0, abs=1.5)
    calm = count_forecast(random.poisson(10, 208).astype(float), 1)
    assert made.quantiles[0, 4] > 1.5 * calm.quantiles[0, 4]


def test_the_season_comes_back() -> None:
    weeks = np.arange(260)
    mean = 20 * np.exp(0.8 * np.cos(2 * np.pi * weeks / 52.1775))
    counts = np.random.default_rng(2).poisson(mean).astype(float)
    made = count_forecast(counts[:234], 26)
    assert np.corrcoef(made.mean, mean[234:])[0, 1] > 0.95


@pytest.mark.shared
def test_bands_cover_weekly_counts(shared: Path) -> None:
    table = pd.read_parquet(shared / "bench" / "counts_weekly_dev.parquet")
    table = table.assign(y=table["y"] - table["outbreak_cases"])
    inside = []
    for _, rows in list(table.groupby("series_id"))[:60]:
        counts = rows.sort_values("t")["y"].to_numpy(dtype=float)
        made = count_forecast(counts[:-8], 8)
        came = counts[-8:]
        inside.append((made.quantiles[:, 1] <= came) & (came <= made.quantiles[:, 3]))
    assert 0.72 < np.mean(inside) < 0.95


def test_wrong_counts_are_refused() -> None:
    with pytest.raises(UsageError, match="negative"):
        count_forecast(np.append(np.ones(200), -1.0), 4)
    with pytest.raises(UsageError, match="two years"):
        count_forecast(np.ones(50), 4)


def _communes(years: int, count: int = 40) -> Panel:
    random = np.random.default_rng(6)
    levels = random.uniform(50, 500, (count, 1))
    growth = np.exp(0.08 + random.normal(0, 0.05, (count, years)))
    return Panel(pd.RangeIndex(count).astype(str), levels * growth.cumprod(axis=1), 52, "A")


def test_a_commune_goes_on_by_its_own_and_its_siblings_growth() -> None:
    """Ten series ×1.1 and one ×1.3: two own years against two of the common growth, geometric."""
    values = np.vstack([np.tile([100.0, 110.0, 121.0], (30, 1)), [[100.0, 130.0, 169.0]]])
    made = pooled_forecast(Panel(pd.RangeIndex(31), values, 50, "A"), 1)
    assert made.growth == pytest.approx(1.1)
    assert made.mean[0, 0] == pytest.approx(133.1)
    own, common = np.log(1.3), np.log(1.1)
    assert made.mean[30, 0] == pytest.approx(169 * np.exp((2 * own + 2 * common) / 4))


def test_pooled_bands_cover() -> None:
    panel = _communes(5)
    past = Panel(panel.ids, panel.values[:, :4], panel.start, "A")
    made = pooled_forecast(past, 1)
    came = panel.values[:, 4]
    inside = (made.quantiles[:, 0, 1] <= came) & (came <= made.quantiles[:, 0, 3])
    assert 0.65 < inside.mean() < 0.97


def test_localities_without_forecast_say_why() -> None:
    panel = _communes(4)
    panel.values[0, :3] = np.nan
    panel.values[1, 2] = -5.0
    made = pooled_forecast(panel, 1)
    assert made.reasons[0] is not None
    assert "hai năm" in made.reasons[0].vi
    assert made.reasons[2] is None
    few = pooled_forecast(Panel(panel.ids[:5], panel.values[:5], panel.start, "A"), 1)
    assert few.reasons[2] is not None
    assert np.isnan(few.mean).all()
