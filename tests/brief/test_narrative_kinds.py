"""The turns of every kind; the numbers in the comments are worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from phantich.brief import Brief
from phantich.brief.model.editions import Changes, Revision
from phantich.brief.model.facts import Fact
from phantich.brief.model.flags import Flag
from phantich.brief.text import literal

CITY = {"area": "Hải Phòng", "item": "Tổng số"}


def of(figure: Any, code: str, unit: str, **fixed: Any) -> Any:
    """A maker of figures of one component: period, value, and what differs."""
    indicator, name = code.split("/")
    standard = {**CITY, "indicator": indicator, "component": name, "unit": unit, **fixed}

    def make(period: str, value: float, measure: str = "level", **given: Any) -> dict[str, Any]:
        row: dict[str, Any] = figure(period, measure, value, **{**standard, **given})
        return row

    return make


def said(brief: Any, code: str, lang: str = "vi") -> list[str]:
    """All sentences of an indicator's chapter."""
    chapter = next(c for i, c in brief.told if i.code == code)
    return [s.plain(lang).replace("\xa0", " ") for p in chapter.paragraphs for s in p]


def test_a_stock_against_the_month_the_year_s_end_and_the_year(brief_of: Any, figure: Any) -> None:
    """102/100 = +2,0 %; 102/96 = +6,25 → 6,3 %; 102/85 = +20 %."""
    credit = of(figure, "HP.A.III.1/credit", "tỷ đồng")
    values = {"2024-10": 85.0, "2024-12": 96.0, "2025-09": 100.0, "2025-10": 102.0}
    rows = [credit(period, value) for period, value in values.items()]
    brief = brief_of("haiphong", "HP.A.III", "2025-10", [r | {"area": "Hải Phòng"} for r in rows])
    # The territory grew in July 2025: neither the year's end nor the year before compares.
    assert said(brief, "HP.A.III.1")[0] == (
        "Đến cuối tháng 10 năm 2025, dư nợ tín dụng là 102 tỷ đồng, tăng 2,0% so với tháng trước."
    )
    values = {"2023-10": 85.0, "2023-12": 96.0, "2024-09": 100.0, "2024-10": 102.0}
    rows = [credit(period, value) for period, value in values.items()]
    brief = brief_of("haiphong", "HP.A.III", "2024-10", rows)
    assert said(brief, "HP.A.III.1")[0] == (
        "Đến cuối tháng 10 năm 2024, dư nợ tín dụng là 102 tỷ đồng, tăng 2,0% so với tháng trước, "
        "tăng 6,3% so với cuối năm trước và tăng mạnh 20,0% so với cùng kỳ năm trước."
    )


def test_a_stock_that_stands_still_says_so_once(brief_of: Any, figure: Any) -> None:
    zones = of(figure, "HP.A.IV.4/zones", "khu")
    rows = [zones(p, 45.0) for p in ("2023-10", "2023-12", "2024-09", "2024-10")]
    assert said(brief_of("haiphong", "HP.A.IV", "2024-10", rows), "HP.A.IV.4")[0] == (
        "Đến cuối tháng 10 năm 2024, số khu công nghiệp, khu chế xuất, khu kinh tế đã thành lập "
        "đạt 45 khu, không đổi so với tháng trước, cuối năm trước và cùng kỳ năm trước."
    )


def test_few_events_are_told_by_their_difference(brief_of: Any, figure: Any) -> None:
    fires = of(figure, "HP.A.X.3/fires", "vụ")
    rows = [
        fires("2023-10", 8),
        fires("2024-09", 9),
        fires("2024-10", 3),
        fires("2024-10", 101, "ytd"),
    ]
    assert said(brief_of("haiphong", "HP.A.X", "2024-10", rows), "HP.A.X.3")[:2] == [
        "Số vụ cháy tháng 10 năm 2024 là 3 vụ, giảm 6 vụ so với tháng trước và giảm 5 vụ so với "
        "cùng kỳ năm trước.",
        "Tính chung 10 tháng có 101 vụ.",
    ]


def test_many_events_have_a_rate_beside_the_difference(brief_of: Any, figure: Any) -> None:
    """50 → 40: −10, −20 %."""
    fires = of(figure, "HP.A.X.3/fires", "vụ")
    rows = [fires("2024-09", 50), fires("2024-10", 40)]
    assert said(brief_of("haiphong", "HP.A.X", "2024-10", rows), "HP.A.X.3")[0] == (
        "Số vụ cháy tháng 10 năm 2024 là 40 vụ, giảm 10 vụ (20,0%) so với tháng trước."
    )


