"""``phantich export``: files from facts alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from phantich.brief import Brief, assemble, excel, word
from phantich.cli import main
from tests.figures import revenue, stored


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """The facts of a small brief."""

    given = {"source": "https://haiphong.example/bao-cao", "vintage": "2024-08-06"}
    rows = [revenue(f"2024-{m:02d}", 9000.0 * m, **given) for m in range(1, 8)]
    store = stored(tmp_path / "store.duckdb", rows)
    path = tmp_path / "HP.A.II.facts.json"
    Brief(assemble(store, "haiphong", "HP.A.II", "2024-07")).save(path)
    store.close()
    return path


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(("kind", "render"), [("docx", word.render), ("xlsx", excel.render)])
def test_it_writes_what_a_run_writes(
    facts: Path, kind: str, render: Any, lang: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    from phantich.brief import load

    assert main(["export", "--facts", str(facts), "--format", kind, "--lang", lang]) == 0
    name = f"HP.A.II.{kind}" if lang == "vi" else f"HP.A.II.en.{kind}"
    assert capsys.readouterr().out.strip() == str(facts.parent / name)
    assert (facts.parent / name).read_bytes() == render(Brief(load(facts)), lang)


def test_another_file_name(facts: Path, tmp_path: Path) -> None:
    out = tmp_path / "a" / "b.xlsx"
    assert main(["export", "--facts", str(facts), "--format", "xlsx", "--out", str(out)]) == 0
    assert out.is_file()


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [(None, 2, "there is no file"), ("{", 1, "facts.json"), ('{"city": 1}', 1, "facts.json")],
)
def test_facts_that_are_none(
    tmp_path: Path, content: str | None, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.facts.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert main(["export", "--facts", str(path)]) == code
    error = capsys.readouterr().err
    assert said in error
    assert len(error.splitlines()) == 1
    assert not list(tmp_path.glob("*.docx"))


def test_a_letterhead_of_an_office(facts: Path, tmp_path: Path) -> None:
    letterhead = tmp_path / "office.yaml"
    letterhead.write_text("superior: x", encoding="utf-8")
    given = ["export", "--facts", str(facts), "--letterhead", str(letterhead)]
    assert main(given) == 1
    assert main([*given, "--format", "xlsx"]) == 2
