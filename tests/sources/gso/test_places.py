"""Labels, areas and places of rows: made-up rows in the shape of published tables."""

from __future__ import annotations

import pytest

from phantich.sources.gso.families.areas import area_of, is_province
from phantich.sources.gso.families.labels import read_label, unit_of
from phantich.sources.gso.families.places import places
from phantich.sources.gso.table_rows import Row


def rows(*labels: str) -> list[Row]:
    """Rows from texts: blanks before a label indent it, ``=`` behind it gives it a figure."""
    found: list[Row] = []
    stack: list[Row] = []
    for number, text in enumerate(labels):
        level = len(text) - len(text.lstrip())
        label = text.strip().rstrip("=").strip()
        bullet = label[:1] in {"-", "+"}
        row = Row(number, label.lstrip("-+ "), level, bullet=bullet)
        if text.endswith("="):
            row.values = {2: 1.0}
        while stack and stack[-1].level >= level:
            stack.pop()
        row.parent = stack[-1] if stack else None
        stack.append(row)
        found.append(row)
    return found


def items(*labels: str) -> list[tuple[str, str]]:
    """Area and item of the rows that have figures."""
    given = rows(*labels)
    return [(p.area, p.item) for r, p in zip(given, places(given), strict=True) if r.values]


@pytest.mark.parametrize(
    ("label", "area"),
    [
        ("TP. Hồ Chí Minh", "TP. Hồ Chí Minh"),
        ("T.p. Hồ Chí Minh", "TP. Hồ Chí Minh"),
        ("Cần Thơ (Đã tách tỉnh)", "Cần Thơ"),
        ("Bà Rịa- Vũng Tầu", "Bà Rịa - Vũng Tàu"),
        ("TOÀN QUỐC", "Việt Nam"),
        ("Đ.B sông Cửu Long", "Đồng bằng sông Cửu Long"),
        ("Đông Bắc Bộ", "Đông Bắc"),
        ("Dệt", ""),
        ("Nam", ""),
    ],
)
def test_areas_by_their_printed_names(label: str, area: str) -> None:
    assert area_of(label) == area


def test_a_region_is_no_province() -> None:
    assert is_province("Hải Phòng")
    assert not is_province("Tây Nguyên")


@pytest.mark.parametrize(
    ("label", "name", "unit"),
    [
        ("II. LUÂN CHUYỂN (Triệu tấn.km)", "Luân chuyển", "triệu tấn.km"),
        ("- Diện tích (Nghìn ha)", "Diện tích", "nghìn ha"),
        ("Cà phê (Nhân)", "Cà phê (Nhân)", ""),
        ("Ngói lợp", "Ngói lợp", ""),
        ("A. NGHÌN TẤN", "", "nghìn tấn"),
        ("Tổng tỷ suất sinh (Số con/phụ nữ)", "Tổng tỷ suất sinh", "số con/phụ nữ"),
    ],
)
def test_labels_without_numbering_and_unit(label: str, name: str, unit: str) -> None:
    found = read_label(label)
    assert (found.name, found.unit) == (name, unit)


def test_units_in_one_spelling() -> None:
    assert [unit_of(u) for u in ("1.000 tấn", "Tỉ đồng", "DN", "NGHÌN TẤN", "%o")] == [
        "nghìn tấn", "tỷ đồng", "doanh nghiệp", "nghìn tấn", "‰",
    ]  # fmt: skip


def test_sectors_below_a_province_belong_to_it() -> None:
    assert items(
        "Tổng số=", "Khu vực doanh nghiệp Nhà nước=", "Công nghiệp của một số", "địa phương",
        "Hà Nội=", "   Ngoài quốc doanh=", "Hải Phòng=", "   Ngoài quốc doanh=",
    ) == [
        ("Việt Nam", ""), ("Việt Nam", "Khu vực doanh nghiệp Nhà nước"), ("Hà Nội", ""),
        ("Hà Nội", "Ngoài quốc doanh"), ("Hải Phòng", ""), ("Hải Phòng", "Ngoài quốc doanh"),
    ]  # fmt: skip


def test_areas_below_an_item_are_its_parts() -> None:
    # Farming tables: two crops, each split into the halves of the country.
    assert items("Gieo cấy lúa đông xuân=", "  Miền Bắc=", "Thu hoạch lúa mùa=", "  Miền Bắc=") == [
        ("Việt Nam", "Gieo cấy lúa đông xuân"),
        ("Miền Bắc", "Gieo cấy lúa đông xuân"),
        ("Việt Nam", "Thu hoạch lúa mùa"),
        ("Miền Bắc", "Thu hoạch lúa mùa"),
    ]


def test_a_label_that_repeats_gets_its_heading() -> None:
    assert [item for _, item in items(
        "Tai nạn giao thông", "  Số người chết=", "Cháy, nổ", "  Số người chết=",
    )] == ["Tai nạn giao thông / Số người chết", "Cháy, nổ / Số người chết"]  # fmt: skip


def test_without_any_indentation_the_nearest_single_label_is_the_parent() -> None:
    # 2024-12-29, sheet 9.Thuy san: nothing is indented.
    assert [item for _, item in items(
        "Tổng số=", "Cá=", "Tôm=", "Nuôi trồng=", "Cá=", "Tôm=", "Khai thác=", "Cá=", "Tôm=",
    )] == ["", "Cá", "Tôm", "Nuôi trồng", "Nuôi trồng / Cá", "Nuôi trồng / Tôm",
           "Khai thác", "Khai thác / Cá", "Khai thác / Tôm"]  # fmt: skip


def test_a_dash_makes_a_row_part_of_the_one_above() -> None:
    labels = ("Than sạch=", "- Trung ương=", "Dầu thô=", "- Trung ương=")
    assert [item for _, item in items(*labels)] == [
        "Than sạch", "Than sạch / Trung ương", "Dầu thô", "Dầu thô / Trung ương",
    ]  # fmt: skip


def test_rows_that_cannot_be_told_apart_are_uncertain() -> None:
    given = rows("Tổng số=", "Đá=", "Đá=")
    assert [place.certain for place in places(given)] == [True, False, False]
