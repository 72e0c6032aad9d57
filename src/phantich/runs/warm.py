"""Asking the fork server for a process, and a kernel provisioner that does so.

Papermill, nbval and JupyterLab start kernels through `jupyter_client`, which finds the provisioner
under the name ``phantich-warm``: the kernel called phantich names it, and
``JUPYTER_DEFAULT_PROVISIONER_NAME`` makes it the default. When the server does not answer, the
kernel is started in the ordinary way.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

#: Environment: address of the server; bytes of memory that a kernel may take.
ADDRESS: Final = "PHANTICH_FORK_SERVER"
MEMORY: Final = "PHANTICH_KERNEL_MEMORY"
NAME: Final = "phantich-warm"
#: Seconds in which the server has to answer, and in which it has to be there after its start.
_ANSWER: Final = 10.0
_START: Final = 60.0
#: Seconds after which a server that nobody asks ends.
_IDLE: Final = 600
#: Whether children can be made to die with their server.
POSSIBLE: Final = sys.platform == "linux"


class ForkServerGoneError(ConnectionError):
    """The fork server does not answer."""


class Child:
    """A process that the server forked, with the methods of `subprocess.Popen` that are needed."""

    stdin = stdout = stderr = None

    def __init__(self, connection: socket.socket, pid: int, rest: bytes) -> None:
        self.pid = pid
        self.returncode: int | None = None
        #: Seconds of processor time and most bytes of memory, once it has ended.
        self.cpu = 0.0
        self.memory = 0
        self._connection = connection
        self._received = rest

    def poll(self) -> int | None:
        """Exit code, or None while the process runs; -9 when the server died and took it along."""
        return self._wait(0.0)

    def wait(self, timeout: float | None = None) -> int:
        """Exit code when the process has ended.

        Raises
        ------
        subprocess.TimeoutExpired
            When it still runs after `timeout` seconds.
        """
        code = self._wait(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0.0)
        return code

    def send_signal(self, number: int) -> None:
        """Send a signal to the process and those that it started."""
        if self.poll() is None:
            os.killpg(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def close(self) -> None:
        """Let go of it: the server kills it if it still runs."""
        self._connection.close()

    def _wait(self, timeout: float | None) -> int | None:
        end = None if timeout is None else time.monotonic() + timeout
        while self.returncode is None:
            left = None if end is None else max(0.0, end - time.monotonic())
            if not select.select([self._connection], [], [], left)[0]:
                return None
            try:
                chunk = self._connection.recv(1 << 12)
            except OSError:
                chunk = b""
            self._received += chunk
            if self._received.endswith(b"\n"):
                self._end(json.loads(self._received))
            elif not chunk:
                self.returncode = -signal.SIGKILL
                self.close()
        return self.returncode

    def _end(self, said: dict[str, float]) -> None:
        self.returncode = int(said["exit"])
        self.cpu, self.memory = said["cpu"], int(said["memory"])
        ended.append(self)
        self.close()


#: Forked processes whose end this process has seen.
ended: list[Child] = []


def fork(address: str, asked: Mapping[str, Any]) -> Child:
    """Have the server fork (see `phantich.runs.forking` for what can be asked).

    Raises
    ------
    ForkServerGoneError
        When there is no server, or it does not answer.
    """
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(_ANSWER)
    try:
        connection.connect(address)
        connection.sendall(json.dumps(asked).encode() + b"\n")
        received = b""
        while b"\n" not in received:
            chunk = connection.recv(1 << 12)
            if not chunk:
                raise ConnectionError("it hung up")
            received += chunk
    except OSError as error:
        connection.close()
        raise ForkServerGoneError(f"no fork server at {address}: {error}") from error
    connection.settimeout(None)
    line, _, rest = received.partition(b"\n")
    return Child(connection, int(json.loads(line)["pid"]), rest)


class WarmProvisioner(LocalProvisioner):
    """Kernels forked from a process that has done the imports; ordinary ones without it."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Launch a kernel with a command."""
        environment = {**os.environ, **(kwargs.get("env") or {})}
        limit = int(environment.get(MEMORY) or 0) or None
        child = self._fork(cmd, environment, str(kwargs.get("cwd") or Path.cwd()), limit)
        if child is None:
            info = await super().launch_kernel(cmd, **kwargs)
            if limit and self.pid:
                _limit(self.pid, limit)
            return info
        self.process = child  # type: ignore[assignment]  # has what is asked of a Popen
        self.pid = self.pgid = child.pid
        self.cwd = kwargs.get("cwd", Path.cwd())
        return self.connection_info

    def _fork(
        self, cmd: list[str], environment: dict[str, str], cwd: str, limit: int | None
    ) -> Child | None:
        address = environment[ADDRESS] if ADDRESS in environment else on_demand()
        if not address or "ipykernel_launcher" not in cmd or not _same_python(cmd[0]):
            return None
        asked = {
            "kind": "kernel",
            "argv": cmd,
            "env": environment,
            "cwd": cwd,
            "memory": limit,
        }
        try:
            return fork(address, asked)
        except ForkServerGoneError as error:
            self.log.info("an ordinary kernel instead of a warm one: %s", error)
            if ADDRESS not in environment:
                # Its server was killed; the next kernel starts another one.
                Path(address).unlink(missing_ok=True)
            return None


def _same_python(name: str) -> bool:
    return Path(name).absolute() == Path(sys.executable).absolute()


def _limit(pid: int, limit: int) -> None:
    """Limit the memory of a process that was started in the ordinary way."""
    import resource

    if hasattr(resource, "prlimit"):
        resource.prlimit(pid, resource.RLIMIT_DATA, (limit, limit))


class Server:
    """A fork server of one's own; use it in a ``with`` block.

    It ends with the block, or with the process that started it, whose end of a pipe it watches.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="phantich-")
        self.address = Path(self._folder.name) / "fork"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "phantich.runs.forking", str(self.address)],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def ready(self) -> bool:
        """Wait until it answers; False when it ended, or takes too long."""
        end = time.monotonic() + _START
        while not self.address.exists():
            if self.process.poll() is not None or time.monotonic() > end:
                return False
            time.sleep(0.02)
        return True

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()
        self._folder.cleanup()


def on_demand() -> str:
    """Address of the server that all kernels of a user share; empty where it is not there yet.

    A notebook that is opened when there is none gets an ordinary kernel, and the server is started
    for the next one. It ends after ten idle minutes. Other code has a server of its own.
    """
    if not POSSIBLE:
        return ""
    from jupyter_core.paths import jupyter_runtime_dir

    from phantich.runs.identity import code_digest

    folder = Path(jupyter_runtime_dir())
    address = folder / f"phantich-{code_digest()[:12]}.fork"
    if address.exists():
        return str(address)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    starting = address.with_suffix(".starting")
    if starting.exists() and time.time() - starting.stat().st_mtime < _START:
        return ""
    starting.touch()
    silent = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
    command = [sys.executable, "-m", "phantich.runs.forking", str(address), str(_IDLE)]
    # Nobody waits for it: it outlives whoever started it.
    os.posix_spawn(sys.executable, command, os.environ, file_actions=silent, setsid=True)
    return ""
