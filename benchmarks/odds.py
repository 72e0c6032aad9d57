"""Odds of the annual plan on the real panel of investment from the State budget.

    python benchmarks/odds.py [FOLDER OF WORKBOOKS] [--first 2012] [--by-year]

Units are the ministries, the provinces and their totals in the monthly workbooks. A year is missed
when less than 90 % of the plan was done at its end. Each judgement uses what was published by that
month, no later figure and no later year. Printed beside the odds: the straight line (share reached
times 12/m), as a rank for AUC, and as a yes or no for the Brier score. Beside the calibration
stands what it would be for true odds («if true», and «at most» in nine samples of ten).
"""

# ruff: noqa: E402, T201
from __future__ import annotations

import argparse
import os
import re
import time
from pathlib import Path

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np
import pandas as pd

from phantich.forecast.observed import observed_paths
from phantich.forecast.odds import year_end_odds
from phantich.forecast.yearpaths import YearPaths
from phantich.measures.panel import Floats
from phantich.sources.gso.cells import iterate_sheets
from phantich.sources.gso.reader import read_sheets_of
from phantich.sources.gso.text import fold

REACH = 0.9
MONTHS = (3, 4, 6, 8, 9, 10)
_ABOUT = re.compile(r"von.*(dau tu|ngan sach)|dau tu.*ngan sach|state budget")


def investment(folder: Path) -> pd.DataFrame:
    """Observations of the investment tables in a folder of workbooks; faulty files are named."""
    tables = []
    for path in sorted(folder.glob("*.xls*")):
        try:
            sheets = [sheet for sheet in iterate_sheets(path) if _is_about(sheet.rows)]
            if sheets:
                table = read_sheets_of(path.name, sheets).observations
                tables.append(table[table["indicator"] == "VN.INVESTMENT"])
        except Exception as error:
            print(f"left out: {path.name}: {error}")
    return pd.concat(tables, ignore_index=True)


def _is_about(rows: list[list[object]]) -> bool:
    texts = (cell for row in rows[:8] for cell in row if isinstance(cell, str))
    return any(_ABOUT.search(fold(text)) for text in texts)


def judged(table: pd.DataFrame, month: int, first: int) -> pd.DataFrame:
    """One row a unit-year: the odds at the end of a month, and what came of the year."""
    whole = observed_paths(table)
    final = pd.DataFrame(whole.shares[:, :, 11], whole.ids, range(whole.first_year, whole.year + 1))
    rows = []
    releases = table.loc[table["frequency"] == "M"].groupby("period")["vintage"].min()
    for year in range(first, whole.year + 1):
        release = releases.get(f"{year}-{month:02d}")
        if release is None:
            continue
        paths = observed_paths(table, as_of=release)
        if paths.year != year:
            continue
        odds = year_end_odds(paths, reach=REACH)
        own = np.isfinite(paths.shares[:, :-1, 11]).any(axis=1)
        rows.append(
            pd.DataFrame(
                {
                    "year": year,
                    "unit": paths.ids,
                    "share": paths.shares[:, -1, month - 1],
                    "miss": odds.miss[:, 0],
                    "expected": odds.quantile(0.5) / paths.plans[:, -1],
                    "low": odds.quantile(0.1) / paths.plans[:, -1],
                    "high": odds.quantile(0.9) / paths.plans[:, -1],
                    "final": final[year].reindex(paths.ids).to_numpy(),
                }
            )[own & (odds.places == month - 1)]
        )
    return pd.concat(rows, ignore_index=True).dropna()


def alone(table: pd.DataFrame, month: int, first: int) -> dict[str, object]:
    """The year's amount by each unit's own past alone, without plan or siblings."""
    whole = observed_paths(table)
    rows = []
    for year in range(first, whole.year + 1):
        published = table.loc[table["period"] == f"{year}-{month:02d}", "vintage"]
        paths = observed_paths(table, as_of=published.min()) if len(published) else whole
        if paths.year != year:
            continue
        for row in np.flatnonzero(paths.places == month - 1):
            sums = paths.sums[row : row + 1]
            none = np.full(sums.shape[:2], np.nan)
            odds = year_end_odds(YearPaths(paths.ids[row : row + 1], paths.first_year, sums, none))
            unit = whole.ids.get_loc(paths.ids[row])
            result = whole.sums[unit, year - whole.first_year, 11]
            line = odds.to_date[0] * 12 / month
            rows.append((result, line, *odds.quantiles[0]))
    found = pd.DataFrame(rows).dropna().to_numpy()
    result, line, low95, low80, middle, high80, high95 = found.T
    return {
        "month": month, "n": len(found),
        "median error": 100 * np.median(np.abs(middle / result - 1)),
        "median error line": 100 * np.median(np.abs(line / result - 1)),
        "covers 80": ((low80 <= result) & (result <= high80)).mean(),
        "covers 95": ((low95 <= result) & (result <= high95)).mean(),
    }  # fmt: skip


