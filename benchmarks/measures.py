"""How fast the measures are, and how much memory they take: ``python benchmarks/measures.py``.

100,000 monthly series of ten years through all published comparisons in one call, long table in and
long table out, beside one ``groupby().pct_change()`` of pandas on the same table in the same run;
and a price tree of 1,000 items on three levels in 114 areas, aggregated and taken apart.

The time is the best of three, the memory the peak that Python's allocators add during one run.
"""

from __future__ import annotations

import argparse
import sys
import time
import tracemalloc
from collections.abc import Callable

import numpy as np
import pandas as pd

from phantich.measures.aggregation import aggregate_levels
from phantich.measures.comparisons import compare_levels
from phantich.measures.panel import Panel
from phantich.measures.tree import Tree

MONTHS = 120
MEGABYTE = 1024**2


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Benchmark of the measures.")
    parser.add_argument("--series", type=int, default=100_000)
    parser.add_argument("--items", type=int, default=1_000)
    parser.add_argument("--areas", type=int, default=114)
    options = parser.parse_args()
    _say(f"{'what':<76}{'seconds':>9}{'MB':>8}{'ratio':>8}")
    _comparisons(options.series)
    _trees(options.items, options.areas)


def _comparisons(series: int) -> None:
    rng = np.random.default_rng(0)
    y = 100 * np.exp(np.cumsum(rng.normal(0, 0.01, (series, MONTHS)), axis=1))
    days = pd.date_range("2015-01-01", periods=MONTHS, freq="MS")
    names = np.repeat([f"s{i:06d}" for i in range(series)], MONTHS)
    table = pd.DataFrame({"unique_id": names, "ds": np.tile(days, series), "y": y.reshape(-1)})
    shuffled = table.sample(frac=1, random_state=0)

    def ours(rows: pd.DataFrame) -> pd.DataFrame:
        panel = Panel.from_long(rows)
        return panel.to_long(compare_levels(panel))

    def theirs(rows: pd.DataFrame) -> pd.Series:
        return rows.groupby("unique_id")["y"].pct_change(fill_method=None)

    what = f"{series:,} series × {MONTHS} months"
    base, memory = _measured(lambda: theirs(table))
    _row(f"{what}: pandas pct_change, one comparison", base, memory, base)
    _row(f"{what}: all four comparisons", *_measured(lambda: ours(table)), base)
    base, memory = _measured(lambda: theirs(shuffled.sort_values(["unique_id", "ds"])))
    _row(f"{what}: pandas, rows in any order, sorted first", base, memory, base)
    _row(f"{what}: all four, rows in any order", *_measured(lambda: ours(shuffled)), base)


def _trees(items: int, areas: int) -> None:
    rng = np.random.default_rng(1)
    parents: dict[str, str | None] = {"T": None}
    parents |= {f"g{i}": "T" for i in range(11)}
    parents |= {f"c{i}": f"g{i % 11}" for i in range(100)}
    parents |= {f"i{i}": f"c{i % 100}" for i in range(items)}
    tree = Tree.from_parents(parents)
    levels = 100 * np.exp(np.cumsum(rng.normal(0, 0.01, (items, areas, MONTHS)), axis=-1))
    gaps = np.where(rng.random(levels.shape) < 0.02, np.nan, levels)
    weights = rng.uniform(1, 9, items)

    def run(prices: np.ndarray, method: str) -> None:
        # A few areas at a time: their arrays stay small, and nothing is gained by more.
        for part in np.array_split(prices, max(areas // 8, 1), axis=1):
            whole = aggregate_levels(part, tree, weights, 540, "M", method)  # type: ignore[arg-type]
            for span in ("month", "year", "year_to_date"):
                whole.contributions(span)  # type: ignore[arg-type]

    what = f"{items:,} items, 3 levels, {areas} areas, {MONTHS} months"
    for method in ("gso", "hicp"):
        seconds, memory = _measured(lambda m=method: run(levels, m))  # type: ignore[misc]
        _row(f"{what}: {method} and 3 contributions", seconds, memory)
        _say(f"{'':<76}{1 / seconds:>9.2f} trees of all areas per second")
    seconds, memory = _measured(lambda: run(gaps, "gso"))
    _row(f"{what}: gso, 2 % of prices missing", seconds, memory)


def _measured(call: Callable[[], object], times: int = 3) -> tuple[float, float]:
    """Best time, and the peak of what is allocated on top of what is there."""
    best = np.inf
    for _ in range(times):
        began = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - began)
    tracemalloc.start()
    call()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return best, peak / MEGABYTE


def _row(what: str, seconds: float, memory: float, base: float | None = None) -> None:
    ratio = "" if base is None else f"{seconds / base:.2f}"
    _say(f"{what:<76}{seconds:>9.2f}{memory:>8.0f}{ratio:>8}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
