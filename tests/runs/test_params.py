"""Parameter files are refused before anything starts, with every fault at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from phantich.catalog import SETS
from phantich.errors import DataError, UsageError
from phantich.runs.params import declared, read_file, read_params

ROOT = Path(__file__).resolve().parents[2]


def faults_of(project: Path, text: str, name: str = "HP.A.II.yaml") -> list[str]:
    """What is said about a file with that text."""
    path = project / "params" / "haiphong" / name
    path.write_text(text, encoding="utf-8")
    params, faults = read_file(path, project, "haiphong")
    assert (params is None) == bool(faults)
    return [str(fault) for fault in faults]


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("group: HP.A.II\ncolour: red", "HP.A.II.yaml, colour", "an unknown name"),
        ("group: HP.A.II\n'a; import os': 1", "name 'a; import os'", "'a; import os'"),
        ("group: HP.A.II\nclass: 1", "name 'class'", "'class'"),
        ("group: HP.A.II\n1: 2", "name 1", "1"),
        ("group: 5", "HP.A.II.yaml, group", "5"),
        ("group: HP.A.I", "HP.A.II.yaml, group", "HP.A.I"),
        ("group: HP.A.XX", "HP.A.II.yaml, group", "HP.A.XX"),
        ("benchmarks: {}", "HP.A.II.yaml, group", "{'benchmarks': {}}"),
        ("group: HP.A.II\nbenchmarks: [a]", "HP.A.II.yaml, benchmarks", "['a']"),
        ("group: HP.A.II\nbenchmarks: {a: b}", "benchmarks.a.[key]", "'a'"),
        ("group: HP.A.II\nbenchmarks: {HP.A.I.1/cpi: VN.CPI/none}", "benchmarks", "VN.CPI/none"),
        ("group: HP.A.II\nnotebook: ../evil.ipynb", "HP.A.II.yaml, notebook", "'../evil.ipynb'"),
        ("group: HP.A.II\nnotebook: notebooks/none.ipynb", "notebook", "notebooks/none.ipynb"),
        ("- a\n- b", "HP.A.II.yaml", "list"),
        ("group: [", "HP.A.II.yaml", "while parsing"),
        ("a: !!python/object/apply:os.getcwd []", "HP.A.II.yaml", "could not determine"),
    ],
)
def test_a_bad_file_is_named_with_what_was_found(
    project: Path, text: str, place: str, found: str
) -> None:
    said = faults_of(project, text)
    assert any(place in line and found in line for line in said), said


def test_all_faults_of_all_files_are_reported_at_once(project: Path) -> None:
    folder = project / "params" / "haiphong"
    (folder / "HP.A.I.yaml").write_text("group: HP.A.I\none: 1\ntwo: 2", encoding="utf-8")
    (folder / "HP.A.II.yaml").write_text("group: 5", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_params(project, "haiphong")
    assert len(caught.value.faults) == 3


def test_a_parameter_that_the_notebook_does_not_declare_is_refused(project: Path) -> None:
    notebook = project / "notebooks" / "brief.ipynb"
    text = notebook.read_text(encoding="utf-8").replace("benchmarks = ", "other = ")
    notebook.write_text(text, encoding="utf-8")
    assert "benchmarks" in faults_of(project, "group: HP.A.II")[0]


def test_the_files_of_this_repository_are_good_and_in_official_order() -> None:
    found = {city: [p.group for p in read_params(ROOT, city)] for city in SETS}
    assert found["haiphong"][:2] == ["HP.A.I", "HP.A.II"]
    assert "CT.A.I" in found["cantho"]
    assert "VN.A" in found["vietnam"]


def test_a_set_without_files_names_those_that_have_some(project: Path) -> None:
    for path in (project / "params" / "cantho").glob("*"):
        path.unlink()
    with pytest.raises(UsageError, match="haiphong, vietnam"):
        read_params(project, "cantho")


def test_the_notebook_declares_what_runs_give_it() -> None:
    names = declared(ROOT / "notebooks" / "brief.ipynb")
    assert {"city", "group", "month", "as_of", "store", "benchmarks", "facts"} <= names