def auc(score: Floats, event: Floats) -> float:
    """Probability that an event scores higher than a non-event, ties counting half."""
    ranks = pd.Series(score).rank().to_numpy()
    ones, noughts = event.sum(), (1 - event).sum()
    return float((ranks[event == 1].sum() - ones * (ones + 1) / 2) / (ones * noughts))


def calibration(probability: Floats, event: Floats, bins: int = 5) -> float:
    """Mean distance of forecast and frequency over equally wide classes, weighted by size."""
    place = np.minimum((probability * bins).astype(int), bins - 1)
    gaps = [
        (place == b).mean() * abs(probability[place == b].mean() - event[place == b].mean())
        for b in np.unique(place)
    ]
    return float(sum(gaps))


def by_chance(probability: Floats, draws: int = 400) -> tuple[float, float]:
    """What `calibration` says of odds that are true, if units are independent: mean, and what one
    sample in ten exceeds."""
    random = np.random.default_rng(0)
    found = [
        calibration(probability, (random.random(len(probability)) < probability).astype(float))
        for _ in range(draws)
    ]
    return float(np.mean(found)), float(np.quantile(found, 0.9))


def report(found: pd.DataFrame, month: int) -> dict[str, object]:
    """One line of the table."""
    event = (found["final"] < REACH).to_numpy(dtype=float)
    line = found["share"].to_numpy() * 12 / month
    miss = found["miss"].to_numpy()
    brier, plain = ((miss - event) ** 2).mean(), (((line < REACH) - event) ** 2).mean()
    error = (found["expected"] - found["final"]).abs().mean()
    inside = found["final"].between(found["low"], found["high"])
    usual, most = by_chance(miss)
    return {
        "month": month, "n": len(found), "missed": event.mean(),
        "AUC": auc(miss, event), "AUC line": auc(-line, event),
        "Brier": brier, "Brier line": plain, "ratio": brier / plain,
        "calibration": calibration(miss, event), "if true": usual, "at most": most,
        "bias": miss.mean() - event.mean(),
        "error": 100 * error, "error line": 100 * np.abs(line - found["final"]).mean(),
        "covers 80": inside.mean(),
    }  # fmt: skip


def main() -> None:
    """Parse and run."""
    shared = Path(os.environ.get("PHANTICH_SHARED", Path(__file__).parents[2] / "shared"))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=shared / "gso" / "workbooks")
    parser.add_argument("--first", type=int, default=2012, help="first year judged")
    parser.add_argument("--by-year", action="store_true")
    asked = parser.parse_args()
    if not asked.folder.is_dir():
        print(
            f"{asked.folder.name} is not there: name a folder of workbooks, or set PHANTICH_SHARED"
        )
        return
    began = time.process_time()
    table = investment(asked.folder)
    read = time.process_time()
    found = {month: judged(table, month, asked.first) for month in MONTHS}
    print(f"Odds of missing 90 % of the annual plan, investment, {asked.first}-; errors in points")
    lines = pd.DataFrame([report(rows, month) for month, rows in found.items()])
    print(lines.round(3).to_string(index=False))
    print(
        "\nThe year's amount by each unit's own past, without plan or siblings; errors in per cent"
    )
    own = pd.DataFrame([alone(table, month, asked.first) for month in (3, 6, 9)])
    print(own.round(3).to_string(index=False))
    if asked.by_year:
        years = found[6].groupby("year")
        print(
            pd.DataFrame([{"year": y, **report(rows, 6)} for y, rows in years]).round(3).to_string()
        )
    print(f"CPU: reading {read - began:.1f} s, odds {time.process_time() - read:.1f} s")


if __name__ == "__main__":
    main()
