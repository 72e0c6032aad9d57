"""Workers: each job in a process of its own, forked where that is possible, with limits.

A job that takes too long or too much memory, raises, or is killed harms no other. A process that
died without an outcome gets another try; a notebook that raises does not.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from phantich.brief.groundwork import FOLDER
from phantich.runs import warm
from phantich.runs.execute import ENVIRONMENT, failed
from phantich.runs.fitting import take_away
from phantich.runs.plan import Job
from phantich.runs.record import Outcome
from phantich.runs.work import DEAD

#: Bytes in a megabyte.
MB: Final = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a job may use."""

    #: Seconds from its start to its end.
    seconds: float = 900.0
    #: Memory of the notebook's process, in megabytes.
    memory: int = 2048
    #: Times that it is tried when its process dies.
    tries: int = 3


@dataclass(slots=True)
class Effort:
    """What a job took."""

    outcome: Outcome
    #: Seconds on the clock, of a processor; most bytes of memory of one process; tries.
    seconds: float = 0.0
    cpu: float = 0.0
    memory: int = 0
    tries: int = 0
    #: Why earlier tries were in vain.
    died: list[str] = field(default_factory=list)


class Crew:
    """Does jobs, any number at a time, each called from a thread of its own."""

    def __init__(self, out: Path, results: Path, limits: Limits) -> None:
        self._out = out
        self._results = results
        self._limits = limits
        self._lock = threading.Lock()
        self._servers = ExitStack()
        self._server: warm.Server | None = None
        self._cold = not warm.POSSIBLE
        self._running: set[warm.Child | subprocess.Popen[bytes]] = set()
        self._stopped = False

    def do(self, job: Job, identity: str) -> Effort:
        """Do a job; a failure is an outcome, not an exception."""
        effort = Effort(failed(job, "interrupted"))
        began = time.monotonic()
        while not self._stopped and effort.tries < self._limits.tries:
            effort.tries += 1
            if self._attempt(job, identity, effort):
                break
        else:
            if not self._stopped:
                take_away(self._out / job.month, job.stem)
                effort.outcome = failed(job, f"its process died: {'; '.join(effort.died)}")
        effort.seconds = time.monotonic() - began
        return effort

    def stop(self) -> None:
        """End all processes at once; what they have not published stays as it was."""
        with self._lock:
            self._stopped = True
            running = list(self._running)
        for process in running:
            process.kill()
        self._servers.close()

    def _attempt(self, job: Job, identity: str, effort: Effort) -> bool:
        """One try; False when the process died and another one may help."""
        handle, name = tempfile.mkstemp(dir=self._results)
        os.close(handle)
        result = Path(name)
        result.unlink()
        argument = {
            "job": job.dump(),
            "out": str(self._out),
            "identity": identity,
            "result": str(result),
        }
        with self._process(argument) as process:
            try:
                code = process.wait(timeout=self._limits.seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                take_away(self._out / job.month, job.stem)
                said = f"it took longer than the {self._limits.seconds:g} s that a job may take"
                effort.outcome = failed(job, said)
                return True
        if not result.exists():
            effort.died.append(_ending(code))
            return False
        told = json.loads(result.read_text(encoding="utf-8"))
        effort.outcome = Outcome.model_validate(told["outcome"])
        own = (process.cpu, process.memory) if isinstance(process, warm.Child) else (0.0, 0)
        effort.cpu += told["cpu"]
        effort.memory = max(effort.memory, told["memory"], own[1])
        return True

    @contextmanager
    def _process(self, argument: dict[str, Any]) -> Iterator[warm.Child | subprocess.Popen[bytes]]:
        process = self._forked(argument) or _started(argument, self._environment(""))
        with self._lock:
            self._running.add(process)
        try:
            if self._stopped:
                process.kill()
            yield process
        finally:
            with self._lock:
                self._running.discard(process)
            if isinstance(process, warm.Child):
                process.close()

    def _environment(self, address: str) -> dict[str, str]:
        given = {**os.environ, **ENVIRONMENT}
        given["JUPYTER_DEFAULT_PROVISIONER_NAME"] = warm.NAME
        given[warm.MEMORY] = str(self._limits.memory * MB)
        given[warm.ADDRESS] = address
        given[FOLDER] = str(self._results / "groundwork")
        return given

    def _forked(self, argument: dict[str, Any]) -> warm.Child | None:
        """A forked worker; a server that has died is started anew, once."""
        for _ in range(2):
            server = self._serving()
            if server is None:
                return None
            asked = {
                "kind": "call",
                "target": "phantich.runs.work:main",
                "argument": argument,
                "env": self._environment(str(server.address)),
                "cwd": str(Path.cwd()),
            }
            try:
                return warm.fork(str(server.address), asked)
            except warm.ForkServerGoneError:
                with self._lock:
                    if self._server is server:
                        self._server = None
        return None

    def _serving(self) -> warm.Server | None:
        with self._lock:
            if self._server is None and not self._cold and not self._stopped:
                server = self._servers.enter_context(warm.Server())
                if server.ready():
                    self._server = server
                else:
                    self._cold = True
            return self._server


def _started(argument: dict[str, Any], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """A worker that imports everything itself: slower, and possible everywhere."""
    process = subprocess.Popen(
        [sys.executable, "-m", "phantich.runs.work"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(argument).encode())
    process.stdin.close()
    return process


def _ending(code: int) -> str:
    if code == DEAD:
        return "its kernel died"
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}"
