"""Key points and cards of briefs of their own kind: emergencies, agencies that are silent."""

from __future__ import annotations

from typing import Any

import pytest

from phantich.brief import Brief
from phantich.brief.cards import cards
from phantich.brief.model.facts import Fact
from phantich.brief.model.standing import Report
from phantich.catalog.model import Bilingual


def made(figure: Any, code: str, unit: str, values: dict[str, float], **given: Any) -> list[Any]:
    """Levels of a component by period."""
    indicator, name = code.split("/")
    standard = {"indicator": indicator, "component": name, "item": "Tổng số", "unit": unit}
    return [figure(p, "level", v, **{**standard, **given}) for p, v in values.items()]


@pytest.fixture
def emergency(brief_of: Any, figure: Any) -> Brief:
    """A flood: water above the second level, an evacuation, damage, an epidemic, supplies."""
    gauge = {"item": "Trạm Phả Lại (sông Thái Bình)"}
    hours = {f"2024-09-10T{h:02}": v for h, v in enumerate((480.0, 520.0, 510.0, 490.0))}
    rows = made(figure, "HP.D.1/water_level", "cm", hours, **gauge)
    rows += made(figure, "HP.D.3/people_to_evacuate", "người", {"2024-09": 1200.0})
    rows += made(figure, "HP.D.3/people_evacuated", "người", {"2024-09": 1080.0})
    rows += made(figure, "HP.D.3/dead_missing", "người", {"2024-08": 0.0, "2024-09": 2.0})
    rows += made(figure, "HP.D.3/houses_damaged", "nhà", {"2024-09": 135.0})
    rows += made(figure, "HP.D.3/icu_beds", "giường", {"2024-09": 620.0})
    rows += made(figure, "HP.D.3/icu_occupied", "giường", {"2024-09": 378.0})
    rows += made(figure, "HP.D.4/people", "người", {"2024-09": 902.0})
    brief: Brief = brief_of("haiphong", "HP.D", "2024-09", rows)
    return brief


def test_a_duty_officer_reads_water_people_beds_and_supplies_first(emergency: Brief) -> None:
    """1080/1200 = 90 %, 378/620 = 60,97 %; above 500 cm from 0.5 h to 2.5 h: 2 hours."""
    points = [p.plain().replace("\xa0", " ") for p in emergency.points]
    assert points[0].startswith(
        "Mực nước sông cao nhất tháng 9 năm 2024 là 520 cm tại trạm Phả Lại (sông Thái Bình), lúc "
        "1 giờ ngày 10/09/2024; trạm Phả Lại (sông Thái Bình) đã lên tới báo động II (500 cm), "
        "thời gian ở trên mức này: 2 giờ"
    )
    assert points[1:] == [
        "Sơ tán dân tháng 9 năm 2024: tiến độ sơ tán 90% (1.080/1.200 người).",
        "Thiệt hại tháng 9 năm 2024: số người chết, mất tích do thiên tai 2 người, tăng 2 người so "
        "với tháng trước; số nhà ở bị hư hỏng, phá hủy 135 nhà.",
        "Dịch bệnh, điều trị tháng 9 năm 2024: tỷ lệ lấp đầy giường ICU 60,97% (378/620 giường).",
        "Hỗ trợ, cứu trợ tháng 9 năm 2024: số người được hỗ trợ lương thực 902 người.",
    ]


def test_the_figures_at_the_top_of_an_emergency_are_one_a_section(emergency: Brief) -> None:
    shown = [
        (c.label.plain(), c.value.plain().replace("\xa0", " ")) for c in cards(emergency.subjects)
    ]
    assert shown == [
        ("Tiến độ sơ tán, tháng 9/2024", "90%"),
        ("Số người chết, mất tích do thiên tai, tháng 9/2024", "2 người"),
        ("Tỷ lệ lấp đầy giường ICU, tháng 9/2024", "60,97%"),
        ("Số người được hỗ trợ lương thực, tháng 9/2024", "902 người"),
    ]


def test_an_indicator_without_figures_says_from_whom_and_how_late(
    brief_of: Any, figure: Any
) -> None:
    rows = made(figure, "HP.A.III.1/credit", "tỷ đồng", {"2024-08": 100.0})
    content = brief_of("haiphong", "HP.A.III", "2024-10", rows).content
    name = Bilingual(vi="Dư nợ tín dụng", en="Credit outstanding")
    late = next(iter(content.facts.values())).model_dump()
    late |= {"id": "late", "value": 14.0, "unit": "ngày", "measure": "days_late"}
    report = Report(
        indicator="HP.A.III.1",
        agencies=(name,),
        period="2024-10",
        due="2024-11-06",
        missing=(name,),
        partly=False,
        late="late",
    )
    update = {"reports": (report,), "edition_facts": {"late": Fact.model_validate(late)}}
    chapter = Brief(content.model_copy(update=update)).told[0][1]
    said = [s.plain().replace("\xa0", " ") for s in chapter.paragraphs[0]]
    assert said == [
        "Dư nợ tín dụng: chưa có số liệu tháng 10 năm 2024; số liệu mới nhất là của tháng 8 năm "
        "2024 (100 tỷ đồng).",
        "Cơ quan cung cấp: Ngân hàng Nhà nước Khu vực 6, hạn báo cáo 06/11/2024, đã chậm 14 ngày.",
    ]
    english = [s.plain("en").replace("\xa0", " ") for s in chapter.paragraphs[0]]
    assert english[1] == (
        "Awaited from: State Bank of Region 6, due 6 November 2024, 14 days late."
    )
