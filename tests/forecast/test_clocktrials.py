"""Rolling origins for weeks, days and hours: hand arithmetic, the past alone, calendars."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from phantich.forecast.clocks import clocks
from phantich.forecast.clocktrials import HORIZONS, clock_trials
from phantich.forecast.seasons import season_forecast


def long(name: str, days: pd.DatetimeIndex, values: object, form: str = "%Y-%m-%d") -> pd.DataFrame:
    return pd.DataFrame({"unique_id": name, "ds": days.strftime(form), "y": values})


def judged(table: pd.DataFrame, **asked: object) -> pd.DataFrame:
    return clock_trials(table, clocks(table), **asked)  # type: ignore[arg-type]


def noisy(count: int, seed: int = 1) -> np.ndarray:
    week = np.tile([10.0, 10, 10, 10, 12, 20, 18], count)[:count]
    return week + np.random.default_rng(seed).normal(0, 1, count)


def test_the_naive_forecast_is_last_week_again() -> None:
    # 84 days of one week, then each day of the last week is higher by 3: the error is 3 every
    # day. The past has one change only, 2 on the last Monday of it: the mean of its 77 steps over
    # a week is 2/77, of their squares 4/77.
    values = np.tile([5.0, 6, 7, 8, 9, 10, 11], 12)
    values[-7] += 2
    later = values[-7:] + 3
    days = pd.date_range("2026-01-05", periods=91)
    found = judged(
        long("a", days, [*values, *later]), horizon=7, origins=1, models=["naive"]
    ).iloc[0]  # fmt: skip
    assert found["origin"] == pd.Timestamp("2026-03-29")
    assert found["mase"] == pytest.approx(3 / (2 / 77))
    assert found["rmsse"] == pytest.approx(3 / np.sqrt(4 / 77))
    assert found["bias"] == pytest.approx(-3 / (2 / 77))
    assert found["coverage_80"] == 0.0


def test_an_origin_knows_only_what_came_before_it() -> None:
    values = noisy(200)
    table = long("a", pd.date_range("2026-01-01", periods=200), values)
    found = judged(table, horizon=14, origins=2, step=10, models=["combined"])
    assert found["origin"].tolist() == [pd.Timestamp("2026-07-05"), pd.Timestamp("2026-06-25")]
    for row, back in zip(found.to_dict("records"), (14, 24), strict=True):
        past = values[: 200 - back]
        made = season_forecast(past, 14).mean
        error = np.abs(made - values[200 - back : 200 - back + 14]).mean()
        assert row["mase"] == pytest.approx(error / np.abs(past[7:] - past[:-7]).mean())
    spoiled = table.assign(y=np.where(np.arange(200) >= 176, 900.0, values))
    assert judged(spoiled, horizon=14, origins=2, step=10)["mase"].iloc[-1] > 100


def test_weeks_days_and_hours_are_judged_with_horizons_of_their_own() -> None:
    rng = np.random.default_rng(2)
    table = pd.concat(
        [
            long("weeks", pd.date_range("2023-01-02", periods=150, freq="7D"), rng.poisson(6, 150)),
            long("days", pd.date_range("2026-01-01", periods=150), noisy(150)),
            long(
                "hours", pd.date_range("2026-03-01", periods=500, freq="h"),
                np.cos(np.arange(500) * 2 * np.pi / 12.42), "%Y-%m-%d %H:%M",
            ),
        ]
    )  # fmt: skip
    found = judged(table, origins=2)
    assert found.groupby("unique_id")["frequency"].first().to_dict() == {
        "weeks": "W", "days": "D", "hours": "H",
    }  # fmt: skip
    assert len(found) == 3 * 2 * 2
    origins = found[found["unique_id"] == "hours"]["origin"]
    end = pd.Timestamp("2026-03-01") + pd.Timedelta(hours=499)
    assert origins.max() == end - pd.Timedelta(hours=HORIZONS["H"])
    means = found.groupby(["frequency", "model"])["mase"].mean()
    # A tide of 12.42 hours is not that of a day: the naive forecast is behind, the gauge is not.
    assert means["H", "combined"] < 0.1 * means["H", "naive"]
    assert means["D", "combined"] < means["D", "naive"]


def test_bands_of_the_naive_forecast_cover_its_errors() -> None:
    parts = [
        long(f"s{n}", pd.date_range("2024-01-01", periods=300), noisy(300, n)) for n in range(20)
    ]
    found = judged(pd.concat(parts), horizon=14, models=["naive"])
    assert 0.75 < found["coverage_80"].mean() < 0.85
    assert 0.92 < found["coverage_95"].mean() < 0.98


def test_a_market_is_judged_on_its_own_days() -> None:
    days = pd.bdate_range("2026-01-05", periods=120)
    found = judged(long("gold", days, 70 + np.random.default_rng(3).normal(0, 1, 120)), horizon=5)
    assert found["mase"].notna().all()
    assert found[found["model"] == "naive"]["origin"].max() == days[-6]


def test_what_is_too_short_or_has_no_clock_is_left_out() -> None:
    few = long("few", pd.date_range("2026-01-01", periods=70), noisy(70))
    assert judged(few, horizon=28).empty
    twice = pd.concat([few, long("few", pd.date_range("2026-01-01", periods=1), [99.0])])
    assert judged(twice, horizon=7).empty
