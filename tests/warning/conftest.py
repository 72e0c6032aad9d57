"""A small city: some monthly series with planted surprises, in a store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from phantich.observations import validate
from phantich.store import Store

MONTHS = [str(p) for p in pd.period_range("2019-01", "2024-10", freq="M")]


def rows_of(
    series: str, values: np.ndarray, unit: str, area: str = "Hải Phòng", item: str = "Tổng số"
) -> list[dict[str, Any]]:
    """Monthly levels that end in October 2024."""
    indicator, _, component = series.partition("/")
    return [
        {
            "indicator": indicator, "component": component, "item": item, "area": area,
            "period": month, "frequency": "M", "measure": "level", "value": float(value),
            "unit": unit, "status": "A", "source": "sổ tay.csv", "vintage": f"{month}-28",
            "note": "",
        }
        for month, value in zip(MONTHS[-len(values) :], values, strict=True)
    ]  # fmt: skip


def _figures() -> list[dict[str, Any]]:
    rng = np.random.default_rng(1)
    season = np.exp(0.1 * np.cos(2 * np.pi * np.arange(len(MONTHS)) / 12))
    deaths = rng.poisson(6, len(MONTHS)).astype(float)
    deaths[-1] = 30
    visitors = 500 * season * np.exp(0.02 * rng.normal(size=len(MONTHS)))
    visitors[-1] *= 0.6
    calm = 900 * season * np.exp(0.02 * rng.normal(size=len(MONTHS)))
    found = rows_of("HP.A.X.4/deaths", deaths, "người")
    found += rows_of("HP.A.VIII.3/visitors", visitors, "nghìn lượt khách")
    found += rows_of("HP.A.II.1/revenue", calm, "tỷ đồng", item="Tổng thu ngân sách nhà nước")
    for number in range(40):
        due = rng.poisson(300, 13).astype(float)
        done = rng.binomial(due.astype(int), 0.95).astype(float)
        if number == 7:
            done[-1] = round(0.7 * due[-1])
        area = f"Xã {number:02d}"
        found += rows_of("HP.A.XIII.21/settled", due, "hồ sơ", area)
        found += rows_of("HP.A.XIII.21/on_time", done, "hồ sơ", area)
    return found


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Path of a store in which deaths, visitors and one commune are unusual in October 2024."""
    path = tmp_path_factory.mktemp("city") / "city.duckdb"
    store = Store(path)
    store.load(validate(pd.DataFrame(_figures())), "sổ tay.csv", "0" * 64, "long")
    store.close()
    return path
