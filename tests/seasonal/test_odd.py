"""Whatever the numbers are, the answer is finite or a clear error."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from phantich.seasonal import adjust


def odd(months: int) -> dict[str, np.ndarray]:
    random = np.random.default_rng(months)
    time = np.arange(months)
    wave = 10 * np.sin(2 * np.pi * time / 12)
    noise = random.normal(size=months)
    return {
        "counts": random.poisson(3, months).astype(float),
        "mostly zero": np.where(random.random(months) < 0.7, 0, random.poisson(5, months)) * 1.0,
        "heavy tails": np.cumsum(random.standard_cauchy(months)),
        "one jump": np.where(time == months // 2, 2.0, 1.0),
        "a step": np.where(time < months // 2, 1.0, 5.0),
        "nothing but season": np.resize(np.arange(1.0, 13), months),
        "growth alone": np.exp(0.05 * time),
        "negative": -np.exp(0.01 * time + 0.01 * wave + 0.02 * noise),
        "huge": 1e15 * np.exp(0.03 * wave + 0.02 * noise),
        "the code for a gap": np.where(time == 20, -99999.0, 100 + wave + noise),
        "it stops": np.where(time > months - 10, 0.0, 100 + wave + noise),
    }


@pytest.mark.parametrize("kind", odd(1))
@pytest.mark.parametrize(("months", "frequency"), [(36, "M"), (47, "Q"), (90, "M")])
def test_odd_series(kind: str, months: int, frequency: str) -> None:
    index = pd.period_range("2016-01", periods=months, freq=frequency)
    series = pd.Series(odd(months)[kind], index)
    result = adjust(series)
    parts = result.frame()[["adjusted", "seasonal", "calendar"]]
    assert np.isfinite(parts.to_numpy()).all()
    assert result.quality.reasons
    assert (result.quality.light == "grey") >= (result.method == "none")
