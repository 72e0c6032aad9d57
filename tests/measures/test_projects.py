"""Projects: schedule and cost indices, earned time, the traffic light."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.errors import UsageError
from phantich.measures import projects
from phantich.measures.projects import LightRule, assess, earned_time

NAN = math.nan


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
