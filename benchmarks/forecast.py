"""Forecasts beside those of other packages, in one run: ``make bench-forecast``.

    python benchmarks/forecast.py [--own] [--every 4] [--fresh] [--series 1000,10000]

Real Vietnamese monthly series from three origins (12, 16 and 20 months before the end, horizons
1–12), M3 monthly series with the competition's holdout of 18 months, and the cost. Every method
sees the same figures. Slow peers are kept by the content of what they were given; the run says what
came from there (--fresh runs them again, --own leaves them out). Of M3, peers get every fourth
series, and all methods of that table are scored on those; the combination on all of them as well.
"""

# ruff: noqa: E402, T201
from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np
import pandas as pd
from forecasting.cached import Cached, cache_folder, naive2

from phantich.forecast import Airline, Combined, Forecast, band_probabilities, truncated
from phantich.forecast.choice import model
from phantich.forecast.dieboldmariano import over_series
from phantich.forecast.protocol import Origin
from phantich.forecast.scores import score
from phantich.measures.panel import Floats, Panel

ORIGINS = (12, 16, 20)
MEDIAN = "median of four"
#: The four: ETS and Theta of statsmodels, ARIMA as X-13 selects it, our CES without Tết.
FOUR = ("sm-ets", "x13-auto", "sm-theta", "ces, no Tết")
#: Peers of the M3 series; the others are for series like the Vietnamese.
M3_PEERS = ("sm-ets", "sm-theta", "x13-auto", "prophet")
PEERS = ("sarimax", "sm-ets", "sm-theta", "x13-auto", "ucm", "prophet", "prophet-tet")
COLUMNS = ["mase", "rmsse", "smape", "wis", "coverage_80", "coverage_95", "cpu_ms"]


def methods(peers: tuple[str, ...], fresh: bool, place: Origin) -> dict[str, Cached]:
    """Ours are computed anew each time, the peers kept."""
    ours = {
        "combined": Combined(origin=place),
        "airline": Airline(origin=place),
        "ces, no Tết": model("ces", tet=False, origin=place),
        "naive": model("naive", origin=place),
    }
    found = {name: Cached(name, made, keep=False) for name, made in ours.items()}
    for name in peers:
        found[name] = Cached(name, model(name, origin=place), keep=not fresh)
    return found


def scored(panel: Panel, horizon: int, actual: Floats, found: dict[str, Cached]) -> pd.DataFrame:
    """Scores by method and series; the median of the four is made from their forecasts."""
    frames, means, bands = [], {}, {}
    for name, method in found.items():
        print(f"  {name} … ", end="", file=sys.stderr, flush=True)
        means[name], bands[name] = method.forecast(panel, horizon)
        print(f"{method.cpu_ms[-1]:.1f} ms a series", file=sys.stderr)
    if all(name in means for name in FOUR):
        means[MEDIAN] = np.median([means[name] for name in FOUR], axis=0)
        bands[MEDIAN] = np.median([bands[name] for name in FOUR], axis=0)
    for name, mean in means.items():
        frame = score(panel, _forecast(panel, mean, bands[name]), actual)
        cost = found[name].cpu_ms[-1] if name in found else np.nan
        frames.append(frame.assign(method=name, cpu_ms=cost))
    return pd.concat(frames).reset_index(names="unique_id")


def _forecast(panel: Panel, mean: Floats, quantiles: Floats) -> Forecast:
    none = ("",) * len(panel.ids)
    start = panel.start + panel.values.shape[1]
    chosen = band_probabilities()
    told = ((),) * len(panel.ids)
    return Forecast(panel.ids, start, panel.frequency, mean, chosen, quantiles, none, told)


