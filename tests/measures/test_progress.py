"""Targets, projects, gauges, quotes."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.errors import UsageError
from phantich.measures import gauges, projects, quotes, targets
from phantich.measures.comparisons import compare_levels
from phantich.measures.projects import LightRule, assess, earned_time

NAN = math.nan


def test_the_path_is_the_mean_shape_of_complete_years() -> None:
    sums = np.array([[10.0, 40.0, 100.0], [10.0, 10.0, 50.0], [5.0, NAN, 90.0], [0.0, 0.0, 0.0]])
    np.testing.assert_allclose(targets.seasonal_path(sums), [15, 30, 100])
    assert np.isnan(targets.seasonal_path(sums[2:])).all()
    assert np.isnan(targets.seasonal_path(np.empty((0, 12)))).all()


PAST = np.array([[10.0, 30.0, 60.0, 100.0], [20.0, 60.0, 120.0, 200.0], [1.0, NAN, 3.0, 4.0]])


@pytest.mark.parametrize(
    ("to_date", "status"),
    [(33.1, "ahead"), (33.0, "on_path"), (27.0, "on_path"), (26.9, "behind"), (100.0, "met")],
)
def test_status_against_the_path(to_date: float, status: str) -> None:
    found = targets.progress(to_date, 100.0, 1, PAST)
    assert found.status == status
    assert (found.reached, found.expected, found.years) == (to_date, 30.0, 2)
    assert found.gap == pytest.approx(to_date - 30)
    assert found.needed == pytest.approx(max(100 - to_date, 0) / 2)


def test_the_tolerance_is_the_callers() -> None:
    assert targets.progress(26.9, 100.0, 1, PAST, tolerance=3.2).status == "on_path"
    assert targets.progress(33.1, 100.0, 1, PAST, tolerance=3.2).status == "on_path"


def test_what_cannot_be_judged_says_why() -> None:
    assert targets.progress(50.0, 100.0, 1, np.empty((0, 4))).status == "no_path"
    assert targets.progress(50.0, NAN, 1, PAST).status == "no_plan"
    assert targets.progress(NAN, 100.0, 1, PAST).status == "no_plan"
    assert targets.progress(50.0, 0.0, 1, PAST).status == "no_plan"
    late = targets.progress(90.0, 100.0, 3, PAST)
    assert math.isnan(late.needed)
    assert late.status == "behind"
    assert targets.progress(120.0, 100.0, 3, np.empty((0, 4))).status == "met"


def test_reasons_in_words() -> None:
    one = targets.progress(10.0, 100.0, 1, PAST[:1]).reason
    assert one["en"] == "behind the path of last year"
    assert one["vi"] == "chậm so với nhịp thực hiện của 1 năm trước"
    two = targets.progress(90.0, 100.0, 1, PAST).reason
    assert two["en"] == "ahead of the path of the last 2 years"
    assert two["vi"] == "vượt tiến độ so với nhịp thực hiện của 2 năm trước"
    assert targets.progress(30.0, 100.0, 1, PAST).reason["vi"].startswith("đúng nhịp")
    assert targets.progress(100.0, 100.0, 1, PAST).reason["en"] == "the annual plan has been met"
    assert "too few" in targets.progress(1.0, 100.0, 1, PAST[2:]).reason["en"]
    assert targets.progress(1.0, NAN, 1, PAST).reason["vi"] == "chưa có kế hoạch hoặc số thực hiện"


def test_schedule_and_cost_indices_of_a_worked_example() -> None:
    """Budget 100,000; after six of twelve months planned 55,000, spent 45,000, half done.

    Example of a course at UT Dallas on earned schedule (after W. Lipke): SPI 50/55, CPI 50/45.
    """
    planned = np.concatenate([np.linspace(55 / 6, 55, 6), np.linspace(62.5, 100, 6)])
    earned = np.full(12, NAN)
    earned[5] = 50.0
    cost = np.full(12, NAN)
    cost[5] = 45.0
    found = assess(planned, earned, cost)
    assert found.schedule_index == pytest.approx(0.909, abs=0.0005)
    assert found.cost_index == pytest.approx(1.111, abs=0.0005)
    # Earned schedule: 50 is reached 5/11 of the sixth month before its end.
    assert found.slip == pytest.approx(5 - (5 - 5 / (55 / 6)))
    months_earned = 6 - 5 / (55 / 6)
    assert found.finish == pytest.approx(6 * 12 / months_earned - 1)
    assert (found.light, found.reason) == ("amber", "schedule")


def test_bread_by_the_hour() -> None:
    """A textbook example: 400 loaves in 10 hours; in the 3rd hour 120 were planned (2.4 $), 80 are
    made (1.6 $) for 3 $: schedule index 0.67, cost index 0.53."""
    planned = np.arange(1, 11) * 0.8
    found = assess(planned, np.array([NAN, NAN, 1.6]), np.array([NAN, NAN, 3.0]))
    assert found.schedule_index == pytest.approx(1.6 / 2.4)
    assert found.cost_index == pytest.approx(0.533, abs=0.0005)
    assert found.slip == pytest.approx(1.0)
    assert found.finish == pytest.approx(3 * 10 / 2 - 1)


CURVE = st.lists(st.floats(0, 5), min_size=1, max_size=8).map(np.cumsum)


@given(CURVE, st.floats(0, 1), st.integers(0, 9))
def test_earned_time_is_where_the_plan_has_the_value(
    planned: np.ndarray, part: float, now: int
) -> None:
    value = float(planned[-1]) * part
    time = earned_time(planned, value, now)
    assert -1 <= time <= len(planned) - 1
    curve = np.concatenate([[0.0], planned])
    at = float(np.interp(time + 1, np.arange(len(curve)), curve))
    assert at == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(
    ("value", "now", "time"),
    [
        (0.0, 0, 0),
        (0.0, 5, 1),
        (5.0, 0, 1.5),
        (10.0, 2, 2),
        (10.0, 3, 3),
        (10.0, 9, 4),
        (99.0, 9, 5),
    ],
)
def test_a_standing_plan_is_met_at_any_time_of_its_standstill(
    value: float, now: int, time: float
) -> None:
    planned = np.array([0.0, 0.0, 10.0, 10.0, 10.0, 20.0])
    assert earned_time(planned, value, now) == time


def test_a_project_that_has_not_begun_is_late_by_the_time_gone() -> None:
    found = assess(np.array([10.0, 20.0, 30.0]), np.array([0.0, 0.0, NAN]))
    assert found.slip == 2.0
    assert found.finish == math.inf
    assert (found.light, found.reason) == ("red", "schedule")
    early = assess(np.array([0.0, 0.0, 30.0]), np.array([0.0, 0.0, NAN]))
    assert early.slip == 0.0
    assert early.finish == 2.0
    assert math.isnan(early.schedule_index)
    assert early.light == "green"


def test_a_finished_project_is_judged_at_its_finish() -> None:
    planned = np.array([10.0, 20.0, 30.0, 40.0])
    found = assess(planned, np.array([20.0, 40.0, 40.0, 40.0, 40.0]), np.arange(5.0) * 10)
    assert (found.finish, found.slip) == (1.0, -2.0)
    assert found.schedule_index == 2.0
    assert found.cost_index == 4.0
    late = assess(planned, np.array([0.0] * 5 + [40.0]))
    assert (late.finish, late.slip) == (5.0, 2.0)
    assert late.schedule_index == 1.0
    small = assess(np.array([0.2, 0.5]), np.array([0.2]))
    assert (small.schedule_index, small.light) == (1.0, "green")
    assert (late.light, late.reason) == ("amber", "slip")
    assert math.isnan(late.cost_index)


@pytest.mark.parametrize(
    ("done", "rule", "land", "light"),
    [
        (80.0, None, NAN, ("amber", "schedule")),
        (79.9, None, NAN, ("red", "schedule")),
        (95.0, None, NAN, ("green", "none")),
        (94.9, None, NAN, ("amber", "schedule")),
        (95.0, LightRule(amber_slip=0.05), NAN, ("amber", "slip")),
        (95.0, LightRule(red_slip=0.05), NAN, ("red", "slip")),
        (95.0, LightRule(amber_slip=0.5), NAN, ("green", "none")),
        (95.0, LightRule(amber_schedule=0.96), NAN, ("amber", "schedule")),
        (95.0, LightRule(red_schedule=0.96), NAN, ("red", "schedule")),
        (95.0, None, 49.9, ("amber", "land")),
        (95.0, None, 50.0, ("green", "none")),
    ],
)
def test_the_traffic_light_follows_its_rule(
    done: float, rule: LightRule | None, land: float, light: tuple[str, str]
) -> None:
    planned = np.array([10.0, 20.0, 200.0]) * 5
    found = assess(planned * 2, np.array([50.0, done * 2]), land_share=land * 0.2, rule=rule)
    assert (found.light, found.reason) == light


@pytest.mark.parametrize(
    ("now", "light"),
    [(2, ("green", "none")), (3, ("amber", "slip")), (7, ("amber", "slip")), (8, ("red", "slip"))],
)
def test_the_default_limits_of_a_slip_are_one_and_six_periods(
    now: int, light: tuple[str, str]
) -> None:
    """The plan crawls, so that the schedule index stays high while the time slips away."""
    planned = np.arange(991.0, 1001.0)
    earned = np.full(10, NAN)
    earned[now] = planned[1]
    found = assess(planned, earned)
    assert found.slip == now - 1
    assert (found.light, found.reason) == light


def test_without_a_plan_there_is_no_light() -> None:
    for planned, earned in (
        (np.array([]), np.array([1.0])),
        (np.array([0.0, 0.0]), np.array([1.0])),
        (np.array([1.0]), np.array([NAN])),
    ):
        found = assess(planned, earned)
        assert (found.light, found.reason) == ("unknown", "no_plan")
        assert np.isnan([found.schedule_index, found.cost_index, found.slip, found.finish]).all()
    for planned in ([1.0, NAN], [2.0, 1.0]):
        with pytest.raises(UsageError, match="no gap and never falls"):
            assess(np.array(planned), np.array([1.0]))


def test_curves_shares_and_sources() -> None:
    np.testing.assert_allclose(projects.s_curve(np.array([1.0, 3.0, 4.0])), [12.5, 50, 100])
    np.testing.assert_allclose(projects.s_curve(np.array([1.0, NAN, 4.0]), 10), [10, NAN, NAN])
    np.testing.assert_allclose(projects.clearance_share(np.array([3.0]), np.array([12.0])), [25])
    each, whole = projects.capital_by_source(np.array([5.0, 1.0, NAN]), np.array([10.0, 30.0, 9.0]))
    np.testing.assert_allclose(each, [50, 100 / 30, NAN])
    assert whole == 15.0


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


def daily(first: str, last: str, price: float, name: str = "gold") -> pd.DataFrame:
    days = pd.date_range(first, last, freq="D")
    return pd.DataFrame({"unique_id": name, "ds": days, "y": price})


def test_a_month_is_the_mean_of_its_quoted_days() -> None:
    twice = pd.DataFrame(
        {"unique_id": "gold", "ds": ["2024-01-05T09:00", "2024-01-05T17:00"], "y": [0.0, 300.0]}
    )
    quoted = daily("2024-01-01", "2024-01-10", 100.0)
    table = pd.concat([quoted, twice.assign(ds=pd.to_datetime(twice["ds"]))])
    short = daily("2024-02-01", "2024-02-09", 5.0)
    table = pd.concat([table, short, daily("2024-03-01", "2024-03-10", 150.0)])
    prices = quotes.monthly_prices(table)
    np.testing.assert_allclose(prices.row("gold"), [110.0, NAN, 150.0])
    assert prices.starts[0] == pd.Timestamp("2024-01-01")
    np.testing.assert_allclose(quotes.monthly_prices(table, 9).row("gold")[1], 5.0)


def test_quotes_get_all_comparisons() -> None:
    table = pd.concat(
        daily(f"{year}-{month:02d}-01", f"{year}-{month:02d}-20", 10.0 * year - 20000 + month, name)
        for year in (2023, 2024)
        for month in range(1, 13)
        for name in ("gold", "usd")
    )
    prices, found = quotes.compare_quotes(table, base="2023")
    expected = compare_levels(prices)
    assert list(found) == [*expected, "vs_base"]
    for name, values in expected.items():
        np.testing.assert_array_equal(found[name], values)
    np.testing.assert_allclose(found["vs_base"][:, :12].mean(axis=1), [100, 100])
    assert found["vs_base"][0, 0] == pytest.approx(100 * 231 / 236.5)
    _, other = quotes.compare_quotes(table, method="hicp", fewest_days=21)
    assert "vs_base" not in other
    assert other["yoy"].size == 0
    _, averages = quotes.compare_quotes(table, method="hicp")
    hicp = compare_levels(prices, "hicp")["ytd_average"]
    np.testing.assert_array_equal(averages["ytd_average"], hicp)
    with pytest.raises(UsageError, match="lies outside"):
        quotes.compare_quotes(table, base="2019")
