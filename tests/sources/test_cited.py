"""The cited figures against the collection that they were carried over from, one to one."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pytest

from phantich.catalog import find_component
from phantich.errors import DataError, UsageError
from phantich.sources.cited import read_cited

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "data" / "cited" / "city_monthly.csv"
CHANGES = {"mom_pct", "yoy_month_pct", "yoy_cumulative_pct", "vs_december_pct"}
CHANGES |= {"ytd_average_yoy_pct"}


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return read_cited(FILE).observations


def left_out() -> dict[tuple[str, str], int]:
    """The table in the folder's README."""
    text = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \| (\w+) \| (\d+) \|", text, re.MULTILINE)
    return {(area, indicator): int(count) for area, indicator, count in rows}


def test_every_figure_has_its_place_in_the_catalogue(figures: pd.DataFrame) -> None:
    for code, component in {*zip(figures["indicator"], figures["component"], strict=True)}:
        find_component(f"{code}/{component}")
    assert figures["source"].str.startswith(("http://", "https://")).all()
    assert len(figures) == 1790


def test_figures_by_hand(figures: pd.DataFrame) -> None:
    """February 2023: revenue 8,878 tỷ đồng, up 31.4 % on the year (statistics office, MPI page)."""
    revenue = figures[
        (figures["indicator"] == "HP.A.II.1")
        & (figures["item"] == "Tổng thu ngân sách nhà nước")
        & (figures["period"] == "2023-02")
    ].set_index("measure")
    assert revenue.loc["level", "value"] == 8878.0
    assert revenue.loc["yoy", "value"] == 131.4
    assert revenue.loc["ytd", "vintage"] == "2023-02-28"


@pytest.mark.shared
def test_one_to_one_with_the_collection(shared: Path, figures: pd.DataFrame) -> None:
    with (shared / "real" / "city_monthly.csv").open(encoding="utf-8", newline="") as file:
        given = list(csv.DictReader(file))
    skipped = left_out()
    for owner, count in skipped.items():
        assert sum((r["area"], r["indicator"]) == owner for r in given) == count
    rest = [r for r in given if (r["area"], r["indicator"]) not in skipped]
    assert len(rest) == len(figures) == len(given) - sum(skipped.values())
    found: dict[tuple[str, float, str], list[str]] = defaultdict(list)
    areas = {"Hải Phòng": "haiphong", "Cần Thơ": "cantho", "Việt Nam": "vietnam"}
    for row in figures.itertuples():
        found[row.source, row.value, areas[row.area]].append(row.period[:4])
    for row in rest:
        value = float(row["value"]) + (100 if row["measure"] in CHANGES else 0)
        places = found[row["source_url"], round(value, 9), row["area"]]
        assert row["period"][:4] in places, row
        places.remove(row["period"][:4])
    assert not any(found.values())


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="project's folder"):
        read_cited(tmp_path / "none.csv")


def test_a_broken_file(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8").splitlines()[:3]
    broken = tmp_path / "broken.csv"
    broken.write_text("\n".join([*text, text[2].replace("131.4", "nhiều")]), encoding="utf-8")
    with pytest.raises(DataError, match="finite number"):
        read_cited(broken)
