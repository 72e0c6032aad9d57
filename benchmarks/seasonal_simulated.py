"""Seasonal adjustment of simulated series, whose season and Tết effect are known.

    python benchmarks/seasonal_simulated.py

156 months from 2012; log y = IMA(1,1) trend with innovations of 3 % and θ of 0, 0.4 or 0.8, a fixed
season of 10 % (none in the second part), Tết effects of −0.2 and −0.1 (none in the second part).
"""

# ruff: noqa: T201
from __future__ import annotations

import numpy as np
import pandas as pd

from phantich.seasonal import adjust, tet_regressors

PERIODS = pd.period_range("2012-01", periods=156, freq="M")
TRUE = {"tet_pre": -0.2, "tet_post": -0.1}


def series(random: np.random.Generator, tet: bool, season: float) -> pd.Series[float]:
    """One series."""
    shocks = random.normal(size=157) * 0.03
    trend = np.cumsum(shocks[1:] - random.choice([0, 0.4, 0.8]) * shocks[:-1] + 0.006)
    pattern = random.normal(size=12)
    pattern = season * (pattern - pattern.mean()) / pattern.std()
    effect = tet_regressors(PERIODS).to_numpy() @ np.array(list(TRUE.values())) * tet
    return pd.Series(1000 * np.exp(trend + pattern[np.arange(156) % 12] + effect), PERIODS)


def recovery(random: np.random.Generator, count: int) -> None:
    """How often the 95 % interval of a coefficient holds the true value."""
    for method in ("x13", "stl"):
        hits = dict.fromkeys(TRUE, 0)
        errors = []
        for _ in range(count):
            found = adjust(series(random, True, 0.1), method=method).tet.coefficients
            for name, value in TRUE.items():
                hits[name] += abs(found[name].value - value) < 1.96 * found[name].error
                errors.append(abs(found[name].value - value))
        shares = {name: hit / count for name, hit in hits.items()}
        print(f"{method}: in the 95 % interval {shares}; mean error {np.mean(errors):.3f}")


def false_alarms(random: np.random.Generator, count: int) -> None:
    """Shares of series without season and Tết from which something was taken."""
    for method in ("x13", "stl"):
        results = [adjust(series(random, False, 0.0), method=method) for _ in range(count)]
        seasonal = np.mean([np.ptp(r.seasonal) > 0 for r in results])
        tet = np.mean([r.tet.kept for r in results])
        weekdays = np.mean([r.model.trading_day is not None for r in results])
        print(f"{method}: season {seasonal:.3f}, Tết {tet:.3f}, weekdays {weekdays:.3f}")


def gaps(random: np.random.Generator, count: int) -> None:
    """Mean change of adjusted values by gaps elsewhere, in per cent, and how often logs change."""
    for name, size in (("8 gaps", 8), ("23 gaps", 23), ("a year", 0)):
        changes, switched = [], 0
        for _ in range(count):
            whole = series(random, True, 0.1)
            gappy = whole.copy()
            if size:
                gappy.iloc[random.choice(np.arange(1, 155), size, replace=False)] = np.nan
            else:
                first = random.integers(24, 120)
                gappy.iloc[first : first + 12] = np.nan
            before, after = adjust(whole, method="x13"), adjust(gappy, method="x13")
            switched += before.transform != after.transform
            changes.append((after.adjusted / before.adjusted - 1).abs().mean())
        print(f"{name}: {100 * np.mean(changes):.2f} %, other transform {switched} of {count}")


if __name__ == "__main__":
    generator = np.random.default_rng(2026)
    recovery(generator, 100)
    false_alarms(generator, 200)
    gaps(generator, 40)
