"""Whole kinds from a long table: every figure is the one its own function gives."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from phantich.errors import DataError, UsageError
from phantich.measures import kinds, records, weighted
from phantich.measures.aggregation import aggregate
from phantich.measures.comparisons import compare_levels, span_average
from phantich.measures.counts import compare_counts, rate_limits, ratio_limits
from phantich.measures.flows import compare_flows
from phantich.measures.index_series import FixedBase
from phantich.measures.panel import Panel
from phantich.measures.projects import LightRule
from phantich.measures.ratios import wilson
from phantich.measures.stocks import compare_stocks
from phantich.measures.tree import Tree
from phantich.measures.volumes import compare_volumes, industry_contributions

NAN = math.nan
MONTHS = [f"{year}-{month:02d}" for year in (2023, 2024) for month in range(1, 13)]


def long(columns: dict[str, np.ndarray], names: str = "ab") -> pd.DataFrame:
    """A table of two years of months; arrays are ``(series, months)``."""
    table = {"unique_id": np.repeat(list(names), 24), "ds": MONTHS * len(names)}
    return pd.DataFrame(table | {k: v.reshape(-1) for k, v in columns.items()})


def uniform(seed: int, low: float = 1, high: float = 9) -> np.ndarray:
    return np.random.default_rng(seed).uniform(low, high, (2, 24))


def panel(values: np.ndarray, names: str = "ab") -> Panel:
    return Panel(pd.Index(list(names)), values, 53 * 12)


def matrix(rows: pd.DataFrame, measure: str, names: list[str]) -> np.ndarray:
    """A measure as an array ``(series, months)``, NaN where the result has no row."""
    wide = rows[rows["measure"] == measure].pivot(index="unique_id", columns="ds", values="value")
    return wide.reindex(names).reindex(columns=pd.to_datetime(MONTHS)).to_numpy(dtype=float)


def check(rows: pd.DataFrame, wanted: dict[str, np.ndarray], names: list[str]) -> None:
    assert list(rows.columns) == ["unique_id", "ds", "measure", "value", "note"]
    assert rows["value"].notna().all()
    shown = {name for name, values in wanted.items() if not np.isnan(values).all()}
    assert set(rows["measure"]) == shown
    for name, values in wanted.items():
        np.testing.assert_allclose(matrix(rows, name, names), values, err_msg=name)


@pytest.mark.parametrize("method", ["gso", "hicp"])
def test_prices(method: str) -> None:
    y = uniform(1)
    y[0, 5] = NAN
    rows = kinds.measure(long({"y": y}), "price_index", method=method, base="2024")  # type: ignore[arg-type]
    wanted = compare_levels(panel(y), method)  # type: ignore[arg-type]
    wanted["quarter_average"] = span_average(y, 0, 3, 12, method)  # type: ignore[arg-type]
    wanted["vs_base"] = FixedBase(panel(y)).rebase("2024").panel.values
    check(rows, wanted, ["a", "b"])
    plain = kinds.measure(long({"y": y}), "price_index", method=method)  # type: ignore[arg-type]
    check(plain, {k: v for k, v in wanted.items() if k != "vs_base"}, ["a", "b"])


def test_rows_come_by_series_period_and_measure() -> None:
    rows = kinds.measure(long({"y": uniform(1)}), "stock")
    keys = list(zip(rows["unique_id"], rows["ds"], strict=True))
    assert keys == sorted(keys)
    last = rows[rows["ds"] == "2024-12-01"]
    assert list(last["measure"][:3]) == ["yoy", "vs_december", "mom"]
    assert (rows["note"] == "").all()


def test_quarters_have_no_quarter_average() -> None:
    table = pd.DataFrame({"unique_id": "a", "ds": ["2023-Q1", "2023-Q2"], "y": [1.0, 2.0]})
    rows = kinds.measure(table, "price_index", "Q")
    assert rows[["measure", "value"]].to_numpy().tolist() == [["qoq", 200.0]]


def test_stocks_and_volumes() -> None:
    y = uniform(2)
    check(kinds.measure(long({"y": y}), "stock"), compare_stocks(panel(y)), ["a", "b"])
    check(kinds.measure(long({"y": y}), "volume_index"), compare_volumes(panel(y)), ["a", "b"])


def test_flows_with_published_sums_and_a_plan() -> None:
    y, plan = uniform(3), np.full((2, 24), 90.0)
    flow = compare_flows(panel(y))
    check(kinds.measure(long({"y": y}), "flow"), flow, ["a", "b"])
    left = 11.0 - np.tile(np.arange(12), (2, 2))
    rate = np.where(left > 0, np.maximum(90 - flow["ytd"], 0) / np.where(left, left, 1), NAN)
    rate[(left == 0) & (flow["ytd"] >= 90)] = 0.0
    planned = {"pct_plan": flow["ytd"] / 0.9, "needed": rate}
    rows = kinds.measure(long({"y": y, "plan": plan}), "flow")
    check(rows, flow | planned, ["a", "b"])
    sums = flow["ytd"] + 1.0
    rows = kinds.measure(long({"y": y, "ytd": sums, "plan": plan}), "flow")
    np.testing.assert_allclose(matrix(rows, "ytd", ["a", "b"]), sums)
    np.testing.assert_allclose(matrix(rows, "pct_plan", ["a", "b"]), sums / 0.9)
    january = np.tile(np.arange(12) == 0, (2, 2))
    np.testing.assert_allclose(matrix(rows, "differenced", ["a", "b"]), y + january)
    np.testing.assert_allclose(matrix(rows, "discrepancy", ["a", "b"]), january, atol=1e-9)


def test_ratios_of_units_and_of_all() -> None:
    above, below = uniform(4, 1, 5), uniform(5, 5, 9)
    above[0, 3] = NAN
    below[1, 4] = 0.0
    rows = kinds.measure(long({"numerator": above, "denominator": below}), "ratio")
    names = ["a", "b", "total"]
    ratios = np.where(below > 0, 100 * above / np.where(below > 0, below, 1), NAN)
    whole = 100 * above.sum(axis=0) / below.sum(axis=0)
    whole[3] = ratios[1, 3]
    whole[4] = 100 * above[:, 4].sum() / below[0, 4]
    values = np.vstack([ratios, whole])
    np.testing.assert_allclose(matrix(rows, "ratio", names), values)
    change, yearly = np.full((3, 24), NAN), np.full((3, 24), NAN)
    change[:, 1:], yearly[:, 12:] = np.diff(values), values[:, 12:] - values[:, :12]
    np.testing.assert_allclose(matrix(rows, "change", names), change)
    np.testing.assert_allclose(matrix(rows, "change_yoy", names), yearly)
    low, high = wilson(above, below)
    np.testing.assert_allclose(matrix(rows, "low", names)[:2], low)
    np.testing.assert_allclose(matrix(rows, "high", names)[:2], high)
    ranks = np.where(ratios[0] > ratios[1], 1.0, 2.0)
    ranks[[3, 4]] = [NAN, 1.0]
    np.testing.assert_allclose(matrix(rows, "rank", names)[0], ranks)
    assert matrix(rows, "rank", names)[1, 3] == 1.0
    for name in ("rank", "low", "high"):
        assert np.isnan(matrix(rows, name, names)[2]).all()


def test_counts_with_and_without_inhabitants() -> None:
    y = np.random.default_rng(6).poisson(7, (2, 24)).astype(float)
    before = np.full(y.shape, NAN)
    before[:, 12:] = y[:, :12]
    low, high = ratio_limits(y, before)
    wanted = compare_counts(panel(y)) | {"yoy_low": low, "yoy_high": high}
    check(kinds.measure(long({"y": y}), "count"), wanted, ["a", "b"])
    people = np.full(y.shape, 2e6)
    low, high = rate_limits(y, people)
    wanted |= {"rate": y / 20, "rate_low": low, "rate_high": high}
    check(kinds.measure(long({"y": y, "population": people}), "count"), wanted, ["a", "b"])


def test_ratings_period_by_period() -> None:
    table = pd.DataFrame(
        {
            "unique_id": ["a", "b", "a", "b", "c", "b"],
            "ds": [2021, 2021, 2022, 2022, 2022, 2023],
            "y": [91.8, 91.04, 90.09, 90.10, 95.0, 91.0],
        }
    )
    rows = kinds.measure(table, "rating", "A")
    found = {(n, d.year, m): v for n, d, m, v, _ in rows.itertuples(index=False, name=None)}
    assert [found[n, 2022, "rank"] for n in "abc"] == [3, 2, 1]
    assert [found[n, 2021, "rank"] for n in "ab"] == [1, 2]
    assert [found[n, 2022, "rank_change"] for n in "ab"] == [-2, 0]
    assert found["a", 2022, "score_change"] == pytest.approx(-1.71)
    assert found["b", 2022, "behind_best"] == pytest.approx(4.9)
    assert found["b", 2023, "rank_change"] == 1
    absent = [("c", 2022, "rank_change"), ("c", 2023, "rank"), ("a", 2021, "score_change")]
    assert not set(absent) & set(found)


def test_columns_that_lack_are_named() -> None:
    with pytest.raises(
        DataError, match="no column denominator, expected the columns unique_id, ds"
    ):
        kinds.measure(pd.DataFrame({"unique_id": ["a"], "ds": 1, "numerator": 1.0}), "ratio")
    with pytest.raises(DataError, match="no column unique_id, ds, y"):
        kinds.measure(pd.DataFrame(), "stock")


def weights(**columns: object) -> pd.DataFrame:
    table = pd.DataFrame(
        {"id": ["a", "b", "c"], "valid_from": "2023-01-01", "weight": [20, 30, 50]}
    )
    return table.assign(**columns)


@pytest.mark.parametrize("rule", ["parent", "gap"])
@pytest.mark.parametrize("method", ["gso", "hicp"])
def test_a_whole_price_tree(method: str, rule: str) -> None:
    y = np.random.default_rng(8).uniform(5, 9, (3, 24))
    y[1, 7] = NAN
    group = pd.DataFrame({"id": ["food"], "parent": ["all"]})
    table = pd.concat([weights(parent=["food", "food", "all"]), group])
    found = weighted.weighted_prices(panel(y, "abc"), table, method, rule)  # type: ignore[arg-type]
    tree = Tree.from_parents({"all": None, "food": "all", "a": "food", "b": "food", "c": "all"})
    whole = aggregate(panel(y, "abc"), tree, np.array([20.0, 30, 50]), method, rule)  # type: ignore[arg-type]
    names = ["all", "food", "a", "b", "c"]
    wanted = {"index": whole.values, **compare_levels(whole.panel, method)}  # type: ignore[arg-type]
    wanted["quarter_average"] = span_average(whole.values, 0, 3, 12, method)  # type: ignore[arg-type]
    spans = {"mom": "month", "yoy": "year", "vs_december": "year_to_date"}
    for name, span in (spans | {"ytd_average": "ytd_average"}).items():
        wanted[f"contribution_{name}"] = whole.contributions(span)  # type: ignore[arg-type]
    check(found, wanted, names)
    based = weighted.weighted_prices(panel(y, "abc"), table, method, rule, "2024-12")  # type: ignore[arg-type]
    assert matrix(based, "index", names)[:, -1] == pytest.approx(100)
    assert "vs_base" not in set(based["measure"])


@pytest.mark.parametrize(
    ("parent", "nodes"),
    [
        (None, ["total"]),
        (["food", "food", "all"], ["total", "all", "food"]),
        (["food", "food", "food"], ["food"]),
        (["food", "food", ""], ["total", "food"]),
        ([None, "a", "a"], ["a"]),
        (["", "", None], ["total"]),
        (["total", "total", "total"], ["total"]),
    ],
)
def test_trees_of_weights(parent: list[str | None] | None, nodes: list[str]) -> None:
    table = weights() if parent is None else weights(parent=parent)
    twice = pd.concat([table, table.assign(valid_from="2024-01-01")])
    assert sorted(weighted.tree_of(twice).nodes) == sorted(nodes)
    assert weighted.tree_of(twice).nodes[0] == nodes[0]


def test_a_total_of_another_name_and_what_is_no_tree() -> None:
    assert weighted.tree_of(weights(), "CPI").nodes.tolist() == ["CPI"]
    moved = pd.concat([weights(parent="x"), weights(parent="y", valid_from="2024")])
    with pytest.raises(UsageError, match="more than one parent in the weights: a, b, c"):
        weighted.tree_of(moved)
    with pytest.raises(DataError, match="no column valid_from, weight"):
        weighted.tree_of(pd.DataFrame({"id": ["a"]}))


def test_a_whole_volume_index() -> None:
    y, w = np.random.default_rng(9).uniform(80, 120, (3, 24)), np.array([8.0, 87.0, 5.0])
    table = pd.DataFrame({"id": ["c", "a", "b", "z"], "weight": [5, 8, "87", 1]})
    found = weighted.weighted_volumes(panel(y, "abc"), table)
    total = (w @ y / w.sum())[None]
    names = ["a", "b", "c", "total"]
    wanted = compare_volumes(Panel(pd.Index(names), np.vstack([y, total]), 53 * 12))
    parts = industry_contributions(y, w)
    wanted["contribution_yoy"] = np.vstack([parts, parts.sum(axis=0)])
    check(found, wanted, names)


def test_faults_of_volume_weights_are_named() -> None:
    table = pd.DataFrame({"id": ["a", "a", "b"], "weight": [1, 2, -3]})
    with pytest.raises(DataError) as caught:
        weighted.weighted_volumes(panel(uniform(1), "bc"), table)
    texts = [f.found for f in caught.value.faults]
    assert texts == ["no weight of c", "several weights of a", "no number as weight of b"]
    with pytest.raises(DataError, match="no column weight, expected columns id, weight"):
        weighted.weighted_volumes(panel(uniform(1)), table[["id"]])


def test_gauges() -> None:
    hours = [0, 1, 2, 8, 9]
    table = pd.DataFrame(
        {
            "unique_id": ["g"] * 5 + ["h"],
            "ds": [f"2026-10-01T{h:02d}:00" for h in hours] + ["2026-10-02T00:00"],
            "y": [1.0, 3.0, 1.0, 1.0, 2.0, 7.0],
        }
    ).sample(frac=1, random_state=2)
    rows = records.measure_gauges(table, [2.0, 9.5], pd.Timedelta("3h"))
    one = rows[rows["unique_id"] == "g"]
    figures = {m: (d, v) for m, d, v in zip(one["measure"], one["ds"], one["value"], strict=True)}
    day = pd.Timestamp("2026-10-01")
    end = day + pd.Timedelta("9h")
    assert figures == {
        "last": (end, 2.0),
        "highest": (day + pd.Timedelta("1h"), 3.0),
        "covered_hours": (end, 3.0),
        "missing_hours": (end, 6.0),
        "hours_above:2": (end, 1.0),
        "hours_above:9.5": (end, 0.0),
        "first_crossing": (day + pd.Timedelta("30min"), 2.0),
        "gap": (day + pd.Timedelta("2h"), 6.0),
    }
    assert set(rows["unique_id"]) == {"g", "h"}
    assert list(rows.columns) == list(kinds.COLUMNS)
    with pytest.raises(UsageError, match=r"^g: a gauge needs"):
        records.measure_gauges(pd.concat([table, table]), [], pd.Timedelta("3h"))


def project(**columns: object) -> pd.DataFrame:
    months = [f"2026-{m:02d}" for m in range(1, 11)]
    earned = [8.0, 16.0, 24.0, 32.0] + [NAN] * 6
    table = {"unique_id": "p", "ds": months, "planned": np.arange(10.0, 101, 10), "earned": earned}
    return pd.DataFrame(table | columns)


def figures(rows: pd.DataFrame, name: str = "p") -> dict[str, tuple[str, float, str]]:
    one = rows[(rows["unique_id"] == name) & ~rows["measure"].str.endswith("_share")]
    return {m: (f"{d:%Y-%m}", v, n) for _, d, m, v, n in one.itertuples(index=False, name=None)}


def test_projects() -> None:
    rows = records.measure_projects(project(cost=np.arange(9.0, 91, 9)))
    found = figures(rows)
    assert found["schedule_index"] == ("2026-04", pytest.approx(0.8), "")
    assert found["cost_index"] == ("2026-04", pytest.approx(32 / 36), "")
    assert found["slip"] == ("2026-04", pytest.approx(0.8), "")
    assert found["light"] == ("2026-04", 2.0, "amber: schedule")
    # 3.2 of 10 planned months earned in 4: 12.5 months in all, in the course of the 13th.
    assert found["finish"] == ("2027-01", pytest.approx(12.5), "")
    shares = rows[rows["measure"].str.endswith("_share")]
    assert shares["value"].tolist()[:4] == pytest.approx([10, 8, 20, 16])
    assert len(shares) == 14
    strict = records.measure_projects(project(), rule=LightRule(red_schedule=0.9))
    assert figures(strict)["light"][1:] == (3.0, "red: schedule")
    assert "cost_index" not in figures(strict)


def test_projects_side_by_side() -> None:
    """One begins later, one has no plan, one has not begun, one has its land and one has not."""
    late = project(unique_id="late").assign(ds=[f"2027-{m:02d}" for m in range(1, 11)])
    none = project(unique_id="none", planned=NAN)
    idle = project(unique_id="idle", earned=[0.0] + [NAN] * 9)
    silent = project(unique_id="silent", earned=NAN)
    on_time = np.array([10.0, 20.0, 30.0, 40.0] + [NAN] * 6)
    land = project(unique_id="land", earned=on_time, land=[NAN, 39.0] + [NAN] * 8)
    ready = project(unique_id="ready", earned=on_time, land=[40.0] + [NAN] * 9)
    rows = records.measure_projects(pd.concat([late, none, idle, silent, land, ready]))
    assert figures(rows, "late")["schedule_index"] == ("2027-04", pytest.approx(0.8), "")
    assert figures(rows, "none") == {"light": ("2026-04", 0.0, "unknown: no_plan")}
    assert figures(rows, "silent") == {"light": ("2026-01", 0.0, "unknown: no_plan")}
    assert "finish" not in figures(rows, "idle")
    assert figures(rows, "land")["light"][1:] == (2.0, "amber: land")
    assert figures(rows, "ready")["light"][1:] == (1.0, "green: none")
    shares = rows[(rows["unique_id"] == "none") & rows["measure"].str.endswith("_share")]
    assert shares.empty
    nothing = records.measure_projects(project(planned=0.0))
    assert figures(nothing)["light"][2] == "unknown: no_plan"


def test_quarterly_projects_end_on_the_first_day_of_a_quarter() -> None:
    table = project().iloc[:2].assign(ds=["2026-Q3", "2026-Q4"], earned=[5.0, NAN])
    found = figures(records.measure_projects(table, "Q"))
    assert found["finish"][0] == "2027-04"
    assert found["slip"][0] == "2026-07"


def test_a_plan_that_falls_is_told_with_its_project() -> None:
    with pytest.raises(UsageError, match=r"^p: a planned S-curve"):
        records.measure_projects(project(planned=np.arange(10.0, 0, -1)))
    with pytest.raises(DataError, match="no column earned"):
        records.measure_projects(project().drop(columns="earned"))


def test_dossiers() -> None:
    table = pd.DataFrame(
        {"unique_id": ["m", "m", "n"], "ds": ["2026-08-01", "2026-09-20", "2026-01-01"]}
    )
    rows = records.measure_dossiers(table, 4, pd.Timestamp("2026-10-10"), 45)
    assert rows["value"].tolist() == [50, 20, 0, 25, 282, 1]
    assert rows["measure"].tolist() == ["coverage", "age_days", "stale"] * 2
    assert (rows["ds"] == pd.Timestamp("2026-10-10")).all()
    assert rows["unique_id"].tolist() == ["m"] * 3 + ["n"] * 3
    none = records.measure_dossiers(table, 0, pd.Timestamp("2026-10-10"), 45)
    assert none["measure"].tolist() == ["age_days", "stale"] * 2
