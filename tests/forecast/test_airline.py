"""The airline model as a forecaster, on ordinary and on odd series."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from phantich.errors import UsageError
from phantich.forecast import Airline, Combined, Forecast, Known, SeasonalNaive, long_table
from phantich.forecast.feast import feast_regressor
from phantich.forecast.protocol import Forecaster
from phantich.measures.panel import Panel
from tests.seasonal.series import airline_passengers, simulated


def panel(*rows: np.ndarray, start: str = "2012-01", frequency: str = "M") -> Panel:
    ordinal = pd.Period(start, freq=frequency).ordinal
    names = pd.Index([f"s{place}" for place in range(len(rows))])
    return Panel(names, np.array(rows, dtype=float), ordinal, frequency)  # type: ignore[arg-type]


def test_series_g_forecasts_as_published() -> None:
    """R: exp(predict(arima(log(AirPassengers), c(0,1,1), seasonal = c(0,1,1)), 3)$pred)."""
    values = airline_passengers().to_numpy()
    plain = Airline(tet=False, outliers="keep", crisis=None)
    found = plain.forecast(panel(values, start="1949-01"), 3)
    assert found.mean[0] == pytest.approx([450.42, 425.72, 479.01], abs=0.01)
    assert found.models == ("airline",)


def test_quantiles_ascend_and_the_median_is_the_point() -> None:
    found = Airline(outliers="keep").forecast(panel(simulated(1).to_numpy()), 12)
    assert (np.diff(found.quantiles, axis=2) > 0).all()
    assert found.quantile(0.5) == pytest.approx(found.mean)
    with pytest.raises(UsageError, match=r"0\.3"):
        found.quantile(0.3)


def feasting(seed: int, size: float = -0.3, **more: float) -> pd.Series:
    """Simulated, with an effect of the feast of that size on the log scale."""
    series = simulated(seed, **more)  # type: ignore[arg-type]
    starts = pd.DatetimeIndex(series.index.to_timestamp())
    return series * np.exp(size * feast_regressor(starts)[:, 0])


def test_the_feast_of_each_year() -> None:
    """Counted by hand: 2025-01-27…02-05, 2026-02-15…24, 2030-01-31…02-09; 1989 is not known."""
    months = pd.DatetimeIndex([f"{year}-01-01" for year in (2025, 2026, 2030, 1989)])
    found = feast_regressor(months)[:, 0]
    assert np.diff(found[:3]) == pytest.approx([-0.5, 0.1])
    assert found[3] == 0
    every = feast_regressor(pd.date_range("1995-01-01", "2048-12-01", freq="MS"))[:, 0]
    assert every.reshape(-1, 12).sum(axis=1) == pytest.approx(0, abs=1e-12)
    assert every.reshape(-1, 12).mean(axis=0) == pytest.approx(0, abs=1e-12)


def test_tet_is_kept_where_it_is_and_dropped_where_it_is_not() -> None:
    with_tet = [feasting(s).to_numpy() for s in range(4)]
    without = [simulated(s).to_numpy() for s in range(10, 18)]
    found = Airline(outliers="keep").forecast(panel(*with_tet, *without), 12)
    kept = ["Tết" in note[-1].vi if note else False for note in found.notes]
    assert all(kept[:4])
    assert sum(kept[4:]) <= 2


def test_tet_moves_the_forecast_of_the_first_months() -> None:
    """Tết of 2025 is in January, of 2026 in mid-February: the drop moves with it."""
    series = feasting(4, months=168, noise=0.01)
    past, future = series.iloc[:-12], series.iloc[-12:].to_numpy()
    data = panel(past.to_numpy())
    with_tet = Airline().forecast(data, 12).mean[0]
    blind = Airline(tet=False).forecast(data, 12).mean[0]
    error = np.abs(np.log(np.array([with_tet, blind]) / future))[:, :3].mean(axis=1)
    assert error[0] < 0.5 * error[1]


def test_a_known_future_regressor() -> None:
    series = simulated(6, months=120)
    event = np.zeros((132, 1))
    event[[30, 61, 99, 125]] = 1
    values = series.to_numpy() * np.exp(0.5 * event[:120, 0])
    data, known = panel(values), Known(("event",), event)
    found = Airline(tet=False, outliers="keep").forecast(data, 12, known=known).mean[0]
    plain = Airline(tet=False, outliers="keep").forecast(panel(series.to_numpy()), 12).mean[0]
    assert np.log(found[5] / plain[5]) == pytest.approx(0.5, abs=0.08)


def test_a_declared_break_is_a_level_shift() -> None:
    values = simulated(7, months=120).to_numpy()
    moved = values * np.where(np.arange(120) >= 100, 2.0, 1.0)
    kept = Airline(tet=False, outliers="keep", breaks=("2020-05",))
    found = kept.forecast(panel(moved), 12).mean / kept.forecast(panel(values), 12).mean
    # The shift is estimated, whatever its size: twice the level, exactly.
    assert found == pytest.approx(2.0, rel=1e-4)


def test_scale_changes_nothing() -> None:
    values = np.array([simulated(s, months=90).to_numpy() for s in range(3)])
    one = Airline().forecast(panel(*values), 12)
    other = Airline().forecast(panel(*(1e6 * values)), 12)
    assert other.mean == pytest.approx(1e6 * one.mean, rel=1e-6)
    assert other.quantiles == pytest.approx(1e6 * one.quantiles, rel=1e-6)


def test_without_tet_neighbours_change_nothing() -> None:
    values = [simulated(s, months=100).to_numpy().copy() for s in range(5)]
    values[1][:20] = np.nan
    values[2][[40, 77]] = np.nan
    values[3][-2:] = np.nan
    together = Airline(tet=False).forecast(panel(*values), 12)
    for row, one in enumerate(values):
        alone = Airline(tet=False).forecast(panel(one), 12)
        assert together.mean[row] == pytest.approx(alone.mean[0], rel=1e-6)
        assert together.notes[row] == alone.notes[0]


def test_a_missing_last_month_is_forecast_too() -> None:
    values = simulated(8, months=120).to_numpy()
    late = values.copy()
    late[-1] = np.nan
    model = Airline(tet=False, outliers="keep")
    before = model.forecast(panel(values[:-1]), 13)
    found = model.forecast(panel(late), 12)
    assert found.mean[0] == pytest.approx(before.mean[0, 1:], rel=1e-9)
    assert "2021-12" not in found.notes[0][0].en
    assert "no figure yet" in found.notes[0][0].en


def odd(months: int) -> dict[str, np.ndarray]:
    random = np.random.default_rng(months)
    time = np.arange(months)
    wave = 10 * np.sin(2 * np.pi * time / 12)
    noise = random.normal(size=months)
    good = 100 + wave + noise
    return {
        "empty": np.full(months, np.nan),
        "one figure": np.where(time == months - 1, 5.0, np.nan),
        "stopped": np.where(time < months - 14, good, np.nan),
        "zero": np.zeros(months),
        "constant": np.full(months, 7.0),
        "short": np.where(time >= months - 5, good, np.nan),
        "gaps": np.where(random.random(months) < 0.2, np.nan, good),
        "mostly gaps": np.where(random.random(months) < 0.6, np.nan, good),
        "no January": np.where(time % 12 == 0, np.nan, good),
        "late": np.where(time < months - 2, good, np.nan),
        "zeros": np.where(random.random(months) < 0.3, 0.0, good),
        "counts": random.poisson(2, months).astype(float),
        "negative": good - 100,
        "one negative": np.where(time == months // 2, -1.0, good),
        "heavy tails": np.cumsum(random.standard_cauchy(months)),
        "nothing but season": np.resize(np.arange(1.0, 13), months),
        "growth alone": np.exp(0.05 * time),
        "one jump": np.where(time == months // 2, 2.0, 1.0),
        "a step": np.where(time < months // 2, 1.0, 5.0),
        "huge": 1e200 * good,
        "tiny": 1e-200 * good,
        "the code for a gap": np.where(time == 20, -99999.0, good),
        "it stops": np.where(time > months - 10, 0.0, good),
        "near zero": np.where(time % 7 == 0, 1e-9, good),
    }


@pytest.mark.parametrize("model", [Airline(), SeasonalNaive(), Combined()], ids=lambda m: m.name)
@pytest.mark.parametrize(("months", "frequency"), [(96, "M"), (60, "Q"), (40, "S"), (37, "M")])
def test_odd_series_have_a_treatment(model: Forecaster, months: int, frequency: str) -> None:
    kinds = odd(months)
    start = {"M": "2016-01", "Q": "2008Q1", "S": "2008-01"}[frequency]
    data = panel(*kinds.values(), start=start, frequency="M" if frequency == "S" else frequency)
    if frequency == "S":
        data = Panel(data.ids, data.values, 38 * 2, "S")
    found = model.forecast(data, 12)
    rows = dict(zip(kinds, range(len(kinds)), strict=True))
    none = {"empty", "one figure", "stopped"}
    for name, row in rows.items():
        told = [note.vi for note in found.notes[row]]
        if name in none:
            assert np.isnan(found.mean[row]).all(), name
            assert found.models[row] == ""
            assert told[0].startswith("không dự báo"), name
        else:
            assert np.isfinite(found.mean[row]).all(), name
            assert np.isfinite(found.quantiles[row]).all(), name
            assert (np.diff(found.quantiles[row], axis=1) >= 0).all(), name
    for name in ("zero", "constant", "short", "mostly gaps", "late"):
        assert found.notes[rows[name]], name
    assert (found.mean[rows["zero"]] == 0).all()
    assert (found.quantiles[rows["constant"]] == 7).all()
    for name in ("zeros", "counts", "gaps", "near zero"):
        assert (found.quantiles[rows[name]] >= 0).all(), name


def test_yearly_figures_and_an_empty_panel() -> None:
    yearly = Panel(pd.Index(["a"]), np.array([[1.0, 2, 4, 5, 7]]), 50, "A")
    found = Airline().forecast(yearly, 2)
    assert found.mean.tolist() == [[7.0, 7.0]]
    assert found.models == ("naive",)
    nothing = Panel(pd.Index([]), np.empty((0, 0)), 0)
    assert Airline().forecast(nothing, 12).mean.shape == (0, 12)
    assert long_table(Airline().forecast(nothing, 12)).empty


def test_deterministic() -> None:
    data = panel(*(simulated(s, months=80).to_numpy() for s in range(4)))
    one, two = (Airline().forecast(data, 12) for _ in range(2))
    assert (one.mean == two.mean).all()
    assert (one.quantiles == two.quantiles).all()


def test_the_long_table() -> None:
    found: Forecast = SeasonalNaive().forecast(panel(np.arange(1.0, 37), np.full(36, np.nan)), 2)
    table = long_table(found, language="en")
    assert list(table) == [
        "unique_id", "ds", "mean", "median", "lo-80", "hi-80", "lo-95", "hi-95", "model", "note",
    ]  # fmt: skip
    assert table["ds"].iloc[0] == pd.Timestamp("2015-01-01")
    assert table["mean"].tolist()[:2] == [25.0, 26.0]
    # Yearly steps of 12: 80 % of a normal lie within 1.2816 of them.
    assert table["lo-80"].iloc[0] == pytest.approx(25 - 12 * 1.281552, abs=1e-4)
    assert table["note"].iloc[2] == "not forecast: no figures"


def test_a_break_that_is_no_month() -> None:
    with pytest.raises(UsageError, match="July"):
        Airline(breaks=("July",))
