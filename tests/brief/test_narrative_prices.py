"""Price paragraphs; the first against what the statistics office wrote about the same table.

The office's release of 29 November 2024: the index rose 0.13 % on the previous month, 2.65 % on
December 2023 and 2.77 % on a year before, 3.69 % on average in eleven months; eight groups rose
and three fell; housing added 0.16 percentage points, food took away 0.07.
"""

from __future__ import annotations

from typing import Any

from phantich.brief.numbers import plain

NAME = "Chỉ số giá tiêu dùng"


def told(brief: Any, lang: str = "vi") -> list[str]:
    """Sentences of the first paragraph."""
    _, said = brief.told[0]
    return [plain(sentence.plain(lang)) for sentence in said.paragraphs[0]]


def test_the_table_of_november_2024_is_told_as_the_office_told_it(
    brief_of: Any, november_2024: Any
) -> None:
    brief = brief_of("vietnam", "VN.A", "2024-11", november_2024)
    assert told(brief) == [
        "Chỉ số giá tiêu dùng tháng 11 năm 2024 tăng 0,13% so với tháng trước, tăng 2,65% so với "
        "tháng 12 năm trước và tăng 2,77% so với cùng kỳ năm trước; bình quân 11 tháng tăng 3,69% "
        "so với cùng kỳ năm trước.",
        "8/11 nhóm hàng hóa và dịch vụ chính tăng giá so với tháng trước, 3 nhóm giảm giá.",
        "Đóng góp nhiều nhất vào mức tăng là nhóm nhà ở và vật liệu xây dựng (tăng 0,87%, tác động "
        "tăng 0,16 điểm phần trăm) và nhóm may mặc, mũ nón và giày dép (tăng 0,21%, tác động tăng "
        "0,01 điểm phần trăm).",
        "Ở chiều ngược lại, làm giảm chỉ số chung nhiều nhất là nhóm hàng ăn và dịch vụ ăn uống "
        "(giảm 0,22%, tác động giảm 0,07 điểm phần trăm) và nhóm bưu chính viễn thông (giảm 0,30%, "
        "tác động giảm 0,01 điểm phần trăm).",
    ]
    assert told(brief, "en")[0] == (
        "Consumer price index in November 2024 was up 0.13% on the previous month, up 2.65% on "
        "December of last year and up 2.77% on the same month of last year; the average of "
        "January–November was up 3.69% on the same period of last year."
    )


def test_what_stands_beside_the_index_has_its_own_paragraph(
    brief_of: Any, november_2024: Any
) -> None:
    brief = brief_of("vietnam", "VN.A", "2024-11", november_2024)
    _, said = brief.told[0]
    assert [plain(p[0].plain()) for p in said.paragraphs[1:]] == [
        "Chỉ số giá vàng tháng 11 năm 2024 tăng 2,26% so với tháng trước, tăng 32,91% so với tháng "
        "12 năm trước và tăng 38,20% so với cùng kỳ năm trước; bình quân 11 tháng tăng 28,42% so "
        "với cùng kỳ năm trước.",
        "Chỉ số giá đô la Mỹ tháng 11 năm 2024 tăng 1,76% so với tháng trước, tăng 4,22% so với "
        "tháng 12 năm trước và tăng 3,63% so với cùng kỳ năm trước; bình quân 11 tháng tăng 4,97% "
        "so với cùng kỳ năm trước.",
        "Lạm phát cơ bản tháng 11 năm 2024 tăng 0,24% so với tháng trước và tăng 2,77% so với cùng "
        "kỳ năm trước; bình quân 11 tháng tăng 2,70% so với cùng kỳ năm trước.",
    ]


def test_a_change_that_prints_as_zero_is_no_change(brief_of: Any, price: Any) -> None:
    rows = [price("2024-08", "mom", 100.003), price("2024-08", "yoy", 103.45)]
    assert told(brief_of("vietnam", "VN.A", "2024-08", rows)) == [
        f"{NAME} tháng 8 năm 2024 không đổi so với tháng trước và tăng 3,45% so với cùng kỳ năm "
        "trước."
    ]


