"""The sessions printed in docs/measures.md run, and give what is printed."""

from __future__ import annotations

import csv
import io
import re
import shlex
from pathlib import Path

import pytest

from phantich.cli import main
from phantich.measures import kinds

DOCS = Path(__file__).resolve().parents[2] / "docs" / "measures.md"


def sessions() -> list[str]:
    """Indented blocks that begin with a prompt."""
    text = DOCS.read_text(encoding="utf-8")
    return re.findall(r"^    \$ .*\n(?:^    .*\n)*", text, re.MULTILINE)


def steps(session: str) -> list[tuple[list[str], str]]:
    """Commands and what they print."""
    plain = re.sub(r"^    ", "", session, flags=re.MULTILINE)
    parts = re.split(r"^\$ (.*)\n", plain, flags=re.MULTILINE)[1:]
    return [(shlex.split(line), out) for line, out in zip(parts[::2], parts[1::2], strict=True)]


def test_every_kind_has_an_example() -> None:
    shown = {words[words.index("--kind") + 1] for s in sessions() for words, _ in steps(s)[-1:]}
    assert shown == set(kinds.NEEDS)


@pytest.mark.parametrize("session", sessions())
def test_the_example(
    session: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    *files, (command, printed) = steps(session)
    for (_, name), text in files:
        Path(name).write_text(text, encoding="utf-8")
    assert command[0] == "phantich"
    assert main(command[1:]) == 0
    found = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    wanted = list(csv.DictReader(io.StringIO(printed)))
    assert len(found) == len(wanted) > 0
    for row, other in zip(found, wanted, strict=True):
        assert float(row.pop("value")) == pytest.approx(float(other.pop("value")), rel=1e-5)
        assert row == other
