"""Extracts of published tables; expected figures are the printed ones."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from phantich.sources.reading import Reading

Read = Callable[..., Reading]


def figures(frame: pd.DataFrame, **where: str) -> dict[tuple[str, str], tuple[float, str]]:
    """(period, measure) → (value, unit) of the rows that have these values."""
    for column, value in where.items():
        frame = frame[frame[column] == value]
    return {(r.period, r.measure): (r.value, r.unit) for r in frame.itertuples(index=False)}


def test_industrial_production_of_january_with_the_year_before(read_sheet: Read) -> None:
    # 2015-01-29, sheet IIP: two columns about December and the year before stand first.
    frame = read_sheet([
        ["2. Chỉ số sản xuất công nghiệp"],
        ["", "Tháng 12 năm 2014 so với tháng 12 năm 2013", "Năm 2014 so với năm 2013",
         "Tháng 1 năm 2015 so với tháng 12 năm 2014", "Tháng 1 năm 2015 so với tháng 1 năm 2014"],
        ["Toàn ngành công nghiệp", 109.6, 107.6, 97.2312532736073, 117.5],
        ["Sản xuất chế biến thực phẩm", 104.1, 105.0, 99.1, 110.2],
    ], 2015, 1).observations  # fmt: skip
    assert figures(frame, item="Toàn ngành công nghiệp") == {
        ("2014-12", "yoy"): (109.6, "%"),
        ("2014", "yoy"): (107.6, "%"),
        ("2015-01", "mom"): (97.2312532736073, "%"),
        ("2015-01", "yoy"): (117.5, "%"),
    }
    assert "Sản xuất, chế biến thực phẩm" in set(frame["item"])


def test_header_with_words_swapped(read_sheet: Read) -> None:
    # 2013-05-29, sheet IIP, D6: «Tháng 5 năm 2013 tháng 5 so với năm 2012».
    frame = read_sheet([
        ["2. Chỉ số sản xuất công nghiệp"],
        ["", "Tháng 5 năm 2013 so với tháng 4 năm 2013",
         "Tháng 5 năm 2013 tháng 5 so với năm 2012"],
        ["Toàn ngành công nghiệp", 103.2, 106.72],
    ], 2013, 5).observations  # fmt: skip
    assert figures(frame)[("2013-05", "yoy")] == (106.72, "%")


def test_a_continuation_keeps_the_first_tables_date(read_sheet: Read) -> None:
    # 2019-09-28, sheet 6. LĐCN_DP: the second page still says 1/8/2019.
    reading = read_sheet([
        ["13. Chỉ số sử dụng lao động của doanh nghiệp công nghiệp phân theo địa phương"],
        ["", "Chỉ số sử dụng lao động thời điểm 1/9/2019 so với cùng thời điểm tháng trước",
         "Chỉ số sử dụng lao động thời điểm 1/9/2019 so với cùng thời điểm năm trước"],
        ["CẢ NƯỚC", 101.2, 102.3],
        ["Hải Phòng", 102.1, 106.9],
        ["13. (Tiếp theo) Chỉ số sử dụng lao động của doanh nghiệp công nghiệp "
         "phân theo địa phương"],
        ["", "Chỉ số sử dụng lao động thời điểm 1/8/2019 so với cùng thời điểm tháng trước",
         "Chỉ số sử dụng lao động thời điểm 1/8/2019 so với cùng thời điểm năm trước"],
        ["Cần Thơ", 100.1, 100.46],
    ], 2019, 9)  # fmt: skip
    frame = reading.observations
    assert figures(frame, area="Cần Thơ") == {
        ("2019-09", "mom"): (100.1, "%"),
        ("2019-09", "yoy"): (100.46, "%"),
    }
    assert [remark.kind for remark in reading.remarks] == ["correction", "correction"]


def test_a_misspelt_province_is_not_taken_for_a_sector(read_sheet: Read) -> None:
    reading = read_sheet([
        ["2. Giá trị sản xuất công nghiệp (Giá so sánh 1994)"],
        ["", "Thực hiện tháng 3 năm 2004", "Ước tính tháng 4 năm 2004"],
        ["Tổng số", 28000.0, 29590.0],
        ["Hải Phòng", 1300.0, 1439.3],
        ["Ngoài quốc doanh", 380.0, 394.5],
        ["Hải Dươngg", 500.0, 588.2],
    ], 2004, 4)  # fmt: skip
    frame = reading.observations
    assert set(zip(frame["area"], frame["item"], strict=True)) == {
        ("Việt Nam", "Tổng số"), ("Hải Phòng", "Tổng số"), ("Hải Phòng", "Ngoài Nhà nước"),
    }  # fmt: skip
    (remark,) = reading.remarks
    assert remark.kind == "unplaced"
    assert "Hải Dươngg" in remark.found


def test_products_keep_their_own_units_under_ditto_marks(read_sheet: Read) -> None:
    # 2000-02-29, sheet 3sp.
    frame = read_sheet([
        ["3. Một số sản phẩm chủ yếu của ngành công nghiệp"],
        ["", "Đơn vị", "Chính thức", "Ước tính"],
        ["", "tính", "tháng 1 năm 2000", "tháng 2 năm 2000"],
        ["A", "B", 1.0, 2.0],
        ["Than sạch", "1.000 tấn", 825.6, 742.8],
        ["- Trung ương", '"', 800.0, 720.0],
        ["Sữa hộp", "Triệu hộp", 15.8, 13.0],
    ], 2000, 2).observations  # fmt: skip
    assert set(zip(frame["item"], frame["unit"], strict=True)) == {
        ("Than sạch", "nghìn tấn"), ("Than sạch / Trung ương", "nghìn tấn"),
        ("Sữa hộp", "triệu hộp"),
    }  # fmt: skip


def test_rice_by_province_with_absolute_changes(read_sheet: Read) -> None:
    # 2018-06-29, sheet dxdp (2): «-14.9» is a text.
    frame = read_sheet([
        ["4. Diện tích, năng suất, sản lượng lúa đông xuân năm 2018 phân theo địa phương"],
        ["", "Thực hiện vụ đông xuân 2018", "", "Tăng/giảm so với vụ đông xuân 2017", ""],
        ["", "Diện tích (Nghìn ha)", "Năng suất (Tạ/ha)", "Diện tích (Nghìn ha)",
         "Năng suất (Tạ/ha)"],
        ["CẢ NƯỚC", 3102.2, 66.3, "-14.9", 4.1],
        ["Hải Phòng", 32.1, 70.2, -0.8, 0.5],
    ], 2018, 6, (((1, 1), (1, 2)), ((1, 3), (1, 4)))).observations  # fmt: skip
    city = frame[frame["area"] == "Hải Phòng"]
    assert {(r.component, r.period, r.measure, r.value, r.unit)
            for r in city.itertuples(index=False)} == {
        ("area", "2018-DX", "level", 32.1, "nghìn ha"),
        ("yield", "2018-DX", "level", 70.2, "tạ/ha"),
        ("area_change", "2018-DX", "level", -0.8, "nghìn ha"),
        ("yield_change", "2018-DX", "level", 0.5, "tạ/ha"),
    }  # fmt: skip
    assert -14.9 in set(frame["value"])


def test_transport_by_what_is_carried_and_how_it_is_counted(read_sheet: Read) -> None:
    # 2013-04-29, sheet VanTai HK- HH: units stand in the row of the heading.
    frame = read_sheet([
        ["10. Vận tải hành khách và hàng hóa"],
        ["", "Thực hiện 4 tháng đầu năm 2013 Vận chuyển",
         "Thực hiện 4 tháng đầu năm 2013 Luân chuyển"],
        ["A. HÀNH KHÁCH", "Nghìn HK", "Triệu HK.km"],
        ["Tổng số", 910011.1, 40003.7],
        ["Đường sông", 68015.8, 1493.7],
        ["B. HÀNG HÓA", "Nghìn tấn", "Triệu tấn.km"],
        ["Tổng số", 328645.1, 59370.0],
    ], 2013, 4).observations  # fmt: skip
    found = {(r.component, r.item, r.unit): r.value for r in frame.itertuples(index=False)}
    assert found == {
        ("passengers", "Tổng số", "nghìn lượt khách"): 910011.1,
        ("passenger_km", "Tổng số", "triệu lượt khách.km"): 40003.7,
        ("passengers", "Đường thủy nội địa", "nghìn lượt khách"): 68015.8,
        ("passenger_km", "Đường thủy nội địa", "triệu lượt khách.km"): 1493.7,
        ("freight", "Tổng số", "nghìn tấn"): 328645.1,
        ("freight_km", "Tổng số", "triệu tấn.km"): 59370.0,
    }


def test_enterprises_leave_the_offices_own_columns_out(read_sheet: Read) -> None:
    # 2024-12-29, sheet 17. Chi tieu DN: sums without a header stand to the right.
    reading = read_sheet([
        ["17. Một số chỉ tiêu về doanh nghiệp"],
        ["", "Tháng 12 năm 2024", "Năm 2024", "Năm 2024 so với năm 2023 (%)", "", ""],
        ["Doanh nghiệp đăng ký thành lập mới (DN)", 9996.0, 157240.0, 98.6127486641748, "",
         -10.42],
        ["Vốn đăng ký (Tỷ đồng)", 96406.0, 1547032.0, 98.1747, "", -30.4],
        ["Vốn đăng ký bình quân 1 doanh nghiệp (Tỷ đồng)", 9.64, 9.84, 99.6, "", -22.3],
    ], 2024, 12)  # fmt: skip
    frame = reading.observations
    assert figures(frame, component="new") == {
        ("2024-12", "level"): (9996.0, "doanh nghiệp"),
        ("2024-12", "ytd"): (157240.0, "doanh nghiệp"),
        ("2024-12", "ytd_yoy"): (98.6127486641748, "%"),
    }
    assert set(frame["component"]) == {"new", "new_capital", "new_capital_average"}
    assert [remark.kind for remark in reading.remarks] == ["unplaced"]


def test_gdp_at_current_and_at_constant_prices(read_sheet: Read) -> None:
    # 2015-06-29, sheet GDP: the period stands in the title only.
    frame = read_sheet([
        ["1. Tổng sản phẩm trong nước 6 tháng đầu năm 2015"],
        ["", "Theo giá hiện hành Tổng số (Tỷ đồng)", "Theo giá hiện hành Cơ cấu (%)",
         "Theo giá so sánh 2010 Tổng số (Tỷ đồng)",
         "Theo giá so sánh 2010 Tốc độ phát triển so với 6 tháng đầu năm 2014 (%)"],
        ["TỔNG SỐ", 1779169.67, 100.0, 1224878.22, 106.28],
        ["Nông, lâm nghiệp và thủy sản", 297696.6, 16.73, 209943.3, 102.36],
    ], 2015, 6).observations  # fmt: skip
    total = frame[frame["item"] == "Tổng số"]
    assert {(r.component, r.period, r.measure, r.value, r.unit)
            for r in total.itertuples(index=False)} == {
        ("current", "2015-06", "ytd", 1779169.67, "tỷ đồng"),
        ("current", "2015-06", "ytd_share", 100.0, "%"),
        ("constant", "2015-06", "ytd", 1224878.22, "tỷ đồng (giá so sánh 2010)"),
        ("constant", "2015-06", "ytd_yoy", 106.28, "%"),
    }  # fmt: skip


def test_price_index_against_a_base_year_names_it_in_the_unit(read_sheet: Read) -> None:
    # 2014-09-29, sheet XNK$tygiaTM.
    frame = read_sheet([
        ["17. Tỷ giá thương mại hàng hóa 9 tháng năm 2014"],
        ["", "Quý III năm 2014 so với: Quý III năm 2013",
         "Quý III năm 2014 so với: Quý II năm 2014",
         "9 tháng năm 2014 so với: Kỳ gốc năm 2010", "9 tháng năm 2014 so với: Cùng kỳ năm 2013"],
        ["CHỈ SỐ CHUNG", 101.6, 99.6, 117.3, 101.2],
    ], 2014, 9).observations  # fmt: skip
    assert figures(frame, item="Chỉ số chung") == {
        ("2014-Q3", "yoy"): (101.6, "%"),
        ("2014-Q3", "qoq"): (99.6, "%"),
        ("2014-09", "vs_base"): (117.3, "2010=100"),
        ("2014-09", "ytd_average"): (101.2, "%"),
    }


def test_a_year_put_right_into_another_columns_is_left_out(read_sheet: Read) -> None:
    # 2021-03-29, sheet DN1: the first column says 2019 and means 2020.
    reading = read_sheet([
        ["12. Doanh nghiệp đăng ký thành lập mới"],
        ["", "Quý I năm 2019 Số DN (DN)", "Quý I năm 2021 Số DN (DN)"],
        ["TỔNG SỐ", 29710.0, 29300.0],
    ], 2021, 3)  # fmt: skip
    assert figures(reading.observations) == {("2021-03", "ytd"): (29300.0, "doanh nghiệp")}
    assert "unplaced" in {remark.kind for remark in reading.remarks}


def test_generic_table_is_found_by_title_header_and_area(read_sheet: Read) -> None:
    # 2001-12-31, sheet 19GD: «Tỷ lệ tốt nghiệp» of the last group lacks its heading.
    frame = read_sheet([
        ["25. Kết quả thi tốt nghiệp phổ thông năm học 2000-2001"],
        ["", "Tiểu học", "", "", "Trung học phổ thông", ""],
        ["", "Số dự thi (Người)", "Tỷ lệ tốt nghiệp (%)", "", "Số dự thi (Người)",
         "Tỷ lệ tốt nghiệp (%)"],
        ["Cả nước", 1883244.0, 99.0, "", 289445.0, 92.39],
        ["Hải Phòng", 39232.0, 99.74, "", 18220.0, 97.07],
    ], 2001, 12, (((1, 1), (1, 2)),)).observations  # fmt: skip
    city = frame[frame["area"] == "Hải Phòng"]
    title = "Kết quả thi tốt nghiệp phổ thông năm học 2000-2001"
    assert {(r.item, r.value, r.unit) for r in city.itertuples(index=False)} == {
        (f"{title}: Tiểu học | Số dự thi", 39232.0, "người"),
        (f"{title}: Tiểu học | Tỷ lệ tốt nghiệp", 99.74, "%"),
        (f"{title}: Trung học phổ thông | Số dự thi", 18220.0, "người"),
        (f"{title}: Trung học phổ thông | Tỷ lệ tốt nghiệp", 97.07, "%"),
    }
    assert set(city["period"]) == {"2001-12"}
    assert f"25. {title} » Tiểu học | Số dự thi (Người)" in set(city["note"])


@pytest.mark.parametrize(
    ("label", "period"), [("Quý I năm 2024", "2024-Q1"), ("Ước tính năm 2024", "2024")]
)
def test_rows_may_be_periods(read_sheet: Read, label: str, period: str) -> None:
    frame = read_sheet([
        ["48. Tỷ lệ thất nghiệp và tỷ lệ thiếu việc làm"],
        ["", "Chung", "Thành thị"],
        ["Tỷ lệ thất nghiệp trong độ tuổi lao động", "", ""],
        [label, 2.24, 2.64],
    ], 2024, 12).observations  # fmt: skip
    assert set(frame["period"]) == {period}
    assert all("Tỷ lệ thất nghiệp trong độ tuổi" in item for item in frame["item"])
