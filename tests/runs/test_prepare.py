"""The store is made from the bundled data once, and follows it when it changes."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from phantich.observations import validate
from phantich.runs.prepare import Bundle, bundled, prepare
from phantich.sources import Reading
from phantich.store import Store
from tests.figures import revenue


def bundle(value: float, digest: str, calls: list[str]) -> Bundle:
    """A bundle of one figure that notes when it is read."""

    def read() -> Reading:
        calls.append(digest)
        row = revenue("2024-07", value, source="simulated:test")
        return Reading(validate(pd.DataFrame([row])))

    return Bundle("simulated:test", "simulated", digest, read)


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    """A store that does not exist yet."""
    return Store(tmp_path / "new" / "store.duckdb")


def values(store: Store) -> list[float]:
    """What the store answers."""
    return [float(value) for value in store.query("HP.A.II.1")["value"]]


def test_a_missing_store_is_made_and_the_second_call_reads_nothing(empty: Store) -> None:
    calls: list[str] = []
    said = prepare(empty, [bundle(1.0, "a" * 64, calls)])
    assert "1 figures" in said
    assert str(empty.path) in said
    assert prepare(empty, [bundle(1.0, "a" * 64, calls)]) == ""
    assert calls == ["a" * 64]
    assert values(empty) == [1.0]


def test_a_changed_bundle_replaces_what_it_was(empty: Store) -> None:
    calls: list[str] = []
    prepare(empty, [bundle(1.0, "a" * 64, calls)])
    prepare(empty, [bundle(2.0, "b" * 64, calls)])
    assert values(empty) == [2.0]
    assert [load.withdrawn_at is None for load in empty.loads()] == [False, True]


def test_what_a_user_withdrew_stays_withdrawn(empty: Store) -> None:
    calls: list[str] = []
    prepare(empty, [bundle(1.0, "a" * 64, calls)])
    empty.withdraw(empty.loads()[0].load_id)
    assert prepare(empty, [bundle(1.0, "a" * 64, calls)]) == ""
    assert values(empty) == []


def test_the_bundled_data_are_the_cited_and_the_simulated_figures() -> None:
    found = {b.origin: b for b in bundled()}
    assert set(found) == {"data/cited/city_monthly.csv", "simulated:haiphong", "simulated:cantho"}
    assert [b.digest for b in bundled()] == [b.digest for b in found.values()]
    cited = found["data/cited/city_monthly.csv"].read().observations
    assert not cited["source"].str.startswith("simulated:").any()
    assert {"Hải Phòng", "Cần Thơ", "Việt Nam"} <= set(cited["area"])
