"""Adjusted series of the workbench, over a store whose figures are given here."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import phantich as pt
from phantich.errors import UsageError
from phantich.store import Store
from phantich.workbench import Workbench
from tests.seasonal.series import simulated


def rows(
    code: str, component: str, item: str, measure: str, unit: str, values: pd.Series[float]
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "indicator": code, "component": component, "item": item, "area": "Hải Phòng",
            "measure": measure, "unit": unit, "status": "A", "source": "bang.xlsx",
            "vintage": "2026-02-03", "period": values.index.astype(str), "value": values.to_numpy(),
        }
    )  # fmt: skip


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    store = Store(tmp_path_factory.mktemp("adjusted") / "store.duckdb")
    levels = simulated(1, tet=(-0.2, -0.1), months=168)
    levels["2025-07":] *= 1.4  # type: ignore[misc]
    links = (100 * levels / levels.shift()).dropna()
    gap = links.drop(links.index[20])
    industry = "Toàn ngành công nghiệp"
    tables = [
        rows("HP.A.V.1", "iip", industry, "mom", "%", links),
        rows("HP.A.V.1", "iip", "Dệt", "mom", "%", gap),
        rows("HP.A.V.1", "iip", industry, "yoy", "%", links),
    ]
    for i, table in enumerate(tables):
        store.load(table, str(i), str(i), "form")
    return pt.open(store.path)


def test_an_index_without_levels_is_chained(db: Workbench) -> None:
    frame = db["HP.A.V.1"].adjusted()
    assert list(frame.columns)[:3] == ["original", "adjusted", "trend"]
    assert str(frame.index[0]) == "2012-01"
    assert frame["original"].iloc[0] == 100
    levels = simulated(1, tet=(-0.2, -0.1), months=168)
    expected = 100 * levels["2024-06"] / levels.iloc[0]
    assert frame["original"]["2024-06"] == pytest.approx(expected)
    assert frame.attrs["quality"] in {"green", "amber"}
    assert frame.attrs["reasons"]
    assert frame.attrs["tet_kept"]
    assert frame.attrs["unit"] == "2012-01=100"
    assert frame.attrs["indicator"] == "HP.A.V.1"


def test_the_merger_is_a_declared_break_of_the_city(db: Workbench) -> None:
    notes = " ".join(db["HP.A.V.1"].adjusted().attrs["notes"])
    assert "LS 2025-07" in notes
    frame = db["HP.A.V.1"].adjusted(breaks=(), outliers=False, method="stl")
    assert frame.attrs["method"] == "stl"
    assert "LS" not in " ".join(frame.attrs["notes"])


def test_a_chain_begins_after_the_last_gap(db: Workbench) -> None:
    frame = db["HP.A.V.1"].adjusted(item="Dệt")
    assert str(frame.index[0]) == "2013-10"
    assert np.isfinite(frame["adjusted"]).all()


def test_what_has_no_season_to_take_out(db: Workbench) -> None:
    with pytest.raises(UsageError, match="yoy has no season"):
        db["HP.A.V.1"].adjusted(measure="yoy")
    with pytest.raises(UsageError, match="no figures"):
        db["HP.A.V.1"].adjusted(measure="level")
    with pytest.raises(UsageError, match="no figures"):
        db["HP.A.II.1"].adjusted()
