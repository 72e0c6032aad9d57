"""Early-warning rules beside simple peers: counts, levels on a tidal river, communes, plans.

    python benchmarks/warning_rules.py [--without-pace]

Counts are the simulated series of the reference data (outbreaks of known size); «share seen at FA
5/10/20» reads the threshold off the same data for every method, «own limit» is p < .01, fixed
beforehand. Peers: EARS C1 (seven periods before, Hutwagner 2003) and a Poisson limit around the
mean of all past periods; the oracle knows the true mean and the spread of its scenario, which no
method can. The river and the communes are simulated here, by what is said below.
"""

# ruff: noqa: E402, T201
from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np
import odds as odds_benchmark
import pandas as pd
from scipy import stats

from phantich.measures.panel import Floats
from phantich.warning.counts import ALARM_P, judge_counts
from phantich.warning.crosssection import compare_units
from phantich.warning.intake import read_grid
from phantich.warning.levels import Hold
from phantich.warning.residual import in_crisis
from phantich.warning.screen import screen
from phantich.warning.thresholds import messages, states

RATES = (5, 10, 20)


def counts(folder: Path, name: str, last: int, aims: str) -> None:
    """False alarms per 1,000 outbreak-free periods, and the share of outbreaks seen at all."""
    path = folder / f"counts_{name}_dev.parquet"
    if not path.is_file():
        print(f"{path.name} is not there: set PHANTICH_SHARED")
        return
    cases = pd.read_parquet(path).sort_values(["series_id", "t"])
    cases["unique_id"], cases["ds"] = cases["series_id"], pd.to_datetime(cases["ds"])
    began = time.process_time()
    found = judge_counts(cases[["unique_id", "ds", "y"]], last)
    spent = 1000 * (time.process_time() - began) / len(found)
    judged = cases.merge(found, on=["unique_id", "ds"]).query("in_eval == 1")
    y = cases.pivot_table(index="unique_id", columns="t", values="y")
    scores = {
        "phantich": np.where(judged["p_value"] < 1, judged["score"], -9.0),
        "EARS C1": _at(judged, _ears(y.to_numpy(float)), y),
        "Poisson, mean of the past": _at(judged, _poisson(y.to_numpy(float)), y),
        "oracle": _oracle(cases, judged),
    }
    normal = (judged["is_outbreak"] == 0).to_numpy()
    print(f"\nCounts, {name}: {judged['unique_id'].nunique()} series, {len(judged)} periods judged")
    print(f"{'method':28} seen at FA 5/10/20 per 1,000   own limit: FA, seen")
    for method, score in scores.items():
        best = pd.Series(score[~normal]).groupby(judged["unique_id"].to_numpy()[~normal]).max()
        limits = np.sort(score[normal])[::-1][[int(r / 1000 * normal.sum()) for r in RATES]]
        seen = " / ".join(f"{(best > limit).mean():.3f}" for limit in limits)
        own = stats.norm.isf(ALARM_P) if method != "EARS C1" else 3.0
        hits = (judged["p_value"] < ALARM_P).to_numpy() if method == "phantich" else score > own
        alarms = pd.Series(hits[~normal]).groupby(judged["unique_id"].to_numpy()[~normal]).max()
        print(f"{method:28} {seen}          {1000 * hits[normal].mean():5.1f}, {alarms.mean():.3f}")
    print(f"{'aim':28} {aims}")
    print(f"cost: {spent:.2f} ms of CPU a period judged")