def test_nothing_happened(brief_of: Any, figure: Any) -> None:
    deaths = of(figure, "HP.A.X.3/deaths", "người")
    calm = brief_of("haiphong", "HP.A.X", "2024-10", [deaths("2024-09", 0), deaths("2024-10", 0)])
    assert said(calm, "HP.A.X.3")[0] == "Số người chết do cháy tháng 10 năm 2024: không phát sinh."
    after = brief_of("haiphong", "HP.A.X", "2024-10", [deaths("2024-09", 2), deaths("2024-10", 0)])
    assert said(after, "HP.A.X.3")[0] == (
        "Số người chết do cháy tháng 10 năm 2024: không phát sinh, giảm 2 người so với tháng trước."
    )


def test_a_flow_of_zero_neither_rises_nor_falls_by_a_hundred_per_cent(
    brief_of: Any, figure: Any
) -> None:
    rice = of(figure, "HP.D.5/rice", "tấn")
    rows = [rice("2023-10", 12.0), rice("2024-09", 3.0), rice("2024-10", 0.0)]
    (first, *_) = said(brief_of("haiphong", "HP.D", "2024-10", rows), "HP.D.5")
    assert first == (
        "Tổng số gạo hỗ trợ tháng 10 năm 2024: không phát sinh (cùng kỳ năm trước: 12 tấn)."
    )


def test_first_figures_have_nothing_to_be_compared_with(brief_of: Any, figure: Any) -> None:
    rows = [of(figure, "HP.D.5/rice", "tấn")("2024-10", 3.0)]
    assert said(brief_of("haiphong", "HP.D", "2024-10", rows), "HP.D.5") == [
        "Tổng số gạo hỗ trợ tháng 10 năm 2024 đạt 3 tấn.",
        "Đây là kỳ đầu tiên có số liệu nên chưa so sánh được.",
    ]


def test_a_balance_changes_its_sign(brief_of: Any, figure: Any) -> None:
    balance = of(figure, "HP.A.II.5/trade_balance", "triệu USD")
    rows = [balance("2024-09", -120.0), balance("2024-10", 35.5)]
    assert said(brief_of("haiphong", "HP.A.II", "2024-10", rows), "HP.A.II.5")[0] == (
        "Cán cân thương mại hàng hóa tháng 10 năm 2024 thặng dư 35,5 triệu USD, chuyển từ thâm hụt "
        "120 triệu USD của tháng 9 năm 2024."
    )


def test_the_base_explains_the_year_s_change(brief_of: Any, figure: Any) -> None:
    """A year ago 100 → 150 (+50 %); now 150 → 151. The year's change falls from +50 % to +0,7 %."""
    rice = of(figure, "HP.D.5/rice", "tấn")
    values = {"2023-09": 100.0, "2023-10": 150.0, "2024-09": 150.0, "2024-10": 110.0}
    moved = [rice(p, v) for p, v in values.items()]
    told = said(brief_of("haiphong", "HP.D", "2024-10", moved), "HP.D.5")
    assert not any("nền so sánh" in s for s in told)
    still = [rice(p, v) for p, v in (values | {"2024-10": 165.0}).items()]
    told = said(brief_of("haiphong", "HP.D", "2024-10", still), "HP.D.5")
    assert told[1] == (
        "So sánh cùng kỳ chịu ảnh hưởng của nền so sánh: tháng 10 năm 2023 tăng 50,0% so với tháng "
        "liền trước."
    )


def test_the_plan_is_met(brief_of: Any, figure: Any) -> None:
    rows = [
        figure("2024-10", "ytd", 106.0),
        figure("2024", "plan:council", 100.0, unit="tỷ đồng"),
    ]
    told = said(brief_of("haiphong", "HP.A.II", "2024-10", rows), "HP.A.II.1")
    assert told[1] == "Đã hoàn thành dự toán năm Hội đồng nhân dân thành phố giao."


