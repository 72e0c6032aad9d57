"""Backtests of several models: in parallel as in turn, kept, summed up and compared."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from phantich.forecast import Airline, SeasonalNaive
from phantich.forecast.dieboldmariano import in_time, over_series
from phantich.forecast.tournament import spread_origins, summary, tournament
from phantich.measures.panel import Panel


@pytest.fixture(scope="module")
def panel() -> Panel:
    """Eight series with a trend and a season."""
    random = np.random.default_rng(4)
    steps = random.normal(0.004, 0.02, (8, 84)).cumsum(axis=1)
    season = 0.2 * np.sin(np.arange(84) * np.pi / 6)
    return Panel(pd.Index([f"s{i}" for i in range(8)]), np.exp(5 + steps + season), 49 * 12)


MODELS = {"airline": Airline(), "naive": SeasonalNaive()}


def _without_time(scores: pd.DataFrame) -> pd.DataFrame:
    return scores.drop(columns="cpu_ms").assign(unique_id=scores["unique_id"].astype(str))


def test_processes_and_the_cache_change_nothing(panel: Panel, tmp_path: Path) -> None:
    alone = tournament(MODELS, panel, horizon=12, origins=[12, 16])
    kept = tournament(MODELS, panel, horizon=12, origins=[12, 16], jobs=2, cache=tmp_path)
    assert len(list(tmp_path.glob("*.parquet"))) == 4
    again = tournament(MODELS, panel, horizon=12, origins=[12, 16], cache=tmp_path)
    pd.testing.assert_frame_equal(_without_time(alone), _without_time(kept))
    pd.testing.assert_frame_equal(_without_time(alone), _without_time(again))
    changed = panel.with_values(panel.values * 1.01)
    tournament(MODELS, changed, horizon=12, origins=[12, 16], cache=tmp_path)
    assert len(list(tmp_path.glob("*.parquet"))) == 8


def test_the_summary_says_who_is_better_and_how_surely(panel: Panel) -> None:
    table = summary(tournament(MODELS, panel, horizon=12, origins=[12, 16]), ["naive"])
    airline, naive = table.iloc[0], table.iloc[1]
    assert (airline["series"], airline["origins"]) == (8, 2)
    assert airline["mase"] < naive["mase"]
    assert airline["dm_naive"] < -2
    assert airline["p_naive"] < 0.05
    assert np.isnan(naive["dm_naive"])
    assert airline["pinball"] == pytest.approx(airline["wis"] / 2)


def test_origins_leave_two_years_to_learn_from(panel: Panel) -> None:
    assert spread_origins(panel, 12, 3) == [12, 16, 20]
    assert spread_origins(panel, 12, 99, 12) == [12, 24, 36, 48, 60]
    assert spread_origins(panel, 70, 3) == []


def test_diebold_and_mariano_over_series_is_students_test() -> None:
    """Differences −1, −2, −3: mean −2, deviation 1, t = −2√3 with two degrees, p 0.0742."""
    found = over_series(np.array([0.0, 0.0, 0.0]), np.array([1.0, 2.0, 3.0]))
    assert found.statistic == pytest.approx(-2 * np.sqrt(3))
    assert found.p_value == pytest.approx(0.0742, abs=1e-4)


def test_equal_forecasts_and_too_few_are_not_judged() -> None:
    same = np.ones(9)
    assert np.isnan(in_time(same, same).p_value)
    assert np.isnan(over_series(same, same).p_value)
    assert np.isnan(in_time(np.arange(4.0), np.zeros(4), horizon=3).statistic)
