"""Kernels forked from a process that has done the imports: as isolated as ordinary ones."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from jupyter_client.provisioning import KernelProvisionerFactory
from nbclient import NotebookClient
from nbformat import NotebookNode

from phantich.runs import warm
from phantich.runs.kernels import install

pytestmark = pytest.mark.skipif(not warm.POSSIBLE, reason="fork servers need Linux")


@pytest.fixture(scope="module")
def server() -> Iterator[warm.Server]:
    """A server that is ready."""
    with warm.Server() as made:
        assert made.ready()
        yield made


@pytest.fixture
def warmed(server: warm.Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[warm.Server]:
    """The server as the default of this process."""
    monkeypatch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", warm.NAME)
    monkeypatch.setenv(warm.ADDRESS, str(server.address))
    # It reads the environment once a process.
    KernelProvisionerFactory.clear_instance()
    yield server
    KernelProvisionerFactory.clear_instance()


def ran(*cells: str, folder: Path | None = None) -> NotebookNode:
    """A notebook of these cells, executed."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    client = NotebookClient(
        book,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder or Path.cwd())}},
    )
    with client.setup_kernel():
        for place, cell in enumerate(book.cells):
            client.execute_cell(cell, place)
    return book


def said(book: NotebookNode, cell: int = 0) -> str:
    """What the cell printed."""
    return "".join(o.text for o in book.cells[cell].outputs if o.output_type == "stream").strip()


def test_the_kernel_is_a_child_of_the_server(warmed: warm.Server) -> None:
    assert said(ran("import os; print(os.getppid())")) == str(warmed.process.pid)


def test_a_kernel_finds_the_catalogue_read_and_keeps_its_changes_to_itself(
    warmed: warm.Server,
) -> None:
    cell = (
        "from phantich.brief.html import environment\n"
        "from phantich.catalog import SETS, indicator_set\n"
        "print(indicator_set.cache_info().currsize == len(SETS), environment.cache_info().misses)\n"
        "indicator_set.cache_clear(); environment.cache_clear()"
    )
    assert said(ran(cell)) == "True 1"
    assert said(ran(cell)) == "True 1"


def test_without_a_server_the_kernel_is_an_ordinary_one(
    warmed: warm.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(warm.ADDRESS, "/nowhere/at-all")
    assert said(ran("import os; print(os.getppid())")) == str(os.getpid())


def test_environment_folder_options_and_random_state_are_each_kernels_own(
    warmed: warm.Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cell = (
        "import os, random, numpy as np, pandas as pd\n"
        "print(os.environ.get('COLOUR'), os.getcwd(), pd.get_option('display.max_rows'),"
        " random.random(), np.random.rand())\n"
        "os.environ['COLOUR'] = 'red'; pd.set_option('display.max_rows', 7)"
    )
    first = said(ran(cell, folder=tmp_path)).split()
    monkeypatch.setenv("COLOUR", "blue")
    second = said(ran(cell)).split()
    assert first[:3] == ["None", str(tmp_path), "60"]
    assert second[:3] == ["blue", str(Path.cwd()), "60"]
    assert first[3] != second[3]
    assert first[4] != second[4]


@pytest.mark.parametrize("backend", ["", "module://matplotlib_inline.backend_inline"])
def test_figures_appear(warmed: warm.Server, monkeypatch: pytest.MonkeyPatch, backend: str) -> None:
    monkeypatch.setenv("MPLBACKEND", backend)
    if not backend:
        monkeypatch.delenv("MPLBACKEND")
    book = ran("import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show()")
    shown = [o for o in book.cells[0].outputs if "image/png" in o.get("data", {})]
    assert len(shown) == 1


def test_a_kernel_that_takes_too_much_memory_raises(
    warmed: warm.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(warm.MEMORY, str(600 * 2**20))
    cell = "try:\n    bytearray(2**31)\nexcept MemoryError:\n    print('too much')"
    assert said(ran(cell)) == "too much"
    monkeypatch.setenv(warm.ADDRESS, "/nowhere/at-all")
    assert said(ran(cell)) == "too much"


def test_a_child_dies_with_the_one_who_asked_and_with_the_server() -> None:
    with warm.Server() as server:
        assert server.ready()
        asked = {
            "kind": "call",
            "target": "time:sleep",
            "argument": 60,
            "env": dict(os.environ),
            "cwd": "/",
        }
        left = warm.fork(str(server.address), asked)
        stays = warm.fork(str(server.address), asked)
        assert stays.poll() is None
        left.close()
        wait_gone(left.pid)
        assert stays.poll() is None
        server.process.kill()
        assert stays.wait(10) == -signal.SIGKILL
        wait_gone(stays.pid)
        with pytest.raises(warm.ForkServerGoneError):
            warm.fork(str(server.address), asked)


def test_a_server_ends_with_its_owner(tmp_path: Path) -> None:
    code = (
        "import os, signal\n"
        "from phantich.runs import warm\n"
        "server = warm.Server(); server.ready()\n"
        "print(server.process.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    told = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=False)
    wait_gone(int(told.stdout))


def wait_gone(pid: int) -> None:
    """Wait until the process is no more, or nothing but a record of its end."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except FileNotFoundError:
            return
        if state[0] == "Z":
            return
        time.sleep(0.05)
    pytest.fail(f"process {pid} still runs")


@pytest.mark.slow
def test_nbval_and_the_kernel_called_phantich_use_it_unchanged(
    server: warm.Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(str(tmp_path / "prefix"))
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import os; os.getppid()")])
    book.metadata["kernelspec"] = {"name": "phantich", "display_name": "phantich"}
    client = NotebookClient(book)
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "prefix" / "share" / "jupyter"))
    monkeypatch.setenv(warm.ADDRESS, str(server.address))
    client.execute()
    assert book.cells[0].outputs[0].data["text/plain"] == str(server.process.pid)
    nbformat.write(book, tmp_path / "parent.ipynb")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--nbval", "-q"]
    told = subprocess.run(
        [*command, "-c", os.devnull, str(tmp_path / "parent.ipynb")],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    # The same parent as before: nbval got its kernel from the server, too.
    assert "1 passed" in told.stdout, told.stdout


def test_the_first_notebook_of_a_user_starts_the_server_for_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr(warm, "_IDLE", 1)
    assert warm.on_demand() == ""
    end = time.monotonic() + 60
    while not (address := warm.on_demand()) and time.monotonic() < end:
        time.sleep(0.2)
    asked = {"kind": "call", "target": "time:sleep", "argument": 0, "env": {}, "cwd": "/"}
    child = warm.fork(address, asked)
    assert child.wait(20) == 0
    while Path(address).exists() and time.monotonic() < end:
        time.sleep(0.2)
    assert not Path(address).exists(), "an idle server ends"
