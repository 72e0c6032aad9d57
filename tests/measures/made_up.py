"""Complete CPI tables of made-up items, every comparison worked out with loops from levels."""

from __future__ import annotations

import math

import numpy as np

from phantich.measures.past import Cell

#: Items below the total and their weights.
WEIGHTS = {"rice": 20.0, "fish": 30.0, "rest": 50.0}
TOTAL = "all"


def month_of(place: int) -> str:
    """Month by its place, from January 2020."""
    return f"{2020 + place // 12}-{place % 12 + 1:02d}"


def levels_of(seed: int, months: int) -> dict[str, list[float]]:
    """Levels of the items, and of the total, whose links are geometric means of theirs."""
    rng = np.random.default_rng(seed)
    steps = {item: rng.normal(0.004, 0.02, months) for item in WEIGHTS}
    steps[TOTAL] = sum(w * steps[item] for item, w in WEIGHTS.items()) / 100
    return {item: [float(x) for x in 90 * np.exp(np.cumsum(s))] for item, s in steps.items()}


def table_of(levels: dict[str, list[float]], place: int, digits: int = 9) -> dict[Cell, float]:
    """All that is published of one month, where the levels reach back far enough."""
    out: dict[Cell, float] = {}
    number = place % 12 + 1
    for item, x in levels.items():

        def on(then: int, now: int = place, x: list[float] = x) -> float | None:
            return 100 * x[now] / x[then] if then >= 0 else None

        def mean(count: int, x: list[float] = x) -> float | None:
            if place - count + 1 < 12:
                return None
            yearly = [x[t] / x[t - 12] for t in range(place - count + 1, place + 1)]
            return 100 * math.prod(yearly) ** (1 / count)

        figures = {
            "mom": on(place - 1),
            "yoy": on(place - 12),
            "vs_december": on(place - number),
            "vs_base@2020=100": x[place],
            "ytd_average": mean(number),
            "quarter_average": mean(3) if number % 3 == 0 else None,
        }
        for measure, value in figures.items():
            if value is not None:
                out[item, measure, month_of(place)] = round(value, digits)
    return out
