"""Tables by kind: their columns, rows and what stands in the cells."""

from __future__ import annotations

from typing import Any

from phantich.catalog.codelists import code_list

COMMUNES = list(code_list("communes_haiphong").names)


def row(figure: Any, code: str, period: str, value: float, unit: str, **given: Any) -> Any:
    indicator, name = code.split("/")
    measure = given.pop("measure", "level")
    whole = {"indicator": indicator, "component": name, "item": "Tổng số", "unit": unit}
    return figure(period, measure, value, **{**whole, **given})


def cells(table: Any, place: int = 0) -> list[str]:
    return [c.shown.plain() for c in table.rows[place].cells]


def heads(table: Any) -> list[str]:
    return [f"{c.group.plain()}|{c.head.plain()}" for c in table.columns]


def test_a_ratio_has_both_sides_and_changes_in_points(brief_of: Any, figure: Any) -> None:
    rows = [
        row(figure, "HP.A.XII.2/online_dossiers", "2024-10", 340, "hồ sơ"),
        row(figure, "HP.A.XII.2/dossiers", "2024-10", 400, "hồ sơ"),
        row(figure, "HP.A.XII.2/online_rate", "2024-10", 85.0, "%"),
        row(figure, "HP.A.XII.2/online_rate", "2024-09", 84.0, "%"),
        row(figure, "HP.A.XII.2/online_rate", "2024", 87.5, "%", measure="plan"),
    ]
    (table,) = brief_of("haiphong", "HP.A.XII", "2024-10", rows).tables
    assert heads(table) == [
        "|Tử số",
        "|Mẫu số",
        "|Tháng 10/2024",
        "Tăng, giảm so với|Tháng 9/2024",
        "|Mục tiêu năm",
        "|So với mục tiêu",
    ]
    assert cells(table) == ["340", "400", "85,00", "1,00", "87,50", "−2,50"]


def test_the_numerator_of_a_cumulated_ratio_is_the_year_s(brief_of: Any, figure: Any) -> None:
    """60 of 100 were paid since January, 7 of them in October."""
    rows = [
        row(figure, "HP.A.II.3/disbursed", "2024-10", 7.0, "tỷ đồng"),
        row(figure, "HP.A.II.3/disbursed", "2024-10", 60.0, "tỷ đồng", measure="ytd"),
        row(figure, "HP.A.II.3/plan", "2024-10", 100.0, "tỷ đồng"),
        row(figure, "HP.A.II.3/disbursement_rate", "2024-10", 60.0, "%"),
    ]
    brief = brief_of("haiphong", "HP.A.II", "2024-10", rows)
    table = next(t for t in brief.tables if heads(t)[0] == "|Tử số")
    assert cells(table)[:3] == ["60", "100", "60,00"]


def test_gauges_stand_beside_their_levels(brief_of: Any, figure: Any) -> None:
    rows = [
        row(figure, "CT.D.II.33/salinity", f"2026-03-{d:02d}", v, "‰", area="Cần Thơ", item=mouth)
        for mouth, values in (
            ("Cửa Định An (sông Hậu)", (3.0, 5.0)),
            ("Cửa Trần Đề (sông Hậu)", (4.5, 4.1)),
        )
        for d, v in enumerate(values, start=1)
    ]
    brief = brief_of("cantho", "CT.D.II", "2026-03", rows)
    table = next(t for t in brief.tables if t.codes == ("CT.D.II.33",))
    assert heads(table) == [
        "|Số đo gần nhất",
        "|Cao nhất trong tháng",
        "Ngưỡng 4‰|Mức",
        "Ngưỡng 4‰|Thời gian ở trên (ngày)",
    ]
    assert [r.label.plain() for r in table.rows] == [
        "Cửa Định An (sông Hậu)",
        "Cửa Trần Đề (sông Hậu)",
    ]
    assert [cells(table, i) for i in (0, 1)] == [
        ["5,00", "5,00", "4,00", "1,0"],
        ["4,10", "4,50", "4,00", "2,0"],
    ]