def test_the_pace_against_two_past_years_and_what_each_month_must_bring(
    brief_of: Any, figure: Any
) -> None:
    """Past years had 10/12 and 8/10 by October, 81,7 %. Now 60 of 100: 21,7 late, 20 a month."""
    shapes = {"2022": (12.0, 10.0), "2023": (10.0, 8.0)}
    rows = [
        figure(f"{year}-{m:02d}", "ytd", by_october * m / 10 if m <= 10 else whole)
        for year, (whole, by_october) in shapes.items()
        for m in range(1, 13)
    ]
    rows += [figure("2024-10", "ytd", 60.0), figure("2024", "plan:council", 100.0, unit="tỷ đồng")]
    told = said(brief_of("haiphong", "HP.A.II", "2024-10", rows), "HP.A.II.1")
    assert told[1] == (
        "Tiến độ chậm 21,7 điểm phần trăm so với nhịp các năm trước (cùng thời điểm các năm trước "
        "bình quân thực hiện 81,7% cả năm); để đạt kế hoạch, mỗi tháng còn lại phải thực hiện "
        "20 tỷ đồng."
    )


def test_a_ratio_with_its_sides_points_and_target(brief_of: Any, figure: Any) -> None:
    online = of(figure, "HP.A.XII.2/online_rate", "%")
    sides = {"dossiers": 400.0, "online_dossiers": 340.0}
    rows = [of(figure, f"HP.A.XII.2/{n}", "hồ sơ")("2024-10", v) for n, v in sides.items()]
    rows += [online("2024-09", 84.0), online("2024-10", 85.0), online("2024", 87.5, "plan")]
    assert said(brief_of("haiphong", "HP.A.XII", "2024-10", rows), "HP.A.XII.2") == [
        "Tỷ lệ người dân sử dụng dịch vụ công trực tuyến tháng 10 năm 2024 đạt 85% (340/400 hồ "
        "sơ), tăng 1 điểm phần trăm so với tháng trước.",
        "Còn thiếu 2,5 điểm phần trăm so với mục tiêu năm (87,5%).",
    ]


def test_a_ratio_of_bad_news_is_below_its_limit(brief_of: Any, figure: Any) -> None:
    rate = of(figure, "HP.B.8/unemployment_rate", "%")
    rows = [rate("2024-Q3", 2.4), rate("2024", 2.6, "plan")]
    assert said(brief_of("haiphong", "HP.B", "2024-10", rows), "HP.B.8") == [
        "Tỷ lệ thất nghiệp ở khu vực thành thị quý III năm 2024 là 2,4%.",
        "Trong mức mục tiêu năm (2,6%), thấp hơn 0,2 điểm phần trăm.",
        "Đây là kỳ đầu tiên có số liệu nên chưa so sánh được.",
    ]


def test_an_older_quarter_says_that_a_newer_one_is_due(brief_of: Any, figure: Any) -> None:
    rows = [of(figure, "HP.B.8/unemployment_rate", "%")("2024-Q2", 2.4)]
    assert said(brief_of("haiphong", "HP.B", "2024-10", rows), "HP.B.8")[-1] == (
        "Chưa có số liệu quý III năm 2024."
    )


def test_growth_rates_are_not_said_to_rise(brief_of: Any, figure: Any) -> None:
    grdp = of(figure, "HP.B.1/grdp", "%")
    rows = [
        grdp("2024-Q3", 109.77, "yoy"),
        grdp("2024-Q3", 109.8, "ytd_yoy"),
        grdp("2024", 111.5, "plan"),
    ]
    assert said(brief_of("haiphong", "HP.B", "2024-10", rows), "HP.B.1")[:2] == [
        "Tốc độ tăng GRDP quý III năm 2024 đạt 9,8% so với cùng kỳ năm trước; tính chung 9 tháng "
        "đạt 9,8%.",
        "Còn thiếu 1,7 điểm phần trăm so với mục tiêu năm (11,5%).",
    ]


def test_industry_with_its_breadth_and_its_extremes(brief_of: Any, figure: Any) -> None:
    iip = of(figure, "HP.A.V.1/iip", "%", item="Toàn ngành công nghiệp")
    branches = {
        "Khai khoáng": 96.0,
        "Công nghiệp chế biến, chế tạo": 116.2,
        "Cung cấp nước; hoạt động quản lý và xử lý rác thải, nước thải": 100.02,
    }
    rows = [iip("2024-10", 101.2, "mom"), iip("2024-10", 115.0, "yoy")]
    rows += [iip("2024-10", v, "yoy", item=name) for name, v in branches.items()]
    told = said(brief_of("haiphong", "HP.A.V", "2024-10", rows), "HP.A.V.1")
    assert told == [
        "Chỉ số sản xuất công nghiệp tháng 10 năm 2024 tăng 1,2% so với tháng trước và tăng 15,0% "
        "so với cùng kỳ năm trước.",
        "1/3 ngành tăng so với cùng kỳ năm trước, 1 ngành giảm, 1 ngành không đổi.",
        "Tăng cao nhất là công nghiệp chế biến, chế tạo (16,2%).",
        "Ở chiều ngược lại, giảm nhiều nhất là khai khoáng (4,0%).",
    ]


