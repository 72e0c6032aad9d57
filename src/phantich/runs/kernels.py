"""Kernels that talk over sockets in the file system, and the kernel called phantich.

The kernel called phantich is the same Python, forked from a process that has done the imports (see
`phantich.runs.warm`); `install` adds it to the environment.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
import time
from pathlib import Path
from queue import Empty
from typing import Final

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from traitlets import default

from phantich.runs.warm import NAME

KERNEL: Final = "phantich"
#: Seconds after which a request is made anew: without a reply, without a word on the side.
_REPLY: Final = 1.0
_SAID: Final = 0.2
#: Seconds between two looks whether a kernel has ended.
_POLL: Final = 0.01


class LocalKernelClient(AsyncKernelClient):
    """A client that knows from the kernel's own word that it is ready, not from a silence."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel has answered a first request and said that it is idle again.

        Raises
        ------
        RuntimeError
            When it died or took longer than `timeout` seconds.
        """
        end = time.monotonic() + (math.inf if timeout is None else timeout)
        while not await self._answered(self.kernel_info()):
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > end:
                raise RuntimeError(f"Kernel didn't respond in {timeout:g} seconds")

    async def _answered(self, request: str) -> bool:
        """Whether the reply came and all that the kernel said meanwhile was read."""
        try:
            reply = await self.shell_channel.get_msg(timeout=_REPLY)
            while reply["parent_header"].get("msg_id") != request:
                reply = await self.shell_channel.get_msg(timeout=_REPLY)
            said = await self.iopub_channel.get_msg(timeout=_SAID)
            while (said["parent_header"].get("msg_id"), said["content"].get("execution_state")) != (
                request,
                "idle",
            ):
                said = await self.iopub_channel.get_msg(timeout=_SAID)
        except Empty:
            return False
        return True


class LocalKernelManager(AsyncKernelManager):
    """A kernel manager without TCP: nothing listens on a port, nothing goes over a network."""

    @default("transport")
    def _without_tcp(self) -> str:
        return "ipc"

    @default("client_factory")
    def _that_knows(self) -> type[AsyncKernelClient]:
        return LocalKernelClient

    async def _async_finish_shutdown(
        self, waittime: float | None = None, pollinterval: float = _POLL, restart: bool = False
    ) -> None:
        """As its parent, but looks ten times as often: a forked kernel is gone at once."""
        await super()._async_finish_shutdown(waittime, pollinterval, restart)


def install(prefix: str = sys.prefix) -> Path:
    """Install the kernel called phantich below `prefix`; its folder."""
    spec = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": KERNEL,
        "language": "python",
        "metadata": {"debugger": True, "kernel_provisioner": {"provisioner_name": NAME}},
    }
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "kernel.json").write_text(json.dumps(spec, indent=1), encoding="utf-8")
        manager = KernelSpecManager()
        installed: str = manager.install_kernel_spec(folder, KERNEL, prefix=prefix)
    return Path(installed)
