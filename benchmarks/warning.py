"""Early warning on real monthly series with planted errors, beside peers in the same run.

    python benchmarks/warning.py [../shared/bench/warning_dev.parquet] [--slow N] [--no-peers]
        [--halves] [--speed N]

`phantich` is judged at its own limits, fixed beforehand (flags of p < .01, errors of reporting);
every case is judged as if it were a file of its own. The peers' limits are read off the same
untouched months, so that they flag 10 of 1,000: a favour that no office can do them. z, yoy and
STL see all series; ETS, Prophet and X-13 every N-th (default 6), because they are slow. Recall
«within» counts a change as seen when any month since its beginning was flagged; «now» when the
newest one was.
"""

# ruff: noqa: E402, T201
from __future__ import annotations

import argparse
import os
import time
import warnings
from collections.abc import Callable
from pathlib import Path

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np
import pandas as pd
import warning_peers as peers

from phantich.measures.panel import Floats
from phantich.warning.fdr import q_values
from phantich.warning.intake import read_grid
from phantich.warning.screen import rows, screen
from phantich.warning.severity import WATCH_P

CHANGES = ("AO", "TC", "LS")
ERRORS = ("X10", "X1000", "DIV1000", "TRANSPOSE", "CUMULATIVE", "SIGN", "REPEAT")
#: Months of each kind of change that lie before the newest one.
SINCE = {"TC": 1, "LS": 2, "DRIFT": 5}
TARGET = 10.0


def own(frame: pd.DataFrame) -> pd.DataFrame:
    """Findings of phantich on every judged or changed month.

    ``hit`` is any finding, ``flag`` what a run over all these months shows, ``alone`` what a run
    over each of them alone would.
    """
    parts = []
    for mode, last in (("untouched", 36), ("null_sim", 24), ("last", 6)):
        part = frame[frame["mode"] == mode]
        table = part.assign(unique_id=part["case_id"].astype(str))
        found = rows(screen(read_grid(table[["unique_id", "ds", "y"]], "M"), last))
        found["hit"] = (found["rule"] == "quality") | (found["p_value"] < WATCH_P)
        found["alone"] = ~found["severity"].isin(["", "info"])
        kept = found[["unique_id", "ds", "hit", "flag", "alone", "p_value", "rule", "severity"]]
        parts.append(table.merge(kept, on=["unique_id", "ds"]))
    return pd.concat(parts)


def measures(found: pd.DataFrame, shown: str) -> dict[str, float]:
    """The lines of the table. `shown` is the column that counts as a flag on untouched months."""
    judged = found[found["judge"] == 1]
    normal = judged[judged["mode"] == "untouched"]
    newest = judged[judged["mode"] == "last"]
    after = found[(found["mode"] == "last") & (found["is_anomaly"] == 1)]
    within = after.groupby("case_id")["hit"].any().reindex(newest["case_id"]).to_numpy()
    now = newest["hit"].to_numpy(dtype=bool)

    def recall(values: Floats, kinds: tuple[str, ...], sizes: tuple[float, ...]) -> float:
        chosen = newest["kind"].isin(kinds) & newest["size"].isin(sizes)
        return float(values[chosen.to_numpy()].mean()) if chosen.any() else float("nan")

    real = newest["kind"].isin(ERRORS) & (newest["effect_sigma"].abs() >= 4)
    each = {
        kind: recall(now, (kind,), (0.0,)) for kind in ("MISSING", "X1000", "CUMULATIVE", "REPEAT")
    }
    return {
        "flags/1000": 1000 * normal[shown].mean(),
        "Jan/Feb": 1000 * normal.loc[normal["is_tet_month"] == 1, shown].mean(),
        "simulated": 1000 * judged.loc[judged["mode"] == "null_sim", shown].mean(),
        "AO TC LS 4-6 within": recall(within, CHANGES, (4.0, 6.0)),
        "… now": recall(now, CHANGES, (4.0, 6.0)),
        "AO 6": recall(now, ("AO",), (6.0,)),
        "LS 6 within": recall(within, ("LS",), (6.0,)),
        "ramp 6 within": recall(within, ("DRIFT",), (6.0,)),
        "errors ≥ 4σ": float(now[real.to_numpy()].mean()),
        "missing": each["MISSING"],
        "×1000": each["X1000"],
        "cumulative": each["CUMULATIVE"],
        "repeated": each["REPEAT"],
    }


def alone(found: pd.DataFrame) -> dict[str, float]:
    """Flags and recall where each month is a run of its own, as an office would have it."""
    changed = found.assign(hit=found["alone"])
    lines = measures(changed, "alone")
    return {
        f"{name}, run by run": lines[name]
        for name in ("flags/1000", "Jan/Feb", "simulated", "… now")
    }


