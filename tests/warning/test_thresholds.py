"""Legal levels: hysteresis, the hold of a tidal day, time to crossing."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.catalog.levels import levels_of
from phantich.errors import UsageError
from phantich.warning.flag import Flag
from phantich.warning.intake import read_grid
from phantich.warning.levels import Hold, hold_of, risk, risks
from phantich.warning.readings import level_rows
from phantich.warning.thresholds import gauge_flags, hours_to, messages, rate_now, states

LEVELS = np.array([1.8, 1.9, 2.0])
HOLD = Hold(unit="m", margin=0.1, hold_hours=25)


def hours(count: int) -> pd.DatetimeIndex:
    return pd.date_range("2026-10-01", periods=count, freq="h")


def tide(hours_: int, seed: int = 0) -> np.ndarray:
    """A river with the four great constituents of Cần Thơ, an autumn flood and weather."""
    rng = np.random.default_rng(seed)
    at = np.arange(hours_)
    waves = ((12.4206, 0.62), (12.0, 0.24), (23.9345, 0.30), (25.8193, 0.22))
    level = sum(a * np.cos(2 * np.pi * at / p + rng.uniform(0, 6)) for p, a in waves)
    flood = 0.38 * np.cos(2 * np.pi * at / 8766)
    weather = np.convolve(rng.normal(size=hours_ + 47), np.ones(48) / 48, mode="valid")
    return level + flood + 0.5 * weather + 0.02 * rng.normal(size=hours_)


def test_a_tidal_river_sends_few_messages_and_none_late() -> None:
    values, times = tide(2 * 8766), hours(2 * 8766)
    level = np.array([np.quantile(values, 1 - 954 / 8766)])
    plain = messages(states(times, values, level, Hold(hold_hours=1e-9)))
    found = states(times, values, level, HOLD)
    assert len(plain) / 2 > 300
    assert len(messages(found)) / 2 <= 80
    assert not ((values >= level) & (found == 0)).any()


@given(st.lists(st.floats(0, 3), min_size=1, max_size=80), st.integers(0, 2))
def test_a_level_is_never_told_late(values: list[float], margin: int) -> None:
    readings = np.array(values)
    found = states(hours(len(values)), readings, LEVELS, Hold(margin=margin / 10))
    reached = (readings[:, None] >= LEVELS).sum(axis=1)
    assert (found >= reached).all()
    # Nothing is told that was not reached before.
    assert (found <= np.maximum.accumulate(reached)).all()
    steps = [m.step if m.kind == "reached" else -1 for m in messages(found)]
    assert len(steps) == (np.diff(np.concatenate([[0], found])) != 0).sum()


def test_the_release_comes_a_tidal_day_after_the_last_high_reading() -> None:
    values = np.full(60, 1.0)
    values[[3, 10]] = 1.85, 1.75  # 1.75 lies within the margin under alarm I
    found = states(hours(60), values, LEVELS, HOLD)
    assert (found[:3] == 0).all()
    assert (found[3:35] == 1).all()
    assert (found[35:] == 0).all()


def test_without_readings_nothing_is_over() -> None:
    values = np.full(60, 1.0)
    values[3] = 1.95
    values[10:50] = np.nan
    found = states(hours(60), values, LEVELS, HOLD)
    assert (found[3:] == 2).all()


def test_daily_readings_are_released_after_two_days() -> None:
    times = pd.date_range("2026-03-01", periods=6, freq="D")
    found = states(times, np.array([2.0, 4.5, 3.0, 3.0, 3.0, 3.0]), np.array([4.0]), hold_of("‰"))
    assert found.tolist() == [0, 1, 1, 0, 0, 0]


def test_rising_levels_and_times_are_needed() -> None:
    with pytest.raises(UsageError, match="rising levels"):
        states(hours(2), np.zeros(2), LEVELS[::-1], HOLD)
    with pytest.raises(UsageError, match="order of time"):
        states(hours(2)[::-1], np.zeros(2), LEVELS, HOLD)


def test_the_time_to_a_crossing_at_the_present_rate() -> None:
    values = np.array([1.0, 1.1, 1.2, 1.3])
    rate = rate_now(hours(4), values)
    assert rate == pytest.approx(0.1)
    assert hours_to(1.3, 1.8, rate) == pytest.approx(5.0)
    assert np.isnan(rate_now(hours(2), values[:2]))
    assert np.isnan(hours_to(1.3, 9.0, rate))


def test_a_gauge_tells_the_highest_level_and_what_lies_ahead() -> None:
    levels = levels_of("x", "Trạm Cần Thơ (sông Hậu)", "cm", dt.date(2026, 10, 1))
    assert levels is not None
    base = Flag(
        series="can_tho", period="", frequency="H", rule="threshold", version="1.0",
        severity="info", name_vi="Mực nước trạm Cần Thơ", name_en="Water level at Cần Thơ",
        unit="cm",
    )  # fmt: skip
    values = np.array([150.0, 182, 192, 150] + [150.0] * 40 + [150, 158, 166, 174])
    reached, ahead = gauge_flags(base, hours(48), values, levels, pd.Timestamp("2026-10-01"))
    assert (reached.template, reached.severity, reached.observed) == (
        "threshold_reached", "warning", 192.0,
    )  # fmt: skip
    assert reached.period == "2026-10-01T02"
    assert "05/2020" in reached.legal_source
    assert reached.text_vi.replace("\xa0", " ") == (
        "Mực nước trạm Cần Thơ: 02 giờ ngày 01/10/2026 đạt báo động II (190 cm), cao nhất 192 cm; "
        "số đợt trong kỳ: 1."
    )
    assert (ahead.severity, ahead.evidence["hours"]) == ("watch", pytest.approx(0.75))
    assert gauge_flags(base, hours(48), values, levels, pd.Timestamp("2026-11-01")) == []
    values[5] = 201
    assert (
        gauge_flags(base, hours(48), values, levels, pd.Timestamp("2026-10-01"))[0].severity
        == "serious"
    )


def test_any_table_is_read_against_levels() -> None:
    frame = pd.DataFrame({"unique_id": "sông", "ds": hours(2 * 8766), "y": tide(2 * 8766)})
    level = float(frame["y"].quantile(1 - 954 / 8766))
    rows = level_rows(read_grid(frame, "H"), [level], last=None)
    told = rows[rows["text_vi"] != ""]
    assert len(rows) == 2 * 8766
    assert len(told) / 2 <= 80
    assert (rows["score"] >= (rows["y"] >= level)).all()
    first = told.iloc[0]
    assert bool(first["flag"])
    assert (first["severity"], first["rule"]) == ("warning", "threshold")
    assert "đạt mức I" in first["text_vi"]
    released = told[~told["flag"].astype(bool)].iloc[0]
    assert released["severity"] == "info"
    assert "for a tidal day" in released["text_en"]
    newest = level_rows(read_grid(frame, "H"), [level], last=24)
    pd.testing.assert_frame_equal(newest, rows.tail(24).reset_index(drop=True))


def test_levels_that_fall_and_months_are_refused() -> None:
    days = pd.DataFrame({"unique_id": "a", "ds": hours(30), "y": np.ones(30)})
    with pytest.raises(UsageError, match="levels rise"):
        level_rows(read_grid(days, "H"), [2.0, 1.0])
    months = pd.DataFrame({"unique_id": "a", "ds": ["2026-01-01", "2026-02-01"], "y": [1.0, 2.0]})
    with pytest.raises(UsageError, match="hours, days or weeks"):
        level_rows(read_grid(months, "M"), [2.0])


def test_colours_of_risk_are_those_of_the_decision() -> None:
    # Decision 18/2021/QĐ-TTg, Article 4.3.
    assert [step.colour_en for step in risks().steps] == [
        "light blue", "light yellow", "orange", "red", "purple",
    ]  # fmt: skip
    assert risk(3).name == "rủi ro lớn"
    with pytest.raises(UsageError, match="the law knows 1 to 5"):
        risk(6)
