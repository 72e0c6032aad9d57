"""Extracts of retail tables as published; expected figures are the printed ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from phantich.sources.reading import Reading

Read = Callable[..., Reading]

#: 2018-10-29, sheet 22-23.Tongmuc.
OCTOBER_2018 = [
    ["10. Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng"],
    ["", "", "", "", "", "", "Tỷ đồng; %"],
    ["", "Thực hiện", "Ước tính", "Cộng dồn 10 tháng", "", "So với cùng kỳ", ""],
    ["", "tháng 9", "tháng 10", "năm 2018", "", "năm trước", ""],
    ["", "năm", "năm", "Tổng", "Cơ", "Tháng 10", "10 tháng"],
    ["", 2018.0, 2018.0, "mức", "cấu", "năm 2018", "năm 2018"],
    ["TỔNG SỐ", 373852.608, 378626.611, 3612796.2, 100.0, 112.35, 111.394],
    ["Bán lẻ hàng hóa", 282122.904, 286955.442, 2719224.511, 75.266, 114.21, 112.196],
    ["Dịch vụ khác", 44124.2, 44075.838, 420029.015, 11.626, 105.566, 109.314],
]
MERGED = (((2, 3), (2, 4)), ((3, 3), (3, 4)), ((2, 5), (2, 6)), ((3, 5), (3, 6)))


def test_month_cumulative_share_and_comparisons(read_sheet: Read) -> None:
    frame = read_sheet(OCTOBER_2018, 2018, 10, MERGED).observations
    total = frame[frame["item"] == "Tổng số"]
    found = {
        (r.period, r.measure, r.status): (r.value, r.unit) for r in total.itertuples(index=False)
    }
    assert found == {
        ("2018-09", "level", "A"): (373852.608, "tỷ đồng"),
        ("2018-10", "level", "E"): (378626.611, "tỷ đồng"),
        ("2018-10", "ytd", "A"): (3612796.2, "tỷ đồng"),
        ("2018-10", "ytd_share", "A"): (100.0, "%"),
        ("2018-10", "yoy", "A"): (112.35, "%"),
        ("2018-10", "ytd_yoy", "A"): (111.394, "%"),
    }
    assert set(frame["item"]) == {"Tổng số", "Bán lẻ hàng hóa", "Dịch vụ khác"}


def test_growth_in_per_cent_becomes_an_index_and_is_reported(read_sheet: Read) -> None:
    # 2018-03-29, sheet Tongmuc, column F: the only month printed as growth.
    rows = [
        ["14. Tổng mức hàng hóa bán lẻ và doanh thu dịch vụ tiêu dùng"],
        ["", "Ước tính tháng 3 năm 2018 (Tỷ đồng)", "Ước tính quý I năm 2018 Tổng mức (Tỷ đồng)",
         "Quý I năm 2018 so với cùng kỳ năm 2017 (%)"],
        ["TỔNG SỐ", 343786.169, 1047973.805, 9.855730691391713],
        ["Bán lẻ hàng hóa", 259540.144, 792636.861, 10.527],
        ["Du lịch lữ hành", 2768.819, 10149.828, 30.31],
    ]  # fmt: skip
    reading = read_sheet(rows, 2018, 3)
    frame = reading.observations
    growth = frame[(frame["item"] == "Tổng số") & (frame["measure"] == "ytd_yoy")]
    assert growth["value"].tolist() == pytest.approx([109.855730691391713])
    (remark,) = reading.remarks
    assert remark.kind == "correction"
    assert "growth" in remark.meaning


def test_a_column_without_a_period_inherits_it_from_its_neighbour(read_sheet: Read) -> None:
    # 2004-09-29, sheet Tongmuc.
    rows = [
        ["15. Tổng mức bán lẻ hàng hoá và dịch vụ xã hội 9 tháng năm 2004"],
        ["", "9 tháng năm 2004 (Tỷ đồng)", "Cơ cấu (%)", "Tỷ lệ so với cùng kỳ năm trước (%)"],
        ["Tổng số", 271580.0, 100.0, 118.3],
        ["Nhà nước", 42100.0, 15.5, 108.1],
    ]
    frame = read_sheet(rows, 2004, 9).observations
    total = frame[frame["item"] == "Tổng số"]
    assert dict(zip(total["measure"], total["value"], strict=True)) == {
        "ytd": 271580.0,
        "ytd_share": 100.0,
        "ytd_yoy": 118.3,
    }
    assert set(total["period"]) == {"2004-09"}


def test_an_empty_template_gives_nothing(read_sheet: Read) -> None:
    # 2000-01-31, sheet TM: the January workbook carries the quarter's table without numbers.
    rows = [
        ["6. TỔNG MỨC BÁN LẺ HÀNG HOÁ"],
        ["QUÝ I NĂM 2000"],
        ["", "Tổng mức (Tỷ đồng)", "Cơ cấu (%)"],
        ["Tổng số"],
        ["Nhà nước"],
    ]
    assert read_sheet(rows, 2000, 1).observations.empty


@pytest.mark.parametrize(
    ("printed", "unit"),
    [("Tỷ đồng", "tỷ đồng"), ("Nghìn tỷ đồng", "nghìn tỷ đồng"), ("Triệu đồng", "triệu đồng")],
)
def test_the_printed_unit_counts(read_sheet: Read, printed: str, unit: str) -> None:
    rows = [
        ["13. Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ tiêu dùng", ""],
        ["", f"Ước tính tháng 6 năm 2024 ({printed})"],
        ["TỔNG SỐ", 522.7],
    ]
    assert list(read_sheet(rows, 2024, 6).observations["unit"]) == [unit]
