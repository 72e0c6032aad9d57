"""Scores by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from phantich.errors import UsageError
from phantich.forecast import Known, SeasonalNaive, backtest, score, truncated
from phantich.forecast.protocol import Forecast, band_probabilities
from phantich.measures.panel import Panel


def test_scores_by_hand() -> None:
    # Yearly quarters: differences of the past are 2, 2, 2, 6, so the scales are 3 and √12.
    past = Panel(pd.Index(["a"]), np.array([[1.0, 2, 3, 4, 3, 4, 5, 10]]), 0, "Q")
    quantiles = np.array([[[8.0, 10, 14], [9, 12, 13]]])
    chosen, point = band_probabilities([80]), np.array([[10.0, 12.0]])
    made = Forecast(past.ids, 8, "Q", point, chosen, quantiles, ("x",), ((),))
    found = score(past, made, np.array([[11.0, 15.0]])).iloc[0]
    assert found["mase"] == pytest.approx((1 + 3) / 2 / 3)
    assert found["rmsse"] == pytest.approx(np.sqrt(5 / 12))
    assert found["smape"] == pytest.approx((200 / 21 + 600 / 27) / 2)
    assert found["bias"] == pytest.approx(-2 / 3)
    # First: ½·1 + 0.1·6; second: ½·3 + 0.1·(4 + 10·2); both over 1½.
    assert found["wis"] == pytest.approx((1.1 + 3.9) / 2 / 1.5 / 3)
    assert found["coverage_80"] == 0.5


def test_periods_without_a_figure_count_nowhere() -> None:
    past = Panel(pd.Index(["a", "b"]), np.array([[1.0, 2, 3, 4, 2, 3, 4, 5], [7.0] * 8]), 0, "Q")
    made = SeasonalNaive().forecast(past, 2)
    found = score(past, made, np.array([[3.0, np.nan], [7.0, 7.0]]))
    assert found.loc["a", "mase"] == 1
    assert found.loc["b", ["mase", "wis"]].isna().all()
    assert found.loc["b", "coverage_95"] == 1


def test_a_backtest_sees_only_the_past() -> None:
    random = np.random.default_rng(0)
    values = 100 + random.normal(size=(3, 60)).cumsum(axis=1)
    panel = Panel(pd.Index(list("abc")), values, 0)
    later = Panel(panel.ids, np.concatenate([values[:, :48], values[:, 48:] * 99], axis=1), 0)
    seen = []

    class Spy(SeasonalNaive):
        def forecast(self, panel: Panel, *rest: object, **named: object) -> Forecast:
            seen.append(panel.values.copy())
            return SeasonalNaive().forecast(panel, 12)

    found = backtest({"naive": Spy()}, later, horizon=12, origins=[12])
    assert (seen[0] == values[:, :48]).all()
    assert found["origin"].unique().tolist() == [pd.Timestamp("1973-12-01")]
    again = backtest({"naive": SeasonalNaive()}, later, horizon=12, origins=[12])
    pd.testing.assert_frame_equal(found.drop(columns="cpu_ms"), again.drop(columns="cpu_ms"))


def test_vintages_replace_what_was_known() -> None:
    panel = Panel(pd.Index(["a"]), np.arange(1.0, 61)[None], 0)
    halved = backtest(
        {"naive": SeasonalNaive()}, panel, horizon=12, origins=[12],
        vintage=lambda past: past.with_values(past.values / 2),
    )  # fmt: skip
    # The last year known is 37…48 halved, the year that came 49…60; yearly steps are 12 / 2.
    error = np.mean(np.arange(49, 61) - np.arange(37, 49) / 2)
    assert halved["mase"].iloc[0] == pytest.approx(error / 6)


def test_wrong_calls() -> None:
    panel = Panel(pd.Index(["a"]), np.arange(1.0, 61)[None], 0)
    with pytest.raises(UsageError, match="60 periods back"):
        truncated(panel, 60)
    with pytest.raises(UsageError, match="horizon of 0"):
        SeasonalNaive().forecast(panel, 0)
    with pytest.raises(UsageError, match="100 %"):
        band_probabilities([100])
    with pytest.raises(UsageError, match="shape"):
        Known(("x",), np.zeros((3, 1))).check(panel, 12)