def test_a_turn_of_direction_is_said(brief_of: Any, price: Any) -> None:
    rows = [price("2024-07", "mom", 99.8), price("2024-08", "mom", 100.48)]
    brief = brief_of("vietnam", "VN.A", "2024-08", rows)
    assert told(brief) == [
        f"{NAME} tháng 8 năm 2024 tăng 0,48% so với tháng trước (tháng 7/2024 giảm 0,20%)."
    ]


def test_january_says_the_month_and_december_once_and_warns_of_tet(
    brief_of: Any, price: Any
) -> None:
    rows = [
        price("2025-01", measure, value, item=item)
        for item in (NAME, "Giáo dục", "Giao thông")
        for measure, value in (
            ("mom", 100.98),
            ("vs_december", 100.98),
            ("yoy", 103.63),
            ("ytd_average", 103.63),
        )
    ]
    said = told(brief_of("vietnam", "VN.A", "2025-01", rows))
    assert said[0] == (
        f"{NAME} tháng 1 năm 2025 tăng 0,98% so với tháng trước và tăng 3,63% so với cùng kỳ năm "
        "trước."
    )
    # Tết: 10 February 2024 and 29 January 2025.
    assert said[-1] == (
        "Tết Nguyên đán năm nay rơi vào tháng 1, năm trước vào tháng 2; so sánh cùng kỳ của riêng "
        "một tháng cần xem cùng số liệu chung hai tháng đầu năm."
    )


def test_an_extreme_is_told_when_it_reaches_back_more_than_a_year(
    brief_of: Any, price: Any
) -> None:
    past = [("2023-01", 104.9), *((f"2023-{m:02d}", 103.0) for m in range(2, 13))]
    past += [(f"2024-{m:02d}", 103.5) for m in range(1, 8)]
    rows = [price(period, "yoy", value) for period, value in past]
    high = brief_of("vietnam", "VN.A", "2024-08", [*rows, price("2024-08", "yoy", 104.4)])
    assert told(high)[-1] == (
        "Mức tăng so với cùng kỳ năm trước này là cao nhất kể từ tháng 1 năm 2023."
    )
    usual = brief_of("vietnam", "VN.A", "2024-08", [*rows, price("2024-08", "yoy", 103.5)])
    assert len(told(usual)) == 1


def test_the_first_month_of_a_series_is_told_without_comparisons_it_lacks(
    brief_of: Any, price: Any
) -> None:
    rows = [price("2024-08", "yoy", 103.45)]
    assert told(brief_of("vietnam", "VN.A", "2024-08", rows)) == [
        f"{NAME} tháng 8 năm 2024 tăng 3,45% so với cùng kỳ năm trước."
    ]


def test_a_month_without_figures_says_which_is_the_newest(brief_of: Any, price: Any) -> None:
    rows = [price("2024-07", "mom", 100.48)]
    brief = brief_of("vietnam", "VN.A", "2024-08", rows)
    assert brief.points == []
    assert told(brief) == [
        f"{NAME}: chưa có số liệu tháng 8 năm 2024; số liệu mới nhất là của tháng 7 năm 2024.",
        "Cơ quan cung cấp: Cục Thống kê.",
    ]


def test_an_average_that_is_an_indicator_of_its_own_is_told_there(
    brief_of: Any, price: Any
) -> None:
    city = {"area": "Hải Phòng"}
    rows = [
        price("2024-08", "mom", 100.1, indicator="HP.A.I.1", **city),
        *(
            price(
                "2024-08",
                "ytd_average",
                value,
                item=item,
                indicator="HP.A.I.2",
                component="cpi_average",
                **city,
            )
            for item, value in ((NAME, 103.2), ("Giáo dục", 107.5), ("Giao thông", 98.4))
        ),
    ]
    brief = brief_of("haiphong", "HP.A.I", "2024-08", rows)
    _, said = brief.told[1]
    assert [plain(s.plain()) for s in said.paragraphs[0]] == [
        f"{NAME} bình quân 8 tháng năm 2024 tăng 3,20% so với cùng kỳ năm trước.",
        "Tăng cao nhất so với cùng kỳ là nhóm giáo dục (7,50%).",
        "Ở chiều ngược lại, giảm nhiều nhất là nhóm giao thông (1,60%).",
    ]