def rarer(folder: Path) -> None:
    """Flags per 1,000 untouched quarters and half-years: means of the real monthly series."""
    path = folder / "warning_dev.parquet"
    print("\nQuarters and half-years of untouched real series")
    if not path.is_file():
        print(f"{path.name} is not there: set PHANTICH_SHARED")
        return
    cases = pd.read_parquet(path, filters=[("mode", "==", "untouched")])
    days = pd.to_datetime(cases["ds"])
    month = days.dt.year * 12 + days.dt.month - 1
    for letter, months, last in (("M", 1, 36), ("Q", 3, 12), ("S", 6, 6)):
        whole = cases.assign(place=month // months).groupby(["series_id", "place"])["y"]
        means = whole.agg(["mean", "count"]).query("count == @months").reset_index()
        begins = means["place"] * months
        means["ds"] = pd.to_datetime([f"{b // 12}-{b % 12 + 1:02d}-01" for b in begins])
        table = means.rename(columns={"series_id": "unique_id", "mean": "y"})
        found = screen(read_grid(table[["unique_id", "ds", "y"]], letter), last)
        calm = found.judged & np.isfinite(found.grid.values) & ~in_crisis(found.grid.periods)
        flags = 1000 * found.flagged[calm].mean()
        print(f"{letter}: {calm.sum()} judged, {flags:.1f} flagged per 1,000")


def _at(judged: pd.DataFrame, score: Floats, table: pd.DataFrame) -> Floats:
    rows = table.index.get_indexer(judged["unique_id"])
    return score[rows, table.columns.get_indexer(judged["t"])]


def _oracle(cases: pd.DataFrame, judged: pd.DataFrame) -> Floats:
    quiet = cases[(cases["is_outbreak"] == 0) & (cases["past_outbreak"] == 0)]
    spread = ((quiet["y"] - quiet["mu"]) ** 2 / quiet["mu"]).groupby(quiet["scenario"]).mean()
    phi = np.maximum(judged["scenario"].map(spread).to_numpy(float), 1 + 1e-6)
    mean = judged["mu"].to_numpy(float)
    p = stats.nbinom.sf(judged["y_x"].to_numpy(float) - 1, mean / (phi - 1), 1 / phi)
    return stats.norm.isf(np.clip(p, 1e-300, 1 - 1e-12))


def _ears(y: Floats) -> Floats:
    windows = np.lib.stride_tricks.sliding_window_view(y, 7, axis=1)[:, :-1]
    score = np.full(y.shape, -9.0)
    spread = np.maximum(windows.std(axis=2, ddof=1), 0.5)
    score[:, 7:] = (y[:, 7:] - windows.mean(axis=2)) / spread
    return score


def _poisson(y: Floats) -> Floats:
    past = np.cumsum(y, axis=1) / np.arange(1, y.shape[1] + 1)
    mean = np.maximum(np.concatenate([past[:, :1], past[:, :-1]], axis=1), 0.05)
    return stats.norm.isf(np.clip(stats.poisson.sf(y - 1, mean), 1e-300, 1 - 1e-12))


def tide(seed: int, years: int = 3) -> Floats:
    """Hourly level in m: M2, S2, K1, O1 as at Cần Thơ, a yearly flood, weather of 36 hours."""
    rng = np.random.default_rng(seed)
    hours = np.arange(years * 8766)
    waves = ((12.4206, 0.62), (12.0, 0.24), (23.9345, 0.30), (25.8193, 0.22))
    level = sum(a * np.cos(2 * np.pi * hours / p + rng.uniform(0, 2 * np.pi)) for p, a in waves)
    surge, shock = np.zeros(len(hours)), rng.normal(size=len(hours))
    keep = np.exp(-1 / 36)
    for at in range(1, len(hours)):
        surge[at] = keep * surge[at - 1] + np.sqrt(1 - keep**2) * shock[at]
    flood = 0.38 * np.cos(2 * np.pi * hours / 8766)
    return level + flood + 0.12 * surge + 0.02 * rng.normal(size=len(hours))


def gauge(rivers: int = 5, years: int = 3) -> None:
    """Messages a year and hours late at alarm I, exceeded 954 hours a year."""
    rules = {
        "no hysteresis": Hold(hold_hours=1e-9),
        "0.10 m, release after 6 h": Hold(margin=0.1, hold_hours=6),
        "phantich: 0.10 m, 25 h": Hold(margin=0.1, hold_hours=25),
    }
    print(f"\nTidal gauge, {rivers} simulated rivers of {years} years")
    print(f"{'rule':28} messages a year   hours late")
    for name, hold in rules.items():
        sent, late = [], 0
        for seed in range(rivers):
            level = tide(seed, years)
            alarm = float(np.quantile(level, 1 - 954 / 8766))
            times = pd.date_range("2023-01-01", periods=len(level), freq="h")
            found = states(times, level, np.array([alarm]), hold)
            sent.append(len(messages(found)) / years)
            late += int(((level >= alarm) & (found == 0)).sum())
        print(f"{name:28} {np.mean(sent):15.0f}   {late:10d}")
    print(f"{'aim':28} {'<= 80':>15}   {0:10d}")


def communes(months: int = 400, units: int = 114, past: int = 12) -> None:
    """Tasks done of 114 communes of unequal size; in each month three have odds 2 to 4 times less.

    Log odds: 1.7, the city's month sd 0.15, a commune's lasting sd 0.25 and monthly sd 0.15.
    """
    rng = np.random.default_rng(2026)
    hits: dict[str, list[np.ndarray]] = {}
    truths = []
    for _ in range(months):
        size = np.clip(rng.lognormal(np.log(120), 0.7, units), 10, None)
        due = np.clip(rng.poisson(size[:, None], (units, past + 1)), 5, None).astype(float)
        odds = 1.7 + rng.normal(0, 0.15, past + 1) + rng.normal(0, 0.25, units)[:, None]
        odds = odds + rng.normal(0, 0.15, (units, past + 1))
        worse = rng.choice(units, 3, replace=False)
        odds[worse, -1] -= np.log(rng.uniform(2, 4, 3))
        done = rng.binomial(due.astype(int), 1 / (1 + np.exp(-odds))).astype(float)
        truths.append(np.isin(np.arange(units), worse))
        for name, flagged in _rules(done, due).items():
            hits.setdefault(name, []).append(flagged)
    truth = np.concatenate(truths)
    print(f"\nCommunes: {months} months of {units}, three bad each")
    print(f"{'rule':28} FA per 1,000   recall   precision")
    for name, found in hits.items():
        flagged = np.concatenate(found)
        right = (flagged & truth).sum()
        rate = 1000 * flagged[~truth].mean()
        print(f"{name:28} {rate:12.1f}   {right / truth.sum():.2f}     {right / flagged.sum():.2f}")
    print(f"{'aim':28} {'<= 5':>12}   0.60     0.80")


def _rules(done: Floats, due: Floats) -> dict[str, np.ndarray]:
    share = done[:, -1] / due[:, -1]
    pooled = done[:, -1].sum() / due[:, -1].sum()
    low, high = np.quantile(share, [0.25, 0.75])
    own, peers = compare_units(done, due), compare_units(done[:, -1:], due[:, -1:])
    return {
        "z of the ratio < -3": (share - share.mean()) / share.std() < -3,
        "IQR fence": share < low - 1.5 * (high - low),
        "binomial funnel, p < .002": stats.binom.cdf(done[:, -1], due[:, -1], pooled) < 0.002,
        "phantich, without a past": peers.flagged & (peers.z < 0),
        "phantich": own.flagged & (own.z < 0),
    }


def pace(folder: Path) -> None:
    """AUC of the chance of missing 90 % of the plan, on published investment plans."""
    print("\nPlans: AUC of the chance of missing 90 % of the plan, published investment, 2012-")
    if not folder.is_dir():
        print(f"{folder.name} is not there: set PHANTICH_SHARED")
        return
    table = odds_benchmark.investment(folder)
    for month, aim in ((6, 0.83), (9, 0.92)):
        line = odds_benchmark.report(odds_benchmark.judged(table, month, 2012), month)
        print(
            f"end of month {month}: {line['AUC']:.3f} of {line['n']} unit-years; straight line "
            f"{line['AUC line']:.3f}; aim {aim:.2f}"
        )


def main() -> None:
    """Parse and run."""
    shared = Path(os.environ.get("PHANTICH_SHARED", Path(__file__).parents[2] / "shared"))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without-pace", action="store_true", help="leave out the plans")
    asked = parser.parse_args()
    counts(shared / "bench", "weekly", 49, "0.56 / 0.58 / 0.67")
    counts(shared / "bench", "monthly", 24, "-")
    rarer(shared / "bench")
    gauge()
    communes()
    if not asked.without_pace:
        pace(shared / "gso" / "workbooks")


if __name__ == "__main__":
    main()
