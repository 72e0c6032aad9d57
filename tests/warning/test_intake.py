"""Reading tables of any frequency; Tết windows by hand from the published dates."""

import numpy as np
import pandas as pd
import pytest

from phantich.errors import DataError, UsageError
from phantich.warning.feast import feast_regressors, near_feast
from phantich.warning.intake import SEASONS, Grid, infer_frequency, read_grid


def long(days: pd.DatetimeIndex, name: str = "a") -> pd.DataFrame:
    return pd.DataFrame({"unique_id": name, "ds": days, "y": np.arange(1.0, len(days) + 1)})


@pytest.mark.parametrize(
    ("alias", "frequency", "label"),
    [
        ("h", "H", "2024-01-01T00"),
        ("D", "D", "2024-01-01"),
        ("W-MON", "W", "2024-W01"),
        ("MS", "M", "2024-01"),
        ("ME", "M", "2024-01"),
        ("QS", "Q", "2024-Q1"),
        ("YS", "A", "2024"),
    ],
)
def test_frequencies_are_told_from_the_dates(alias: str, frequency: str, label: str) -> None:
    days = pd.date_range("2024-01-01", periods=30, freq=alias)
    grid = read_grid(long(days))
    assert grid.frequency == frequency
    assert grid.season == SEASONS[grid.frequency]
    assert grid.labels[0] == label
    assert list(grid.stamps) == list(days)
    assert grid.values.shape == (1, 30)
    assert np.isfinite(grid.values).all()


def test_gaps_ends_and_rows_in_any_order() -> None:
    table = pd.DataFrame(
        {
            "unique_id": ["b", "a", "a", "b", "b"],
            "ds": ["2024-03-01", "2024-02-01", "2024-01-01", "2024-01-01", "2024-01-01"],
            "y": [3.0, np.nan, 1.0, 5.0, 5.0],
        }
    )
    grid = read_grid(table, "M")
    np.testing.assert_array_equal(grid.values, [[5, np.nan, 3], [1, np.nan, np.nan]])
    assert list(grid.ends) == [2, 1]


def test_a_declared_newest_period_lengthens_the_axis() -> None:
    grid = read_grid(long(pd.date_range("2024-01-01", periods=3, freq="MS")), newest="2024-05-01")
    assert grid.newest
    assert grid.labels[-1] == "2024-05"
    with pytest.raises(UsageError, match="is no period"):
        read_grid(long(pd.date_range("2024-01-01", periods=3, freq="MS")), newest="soon")


def test_every_fault_is_named() -> None:
    table = pd.DataFrame({"unique_id": ["a", "a"], "ds": ["2024-01-01", "x"], "y": ["1", "many"]})
    with pytest.raises(DataError) as caught:
        read_grid(table)
    assert [fault.where for fault in caught.value.faults] == [
        "table, row 2, column ds",
        "table, row 2, column y",
    ]
    doubled = pd.DataFrame({"unique_id": "a", "ds": ["2024-01-01"] * 2, "y": [1.0, 2.0]})
    with pytest.raises(DataError, match="second value of a"):
        read_grid(doubled, "M")


def test_one_date_alone_is_a_month() -> None:
    assert infer_frequency(pd.Series(pd.to_datetime(["2024-01-01"]))) == "M"


def months(first: str, last: str, code: str = "M") -> Grid:
    periods = pd.period_range(first, last, freq=code)
    name = {"M": "M", "D": "D"}[code]
    empty = np.empty((0, len(periods)))
    return Grid(pd.Index([]), empty, periods, name, np.zeros(0, int), periods.to_timestamp())  # type: ignore[arg-type]


def test_the_feast_of_2025_lies_half_in_january() -> None:
    # Tết was on 29 January 2025: the ten days from 27 January to 5 February are five and five;
    # the thirteen from 14 to 26 January lie in January; 6 to 19 February is the slow return.
    # The months of 2026 (Tết on 17 February) hold the same windows in February and March.
    shares = feast_regressors(months("2025-01", "2026-12"))
    scale = 30 / np.array([31, 28])
    january, february = shares[0], shares[1]
    other = shares[12]
    np.testing.assert_allclose(january[1] - other[1], 0.5 * scale[0])
    np.testing.assert_allclose(january[0] - other[0], 1.0 * scale[0])
    np.testing.assert_allclose(february[2] - shares[13][2], (14 - 4) / 14 * scale[1])


def test_mean_effects_stay_in_the_season() -> None:
    shares = feast_regressors(months("1995-01", "2048-12")).reshape(54, 12, 3)
    np.testing.assert_allclose(shares.mean(axis=0), 0.0, atol=1e-12)


def test_days_near_the_feast() -> None:
    near = near_feast(months("2026-01-01", "2026-12-31", "D"))
    # 2 February (15 days before) to 10 March (21 days after 17 February): 37 days.
    assert near.sum() == 37
    assert list(np.flatnonzero(near[[31, 32, 68, 69]])) == [1, 2]
