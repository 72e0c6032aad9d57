"""The official figures of 2000–2025 against what the published month-on-month indices give.

The reference holds every other release or so: a chain cannot jump a month, so that only the cells
whose links are all there can be rebuilt. Every test prints how many those are.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from phantich.catalog.weights import cpi_weights
from phantich.measures.aggregation import aggregate_levels
from phantich.measures.comparisons import compare_levels, mean_index_to_date, span_average
from phantich.measures.index_series import PeriodOnPeriod
from phantich.measures.panel import Panel
from phantich.measures.tree import Tree
from phantich.measures.weights import weights_from_total

pytestmark = pytest.mark.shared

TOTAL = "Chỉ số giá tiêu dùng"
CORE = "Lạm phát cơ bản"
ERAS = {"2000–06": (2000, 2006), "2007–09": (2007, 2009), "2010–13": (2010, 2013)}
ERAS["2014–26"] = (2014, 2026)
#: Two decimals, months of one decimal before 2007, and averages: what can be reached at best.
TOLERANCES = {"2000–06": 0.25, "2007–09": 0.10, "2010–13": 0.02, "2014–26": 0.02}
AVERAGE_TOLERANCES = {"2000–06": 0.02, "2007–09": 0.02, "2010–13": 0.02, "2014–26": 0.01}


@pytest.fixture(scope="module")
def reference(shared: Path) -> pd.DataFrame:
    table = pd.read_csv(shared / "gso" / "reference" / "cpi_reference.csv")
    return table[table["published"]]


@pytest.fixture(scope="module")
def real(shared: Path) -> pd.DataFrame:
    table = pd.read_csv(shared / "real" / "city_monthly.csv")
    return table[(table["area"] == "vietnam") & (table["indicator"] == "cpi")]


def panel_of(rows: pd.DataFrame) -> Panel:
    named = {"item": "unique_id", "period": "ds", "value": "y"}
    return Panel.from_long(rows.rename(columns=named)[["unique_id", "ds", "y"]])


def compared(rows: pd.DataFrame, panel: Panel, values: np.ndarray) -> pd.DataFrame:
    """Published cells beside the rebuilt ones, with their era; unreachable ones have no `built`."""
    built = panel.to_long({"built": values})
    built["period"] = built["ds"].dt.strftime("%Y-%m")
    built["item"] = built["unique_id"].astype(str)
    both = rows.merge(built[["item", "period", "built"]], on=["item", "period"], how="left")
    year = both["period"].str[:4].astype(int)
    both["era"] = ""
    for era, (first, last) in ERAS.items():
        both.loc[(year >= first) & (year <= last), "era"] = era
    both["off"] = (both["built"] - both["value"]).abs()
    return both


def say(line: str) -> None:
    """Show a line under ``pytest -s``, and in the report of a failure."""
    sys.stdout.write(line + "\n")


def report(title: str, cells: pd.DataFrame, tolerances: dict[str, float]) -> pd.DataFrame:
    """Print agreement by era and return the cells that miss the tolerance."""
    say(f"\n{title}")
    say(f"  {'era':<9}{'published':>10}{'reachable':>10}{'largest':>9}{'99 %':>9}{'beyond':>7}")
    limit = cells["era"].map(tolerances)
    cells = cells.assign(beyond=cells["off"] > limit + 1e-9)
    for era, group in cells.groupby("era"):
        off = group["off"].dropna()
        far = f"{off.max():>9.4f}{off.quantile(0.99):>9.4f}" if len(off) else f"{'–':>9}{'–':>9}"
        say(f"  {era:<9}{len(group):>10}{len(off):>10}{far}{group['beyond'].sum():>7}")
    beyond = cells[cells["beyond"]]
    for row in beyond[beyond["period"] >= "2007"].itertuples():
        say(f"  break: {row.item}, {row.period}: printed {row.value}, rebuilt {row.built:.4f}")
    return beyond


def test_comparisons_are_rebuilt_from_the_monthly_links_alone(reference: pd.DataFrame) -> None:
    links = panel_of(reference[(reference["measure"] == "mom") & (reference["item"] != CORE)])
    series = PeriodOnPeriod(links)
    built = {
        "vs_december": (series.since_year_end(), TOLERANCES),
        "yoy": (series.cumulate(12), TOLERANCES),
        "ytd_average": (series.average_to_date(), AVERAGE_TOLERANCES),
    }
    for measure, (values, tolerances) in built.items():
        cells = compared(reference[reference["measure"] == measure], links, values)
        assert report(f"{measure} from links", cells, tolerances).empty
        if measure == "vs_december":
            assert cells["built"].notna().sum() > 600


def test_the_national_total_is_rebuilt_from_its_links_alone(real: pd.DataFrame) -> None:
    names = {"mom_pct": "mom", "yoy_month_pct": "yoy", "vs_december_pct": "vs_december"}
    names["ytd_average_yoy_pct"] = "ytd_average"
    rows = real.assign(measure=real["measure"].map(names), item=TOTAL, value=real["value"] + 100)
    links = panel_of(rows[rows["measure"] == "mom"])
    series = PeriodOnPeriod(links)
    built = {
        "yoy": series.cumulate(12),
        "vs_december": series.since_year_end(),
        "ytd_average": series.average_to_date(),
    }
    # These links come from texts with two decimals: twelve of them may miss by 12 · 0.005.
    rounded = dict.fromkeys(ERAS, 12 * 0.005)
    for measure, values in built.items():
        cells = compared(rows[rows["measure"] == measure], links, values)
        assert report(f"{measure} of the total from links", cells, rounded).empty
        assert cells["built"].notna().sum() >= 55


def test_comparisons_are_rebuilt_from_the_published_levels(reference: pd.DataFrame) -> None:
    for measure in ("yoy", "vs_december"):
        cells = []
        for _, rows in reference[reference["measure"] == "vs_base"].groupby("base_year"):
            levels = panel_of(rows)
            values = compare_levels(levels)[measure]
            of_base = reference[
                (reference["measure"] == measure) & reference["period"].isin(rows["period"])
            ]
            cells.append(compared(of_base, levels, values))
        beyond = report(f"{measure} from levels", pd.concat(cells), TOLERANCES)
        # Before 2010 levels were revised or printed with one decimal; since then one month's level
        # (a misprint that the reference notes) stands out.
        late = beyond[beyond["period"] >= "2010"]
        assert len(late) <= 2
        assert (late["off"] < 0.05).all()


def test_quarter_averages_are_geometric_means_too(reference: pd.DataFrame) -> None:
    """From levels: the official average of a quarter is exact; the ratio of means is not."""
    misses: dict[str, list[float]] = {"gso": [], "hicp": []}
    printed = reference[reference["measure"] == "quarter_average"]
    for _, rows in reference[reference["measure"] == "vs_base"].groupby("base_year"):
        levels = panel_of(rows)
        for method, found in misses.items():
            values = span_average(levels.values, levels.first_season, 3, 12, method)  # type: ignore[arg-type]
            found += compared(printed, levels, values)["off"].dropna().tolist()
    say(f"\nquarter averages: {len(misses['gso'])} cells, largest {max(misses['gso']):.1e}")
    assert len(misses["gso"]) >= 15
    assert max(misses["gso"]) < 1e-4
    assert max(misses["hicp"]) > 0.01


def test_averages_are_geometric_means_of_published_yearly_indices(reference: pd.DataFrame) -> None:
    yearly = panel_of(reference[reference["measure"] == "yoy"])
    values = mean_index_to_date(yearly.values, yearly.first_season)
    cells = compared(reference[reference["measure"] == "ytd_average"], yearly, values)
    beyond = report("ytd_average from yearly indices", cells, AVERAGE_TOLERANCES)
    assert cells["built"].notna().sum() > 400
    assert list(zip(beyond["item"], beyond["period"], strict=True)) == [
        ("Chỉ số giá vàng", "2008-03")
    ]


def _links_of_groups(reference: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    weights = pd.Series(cpi_weights(dt.date(2024, 1, 1)).groups)
    months = reference[
        (reference["measure"] == "mom")
        & (reference["period"] >= "2020-08")
        & (reference["period"] <= "2025-02")
    ]
    wide = months.pivot(index="item", columns="period", values="value")
    return wide.loc[weights.index], wide.loc[TOTAL], weights


def test_the_total_is_rebuilt_from_its_eleven_groups(reference: pd.DataFrame) -> None:
    groups, total, weights = _links_of_groups(reference)
    tree = Tree.from_parents({TOTAL: None, **dict.fromkeys(groups.index, TOTAL)})
    levels = np.stack([np.full(groups.shape, 100.0), groups.to_numpy()], axis=-1)
    result = aggregate_levels(levels, tree, weights.to_numpy(), start=0)
    off = np.abs(result.root[:, 1] - total.to_numpy())
    close = int((off <= 0.0002).sum())
    say(f"\ntotal from groups: {close} of {len(off)} months within 0.0002, at most {off.max():.5f}")
    assert len(off) >= 40
    # Four of the 54 months from 2020-08 on are known to miss; the reference has about 40 of them.
    assert len(off) - close <= 54 - 50
    assert off.max() <= 0.005


def test_the_weights_follow_from_the_published_total(reference: pd.DataFrame) -> None:
    groups, total, weights = _links_of_groups(reference)
    found = weights_from_total(total.to_numpy(), groups.to_numpy())
    off = np.abs(found.weights - weights.to_numpy())
    say(f"\nweights from the total alone: at most {off.max():.3f} points off")
    say(f"  {found.left_out} of {len(total)} months left out")
    assert off.max() < 0.1
    assert found.left_out <= 4
