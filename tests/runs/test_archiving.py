"""What runs publish as forecasts is archived once, and nothing that looks back is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from phantich.brief import Content, assemble
from phantich.brief.brief import edited
from phantich.catalog import find_component
from phantich.forecast.archive import Archive, folder_of
from phantich.observations import validate
from phantich.runs.archiving import keep
from phantich.runs.plan import Job
from phantich.store import Store


@pytest.fixture
def published(tmp_path: Path) -> tuple[Path, Content]:
    """A store with six years of revenue, and the content of its newest month."""
    months = pd.period_range("2019-01", "2024-10", freq="M").astype(str)
    random = np.random.default_rng(1)
    rows: list[dict[str, Any]] = [
        {
            "indicator": "HP.A.II.1", "component": "revenue", "area": "Hải Phòng",
            "item": find_component("HP.A.II.1/revenue")[1].total, "period": month,
            "measure": "level", "value": round(1000 + random.normal(0, 40), 1),
            "unit": "tỷ đồng", "status": "A", "source": "test", "vintage": "2024-11-06",
        }
        for month in months
    ]  # fmt: skip
    store = Store(tmp_path / "store.duckdb")
    store.load(validate(pd.DataFrame(rows)), "test", "0" * 64, "long")
    return store.path, edited(store, assemble(store, "haiphong", "HP.A.II", "2024-10"))


def _job(store: Path, **given: str) -> Job:
    parameters = {"store": str(store), "as_of": "", "at": "", **given}
    return Job("haiphong", "HP.A.II", "x", "2024-10", Path("brief.ipynb"), parameters)


def test_a_page_is_archived_once(published: tuple[Path, Content]) -> None:
    path, content = published
    assert keep(_job(path), content) == 12
    assert keep(_job(path), content) == 0
    table = Archive(folder_of(path)).read()
    assert table["period"].tolist()[0] == "2024-11"
    assert set(table["origin"]) == {"2024-10"}
    assert set(table["vintage"]) == {"2024-11-06"}
    assert set(table["model"]) == {"combined"}
    middle = content.fact(content.outlook[0].steps[0].middle).value
    assert table["q50"].iloc[0] == middle


def test_what_looks_back_publishes_nothing(published: tuple[Path, Content]) -> None:
    path, content = published
    assert keep(_job(path, as_of="2024-11-10"), content) == 0
    assert keep(_job(path, at="2024-11-10T00:00:00"), content) == 0
    assert not folder_of(path).exists()
