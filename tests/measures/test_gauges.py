"""Gauges: hours above a level, gaps, first crossings."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.errors import UsageError
from phantich.measures import gauges

NAN = math.nan


def readings(values: list[float], minutes: list[int]) -> tuple[pd.DatetimeIndex, np.ndarray]:
    start = pd.Timestamp("2026-10-01")
    return pd.DatetimeIndex([start + pd.Timedelta(minutes=m) for m in minutes]), np.array(values)


def naive_hours(values: list[float], minutes: list[int], level: float, gap: int) -> float:
    """Fine steps along the straight pieces."""
    total, steps = 0.0, 4000
    for i in range(len(values) - 1):
        length = minutes[i + 1] - minutes[i]
        if length <= gap:
            along = (np.arange(steps) + 0.5) / steps
            heights = values[i] + (values[i + 1] - values[i]) * along
            total += length / 60 * float((heights >= level).mean())
    return total


@given(
    st.lists(st.tuples(st.floats(0, 5), st.integers(1, 200)), min_size=2, max_size=8),
    st.floats(0, 5),
)
def test_hours_above_a_level(points: list[tuple[float, int]], level: float) -> None:
    values = [value for value, _ in points]
    minutes = np.cumsum([step for _, step in points]).tolist()
    found = gauges.report(*readings(values, minutes), np.array([level]), pd.Timedelta("2h"))
    wanted = naive_hours(values, minutes, level, 120)
    assert found.hours_above[0] == pytest.approx(wanted, abs=0.02)
    steps = np.diff(minutes) / 60
    assert found.covered_hours == pytest.approx(steps[steps <= 2].sum())
    assert found.missing_hours == pytest.approx(steps[steps > 2].sum())
    assert found.highest == max(values)
    assert found.last == values[-1]


def test_a_report_by_hand() -> None:
    times, values = readings([1.0, 3.0, NAN, 3.0, 0.0, 2.0], [0, 60, 90, 120, 180, 600])
    levels = np.array([2.0, 3.0, 9.0, 0.5])
    found = gauges.report(times, values, levels, pd.Timedelta("60min"))
    np.testing.assert_allclose(found.hours_above, [0.5 + 1 + 1 / 3, 1.0, 0, 2 + 5 / 6])
    assert found.crossings[0] == pd.Timestamp("2026-10-01 00:30")
    assert found.crossings[1] == pd.Timestamp("2026-10-01 01:00")
    assert pd.isna(found.crossings[2])
    assert found.crossings[3] == pd.Timestamp("2026-10-01")
    assert (found.highest, found.highest_at) == (3.0, pd.Timestamp("2026-10-01 01:00"))
    assert (found.last, found.last_at) == (2.0, pd.Timestamp("2026-10-01 10:00"))
    assert (found.covered_hours, found.missing_hours) == (3.0, 7.0)
    assert found.gaps == ((pd.Timestamp("2026-10-01 03:00"), pd.Timestamp("2026-10-01 10:00")),)


def test_a_level_reached_after_a_gap_is_dated_by_its_reading() -> None:
    times, values = readings([1.0, 3.0], [0, 600])
    found = gauges.report(times, values, np.array([2.0]), pd.Timedelta("1h"))
    assert found.crossings[0] == pd.Timestamp("2026-10-01 10:00")
    single = gauges.report(times[:1], values[:1], np.array([1.0]), pd.Timedelta("1h"))
    assert single.hours_above.tolist() == [0]
    assert single.gaps == ()


@pytest.mark.parametrize(("values", "minutes"), [([NAN], [0]), ([1, 2], [60, 0]), ([1, 2], [5, 5])])
def test_readings_must_be_there_and_in_order(values: list[float], minutes: list[int]) -> None:
    with pytest.raises(UsageError, match="readings in order of time"):
        gauges.report(*readings(values, minutes), np.array([1.0]), pd.Timedelta("1h"))
