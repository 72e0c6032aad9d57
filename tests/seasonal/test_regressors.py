"""Tết regressors: sums, means, agreement with the calendar, other frequencies."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.calendar import tet_share
from phantich.errors import UsageError
from phantich.seasonal.regressors import WINDOWS, tet_regressors, tet_shares


@given(
    year=st.integers(1990, 2050),
    frequency=st.sampled_from(["M", "Q", "W-SUN", "D"]),
)
def test_shares_of_a_year_add_up_to_one(year: int, frequency: str) -> None:
    periods = pd.period_range(f"{year}-01-01", f"{year}-12-31", freq=frequency)
    # Weeks cut across the turn of the year, no window of Tết does.
    assert tet_shares(periods).sum().tolist() == pytest.approx([1.0, 1.0])


@given(year=st.integers(1990, 2050), month=st.integers(1, 12))
def test_months_agree_with_the_calendar(year: int, month: int) -> None:
    text = f"{year}-{month:02d}"
    shares = tet_shares(pd.PeriodIndex([text], freq="M")).iloc[0]
    for name, (first, last) in WINDOWS.items():
        assert shares[name] == pytest.approx(tet_share(text, first, last))


def test_each_calendar_month_has_mean_zero_over_the_long_run() -> None:
    periods = pd.period_range("1995-01", "2048-12", freq="M")
    means = tet_regressors(periods).groupby(periods.month).mean()
    assert np.abs(means.to_numpy()).max() < 1e-12


@given(start=st.integers(0, 600), length=st.integers(1, 60))
def test_a_stretch_is_cut_from_the_whole(start: int, length: int) -> None:
    whole = pd.period_range("1990-01", "2050-12", freq="M")
    part = whole[start : start + length]
    pd.testing.assert_frame_equal(tet_regressors(part), tet_regressors(whole).loc[part])


def test_by_hand() -> None:
    """Tết of 2019 is 5 February: 21 January…4 February before it, 11 of 15 days in January."""
    shares = tet_shares(pd.period_range("2019-01", "2019-03", freq="M"))
    assert shares["tet_pre"].tolist() == pytest.approx([11 / 15, 4 / 15, 0])
    # 12…26 February.
    assert shares["tet_post"].tolist() == pytest.approx([0, 1, 0])
    week = tet_shares(pd.PeriodIndex(["2019-01-28/2019-02-03"], freq="W-SUN"))
    assert week["tet_pre"].tolist() == pytest.approx([7 / 15])


def test_quarters_need_none() -> None:
    quarters = pd.period_range("1990Q1", "2050Q4", freq="Q")
    assert np.abs(tet_regressors(quarters).to_numpy()).max() == 0.0


def test_outside_the_known_years_and_frequencies() -> None:
    with pytest.raises(UsageError, match="1990 to 2050"):
        tet_shares(pd.period_range("1989-12", "1990-02", freq="M"))
    with pytest.raises(UsageError, match="months and quarters"):
        tet_regressors(pd.period_range("2020-01-01", "2020-02-01", freq="D"))
    assert tet_shares(pd.PeriodIndex([], freq="M")).empty
