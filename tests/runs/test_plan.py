"""Which briefs a run makes, and of which month."""

from __future__ import annotations

from pathlib import Path

import pytest

from phantich.errors import StoreError, UsageError
from phantich.runs import parse_cities, plan
from phantich.store import Store


def test_latest_is_each_city_s_own_newest_month(project: Path, store: Store) -> None:
    jobs = plan(project, store, ["haiphong", "vietnam"])
    assert [(job.group, job.month) for job in jobs] == [
        ("HP.A.I", "2024-07"),
        ("HP.A.II", "2024-07"),
        ("VN.A", "2024-08"),
    ]


def test_a_job_carries_what_the_notebook_gets(project: Path, store: Store) -> None:
    (job,) = plan(project, store, ["haiphong"], "2024-05", ["HP.A.I"], "2024-06-01")
    assert job.parameters == {
        "city": "haiphong",
        "group": "HP.A.I",
        "month": "2024-05",
        "as_of": "2024-06-01",
        "edition": "draft",
        "store": str(store.path.resolve()),
        "at": "",
        "benchmarks": {"HP.A.I.1/cpi": "VN.CPI/cpi"},
    }


def test_what_does_not_exist_is_a_wrong_call(project: Path, store: Store) -> None:
    with pytest.raises(UsageError, match="2024-13"):
        plan(project, store, ["haiphong"], "2024-13")
    with pytest.raises(UsageError, match=r"no brief for HP\.Z; there are HP\.A\.I, HP\.A\.II"):
        plan(project, store, ["haiphong"], "2024-05", ["HP.Z"])
    with pytest.raises(UsageError, match="no city hanoi"):
        parse_cities("haiphong,hanoi")


def test_without_figures_there_is_no_latest_month(project: Path, store: Store) -> None:
    with pytest.raises(StoreError, match=r"CT\.A\.I"):
        plan(project, store, ["cantho"])
