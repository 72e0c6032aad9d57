"""Pages of a brief as files, and Chromium to look at them."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest

from phantich.brief import Brief, assemble
from phantich.brief.page import page
from phantich.observations import validate
from phantich.runs.index import write_index
from phantich.runs.record import Outcome, Record
from phantich.store import Store

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--virtual-time-budget=10000", "--hide-scrollbars",
)  # fmt: skip

#: What is measured inside the page: see `Seen`.
_LOOK = """
<script>
function luminance(c) {
  return c.map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4 })
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
}
function colour(text) { return (text.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number); }
function background(element) {
  for (let e = element; e; e = e.parentElement) {
    const c = colour(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] === 1) return c.slice(0, 3);
  }
  return [255, 255, 255];
}
function contrast(element) {
  const a = luminance(colour(getComputedStyle(element).color).slice(0, 3));
  const b = luminance(background(element));
  return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
}
const errors = [];
addEventListener("error", e => errors.push(String(e.message)));
addEventListener("load", () => {
  const texts = [...document.querySelectorAll("main *, header *, footer *")].filter(e =>
    [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()));
  const wide = [...document.querySelectorAll("main *")].filter(e =>
    !e.closest(".scroll") && !e.closest(".hidden")
    && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1);
  const seen = {
    width: document.documentElement.clientWidth,
    scroll: document.documentElement.scrollWidth,
    wide: wide.map(e => e.tagName + " " + e.textContent.slice(0, 40)),
    pale: texts.filter(e => contrast(e) < 4.5)
      .map(e => e.className + " " + e.textContent.slice(0, 40)),
    texts: texts.length,
    pictures: [...document.images].map(i => [i.naturalWidth, i.currentSrc.length]),
    asked: performance.getEntriesByType("resource").map(e => e.name.slice(0, 60)),
    errors,
  };
  parent.postMessage(JSON.stringify(seen), "*");
});
</script>
"""
#: A window is at least 500 px wide; a frame can be as narrow as a phone.
_FRAME = """<!DOCTYPE html><meta charset="utf-8"><body style="margin:0">
<script>addEventListener("message", e => {
  const out = document.createElement("pre");
  out.id = "seen";
  out.textContent = e.data;
  document.body.append(out);
})</script>
<iframe src="page.html" style="width:WIDTHpx;height:2000px;border:0"></iframe>"""


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a brief of mixed figures in both languages, and an index with a failure."""
    folder = tmp_path_factory.mktemp("pages")
    store = Store(folder / "store.duckdb")
    store.load(validate(pd.DataFrame(_rows())), "test", "0" * 64, "long")
    brief = Brief(assemble(store, "haiphong", "HP.A.II", "2024-07"))
    notebook = _notebook(brief)
    for lang, name in (("vi", "HP.A.II.html"), ("en", "HP.A.II.en.html")):
        html = page(notebook, "vi" if lang == "vi" else "en", "Ngân sách", "chân trang", "x", "y")
        (folder / name).write_text(html, encoding="utf-8")
    brief.save(folder / "HP.A.II.facts.json")
    write_index(folder, Record(month="2024-07").with_outcomes([
        Outcome(city="haiphong", group="HP.A.I", month="2024-07", ok=False, cell=3,
                message="ValueError: " + "x" * 300),
        Outcome(city="haiphong", group="HP.A.II", month="2024-07", ok=True),
    ]))  # fmt: skip
    return folder


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
        brief.indicator_section(), brief.source_section(),
    ]  # fmt: skip
    cells = []
    for number, section in enumerate(sections):
        if number:
            cells.append(nbformat.v4.new_markdown_cell(f"## Phần {number}"))
        output = nbformat.v4.new_output("execute_result", section._repr_mimebundle_())
        cells.append(nbformat.v4.new_code_cell("", outputs=[output]))
    return nbformat.v4.new_notebook(cells=cells)


@pytest.fixture
def look(chromium: str, pages: Path, tmp_path: Path) -> Callable[[str, int], dict[str, Any]]:
    """What Chromium sees of a page in a window of that width."""

    def seen(name: str, width: int) -> dict[str, Any]:
        html = (pages / name).read_text(encoding="utf-8").replace("</head>", f"{_LOOK}</head>")
        (tmp_path / "page.html").write_text(html, encoding="utf-8")
        frame = tmp_path / "frame.html"
        frame.write_text(_FRAME.replace("WIDTH", str(width)), encoding="utf-8")
        dom = run(chromium, tmp_path, "--window-size=1400,2200", "--dump-dom", frame.as_uri())
        found = re.search(r'<pre id="seen">(.*?)</pre>', dom, re.S)
        assert found, dom[-2000:]
        result: dict[str, Any] = json.loads(unescape(found[1]))
        return result

    return seen


def run(chromium: str, folder: Path, *given: str) -> str:
    """Standard output of Chromium with a profile of its own."""
    command = [chromium, *_FLAGS, f"--user-data-dir={folder / 'profile'}", *given]
    done = subprocess.run(command, capture_output=True, timeout=120, check=True)
    return done.stdout.decode("utf-8")


@pytest.fixture
def print_pdf(chromium: str, pages: Path, tmp_path: Path) -> Callable[[str], bytes]:
    """The printed page."""

    def printed(name: str) -> bytes:
        out = tmp_path / "page.pdf"
        run(chromium, tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={out}",
            (pages / name).as_uri())  # fmt: skip
        return out.read_bytes()

    return printed
