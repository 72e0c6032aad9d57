"""Seasonal adjustment of real series: lights, Tết, time; with --revisions how results are revised.

    python benchmarks/seasonal.py TABLE
    python benchmarks/seasonal.py TABLE --revisions

TABLE (Parquet; the reference series when absent) has the columns ``unique_id, ds, y, kind``. A
revision is how far the last adjusted value lies from what the whole series gives for that month,
over nine origins in the last two years.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import pandas as pd

from phantich.errors import DataError
from phantich.measures.panel import Panel
from phantich.seasonal import Adjustment, Arguments, adjust, adjust_panel, summary

VARIANTS: dict[str, Arguments] = {
    "airline, X-11": {},
    "searched model, X-11": {"model": "auto"},
    "airline, SEATS": {"method": "seats"},
    "STL": {"method": "stl"},
}
#: Prices do not depend on the days of a month.
NO_TRADING_DAY = frozenset({"cpi"})


def overview(table: pd.DataFrame) -> None:
    """A row a kind of series: lights, Tết kept, |t| > 2, weekdays kept, milliseconds a series."""
    rows = []
    for kind, part in table.groupby("kind"):
        panel = Panel.from_long(part[["unique_id", "ds", "y"]])
        began = time.perf_counter()
        results = adjust_panel(panel, trading_day=kind not in NO_TRADING_DAY)
        spent = time.perf_counter() - began
        found = summary(results)
        lights = found["light"].value_counts()
        clear = (found[["t_tet_pre", "t_tet_post"]].abs() > 2).any(axis=1)
        rows.append(
            {
                "kind": kind,
                "series": len(found),
                **{light: int(lights.get(light, 0)) for light in ("green", "amber", "red", "grey")},
                "Tết kept": int(found["tet_kept"].sum()),
                "|t| > 2": int(clear.sum()),
                "weekdays": sum(r.model.trading_day is not None for r in results.values()),
                "winter before": _winter(results, "original"),
                "winter after": _winter(results, "adjusted"),
                "ms": round(1000 * spent / len(found)),
            }
        )
    print(pd.DataFrame(rows).to_string(index=False))


def _winter(results: dict[str, Adjustment], name: str) -> float:
    """Median over series of the median |Δ log| of January to March, in per cent."""
    medians = []
    for result in results.values():
        values = getattr(result, name)
        if (values > 0).all():
            steps = np.log(values).diff().abs()
            medians.append(steps[steps.index.month <= 3].median())
    return round(100 * float(np.median(medians)), 1)


def revisions(table: pd.DataFrame) -> None:
    """A row a variant: mean revision in per cent, its ratio to the first variant, failures."""
    found: dict[str, list[float]] = {name: [] for name in VARIANTS}
    failed = dict.fromkeys(VARIANTS, 0)
    for unique_id, part in table.groupby("unique_id", sort=False):
        values = pd.Series(part["y"].to_numpy(), pd.PeriodIndex(part["ds"], freq="M"))
        if (values <= 0).any():
            continue
        for name, arguments in VARIANTS.items():
            daily = part["kind"].iloc[0] not in NO_TRADING_DAY
            try:
                found[name].append(_revision(values, {"trading_day": daily, **arguments}))
            except DataError as error:
                failed[name] += 1
                found[name].append(np.nan)
                print(f"{name}: {unique_id}: {error}")
    frame = pd.DataFrame(found)
    # A series that needs no adjustment is never revised; it has no ratio.
    quotients = frame.div(frame.iloc[:, 0], axis=0).where(frame > 0)
    ratio = np.exp(np.log(quotients).mean())
    print(pd.DataFrame({"mean": frame.mean(), "median": frame.median(), "ratio": ratio,
                        "failed": failed}).round(3))  # fmt: skip


def _revision(values: pd.Series[float], arguments: Arguments) -> float:
    whole = adjust(values, **arguments).adjusted
    parts = [adjust(values.iloc[:-back], **arguments).adjusted for back in range(24, 1, -3)]
    return 100 * float(np.mean([abs(p.iloc[-1] / whole[p.index[-1]] - 1) for p in parts]))


def main() -> None:
    """Parse and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    shared = Path(__file__).resolve().parents[1].parent / "shared"
    default = shared / "bench" / "forecast_vn_dev.parquet"
    parser.add_argument("table", type=Path, nargs="?", default=default)
    parser.add_argument("--revisions", action="store_true")
    parser.add_argument("--every", type=int, default=1, help="take every n-th series only")
    asked = parser.parse_args()
    table = pd.read_parquet(asked.table)
    names = sorted(table["unique_id"].unique())[:: asked.every]
    table = table[table["unique_id"].isin(names)]
    (revisions if asked.revisions else overview)(table)


if __name__ == "__main__":
    main()
