"""Pages of every kind as files, and one Chromium to look at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest

from phantich.brief import Brief, assemble
from phantich.brief.brief import edited
from phantich.brief.model.content import Content
from phantich.brief.model.flags import Flag
from phantich.brief.model.outlook import Band, Outlook
from phantich.brief.page import page
from phantich.brief.text import literal
from phantich.brief.tracing import check_page
from phantich.catalog.codelists import code_list
from phantich.language import Language
from phantich.observations import validate
from phantich.runs.entries import entry_of
from phantich.runs.index import write_index, write_top
from phantich.runs.record import Outcome, Record, write_record
from phantich.store import Store

_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
MONTH = "2024-07"
#: A month of the communes as they are now, with warnings and an outlook.
LATER = "2026-10"


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a brief of mixed figures in both languages, and indexes with a failure."""
    out = tmp_path_factory.mktemp("pages")
    folder = out / MONTH
    folder.mkdir()
    store = Store(out / "store.duckdb")
    store.load(validate(pd.DataFrame(_rows())), "test", "0" * 64, "long")
    brief = Brief(edited(store, assemble(store, "haiphong", "HP.A.II", MONTH)))
    notebook = _notebook(brief)
    for lang, name in (("vi", "HP.A.II.html"), ("en", "HP.A.II.en.html")):
        html = page(notebook, "vi" if lang == "vi" else "en", "Ngân sách", "chân trang", "x", "y",
                    documents=["HP.A.II.docx"])  # fmt: skip
        (folder / name).write_text(html, encoding="utf-8")
    made = [
        Outcome(city="haiphong", group="HP.A.I", month=MONTH, ok=False, cell=3,
                message="ValueError: " + "x" * 300),
        Outcome(city="haiphong", group="HP.A.II", month=MONTH, ok=True,
                entry=entry_of(brief.content, ("HP.A.II.docx",))),
    ]  # fmt: skip
    write_record(folder, Record(month=MONTH).with_outcomes(made))
    write_index(out, MONTH)
    write_top(out)
    _write_service(out / LATER, store)
    return out


def _write_service(folder: Path, store: Store) -> None:
    """A brief with long tables of communes, a league, a map, a warning and a fan."""
    folder.mkdir()
    store.load(validate(pd.DataFrame(_scores())), "scores", "1" * 64, "long")
    content = edited(store, assemble(store, "haiphong", "HP.A.XII", LATER))
    brief = Brief(content.model_copy(update=_ahead(content)))
    notebook = _notebook(brief)
    names: dict[Language, str] = {"vi": "HP.A.XII.html", "en": "HP.A.XII.en.html"}
    for lang, name in names.items():
        other = names["en" if lang == "vi" else "vi"]
        html = page(notebook, lang, "Nội vụ", "chân trang", other, "index.html")
        check_page(html, brief.content, lang)
        (folder / name).write_text(html, encoding="utf-8")


def _scores() -> list[dict[str, Any]]:
    """Scores of the city by month, and of every commune this October and the last."""
    row = {
        "indicator": "HP.A.XII.6", "component": "total_score", "item": "Tổng số", "unit": "điểm",
        "area": "Hải Phòng", "measure": "level", "status": "A", "vintage": "2026-11-02",
        "source": "simulated:seed=1",
    }  # fmt: skip
    rows = []
    for i in range(24):
        year, month = divmod(2024 * 12 + 10 + i, 12)
        given = {"period": f"{year}-{month + 1:02d}", "value": 80.0 + i / 4}
        rows.append(row | given)
    for place, member in enumerate(code_list("communes_haiphong").members):
        for period, value in (("2025-10", 60.0 + place / 4), (LATER, 95.0 - place / 4)):
            rows.append(row | {"area": member.name, "period": period, "value": value})
    return rows


