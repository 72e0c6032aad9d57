"""Extracts of foreign direct investment as published; expected figures are the printed ones."""

from __future__ import annotations

from collections.abc import Callable

from phantich.sources.reading import Reading

Read = Callable[..., Reading]

#: 2004-03-29, sheet 05DTNN: headings that repeat the total, a continuation, the office's own codes.
MARCH_2004 = [
    ["", "7. Đầu tư trực tiếp của nước ngoài 2 tháng đầu năm 2004"],
    ["", "", "Số dự án", "Số vốn đăng ký (Nghìn USD)", ""],
    ["", "", "(Dự án)", "Tổng số", "Trong đó: Vốn pháp định"],
    ["", "Tổng số", 83.0, 297555.6, 110115.9],
    ["", "Phân theo ngành kinh tế"],
    ["", "  Xây dựng", 7.0, 9750.0, 5640.0],
    ["", "Phân theo địa phương", 83.0, 297555.6, 110115.9],
    [1.0, "  Hà Nội", 13.0, 21585.5, 11542.1],
    [27.0, "  Tp. Hồ Chí Minh", 27.0, 31020.2, 15205.2],
    [""],
    ["", "7. (Tiếp theo) Đầu tư trực tiếp của nước ngoài 2 tháng đầu năm 2004"],
    ["", "", "Số dự án", "Số vốn đăng ký (Nghìn USD)", ""],
    ["", "", "(Dự án)", "Tổng số", "Trong đó: Vốn pháp định"],
    [31.0, "  Đà Nẵng", 1.0, 2457.1, 1545.1],
    ["", "Phân theo một số nước và lãnh thổ", 83.0, 297555.6, 110115.9],
    ["", "  CHND Trung Hoa", 10.0, 9162.0, 5368.6],
    ["", "  Mỹ", 6.0, 22607.0, 8897.2],
]
MERGED = (((1, 3), (1, 4)), ((11, 3), (11, 4)))


def test_sections_tell_industries_provinces_and_countries(read_sheet: Read) -> None:
    frame = read_sheet(MARCH_2004, 2004, 3, MERGED).observations
    new = frame[frame["component"] == "fdi_new"]
    assert dict(zip(new["area"] + "/" + new["item"], new["value"], strict=True)) == {
        "Việt Nam/Tổng số": 297555.6,
        "Việt Nam/Xây dựng": 9750.0,
        "Hà Nội/Tổng số": 21585.5,
        "TP. Hồ Chí Minh/Tổng số": 31020.2,
        "Đà Nẵng/Tổng số": 2457.1,
        "Việt Nam/Trung Quốc": 9162.0,
        "Việt Nam/Hoa Kỳ": 22607.0,
    }
    assert set(new["unit"]) == {"nghìn USD"}
    assert set(frame["measure"]) == {"ytd"}
    assert set(frame["component"]) == {"fdi_projects", "fdi_new", "fdi_legal"}


def test_a_title_of_another_month_is_a_doubt(read_sheet: Read) -> None:
    reading = read_sheet(MARCH_2004, 2004, 3, MERGED)
    assert set(reading.observations["period"]) == {"2004-03"}
    assert {r.kind for r in reading.remarks} == {"doubt"}
    assert "names 2 months" in reading.remarks[0].meaning


def test_new_and_adjusted_capital_and_the_day_of_the_count(read_sheet: Read) -> None:
    # 2023-01-29, sheet 12. FDI.
    rows = [
        ["12. Đầu tư nước ngoài vào Việt Nam được cấp phép từ 01/01- 20/01/2023"],
        ["", "", "", "Triệu USD"],
        ["", "Số dự án", "Vốn đăng ký", "Vốn đăng ký"],
        ["", "(Dự án)", "cấp mới", "điều chỉnh"],
        ["TỔNG SỐ", 153.0, 1204.915, 306.293],
        ["Phân theo một số địa phương"],
        ["  Bắc Ninh", 20.0, 36.5, 12.5],
        ["Phân theo một số nước và vùng lãnh thổ"],
        ["  Xin-ga-po", 20.0, 767.2, 3.5],
    ]
    reading = read_sheet(rows, 2023, 1)
    frame = reading.observations
    total = frame[(frame["item"] == "Tổng số") & (frame["area"] == "Việt Nam")]
    assert dict(zip(total["component"], total["value"], strict=True)) == {
        "fdi_projects": 153.0,
        "fdi_new": 1204.915,
        "fdi_adjusted": 306.293,
    }
    assert set(total["note"]) == {"đến 20/01/2023"}
    assert set(frame.loc[frame["item"] == "Singapore", "area"]) == {"Việt Nam"}
    assert reading.remarks == ()
