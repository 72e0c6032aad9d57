"""Figures to load."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from phantich.store import Store
from tests.figures import revenue

Figures = Callable[..., pd.DataFrame]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "phantich.duckdb")


@pytest.fixture
def figures() -> Figures:
    """One figure a period, everything else alike unless said otherwise."""

    def make(values: dict[str, float], **columns: str) -> pd.DataFrame:
        usual = {
            "item": "Tổng số",
            "source": "thu.xlsx, sheet Thu, cell B7",
            "vintage": "2026-02-03",
        }
        return pd.DataFrame([revenue(p, v, **(usual | columns)) for p, v in values.items()])

    return make