def _ahead(content: Content) -> dict[str, Any]:
    """A warning on the newest score, and a forecast of three months."""
    key = "HP.A.XII.6/total_score|Tổng số|Hải Phòng|{}|{}"
    newest = key.format(LATER, "level")
    facts, steps = {}, []
    for i, period in enumerate(("2026-11", "2026-12", "2027-01")):
        ends = {"low95": 80.0, "low80": 82.0, "middle": 86.0 + i, "high80": 90.0, "high95": 92.0}
        for name, value in ends.items():
            given = {"id": key.format(period, name), "period": period, "measure": name}
            facts[given["id"]] = content.facts[newest].model_copy(
                update=given | {"value": value, "rule": "forecast"}
            )
        steps.append(Band(**{name: key.format(period, name) for name in ends}))
    where = {"indicator": "HP.A.XII.6", "component": "total_score"}
    said = literal("Điểm số khác thường", "An unusual score")
    past = tuple(key.format(f"2026-{m:02d}", "level") for m in range(1, 11))
    return {
        "flags": (Flag(severity="warning", says=said, facts=(newest,), **where),),
        "outlook": (Outlook(says=said, title=said, subtitle=said, past=past, steps=tuple(steps),
                            **where),),
        "edition_facts": content.edition_facts | facts,
    }  # fmt: skip


def _rows() -> list[dict[str, Any]]:
    row = {
        "indicator": "HP.A.II.1", "component": "revenue", "area": "Hải Phòng", "unit": "tỷ đồng",
        "status": "E", "source": "https://haiphong.example/" + "dia-chi-dai-" * 12,
        "vintage": "2024-08-01", "item": "Tổng thu ngân sách nhà nước",
    }  # fmt: skip
    parts = ("Thu nội địa", "Thu từ khu vực doanh nghiệp có vốn đầu tư nước ngoài",
             "Thu từ hoạt động xuất nhập khẩu")  # fmt: skip
    rows = []
    for year in (2023, 2024):
        for m in range(1, 13 if year == 2023 else 8):
            value = {"level": 9000.0 + 100 * m, "ytd": 9000.0 * m + 50 * m * (m + 1)}
            for measure, number in value.items():
                rows.append(
                    row | {"period": f"{year}-{m:02d}", "measure": measure, "value": number}
                )
                rows += [
                    row | {"period": f"{year}-{m:02d}", "measure": measure, "item": part,
                           "value": number / 3, "source": "simulated:seed=1"}
                    for part in parts
                ]  # fmt: skip
    plan = {"period": "2024", "measure": "plan:council", "value": 106761.0, "status": "A"}
    return [*rows, row | plan, *(row | plan | {"item": p, "value": 35000.0} for p in parts)]


def _notebook(brief: Brief) -> Any:
    sections = [
        brief.head(), brief.key_points(), brief.table_section(), brief.chart_section(),
        brief.change_section(), brief.warning_section(), brief.outlook_section(),
        brief.indicator_section(), brief.source_section(),
    ]  # fmt: skip
    cells = []
    for section in sections:
        output = nbformat.v4.new_output("execute_result", section._repr_mimebundle_())
        cells.append(nbformat.v4.new_code_cell("", outputs=[output]))
    return nbformat.v4.new_notebook(cells=cells)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """One Chromium for all tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Any, pages: Path) -> Iterator[Callable[..., Any]]:
    """Open a page in a window of that width; what went wrong and what was asked for is noted."""
    contexts = []

    def opened(name: str, width: int = 1280, script: bool = True) -> Any:
        size = {"width": width, "height": 900}
        context = browser.new_context(viewport=size, java_script_enabled=script)
        contexts.append(context)
        tab = context.new_page()
        tab.errors, tab.asked = [], []
        tab.on("pageerror", lambda error: tab.errors.append(str(error)))
        tab.on("console", lambda m: tab.errors.append(m.text) if m.type == "error" else None)
        tab.on("request", lambda request: tab.asked.append(request.url))
        tab.goto((pages / name).as_uri())
        return tab

    yield opened
    for context in contexts:
        context.close()
