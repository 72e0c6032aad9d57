"""Adjustment by X-13: known effects come back, odd series are met, runs leave nothing behind."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phantich.errors import DataError, UsageError
from phantich.seasonal import adjust, program, runner
from tests.seasonal.series import airline_passengers, simulated

pytestmark = pytest.mark.skipif(program() is None, reason="X-13ARIMA-SEATS is not installed")


def test_a_known_tet_effect_comes_back() -> None:
    """Over ten series the coefficients lie about their true values as their errors say."""
    true = {"tet_pre": -0.2, "tet_post": -0.1}
    scores = []
    for seed in range(10):
        result = adjust(simulated(seed, tet=(-0.2, -0.1)), trading_day=False)
        assert result.tet.kept
        assert result.tet.aicc_gain > 10
        assert result.quality.light == "green"
        for name, value in true.items():
            found = result.tet.coefficients[name]
            scores.append((found.value - value) / found.error)
    # Twenty standard normal scores: mean within 4/√20, none beyond 4.
    assert abs(np.mean(scores)) < 0.9
    assert max(map(abs, scores)) < 4


def test_the_date_of_tet_is_what_the_calendar_component_holds() -> None:
    series = simulated(3, tet=(-0.2, -0.1), noise=0.002)
    result = adjust(series, trading_day=False)
    without = adjust(simulated(3, tet=(0.0, 0.0), noise=0.002), trading_day=False)
    assert np.abs(result.adjusted / without.adjusted - 1).max() < 0.01
    assert np.ptp(result.calendar) > 0.1
    assert (result.calendar[result.calendar.index.month > 3] == 1.0).all()


def test_no_season_is_an_answer() -> None:
    adjusted = 0
    for seed in range(20):
        series = simulated(seed, season=0.0)
        result = adjust(series, trading_day=False)
        if result.method == "none":
            pd.testing.assert_series_equal(result.adjusted, series, check_names=False)
            neutral = 1.0 if result.transform == "log" else 0.0
            assert (result.seasonal == neutral).all()
            assert result.quality.light == "grey"
            assert result.quality.reasons[0].vi.startswith("không có tính mùa vụ: không hiệu chỉnh")
        else:
            adjusted += 1
    # Three tests at 1 to 5 % stand between such a series and an adjustment.
    assert adjusted <= 4


def test_tet_alone_is_taken_out_alone() -> None:
    """Effects of the two windows that cancel in the mean month leave no fixed season."""
    result = adjust(simulated(4, season=0.0, tet=(-0.12, 0.0)), trading_day=False)
    assert (result.method, result.quality.light) == ("x13", "grey")
    assert (result.seasonal == 1.0).all()
    assert np.ptp(result.calendar) > 0.05
    assert "Tết" in result.quality.reasons[0].vi


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    months=st.integers(36, 200),
    factor=st.sampled_from([1e-9, 1e-3, 1.0, 1e12]),
    shift=st.sampled_from([0.0, -1500.0]),
    method=st.sampled_from(["auto", "stl"]),
)
def test_components_make_up_the_original(
    seed: int, months: int, factor: float, shift: float, method: str
) -> None:
    series = (simulated(seed, months=months, tet=(-0.1, -0.1)) + shift) * factor
    result = adjust(series, method=method)  # type: ignore[arg-type]
    if result.transform == "log":
        whole = result.adjusted * result.seasonal * result.calendar
        inside = result.trend * result.irregular
    else:
        whole = result.adjusted + result.seasonal + result.calendar
        inside = result.trend + result.irregular
    size = float(series.abs().max())
    assert np.allclose(whole, series, rtol=1e-9, atol=1e-9 * size)
    if result.method != "none":
        assert np.allclose(inside, result.adjusted, rtol=1e-9, atol=1e-9 * size)
    assert list(result.frame().index) == list(series.index)


def test_the_unit_does_not_matter() -> None:
    series = simulated(5, tet=(-0.2, 0.0))
    for factor in (1e-6, 1e9):
        plain, scaled = adjust(series), adjust(series * factor)
        assert np.allclose(scaled.adjusted / factor, plain.adjusted, rtol=1e-5)
        assert scaled.forecast is not None
        assert plain.forecast is not None
        assert np.allclose(scaled.forecast / factor, plain.forecast, rtol=1e-4)


def test_zero_and_negative_values_are_adjusted_without_logs() -> None:
    series = simulated(6, season=0.2) - 1000
    assert (series <= 0).any()
    result = adjust(series)
    assert (result.method, result.transform) == ("x13", "none")
    assert result.quality.qs_p > 0.05


def test_gaps_stay_gaps_and_hardly_touch_the_rest() -> None:
    series = simulated(7, tet=(-0.2, -0.1))
    gappy = series.copy()
    gappy.iloc[[20, 40, 41, 77, 110]] = np.nan
    whole, result = adjust(series), adjust(gappy)
    assert result.method == "x13"
    assert list(result.adjusted.index[result.adjusted.isna()]) == list(gappy.index[gappy.isna()])
    assert result.seasonal.notna().all()
    assert result.trend.notna().all()
    assert (result.adjusted / whole.adjusted - 1).abs().mean() < 0.005
    absent = gappy.dropna()
    pd.testing.assert_frame_equal(adjust(absent).frame(), result.frame(), check_names=False)
    assert any("5 kỳ thiếu số liệu" in note.vi for note in result.notes)


def test_the_choice_of_logs_does_not_depend_on_gaps() -> None:
    for seed in range(6):
        series = simulated(seed, season=0.15)
        gappy = series.copy()
        gappy.iloc[np.random.default_rng(seed).choice(np.arange(1, 155), 20, replace=False)] = (
            np.nan
        )
        assert adjust(gappy).transform == adjust(series).transform == "log"


def test_a_crisis_is_outliers_and_not_season() -> None:
    calm = simulated(8, tet=(-0.2, -0.1), season=0.1)
    hit = calm.copy()
    hit["2020-04":"2020-09"] *= 0.3  # type: ignore[misc]
    result, before = adjust(hit, trading_day=False), adjust(calm, trading_day=False)
    kinds = {o.origin for o in result.outliers if "2020-03" < o.period < "2020-11"}
    assert "crisis" in kinds
    assert result.transform == "log"
    assert result.tet.kept
    assert (result.seasonal / before.seasonal - 1).abs().max() < 0.05
    # What happened stays in the adjusted series.
    ratio = result.adjusted["2020-06"] / before.adjusted["2020-06"]
    assert ratio == pytest.approx(0.3, rel=0.1)


def test_a_declared_break_is_a_level_shift_of_the_trend() -> None:
    series = simulated(9, months=168)  # until 2025-12
    series["2025-07":] *= 1.5  # type: ignore[misc]
    result = adjust(series, breaks=("2025-07", "2031-01", "2012-01"), trading_day=False)
    (found,) = [o for o in result.outliers if o.origin == "break"]
    assert (found.kind, found.period) == ("ls", "2025-07")
    assert found.coefficient.value == pytest.approx(np.log(1.5), abs=4 * found.coefficient.error)
    step = np.log(result.trend["2025-07"] / result.trend["2025-06"])
    assert step == pytest.approx(np.log(1.5), abs=0.1)


def test_quarters() -> None:
    monthly = airline_passengers()
    series = monthly.groupby(monthly.index.asfreq("Q")).sum()
    result = adjust(series)
    assert (result.method, result.quality.light) == ("x13", "green")
    assert result.model.coefficients["MA$Seasonal$04$04"].value > 0
    assert result.tet.coefficients == {}
    assert result.adjusted.pct_change().std() < series.pct_change().std() / 3
    recent = simulated(2, season=0.2)
    quarterly = recent.groupby(recent.index.asfreq("Q")).sum()
    quarterly["2020Q2"] *= 0.5
    found = adjust(quarterly).outliers
    assert ("2020Q2", "crisis") in {(o.period, o.origin) for o in found}


def test_dates_and_horizon() -> None:
    series = airline_passengers()
    dated = pd.Series(series.to_numpy(), series.index.to_timestamp())
    result = adjust(dated, horizon=5)
    assert result.forecast is not None
    assert list(result.forecast.index.astype(str)) == [f"1961-{m:02d}" for m in range(1, 6)]
    assert (result.forecast["lower"] < result.forecast["forecast"]).all()
    quarters = pd.Series(series.iloc[::3].to_numpy(), series.index[::3].to_timestamp())
    assert str(adjust(quarters).original.index.freqstr).startswith("Q")


def test_seats_and_a_searched_model() -> None:
    series = airline_passengers()
    by_model = adjust(series, method="seats")
    assert by_model.method == "seats"
    assert np.isnan(by_model.quality.m7)
    assert (by_model.adjusted / adjust(series).adjusted - 1).abs().max() < 0.03
    assert adjust(series, model="auto").model.order == "(0 1 1)(0 1 1)"


def test_runs_are_equal_and_leave_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    first, second = adjust(simulated(1)), adjust(simulated(1))
    pd.testing.assert_frame_equal(first.frame(), second.frame(), check_exact=True)
    assert first.quality == second.quality
    with pytest.raises(DataError):
        adjust(simulated(1), method="x13", model="nonsense")
    assert list(tmp_path.iterdir()) == []


def test_insisting_on_x13_names_what_it_said() -> None:
    with pytest.raises(DataError, match=r"AirPassengers: found X-13ARIMA-SEATS.*use method stl"):
        adjust(airline_passengers(), method="x13", model="nonsense")
    fallback = adjust(airline_passengers(), model="nonsense")
    assert fallback.method == "stl"
    assert "X-13 không chạy được" in fallback.notes[0].vi


def test_a_run_that_takes_too_long_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nsleep 20\n")
    slow.chmod(0o755)
    monkeypatch.setattr(runner, "program", lambda: slow)
    result = adjust(airline_passengers(), timeout=0.2)
    assert result.method == "stl"
    assert "took more than 0.2 s" in result.notes[0].en


@pytest.mark.parametrize(
    ("script", "said"),
    [("exit 3", "ended with code 3"), ("exit 0", "wrote no diagnostics"), (None, "be started")],
)
def test_a_broken_program_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str | None, said: str
) -> None:
    broken = tmp_path / "broken"
    broken.write_text(f"#!/bin/sh\n{script}\n" if script else "no program")
    broken.chmod(0o755)
    monkeypatch.setattr(runner, "program", lambda: broken)
    with pytest.raises(DataError, match=said):
        adjust(airline_passengers(), method="x13")


def test_options_are_checked() -> None:
    with pytest.raises(UsageError, match="no method"):
        adjust(airline_passengers(), method="magic")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="horizon"):
        adjust(airline_passengers(), horizon=0)


def test_prices_set_by_decree_are_adjusted_without_a_search_for_outliers() -> None:
    """A step each January and nothing else: no residual is left to judge outliers by."""
    index = pd.period_range("2015-01", periods=120, freq="M")
    steps = pd.Series(np.round(100 * 1.04 ** (np.arange(120) // 12), 1), index)
    result = adjust(steps)
    assert result.method in {"x13", "none"}
    assert any("không tìm giá trị ngoại lai được" in note.vi for note in result.notes)


def test_smooth_growth_is_no_season() -> None:
    index = pd.period_range("2000-01", periods=300, freq="M")
    for values in (np.arange(300.0) + 100, np.exp(np.arange(300) * 0.01)):
        result = adjust(pd.Series(values, index))
        assert result.quality.light == "grey"
        assert np.allclose(result.adjusted, values)
