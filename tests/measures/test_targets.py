"""Annual targets: the path of past years, and where a year stands on it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from phantich.measures import targets

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
