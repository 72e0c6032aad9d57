"""Drafts for tests of reviews, made without a kernel: the sections of the real notebook, filled."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

import nbformat
import pandas as pd

from phantich.brief import Content, assemble
from phantich.brief.brief import edited
from phantich.brief.faces import Faces
from phantich.brief.reface import refaced
from phantich.observations import validate
from phantich.runs.fitting import draft, put
from phantich.store import Store
from tests.figures import REVENUE, revenue

ROOT: Final = Path(__file__).resolve().parents[2]
GROUP: Final = "HP.A.II"
DAY: Final = "2024-08-01"
#: Id of the figure that the tests change.
JULY: Final = f"HP.A.II.1/revenue|{REVENUE}|Hải Phòng|2024-07|ytd"


def content_of(july: float | None = 68875.4, status: str = "E", **others: float) -> Content:
    """A content of Hải Phòng's revenue in July 2024; without the figure where `july` is None."""
    rows = [revenue(f"2024-{m:02d}", 9000.0 * m, vintage=DAY) for m in range(1, 7)]
    rows += [
        revenue(period.replace("_", "-")[1:], value, vintage=DAY)
        for period, value in others.items()
    ]
    rows += [] if july is None else [revenue("2024-07", july, status=status, vintage=DAY)]
    with tempfile.TemporaryDirectory() as name:
        store = Store(Path(name) / "store.duckdb")
        store.load(validate(pd.DataFrame(rows)), "test", "0" * 64, "long")
        content = edited(store, assemble(store, "haiphong", GROUP, "2024-07"))
        store.close()
    return content


def make_draft(folder: Path, content: Content) -> None:
    """What a run does with a content."""
    book = nbformat.read(ROOT / "notebooks" / "brief.ipynb", as_version=4)
    put(draft(folder, refaced(book, Faces(content)), content))
