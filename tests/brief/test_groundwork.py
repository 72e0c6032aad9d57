"""What a brief and a forecast have in common is made once, and never passed off for another."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from phantich.brief import Brief, Content, assemble, dump
from phantich.brief.groundwork import FOLDER, groundwork
from phantich.brief.prognosis import Prognosis
from phantich.catalog import SetId
from phantich.observations import validate
from phantich.store import Store
from phantich.warning.register import register_path
from tests.figures import stored

CITY: SetId = "haiphong"
GROUP = "HP.A.II"
MONTH = "2024-03"


@pytest.fixture
def store(tmp_path: Path, figure: Callable[..., Any]) -> Store:
    """Eight years of revenue, month by month."""
    months = pd.period_range("2016-04", MONTH, freq="M")
    rows = [
        figure(str(month), "level", 1000.0 + 10 * place + 50 * month.month)
        for place, month in enumerate(months)
    ]
    return stored(tmp_path / "figures.duckdb", rows)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The run's folder, as kernels find it."""
    found = tmp_path / "groundwork"
    monkeypatch.setenv(FOLDER, str(found))
    return found


class Maker:
    """Makes the content, and counts how often."""

    def __init__(self, store: Store) -> None:
        self.store, self.times = store, 0

    def __call__(self) -> Content:
        self.times += 1
        return assemble(self.store, CITY, GROUP, MONTH)


def test_it_is_made_once_and_is_the_same(store: Store, folder: Path) -> None:
    make = Maker(store)
    first, second = (groundwork(store, {"group": GROUP}, make) for _ in range(2))
    assert make.times == 1
    assert dump(first) == dump(second)


def test_without_a_folder_nothing_is_kept(store: Store, tmp_path: Path) -> None:
    make = Maker(store)
    for _ in range(2):
        groundwork(store, {"group": GROUP}, make)
    assert make.times == 2
    assert not list(tmp_path.glob("**/*.json"))


def test_another_question_figure_or_word_of_a_reviewer_makes_it_anew(
    store: Store, folder: Path, figure: Callable[..., Any]
) -> None:
    make = Maker(store)
    groundwork(store, {"group": GROUP}, make)
    groundwork(store, {"group": GROUP, "as_of": "2024-04-30"}, make)
    assert make.times == 2
    revised = pd.DataFrame([figure(MONTH, "level", 9.0, vintage="2024-12-06")])
    store.load(validate(revised), "test", "1" * 64, "long")
    found = groundwork(store, {"group": GROUP}, make)
    assert make.times == 3
    assert 9.0 in {fact.value for fact in found.facts.values()}
    register_path(store.path).write_text('{"flags": []}')
    groundwork(store, {"group": GROUP}, make)
    assert make.times == 4


@pytest.mark.parametrize("left", [b"", b'{"city": "haiphong"', b"\xff"])
def test_what_cannot_be_read_is_made_anew(store: Store, folder: Path, left: bytes) -> None:
    make = Maker(store)
    groundwork(store, {"group": GROUP}, make)
    (kept,) = folder.iterdir()
    kept.write_bytes(left)
    found = groundwork(store, {"group": GROUP}, make)
    assert make.times == 2
    assert dump(found) == dump(make())


def test_figures_that_come_in_meanwhile_are_not_kept_under_the_old_name(
    store: Store, folder: Path
) -> None:
    def make() -> Content:
        content = assemble(store, CITY, GROUP, MONTH)
        os.utime(store.path, ns=(1, 1))
        return content

    groundwork(store, {"group": GROUP}, make)
    assert not folder.exists()


def test_a_full_disk_stops_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(FOLDER, str(tmp_path / "file" / "groundwork"))
    make = Maker(store)
    assert groundwork(store, {"group": GROUP}, make).group == GROUP


def test_a_forecast_on_the_groundwork_of_a_brief_is_the_same(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(kind: type[Brief]) -> str:
        return dump(kind.open(CITY, GROUP, MONTH, store=str(store.path)).content)

    brief, forecast = opened(Brief), opened(Prognosis)
    assert len(list(folder.iterdir())) == 1
    monkeypatch.delenv(FOLDER)
    assert (opened(Brief), opened(Prognosis)) == (brief, forecast)
