"""The same jobs on several workers over TCP: same bytes, whoever is killed."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from phantich.cli import main
from phantich.errors import UsageError
from phantich.forecast import Airline
from phantich.forecast.clockmodels import Wishes
from phantich.forecast.clocks import clock_table, clocks
from phantich.measures.panel import Panel
from phantich.runs import Means, massclocks, plan, run
from phantich.runs.cluster import connected
from phantich.runs.crew import Limits
from phantich.runs.mass import Spread, screened
from phantich.runs.massclocks import on_cluster
from phantich.store import Store
from phantich.warning.intake import read_grid
from tests.runs.faults import files_of

pytest.importorskip("distributed", reason="needs the extra `cluster`")


@pytest.mark.parametrize("address", ["", "local:0", "local:x", "http://here", "tcp://127.0.0.1:1"])
def test_an_address_that_is_none_is_one_clear_line(address: str) -> None:
    with (
        pytest.raises(UsageError, match=r"is no cluster|no dask scheduler answers"),
        connected(address),
    ):
        pass


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # dask warns of what was killed
def test_a_worker_that_is_killed_loses_nothing(project: Path, store: Store) -> None:
    groups = ["HP.A.I", "HP.A.II"]
    jobs = plan(project, store, ["haiphong"], groups=groups)
    run(jobs, project / "here")
    share = project / "share"
    victims: list[int] = []
    with connected("local:3") as client:
        address = client.scheduler.address

        def kill() -> None:
            busy = [w for w, tasks in client.processing().items() if tasks]
            pids = client.run(os.getpid)
            if busy and not victims:
                victims.append(pids[busy[0]])
                os.kill(pids[busy[0]], signal.SIGKILL)

        timer = threading.Timer(2.0, kill)
        timer.start()
        means = Means(cluster=address, share=f"file://{share}", limits=Limits(seconds=300))
        done = run(jobs, project / "there", means=means)
        timer.join()
    assert done.made == len(groups), done.outcomes
    assert victims
    assert files_of(project / "there") == files_of(project / "here")
    assert len(list((share / "stores").iterdir())) == 1


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_parts_give_the_same_figures_on_one_worker_and_on_two() -> None:
    ids = pd.Index([f"s{i}" for i in range(7)])
    season = np.tile(np.arange(1.0, 13.0), 6)
    draw = np.random.default_rng(1)
    panel = Panel(ids, 100 + season + draw.normal(size=(7, 72)), 12 * 50)
    with connected("local:2") as client:
        address = client.scheduler.address
        two = Spread(Airline(), address, size=3).forecast(panel, 4)
        assert two.mean.shape == (7, 4)
        assert list(two.ids) == list(ids)
        part = replace(panel, ids=ids[3:6], values=panel.values[3:6])
        np.testing.assert_array_equal(two.mean[3:6], Airline().forecast(part, 4).mean)
        long = pd.DataFrame(
            {
                "unique_id": np.repeat(ids, 72),
                "ds": np.tile(panel.starts, 7),
                "y": panel.values.ravel(),
            }
        )
        found = screened(read_grid(long, "M", None), 1, address, size=3)
    assert found["unique_id"].tolist() == list(ids)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_finer_series_on_two_workers_are_those_of_one_process(finer: Path, tmp_path: Path) -> None:
    given = ["forecast", "--input", str(finer), "--horizon", "6", "--out"]
    assert main([*given, str(tmp_path / "here.csv")]) == 0
    assert main([*given, str(tmp_path / "there.csv"), "--cluster", "local:2"]) == 0
    assert (tmp_path / "there.csv").read_bytes() == (tmp_path / "here.csv").read_bytes()


def test_finer_series_are_sent_in_parts(finer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[int, str]] = []

    def spread(function: Callable[..., object], parts: Sequence[Any], address: str) -> list[object]:
        sent.extend((len(part), address) for part in parts)
        return [function(part) for part in parts]

    monkeypatch.setattr(massclocks, "spread", spread)
    series = pd.read_csv(finer)
    told = clocks(series)
    wishes = Wishes(6, (80.0, 95.0))
    there = clock_table(series, told, wishes, worked=on_cluster("local:2", size=3))
    pd.testing.assert_frame_equal(there, clock_table(series, told, wishes))
    assert sent == [(3, "local:2"), (1, "local:2")]


@pytest.fixture
def finer(tmp_path: Path) -> Path:
    """Days, more days, weeks, and too few of them."""
    random = np.random.default_rng(3)
    frames = []
    for name, days, mean in (
        ("days", pd.date_range("2025-01-01", periods=120), 50.0),
        ("more days", pd.date_range("2025-01-01", periods=90), 20.0),
        ("weeks", pd.date_range("2023-01-02", periods=120, freq="7D"), 4.0),
        ("few", pd.date_range("2025-05-01", periods=9), 5.0),
    ):
        figures = random.poisson(mean, len(days)).astype(float)
        frame = pd.DataFrame({"unique_id": name, "ds": days.strftime("%Y-%m-%d"), "y": figures})
        frames.append(frame)
    table = tmp_path / "finer.csv"
    pd.concat(frames).to_csv(table, index=False)
    return table
