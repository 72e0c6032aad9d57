"""The published comparisons against plain loops, by calendar."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from phantich.measures import comparisons as c
from phantich.measures.panel import Panel

SERIES = arrays(
    float,
    st.tuples(st.integers(1, 3), st.integers(1, 40)),
    elements=st.one_of(st.floats(0.5, 200), st.just(np.nan), st.just(0.0), st.floats(-9, -1)),
)
SEASONS = st.sampled_from([12, 4, 2])


def ratio(above: float, below: float) -> float:
    return 100 * above / below if below > 0 else math.nan


def naive_ytd(y: list[float], first: int, seasons: int, t: int) -> list[float] | None:
    """The year's figures up to t, or None where the series begins after January."""
    begin = t - (first + t) % seasons
    return None if begin < 0 else y[begin : t + 1]


def geometric(values: list[float]) -> float:
    if any(math.isnan(v) or v < 0 for v in values):
        return math.nan
    if 0 in values:
        return 0.0
    return math.exp(sum(map(math.log, values)) / len(values))


@given(SERIES, st.integers(1, 15))
def test_on_lag(y: np.ndarray, lag: int) -> None:
    wanted = [
        [ratio(row[t], row[t - lag]) if t >= lag else math.nan for t in range(len(row))]
        for row in y.tolist()
    ]
    np.testing.assert_allclose(c.on_lag(y, lag), wanted, rtol=1e-12)


@pytest.mark.parametrize("lag", [0, -1])
def test_a_lag_looks_back(lag: int) -> None:
    with pytest.raises(ValueError, match=f"lag {lag} is not positive"):
        c.on_lag(np.ones(3), lag)


