"""Periods of every frequency: their ends, neighbours, names, and which one is due."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.brief import periods, timeliness

YEARS = st.integers(1990, 2100)
REGULAR = st.one_of(
    st.builds(lambda y, m: f"{y}-{m:02d}", YEARS, st.integers(1, 12)),
    st.builds(lambda y, q: f"{y}-Q{q}", YEARS, st.integers(1, 4)),
    st.builds(lambda y, s: f"{y}-S{s}", YEARS, st.integers(1, 2)),
    st.builds(str, YEARS),
)


@given(REGULAR)
def test_a_year_is_made_of_the_periods_before_it(period: str) -> None:
    count = {"M": 12, "Q": 4, "S": 2, "A": 1}[periods.frequency(period)]
    found = period
    for _ in range(count):
        before = periods.before(found)
        assert before is not None
        assert periods.end(before) < periods.end(found)
        found = before
    assert found == periods.year_before(period)


@given(REGULAR, st.integers(0, 30))
def test_a_period_lags_by_as_many_as_lie_between(period: str, back: int) -> None:
    month = periods.end(period)[:7]
    old = period
    for _ in range(back):
        old = periods.before(old) or old
    assert timeliness.due(periods.frequency(period), month) == period
    assert timeliness.lag(old, month) == back


@pytest.mark.parametrize(
    ("letter", "month", "period"),
    [
        ("Q", "2026-02", "2025-Q4"),
        ("Q", "2026-03", "2026-Q1"),
        ("S", "2026-05", "2025-S2"),
        ("A", "2026-12", "2026"),
        ("C", "2026-04", "2025-TD"),
        ("C", "2026-05", "2026-DX"),
        ("W", "2026-01", "2026-W04"),
        ("D", "2026-02", "2026-02-28"),
    ],
)
def test_what_is_due_by_the_end_of_a_month(letter: str, month: str, period: str) -> None:
    assert timeliness.due(letter, month) == period


@pytest.mark.parametrize(
    ("period", "vi", "en"),
    [
        ("2026-Q3", "quý III năm 2026", "the third quarter of 2026"),
        ("2026-S1", "6 tháng đầu năm 2026", "the first half of 2026"),
        ("2025", "năm 2025", "2025"),
        ("2026-10-31", "ngày 31/10/2026", "31 October 2026"),
        ("2026-10-31T07", "7 giờ ngày 31/10/2026", "7:00 on 31 October 2026"),
        ("2026-DX", "vụ đông xuân năm 2026", "the winter-spring crop of 2026"),
        ("2026-W43", "tuần 43 năm 2026", "week 43 of 2026"),
    ],
)
def test_periods_are_named_in_words(period: str, vi: str, en: str) -> None:
    assert periods.name(period).plain("vi") == vi
    assert periods.name(period).plain("en") == en


def test_what_a_year_to_date_covers() -> None:
    spans = {p: periods.span(p).plain() for p in ("2026-Q3", "2026-S2", "2026-10", "2025")}
    assert spans == {
        "2026-Q3": "9 tháng",
        "2026-S2": "cả năm",
        "2026-10": "10 tháng",
        "2025": "cả năm",
    }
