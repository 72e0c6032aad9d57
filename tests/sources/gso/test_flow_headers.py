"""Headers as the workbooks of 2000-2025 print them (file and cell in the comment)."""

from __future__ import annotations

import pytest

from phantich.sources.gso.flow_headers import (
    Subject,
    flow_meaning,
    in_year,
    inherited_from,
)
from phantich.sources.gso.flow_words import read_words
from phantich.sources.gso.headers import Month


@pytest.mark.parametrize(
    ("header", "release", "expected"),
    [
        ("Thực hiện tháng 1 năm 2000 Trị giá", (2000, 2), ("2000-01", "level", "A")),
        ("Ước tính tháng12/2001 Lượng", (2001, 12), ("2001-12", "level", "E")),
        ("Cộng dồn cả năm 2001 Trị giá", (2001, 12), ("2001-12", "ytd", "A")),
        ("Năm 2001 so với năm 2000 (%)", (2001, 12), ("2001-12", "ytd_yoy", "A")),
        # 2000-09-29, sheet 12Xuatkhau: a year that is not over is an estimate of the year.
        ("ước tính năm 2000 Trị giá", (2000, 9), ("2000", "level", "E")),
        (
            "Tỷ lệ so với cùng kỳ năm 1999 (%) Ước tính năm 2000 Trị giá",
            (2000, 9),
            ("2000", "yoy", "E"),
        ),
        ("Thực hiện quý I năm 2003 Trị giá", (2003, 4), ("2003-03", "ytd", "A")),
        ("Quý I/2001so với quý I/2000 (%)", (2001, 3), ("2001-03", "ytd_yoy", "A")),
        # 2020-04-29, sheet Du lich, F4: «So cùng kỳ» without «với».
        ("So cùng kỳ năm trước (%) Tháng 4 năm 2020", (2020, 4), ("2020-04", "yoy", "A")),
        (
            "Tháng 4 năm 2009 so với tháng 3 năm 2009 (%)",
            (2009, 4),
            ("2009-04", "mom", "A"),
        ),
        ("10 tháng năm 2018 so với kế hoạch năm 2018", (2018, 10), ("2018-10", "pct_plan", "A")),
        (
            "So với kế hoạch năm 2009 (%) Tháng 6/2009",
            (2009, 6),
            ("2009-06", "month_pct_plan", "A"),
        ),
        ("Kế hoạch năm 2022", (2023, 1), ("2022", "plan", "A")),
        # 2023-01-29, sheet 14. XK HH: January prints the whole year before.
        ("Ước tính năm 2022 Trị giá", (2023, 1), ("2022-12", "ytd", "E")),
        ("Sơ bộ tháng 12 năm 2024 Trị giá", (2024, 12), ("2024-12", "level", "P")),
        ("Cộng dồn 10 tháng năm 2018 Cơ cấu", (2018, 10), ("2018-10", "ytd_share", "A")),
        # 2013-05-29, sheet IIP, D6: words swapped.
        (
            "Tháng 5 năm 2013 tháng 5 so với năm 2012",
            (2013, 5),
            ("2013-05", "yoy", "A"),
        ),
    ],
)
def test_a_header_says_period_measure_and_status(
    header: str, release: tuple[int, int], expected: tuple[str, str, str]
) -> None:
    meaning = flow_meaning(header, Month(*release))
    assert meaning is not None
    assert (meaning.period, meaning.measure, meaning.status) == expected
    assert meaning.correction == ""


def test_a_share_of_the_plan_of_another_year_is_put_right() -> None:
    # 2010-02-26, sheet 02Dtu (2), F6.
    meaning = flow_meaning("So với kế hoạch năm 2010 (%) Tháng 02/2009", Month(2010, 2))
    assert meaning is not None
    assert (meaning.period, meaning.measure) == ("2010-02", "month_pct_plan")
    assert meaning.correction == "year 2009 read as 2010"


@pytest.mark.parametrize(
    "header", ["utt6", "tht2-utt2", "", "Tháng 5 Tháng 6 năm 2020", "CSG: 96,14"]
)
def test_what_names_no_period_or_several_means_nothing(header: str) -> None:
    assert flow_meaning(header, Month(2020, 6)) is None


def test_in_a_table_of_quarters_the_first_is_no_cumulative() -> None:
    meaning = flow_meaning("Thực hiện quý I năm 2019", Month(2019, 9), None, True)
    assert meaning is not None
    assert (meaning.period, meaning.frequency, meaning.measure) == ("2019-Q1", "Q", "level")
    moved = in_year(meaning, 2020, Month(2020, 9), True)
    assert (moved.period, moved.correction) == ("2020-Q1", "year 2019 read as 2020")


def test_a_header_without_a_period_inherits_only_what_it_can_mean() -> None:
    title = "9. Tổng mức bán lẻ hàng hoá và doanh thu dịch vụ 9 tháng năm 2000"
    inherited = inherited_from(title)
    release = Month(2000, 9)
    level = flow_meaning("Tổng mức (Tỷ đồng)", release, inherited)
    share = flow_meaning("Cơ cấu (%)", release, inherited)
    assert level is not None
    assert share is not None
    assert (level.period, level.measure) == ("2000-09", "ytd")
    assert share.measure == "ytd_share"
    assert flow_meaning("utt8", release, inherited) is None


def test_a_title_with_two_periods_passes_none_on() -> None:
    assert inherited_from("8. Xuất khẩu tháng 7 và 7 tháng năm 2002") is None


def test_months_in_words_are_read() -> None:
    words = read_words("Hàng hoá xuất khẩu tháng sáu và sáu tháng đầu năm 2012")
    assert words.subjects == (Subject("month", 6), Subject("cumulative", 6, 2012))
    words = read_words("tháng năm và năm tháng đầu năm 2012")
    assert words.subjects == (Subject("month", 5), Subject("cumulative", 5, 2012))
