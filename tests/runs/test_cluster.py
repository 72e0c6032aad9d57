"""The same jobs on several workers over TCP: same bytes, whoever is killed."""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from phantich.errors import UsageError
from phantich.forecast import Airline
from phantich.measures.panel import Panel
from phantich.runs import Means, plan, run
from phantich.runs.cluster import connected
from phantich.runs.crew import Limits
from phantich.runs.mass import Spread, screened
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
