"""What every command keeps: help with an example, formats, exit codes, one line, no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phantich.cli import main
from phantich.cli._lazy import COMMANDS, load

ROOT = Path(__file__).resolve().parents[2]
#: Commands that print a table.
TABLES = {
    ("adjust",),
    ("catalog",),
    ("diff",),
    ("forecast",),
    ("query",),
    ("ingest",),
    ("loads", "list"),
    ("loads", "show"),
    ("measure",),
    ("review", "status"),
    ("runs", "list"),
    ("runs", "show"),
    ("runs", "verify"),
    ("trace",),
}


def commands() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command that can be called, with its words."""
    for name in COMMANDS:
        command = load(name)
        inner = getattr(command, "commands", None)
        yield (name,), command
        for word, part in (inner or {}).items():
            yield (name, word), part


def options(command: Any) -> set[str]:
    return {opt for parameter in command.params for opt in parameter.opts if opt.startswith("--")}


ALL = dict(commands())


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_help_has_an_example(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--help"]) == 0
    captured = capsys.readouterr()
    assert "Example: phantich " + words[0] in " ".join(captured.out.split())
    assert captured.err == ""


@pytest.mark.parametrize("words", sorted(TABLES), ids=" ".join)
def test_tables_come_in_three_formats(words: tuple[str, ...]) -> None:
    assert "--format" in options(ALL[words])


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_an_unknown_option_is_one_line_and_exit_2(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--no-such-option"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_commands_and_options_are_documented(words: tuple[str, ...]) -> None:
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert f"phantich {' '.join(words)}" in text
    section = text.split(f"## phantich {words[0]}\n")[1].split("\n## ")[0]
    missing = {o for o in options(ALL[words]) if f"`{o}" not in section} - {"--help"}
    assert not missing


def test_the_list_of_commands_says_what_each_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    for name, line in COMMANDS.items():
        assert f"  {name}" in out
        assert line in out


def test_no_command_and_an_unknown_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert capsys.readouterr().err == "phantich: name a command\n"
    assert main(["analyse"]) == 2
    assert capsys.readouterr().err.startswith("phantich: No such command 'analyse'")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "phantich", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | environment,
        check=False,
    )


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from phantich.cli import main; main(['--help']); "
        "print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert loaded.isdisjoint({"pandas", "duckdb", "matplotlib", "openpyxl", "pydantic", "yaml"})


def test_as_a_process(tmp_path: Path) -> None:
    store = str(tmp_path / "none.duckdb")
    done = run("query", "HP.A.II.1", PHANTICH_STORE=store)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert run("query", "HP.Z", PHANTICH_STORE=store).returncode == 2
    assert run("--version").stdout.strip()


def test_a_reader_that_leaves_is_no_error_to_talk_about(tmp_path: Path) -> None:
    command = f"{sys.executable} -m phantich catalog --format csv | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


ODD = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["", "-", "--", "HP.A.II.1/", "/revenue", "HP.", "..", "VN.CPI|x", "2026-02-30", "NaN",
         "\x00", "💥", "a" * 5000, "%s", "'; DROP TABLE figures; --", "HP.A.II.1/đ"]
    ),
)  # fmt: skip


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    words=st.sampled_from([("query",), ("ingest",), ("loads", "show"), ("loads", "withdraw")]),
    arguments=st.lists(ODD, max_size=3),
    option=st.sampled_from(["--from", "--as-of", "--item", "--format", "--kind", "--jobs", None]),
    value=ODD,
)
def test_odd_input_never_ends_in_a_traceback(
    words: tuple[str, ...],
    arguments: list[str],
    option: str | None,
    value: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PHANTICH_STORE", str(tmp_path / "store.duckdb"))
    monkeypatch.chdir(tmp_path)
    code = main([*words, *arguments, *([option, value] if option else [])])
    captured = capsys.readouterr()
    assert code in (0, 1, 2)
    assert "Traceback" not in captured.err
    assert "PHANTICH_DEBUG" not in captured.err, "an error that nobody foresaw"
    assert code == 0 or captured.err.startswith("phantich: ") or words == ("ingest",)


def test_json_is_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cpi.csv"
    file.write_text("unique_id,ds,y\nVN.CPI,2024-01,100.31\n", encoding="utf-8")
    store = ["--store", str(tmp_path / "s.duckdb")]
    for words in (
        ["ingest", str(file)],
        ["query", "VN"],
        ["loads", "list"],
        ["loads", "show", "1"],
    ):
        assert main([*words, *store, "--format", "json"]) == 0
        assert isinstance(json.loads(capsys.readouterr().out), list)
    assert main(["query", "VN.CPI", "--to", "1999", *store, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