def test_a_gauge_above_its_second_level(brief_of: Any, figure: Any) -> None:
    """170, 190, 170 at 5, 6, 7 h: above 180 from 5:30 to 6:30, that is one hour; at 190 none."""
    level = of(
        figure, "CT.D.II.32/water_level", "cm", area="Cần Thơ", item="Trạm Cần Thơ (sông Hậu)"
    )
    rows = [level(f"2026-10-18T{h:02d}", v) for h, v in ((5, 170.0), (6, 190.0), (7, 170.0))]
    brief = brief_of("cantho", "CT.D.II", "2026-10", rows)
    assert said(brief, "CT.D.II.32") == [
        "Mức nước thực đo cao nhất tháng 10 năm 2026 là 190 cm tại trạm Cần Thơ (sông Hậu), lúc "
        "6 giờ ngày 18/10/2026.",
        "Số đo gần nhất ở đó là 170 cm (7 giờ ngày 18/10/2026).",
        "Trạm Cần Thơ (sông Hậu) đã lên tới báo động II (190 cm), thời gian ở trên mức này: 0 giờ.",
    ]
    hours = {f.measure: f.value for f in brief.content.facts.values() if f.measure[:6] == "hours:"}
    assert hours == {
        "hours:alarm_1": pytest.approx(1.0),
        "hours:alarm_2": 0.0,
        "hours:alarm_3": 0.0,
    }


def test_a_pause_in_the_readings_is_not_bridged(brief_of: Any, figure: Any) -> None:
    """Four hours between two readings above the level: nothing is known of them."""
    level = of(
        figure, "CT.D.II.32/water_level", "cm", area="Cần Thơ", item="Trạm Cần Thơ (sông Hậu)"
    )
    rows = [level(f"2026-10-18T{h:02d}", 210.0) for h in (1, 2, 6)]
    brief = brief_of("cantho", "CT.D.II", "2026-10", rows)
    spent = next(f for f in brief.content.facts.values() if f.measure == "hours:alarm_3")
    assert spent.value == pytest.approx(1.0)


def test_salinity_by_days(brief_of: Any, figure: Any) -> None:
    mouth = "Cửa Trần Đề (sông Hậu)"
    salt = of(figure, "CT.D.II.33/salinity", "‰", area="Cần Thơ", item=mouth)
    rows = [salt(f"2026-03-{d:02d}", v) for d, v in ((1, 3.9), (2, 4.0), (3, 6.5))]
    told = said(brief_of("cantho", "CT.D.II", "2026-03", rows), "CT.D.II.33")
    assert told[-1] == (
        "Cửa Trần Đề (sông Hậu) đã lên tới ngưỡng 4‰, thời gian ở trên mức này: 2 ngày."
    )


def test_a_project_behind_its_curve(brief_of: Any, figure: Any) -> None:
    """Plan 10, 20, 30, 40; done 20 in the fourth month: two months late, index 0,5: red."""
    works = of(figure, "HP.C.2/works_physical", "%")
    months = ("2024-07", "2024-08", "2024-09", "2024-10")
    rows = [works(m, 10.0 * i, "plan") for i, m in enumerate(months, start=1)]
    rows += [works(m, 5.0 * i) for i, m in enumerate(months, start=1)]
    rows += [{**row, "item": "Cầu Nguyễn Trãi"} for row in rows]
    brief = brief_of("haiphong", "HP.C", "2024-10", rows)
    assert said(brief, "HP.C.2")[:3] == [
        "Đến cuối tháng 10 năm 2024, sản lượng vật lý so với thiết kế đạt 20% (kế hoạch 40%), tăng "
        "5 điểm phần trăm so với tháng trước.",
        "Chậm 2 tháng so với kế hoạch tiến độ (đèn đỏ).",
        "Chậm nhất là Cầu Nguyễn Trãi (chậm 2 tháng, chỉ số tiến độ 0,50, đèn đỏ).",
    ]
    table = next(t for t in brief.tables if t.codes == ("HP.C.2",))
    assert table.rows[1].label.plain() == "Cầu Nguyễn Trãi – đèn đỏ"