@given(SERIES, SEASONS, st.data())
def test_year_comparisons_agree_with_loops(
    y: np.ndarray, seasons: int, data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, seasons - 1))
    december, sums = np.full(y.shape, np.nan), np.full(y.shape, np.nan)
    gso, hicp = np.full(y.shape, np.nan), np.full(y.shape, np.nan)
    for i, row in enumerate(y.tolist()):
        for t in range(len(row)):
            place = t - (first + t) % seasons - 1
            if place >= 0:
                december[i, t] = ratio(row[t], row[place])
            year = naive_ytd(row, first, seasons, t)
            if year is None:
                continue
            sums[i, t] = sum(year)
            if t - len(year) + 1 - seasons >= 0:
                months = range(t - len(year) + 1, t + 1)
                gso[i, t] = geometric([ratio(row[m], row[m - seasons]) for m in months])
                hicp[i, t] = ratio(sum(year), sum(row[m - seasons] for m in months))
    np.testing.assert_allclose(c.on_year_end(y, first, seasons), december, rtol=1e-12)
    np.testing.assert_allclose(c.year_to_date(y, first, seasons), sums, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(c.average_to_date(y, first, seasons), gso, rtol=1e-9)
    averages = c.average_to_date(y, first, seasons, "hicp")
    np.testing.assert_allclose(averages, hicp, rtol=1e-6, atol=1e-9)


@given(SERIES, st.data())
def test_blocks_and_windows_agree_with_loops(y: np.ndarray, data: st.DataObject) -> None:
    seasons = data.draw(SEASONS)
    span = data.draw(st.sampled_from([s for s in (1, 2, 3, 4, 6, 12) if seasons % s == 0]))
    first = data.draw(st.integers(0, seasons - 1))
    method = data.draw(st.sampled_from(["gso", "hicp"]))
    rolling = np.full(y.shape, np.nan)
    for i, row in enumerate(y.tolist()):
        for t in range(span - 1 + seasons, len(row)):
            window = range(t - span + 1, t + 1)
            rolling[i, t] = (
                geometric([ratio(row[m], row[m - seasons]) for m in window])
                if method == "gso"
                else ratio(sum(row[m] for m in window), sum(row[m - seasons] for m in window))
            )
    found = c.rolling_average(y, span, seasons, method)
    np.testing.assert_allclose(found, rolling, rtol=1e-6, atol=1e-9)
    ends = np.array([(first + t) % span == span - 1 for t in range(y.shape[1])])
    block = c.span_average(y, first, span, seasons, method)
    np.testing.assert_allclose(block, np.where(ends, rolling, np.nan), rtol=1e-6, atol=1e-9)


def test_the_defaults_are_the_quarter_and_the_twelve_month_rate() -> None:
    y = np.linspace(100, 130, 27)[None]
    np.testing.assert_array_equal(c.span_average(y, 0), c.span_average(y, 0, 3, 12, "gso"))
    np.testing.assert_array_equal(c.rolling_average(y), c.rolling_average(y, 12, 12, "hicp"))
    assert np.isfinite(c.span_average(y, 0)[0]).sum() == 5


def test_averages_of_a_gso_release() -> None:
    """Yearly indices of the total 2024-01…03, and the average printed for the first quarter.

    General Statistics Office, socio-economic situation in the first quarter of 2024: January
    103.37, February 103.98, March 103.97; average of the quarter 103.77.
    """
    found = c.mean_index_to_date(np.array([[103.37, 103.98, 103.97]]), first_season=0)
    assert found[0].round(2).tolist() == [103.37, 103.67, 103.77]


@pytest.mark.parametrize("method", ["gso", "hicp"])
@pytest.mark.parametrize(
    ("frequency", "names"),
    [
        ("M", ["yoy", "mom", "vs_december", "ytd_average"]),
        ("Q", ["yoy", "qoq", "vs_december", "ytd_average"]),
        ("S", ["yoy", "mom", "vs_december", "ytd_average"]),
        ("A", ["yoy"]),
    ],
)
def test_all_comparisons_at_once(
    monkeypatch: pytest.MonkeyPatch, frequency: str, names: list[str], method: str
) -> None:
    monkeypatch.setattr(c, "_BLOCK", 90)
    y = np.random.default_rng(3).uniform(80, 120, (7, 30))
    y[2, 4] = np.nan
    panel = Panel(pd.RangeIndex(7), y, 41, frequency)  # type: ignore[arg-type]
    found = c.compare_levels(panel, method)  # type: ignore[arg-type]
    assert list(found) == names
    seasons, first = panel.seasons, panel.first_season
    np.testing.assert_array_equal(found["yoy"], c.on_lag(y, seasons))
    if seasons > 1:
        np.testing.assert_array_equal(found[names[1]], c.on_lag(y, 1))
        np.testing.assert_array_equal(found["vs_december"], c.on_year_end(y, first, seasons))
        average = c.average_to_date(y, first, seasons, method)  # type: ignore[arg-type]
        np.testing.assert_array_equal(found["ytd_average"], average)


def test_an_empty_panel_has_empty_comparisons() -> None:
    found = c.compare_levels(Panel(pd.Index([]), np.empty((0, 0)), 0))
    assert found["yoy"].shape == (0, 0)


def test_averages_by_hand() -> None:
    """Yearly indices 102, 104.04, 103.02: geometric mean of the last two 100·√(1.0404·1.0302)."""
    y = np.array([100.0, 100.0, 100.0, 102.0, 104.04, 103.02])
    found = c.rolling_average(y, span=2, seasons=3, method="gso")
    assert found[4:] == pytest.approx([103.015, 100 * np.sqrt(1.0404 * 1.0302)], abs=5e-5)
    assert np.isnan(found[:4]).all()
    arithmetic = c.rolling_average(y, span=2, seasons=3)
    np.testing.assert_allclose(arithmetic[4:], [103.02, 103.53])
    ends = c.span_average(y, first_season=0, span=3, seasons=3, method="hicp")
    np.testing.assert_allclose(ends, [np.nan] * 5 + [309.06 / 3])
    np.testing.assert_allclose(c.rolling_average(y, 3, 3, "hicp")[5], 309.06 / 3)


def test_whole_numbers_become_fractions() -> None:
    whole = np.array([3, 4, 5, 6])
    np.testing.assert_allclose(c.on_lag(whole, 1), [np.nan, 400 / 3, 125, 120])
    np.testing.assert_allclose(c.year_to_date(whole, 11), [np.nan, 4, 9, 15])
    assert c.mean_index_to_date(np.array([101.0] * 13), 0)[12] == pytest.approx(101.0)


def test_a_short_series_has_no_window() -> None:
    assert np.isnan(c.rolling_average(np.ones((1, 5)), 12)).all()


@given(st.floats(0.01, 100), SERIES)
def test_comparisons_do_not_depend_on_the_reference(scale: float, y: np.ndarray) -> None:
    one = c.compare_levels(Panel(pd.RangeIndex(len(y)), y, 5))
    other = c.compare_levels(Panel(pd.RangeIndex(len(y)), y * scale, 5))
    for name, values in one.items():
        np.testing.assert_allclose(other[name], values, rtol=1e-9)
