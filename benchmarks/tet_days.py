"""Tết in daily and weekly forecasts: simulated series with and without it, against the same model.

    python benchmarks/tet_days.py [--series 40] [--years 1.4 3.2 6.2]

Simulated: log level with a week (days), a year, a rest that fades by 0.7 a day (0.4 a week) and 4 %
innovations. Tết lifts the two weeks before by up to 15 % and pulls the feast down by up to 60 %, by
series and year (smooth: a bell around the third day; plain: the week from the eve on). The
window that matters is 28 days from 10 days before Tết of 2026 (6 weeks from two before); in autumn
nothing should change. Mean absolute error in per cent of the level; «worse» is the share of series
whose error grows by more than a fiftieth.
"""

# ruff: noqa: E402, T201
from __future__ import annotations

import argparse
import datetime as dt
import os
import time

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np

from phantich.calendar import tet_date
from phantich.forecast.seasons import Step, season_forecast
from phantich.forecast.weekly import count_forecast
from phantich.measures.panel import Floats

_FADES = {"D": 0.7, "W": 0.4}


def feast(days: np.ndarray, shape: str, depth: Floats) -> Floats:
    """Log effect of Tết on each day; `depth` by year from 2015 on."""
    found = np.zeros(len(days))
    for number, year in enumerate(range(2015, 2031)):
        apart = (days - np.datetime64(tet_date(year), "D")).astype(int)
        lift = np.where((apart >= -14) & (apart <= -4), 0.15, 0.0)
        dip = np.exp(-(((apart - 2) / 2.5) ** 2)) if shape == "smooth" else (
            (apart >= -1) & (apart <= 5)
        )  # fmt: skip
        found += depth[number] * (lift - 0.9 * dip)
    return found


def simulated(seed: int, first: dt.date, days: int, step: Step, shape: str) -> Floats:
    """One series by days, or by weeks as the mean of seven days."""
    rng = np.random.default_rng(seed)
    axis = np.datetime64(first, "D") + np.arange(days)
    time_of_year = 2 * np.pi * (axis - axis[0]).astype(int) / 365.25
    values = 0.15 * np.cos(time_of_year + rng.uniform(0, 6)) + rng.normal(0, 0.1, 7)[
        np.arange(days) % 7
    ] * (step == "D")  # fmt: skip
    if shape != "none":
        values = values + feast(axis, shape, rng.uniform(0.6, 1.1) * rng.uniform(0.8, 1.2, 16))
    shocks = rng.normal(0, 0.04, days if step == "D" else days // 7)
    rest = np.zeros(len(shocks))
    for at in range(1, len(rest)):
        rest[at] = _FADES[step] * rest[at - 1] + shocks[at]
    if step == "W":
        values = np.log(np.exp(values)[: 7 * len(rest)].reshape(-1, 7).mean(axis=1))
    return 100 * np.exp(values + rest)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--series", type=int, default=40)
    parser.add_argument("--years", type=float, nargs="+", default=[1.4, 3.2, 6.2])
    asked = parser.parse_args()
    print("step years shape   origin     without   with   worse by   80 %  95 %   ms")
    for step, ahead, lead in (("D", 28, 10), ("W", 6, 14)):
        for years in asked.years:
            for shape in ("smooth", "plain", "none"):
                for place in ("Tết", "autumn"):
                    print(row(step, ahead, lead, years, shape, place, asked.series))  # type: ignore[arg-type]
    print("weekly counts, two weeks before Tết: error without Tết, with it")
    for mean in (4.0, 20.0, 80.0):
        for years in (3.2, 6.2):
            for shape in ("smooth", "none"):
                print(counted(mean, years, shape, 2 * asked.series))


def row(
    step: Step, ahead: int, lead: int, years: float, shape: str, place: str, count: int
) -> str:  # fmt: skip
    """Errors with Tết and without, and how often its bands hold what came."""
    length = 1 if step == "D" else 7
    origin = tet_date(2026) - dt.timedelta(lead) if place == "Tết" else dt.date(2025, 10, 6)
    past = int(years * 365.25) // length
    first = origin - dt.timedelta(past * length)
    errors, inside, spent = [], [], 0.0
    for seed in range(count):
        whole = simulated(seed, first, (past + ahead) * length, step, shape)
        values, came = whole[:past], whole[past:]
        began = time.process_time()
        made = season_forecast(values, ahead, step, first=first)
        spent += time.process_time() - began
        without = season_forecast(values, ahead, step)
        errors.append([np.abs(f.mean - came).mean() for f in (without, made)])
        low95, low80, _, high80, high95 = made.quantiles.T
        bands = ((low80, high80), (low95, high95))
        inside.append([((low <= came) & (came <= high)).mean() for low, high in bands])
    plain, own = np.mean(errors, axis=0)
    c80, c95 = np.mean(inside, axis=0)
    worse = np.mean([b > 1.02 * a for a, b in errors])
    return (
        f"{step:4} {years:5} {shape:7} {place:8} {plain:8.2f} {own:8.2f} {worse:8.2f}     "
        f"{c80:.2f}  {c95:.2f}  {1000 * spent / count:5.0f}"
    )


def counted(mean: float, years: float, shape: str, count: int) -> str:
    """Weekly negative-binomial counts, φ = 1.5, six weeks ahead: error of the mean, over it."""
    origin = tet_date(2026) - dt.timedelta(14 + tet_date(2026).weekday())
    past = int(years * 365.25) // 7
    first = origin - dt.timedelta(7 * past)
    axis = np.datetime64(first, "D") + np.arange(7 * (past + 6))
    errors = []
    for seed in range(count):
        rng = np.random.default_rng(seed)
        season = 0.3 * np.cos(2 * np.pi * np.arange(len(axis)) / 365.25)
        effect = feast(axis, shape, rng.uniform(0.6, 1.1, 16)) if shape != "none" else 0.0
        means = mean / 7 * np.exp(season + effect).reshape(-1, 7).sum(axis=1)
        figures = rng.negative_binomial(2 * means, 2 / 3)[:past].astype(float)
        made = [count_forecast(figures, 6, first=day).mean for day in (None, first)]
        errors.append([np.abs(f - means[past:]).mean() / mean for f in made])
    without, own = np.mean(errors, axis=0)
    return f"counts of {mean:3g} a week, {years} years, {shape:7} {without:.3f} {own:.3f}"


if __name__ == "__main__":
    main()
