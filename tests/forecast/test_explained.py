"""What drives a forecast and what changed it: planted levels, seasons, Tết, surprises."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from phantich.forecast.explained import drivers, largest_tet, updates
from phantich.forecast.feast import feast_regressor
from phantich.forecast.prospects import Request, prospects


def _series(count: int = 72, tet: float = 0.0, seed: int = 1) -> pd.Series:
    months = pd.period_range("2018-01", periods=count, freq="M")
    random = np.random.default_rng(seed)
    logs = 5 + 0.004 * np.arange(count) + 0.1 * np.sin(np.arange(count) * np.pi / 6)
    feast = feast_regressor(pd.DatetimeIndex(months.to_timestamp()))[:, 0]
    logs = logs + random.normal(0, 0.01, count) + tet * feast
    return pd.Series(np.exp(logs), index=months.astype(str))


def test_a_year_ten_per_cent_higher_is_all_level() -> None:
    """Last year times 1.1: the level is +10 %, the season that of last year."""
    past = _series()
    middle = 1.1 * past.to_numpy()[-12:]
    found = drivers(past, middle)
    assert found is not None
    assert found.level == pytest.approx(10.0)
    logs = np.log(past.to_numpy()[-12:])
    assert np.log1p(found.season / 100) == pytest.approx(logs - logs.mean())
    assert largest_tet(found, [""] * 12) is None


def test_tet_is_found_where_it_was_planted() -> None:
    """Planted: −20 % for the whole feast; that of 10 February 2024 lies in February."""
    past = _series(tet=-0.2)
    periods = [f"2024-{month:02d}" for month in range(1, 13)]
    found = drivers(past, past.to_numpy()[-12:])
    assert found is not None
    told = largest_tet(found, periods)
    assert told is not None
    expected = -0.2 * feast_regressor(pd.date_range("2024-01-01", "2024-12-01", freq="MS"))[:, 0]
    place = periods.index(told[0])
    assert np.log1p(told[1] / 100) == pytest.approx(expected[place], abs=0.02)


def test_series_without_logarithms_are_not_taken_apart() -> None:
    past = _series()
    past.iloc[3] = -1.0
    assert drivers(past, np.ones(12)) is None
    assert drivers(_series(), np.zeros(12)) is None


def test_what_changed_adds_up_and_names_the_surprise() -> None:
    old = _series(71)
    new = _series(72)
    expected = prospects([Request("a", old)], horizon=2)["a"].middle
    new.iloc[-1] = 1.2 * expected[0]
    new.iloc[-5] *= 1.03
    found = updates({"a": Request("a", old)}, {"a": Request("a", new)})["a"]
    assert found.expected == pytest.approx(expected[0])
    assert found.before == pytest.approx(expected[1])
    assert found.came == pytest.approx(1.2 * expected[0])
    assert found.by_figure > 0
    assert found.after == pytest.approx(found.before + found.by_figure + found.by_revisions)
    assert found.by_revisions != 0


def test_without_revisions_the_figure_changed_everything() -> None:
    new = _series()
    found = updates({"a": Request("a", new.iloc[:-1])}, {"a": Request("a", new)})["a"]
    assert found.by_revisions == pytest.approx(0.0, abs=1e-9)


def test_growth_is_explained_in_points() -> None:
    new = _series()
    old, now = Request("a", new.iloc[:-1], "growth"), Request("a", new, "growth")
    found = updates({"a": old}, {"a": now})["a"]
    assert found.came == pytest.approx(100 * new.iloc[-1] / new.iloc[-13])
    assert found.after - found.before == pytest.approx(found.by_figure, abs=1e-9)


def test_nothing_is_said_where_no_single_period_is_new() -> None:
    new = _series()
    assert updates({"a": Request("a", new)}, {"a": Request("a", new)}) == {}
    assert updates({"a": Request("a", new.iloc[:-3])}, {"a": Request("a", new)}) == {}
    assert updates({}, {"a": Request("a", new)}) == {}


def test_prospects_that_are_known_need_not_be_made_again() -> None:
    new = _series()
    old, asked = {"a": Request("a", new.iloc[:-1])}, {"a": Request("a", new)}
    made = prospects(list(asked.values()))
    assert updates(old, asked, made=made) == updates(old, asked)
