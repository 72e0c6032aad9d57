"""The country's brief of January 2025 on real figures: workbooks in, published figures on the page.

Expected figures were read by hand in 2025-01-29-02-Bieu-T01.2025-2.xlsx; the sheet stands beside
each group. Prices are checked against readings that others made (shared reference data).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any, Final

import nbformat
import pytest

from phantich import language
from phantich.brief import assemble
from phantich.brief.brief import edited
from phantich.brief.faces import Faces
from phantich.brief.reface import refaced
from phantich.cli import main
from phantich.runs.fitting import draft
from phantich.store import Store

NOTEBOOK: Final = Path(__file__).resolve().parents[2] / "notebooks" / "brief.ipynb"
MONTH: Final = "2025-01"
#: January and the workbooks that give its comparisons.
BOOKS: Final = ("2024-01-29", "2024-12-29", "2025-01-29")
_TOTAL: Final = "Tổng số"
#: Group → component, item, measure → what the page prints.
PUBLISHED: Final[dict[str, dict[tuple[str, str, str], str]]] = {
    # 2. IIP, B7:C14; 3. SP CN, D8:F12.
    "VN.B": {
        ("VN.IIP/iip", "Toàn ngành công nghiệp", "mom"): "90,8",
        ("VN.IIP/iip", "Toàn ngành công nghiệp", "yoy"): "100,6",
        ("VN.IIP/iip", "Khai khoáng", "mom"): "91,0",
        ("VN.IIP/iip", "Khai khoáng", "yoy"): "89,6",
        ("VN.IIP/iip", "Khai khoáng khác", "mom"): "86,3",
        ("VN.IIP/iip", "Hoạt động dịch vụ hỗ trợ khai thác mỏ và quặng", "yoy"): "93,3",
        ("VN.IIP/iip", "Công nghiệp chế biến, chế tạo", "mom"): "90,0",
        ("VN.PRODUCTS/output", "Than đá (than sạch)", "level"): "3.224,2",
        ("VN.PRODUCTS/output", "Dầu mỏ thô khai thác", "level"): "652,6",
        ("VN.PRODUCTS/output", "Xăng, dầu", "level"): "1.390,0",
    },
    # 13. Tongmuc, D7:F11; 14. XK and 15. NK, G9, J9; 19. Du lich, D9:F15; 17. Van tai HK, C9:E9.
    "VN.C": {
        ("VN.RETAIL/retail", _TOTAL, "level"): "573.316,4",
        ("VN.RETAIL/retail", _TOTAL, "yoy"): "109,5",
        ("VN.RETAIL/retail", "Bán lẻ hàng hóa", "level"): "441.420,9",
        ("VN.RETAIL/retail", "Du lịch lữ hành", "yoy"): "117,3",
        ("VN.EXPORTS/exports", "Tổng trị giá", "level"): "33.085,3",
        ("VN.EXPORTS/exports", "Tổng trị giá", "yoy"): "95,7",
        ("VN.IMPORTS/imports", "Tổng trị giá", "level"): "30.060,5",
        ("VN.IMPORTS/imports", "Tổng trị giá", "yoy"): "97,4",
        ("VN.VISITORS/visitors", _TOTAL, "level"): "2.070.466",
        ("VN.VISITORS/visitors", _TOTAL, "yoy"): "136,9",
        ("VN.VISITORS/visitors", _TOTAL, "mom"): "18,5",
        ("VN.VISITORS/visitors", "Châu Á", "level"): "1.606.888",
        ("VN.TRANSPORT/passengers", _TOTAL, "level"): "453.739,4",
        ("VN.TRANSPORT/passengers", _TOTAL, "mom"): "7,2",
    },
    # 11.vdt, C8:F13; 12.FDI, C7:E7; 6. Chi tieu DN, D10:F17.
    "VN.D": {
        ("VN.INVESTMENT/investment", _TOTAL, "level"): "35.417,8",
        ("VN.INVESTMENT/investment", _TOTAL, "yoy"): "109,6",
        ("VN.INVESTMENT/investment", "Bộ Giao thông vận tải", "level"): "3.024,2",
        ("VN.INVESTMENT/investment", "Bộ Y tế", "yoy"): "286,9",
        ("VN.FDI/fdi_new", _TOTAL, "ytd"): "1.286,8",
        ("VN.FDI/fdi_adjusted", _TOTAL, "ytd"): "2.725,1",
        ("VN.FDI/fdi_projects", _TOTAL, "ytd"): "282",
        ("VN.ENTERPRISES/new", _TOTAL, "level"): "10.653",
        ("VN.ENTERPRISES/new", _TOTAL, "yoy"): "69,7",
        ("VN.ENTERPRISES/new_capital", _TOTAL, "level"): "94.064,6",
        ("VN.ENTERPRISES/new_capital", _TOTAL, "yoy"): "60,7",
    },
    # 1. Nong nghiep, D6:E15.
    "VN.E": {
        ("VN.AGRICULTURE/progress", "Gieo cấy lúa đông xuân", "ytd"): "2.020,2",
        ("VN.AGRICULTURE/progress", "Ngô", "ytd"): "143,6",
        ("VN.AGRICULTURE/progress", "Khoai lang", "ytd"): "27,3",
        ("VN.AGRICULTURE/progress", "Đậu tương", "ytd"): "2,7",
        ("VN.AGRICULTURE/progress", "Lạc", "ytd"): "31,6",
        ("VN.AGRICULTURE/progress", "Rau các loại", "ytd"): "351,5",
        ("VN.AGRICULTURE/progress", "Đậu các loại", "ytd"): "15,1",
    },
    # 4. LĐ CN, B10:C12.
    "VN.F": {
        ("VN.LABOUR/industry_labour", "Toàn ngành công nghiệp", "mom"): "100,2",
        ("VN.LABOUR/industry_labour", "Toàn ngành công nghiệp", "yoy"): "104,5",
        ("VN.LABOUR/industry_labour", "Khai khoáng", "mom"): "100,3",
        ("VN.LABOUR/industry_labour", "Khai khoáng", "yoy"): "100,0",
    },
}
_DATA: Final = re.compile(r'<data value="[^"]*" data-fact="([^"]*)">([^<]*)</data>')


@pytest.fixture(scope="module")
def store(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store into which the workbooks were loaded as a user loads them."""
    path = tmp_path_factory.mktemp("country") / "store.duckdb"
    folder = shared / "gso" / "workbooks"
    books = [str(p) for p in sorted(folder.iterdir()) if p.name.startswith(BOOKS)]
    assert main(["ingest", *books, "--store", str(path), "--jobs", "1"]) == 0
    opened = Store(path)
    yield opened
    opened.close()


