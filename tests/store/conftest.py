"""Figures to load."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from phantich.store import Store

Figures = Callable[..., pd.DataFrame]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "phantich.duckdb")


@pytest.fixture
def figures() -> Figures:
    """One figure a period, everything else alike unless said otherwise."""

    def make(values: dict[str, float], **columns: str) -> pd.DataFrame:
        row = {
            "indicator": "HP.A.II.1",
            "component": "revenue",
            "item": "Tổng số",
            "area": "Hải Phòng",
            "measure": "ytd",
            "unit": "tỷ đồng",
            "status": "A",
            "source": "thu.xlsx, sheet Thu, cell B7",
            "vintage": "2026-02-03",
        } | columns
        return pd.DataFrame([row | {"period": p, "value": v} for p, v in values.items()])

    return make
