"""Paragraphs about flows: the month, the year to date, the parts, the plan, the turns."""

from __future__ import annotations

from typing import Any

from phantich.brief.numbers import plain

NAME = "Thu ngân sách nhà nước trên địa bàn"


def told(brief: Any) -> list[str]:
    """Sentences of the first paragraph."""
    _, said = brief.told[0]
    return [plain(sentence.plain()) for sentence in said.paragraphs[0]]


def test_month_year_to_date_plan_and_parts(brief_of: Any, figure: Any) -> None:
    rows = [
        figure("2024-07", "level", 8062.6, status="E"),
        figure("2024-07", "yoy", 112.5),
        figure("2024-07", "ytd", 68875.4, status="E"),
        figure("2024-07", "ytd_yoy", 98.3),
        figure("2024-07", "pct_plan:council", 64.5),
        figure("2024-07", "pct_plan:central", 68.1),
        figure("2024-07", "ytd", 32334.3, item="Thu nội địa"),
        figure("2024-07", "ytd_yoy", 245.0, item="Thu nội địa"),
        figure("2024-07", "ytd", 35597.0, item="Thu từ hoạt động xuất nhập khẩu"),
    ]
    assert told(brief_of("haiphong", "HP.A.II", "2024-07", rows)) == [
        f"{NAME} tháng 7 năm 2024 ước đạt 8.062,6 tỷ đồng, tăng 12,5% so với cùng kỳ năm trước.",
        "Lũy kế 7 tháng ước đạt 68.875,4 tỷ đồng, bằng 64,5% dự toán năm Hội đồng nhân dân thành "
        "phố giao và bằng 68,1% dự toán năm Trung ương giao, giảm 1,7% so với cùng kỳ năm trước.",
        "Trong đó, 7 tháng: thu từ hoạt động xuất nhập khẩu đạt 35.597 tỷ đồng, chiếm 51,7% và thu "
        "nội địa đạt 32.334,3 tỷ đồng, chiếm 46,9%, gấp 2,45 lần cùng kỳ.",
    ]


def test_growth_and_plan_share_are_computed_only_where_the_source_has_none(
    brief_of: Any, figure: Any
) -> None:
    rows = [
        figure("2024-06", "level", 8000.0),
        figure("2024-07", "level", 8400.0),
        figure("2024-07", "ytd", 50000.0),
        figure("2024", "plan:council", 80000.0, unit="tỷ đồng"),
    ]
    brief = brief_of("haiphong", "HP.A.II", "2024-07", rows)
    # 8400 / 8000 = 1.05; 50000 / 80000 = 62.5 %.
    assert told(brief) == [
        f"{NAME} tháng 7 năm 2024 đạt 8.400 tỷ đồng, tăng 5,0% so với tháng trước.",
        "Lũy kế 7 tháng đạt 50.000 tỷ đồng, bằng 62,5% dự toán năm Hội đồng nhân dân thành phố "
        "giao.",
    ]
    printed = brief_of("haiphong", "HP.A.II", "2024-07", [*rows, figure("2024-07", "mom", 103.0)])
    assert "tăng 3,0% so với tháng trước" in told(printed)[0]


def test_nothing_is_computed_across_the_merger_of_july_2025(brief_of: Any, figure: Any) -> None:
    rows = [figure("2025-06", "level", 8000.0), figure("2025-07", "level", 12000.0)]
    assert told(brief_of("haiphong", "HP.A.II", "2025-07", rows)) == [
        f"{NAME} tháng 7 năm 2025 đạt 12.000 tỷ đồng.",
        "Từ tháng 7/2025 Hải Phòng gồm cả Hải Dương; so sánh với số liệu trước đó cần thận trọng.",
    ]


def test_nothing_is_computed_from_a_published_and_a_simulated_figure(
    brief_of: Any, figure: Any
) -> None:
    rows = [
        figure("2024-06", "level", 8000.0),
        figure("2024-07", "level", 8400.0, source="simulated:seed=1"),
    ]
    brief = brief_of("haiphong", "HP.A.II", "2024-07", rows)
    assert told(brief) == [f"{NAME} tháng 7 năm 2024 đạt 8.400 tỷ đồng."]


def test_a_missing_last_month_leaves_the_comparison_out(brief_of: Any, figure: Any) -> None:
    rows = [figure("2024-05", "level", 8000.0), figure("2024-07", "level", 8400.0)]
    assert told(brief_of("haiphong", "HP.A.II", "2024-07", rows)) == [
        f"{NAME} tháng 7 năm 2024 đạt 8.400 tỷ đồng.",
        "Chưa có số liệu tháng 6 năm 2024 để so sánh với kỳ liền trước.",
    ]


def test_a_year_to_date_without_the_month_names_the_subject(brief_of: Any, figure: Any) -> None:
    rows = [figure("2024-07", "ytd", 50000.0)]
    assert told(brief_of("haiphong", "HP.A.II", "2024-07", rows)) == [
        "Lũy kế thu ngân sách nhà nước trên địa bàn 7 tháng đạt 50.000 tỷ đồng."
    ]


def test_only_comparisons_were_published(brief_of: Any, figure: Any) -> None:
    rows = [figure("2024-07", "ytd_yoy", 112.0)]
    assert told(brief_of("haiphong", "HP.A.II", "2024-07", rows)) == [
        f"{NAME} lũy kế 7 tháng tăng 12,0% so với cùng kỳ năm trước."
    ]


def test_a_base_of_zero_gives_no_growth(brief_of: Any, figure: Any) -> None:
    rows = [figure("2024-06", "level", 0.0), figure("2024-07", "level", 8400.0)]
    brief = brief_of("haiphong", "HP.A.II", "2024-07", rows)
    assert told(brief) == [f"{NAME} tháng 7 năm 2024 đạt 8.400 tỷ đồng."]
