"""A process that has done the imports, and forks a child for each kernel or job that is asked for.

Starting Python and importing pandas, matplotlib and the briefs is three quarters of what a notebook
costs. The server imports them once and stays without threads, so that a fork is a whole process of
its own within milliseconds: own environment, own random state, own memory. It listens on a socket
in the file system that its owner alone can open. One connection is one child::

    asked     {"kind": "kernel", "argv": […], "env": {…}, "cwd": "…", "memory": bytes or null}
              {"kind": "call", "target": "module:function", "argument": {…}, "env": {…}, …}
    answered  {"pid": 1234}, then {"exit": code, "cpu": seconds, "memory": bytes} at its end

A connection that is closed takes its child with it, and the children do not outlive the server:
nobody who asked leaves a process behind.

Run as ``python -m phantich.runs.forking SOCKET [SECONDS]``; it ends when its standard input does,
or after so many idle seconds.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from phantich.runs.forked import become
from phantich.runs.rehearsal import rehearse

_BACKLOG: Final = 64


@dataclass(slots=True, eq=False)
class _Client:
    connection: socket.socket
    received: bytearray = field(default_factory=bytearray)
    pid: int | None = None


class Server:
    """Forks on demand; one thread, one selector."""

    def __init__(self, address: Path, idle: float | None) -> None:
        self._idle = idle
        self._clients: dict[int, _Client] = {}
        self._selector = selectors.DefaultSelector()
        self._listener = _listen(address)
        self._selector.register(self._listener, selectors.EVENT_READ, self._accept)
        self._woken, self._wake = socket.socketpair()
        for end in (self._woken, self._wake):
            end.setblocking(False)
        self._selector.register(self._woken, selectors.EVENT_READ, self._reap)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        self._open = True
        if idle is None:
            self._selector.register(sys.stdin, selectors.EVENT_READ, self._stop)

    def serve(self) -> None:
        """Answer until the owner is gone, or nobody has asked for too long."""
        used = time.monotonic()
        while self._open:
            for key, _ in self._selector.select(timeout=1.0):
                key.data(key.fileobj)
                used = time.monotonic()
            if self._clients:
                used = time.monotonic()
            if self._idle is not None and time.monotonic() - used > self._idle:
                return

    def _stop(self, _: Any) -> None:
        self._open = bool(os.read(sys.stdin.fileno(), 1))

    def _accept(self, _: Any) -> None:
        connection, _address = self._listener.accept()
        client = _Client(connection)
        self._selector.register(connection, selectors.EVENT_READ, lambda _: self._hear(client))
        self._clients[connection.fileno()] = client

    def _hear(self, client: _Client) -> None:
        try:
            chunk = client.connection.recv(1 << 16)
        except ConnectionError:
            chunk = b""
        if not chunk:
            self._drop(client)
            return
        client.received += chunk
        if client.pid is None and client.received.endswith(b"\n"):
            self._fork(client, json.loads(client.received))

    def _drop(self, client: _Client) -> None:
        """The one who asked is gone: so must the child be, with all that it started."""
        self._forget(client)
        if client.pid is not None:
            for kill in (os.killpg, os.kill):
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    kill(client.pid, signal.SIGKILL)

    def _forget(self, client: _Client) -> None:
        if self._clients.pop(client.connection.fileno(), None) is not None:
            self._selector.unregister(client.connection)
            client.connection.close()

    def _fork(self, client: _Client, asked: dict[str, Any]) -> None:
        server = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._close_inherited()
            become(asked, server)
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)
        client.pid = pid
        self._tell(client, {"pid": pid})

    def _close_inherited(self) -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for client in self._clients.values():
            client.connection.close()
        for end in (self._listener, self._woken, self._wake):
            end.close()
        self._selector.close()

    def _reap(self, _: Any) -> None:
        with contextlib.suppress(BlockingIOError):
            while self._woken.recv(1 << 12):
                pass
        while True:
            try:
                pid, status, used = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            for client in [c for c in self._clients.values() if c.pid == pid]:
                client.pid = None
                ended = {
                    "exit": os.waitstatus_to_exitcode(status),
                    "cpu": used.ru_utime + used.ru_stime,
                    "memory": used.ru_maxrss * 1024,
                }
                self._tell(client, ended)
                self._forget(client)

    def _tell(self, client: _Client, message: Mapping[str, float]) -> None:
        with contextlib.suppress(OSError):
            client.connection.sendall(json.dumps(message).encode() + b"\n")


def _listen(address: Path) -> socket.socket:
    """A socket under a name that appears only when it answers."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    beside = address.with_name(f".{address.name}.{os.getpid()}")
    listener.bind(str(beside))
    beside.chmod(0o600)
    listener.listen(_BACKLOG)
    beside.replace(address)
    return listener


def main() -> None:
    """Rehearse, then serve."""
    address, idle = Path(sys.argv[1]), sys.argv[2:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["MPLBACKEND"] = "Agg"
    rehearse()
    gc.collect()
    gc.freeze()
    try:
        Server(address, float(idle[0]) if idle else None).serve()
    finally:
        address.unlink(missing_ok=True)
        # What was frozen is not freed; extension modules would call that a leak.
        os._exit(0)


if __name__ == "__main__":
    main()