def vietnam(path: Path, found: dict[str, Cached]) -> dict[str, float]:
    """Tables of the Vietnamese series; what the aims are judged by."""
    table = pd.read_parquet(path)
    panel = Panel.from_long(table[["unique_id", "ds", "y"]])
    kinds = table.drop_duplicates("unique_id").set_index("unique_id")["kind"]
    frames = []
    for back in ORIGINS:
        print(f"origin T-{back}", file=sys.stderr)
        past = truncated(panel, back)
        end = panel.values.shape[1] - back
        frames.append(scored(past, 12, panel.values[:, end : end + 12], found).assign(origin=back))
    every = pd.concat(frames)
    every["kind"] = every["unique_id"].map(kinds)
    means = every.groupby("method")[COLUMNS].mean().sort_values("mase")
    places = ", ".join(f"T-{back}" for back in ORIGINS)
    print(f"\n## {len(panel.ids)} Vietnamese series, origins {places}, horizons 1–12\n")
    print(means.round(3).to_string())
    by_kind = every.groupby(["kind", "method"])["mase"].mean().unstack()
    print("\nMASE by kind\n" + by_kind[means.index].round(3).to_string())
    ours = every[every["method"] == "combined"]
    covered = ours.groupby("kind")[["coverage_80", "coverage_95"]].mean()
    print("\nCoverage of the combination by kind\n" + covered.round(3).to_string())
    _tests(every)
    return _vietnam_aims(means, by_kind)


def _vietnam_aims(means: pd.DataFrame, by_kind: pd.DataFrame) -> dict[str, float]:
    aims = {name: float(means.loc["combined", name]) for name in ("coverage_80", "coverage_95")}
    aims["cpu"] = float(means.loc["combined", "cpu_ms"])
    aims["airline cpu"] = float(means.loc["airline", "cpu_ms"])
    peers = [name for name in (*PEERS, "naive") if name in means.index]
    if "sarimax" in peers:
        aims["airline"] = means.loc["combined", "mase"] / means.loc["sarimax", "mase"]
        aims["wis"] = means.loc["combined", "wis"] / means.loc["sarimax", "wis"]
        aims["median"] = means.loc["combined", "mase"] / means.loc[MEDIAN, "mase"]
        aims["kind"] = float((by_kind["combined"] / by_kind[peers].min(axis=1)).max())
    return aims


def _tests(every: pd.DataFrame) -> None:
    """Diebold–Mariano over series, each series' mean over origins as its one loss."""
    mean = every.groupby(["unique_id", "method"])["mase"].mean().unstack()
    print("\nDiebold–Mariano over series, loss of the combination less that of …")
    for name in [name for name in ("naive", "airline", "sarimax", MEDIAN) if name in mean]:
        found = over_series(mean["combined"].to_numpy(), mean[name].to_numpy())
        print(
            f"  {name:15s} {found.difference:+.3f}  t {found.statistic:.1f}  p {found.p_value:.2g}"
        )


def m3(path: Path, found: dict[str, Cached], every: int) -> dict[str, float]:
    """Table of the M3 series."""
    table = pd.read_parquet(path)
    past = table[table["set"] == "train"].sort_values(["unique_id", "ds"])
    coming = table[table["set"] == "test"].sort_values(["unique_id", "ds"])
    panel = Panel.from_long(past[["unique_id", "ds", "y"]])
    actual = coming["y"].to_numpy().reshape(len(panel.ids), 18)
    aims = {}
    for step, some in ((every, found), (1, {"combined": found["combined"]})):
        part = Panel(panel.ids[::step], panel.values[::step], panel.start)
        print(f"M3, {len(part.ids)} series", file=sys.stderr)
        scores = scored(part, 18, actual[::step], some)
        base = score(part, _forecast(part, naive2(part, 18), _wide(part)), actual[::step]).mean()
        means = scores.groupby("method")[COLUMNS].mean()
        owa = (means["smape"] / base["smape"] + means["mase"] / base["mase"]) / 2
        means.insert(0, "owa", owa)
        print(f"\n## {len(part.ids)} M3 monthly series, horizons 1–18; OWA against Naive2\n")
        print(means.sort_values("owa").round(3).to_string())
        aims["owa" if step == 1 else "owa, some"] = float(owa["combined"])
    return aims


