"""Kernels that talk over sockets in the file system, and the kernel called phantich.

The kernel called phantich is the same Python, forked from a process that has done the imports (see
`phantich.runs.warm`); `install` adds it to the environment.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Final

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from traitlets import default

from phantich.runs.warm import NAME

KERNEL: Final = "phantich"


class LocalKernelManager(AsyncKernelManager):
    """A kernel manager without TCP: nothing listens on a port, nothing goes over a network."""

    @default("transport")
    def _without_tcp(self) -> str:
        return "ipc"


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