def page(store: Store, group: str, folder: Path) -> dict[str, set[str]]:
    """What the page of a group prints, by the fact that it prints."""
    content = edited(store, assemble(store, "vietnam", group, MONTH))
    book = refaced(nbformat.read(NOTEBOOK, as_version=4), Faces(content))
    files = draft(folder / MONTH, book, content).files
    printed: dict[str, set[str]] = {}
    for key, text in _DATA.findall(files[f"{group}.html"].decode("utf-8")):
        printed.setdefault(unescape(key), set()).add(text)
    assert content.origin(content.facts) == "real"
    return printed


@pytest.mark.shared
@pytest.mark.parametrize("group", PUBLISHED)
def test_the_page_prints_what_was_published(store: Store, group: str, tmp_path: Path) -> None:
    printed = page(store, group, tmp_path)
    wrong = {
        (*key, expected): printed.get(_key(*key), set())
        for key, expected in PUBLISHED[group].items()
        if expected not in printed.get(_key(*key), set())
    }
    assert wrong == {}


@pytest.mark.shared
def test_branches_of_an_index_are_all_listed(store: Store) -> None:
    """Sheet 2. IIP, A7:A43: the whole and its branches; an index has no size to choose by."""
    (table, *_) = Faces(assemble(store, "vietnam", "VN.B", MONTH)).tables
    assert len(table.rows) > 30
    assert "lớn nhất" not in table.note.plain()


@pytest.mark.shared
def test_a_part_in_another_unit_says_so(store: Store) -> None:
    """Sheet 15. NK counts cars and weighs the rest; sheet 3. SP CN has a unit a product."""
    tables = Faces(assemble(store, "vietnam", "VN.C", MONTH)).tables
    labels = {row.label.plain() for table in tables for row in table.rows}
    assert "Ô tô nguyên chiếc (chiếc)" in labels
    assert not [label for label in labels if label.endswith("(nghìn tấn)")]
    tables = Faces(assemble(store, "vietnam", "VN.B", MONTH)).tables
    labels = {row.label.plain() for table in tables for row in table.rows}
    assert {"Xăng, dầu (nghìn tấn)", "Than đá (than sạch) (nghìn tấn)"} <= labels


def _key(component: str, item: str, measure: str) -> str:
    return f"{component}|{item}|Việt Nam|{MONTH}|{measure}"


@pytest.mark.shared
def test_prices_are_those_of_an_independent_reading(
    store: Store, shared: Path, tmp_path: Path
) -> None:
    printed = page(store, "VN.A", tmp_path)
    path = shared / "gso" / "reference" / "cpi_reference.csv"
    with path.open(encoding="utf-8") as source:
        rows = [row for row in csv.DictReader(source) if row["period"] == MONTH]
    checked = 0
    for row in rows:
        key = _key("VN.CPI/cpi", row["item"], row["measure"])
        if row["published"] == "True" and key in printed and "lõi" not in row["item"]:
            assert _forms(float(row["value"])) & printed[key], (key, printed[key], row)
            checked += 1
    # Nineteen items against the base year, last year and last month; core inflation as rates.
    assert checked >= 55


def _forms(value: float) -> set[Any]:
    """A price index as tables and sentences print it."""
    return {language.number(value, 2), language.number(abs(value - 100), 2)}
