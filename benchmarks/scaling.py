"""How the cost of mass forecasting and screening grows with series and workers.

Monthly series of ten years, simulated from the airline model; parts of 1,000 series on the workers
of a local dask cluster over TCP. Time is that on the clock with the workers started, memory the
most of one worker. The exponent is that of time over the number of series: 1 is linear.

    python benchmarks/scaling.py [--sizes 1000 10000 100000] [--workers 1 2]
        [--work airline combined screening]
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import math
import resource
import time
from typing import Any

import numpy as np
import pandas as pd

from phantich.forecast import Airline, Forecast
from phantich.forecast.combination import Combined
from phantich.measures.panel import Panel
from phantich.runs.cluster import connected
from phantich.runs.mass import Spread, screened
from phantich.warning.intake import read_grid


def simulated(count: int, months: int = 120) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Series of the airline model with θ = 0.5, Θ = 0.6 and 3 % innovations; simulated."""
    draw = np.random.default_rng(1)
    shocks = draw.normal(0, 0.03, (count, months + 13))
    moved = shocks[:, 13:] - 0.5 * shocks[:, 12:-1] - 0.6 * shocks[:, 1:-12] + 0.3 * shocks[:, :-13]
    logs = np.zeros((count, months + 13))
    season = draw.normal(0, 0.1, (count, 12))
    logs[:, :13] = 5 + np.tile(season, 2)[:, :13]
    for at in range(13, months + 13):
        logs[:, at] = logs[:, at - 1] + logs[:, at - 12] - logs[:, at - 13] + moved[:, at - 13]
    return np.exp(logs[:, 13:])


def peak() -> float:
    """Most memory of this process, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--work", nargs="+", default=["airline", "combined", "screening"])
    given = parser.parse_args()
    works = {
        "airline": lambda panel, address: forecast(Airline(), panel, address),
        "combined": lambda panel, address: forecast(Combined(), panel, address),
        "screening": screening,
    }
    print(f"{'work':10} {'workers':>7} {'series':>8} {'seconds':>9} {'ms/series':>10} "
          f"{'MB/worker':>10} {'exponent':>9}")  # fmt: skip
    for name, work in ((name, works[name]) for name in given.work):
        for workers in given.workers:
            before: tuple[int, float] | None = None
            for size in given.sizes:
                panel = Panel(pd.Index([f"s{i}" for i in range(size)]), simulated(size), 12 * 46)
                with connected(f"local:{workers}") as client:
                    client.run(lambda: __import__("phantich.warning.screen"))
                    began = time.perf_counter()
                    work(panel, client.scheduler.address)
                    seconds = time.perf_counter() - began
                    memory = max(client.run(peak).values())
                grown = (
                    math.log(seconds / before[1]) / math.log(size / before[0])
                    if before
                    else math.nan
                )
                each = 1000 * seconds / size
                print(f"{name:10} {workers:7} {size:8} {seconds:9.1f} {each:10.2f} "
                      f"{memory:10.0f} {grown:9.2f}", flush=True)  # fmt: skip
                before = (size, seconds)


def forecast(model: Any, panel: Panel, address: str) -> Forecast:
    """All series, a year ahead."""
    return Spread(model, address).forecast(panel, 12)


def screening(panel: Panel, address: str) -> pd.DataFrame:
    """The newest month of all series."""
    long = pd.DataFrame(
        {
            "unique_id": np.repeat(panel.ids.to_numpy(), panel.values.shape[1]),
            "ds": np.tile(panel.starts.to_numpy(), len(panel.ids)),
            "y": panel.values.ravel(),
        }
    )
    return screened(read_grid(long, "M", None), 1, address)


if __name__ == "__main__":
    main()