def test_a_rank_rises_when_its_number_falls(brief_of: Any, figure: Any) -> None:
    rank = of(figure, "HP.A.XII.8/rank", "hạng")
    rows = [rank("2024", 5.0), rank("2025", 3.0)]
    assert said(brief_of("haiphong", "HP.A.XII", "2026-10", rows), "HP.A.XII.8")[0] == (
        "Thứ hạng cải cách hành chính năm 2025: thứ 3, tăng 2 bậc so với năm trước."
    )


def test_dossiers_are_counted_and_their_reason_is_told_without_any(
    brief_of: Any, figure: Any
) -> None:
    rows = [of(figure, "HP.D.6/satellite_images", "ảnh")("2024-10", 13.0)]
    told = said(brief_of("haiphong", "HP.D", "2024-10", rows), "HP.D.6")
    assert told[0] == "Ảnh vệ tinh cập nhật trong tháng 10 năm 2024: 13 ảnh."
    assert "là hồ sơ, tài liệu, không phải chuỗi số" in told[1]


PLACES = ("Phường Hồng Bàng", "Phường Ngô Quyền", "Phường Lê Chân", "Xã Kiến Thụy")


def households(figure: Any, now: list[float], before: list[float]) -> list[dict[str, Any]]:
    made = of(figure, "HP.A.XIII.10/new_household_businesses", "hộ kinh doanh")
    rows = [made("2026-S1", sum(now)), made("2025-S1", sum(before))]
    for period, values in (("2026-S1", now), ("2025-S1", before)):
        rows += [made(period, v, area=p) for p, v in zip(PLACES, values, strict=False)]
    return rows


def test_localities_by_turn_largest_and_missing(brief_of: Any, figure: Any) -> None:
    rows = households(figure, [10, 7, 5, 3], [9, 8, 4, 3])
    told = said(brief_of("haiphong", "HP.A.XIII", "2026-06", rows), "HP.A.XIII.10")
    assert any(
        s == "2/4 địa phương tăng so với cùng kỳ năm trước, 1 địa phương giảm; lớn nhất là Phường "
        "Hồng Bàng (10 hộ kinh doanh), Phường Ngô Quyền (7 hộ kinh doanh) và Phường Lê Chân (5 hộ "
        "kinh doanh); còn 110 địa phương chưa có số liệu."
        for s in told
    )


def test_localities_that_tie_stand_together(brief_of: Any, figure: Any) -> None:
    rows = households(figure, [10, 10, 5, 3], [9, 8, 4, 2])
    told = " ".join(said(brief_of("haiphong", "HP.A.XIII", "2026-06", rows), "HP.A.XIII.10"))
    assert "Cả 4 địa phương đều tăng so với cùng kỳ năm trước" in told
    assert "lớn nhất là Phường Hồng Bàng và Phường Ngô Quyền (cùng 10 hộ kinh doanh)" in told


def test_a_single_locality(brief_of: Any, figure: Any) -> None:
    rows = households(figure, [10], [9])
    told = said(brief_of("haiphong", "HP.A.XIII", "2026-06", rows), "HP.A.XIII.10")
    assert "Số liệu chỉ có ở Phường Hồng Bàng (10 hộ kinh doanh)." in told


def test_the_new_territory_is_told_once(brief_of: Any, figure: Any) -> None:
    rows = [
        of(figure, code, unit)("2025-10", 5.0)
        for code, unit in (("HP.D.4/households", "hộ"), ("HP.D.5/rice", "tấn"))
    ]
    brief = brief_of("haiphong", "HP.D", "2025-10", rows)
    told = [s for code in ("HP.D.4", "HP.D.5") for s in said(brief, code)]
    assert sum("gồm cả Hải Dương" in s for s in told) == 1


