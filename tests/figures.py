"""Figures that tests write out, and a store that holds them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pandas as pd

from phantich.observations import validate
from phantich.store import Store

#: The whole of a budget's revenue.
REVENUE: Final = "Tổng thu ngân sách nhà nước"


def revenue(period: str, value: float, measure: str = "ytd", **given: Any) -> dict[str, Any]:
    """One figure of Hải Phòng's revenue; whatever is given replaces what is usual."""
    usual = {
        "indicator": "HP.A.II.1",
        "component": "revenue",
        "item": REVENUE,
        "area": "Hải Phòng",
        "period": period,
        "measure": measure,
        "value": value,
        "unit": "tỷ đồng",
        "status": "A",
        "source": "test",
        "vintage": "2024-07-29",
    }
    return usual | given


def stored(path: Path, rows: Iterable[dict[str, Any]]) -> Store:
    """The store at `path` with these figures as one load."""
    store = Store(path)
    store.load(validate(pd.DataFrame(list(rows))), "test", "0" * 64, "long")
    return store
