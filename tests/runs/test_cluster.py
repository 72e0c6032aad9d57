"""The same jobs on several workers over TCP: same bytes, whoever is killed."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

from phantich.errors import UsageError
from phantich.runs import Means, plan, run
from phantich.runs.cluster import connected
from phantich.runs.crew import Limits
from phantich.store import Store
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
