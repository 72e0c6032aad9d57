"""Models of other packages behind the protocol, bounds, and dates as the input has them."""

from __future__ import annotations

import logging

import numpy as np
import pandas as pd
import pytest

from phantich.errors import UsageError
from phantich.forecast import Forecast, SeasonalNaive, long_table, read_table
from phantich.forecast.bounded import Bounded
from phantich.forecast.choice import NAMES, OTHERS, model
from phantich.forecast.dating import Dating, counts
from phantich.forecast.peers import PEERS
from phantich.forecast.single import Series, Single
from phantich.measures.panel import Floats, Panel
from tests.seasonal.series import airline_passengers, simulated


def passengers(horizon: int = 12) -> Panel:
    values = airline_passengers().to_numpy()[None, : 144 - horizon]
    return Panel(pd.Index(["air"]), values, (1949 - 1970) * 12)


QUICK = [name for name in NAMES if not name.startswith(("prophet", "sarimax"))]


@pytest.mark.parametrize("name", QUICK)
def test_every_model_forecasts_the_passengers(name: str) -> None:
    found = model(name).forecast(passengers(), 12)
    actual = airline_passengers().to_numpy()[-12:]
    assert found.models == (name,)
    assert np.abs(found.mean[0] / actual - 1).mean() < 0.13
    assert (np.diff(found.quantiles, axis=2) > 0).all()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["prophet", "prophet-tet"])
def test_prophet_is_quiet_and_repeatable(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    level = logging.getLogger("cmdstanpy").level
    first, again = (model(name).forecast(passengers(), 12) for _ in range(2))
    assert np.array_equal(first.quantiles, again.quantiles)
    assert first.models == (name,)
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("cmdstanpy").level == level


def test_the_airline_of_statsmodels_is_ours() -> None:
    """R: predict(arima(log(AirPassengers), c(0,1,1), seasonal = c(0,1,1)), 3)."""
    panel = Panel(pd.Index(["air"]), airline_passengers().to_numpy()[None], -252)
    found = model("sarimax").forecast(panel, 3)
    assert found.mean[0] == pytest.approx([450.42, 425.72, 479.01], rel=2e-3)


def test_a_method_that_fails_is_replaced_and_told() -> None:
    def broken(one: Series, probabilities: Floats) -> Floats:
        raise ValueError("no")

    data = passengers()
    found = Single("broken", broken).forecast(data, 12)
    naive = SeasonalNaive().forecast(data, 12)
    assert np.array_equal(found.mean, naive.mean)
    assert found.models == ("naive",)
    assert "broken failed" in found.notes[0][-1].en


def test_late_series_gaps_and_other_quantiles() -> None:
    values = simulated(3, months=96).to_numpy().copy()
    values[[20, 50]] = np.nan
    late = np.where(np.arange(96) < 94, values, np.nan)
    data = Panel(pd.Index(["a", "b"]), np.array([values, late]), 504)
    found = model("sm-ets").forecast(data, 6, np.array([0.1, 0.9]))
    assert found.quantiles.shape == (2, 6, 2)
    assert found.models == ("sm-ets", "sm-ets")
    assert (found.mean > found.quantiles[:, :, 0]).all()
    own = model("sm-ets", origin="own").forecast(data, 8)
    assert own.lead is not None
    assert own.lead.tolist() == [0, 2]
    assert own.mean[1, 2:] == pytest.approx(found.mean[1], rel=1e-9)


def test_names() -> None:
    assert set(OTHERS) == set(PEERS)
    with pytest.raises(UsageError, match="oracle"):
        model("oracle")
    with pytest.raises(UsageError, match="break"):
        model("sarimax", breaks=("2025-07",))


def test_bounds_hold_for_every_band() -> None:
    random = np.random.default_rng(1)
    ratios = 100 / (1 + np.exp(-3 - np.cumsum(random.normal(0, 0.3, (2, 72)), axis=1)))
    ratios[0, 10] = 100.0
    data = Panel(pd.Index(["a", "b"]), ratios, 504)
    found = Bounded(model("airline"), 0, 100).forecast(data, 24)
    assert (found.quantiles < 100).all()
    assert (found.quantiles > 0).all()
    assert found.quantile(0.5) == pytest.approx(found.mean)
    with pytest.raises(UsageError, match="a is 100 in 2012-11"):
        Bounded(model("airline"), 0, 99.9).forecast(data, 1)
    with pytest.raises(UsageError, match="lower"):
        Bounded(model("airline"), 1, 1)


@pytest.mark.parametrize(
    ("days", "frequency", "expected"),
    [
        (["2024-11-01", "2024-12-01"], "M", ["2025-01-01", "2025-02-01"]),
        (["2024-11-30", "2024-12-31"], "M", ["2025-01-31", "2025-02-28"]),
        (["2024-11-15", "2024-12-15"], "M", ["2025-01-15", "2025-02-15"]),
        (["2024-11", "2024-12"], "M", ["2025-01", "2025-02"]),
        (["2024-Q3", "2024-Q4"], "Q", ["2025-Q1", "2025-Q2"]),
        (["2024-09-30", "2024-12-31"], "Q", ["2025-03-31", "2025-06-30"]),
        (["2024-S1", "2024-S2"], "S", ["2025-S1", "2025-S2"]),
        ([2023, 2024], "A", [2025, 2026]),
        (["2023", "2024"], "A", ["2025", "2026"]),
        ([7, 8], "M", [9, 10]),
        (["7", "8"], "M", ["9", "10"]),
    ],
)
def test_forecasts_are_dated_as_the_input(
    days: list[str | int], frequency: str, expected: list[str | int]
) -> None:
    for column in (days, pd.to_datetime(days)) if "-01" in str(days[0]) else (days,):
        table = pd.DataFrame({"unique_id": "a", "ds": column, "y": [1.0, 2.0]})
        panel, _ = read_table(table, None if frequency == "M" else frequency)  # type: ignore[arg-type]
        made: Forecast = SeasonalNaive().forecast(panel, 2)
        dating = Dating.of(table["ds"], panel.frequency)
        written = long_table(made, dating=dating)["ds"]
        if written.dtype.kind == "M":
            written = written.dt.strftime("%Y-%m-%d")
        assert written.tolist() == expected


def test_what_counts_and_what_dates() -> None:
    assert counts(pd.Series([1, 2, 3]))
    assert not counts(pd.Series([2001, 2002]))
    assert not counts(pd.Series(["2001-01", "2001-02"]))
    assert not counts(pd.Series([None, None], dtype=object))
    assert not counts(pd.Series([1.5, 2.5]))
