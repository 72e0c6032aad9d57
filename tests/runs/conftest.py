"""A small project with a store, parameters and the real notebook."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from phantich.observations import validate
from phantich.store import Store

ROOT = Path(__file__).resolve().parents[2]
FEW = ("haiphong/HP.A.I.yaml", "haiphong/HP.A.II.yaml", "cantho/CT.A.I.yaml", "vietnam/VN.A.yaml")
REVENUE = "Tổng thu ngân sách nhà nước"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder with the notebook and the parameters of a few briefs of this repository."""
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    for name in FEW:
        (tmp_path / "params" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "params" / name, tmp_path / "params" / name)
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "brief.ipynb", tmp_path / "notebooks")
    return tmp_path


@pytest.fixture
def store(project: Path) -> Store:
    """A store with a few figures of Hải Phòng and of the country."""
    city = [
        ("HP.A.II.1", "revenue", REVENUE, "Hải Phòng", f"2024-{m:02d}", "ytd", 9000.0 * m)
        for m in range(1, 8)
    ]
    country = [
        (
            "VN.CPI",
            "cpi",
            "Chỉ số giá tiêu dùng",
            "Việt Nam",
            f"2024-{m:02d}",
            "yoy",
            103.0 + m / 10,
        )
        for m in range(1, 9)
    ]
    columns = ["indicator", "component", "item", "area", "period", "measure", "value"]
    frame = pd.DataFrame(city + country, columns=columns)
    frame["unit"] = frame["measure"].map({"ytd": "tỷ đồng", "yoy": "%"})
    frame["status"], frame["source"], frame["vintage"] = "A", "test", "2024-08-29"
    made = Store(project / "store.duckdb")
    made.load(validate(frame), "test", "0" * 64, "long")
    return made
