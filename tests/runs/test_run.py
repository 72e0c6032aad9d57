"""Runs end to end: pages, facts, record and index; failures stop nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from phantich.runs import Job, Means, Outcome, plan, run
from phantich.runs.record import read_record
from phantich.store import Store


def files_of(folder: Path) -> dict[str, bytes]:
    """What two runs must have in common: all but the executed notebooks, and what hashes them."""
    return {
        p.name: p.read_bytes()
        for p in folder.iterdir()
        if p.is_file() and p.suffix != ".ipynb" and p.name not in ("run.json", ".lock")
    }


@pytest.mark.slow
def test_pages_facts_and_index_are_made_twice_with_the_same_bytes(
    project: Path, store: Store
) -> None:
    jobs = plan(project, store, ["haiphong"], groups=["HP.A.II"])
    seen: list[tuple[str, str]] = []
    done = run(jobs, project / "reports", lambda job, state: seen.append((job.group, state)))
    (index,) = done.indexes
    assert [outcome.ok for outcome in done.outcomes] == [True], done.outcomes
    assert seen == [("HP.A.II", "begun"), ("HP.A.II", "made")]
    assert index == project / "reports" / "2024-07" / "index.html"
    first = files_of(index.parent)
    assert set(first) == {
        "HP.A.II.html",
        "HP.A.II.en.html",
        "HP.A.II.docx",
        "HP.A.II.xlsx",
        "HP.A.II.facts.json",
        "index.html",
        "index.en.html",
        "coverage.json",
    }
    facts = json.loads(first["HP.A.II.facts.json"])["facts"]
    assert "HP.A.II.1/revenue|Tổng thu ngân sách nhà nước|Hải Phòng|2024-07|ytd" in facts
    page = first["HP.A.II.html"].decode()
    assert "63.000" in page
    assert str(project) not in page
    assert str(project) not in first["HP.A.II.facts.json"].decode()
    executed = nbformat.read(index.parent / "HP.A.II.ipynb", as_version=4)
    assert all(cell.get("execution_count") for cell in executed.cells if cell.cell_type == "code")

    run(jobs, project / "reports")
    assert files_of(index.parent) == first
    assert not list((project / "reports").glob(".*"))


@pytest.mark.slow
def test_two_workers_make_what_one_makes(project: Path, store: Store) -> None:
    jobs = plan(project, store, ["haiphong"], groups=["HP.A.I", "HP.A.II"])
    seen: list[str] = []
    alone = run(jobs, project / "one")
    beside = run(jobs, project / "two", lambda job, state: seen.append(job.group), means=Means(2))
    (one,), (two,) = alone.indexes, beside.indexes
    assert [o.entry for o in beside.outcomes] == [o.entry for o in alone.outcomes]
    assert alone.made == beside.made == 2, alone.outcomes
    assert files_of(one.parent) == files_of(two.parent)
    assert sorted(seen) == ["HP.A.I", "HP.A.I", "HP.A.II", "HP.A.II"]
    page = (two.parent / "HP.A.II.html").read_text(encoding="utf-8")
    assert "Bản phát hành" not in page
    assert "DỰ THẢO" in page


@pytest.mark.slow
def test_a_failing_group_is_marked_and_stops_nothing(project: Path, store: Store) -> None:
    jobs = plan(project, store, ["haiphong"], groups=["HP.A.I", "HP.A.II"])
    run(jobs, project / "reports")
    folder = project / "reports" / "2024-07"
    assert (folder / "HP.A.I.html").is_file()

    bad = project / "notebooks" / "bad.ipynb"
    book = nbformat.read(jobs[0].notebook, as_version=4)
    book.cells.insert(2, nbformat.v4.new_code_cell("raise ValueError('<b>no</b> prices')"))
    nbformat.write(book, bad)
    first = Job(**{**{f: getattr(jobs[0], f) for f in Job.__slots__}, "notebook": bad})
    done = run([first, jobs[1]], project / "reports")
    outcomes, (index,) = done.outcomes, done.indexes

    assert [(o.group, o.ok) for o in outcomes] == [("HP.A.I", False), ("HP.A.II", True)]
    assert outcomes[0].message == "ValueError: <b>no</b> prices"
    assert outcomes[0].cell == 4
    # The old page would be taken for the new one.
    assert not (folder / "HP.A.I.html").exists()
    text = index.read_text(encoding="utf-8")
    assert "không phát hành" in text
    assert "&lt;b&gt;no&lt;/b&gt; prices" in text
    assert "<b>no</b>" not in text
    assert 'href="HP.A.I.html"' not in text
    assert 'href="HP.A.II.html"' in text


def test_the_index_keeps_groups_of_earlier_runs_in_official_order(tmp_path: Path) -> None:
    record = read_record(tmp_path, "2024-07")
    old = Outcome(city="vietnam", group="VN.A", month="2024-07", ok=True)
    late = Outcome(city="haiphong", group="HP.A.II", month="2024-07", ok=False, message="x")
    record = record.with_outcomes([old, late])
    again = late.model_copy(update={"ok": True, "message": ""})
    first = Outcome(city="haiphong", group="HP.A.I", month="2024-07", ok=True)
    record = record.with_outcomes([again, first])
    assert [(o.group, o.ok) for o in record.outcomes] == [
        ("HP.A.I", True),
        ("HP.A.II", True),
        ("VN.A", True),
    ]


def test_a_damaged_record_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{", encoding="utf-8")
    assert read_record(tmp_path, "2024-07").outcomes == ()
