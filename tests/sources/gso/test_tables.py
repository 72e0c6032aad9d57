"""Finding tables: shapes taken from real workbooks, cut down to what each test is about."""

from __future__ import annotations

import datetime as dt

from phantich.sources.gso.cells import Sheet, Value
from phantich.sources.gso.tables import Table, find_tables

Merged = tuple[tuple[tuple[int, int], tuple[int, int]], ...]


def tables(rows: list[list[Value]], merged: Merged = ()) -> list[Table]:
    return find_tables(Sheet("x", True, rows, merged), "f.xls")


def headers(table: Table) -> list[str]:
    return [column.header for column in table.columns]


def test_header_of_several_rows_with_years_as_numbers() -> None:
    (table,) = tables(
        [
            ["28. Chỉ số giá tiêu dùng", "", "", ""],
            ["       tháng 9 năm 2023", "", "", ""],
            ["", "", "", "%"],
            ["", "Tháng 9 năm 2023 so với:", "", "Bình quân"],
            ["", "Kỳ gốc", "Tháng 9", "9 tháng"],
            ["", "năm", "năm ", "năm 2023"],
            ["", 2019.0, 2022.0, "so với"],
            ["", "", "", "cùng kỳ"],
            ["CHỈ SỐ GIÁ TIÊU DÙNG", 113.28, 103.66, 103.16],
        ]
    )
    assert table.title == "28. Chỉ số giá tiêu dùng tháng 9 năm 2023"
    assert table.unit == "%"
    assert headers(table) == [
        "Tháng 9 năm 2023 so với: Kỳ gốc năm 2019",
        "Tháng 9 năm 2023 so với: Tháng 9 năm 2022",
        "Bình quân 9 tháng năm 2023 so với cùng kỳ",
    ]
    assert table.rows[0].values == {1: 113.28, 2: 103.66, 3: 103.16}
    assert table.cell(8, 1) == "f.xls!x!B9"


def test_merged_header_stands_over_its_columns_only() -> None:
    (table,) = tables(
        [
            ["8. Xuất khẩu", "", "", "", ""],
            ["", "Thực hiện tháng 6", "", "Ước tính tháng 7", ""],
            ["", "Lượng", "Trị giá", "Lượng", "Trị giá"],
            ["Gạo", 1553.0, 335.0, 250.0, 42.3],
        ],
        merged=(((1, 1), (1, 2)), ((1, 3), (1, 4))),
    )
    assert headers(table) == [
        "Thực hiện tháng 6 Lượng",
        "Thực hiện tháng 6 Trị giá",
        "Ước tính tháng 7 Lượng",
        "Ước tính tháng 7 Trị giá",
    ]


def test_row_of_column_numbers_is_no_data() -> None:
    (table,) = tables(
        [
            ["2. Sản phẩm", "", ""],
            ["", "Thực hiện", "Ước tính"],
            ["A", 1.0, 2.0],
            ["Than", 900.0, 950.0],
        ]
    )
    assert [row.label for row in table.rows] == ["Than"]
    assert headers(table) == ["Thực hiện", "Ước tính"]


def test_continuation_in_the_middle_of_a_sheet() -> None:
    header: list[list[Value]] = [["", "", "Thực hiện", "Ước tính"], ["", "", "tháng 1", "tháng 2"]]
    found = tables(
        [
            ["3. Chỉ số giá trị sản xuất", "", "", ""],
            *header,
            ["", "Hà Nội", 100.0, 101.0],
            ["3. (Tiếp theo) Chỉ số giá trị sản xuất", "", "", ""],
            *header,
            ["", "Cần Thơ", 102.0, 103.0],
        ]
    )
    assert [table.continued for table in found] == [False, True]
    assert [table.rows[0].label for table in found] == ["Hà Nội", "Cần Thơ"]
    assert headers(found[0]) == headers(found[1])


def test_a_heading_in_the_body_begins_no_table() -> None:
    (table,) = tables(
        [
            ["2. Giá trị sản xuất", "", ""],
            ["", "", "Tháng 1"],
            ["1. Khu vực Nhà nước", "", 7255.8],
            ["2. Công nghiệp trên địa bàn một số tỉnh", "", ""],
            ["", "Hà Nội", 1699.9],
        ]
    )
    assert [row.path for row in table.rows] == [
        ("1. Khu vực Nhà nước",),
        ("2. Công nghiệp trên địa bàn một số tỉnh",),
        ("2. Công nghiệp trên địa bàn một số tỉnh", "Hà Nội"),
    ]
    assert table.rows[-1].section == "2. Công nghiệp trên địa bàn một số tỉnh"


def test_labels_marks_parts_and_lines() -> None:
    (table,) = tables(
        [
            ["1. Chỉ số giá", "", "", ""],
            ["", "", "", "Tháng 1"],
            ["Hàng ăn", "", "", 109.7],
            ["", "    Trong đó:", "Lương thực", 111.9],
            ["Doanh nghiệp tạm ngừng kinh doanh", "", "", ""],
            ["có thời hạn", "", "", 5303.0],
            ["LẠM PHÁT CƠ BẢN(*)", "", "", 3.8],
            ["(*) Không gồm lương thực", "", "", ""],
        ]
    )
    first, part, joined, marked = table.rows
    assert (part.label, part.of_which, first.of_which) == ("Lương thực", True, False)
    assert joined.label == "Doanh nghiệp tạm ngừng kinh doanh có thời hạn"
    assert (marked.label, marked.mark) == ("LẠM PHÁT CƠ BẢN", "(*)")
    assert table.notes == ("(*) Không gồm lương thực",)


def test_gaps_are_absent_and_slips_are_reported() -> None:
    (table,) = tables(
        [
            ["1. Chỉ số giá", "", "", ""],
            ["", "Tháng 1", "Tháng 2", "Tháng 3"],
            ["Lúa", "115..5", "       -", "1284,0"],
        ]
    )
    assert table.rows[0].values == {1: 115.5, 3: 1284.0}
    (remark,) = table.remarks
    assert (remark.kind, remark.where, remark.found) == ("correction", "f.xls!x!B3", "115..5")


def test_stray_numbers_are_reported_not_read() -> None:
    (table,) = tables(
        [
            ["1. Chỉ số giá", ""],
            ["", "Tháng 1"],
            ["Gạo", 101.0],
            ["", 98.0],
        ]
    )
    assert len(table.rows) == 1
    assert [(r.kind, r.where, r.found) for r in table.remarks] == [("unplaced", "f.xls!x!B4", "98")]


def test_a_template_without_figures_and_junk_give_no_table() -> None:
    assert (
        tables([["6. TỔNG MỨC BÁN LẺ QUÝ I NĂM 2000", ""], ["", "Thực hiện"], ["Tổng số", ""]])
        == []
    )
    assert tables([["kljkl"], [], [""], [5.0]]) == []
    assert tables([]) == []


def test_dates_in_a_header_are_months() -> None:
    (table,) = tables(
        [
            ["4. Chỉ số tồn kho", ""],
            ["", dt.datetime(2013, 1, 7)],
            ["Dệt", 104.0],
        ]
    )
    assert headers(table) == ["7/2013"]


def test_unit_line_and_unit_in_the_body() -> None:
    (table,) = tables(
        [
            ["45. Một số chỉ tiêu lao động", ""],
            ["", "Quý I"],
            ["", "Nghìn người"],
            ["Lực lượng lao động", 52392.0],
            ["", "%"],
            ["Tỷ lệ thất nghiệp", 2.2],
        ]
    )
    assert table.unit == "Nghìn người"
    assert [row.unit for row in table.rows] == ["", "%"]
