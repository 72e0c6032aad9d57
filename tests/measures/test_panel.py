"""Long tables to panels and back."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.errors import DataError, UsageError
from phantich.measures.panel import Panel


def table(*rows: tuple[object, object, object]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["unique_id", "ds", "y"])


@given(
    cells=st.dictionaries(
        st.tuples(st.sampled_from("abc"), st.integers(-30, 700)),
        st.floats(-1e6, 1e6),
        min_size=1,
        max_size=40,
    ),
    frequency=st.sampled_from(["M", "Q", "S", "A"]),
)
def test_every_figure_stands_in_its_period_and_nothing_else(
    cells: dict[tuple[str, int], float], frequency: str
) -> None:
    step = {"M": 1, "Q": 3, "S": 6, "A": 12}[frequency]
    placed = {(name, month // step): value for (name, month), value in cells.items()}
    start = {
        (n, p): pd.Timestamp(1970 + (p * step) // 12, (p * step) % 12 + 1, 9) for n, p in placed
    }
    rows = table(*((n, start[n, p], v) for (n, p), v in placed.items()))
    panel = Panel.from_long(rows, frequency)  # type: ignore[arg-type]
    periods = [p for _, p in placed]
    assert panel.start == min(periods)
    assert panel.values.shape[1] == max(periods) - min(periods) + 1
    assert np.isfinite(panel.values).sum() == len(placed)
    for (name, period), value in placed.items():
        assert panel.row(name)[period - panel.start] == value
        first = pd.Timestamp(1970 + (period * step) // 12, (period * step) % 12 + 1, 1)
        assert panel.starts[period - panel.start] == first
    again = Panel.from_long(panel.to_long().dropna(), frequency)  # type: ignore[arg-type]
    assert list(again.ids) == list(panel.ids)
    np.testing.assert_array_equal(again.values, panel.values)


@pytest.mark.parametrize("periods", [1, 2, 13])
def test_a_regular_table_takes_the_quick_way_and_gives_the_same(periods: int) -> None:
    days = pd.date_range("2023-05-01", periods=periods, freq="MS")
    y = np.arange(2.0 * periods)
    rows = pd.DataFrame(
        {"unique_id": ["b"] * periods + ["a"] * periods, "ds": [*days, *days], "y": y}
    )
    quick = Panel.from_long(rows)
    slow = Panel.from_long(rows.sample(frac=1, random_state=1))
    assert list(quick.ids) == ["b", "a"]
    assert quick.start == slow.start == 53 * 12 + 4
    for name in ("a", "b"):
        np.testing.assert_array_equal(quick.row(name), slow.row(name))
    assert quick.row("b").tolist() == y[:periods].tolist()


@pytest.mark.parametrize(
    "rows",
    [
        table(("a", "2024-01-01", 1), ("a", "2024-02-01", 2), ("b", "2024-01-01", 3)),
        table(("a", "2024-01-01", 1), ("b", "2024-01-01", 2), ("a", "2024-02-01", 3)),
        table(("a", "2024-01-01", 1), ("a", "2024-03-01", 2)),
        table(("a", "2024-02-01", 1), ("a", "2024-01-01", 2)),
        table(
            ("a", "2024-01-01", 1),
            ("a", "2024-02-01", 2),
            ("b", "2024-02-01", 3),
            ("b", "2024-03-01", 4),
        ),
    ],
)
def test_irregular_tables_are_placed_by_date(rows: pd.DataFrame) -> None:
    dated = rows.assign(ds=pd.to_datetime(rows["ds"]))
    panel = Panel.from_long(dated)
    for name, day, value in dated.itertuples(index=False):
        assert panel.row(name)[panel.place(f"{day:%Y-%m}")] == value
    assert np.isfinite(panel.values).sum() == len(rows)


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("2024-02-29", 1),
        ("2024-02", 1),
        ("2024-02-03T04:05", 1),
        (dt.date(2024, 3, 1), 2),
        (pd.Timestamp("2024-03-09", tz="Asia/Ho_Chi_Minh"), 2),
        (pd.Period("2024-03", "M"), 2),
        ("2024-Q2", 3),
        ("2024Q2", 3),
        ("2024-S2", 6),
    ],
)
def test_dates_are_read_as_people_write_them(written: object, place: int) -> None:
    panel = Panel.from_long(table(("a", "2024-01-01", 1), ("a", written, 2)))
    assert panel.values[0, place] == 2


@pytest.mark.parametrize("years", [[2023, 2024], [2023.0, 2024.0], ["2023", "2024"]])
def test_a_whole_number_is_a_year(years: list[object]) -> None:
    panel = Panel.from_long(pd.DataFrame({"unique_id": "a", "ds": years, "y": [1.0, 2.0]}), "A")
    assert panel.start == 53
    assert panel.values.tolist() == [[1.0, 2.0]]


def test_tz_aware_days_keep_their_local_month() -> None:
    days = pd.to_datetime(["2024-01-01 01:00", "2024-02-01 01:00"]).tz_localize("Asia/Ho_Chi_Minh")
    panel = Panel.from_long(pd.DataFrame({"unique_id": "a", "ds": days, "y": [1.0, 2.0]}))
    assert panel.starts[0] == pd.Timestamp("2024-01-01")


def test_an_empty_y_is_a_gap_and_an_empty_table_an_empty_panel() -> None:
    gaps = Panel.from_long(table(("a", "2024-01-01", None), ("a", "2024-02-01", 2)))
    assert np.isnan(gaps.values[0, 0])
    empty = Panel.from_long(table())
    assert empty.values.shape == (0, 0)
    with pytest.raises(UsageError, match="hold no period"):
        empty.place("2024")


def faults(rows: pd.DataFrame) -> list[str]:
    with pytest.raises(DataError) as caught:
        Panel.from_long(rows)
    return [f"{f.where}: {f.found} / {f.expected} / {f.remedy}" for f in caught.value.faults]


def test_every_wrong_cell_is_named() -> None:
    wrong = table(("a", "2024-01-01", "x"), (None, "2024-01-01", 1), ("a", "2024-02-01", np.inf))
    assert faults(wrong) == [
        "table, row 1, column y: 'x' / a finite number / ",
        "table, row 3, column y: inf / a finite number / ",
        "table, row 2, column unique_id: nothing / a name / ",
    ]
    days = table(("a", "01/02/2024", 1), ("a", "2024-01-01", 1), ("a", None, 1))
    assert [fault.split(":")[0] for fault in faults(days)] == [
        "table, row 1, column ds",
        "table, row 3, column ds",
    ]
    assert "a date such as 2026-10-01" in faults(days)[0]
    floats = pd.DataFrame({"unique_id": "a", "ds": [2024.5, 2024.0], "y": 1.0})
    assert len(faults(floats)) == 1


def test_series_are_named_in_every_way_in() -> None:
    regular = pd.DataFrame({"unique_id": ["a", "a"], "ds": pd.to_datetime(["2024-01", "2024-02"])})
    for rows in (regular.assign(y=1.0), regular.iloc[::-1].assign(y=1.0), table()):
        assert Panel.from_long(rows).ids.name == "unique_id"
    yearly = regular.assign(ds=pd.to_datetime(["2023-01-01", "2024-01-01"]), y=[1, 2])
    panel = Panel.from_long(yearly, "A")
    assert (panel.frequency, panel.start, panel.values.dtype) == ("A", 53, np.dtype(float))
    assert Panel.from_long(table(), "Q").frequency == "Q"


def test_messages_begin_with_the_table() -> None:
    for rows in (
        table(("a", "x", 1)),
        table(("a", "2024-01", "x")),
        table(("a", "2024-01", 1), ("a", "2024-01", 1)),
        table()[["ds"]],
    ):
        with pytest.raises(DataError) as caught:
            Panel.from_long(rows)
        assert caught.value.source == "table"
    assert faults(table(("a", "x", 1))) == [
        "table, row 1, column ds: 'x' / a date such as 2026-10-01 / "
    ]


def test_a_second_value_and_a_lacking_column_are_faults() -> None:
    twice = table(("a", "2024-01-01", 1), ("b", "2024-01-01", 1), ("a", "2024-01-20", 3))
    assert faults(twice) == [
        "table, row 3: a second value of a for 2024-01-20 / one value a period /"
        " remove one of the two rows"
    ]
    dated = twice.assign(ds=pd.to_datetime(twice["ds"]), unique_id="a", y=1.0)
    assert len(faults(dated)) == 2
    assert faults(twice[["ds"]]) == [
        "table: no column unique_id, y / the columns unique_id, ds, y / "
    ]


def test_a_panel_checks_its_shape() -> None:
    with pytest.raises(ValueError, match=r"values of shape \(1, 2\) do not fit 2 series"):
        Panel(pd.Index(["a", "b"]), np.ones((1, 2)), 0)
    with pytest.raises(ValueError, match="do not fit"):
        Panel(pd.Index(["a"]), np.ones(1), 0)


def test_columns_of_the_long_table_are_what_was_asked_for() -> None:
    panel = Panel(pd.Index(["b", "a"]), np.array([[1.0, np.nan], [3.0, 4.0]]), 4, "Q")
    long = panel.to_long({"twice": panel.values * 2})
    assert list(long.columns) == ["unique_id", "ds", "twice"]
    assert list(long["unique_id"]) == ["b", "b", "a", "a"]
    assert list(long["ds"][:2]) == [pd.Timestamp("1971-01-01"), pd.Timestamp("1971-04-01")]
    assert panel.first_season == 0
    assert panel.seasons == 4
    other = panel.with_values(panel.values + 1)
    assert (other.start, other.frequency, other.values[1, 0]) == (4, "Q", 4.0)


@pytest.mark.parametrize(
    ("frequency", "period", "place"),
    [
        ("M", "2024", 0),
        ("M", "2024-12", 11),
        ("M", "2024-Q3", 6),
        ("M", "2024-S2", 6),
        ("Q", "2024-12", 3),
        ("Q", "2024-Q2", 1),
        ("S", "2024-S2", 1),
        ("A", "2026", 2),
    ],
)
def test_periods_are_found_by_name(frequency: str, period: str, place: int) -> None:
    seasons = {"M": 12, "Q": 4, "S": 2, "A": 1}[frequency]
    panel = Panel(pd.Index(["a"]), np.ones((1, 3 * seasons)), 54 * seasons, frequency)  # type: ignore[arg-type]
    assert panel.place(period) == place


@pytest.mark.parametrize("period", ["2023-12", "2026-01", "2024-13", "Q1", "2024-1", "2024-Q5"])
def test_periods_outside_and_texts_that_are_none_are_refused(period: str) -> None:
    panel = Panel(pd.Index(["a"]), np.ones((1, 24)), 54 * 12)
    with pytest.raises(UsageError) as caught:
        panel.place(period)
    text = str(caught.value)
    assert "run from 2024-01 to 2025-12" in text or "is not a period such as 2024-05" in text
