"""The floor of the benchmark of a run: what a kernel would show, once and in the notebook alone."""

from __future__ import annotations

from collections.abc import Iterator

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell

from tests.scripts import script


@pytest.fixture(autouse=True)
def shell() -> Iterator[InteractiveShell]:
    """A shell that no other test meets."""
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


SHOWN = """
class Shown:
    times = 0
    def _repr_html_(self):
        Shown.times += 1
        return f"<p>{name} {Shown.times}</p>"
Shown()
"""


def test_cells_are_run_with_the_parameters_and_shown_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = nbformat.v4.new_code_cell("name = 'none'")
    given.metadata["tags"] = ["parameters"]
    book = nbformat.v4.new_notebook(cells=[given, nbformat.v4.new_code_cell(SHOWN)])
    script("benchmarks/run.py")._cells(book, {"name": "HP.A.I"})
    (output,) = book.cells[1].outputs
    assert output.data["text/html"] == "<p>HP.A.I 1</p>"
    assert capsys.readouterr().out == ""


def test_a_cell_that_raises_ends_the_benchmark() -> None:
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
    with pytest.raises(ZeroDivisionError):
        script("benchmarks/run.py")._cells(book, {})
