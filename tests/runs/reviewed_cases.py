"""Drafts for tests of reviews, made without a kernel: the sections of the real notebook, filled."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Final

import nbformat
import pandas as pd

from phantich.brief import Content, assemble
from phantich.brief.brief import edited
from phantich.brief.faces import Faces
from phantich.brief.reface import refaced
from phantich.observations import validate
from phantich.runs.fitting import draft, put
from phantich.store import Store

ROOT: Final = Path(__file__).resolve().parents[2]
GROUP: Final = "HP.A.II"
TOTAL: Final = "Tổng thu ngân sách nhà nước"
#: Id of the figure that the tests change.
JULY: Final = f"HP.A.II.1/revenue|{TOTAL}|Hải Phòng|2024-07|ytd"


def content_of(july: float | None = 68875.4, status: str = "E", **others: float) -> Content:
    """A content of Hải Phòng's revenue in July 2024; without the figure where `july` is None."""
    rows = [_row(f"2024-{m:02d}", 9000.0 * m, "A") for m in range(1, 7)]
    rows += [_row(period.replace("_", "-")[1:], value, "A") for period, value in others.items()]
    rows += [] if july is None else [_row("2024-07", july, status)]
    with tempfile.TemporaryDirectory() as name:
        store = Store(Path(name) / "store.duckdb")
        store.load(validate(pd.DataFrame(rows)), "test", "0" * 64, "long")
        content = edited(store, assemble(store, "haiphong", GROUP, "2024-07"))
        store.close()
    return content


def _row(period: str, value: float, status: str) -> dict[str, Any]:
    return {
        "indicator": "HP.A.II.1",
        "component": "revenue",
        "item": TOTAL,
        "area": "Hải Phòng",
        "period": period,
        "measure": "ytd",
        "value": value,
        "unit": "tỷ đồng",
        "status": status,
        "source": "test",
        "vintage": "2024-08-01",
    }


def make_draft(folder: Path, content: Content) -> None:
    """What a run does with a content."""
    book = nbformat.read(ROOT / "notebooks" / "brief.ipynb", as_version=4)
    put(draft(folder, refaced(book, Faces(content)), content))
