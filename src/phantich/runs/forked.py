"""What a forked child becomes: a kernel, or a call; and it never returns into the server."""

from __future__ import annotations

import contextlib
import importlib
import os
import random
import signal
import sys
from typing import Any, Final, NoReturn

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_NAME: Final = 15


def become(asked: dict[str, Any], server: int) -> NoReturn:
    """Be the kernel or do the call, and end; never returns into the server."""
    code = 1
    try:
        _die_with(server, f"phantich-{asked['kind']}")
        os.setpgid(0, 0)
        _settle(asked)
        if asked["kind"] == "kernel":
            code = _kernel(asked["argv"])
        else:
            module, _, name = asked["target"].partition(":")
            getattr(importlib.import_module(module), name)(asked["argument"])
            code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        with contextlib.suppress(BaseException):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _die_with(server: int, name: str) -> None:
    """Be killed when the server dies; have a name of one's own in lists of processes."""
    import ctypes

    library = ctypes.CDLL(None)
    library.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    library.prctl(_PR_SET_NAME, name.encode())
    if os.getppid() != server:
        os._exit(1)


def _settle(asked: dict[str, Any]) -> None:
    """The surroundings that were asked for, and random numbers of one's own."""
    import numpy as np

    os.environ.clear()
    os.environ.update(asked["env"])
    os.chdir(asked["cwd"])
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    random.seed()
    np.random.seed(None)  # noqa: NPY002 - the global state that a notebook may use
    if asked.get("memory"):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (asked["memory"], asked["memory"]))


def _kernel(argv: list[str]) -> int:
    """An IPython kernel as ``python -m ipykernel_launcher …`` would start it."""
    from ipykernel.kernelapp import IPKernelApp

    # The kernel ends itself when its parent is another one than it was told.
    os.environ["JPY_PARENT_PID"] = str(os.getppid())
    sys.argv = argv[argv.index("-m") + 1 :]
    app: Any = IPKernelApp.instance()
    # An interrupt that comes with the request to end is no error worth telling.
    app.initialize([*sys.argv[1:], "--IPKernelApp.log_level=CRITICAL"])
    backend = os.environ.get("MPLBACKEND", "")
    if backend and backend.lower() != "agg":
        # pyplot was imported before the kernel could choose; without this no figure appears.
        inline = "inline" if "backend_inline" in backend else backend
        app.shell.run_line_magic("matplotlib", inline)
    app.start()
    return 0
