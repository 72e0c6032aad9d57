"""Published comparisons beside what is rebuilt from month-on-month indices alone.

The reference holds every other release or so: a chain cannot jump a month, so that only the cells
whose links are all there can be rebuilt. `Agreement` counts both.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from phantich.catalog.weights import cpi_weights
from phantich.measures import kinds
from phantich.measures.aggregation import aggregate_levels
from phantich.measures.past import Past, month_before
from phantich.measures.tree import Tree
from tests.measures.planting import Table

TOTAL = "Chỉ số giá tiêu dùng"
CORE = "Lạm phát cơ bản"
ERAS = {"2000–06": (2000, 2006), "2007–09": (2007, 2009), "2010–13": (2010, 2013)}
ERAS["2014–26"] = (2014, 2026)
#: Two decimals, months of one decimal before 2007, and averages: what can be reached at best.
TOLERANCES = {"2000–06": 0.25, "2007–09": 0.10, "2010–13": 0.02, "2014–26": 0.02}
AVERAGE_TOLERANCES = {"2000–06": 0.02, "2007–09": 0.02, "2010–13": 0.02, "2014–26": 0.01}
#: Comparisons that follow from links, and how close they come.
FROM_LINKS = {
    "vs_december": TOLERANCES,
    "yoy": TOLERANCES,
    "ytd_average": AVERAGE_TOLERANCES,
    "quarter_average": AVERAGE_TOLERANCES,
}


def read_reference(shared: Path) -> pd.DataFrame:
    """Published cells of the reference: period, item, measure, value."""
    table = pd.read_csv(shared / "gso" / "reference" / "cpi_reference.csv")
    return table[table["published"]]


def rebuilt(links: pd.DataFrame) -> pd.DataFrame:
    """All comparisons from links: period, item, measure, built.

    The public way: what ``phantich measure --kind price_index --links`` prints.
    """
    table = links.rename(columns={"item": "unique_id", "period": "ds", "value": "y"})
    found = kinds.measure(table[["unique_id", "ds", "y"]], "price_index", links=True)
    return pd.DataFrame(
        {
            "item": found["unique_id"].astype(str),
            "period": found["ds"].dt.strftime("%Y-%m"),
            "measure": found["measure"].astype(str),
            "built": found["value"],
        }
    )


@dataclass(frozen=True)
class Agreement:
    """Published cells of one measure with `built` (NaN out of reach), `off`, `era`, `beyond`."""

    measure: str
    cells: pd.DataFrame

    @property
    def reachable(self) -> pd.DataFrame:
        return self.cells[self.cells["built"].notna()]

    @property
    def breaks(self) -> pd.DataFrame:
        """Cells that miss the tolerance."""
        return self.cells[self.cells["beyond"]]

    def lines(self, *, listed: bool = True) -> list[str]:
        """A line for each era, and one for each break since 2007 if they are listed."""
        head = f"{'era':<9}{'published':>10}{'reachable':>10}{'within':>8}{'largest':>9}{'99 %':>9}"
        out = [self.measure, f"  {head}"]
        for era, group in self.cells.groupby("era"):
            off = group["off"].dropna()
            far = f"{off.max():>9.4f}{off.quantile(0.99):>9.4f}" if len(off) else ""
            within = len(off) - int(group["beyond"].sum())
            out.append(f"  {era:<9}{len(group):>10}{len(off):>10}{within:>8}{far}")
        if not listed:
            return out
        for row in self.breaks[self.breaks["period"] >= "2007"].itertuples():
            values = f"printed {row.value}, rebuilt {row.built:.4f}"
            out.append(f"  break: {row.item}, {row.period}: {values}")
        return out


def agreement(
    measure: str, published: pd.DataFrame, built: pd.DataFrame, tolerances: dict[str, float]
) -> Agreement:
    """Published cells of a measure beside what was built of it."""
    keys = ["item", "period", "measure"]
    cells = published[published["measure"] == measure].merge(built, on=keys, how="left")
    year = cells["period"].str[:4].astype(int)
    cells["era"] = ""
    for era, (first, last) in ERAS.items():
        cells.loc[(year >= first) & (year <= last), "era"] = era
    cells["off"] = (cells["built"] - cells["value"]).abs()
    cells["beyond"] = cells["off"] > cells["era"].map(tolerances) + 1e-9
    return Agreement(measure, cells)


def from_links(reference: pd.DataFrame) -> list[Agreement]:
    """Every comparison that follows from the published month-on-month indices alone."""
    links = reference[(reference["measure"] == "mom") & (reference["item"] != CORE)]
    built = rebuilt(links)
    return [agreement(m, reference, built, limit) for m, limit in FROM_LINKS.items()]


def from_links_and_levels(reference: pd.DataFrame, tables: dict[str, Table]) -> list[Agreement]:
    """The same since 2007 with links of months that lack taken from what is published on levels.

    That is indices on a base year and on December, never yoy or averages.
    """
    kept = ("mom", "vs_december", "vs_base")
    figures = {c: v for t in tables.values() for c, v in t.items() if c[1].startswith(kept)}
    past = Past(figures)
    rows = []
    for item in sorted(set(reference["item"]) - {CORE}):
        for count in range(20 * 12):
            month = month_before("2006-01", -count)
            moved = past.movement(item, month_before(month), month)
            value = figures.get((item, "mom", month), 100 * moved.factor if moved else None)
            rows.append((item, month, value))
    links = pd.DataFrame(rows, columns=["item", "period", "value"]).dropna()
    built = rebuilt(links)
    since = reference[reference["period"] >= "2007"]
    return [agreement(m, since, built, limit) for m, limit in FROM_LINKS.items()]


def links_of_groups(reference: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """Links of the eleven groups and of the total by month since August 2020, and the weights."""
    weights = pd.Series(cpi_weights(dt.date(2024, 1, 1)).groups)
    months = reference[
        (reference["measure"] == "mom")
        & (reference["period"] >= "2020-08")
        & (reference["period"] <= "2025-02")
    ]
    wide = months.pivot(index="item", columns="period", values="value")
    return wide.loc[weights.index], wide.loc[TOTAL], weights


def total_from_groups(reference: pd.DataFrame) -> pd.Series:
    """How far the total from its groups lies from the printed one, by month."""
    groups, total, weights = links_of_groups(reference)
    tree = Tree.from_parents({TOTAL: None, **dict.fromkeys(groups.index, TOTAL)})
    levels = np.stack([np.full(groups.shape, 100.0), groups.to_numpy()], axis=-1)
    result = aggregate_levels(levels, tree, weights.to_numpy(), start=0)
    return pd.Series(np.abs(result.root[:, 1] - total.to_numpy()), index=total.index)
