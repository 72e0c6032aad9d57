"""Tables in the statistics office's layout."""

from __future__ import annotations

from typing import Any

from phantich.brief.numbers import plain


def grid(table: Any, lang: str = "vi") -> list[list[str]]:
    """Label and printed cells of each row."""
    return [
        [row.label.plain(lang), *(cell.shown.plain(lang) for cell in row.cells)]
        for row in table.rows
    ]


def test_the_price_table_has_the_office_s_columns_and_rows(
    brief_of: Any, november_2024: Any
) -> None:
    (table,) = brief_of("vietnam", "VN.A", "2024-11", november_2024).tables
    assert [(plain(t.plain()), n) for t, n in table.groups] == [
        ("Tháng 11 năm 2024 so với", 4),
        ("", 1),
    ]
    assert [column.head.plain() for column in table.columns] == [
        "Kỳ gốc (2019)",
        "Tháng 11 năm 2023",
        "Tháng 12 năm 2023",
        "Tháng 10 năm 2024",
        "Bình quân 11 tháng năm 2024 so với cùng kỳ năm 2023",
    ]
    rows = grid(table)
    assert rows[0] == ["Chỉ số giá tiêu dùng", "116,80", "102,77", "102,65", "100,13", "103,69"]
    assert rows[7] == [
        "Nhà ở và vật liệu xây dựng",
        "122,53",
        "105,06",
        "104,60",
        "100,87",
        "105,21",
    ]
    # Core inflation is printed as a rate, and has neither base year nor December.
    assert rows[-1] == ["Lạm phát cơ bản (tăng, giảm, %)", "", "2,77", "", "0,24", "2,70"]
    assert [row.depth for row in table.rows] == [
        0,
        1,
        2,
        2,
        2,
        1,
        1,
        1,
        1,
        1,
        2,
        1,
        1,
        1,
        2,
        1,
        1,
        0,
        0,
        0,
    ]
    assert table.origin == "real"


def test_from_base_2024_the_groups_have_their_new_names(brief_of: Any, price: Any) -> None:
    rows = [
        price("2025-12", "mom", 100.2, item=item)
        for item in ("Chỉ số giá tiêu dùng", "Nhà ở và vật liệu xây dựng", "Bưu chính viễn thông")
    ]
    (table,) = brief_of("vietnam", "VN.A", "2025-12", rows).tables
    assert [row[0] for row in grid(table)[1:]] == [
        "Nhà ở, điện, nước, chất đốt và vật liệu xây dựng",
        "Thông tin và truyền thông",
    ]


def test_the_budget_table_shows_what_there_is_and_marks_each_row(
    brief_of: Any, figure: Any
) -> None:
    rows = [
        figure("2024-07", "level", 8062.6, status="E"),
        figure("2024-07", "ytd", 68875.4, status="E"),
        figure("2024-07", "pct_plan:council", 64.5),
        figure("2024", "plan:council", 106761.0, unit="tỷ đồng"),
        figure("2024-07", "ytd", 32334.3, item="Thu nội địa", source="simulated:seed=1"),
    ]
    brief = brief_of("haiphong", "HP.A.II", "2024-07", rows)
    (table,) = brief.tables
    assert [plain(c.head.plain()) for c in table.columns] == [
        "Dự toán năm HĐND giao",
        "Thực hiện tháng 7/2024 (ước)",
        "Lũy kế 7 tháng",
        "Dự toán năm HĐND giao",
    ]
    assert grid(table) == [
        ["Tổng thu ngân sách nhà nước", "106.761,0", "8.062,6", "68.875,4", "64,5"],
        ["Thu nội địa", "", "", "32.334,3", ""],
    ]
    assert [row.origin for row in table.rows] == ["real", "simulated"]
    assert table.origin == "mixed"
    page = brief.table_section().make("vi")
    assert '<span class="mark simulated"' in page
    assert '<span class="mark real"' in page


def test_english_tables_have_english_marks(brief_of: Any, november_2024: Any) -> None:
    (table,) = brief_of("vietnam", "VN.A", "2024-11", november_2024).tables
    assert grid(table, "en")[0] == [
        "Consumer price index",
        "116.80",
        "102.77",
        "102.65",
        "100.13",
        "103.69",
    ]
