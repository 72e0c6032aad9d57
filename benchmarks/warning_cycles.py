"""Early warning of weekly, daily and hourly figures, with and without the slower cycles.

    python benchmarks/warning_cycles.py [--series N]

Simulated logs: a level that walks, white noise of 4 per cent, and a pattern that repeats (none,
smooth, sharp). σ is the standard deviation of a one-step forecast that knows the pattern. Printed
are findings per 1,000 normal periods, the forecast's error in σ, the share of changes seen in the
newest period (AO of 4, 5, 6 σ; LS of 5 σ in its third period) and processor time a series.
«Without» leaves out all regressors but Tết.
"""

# ruff: noqa: E402, T201
from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np
import pandas as pd

from phantich.measures.panel import Floats
from phantich.warning import cycles, residual
from phantich.warning.feast import feast_regressors
from phantich.warning.filtering import Design
from phantich.warning.intake import Grid, read_grid
from phantich.warning.screen import screen
from phantich.warning.severity import WATCH_P

NOISE = 0.04
#: Frequency → first day, periods, periods judged, standard deviation of the level's steps.
SHAPES = {
    "W-MON": ("2017-01-02", 390, 104, 0.006),
    "D": ("2021-03-01", 1400, 200, 0.006),
    "h": ("2025-05-05", 24 * 7 * 14, 24 * 14, 0.004),
}
#: Periods before the end at which changes are planted.
CUTS = (0, 3, 9, 20, 33, 61)


def pattern(days: pd.DatetimeIndex, freq: str, kind: str) -> Floats:
    """What repeats: the year of weeks and days, and how weekends differ in hours."""
    if freq == "h":
        hour = np.asarray(days.hour)
        usual = 0.3 * np.sin(2 * np.pi * hour / 24 - 2) + 0.15 * np.sin(4 * np.pi * hour / 24)
        weekend, sunday = np.asarray(days.day_of_week >= 5), np.asarray(days.day_of_week == 6)
        evening = 0.4 * usual - 0.3 + 0.2 * np.exp(-(((hour - 20) / 2) ** 2))
        found = {
            "none": usual,
            "smooth": usual - 0.2 * weekend,
            "sharp": np.where(weekend, evening, usual),
        }
        return found[kind] - (0.1 * sunday if kind != "none" else 0.0)
    day = np.asarray(days.day_of_year, dtype=float)
    phase = 2 * np.pi * day / 365.25
    week = np.array([0, 0.02, 0.03, 0.02, 0.1, -0.2, -0.35])[np.asarray(days.day_of_week)]
    year = {
        "none": 0 * phase,
        "smooth": 0.3 * np.sin(phase) + 0.1 * np.sin(2 * phase),
        "sharp": 0.5 * np.exp(-(((day - 190) / 20) ** 2)),
    }
    return year[kind] + (week if freq == "D" else 0.0)


def simulated(freq: str, kind: str, count: int, seed: int) -> tuple[pd.DatetimeIndex, Floats]:
    """Logs of `count` series, ``(series, periods)``."""
    start, length, _, step = SHAPES[freq]
    random = np.random.default_rng(seed)
    days = pd.date_range(start, periods=length, freq=freq)
    level = 5 + random.normal(0, step, (count, length)).cumsum(axis=1)
    return days, level + pattern(days, freq, kind) + random.normal(0, NOISE, (count, length))


def sigma(freq: str) -> float:
    """Deviation of the one-step forecast in the steady state of a local level."""
    step, noise = SHAPES[freq][3] ** 2, NOISE**2
    return float(np.sqrt((step + np.sqrt(step**2 + 4 * step * noise)) / 2 + noise))


def grid_of(days: pd.DatetimeIndex, logs: Floats) -> Grid:
    """The series as a table would give them."""
    count, length = logs.shape
    names = np.repeat([f"s{number}" for number in range(count)], length)
    table = {"unique_id": names, "ds": np.tile(days, count), "y": np.exp(logs).ravel()}
    return read_grid(pd.DataFrame(table))


def seen(days: pd.DatetimeIndex, logs: Floats, size: float, since: int) -> float:
    """Share of changes of `size`, begun `since` periods before the newest one, that are found."""
    random, shares = np.random.default_rng(7), []
    stretch = 5 if len(logs[0]) > 2000 else 1
    for cut in CUTS:
        end = logs.shape[1] - cut * stretch
        changed = logs[:, :end].copy()
        changed[:, end - 1 - since :] += size * random.choice([-1.0, 1.0], (len(logs), 1))
        p_value = screen(grid_of(days[:end], changed)).p_value[:, -1]
        shares.append(float((p_value < WATCH_P).mean()))
    return float(np.mean(shares))


def measured(freq: str, kind: str, count: int) -> dict[str, float]:
    """The lines of the table."""
    days, logs = simulated(freq, kind, count, seed=1)
    grid, scale = grid_of(days, logs), sigma(freq)
    begin = time.process_time()
    found = screen(grid, SHAPES[freq][2])
    spent = time.process_time() - begin
    error = (logs - found.residuals.centre)[found.judged]
    lines = {
        "findings/1000": 1000 * float((found.p_value[found.judged] < WATCH_P).mean()),
        "error, σ": float(np.sqrt((error**2).mean())) / scale,
    }
    for size in (4.0, 5.0, 6.0):
        lines[f"AO {size:.0f}"] = seen(days, logs, size * scale, 0)
    lines["LS 5"] = seen(days, logs, 5 * scale, 2)
    lines["ms"] = 1000 * spent / count
    return lines


def feast_alone(grid: Grid) -> Design:
    """The regressors without cycles and holidays."""
    columns = feast_regressors(grid)
    nothing = np.zeros(columns.shape[1])
    return Design(columns, nothing + cycles.FEAST, nothing, nothing > 0)


def main() -> None:
    """Print the table with and without the cycles."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=8, help="series of each kind")
    count = parser.parse_args().series
    ways: dict[str, Callable[[Grid], Design]] = {"with": cycles.design, "without": feast_alone}
    lines = {}
    for way, chosen in ways.items():
        residual.design = chosen
        for freq in SHAPES:
            for kind in ("none", "smooth", "sharp"):
                lines[f"{freq} {kind}, {way}"] = measured(freq, kind, count)
    print(pd.DataFrame(lines).T.round(2).to_string())


if __name__ == "__main__":
    main()
