"""Extracts of export and import tables as published; expected figures are the printed ones."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from phantich.sources.reading import Reading

Read = Callable[..., Reading]

#: 2009-06-29, sheet XK, and its footnote from sheet NK: rows as printed, header merged over pairs.
JUNE_2009 = [
    ["13. Nhập khẩu hàng hoá tháng 6 và 6 tháng đầu năm 2009"],
    ["", "", "", "", "Nghìn tấn, triệu USD"],
    [
        "",
        "",
        "Ước tính\ntháng 6\nnăm 2009",
        "",
        "6 tháng năm 2009\nso với cùng kỳ\nnăm 2008 (%)",
        "",
    ],
    ["", "", "Lượng", "Trị giá", "Lượng", "Trị giá"],
    ["Tổng trị giá", "", "", 5950.0, "", 65.9],
    ["", "Khu vực kinh tế trong nước", "", 3850.0, "", 62.3],
    ["", "Khu vực có vốn đầu tư NN", "", 2100.0, "", 73.8],
    ["Mặt hàng chủ yếu"],
    ["", "Xăng dầu", 1000.0, 548.0, 99.3, 49.7],
    ["", "Ô tô(*)", "", 230.0, "", 68.2],
    ["", "Trong đó: Nguyên chiếc", 5.5, 80.0, 71.2, 60.1],
    ["", "Xe máy(*)", "", 60.0, "", 80.5],
    ["", "Trong đó: Nguyên chiếc", 7.5, 6.8, 70.3, 87.9],
    ["", "(*)Nghìn chiếc, triệu USD"],
]
MERGED = (((2, 2), (2, 3)), ((2, 4), (2, 5)))


def _only(frame: pd.DataFrame, **wanted: str) -> pd.Series:
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1, frame
    return frame.iloc[0]


def test_values_and_quantities_are_components_with_their_own_units(read_sheet: Read) -> None:
    frame = read_sheet(JUNE_2009, 2009, 6, MERGED).observations
    total = _only(frame, item="Tổng trị giá", measure="level")
    assert (total["component"], total["value"], total["unit"]) == ("imports", 5950.0, "triệu USD")
    assert (total["period"], total["status"]) == ("2009-06", "E")
    assert total["source"] == "2009-06-28-x.xls!Biểu!D5"
    petrol = _only(frame, item="Xăng dầu", component="imports_quantity", measure="level")
    assert (petrol["value"], petrol["unit"]) == (1000.0, "nghìn tấn")
    growth = _only(frame, item="Xăng dầu", component="imports_quantity", measure="ytd_yoy")
    assert (growth["value"], growth["unit"], growth["period"]) == (99.3, "%", "2009-06")


def test_parts_of_vehicles_go_by_the_vehicle_and_count_pieces(read_sheet: Read) -> None:
    frame = read_sheet(JUNE_2009, 2009, 6, MERGED).observations
    cars = _only(frame, item="Ô tô nguyên chiếc", component="imports_quantity", measure="level")
    bikes = _only(frame, item="Xe máy nguyên chiếc", component="imports_quantity", measure="level")
    assert (cars["value"], cars["unit"]) == (5.5, "nghìn chiếc")
    assert (bikes["value"], bikes["unit"]) == (7.5, "nghìn chiếc")
    value = _only(frame, item="Ô tô nguyên chiếc", component="imports", measure="level")
    assert (value["value"], value["unit"]) == (80.0, "triệu USD")


def test_a_quantity_without_a_unit_is_reported_and_left_out(read_sheet: Read) -> None:
    reading = read_sheet(JUNE_2009[:-1], 2009, 6, MERGED)
    frame = reading.observations
    assert not ((frame["item"] == "Ô tô nguyên chiếc") & (frame["component"] == "imports_quantity")
                & (frame["measure"] == "level")).any()  # fmt: skip
    assert any(
        r.kind == "unplaced" and "C11 5.5" in r.found and "unit" in r.meaning
        for r in reading.remarks
    )


def test_crude_oil_below_a_sector_is_not_the_good(read_sheet: Read) -> None:
    # 2009-06-29, sheet XK.
    rows = [
        ["13. Xuất khẩu hàng hoá tháng 6 và 6 tháng đầu năm 2009"],
        ["", "", "", "Nghìn tấn, triệu USD"],
        ["", "", "Cộng dồn\n6 tháng\nnăm 2009", ""],
        ["", "", "Lượng", "Trị giá"],
        ["Tổng trị giá", "", "", 27612.0],
        ["", "Khu vực kinh tế trong nước", "", 13988.0],
        ["", "Khu vực có vốn đầu tư NN", "", 13624.0],
        ["", "  Dầu thô", "", 3310.0],
        ["", "  Hàng hoá khác", "", 10314.0],
        ["Mặt hàng chủ yếu"],
        ["", "Thủy sản", "", 1703.0],
        ["", "Dầu thô", 8282.0, 3310.5],
    ]
    frame = read_sheet(rows, 2009, 6, (((2, 2), (2, 3)),)).observations
    oil = frame[frame["item"].str.startswith("Dầu thô") & (frame["component"] == "exports")]
    assert dict(zip(oil["item"], oil["value"], strict=True)) == {
        "Dầu thô (khu vực có vốn đầu tư nước ngoài)": 3310.0,
        "Dầu thô": 3310.5,
    }
    rest = _only(frame, item="Hàng hóa khác (khu vực có vốn đầu tư nước ngoài)")
    assert rest["value"] == 10314.0


def test_working_columns_beside_the_table_are_reported(read_sheet: Read) -> None:
    # 2016-03-29, sheet XK: the office's own columns right of the print area.
    rows = [
        ["13. Hàng hóa xuất khẩu"],
        ["", "Ước tính tháng 3 năm 2016", "tht2-utt2"],
        ["TỔNG TRỊ GIÁ", 14300.0, 12.5],
        ["Khu vực kinh tế trong nước", 4100.0, 3.5],
    ]
    reading = read_sheet(rows, 2016, 3)
    assert set(reading.observations["value"]) == {14300.0, 4100.0}
    (remark,) = [r for r in reading.remarks if r.kind == "unplaced"]
    assert remark.where.endswith("!C3")
    assert "2 figures down to C4 under «tht2-utt2»" in remark.found


def test_quarters_with_last_years_header_are_put_right(read_sheet: Read) -> None:
    # As 2024-12-29, sheet 24. VĐT NSNN quy.
    rows = [
        ["29. Hàng hóa xuất khẩu các quý năm 2023"],
        ["", "Triệu USD"],
        ["", "Thực hiện quý III năm 2023", "Sơ bộ quý IV năm 2023"],
        ["TỔNG TRỊ GIÁ", 108590.173, 105881.567],
        ["Khu vực kinh tế trong nước", 30242.758, 31135.974],
    ]
    reading = read_sheet(rows, 2024, 12)
    assert set(reading.observations["period"]) == {"2024-Q3", "2024-Q4"}
    assert {r.meaning for r in reading.remarks} == {"year 2023 read as 2024"}
