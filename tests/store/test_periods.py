"""First and last days, checked against the calendar."""

from __future__ import annotations

import datetime as dt

import pytest

from phantich.store.periods import bounds

D = dt.date


@pytest.mark.parametrize(
    ("period", "frequency", "first", "last"),
    [
        ("2024-02", "M", D(2024, 2, 1), D(2024, 2, 29)),
        ("2026-Q4", "Q", D(2026, 10, 1), D(2026, 12, 31)),
        ("2026-S1", "S", D(2026, 1, 1), D(2026, 6, 30)),
        ("2026", "A", D(2026, 1, 1), D(2026, 12, 31)),
        ("2026-DX", "C", D(2026, 1, 1), D(2026, 12, 31)),
        ("2020-W53", "W", D(2020, 12, 28), D(2021, 1, 3)),
        ("2026-10-05", "D", D(2026, 10, 5), D(2026, 10, 5)),
        ("2026-10-05", "I", D(2026, 10, 5), D(2026, 10, 5)),
        ("2026-10-05T13", "H", D(2026, 10, 5), D(2026, 10, 5)),
    ],
)
def test_bounds(period: str, frequency: str, first: D, last: D) -> None:
    assert bounds(period, frequency) == (first, last)


@pytest.mark.parametrize(("period", "frequency"), [("2026-02-30", "D"), ("2025-W53", "W")])
def test_a_period_that_does_not_exist(period: str, frequency: str) -> None:
    with pytest.raises(ValueError, match=r"day|week"):
        bounds(period, frequency)
