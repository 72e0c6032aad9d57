"""Extracts of State-budget investment as published; expected figures are the printed ones."""

from __future__ import annotations

from collections.abc import Callable

from phantich.sources.reading import Reading

Read = Callable[..., Reading]

#: 2023-01-29, sheet 11. VĐT.
JANUARY_2023 = [
    ["11. Vốn đầu tư thực hiện từ nguồn ngân sách Nhà nước"],
    ["", "", "", "", "Tỷ đồng"],
    ["", "Kế hoạch", "Ước tính", "Tháng 01/2023", "Tháng 01/2023"],
    ["", "năm 2022", "tháng 01", "so với kế hoạch", "so với cùng kỳ"],
    ["", "", "năm 2023", "năm 2022 (%)", "năm trước (%)"],
    ["TỔNG SỐ", 680672.849, 27025.364, 3.97, 103.167],
    ["Trung ương", 133017.581, 4185.32, 3.146, 115.668],
    ["Trong đó:"],
    ["  Bộ NN và PTNT", 9851.846, 275.62, 2.798, 123.48],
    ["Địa phương", 547655.268, 22840.044, 4.171, 101.164],
    ["  Vốn ngân sách NN cấp xã", 18043.007, 875.816, 4.854, 82.934],
    ["Phân theo một số tỉnh, thành phố"],
    ["  TP. Hồ Chí Minh", 70000.0, 1500.5, 2.1, 110.2],
    ["  Thanh Hoá", 12000.0, 500.5, 4.2, 99.1],
    ["  Cần Thơ", 8000.0, 150.5, 1.9, 130.1],
    ["  Atlantis", 1.0, 2.0, 3.0, 4.0],
]


def test_plan_month_and_shares_of_the_plan(read_sheet: Read) -> None:
    frame = read_sheet(JANUARY_2023, 2023, 1).observations
    total = frame[(frame["item"] == "Tổng số") & (frame["area"] == "Việt Nam")]
    found = {
        (r.period, r.frequency, r.measure, r.status): (r.value, r.unit)
        for r in total.itertuples(index=False)
    }
    assert found == {
        ("2022", "A", "plan", "A"): (680672.849, "tỷ đồng"),
        ("2023-01", "M", "level", "E"): (27025.364, "tỷ đồng"),
        ("2023-01", "M", "month_pct_plan", "A"): (3.97, "%"),
        ("2023-01", "M", "yoy", "A"): (103.167, "%"),
    }


def test_ministries_are_items_and_provinces_are_areas(read_sheet: Read) -> None:
    frame = read_sheet(JANUARY_2023, 2023, 1).observations
    levels = frame[frame["measure"] == "level"]
    assert dict(zip(levels["area"] + "/" + levels["item"], levels["value"], strict=True)) == {
        "Việt Nam/Tổng số": 27025.364,
        "Việt Nam/Trung ương": 4185.32,
        "Việt Nam/Bộ Nông nghiệp và Phát triển nông thôn": 275.62,
        "Việt Nam/Địa phương": 22840.044,
        "Việt Nam/Vốn ngân sách Nhà nước cấp xã": 875.816,
        "TP. Hồ Chí Minh/Tổng số": 1500.5,
        "Thanh Hóa/Tổng số": 500.5,
        "Cần Thơ/Tổng số": 150.5,
    }


def test_a_province_that_does_not_exist_is_reported_with_its_cells(read_sheet: Read) -> None:
    reading = read_sheet(JANUARY_2023, 2023, 1)
    (remark,) = reading.remarks
    assert (remark.kind, remark.meaning) == ("unplaced", "no province of that name")
    assert remark.found == "Atlantis: B16 1, C16 2, D16 3, E16 4"


def test_old_can_tho_says_so(read_sheet: Read) -> None:
    rows = [
        ["4. Thực hiện vốn đầu tư xây dựng thuộc nguồn vốn ngân sách Nhà nước tập trung"],
        ["", "Ước tính tháng 5 năm 2003"],
        ["Tổng số", 2100.5],
        ["Một số địa phương"],
        ["  Cần Thơ", 20.5],
    ]
    frame = read_sheet(rows, 2003, 5).observations
    (note,) = frame.loc[frame["area"] == "Cần Thơ", "note"]
    assert "Hậu Giang" in note