def test_a_league_has_the_first_and_the_last_with_last_year_s_rank(
    brief_of: Any, figure: Any
) -> None:
    """Poverty is low where it is good: rank 1 is the lowest rate."""
    places = COMMUNES[:20]
    rows = [
        row(figure, "HP.A.XIII.11/poverty_rate", period, start + i, "%", area=place)
        for period, start, order in (("2026-S1", 1.0, places), ("2025-S1", 1.0, places[::-1]))
        for i, place in enumerate(order)
    ]
    rows.append(row(figure, "HP.A.XIII.11/poverty_rate", "2026-S1", 9.0, "%"))
    brief = brief_of("haiphong", "HP.A.XIII", "2026-06", rows)
    league = next(t for t in brief.tables if "đứng đầu" in t.caption.plain())
    assert [r.label.plain() for r in league.rows] == [*places[:3], *places[-3:]]
    assert cells(league, 0) == ["1", "20", "1,00", "20,00"]
    assert cells(league, 5) == ["20", "1", "20,00", "1,00"]
    full = brief.tables[-1]
    assert full.caption.plain() == "Các địa phương: HP.A.XIII.11"
    assert [r.label.plain() for r in full.rows] == ["Hải Phòng", *places]
    assert full.rows[0].strong


def test_the_situation_sheet_comes_first(brief_of: Any, figure: Any) -> None:
    values = {
        "HP.D.3/people_to_evacuate": (400, "người"),
        "HP.D.3/people_evacuated": (300, "người"),
        "HP.D.3/icu_beds": (600, "giường"),
        "HP.D.5/rice": (12, "tấn"),
    }
    rows = [row(figure, code, "2024-10", v, unit) for code, (v, unit) in values.items()]
    sheet = brief_of("haiphong", "HP.D", "2024-10", rows).tables[0]
    assert sheet.caption.plain() == "Bảng tổng hợp tình hình, tháng 10 năm 2024"
    assert [(r.label.plain(), cells(sheet, i)[0]) for i, r in enumerate(sheet.rows)] == [
        ("Sơ tán dân: Số người trong vùng nguy hiểm cần sơ tán (người)", "400"),
        ("Sơ tán dân: Số người đã hoàn thành sơ tán (người)", "300"),
        ("Sơ tán dân: Tiến độ sơ tán (%)", "75,00"),
        ("Dịch bệnh, điều trị: Số giường ICU (giường)", "600"),
        ("Hỗ trợ, cứu trợ: Tổng số gạo hỗ trợ (tấn)", "12"),
    ]


def test_flows_without_parts_share_a_table(brief_of: Any, figure: Any) -> None:
    rows = [
        row(figure, "HP.A.VI.7/cut", "2024-10", 1.5, "ha"),
        row(figure, "HP.A.VI.7/burned", "2024-10", 2.5, "ha"),
    ]
    (table,) = brief_of("haiphong", "HP.A.VI", "2024-10", rows).tables
    assert [r.label.plain() for r in table.rows] == [
        "Diện tích rừng bị chặt phá (ha)",
        "Diện tích rừng bị cháy (ha)",
    ]


def test_an_old_figure_says_so_below_the_table(brief_of: Any, figure: Any) -> None:
    rows = [
        row(figure, "HP.B.8/unemployment_rate", "2024-Q2", 2.4, "%"),
        row(figure, "HP.B.8/unemployment_rate", "2024-Q1", 2.5, "%"),
    ]
    (table,) = brief_of("haiphong", "HP.B", "2024-10", rows).tables
    assert "số liệu quý II năm 2024, chưa có số liệu kỳ mới hơn" in table.note.plain()