def _wide(panel: Panel) -> Floats:
    return np.zeros((len(panel.ids), 18, len(band_probabilities())))


def cost(counts: list[int]) -> None:
    """Processor time and memory for simulated series of 120 months with two outliers each."""
    print("\n## Simulated, 120 months, horizon 12\n")
    print("series  combined ms  airline ms  peak memory MB")
    for count in counts:
        random = np.random.default_rng(count)
        logs = 5 + random.normal(0.005, 0.03, (count, 120)).cumsum(axis=1)
        logs += np.tile(random.normal(0, 0.1, (count, 12)), 10)
        logs[:, 50] += 0.4
        logs[:, 80:] -= 0.4
        panel = Panel(pd.RangeIndex(count).astype(str), np.exp(logs), 44 * 12)
        spent = []
        for one in (Combined(), Airline()):
            began = time.process_time()
            one.forecast(panel, 12)
            spent.append(1000 * (time.process_time() - began) / count)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{count:6d}  {spent[0]:11.1f}  {spent[1]:10.2f}  {peak:14.0f}", flush=True)


def verdict(aims: dict[str, float]) -> None:
    """Each aim, what was reached, and whether that is enough."""
    rows = [
        ("VN, MASE / statsmodels' log airline", "airline", 0, 0.96),
        (f"VN, MASE / {MEDIAN}", "median", 0, 0.91),
        ("VN, WIS / statsmodels' log airline", "wis", 0, 0.90),
        ("VN, worst kind / its best peer", "kind", 0, 1.02),
        ("VN, coverage of 80 %", "coverage_80", 0.77, 0.85),
        ("VN, coverage of 95 %", "coverage_95", 0.93, 0.97),
        ("M3, OWA", "owa", 0, 0.82),
        ("CPU ms a series", "cpu", 0, 100),
        ("CPU ms a series, airline", "airline cpu", 0, 3),
    ]
    print("\n## Aims\n")
    for name, key, low, high in rows:
        if key in aims:
            wanted = f"at most {high:g}" if not low else f"{low:g} to {high:g}"
            reached = low <= aims[key] <= high
            print(f"{name:38s} {aims[key]:8.3f}  {wanted:14s} {'' if reached else 'MISSED'}")


def main() -> None:
    """Parse and run."""
    shared = Path(os.environ.get("PHANTICH_SHARED", Path(__file__).parents[2] / "shared"))
    sys.stdout.reconfigure(line_buffering=True)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vn", type=Path, default=shared / "bench" / "forecast_vn_dev.parquet")
    parser.add_argument("--m3", type=Path, default=shared / "bench" / "forecast_m3_dev.parquet")
    parser.add_argument("--own", action="store_true", help="leave the peers out")
    parser.add_argument("--fresh", action="store_true", help="run kept peers again")
    parser.add_argument("--every", type=int, default=4, help="peers on every n-th M3 series")
    parser.add_argument("--series", default="1,10,100,1000", help="counts to time; empty for none")
    asked = parser.parse_args()
    aims, used = {}, []
    sets: list[tuple[Path, Callable[..., dict[str, float]], tuple[str, ...], Origin]] = [
        (asked.vn, vietnam, PEERS, "panel"),
        (asked.m3, m3, M3_PEERS, "own"),
    ]
    for path, run, peers, place in sets:
        if not path.is_file():
            print(f"{path.name} is not there: name a table, or set PHANTICH_SHARED")
            continue
        found = methods(() if asked.own else peers, asked.fresh, place)
        more = (asked.every,) if run is m3 else ()
        aims |= run(path, found, *more)
        used += list(found.values())
    cost([int(word) for word in asked.series.split(",") if word])
    verdict(aims)
    hits = sum(method.hits for method in used)
    if hits:
        print(f"\n{hits} forecasts of peers came from {cache_folder()}; --fresh makes them anew")


if __name__ == "__main__":
    main()
