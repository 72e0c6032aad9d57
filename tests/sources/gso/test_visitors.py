"""Extracts of tables of visitors as published; expected figures are the printed ones."""

from __future__ import annotations

from collections.abc import Callable

from phantich.sources.reading import Reading

Read = Callable[..., Reading]

#: 2020-04-29, sheet Du lich: the total's own line is empty.
APRIL_2020 = [
    ["18. Khách quốc tế đến Việt Nam"],
    ["", "", "", "", "", "Lượt người"],
    ["", "Thực hiện", "Ước tính", "Cộng dồn", "So cùng kỳ năm trước (%)", ""],
    ["", "tháng 3", "tháng 4", "4 tháng", "Tháng 4", "4 tháng"],
    ["", "năm", "năm", "năm", "năm", "năm"],
    ["", 2020.0, 2020.0, 2020.0, 2020.0, 2020.0],
    ["TỔNG SỐ"],
    ["Phân theo phương tiện đến", 449923.0, 26241.0, 3713020.0, 1.787, 62.206],
    ["  Đường không", 375137.0, 6560.0, 2998145.0, 0.567, 64.145],
    ["Phân theo một số nước và vùng lãnh thổ"],
    ["  Châu Á", 243028.0, 24831.0, 2699198.0, 2.193, 59.684],
    ["  CHND Trung Hoa", 33194.0, 21945.0, 893764.0, 5.142, 52.334],
    ["  Một số nước khác", 15000.0, 300.0, 91000.0, 1.1, 50.2],
    ["  Châu Mỹ", 25000.0, 500.0, 234000.0, 0.6, 65.1],
    ["  Một số nước khác thuộc châu Mỹ", 3000.0, 100.0, 19000.0, 1.2, 60.2],
]
MERGED = (((2, 4), (2, 5)),)


def test_a_total_one_line_too_low_is_put_right(read_sheet: Read) -> None:
    reading = read_sheet(APRIL_2020, 2020, 4, MERGED)
    frame = reading.observations
    total = frame[frame["item"] == "Tổng số"]
    assert dict(zip(total["measure"] + total["period"], total["value"], strict=True)) == {
        "level2020-03": 449923.0,
        "level2020-04": 26241.0,
        "ytd2020-04": 3713020.0,
        "yoy2020-04": 1.787,
        "ytd_yoy2020-04": 62.206,
    }
    assert any(r.kind == "correction" and "one line below" in r.meaning for r in reading.remarks)


def test_a_collapse_is_no_growth(read_sheet: Read) -> None:
    # An index of 1.8 in April 2020 is true: nobody came. It stays, with a doubt.
    reading = read_sheet(APRIL_2020, 2020, 4, MERGED)
    frame = reading.observations
    air = frame[(frame["item"] == "Đường không") & (frame["measure"] == "yoy")]
    assert air["value"].tolist() == [0.567]
    assert [r.kind for r in reading.remarks if "far below 100" in r.meaning] == ["doubt"]


def test_countries_go_by_canonical_names_and_the_rest_by_continent(read_sheet: Read) -> None:
    frame = read_sheet(APRIL_2020, 2020, 4, MERGED).observations
    assert set(frame["item"]) == {
        "Tổng số",
        "Đường không",
        "Châu Á",
        "Trung Quốc",
        "Nước, vùng lãnh thổ khác thuộc châu Á",
        "Châu Mỹ",
        "Nước, vùng lãnh thổ khác thuộc châu Mỹ",
    }


def test_arrivals_by_purpose_give_their_margins(read_sheet: Read) -> None:
    # 2000-11-29, sheet dulich.
    rows = [
        ["7. Xuất nhập cảnh 11 tháng năm 2000"],
        ["", "", "", "", "Lượt người"],
        ["", "", "Tổng số", "Phân theo mục đích", ""],
        ["", "", "", "Du lịch", "Thăm thân"],
        ["", "Nhập cảnh", 1962222.0, 876396.0, 274259.75],
        ["", "Nhật Bản", 127627.0, 91657.0, 2883.0],
        ["", "Xuất cảnh", 2013067.0, 691937.0, 290839.0],
    ]
    reading = read_sheet(rows, 2000, 11, (((2, 3), (2, 4)),))
    frame = reading.observations
    assert dict(zip(frame["item"], frame["value"], strict=True)) == {
        "Tổng số": 1962222.0,
        "Du lịch": 876396.0,
        "Thăm thân nhân": 274259.75,
        "Nhật Bản": 127627.0,
    }
    assert set(frame["period"]) == {"2000-11"}
    assert set(frame["measure"]) == {"ytd"}
    assert [r.meaning for r in reading.remarks] == [
        "a country by purpose has no place",
        "departures",
    ]
