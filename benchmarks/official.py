"""How well the measures agree with published prices: ``python benchmarks/official.py SHARED``.

SHARED is the folder with the reference readings (``gso/reference/cpi_reference.csv``). Printed are

- every published yoy, vs-December and average beside what follows from the published month-on-month
  indices alone, by era, with each cell that misses the tolerance, and the same with links of months
  that lack taken from published levels;
- the published total beside what follows from its eleven groups and their weights;
- errors planted in the CPI tables since August 2020, and how many of them the import checks find,
  for tables whose past is loaded and for those that it lacks for; and false alarms on clean tables.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.measures import planting, rebuilding  # noqa: E402
from tests.measures.planting import Planted, Score, Table  # noqa: E402


def main() -> int:
    """Print all tables; exit code 1 when something ought to be found or rebuilt and is not."""
    parser = argparse.ArgumentParser(description="Agreement with published prices.")
    parser.add_argument("shared", type=Path, nargs="?", default=ROOT.parent / "shared")
    parser.add_argument("--every", type=int, default=5, help="plant every n-th error (1: all)")
    options = parser.parse_args()
    if not (options.shared / "gso" / "reference").is_dir():
        sys.stderr.write(f"{options.shared}: no folder gso/reference\n")
        return 2
    good = _rebuilding(options.shared)
    good &= _planting(planting.reference_tables(options.shared), options.every)
    return 0 if good else 1


def _rebuilding(shared: Path) -> bool:
    reference = rebuilding.read_reference(shared)
    _say("Comparisons from the published month-on-month indices alone")
    found = rebuilding.from_links(reference)
    for one in found:
        _say("\n".join(one.lines()))
    _say("\nThe same with missing links taken from published levels")
    for one in rebuilding.from_links_and_levels(reference, planting.reference_tables(shared)):
        _say("\n".join(one.lines(listed=one.measure == "yoy")))
    off = rebuilding.total_from_groups(reference)
    close = int((off <= 0.0002).sum())
    _say(f"\nTotal from its groups: {close} of {len(off)} months within 0.0002,")
    _say(f"{int((off <= 0.005).sum())} within 0.005, at most {off.max():.5f}; beyond 0.0002:")
    for month, miss in off[off > 0.0002].items():
        _say(f"  {month}: {miss:.5f}")
    return bool((off <= 0.005).all()) and all(one.breaks.empty for one in found)


def _planting(tables: dict[str, Table], every: int) -> bool:
    months = [month for month in tables if month >= planting.SINCE]
    alarms = planting.false_alarms(tables)
    _say(f"\nFalse alarms: {len(alarms)} of {len(months)} clean months since {planting.SINCE}")
    rng = np.random.default_rng(0)
    scores = {True: Score(), False: Score()}
    for month in months:
        score = scores[planting.has_past(tables, month)]
        for number, (past, error, hidden) in enumerate(_errors(tables, month, rng)):
            if number % every == 0:
                score.add(month, past, error, hidden)
    for complete, title in ((True, "whose past is loaded"), (False, "whose past lacks months")):
        _say(f"\nErrors planted in tables {title}")
        _say("\n".join(f"  {line}" for line in scores[complete].lines()))
        for what, month, cell in scores[complete].missed:
            _say(f"  not found: {what}, {month}, {cell}")
    return not alarms and not scores[True].missed


def _errors(
    tables: dict[str, Table], month: str, rng: np.random.Generator
) -> Iterator[tuple[Table, Planted, bool]]:
    """Errors planted in a month's table with the past that it is checked against."""
    table, past = tables[month], planting.past_of(tables, month)
    for error in planting.digits(table, rng):
        yield past, error, False
    for error in (*planting.rows(table, rng), *planting.columns(table)):
        yield past, error, False
    for other, figures in tables.items():
        if other < planting.SINCE:
            continue
        for error in planting.months(table, month, {other: figures}):
            if other < month:
                yield past, error, False
            # The same when nobody has loaded the month that the table comes from.
            yield {cell: v for cell, v in past.items() if cell[2] != other}, error, True


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