def test_projects_stand_in_one_table_the_worst_first(brief_of: Any, figure: Any) -> None:
    """Plan 10, 20, 30: done 5, 10, 15 (0,50: red), 10, 20, 28 (0,93: amber), 10, 20, 30 (green)."""
    names = {
        "Đường Vành đai 2, đoạn Tân Vũ - Hưng Đạo - đường Bùi Viện": (10.0, 20.0, 30.0),
        "Tuyến đường sắt Lào Cai - Hà Nội - Hải Phòng": (10.0, 20.0, 28.0),
        "Cầu Nguyễn Trãi": (5.0, 10.0, 15.0),
    }
    months = ("2024-08", "2024-09", "2024-10")
    works = {"indicator": "HP.C.2", "component": "works_physical", "unit": "%"}
    rows = []
    for item, done in {"Tổng số": (8.0, 16.0, 25.0), **names}.items():
        for month, value, planned in zip(months, done, (10.0, 20.0, 30.0), strict=True):
            given = {**works, "item": item}
            rows.append(figure(month, "level", value, **given))
            rows.append(figure(month, "plan", planned, **given))
    land = {"indicator": "HP.C.2", "component": "land_clearance", "unit": "%"}
    rows.append(figure("2024-10", "level", 44.8, **land, item="Cầu Nguyễn Trãi"))
    rows.append(figure("2024-10", "level", 66.1, **land, item="Tổng số"))
    table = brief_of("haiphong", "HP.C", "2024-10", rows).tables[0]
    assert table.caption.plain() == "Các dự án: tiến độ, mặt bằng, vốn, tháng 10 năm 2024"
    heads = [c.head.plain() for c in table.columns]
    assert heads == [
        "Kế hoạch (%)", "Thực hiện (%)", "Chỉ số tiến độ (lần)", "Chậm (+), sớm (−), tháng",
        "Giải phóng mặt bằng (%)",
    ]  # fmt: skip
    shown = [(row.label.plain(), [c.shown.plain() for c in row.cells]) for row in table.rows]
    # 15/30 = 0,50, and 15 was planned for half-way from August to September: 1,5 months late;
    # 28/30 = 0,93, and 28 for 0,8 of the way from September to October: 0,2 months late.
    assert shown[1:] == [
        ("Cầu Nguyễn Trãi – đèn đỏ", ["30,0", "15,0", "0,50", "1,5", "44,8"]),
        ("Tuyến đường sắt Lào Cai - Hà Nội - Hải Phòng – đèn vàng",
         ["30,0", "28,0", "0,93", "0,2", ""]),
        ("Đường Vành đai 2, đoạn Tân Vũ - Hưng Đạo - đường Bùi Viện – đèn xanh",
         ["30,0", "30,0", "1,00", "0,0", ""]),
    ]  # fmt: skip
    assert shown[0][0] == "Chung – đèn vàng"


def test_a_flow_of_whole_numbers_has_no_decimals_and_no_year_to_date_twice(
    brief_of: Any, figure: Any
) -> None:
    made = {"indicator": "HP.A.XIII.10", "component": "new_household_businesses"}
    given = {**made, "item": "Tổng số", "unit": "hộ kinh doanh"}
    rows = [
        figure("2026-S1", "level", 540.0, **given),
        figure("2026-S1", "ytd", 540.0, **given),
    ]
    table = next(
        t for t in brief_of("haiphong", "HP.A.XIII", "2026-10", rows).tables
        if t.codes == ("HP.A.XIII.10",)
    )  # fmt: skip
    assert [c.head.plain() for c in table.columns] == ["Thực hiện 6 tháng đầu năm 2026"]
    assert [c.shown.plain() for c in table.rows[0].cells] == ["540"]


def test_years_to_date_of_parts_are_sums_of_their_months(brief_of: Any, figure: Any) -> None:
    """10 + 20 + 30 = 60 and 1 + 2 + 3 = 6 of a printed 100; February lacks of the third part."""
    whole, part, other, third = (
        "Tổng thu ngân sách nhà nước", "Thu nội địa", "Thu từ hoạt động xuất nhập khẩu", "Thu khác",
    )  # fmt: skip
    rows = [figure("2024-03", "ytd", 100.0)]
    for n, month in enumerate(("2024-01", "2024-02", "2024-03"), start=1):
        rows.append(figure(month, "level", (30.0, 30.0, 40.0)[n - 1], item=whole))
        rows.append(figure(month, "level", 10.0 * n, item=part))
        rows.append(figure(month, "level", 1.0 * n, item=other))
        if n != 2:
            rows.append(figure(month, "level", 5.0, item=third))
    brief = brief_of("haiphong", "HP.A.II", "2024-03", rows)
    prefix = "HP.A.II.1/revenue"
    found = {
        item: brief.content.facts.get(f"{prefix}|{item}|Hải Phòng|2024-03|ytd")
        for item in (part, other, third)
    }
    assert [f and f.value for f in found.values()] == [60.0, 6.0, None]
    assert found[part] is not None
    assert found[part].rule == "sum of the months since January"


def test_a_published_plan_takes_the_place_of_a_simulated_share(brief_of: Any, figure: Any) -> None:
    """170 of a published 200 is 85 %, whatever the simulation says of its own plan."""
    simulated = {"source": "simulated:seed=1"}
    rows = [
        figure("2024-10", "ytd", 170.0, **simulated),
        figure("2024-10", "pct_plan:council", 80.0, **simulated),
        figure("2024", "plan:council", 200.0, unit="tỷ đồng"),
    ]
    brief = brief_of("haiphong", "HP.A.II", "2024-10", rows)
    key = "HP.A.II.1/revenue|Tổng thu ngân sách nhà nước|Hải Phòng|2024-10|pct_plan:council"
    fact = brief.content.facts[key]
    assert (fact.value, fact.simulated) == (85.0, True)