def peer(
    frame: pd.DataFrame, score: Callable[[pd.Series], float], every: int
) -> tuple[dict[str, float], int, float]:
    """Measures of a peer, on every `every`-th series, at the limit that flags `TARGET` of 1,000."""
    names = sorted(frame["series_id"].unique())[::every]
    wanted = frame[frame["series_id"].isin(names)]
    made, spent, calls = [], 0.0, 0
    for _, case in wanted.groupby("case_id"):
        values = case.set_index("ds")["y"]
        kind, mode = case["kind"].iloc[-1], case["mode"].iloc[0]
        places = np.flatnonzero(case["judge"] == 1)
        if mode == "last":
            places = np.arange(places[-1] - SINCE.get(kind, 0), places[-1] + 1)
        begin = sum(os.times()[:4])
        scores = [score(values.iloc[: at + 1]) for at in places]
        spent, calls = spent + sum(os.times()[:4]) - begin, calls + len(places)
        made.append(case.iloc[places].assign(score=scores))
    found = pd.concat(made)
    normal = found.loc[(found["mode"] == "untouched") & (found["judge"] == 1), "score"]
    limit = float(normal.fillna(0).quantile(1 - TARGET / 1000))
    found["hit"] = found["score"] > limit
    return measures(found, "hit"), len(names), 1000 * spent / max(calls, 1)


def batches(found: pd.DataFrame, count: int = 300, seed: int = 1) -> dict[str, float]:
    """Benjamini–Hochberg at 10 % in batches of 1,000 months with 20 changed by 4 σ or more.

    Every flagged untouched month is called false. Ramps are counted among the 20, though hardly
    any can be seen in its newest month; the last figure leaves them out of the same batches.
    """
    judged = found[found["judge"] == 1]
    p_value = judged["p_value"].fillna(1.0).to_numpy()
    normal = p_value[(judged["mode"] == "untouched").to_numpy()]
    large = ((judged["mode"] == "last") & (judged["effect_sigma"].abs() >= 4)).to_numpy()
    changed, ramps = p_value[large], (judged["kind"] == "DRIFT").to_numpy()[large]
    random = np.random.default_rng(seed)
    false, seen, others = [], [], []
    for _ in range(count):
        usual, chosen = random.choice(normal, 980), random.choice(len(changed), 20)
        kept = q_values(np.concatenate([usual, changed[chosen]])) <= 0.1
        false.append(kept[:980].sum() / max(kept.sum(), 1))
        seen.append(kept[980:].mean())
        others.append(kept[980:][~ramps[chosen]].mean())
    named = {"false share": false, "recall": seen, "recall without ramps": others}
    return {f"BH 10 %, {name}": float(np.mean(each)) for name, each in named.items()}


def speed(count: int) -> float:
    """Processor seconds of `count` simulated monthly series of ten years, newest month judged."""
    random = np.random.default_rng(1)
    months = pd.date_range("2016-01-01", periods=120, freq="MS")
    wave = 0.1 * np.sin(np.arange(120) * 2 * np.pi / 12)
    logs = 5 + wave + 0.02 * random.normal(size=(count, 120)).cumsum(axis=1)
    table = pd.DataFrame(
        {
            "unique_id": np.repeat([f"s{i}" for i in range(count)], 120),
            "ds": np.tile(months, count),
            "y": np.exp(logs + 0.03 * random.normal(size=logs.shape)).ravel(),
        }
    )
    begin = time.process_time()
    rows(screen(read_grid(table, "M")))
    return time.process_time() - begin


def main() -> None:
    """Print the table, the batches and the speed."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(__file__).parents[2] / "shared" / "bench" / "warning_dev.parquet"
    parser.add_argument("frame", nargs="?", type=Path, default=default)
    parser.add_argument("--slow", type=int, default=6, help="slow peers see every N-th series")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--halves", action="store_true", help="both halves of the series apart")
    parser.add_argument("--speed", type=int, default=2000, help="series of the speed test")
    asked = parser.parse_args()
    if not asked.frame.is_file():
        print(f"early warning: {asked.frame.name} is not here; nothing was measured")
        return
    frame = pd.read_parquet(asked.frame)
    for column in ("series_id", "kind", "mode"):
        frame[column] = frame[column].astype(str)
    begin = time.process_time()
    found = own(frame)
    lines = {"phantich": (measures(found, "flag"), found["series_id"].nunique(), float("nan"))}
    print(f"phantich: {time.process_time() - begin:.0f} s of processor time for all cases")
    if asked.halves:
        names = sorted(found["series_id"].unique())
        for half in (0, 1):
            part = found[found["series_id"].isin(names[half::2])]
            lines[f"… half {half + 1}"] = (
                measures(part, "flag"),
                len(names[half::2]),
                float("nan"),
            )
    frame = frame[frame["mode"].isin(["last", "untouched", "null_sim"])]
    for name, (score, slow) in ({} if asked.no_peers else peers.PEERS).items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            lines[name] = peer(frame, score, asked.slow if slow else 1)
    table = pd.DataFrame({name: line[0] for name, line in lines.items()})
    table.loc["series"] = {name: line[1] for name, line in lines.items()}
    table.loc["ms a figure"] = {name: line[2] for name, line in lines.items()}
    print(table.round(2).to_string())
    print({name: round(value, 3) for name, value in alone(found).items()})
    print({name: round(value, 3) for name, value in batches(found).items()})
    spent = speed(asked.speed)
    each = 1000 * spent / asked.speed
    print(f"{asked.speed} series: {spent:.1f} s of processor time, {each:.2f} ms each")


if __name__ == "__main__":
    main()