def test_a_revision_since_last_month_s_edition(brief_of: Any, figure: Any) -> None:
    """8.000 → 8.080: +1,0 %."""
    brief = brief_of(
        "haiphong",
        "HP.A.II",
        "2024-10",
        [figure("2024-09", "level", 8080.0), figure("2024-10", "level", 8100.0)],
    )
    content = brief.content
    now = next(f for f in content.facts.values() if f.period == "2024-09")
    was = now.model_copy(update={"id": f"{now.id}@before", "value": 8000.0})
    size = now.model_copy(
        update={"id": f"{now.id}@size", "value": 101.0, "unit": "%", "measure": "revised_to"}
    )
    changes = Changes(
        since="2024-10-05", new=(), late=(), confirmed=(), counts={},
        revisions=(Revision(now=now.id, before=was.id, size=size.id),),
    )  # fmt: skip
    edition: dict[str, Fact] = {f.id: f for f in (was, size)}
    revised = Brief(content.model_copy(update={"changes": changes, "edition_facts": edition}))
    assert said(revised, "HP.A.II.1")[-1] == (
        "Số liệu tháng 9 năm 2024 được điều chỉnh từ 8.000 tỷ đồng thành 8.080 tỷ đồng (tăng 1,0% "
        "so với số đã công bố)."
    )


def test_key_points_begin_with_flags_and_rank_by_the_plan(brief_of: Any, figure: Any) -> None:
    """Two targets: 10 points short weighs more than 1 point short, though it comes later."""
    near = of(figure, "HP.A.XII.2/online_rate", "%")
    far = of(figure, "HP.A.XII.4/online_payment_rate", "%")
    first = of(figure, "HP.A.XII.1/paid_posts", "người")
    rows = [first("2024-10", 900.0), near("2024-10", 86.5), near("2024", 87.5, "plan")]
    rows += [far("2024-10", 60.0), far("2024", 70.0, "plan")]
    brief = brief_of("haiphong", "HP.A.XII", "2024-10", rows)
    points = [p.plain() for p in brief.points]
    assert [p.split(" tháng")[0] for p in points] == [
        "Đến cuối",
        "Tỷ lệ thanh toán trực tuyến",
        "Tỷ lệ người dân sử dụng dịch vụ công trực tuyến",
    ]
    flag = Flag(
        indicator="HP.A.XII.2",
        component="online_rate",
        severity="alarm",
        says=literal("Cảnh báo: giảm ba tháng liền.", "Warning: three falls in a row."),
    )
    flagged = Brief(brief.content.model_copy(update={"flags": (flag,)}))
    assert flagged.points[0].plain() == "Cảnh báo: giảm ba tháng liền."


def test_flags_that_lead_are_fresh_one_an_indicator_and_of_a_part_only_when_grave(
    brief_of: Any, figure: Any
) -> None:
    """Four findings of three indicators: one is old, one a slight one of a part."""
    fires = of(figure, "HP.A.X.3/fires", "vụ")
    deaths = of(figure, "HP.A.X.4/deaths", "người")
    cases = of(figure, "HP.A.X.6/cases", "người")
    part = {"item": "Nhóm A"}
    rows = [fires("2024-10", 3.0), deaths("2024-10", 62.0)]
    rows += [cases("2024-10", 90.0), cases("2024-10", 50.0, **part)]
    content = brief_of("haiphong", "HP.A.X", "2024-10", rows).content

    def flag(code: str, name: str, severity: Any, said: str, **given: Any) -> Flag:
        item = given.pop("item", "Tổng số")
        fact = f"{code}/{name}|{item}|Hải Phòng|2024-10|level"
        given = {"period": "2024-10", "facts": (fact,), **given}
        return Flag(
            indicator=code, component=name, severity=severity, says=literal(said, said), **given
        )

    flags = (
        flag("HP.A.X.4", "deaths", "alarm", "Nhiều người chết."),
        flag("HP.A.X.4", "deaths", "warning", "Nhiều người chết nữa."),
        flag("HP.A.X.3", "fires", "warning", "Nhiều vụ cháy trước đây.", period="2024-05"),
        flag("HP.A.X.6", "cases", "watch", "Nhóm A nhiều hơn.", **part),
        flag("HP.A.X.6", "cases", "watch", "Nhiều ca bệnh."),
    )
    made = Brief(content.model_copy(update={"flags": flags}))
    points = [p.plain() for p in made.points]
    assert points[:2] == ["Nhiều người chết.", "Nhiều ca bệnh."]
    assert [p for p in points if "tai nạn giao thông" in p or "nhiễm" in p] == []
    assert any(p.startswith("Số vụ cháy") for p in points)
