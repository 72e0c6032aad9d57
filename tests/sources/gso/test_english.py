"""English editions: the tables of the Vietnamese ones, cell by cell in English."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from phantich.catalog.codelists import code_list
from phantich.sources.gso.cells import Sheet, Value, read_sheets
from phantich.sources.gso.english import is_english
from phantich.sources.gso.english_names import LISTS, vietnamese_label
from phantich.sources.gso.english_words import said
from phantich.sources.gso.flow_headers import flow_meaning
from phantich.sources.gso.headers import Month
from phantich.sources.gso.kinds import kind_of
from phantich.sources.gso.reader import read_sheets_of, read_workbook
from phantich.sources.gso.tables import find_tables
from phantich.sources.reading import Reading

#: Layout of June 2024; CPI as published: +0.17, +4.34, +1.40 and +4.08 per cent.
PAGES: dict[str, list[list[Value]]] = {
    "GDP": [
        ["1. Gross domestic product at current prices", "", ""],
        ["", "", "Unit: Bill. dongs"],
        ["", "Estimated Quarter II 2024", "6 months of 2024"],
        ["TOTAL", 2826710.0, 5341010.0],
    ],
    "IIP": [
        ["6. Index of industrial production", "", "", ""],
        ["", "", "", "%"],
        ["", "June 2024", "June 2024", "6 months of 2024"],
        ["", "compared to", "compared to the same", "compared to the same"],
        ["", "previous month", "period of previous year", "period of previous year"],
        ["Whole industry", 102.9, 110.9, 107.7],
        ["Mining and quarrying", 99.0, 92.7, 95.6],
        ["Manufacturing", 103.4, 112.6, 108.5],
        ["Weaving of something unheard of", 1.0, 2.0, 3.0],
    ],
    "Retail": [
        ["13. Gross retail sales of goods and services", "", "", "", ""],
        ["", "Estimated June 2024", "Estimated 6 months 2024", "", "6 months of 2024"],
        ["", "(Bill. dongs)", "Total (Bill. dongs)", "Structure (%)", "compared to the"],
        ["", "", "", "", "same period of 2023 (%)"],
        ["TOTAL", 522675.0, 3098705.0, 100.0, 108.6],
        ["Retail sales of goods", 401900.0, 2392200.0, 77.2, 107.4],
    ],
    "Exports": [
        ["14. Exports of goods", "", "", "", "", "", ""],
        ["", "", "", "", "", "", "Thous. tons; Mill. USD"],
        ["", "Estimated June 2024", "", "Accumulated 6 months 2024", "",
         "6 months 2024 compared to"],
        ["", "", "", "", "", "the same period of 2023 (%)", ""],
        ["", "Quantity", "Value", "Quantity", "Value", "Quantity", "Value"],
        ["TOTAL VALUE", "", 33090.0, "", 190084.0, "", 114.5],
        ["Domestic economic sector", "", 9300.0, "", 53392.0, "", 120.6],
        ["Foreign direct investment sector", "", 23790.0, "", 136692.0, "", 112.3],
        ["MAIN ITEMS", "", "", "", "", "", ""],
        ["Coffee", 85.0, 366.0, 902.0, 3189.0, 89.5, 133.2],
        ["Moon dust", 1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
    ],
    "FDI": [
        ["12. Foreign direct investment licensed from 1 January to 20 June 2024", "", "", ""],
        ["", "Number of projects", "Newly registered capital", "Additional registered capital"],
        ["", "(Project)", "(Mill. USD)", "(Mill. USD)"],
        ["TOTAL", 1538.0, 9538.0, 3953.0],
        ["By province", "", "", ""],
        ["Hai Phong", 60.0, 800.5, 120.0],
        ["By some countries and territories", "", "", ""],
        ["Singapore", 220.0, 3750.0, 900.0],
    ],
    "CPI": [
        ["16. Consumer price index, gold price index, US dollar price index and core inflation"],
        ["     in June 2024"],
        ["", "", "", "", "", "%"],
        ["", "June 2024 compared to:", "", "", "", "Average of 6 months"],
        ["", "Base year", "June", "December", "May", "of 2024 compared to the"],
        ["", "2019", "2023", "2023", "2024", "same period of 2023"],
        ["CONSUMER PRICE INDEX", 115.01, 104.34, 101.40, 100.17, 104.08],
        ["Food and catering services", 120.0, 104.9, 102.0, 100.5, 103.7],
        ["GOLD PRICE INDEX", 180.0, 133.0, 119.0, 100.1, 124.6],
        ["CORE INFLATION(*)", "", 2.61, 1.5, 0.19, 2.75],
        ["Price of dreams", 1.0, 2.0, 3.0, 4.0, 5.0],
    ],
    "Visitors": [
        ["19. International visitors to Viet Nam", "", "", ""],
        ["", "", "", "Arrivals"],
        ["", "Estimated", "6 months", "June 2024 compared"],
        ["", "June", "of 2024", "to May"],
        ["", "2024", "", "2024 (%)"],
        ["TOTAL", 1245912.0, 8831939.0, 90.0],
        ["By means of transport", "", "", ""],
        ["Airways", 1010990.0, 7406384.0, 91.5],
        ["By some countries and territories", "", "", ""],
        ["Republic of Korea", 348000.0, 2280000.0, 92.0],
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in PAGES.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append([None if value == "" else value for value in row])
    for name, ranges in {
        "Exports": ("B3:C3", "D3:E3", "F3:G3", "F4:G4"), "Retail": ("C2:D2",), "CPI": ("B4:E4",),
    }.items():  # fmt: skip
        for cells in ranges:
            book[name].merge_cells(cells)
    path = tmp_path_factory.mktemp("english") / "2024-06-29-Tables-June-2024.xlsx"
    book.save(path)
    return read_workbook(path)


EXPECTED = [
    ("VN.CPI", "cpi", "Chỉ số giá tiêu dùng", "2024-06", "vs_base", 115.01, "2019=100", "A"),
    ("VN.CPI", "cpi", "Chỉ số giá tiêu dùng", "2024-06", "yoy", 104.34, "%", "A"),
    ("VN.CPI", "cpi", "Chỉ số giá tiêu dùng", "2024-06", "vs_december", 101.40, "%", "A"),
    ("VN.CPI", "cpi", "Chỉ số giá tiêu dùng", "2024-06", "mom", 100.17, "%", "A"),
    ("VN.CPI", "cpi", "Chỉ số giá tiêu dùng", "2024-06", "ytd_average", 104.08, "%", "A"),
    ("VN.CPI", "cpi", "Hàng ăn và dịch vụ ăn uống", "2024-06", "mom", 100.5, "%", "A"),
    ("VN.CPI", "cpi", "Chỉ số giá vàng", "2024-06", "yoy", 133.0, "%", "A"),
    ("VN.CPI", "cpi", "Lạm phát cơ bản", "2024-06", "yoy", 102.61, "%", "A"),
    ("VN.IIP", "iip", "Toàn ngành công nghiệp", "2024-06", "mom", 102.9, "%", "A"),
    ("VN.IIP", "iip", "Khai khoáng", "2024-06", "yoy", 92.7, "%", "A"),
    ("VN.IIP", "iip", "Công nghiệp chế biến, chế tạo", "2024-06", "ytd_yoy", 108.5, "%", "A"),
    ("VN.RETAIL", "retail", "Tổng số", "2024-06", "level", 522675.0, "tỷ đồng", "E"),
    ("VN.RETAIL", "retail", "Bán lẻ hàng hóa", "2024-06", "ytd", 2392200.0, "tỷ đồng", "E"),
    ("VN.RETAIL", "retail", "Bán lẻ hàng hóa", "2024-06", "ytd_share", 77.2, "%", "E"),
    ("VN.RETAIL", "retail", "Tổng số", "2024-06", "ytd_yoy", 108.6, "%", "A"),
    ("VN.EXPORTS", "exports", "Tổng trị giá", "2024-06", "level", 33090.0, "triệu USD", "E"),
    ("VN.EXPORTS", "exports", "Khu vực kinh tế trong nước", "2024-06", "ytd", 53392.0,
     "triệu USD", "A"),
    ("VN.EXPORTS", "exports_quantity", "Cà phê", "2024-06", "ytd", 902.0, "nghìn tấn", "A"),
    ("VN.EXPORTS", "exports", "Cà phê", "2024-06", "ytd_yoy", 133.2, "%", "A"),
    ("VN.FDI", "fdi_projects", "Tổng số", "2024-06", "ytd", 1538.0, "dự án", "A"),
    ("VN.FDI", "fdi_adjusted", "Singapore", "2024-06", "ytd", 900.0, "triệu USD", "A"),
    ("VN.VISITORS", "visitors", "Tổng số", "2024-06", "level", 1245912.0, "lượt người", "E"),
    ("VN.VISITORS", "visitors", "Đường không", "2024-06", "ytd", 7406384.0, "lượt người", "A"),
    ("VN.VISITORS", "visitors", "Hàn Quốc", "2024-06", "mom", 92.0, "%", "A"),
]  # fmt: skip


@pytest.mark.parametrize("figure", EXPECTED, ids=lambda f: f"{f[1]}-{f[2]}-{f[4]}")
def test_figures_are_read_under_their_vietnamese_names(
    reading: Reading, figure: tuple[object, ...]
) -> None:
    keys = ["indicator", "component", "item", "period", "measure", "value", "unit", "status"]
    frame = reading.observations
    rows = frame[frame["area"] == "Việt Nam"][keys].itertuples(index=False, name=None)
    found = [row for row in rows if row[:5] == figure[:5]]
    assert len(found) == 1
    assert found[0][5] == pytest.approx(figure[5])
    assert found[0][6:] == figure[6:]


def test_a_province_is_an_area(reading: Reading) -> None:
    frame = reading.observations
    found = frame[(frame["area"] == "Hải Phòng") & (frame["component"] == "fdi_new")]
    assert list(found["value"]) == [800.5]


def test_what_has_no_vietnamese_name_is_reported_and_not_given(reading: Reading) -> None:
    told = [r for r in reading.remarks if r.kind == "unplaced"]
    for text in ("Weaving of something unheard of", "Moon dust", "Price of dreams"):
        assert any(text in r.found or text in r.meaning for r in told), text
    assert any(r.where.endswith("GDP!A1") and "Vietnamese only" in r.meaning for r in told)
    named = reading.observations["item"]
    assert not named.str.contains("of |Moon|dust|Weaving", regex=True).any()
    assert not reading.observations["indicator"].eq("VN.GDP").any()


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("January 2025 compared to (%)", "tháng 1 năm 2025 so với (%)"),
        ("Jan-2025 compared with same period of previous year (%)",
         "tháng 1 năm 2025 so với cùng kỳ năm trước (%)"),
        ("Base period (2019)", "kỳ gốc năm 2019"),
        ("Average of first six months of 2024", "bình quân 6 tháng năm 2024"),
        ("January - September 2024", "9 tháng năm 2024"),
        ("the second quarter of 2024", "quý II năm 2024"),
        ("Q3/2023", "quý III năm 2023"),
        ("December of previous year", "tháng 12 năm trước"),
        ("6 months of 2024 as % of annual plan", "6 tháng năm 2024 so với kế hoạch"),
        ("As of 20 June 2024", "đến ngày 20/6/2024"),
        ("Coffee", "Coffee"),
        ("Other goods and services", "Other goods and services"),
    ],
)  # fmt: skip
def test_words(english: str, vietnamese: str) -> None:
    assert said(english) == vietnamese


def test_an_english_header_in_a_vietnamese_sheet_is_not_reduced_to_its_year() -> None:
    for header in ("August 2016 Quantity", "7 months 2016", "June 2016 compared to May 2016 (%)"):
        assert flow_meaning(header, Month(2016, 8)) is None
    assert flow_meaning("Năm 2016", Month(2016, 8)) is not None


def test_a_range_that_does_not_begin_in_january_is_no_period() -> None:
    assert "2 tháng" not in said("March - April 2024")


def test_vietnamese_sheets_are_not_taken_for_english() -> None:
    rows: list[list[Value]] = [
        ["2. Chỉ số giá (Index of the prices)"],
        ["Total and value of goods"],
    ]
    assert not is_english(Sheet("x", True, rows, ()))


@pytest.mark.parametrize("kind", [kind for kind, lists in LISTS.items() if lists])
def test_english_names_of_the_lists_lead_back(kind: str) -> None:
    for list_id in LISTS[kind]:
        for member in code_list(list_id).members:
            if member.valid(None) and member.name_en.isascii():
                assert vietnamese_label(member.name_en, kind) is not None, member.name_en


#: What the office prints in its Vietnamese headers → what its English edition prints there.
_HEADERS = (
    (r"(\d{1,2}) tháng", r"\1 months"), (r"cùng kỳ", "the same period"), (r"so với", "compared to"),
    (r"năm trước", "of previous year"), (r"tháng trước", "previous month"),
    (r"Ước tính", "Estimated"),
    (r"Thực hiện", "Actual"), (r"Sơ bộ", "Preliminary"), (r"Cộng dồn", "Accumulated"),
    (r"Kế hoạch|kế hoạch", "plan"), (r"Kỳ gốc", "Base year"), (r"Bình quân", "Average of"),
    (r"Chỉ số giá", "Average of"), (r"Lượng", "Quantity"), (r"Trị giá", "Value"),
    (r"Tổng mức", "Total"), (r"Cơ cấu", "Structure"), (r"Tỷ đồng", "Bill. dongs"),
    (r"Triệu USD|triệu USD", "Mill. USD"), (r"Nghìn tấn", "Thous. tons"),
    (r"năm\s*(?=\d{4}|$)", ""), (r"đầu", ""),
    (r"Tổng", "Total"), (r"mức$", ""), (r"Cơ$", "Structure"), (r"^cấu", ""),
)  # fmt: skip
_LABELS = {
    "tổng số": "TOTAL",
    "tổng trị giá": "TOTAL VALUE",
    "mặt hàng chủ yếu": "MAIN ITEMS",
    "khu vực kinh tế trong nước": "Domestic economic sector",
    "khu vực có vốn đầu tư nn": "FDI sector",
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_TITLES = {
    "cpi": "16. Consumer price index, gold price index and US dollar price index in {month}",
    "iip": "2. Index of industrial production in {month}",
    "retail": "13. Retail sales of goods and services",
    "exports": "14. Exports of goods",
    "imports": "15. Imports of goods",
}


def _english(text: str) -> str:
    text = re.sub(
        r"[Tt]háng\s+0?(\d{1,2})(?!\d)", lambda m: _MONTHS[int(m[1]) - 1], text.replace("\n", " ")
    )
    for vietnamese, english in _HEADERS:
        text = re.sub(vietnamese, english, text)
    return text


def _translated(sheet: Sheet, kind: str, month: str, names: dict[str, str]) -> Sheet:
    """A real sheet with every text in English; labels by the code lists."""
    rows: list[list[Value]] = []
    for number, row in enumerate(sheet.rows):
        texts: list[Value] = [
            names.get(" ".join(v.split()).lower(), _english(v)) if isinstance(v, str) else v
            for v in row
        ]
        if number == 0:
            texts[0] = _TITLES[kind].format(month=month)
        rows.append(texts)
    return replace(sheet, rows=rows)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "month", "kind"),
    [
        (file, month, kind)
        for file, month in (
            ("2016-08-29-2.-Bieu-solieu-T8-2016.xlsx", "August 2016"),
            ("2023-05-29-02.-Bieu-T5.2023-1.xlsx", "May 2023"),
            ("2025-01-29-02-Bieu-T01.2025-2.xlsx", "January 2025"),
        )
        for kind in _TITLES
    ],
)
def test_a_real_layout_in_english_gives_the_same_figures(
    shared: Path, file: str, month: str, kind: str
) -> None:
    path = shared / "gso" / "workbooks" / file
    names = dict(_LABELS)
    for list_id in LISTS[kind] or ("cpi_groups",):
        for member in code_list(list_id).members:
            for text in (member.name, *member.aliases):
                names.setdefault(text.lower(), member.name_en)
    sheets = [
        s for s in read_sheets(path)
        if len(tables := find_tables(s, file)) == 1 and kind_of(tables[0].title) == kind
    ]  # fmt: skip
    assert sheets
    vietnamese = read_sheets_of(file, sheets).observations
    english = read_sheets_of(file, [_translated(s, kind, month, names) for s in sheets])
    keys = ["indicator", "component", "item", "period", "measure", "unit", "status", "source"]
    both = pd.merge(
        vietnamese, english.observations, on=keys, how="outer", suffixes=("", "_en"), indicator=True
    )
    assert not (both["_merge"] == "right_only").any()
    assert (both["value"] == both["value_en"])[both["_merge"] == "both"].all()
    lost = both[both["_merge"] == "left_only"]
    told = " ".join(r.found for r in english.remarks if r.kind == "unplaced")
    for source in lost["source"]:
        assert source.rpartition("!")[2] in told
    assert len(lost) < 0.2 * len(vietnamese)
