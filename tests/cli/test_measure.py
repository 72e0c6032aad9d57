"""``phantich measure``: every kind, its options, and one line for what is wrong."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import get_args

import pandas as pd
import pytest

from phantich.catalog.model import Kind
from phantich.cli import main, measure

MONTHS = [f"{year}-{month:02d}" for year in (2023, 2024) for month in range(1, 13)]


def write(path: Path, **columns: object) -> Path:
    pd.DataFrame(columns).to_csv(path, index=False)
    return path


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    names = ["rice"] * 24 + ["fish"] * 24 + ["rent"] * 24
    y = [100 + i for i in range(24)] + [100 + i / 2 for i in range(24)] + [100.0] * 24
    return write(tmp_path / "items.csv", unique_id=names, ds=MONTHS * 3, y=y)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    ids, parents = ["rice", "fish", "rent", "food"], ["food", "food", "all", "all"]
    path = tmp_path / "weights.csv"
    return write(path, id=ids, valid_from="2023-01-01", weight=[20, 30, 50, 50], parent=parents)


def run(capsys: pytest.CaptureFixture[str], *words: object) -> list[dict[str, str]]:
    assert main(["measure", *map(str, words), "--format", "csv"]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return list(csv.DictReader(io.StringIO(captured.out)))


def fails(capsys: pytest.CaptureFixture[str], code: int, *words: object) -> str:
    assert main(["measure", *map(str, words)]) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def test_the_kinds_are_those_of_the_catalogue() -> None:
    """The command names them itself, so that it starts without the catalogue."""
    assert get_args(measure.Kind) == get_args(Kind)


def test_prices_from_their_links(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    links = write(tmp_path / "mom.csv", unique_id=["rice"] * 24, ds=MONTHS, y=[100.5] * 24)
    words = ["--kind", "price_index", "--input", links, "--links", "--from", "2024-12"]
    found = {r["measure"]: float(r["value"]) for r in run(capsys, *words, "--base", "2023-12")}
    year = 100 * 1.005**12
    assert found["mom"] == 100.5
    chained = ["yoy", "vs_december", "vs_base", "ytd_average", "quarter_average"]
    assert [found[name] for name in chained] == pytest.approx([year] * 5)
    assert "--links is for price_index" in fails(
        capsys, 2, "--kind", "stock", "--input", links, "--links"
    )


def test_a_tree_from_links(prices: Path, weights: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = pd.read_csv(prices)
    table["y"] = 100 * table["y"] / table.groupby("unique_id")["y"].shift()
    table.dropna().to_csv(prices.with_name("mom.csv"), index=False)
    words = ["--kind", "price_index", "--weights", weights, "--from", "2024-12", "--input"]
    levels = run(capsys, *words, prices)
    links = run(capsys, *words, prices.with_name("mom.csv"), "--links")
    assert [r["measure"] for r in links] == [r["measure"] for r in levels]
    assert [float(r["value"]) for r in links] == pytest.approx([float(r["value"]) for r in levels])


def test_prices_without_weights(prices: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = run(
        capsys, "--kind", "price_index", "--input", prices, "--from", "2024-12", "--base", "2023-12"
    )
    rice = {r["measure"]: float(r["value"]) for r in rows if r["unique_id"] == "rice"}
    assert rice["mom"] == pytest.approx(100 * 123 / 122)
    assert rice["yoy"] == rice["vs_december"] == rice["vs_base"] == pytest.approx(100 * 123 / 111)
    assert {"ytd_average", "quarter_average"} <= set(rice)
    assert {r["ds"] for r in rows} == {"2024-12-01"}
    other = run(capsys, "--kind", "price_index", "--input", prices, "--method", "hicp")
    hicp = [r for r in other if (r["measure"], r["ds"]) == ("ytd_average", "2024-12-01")]
    assert float(hicp[0]["value"]) != rice["ytd_average"]


def test_prices_with_weights(
    prices: Path, weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--kind", "price_index", "--input", prices, "--weights", weights, "--method", "hicp")
    rows = run(capsys, *words, "--from", "2024-12", "--wide")
    assert [r["unique_id"] for r in rows] == ["all", "food", "rice", "fish", "rent"]
    total = rows[0]
    parts = [float(r["contribution_yoy"]) for r in rows[-3:]]
    assert sum(parts) == pytest.approx(float(total["yoy"]) - 100)
    assert float(total["contribution_yoy"]) == pytest.approx(sum(parts))
    based = run(capsys, *words, "--base", "2024-12", "--from", "2024-12")
    assert {float(r["value"]) for r in based if r["measure"] == "index"} == {100.0}


def test_a_tree_in_a_file_of_its_own(
    prices: Path, weights: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    members = ["rice", "fish", "rent", "food"]
    tree = write(tmp_path / "tree.csv", id=members, parent=["food", "food", "CPI", "CPI"])
    words = ("--kind", "price_index", "--input", prices, "--weights", weights, "--tree", tree)
    rows = run(capsys, *words, "--from", "2024-12")
    assert list(dict.fromkeys(r["unique_id"] for r in rows)) == [
        "CPI", "food", "rice", "fish", "rent",
    ]  # fmt: skip


def test_missing_prices_by_rule(
    prices: Path, weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = pd.read_csv(prices)
    table.loc[(table["unique_id"] == "rice") & (table["ds"] == "2024-12"), "y"] = None
    table.to_csv(prices, index=False)
    found = {}
    for rule in ("parent", "carry", "gap"):
        rows = run(
            capsys, "--kind", "price_index", "--input", prices, "--weights", weights,
            "--missing", rule, "--from", "2024-12",
        )  # fmt: skip
        named = {(r["unique_id"], r["measure"]): float(r["value"]) for r in rows}
        found[rule] = named.get(("food", "mom"))
    fish = 100 * 111.5 / 111
    assert found["parent"] == pytest.approx(fish)
    assert found["carry"] == pytest.approx(100 * (fish / 100) ** 0.6)
    assert found["gap"] is None


def test_volumes_with_weights(
    prices: Path, weights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--kind", "volume_index", "--input", prices, "--weights", weights)
    rows = run(capsys, *words, "--from", "2024-12", "--wide")
    total = float(rows[-1]["yoy"])
    assert rows[-1]["unique_id"] == "total"
    level = [0.2 * (100 + i) + 0.3 * (100 + i / 2) + 50 for i in (11, 23)]
    assert total == pytest.approx(100 * level[1] / level[0])


@pytest.mark.parametrize("kind", ["stock", "flow", "volume_index", "count"])
def test_kinds_of_one_column(kind: str, prices: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = run(capsys, "--kind", kind, "--input", prices, "--from", "2024-12")
    yearly = [float(r["value"]) for r in rows if r["measure"] == "yoy"]
    assert yearly == pytest.approx([100 * 123 / 111, 100 * 111.5 / 105.5, 100])


def test_ratings_by_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "r.csv", unique_id=["a", "b"], ds=[2024, 2024], y=[80, 90])
    rows = run(capsys, "--kind", "rating", "--input", path, "--frequency", "A")
    assert [r["value"] for r in rows if r["measure"] == "rank"] == ["2.0", "1.0"]
    assert {r["ds"] for r in rows} == {"2024-01-01"}


def test_ratios_and_parquet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "r.parquet"
    columns = {"numerator": [1.0, 2.0], "denominator": [4.0, 4.0]}
    pd.DataFrame({"unique_id": ["a", "b"], "ds": "2024-05", **columns}).to_parquet(path)
    rows = run(capsys, "--kind", "ratio", "--input", path)
    ratios = {r["unique_id"]: float(r["value"]) for r in rows if r["measure"] == "ratio"}
    assert ratios == {"a": 25.0, "b": 50.0, "total": 37.5}


def test_gauges_at_their_times(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    times = [f"2026-10-01T{h:02d}:00" for h in (0, 1, 5)]
    path = write(tmp_path / "g.csv", unique_id="g", ds=times, y=[1, 3, 3])
    words = ("--kind", "gauge", "--input", path, "--level", 2)
    rows = {r["measure"]: r for r in run(capsys, *words)}
    assert rows["first_crossing"]["ds"] == "2026-10-01T00:30:00"
    assert float(rows["hours_above:2"]["value"]) == 0.5
    assert float(rows["gap"]["value"]) == 4
    wide = {r["measure"]: r for r in run(capsys, *words, "--gap", "4h")}
    assert float(wide["hours_above:2"]["value"]) == 4.5


def test_projects_and_dossiers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    months = ["2026-01", "2026-02", "2026-03"]
    path = tmp_path / "p.csv"
    write(path, unique_id="p", ds=months, planned=[10, 20, 30], earned=[10, None, None])
    rows = {r["measure"]: r for r in run(capsys, "--kind", "progress", "--input", path)}
    assert (float(rows["light"]["value"]), rows["light"]["note"]) == (1.0, "green: none")
    maps = write(tmp_path / "d.csv", unique_id="m", ds=["2026-09-01", "2026-08-01"])
    words = ("--kind", "dossier", "--input", maps, "--expected", 4)
    found = run(capsys, *words, "--today", "2026-10-01", "--stale-days", 29)
    assert [float(r["value"]) for r in found] == [50, 30, 1]
    assert float(run(capsys, *words)[0]["value"]) == 50


def test_json_and_the_table_for_people(prices: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["measure", "--kind", "stock", "--input", str(prices), "--from", "2024-12"]
    assert main([*words, "--format", "json"]) == 0
    records = json.loads(capsys.readouterr().out)
    assert set(records[0]) == {"unique_id", "ds", "measure", "value", "note"}
    assert main(words) == 0
    assert capsys.readouterr().out.splitlines()[0].split() == list(records[0])


def test_one_line_for_what_is_wrong(
    prices: Path, weights: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = fails(capsys, 1, "--kind", "ratio", "--input", prices)
    assert "items.csv: found the columns unique_id, ds, y" in text
    assert "numerator, denominator" in text
    assert "nope.csv" in fails(capsys, 1, "--kind", "stock", "--input", tmp_path / "nope.csv")
    wrong = write(tmp_path / "w.csv", unique_id="a", ds=["2024-01", "01/02/2024"], y=[1, 2])
    assert "w.csv, row 3, column ds" in fails(capsys, 1, "--kind", "stock", "--input", wrong)
    comma = write(tmp_path / "v.csv", unique_id="a", ds=["2024-01"], y=["1,5"])
    assert "v.csv, row 2, column y" in fails(capsys, 1, "--kind", "stock", "--input", comma)
    text = fails(capsys, 2, "--kind", "stock", "--input", prices, "--weights", weights)
    assert "--weights is for price_index and volume_index, not for stock" in text
    assert "2030 lies outside" in fails(
        capsys, 2, "--kind", "price_index", "--input", prices, "--base", "2030"
    )
    assert "--from 'soon' is no date" in fails(
        capsys, 2, "--kind", "stock", "--input", prices, "--from", "soon"
    )
    gauge = write(tmp_path / "g.csv", unique_id="g", ds=["noon"], y=[1])
    assert "g.csv, row 2, column ds" in fails(capsys, 1, "--kind", "gauge", "--input", gauge)
    assert "--gap 'x' is no time" in fails(
        capsys, 2, "--kind", "gauge", "--input", gauge, "--gap", "x"
    )
    lacking = write(tmp_path / "l.csv", id=["rice"], valid_from="2023-01-01", weight=[1])
    tree = write(tmp_path / "t.csv", id=["fish", "rice"], parent=["T", "T"])
    words = ("--kind", "price_index", "--input", prices, "--weights", lacking, "--tree", tree)
    assert "no weight of fish" in fails(capsys, 1, *words)
