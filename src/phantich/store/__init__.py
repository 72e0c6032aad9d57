"""The vintage store: every figure with the day on which it became known, in one DuckDB file."""

from __future__ import annotations

from phantich.store.batch import Batch
from phantich.store.loading import Kind, LoadReport
from phantich.store.paths import default_path, project_root
from phantich.store.store import LoadInfo, Store, StoredRemark

__all__ = [
    "Batch",
    "Kind",
    "LoadInfo",
    "LoadReport",
    "Store",
    "StoredRemark",
    "default_path",
    "project_root",
]
