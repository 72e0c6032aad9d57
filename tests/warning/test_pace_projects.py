"""Plans in danger, and the lights of projects."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from phantich.forecast.odds import year_end_odds
from phantich.forecast.yearpaths import YearPaths
from phantich.warning.flag import Flag
from phantich.warning.pace import pace_flags, pace_severity
from phantich.warning.projects import Project, light_of, project_flag


def base(name: str, rule: str = "pace") -> Flag:
    return Flag(
        series=name, period="2024-09", frequency="M", rule=rule, version="1.0",  # type: ignore[arg-type]
        severity="info", name_vi=name, unit="%",
    )  # fmt: skip


def paths(reached: list[float], place: int = 8) -> YearPaths:
    """Nine past years whose money comes late in the year, ending around 103 of 100 planned."""
    rng = np.random.default_rng(3)
    units, years = len(reached), 10
    shape = np.array([1, 2, 4, 5, 6, 8, 8, 9, 9, 12, 14, 22], dtype=float)
    months = shape * rng.gamma(40, 1 / 40, (units, years, 12))
    total = 103 * rng.lognormal(0, 0.1, (units, years, 1))
    sums = months.cumsum(axis=2) * total / months.sum(axis=2, keepdims=True)
    sums[:, -1, : place + 1] *= (np.array(reached) / sums[:, -1, place])[:, None]
    sums[:, -1, place + 1 :] = np.nan
    ids = pd.Index([f"u{i}" for i in range(units)])
    return YearPaths(ids, 2015, sums, np.full((units, years), 100.0))


def test_a_unit_on_its_path_is_not_late_although_the_straight_line_says_so() -> None:
    # Past years had 52 of 100 by September; the straight line asks for 75.
    table = paths([52.0, 52.0, 53.0, 51.5, 25.0, 52.5, 52.0, 53.0])
    flags = pace_flags([base(f"u{i}") for i in range(8)], year_end_odds(table, reach=0.9))
    assert [flag.series for flag in flags] == ["u4"]
    late = flags[0]
    assert late.severity in {"warning", "serious"}
    assert late.observed == pytest.approx(25.0)
    assert late.expected < 80
    assert late.evidence["miss"] == 99
    assert "không đạt 90% kế hoạch là 99%" in late.text_vi


def test_needed_amount_is_told_with_its_unit() -> None:
    odds = year_end_odds(paths([25.0, 52.0, 51.0, 53.0, 52.0, 52.0]))
    flag = pace_flags([base(f"u{i}") for i in range(6)], odds, unit="tỷ đồng|billion dong")[0]
    # 75 of 100 are left for the three months after September.
    assert flag.evidence["needed"] == pytest.approx(25.0)
    assert "mỗi kỳ còn lại cần 25 tỷ đồng" in flag.text_vi
    assert "needs 25 billion dong" in flag.text_en


def test_nothing_is_said_in_the_first_quarter() -> None:
    table = paths([1.0] * 6, place=2)
    assert pace_flags([base(f"u{i}") for i in range(6)], year_end_odds(table)) == []


@pytest.mark.parametrize(
    ("miss", "shortfall", "expected"),
    [
        (0.96, 10, "serious"), (0.85, 10, "warning"), (0.65, 10, "watch"),
        (0.96, 6, "warning"), (0.96, 3, "watch"), (0.96, 1, None), (0.59, 50, None),
    ],
)  # fmt: skip
def test_limits_of_the_chance(miss: float, shortfall: float, expected: str | None) -> None:
    assert pace_severity(miss, shortfall) == expected


PLANNED = np.array([5.0, 15.0, 30.0, 50.0, 70.0])


@pytest.mark.parametrize(
    ("earned", "more", "light", "cause"),
    [
        # The last is compared with 70: 68 is 97 %, 64 is 91 %, 52 is 74 %.
        ([5, 15, 30, 50, 68], {}, "green", ""),
        ([5, 15, 30, 50, 64], {}, "amber", "schedule"),
        ([5, 15, 30, 50, 52], {}, "red", "schedule"),
        ([5, 15, 30, 50, 70], {"land": 60.0}, "amber", "land"),
        ([5, 15, 30, 50, 70], {"land": 75.0}, "green", ""),
        ([5, 15, 30, 50, 70], {"capital": 91.0}, "amber", "capital"),
        ([5, 15, 30, 50, 70], {"capital": 89.0}, "green", ""),
        ([math.nan] * 5, {}, "unknown", ""),
    ],
)
def test_lights_follow_the_stated_rule(
    earned: list[float], more: dict[str, float], light: str, cause: str
) -> None:
    verdict = light_of(Project(PLANNED, np.array(earned, dtype=float), **more))
    assert (verdict.light, verdict.cause) == (light, cause)


def test_a_plan_that_falls_or_has_gaps_gives_no_light() -> None:
    for plan in (PLANNED[::-1], np.array([5.0, math.nan]), np.array([])):
        assert light_of(Project(plan, np.full(len(plan), 5.0))).light == "unknown"


def test_a_project_is_flagged_with_its_numbers() -> None:
    late = Project(PLANNED, np.array([5, 15, 20, 25, 30.0]), land=55.0)
    flag = project_flag(base("Cầu Nguyễn Trãi", "projects"), late)
    assert flag is not None
    # 30 of 70 are 43 %: under half.
    assert (flag.severity, flag.observed, flag.expected) == ("serious", 30.0, 70.0)
    assert "thực hiện 30% so với kế hoạch 70%" in flag.text_vi
    assert "bàn giao mặt bằng 55%" in flag.text_vi
    assert flag.text_vi.endswith("Chậm so với đường kế hoạch.")
    assert project_flag(base("x", "projects"), Project(PLANNED, PLANNED)) is None
