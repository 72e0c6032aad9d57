"""Whole groups of both cities: every numeral of page, Word and Excel, in two languages.

Word files are traced twice, by the project's tracer and by the one of the tests, which shares no
code with it. ``phantich trace`` does the same for the files of all groups of a month.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import nbformat
import pytest

from phantich.brief import Content, assemble, excel, numbers, word
from phantich.brief.brief import edited
from phantich.brief.faces import Faces
from phantich.brief.reface import refaced
from phantich.brief.tracing import trace_page
from phantich.brief.tracing_office import trace_excel, trace_word
from phantich.catalog import SetId, indicator_set
from phantich.catalog.levels import all_levels
from phantich.runs.fitting import draft
from phantich.sources.simulated import simulate
from phantich.store import Store
from tests.brief.office_files import blocks
from tests.brief.tracing import faults

NOTEBOOK: Final = Path(__file__).resolve().parents[2] / "notebooks" / "brief.ipynb"
MONTH: Final = "2026-10"
#: Flows with forecasts and localities, tasks with their dates, gauges with levels.
GROUPS: Final[tuple[tuple[SetId, str], ...]] = (
    ("haiphong", "HP.A.II"),
    ("cantho", "CT.B.I"),
    ("cantho", "CT.D.II"),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the simulated figures of the groups."""
    made = Store(tmp_path_factory.mktemp("groups") / "store.duckdb")
    for city in ("haiphong", "cantho"):
        wanted = {group for own, group in GROUPS if own == city}
        found = [g for g in indicator_set(city).groups if g.code in wanted]
        codes = {indicator.code for group in found for indicator in group.indicators}
        rows = simulate(city).observations
        kept = rows[rows["indicator"].isin(codes)].reset_index(drop=True)
        made.load(kept, f"simulated:{city}", city.ljust(64, "0"), "simulated")
    yield made
    made.close()


@pytest.mark.slow
@pytest.mark.parametrize(("city", "group"), GROUPS)
def test_every_numeral_is_traced(store: Store, city: SetId, group: str, tmp_path: Path) -> None:
    content = edited(store, assemble(store, city, group, MONTH))
    faces = Faces(content)
    book = refaced(nbformat.read(NOTEBOOK, as_version=4), faces)
    files = draft(tmp_path / MONTH, book, content).files
    languages: tuple[tuple[Any, str], ...] = (("vi", ""), ("en", ".en"))
    for lang, mark in languages:
        page = files[f"{group}{mark}.html"].decode("utf-8")
        document = files[f"{group}.docx"] if lang == "vi" else word.render(faces, lang)
        sheets = files[f"{group}.xlsx"] if lang == "vi" else excel.render(faces, lang)
        found = {
            "page": trace_page(page, content, lang),
            "Word": trace_word(document, faces, lang),
            "Excel": trace_excel(sheets, faces, lang),
        }
        assert {name: trace.untraced for name, trace in found.items()} == {
            name: [] for name in found
        }
        assert all(trace.facts >= 100 for trace in found.values())
        assert "\n".join(by_another(document, content, lang)) == ""


def by_another(document: bytes, content: Content, lang: Any) -> list[str]:
    """What the tracer of the tests finds in a Word file."""
    names = {numbers.unit_name(fact.unit, lang) for fact in content.facts.values()}
    names |= {levels.reference for levels in all_levels()}
    names |= {
        n for levels in all_levels() for step in levels.steps for n in (step.name, step.name_en)
    }
    told = (name for name in names if any(c.isdigit() for c in name))
    return faults(blocks(document), content, lang, told)
