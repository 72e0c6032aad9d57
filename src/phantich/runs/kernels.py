"""Kernels that talk over sockets in the file system, which no other user can read."""

from __future__ import annotations

from jupyter_client.manager import AsyncKernelManager
from traitlets import default


class LocalKernelManager(AsyncKernelManager):
    """A kernel manager without TCP: nothing listens on a port, nothing goes over a network."""

    @default("transport")
    def _without_tcp(self) -> str:
        return "ipc"
