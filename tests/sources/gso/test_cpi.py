"""Consumer price tables: real layouts, slips, and every cell of the independent reading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from phantich.observations import validate
from phantich.sources.gso.cells import Value
from phantich.sources.reading import Reading

from .compare import compare_cpi, read_reference
from .conftest import Corpus

Rows = list[list[Value]]
ReadSheet = Callable[..., Reading]


def month_table(title: str, heads: list[list[Value]], *body: list[Value]) -> Rows:
    return [[title], *([["", *head] for head in heads]), *body]


def figures(reading: Reading) -> dict[tuple[str, str], float]:
    frame = reading.observations
    keys = zip(frame["item"], frame["measure"], strict=True)
    return dict(zip(keys, frame["value"], strict=True))


MAY: list[list[Value]] = [
    ["Tháng 5 năm 2024 so với:", "", "", "", "Bình quân 5 tháng"],
    ["Kỳ gốc", "Tháng 5", "Tháng 12", "Tháng 4", "năm 2024 so với"],
    [2019.0, "năm 2023", "năm 2023", "năm 2024", "cùng kỳ năm trước"],
]


def test_a_month(read_sheet: ReadSheet) -> None:
    # Published for May 2024: +0.05 % on April, +1.24 % on December, +4.44 % on May 2023, average
    # of five months +4.03 %, core inflation +2.78 % in the average.
    rows = month_table(
        "32. Chỉ số giá tiêu dùng và lạm phát cơ bản tháng 5 năm 2024",
        MAY,
        ["CHỈ SỐ GIÁ TIÊU DÙNG", 115.0, 104.44, 101.24, 100.05, 104.03],
        ["LẠM PHÁT CƠ BẢN(*)", "", 2.68, "", 0.15, 2.78],
    )
    reading = read_sheet(rows, 2024, 5)
    found = figures(reading)
    total = "Chỉ số giá tiêu dùng"
    assert {m: v for (item, m), v in found.items() if item == total} == {
        "vs_base": 115.0,
        "yoy": 104.44,
        "vs_december": 101.24,
        "mom": 100.05,
        "ytd_average": 104.03,
    }
    assert found["Lạm phát cơ bản", "ytd_average"] == pytest.approx(102.78)
    frame = validate(reading.observations)
    assert set(frame.loc[frame["measure"] == "vs_base", "unit"]) == {"2019=100"}
    assert set(frame["period"]) == {"2024-05"}
    assert frame["source"].iloc[0] == "2024-05-28-x.xls!Biểu!B5"
    assert reading.remarks == ()


def test_names_of_the_base_2024_lead_to_the_same_groups(read_sheet: ReadSheet) -> None:
    rows = month_table(
        "Chỉ số giá tiêu dùng tháng 11 năm 2025",
        [["Tháng 11 năm 2025 so với"], ["Kỳ gốc 2024"]],
        ["Nhà ở, điện, nước, chất đốt và vật liệu xây dựng", 104.0],
        ["Thông tin và truyền thông", 99.5],
    )
    reading = read_sheet(rows, 2025, 11)
    assert figures(reading) == {
        ("Nhà ở và vật liệu xây dựng", "vs_base"): 104.0,
        ("Bưu chính viễn thông", "vs_base"): 99.5,
    }
    assert set(reading.observations["unit"]) == {"2024=100"}


def test_what_is_one_in_january_december_and_march(read_sheet: ReadSheet) -> None:
    def measures(month: int, base: str) -> dict[str, float]:
        rows = month_table(
            f"Chỉ số giá tiêu dùng tháng {month} năm 2012",
            [[f"{base}"]],
            ["Giáo dục", 101.0],
        )
        return {m: v for (_, m), v in figures(read_sheet(rows, 2012, month)).items()}

    def month(number: int, base: str) -> dict[str, float]:
        return measures(number, f"Tháng {number} năm 2012 so với: {base}")

    assert month(1, "Tháng 12 năm 2011") == {"mom": 101.0, "vs_december": 101.0}
    assert month(1, "Tháng 1 năm 2011") == {"yoy": 101.0, "ytd_average": 101.0}
    assert month(12, "Tháng 12 năm 2011") == {"yoy": 101.0, "vs_december": 101.0}
    assert measures(3, "Chỉ số giá quý I năm 2012 so với cùng kỳ năm 2011") == {
        "quarter_average": 101.0,
        "ytd_average": 101.0,
    }


def test_a_header_that_still_names_last_month_is_put_right(read_sheet: ReadSheet) -> None:
    rows = month_table(
        "Chỉ số giá tiêu dùng tháng 5 năm 2024",
        [["Tháng 4 năm 2024 so với:", ""], ["Tháng 5", "Tháng 4"], ["năm 2023", "năm 2024"]],
        ["Giáo dục", 108.0, 100.1],
    )
    reading = read_sheet(rows, 2024, 5)
    assert figures(reading) == {("Giáo dục", "yoy"): 108.0, ("Giáo dục", "mom"): 100.1}
    assert {remark.kind for remark in reading.remarks} == {"correction"}


def test_the_one_wrong_base_month_is_told_by_what_is_missing(read_sheet: ReadSheet) -> None:
    heads = [list(MAY[0]), ["Kỳ gốc", "Tháng 5", "Tháng 12", "Tháng 3", "năm 2024 so với"], MAY[2]]
    rows = month_table(
        "Chỉ số giá tiêu dùng tháng 5 năm 2024",
        heads,
        ["Giáo dục", 120.0, 108.0, 99.5, 100.1, 107.9],
    )
    reading = read_sheet(rows, 2024, 5)
    assert figures(reading)["Giáo dục", "mom"] == 100.1
    assert [remark.kind for remark in reading.remarks] == ["correction"]


def test_a_table_of_another_month_is_not_taken(read_sheet: ReadSheet) -> None:
    rows = month_table(
        "Chỉ số giá tiêu dùng tháng 4 năm 2024",
        [["Tháng 4 năm 2024 so với:"], ["Tháng 3 năm 2024"]],
        ["Giáo dục", 100.1],
    )
    reading = read_sheet(rows, 2024, 5)
    assert reading.observations.empty
    (remark,) = reading.remarks
    assert (remark.kind, remark.where) == ("unplaced", "2024-05-28-x.xls!Biểu!B4")


def test_two_columns_that_claim_one_measure_are_both_left_out(read_sheet: ReadSheet) -> None:
    rows = month_table(
        "Chỉ số giá tiêu dùng tháng 5 năm 2024",
        [["Tháng 5 năm 2024 so với:", ""], ["Tháng 4 năm 2024", "Tháng 4 năm 2024"]],
        ["Giáo dục", 100.1, 101.0],
    )
    reading = read_sheet(rows, 2024, 5)
    assert reading.observations.empty
    assert [remark.found for remark in reading.remarks] == ["100.1", "101"]


def test_what_cannot_be_placed_is_reported_cell_by_cell(read_sheet: ReadSheet) -> None:
    rows = month_table(
        "Chỉ số giá tiêu dùng tháng 5 năm 2024",
        [["Tháng 5 năm 2024 so với:", "", "Ghi"], ["Tháng 4", "Tháng 5 năm 2023", "chú"]],
        ["Giáo dục", 100.1, 108.0, 3.0],
        ["Xăng dầu", 95.0, 97.0],
        ["Thực phẩm", 0.0, "n.a"],
        ["Chỉ số giá đô la Mũ", 100.3],
    )
    reading = read_sheet(rows, 2024, 5)
    assert figures(reading) == {
        ("Giáo dục", "mom"): 100.1,
        ("Giáo dục", "yoy"): 108.0,
        ("Chỉ số giá đô la Mỹ", "mom"): 100.3,
    }
    places = [(r.kind, r.where.rpartition("!")[2], r.found) for r in reading.remarks]
    assert sorted(places) == [
        ("correction", "A7", "Chỉ số giá đô la Mũ"),
        ("unplaced", "B5", "95"),
        ("unplaced", "B6", "0"),
        ("unplaced", "C5", "97"),
        ("unplaced", "C6", "n.a"),
        ("unplaced", "D4", "3"),
    ]


@pytest.mark.shared
@pytest.mark.slow
def test_agrees_with_every_cell_of_the_independent_reading(shared: Path, corpus: Corpus) -> None:
    agreement = compare_cpi(corpus.observations, read_reference(shared))
    assert agreement.differences.empty, agreement.differences.to_string()
    assert agreement.published == 18_358
    # Beside the reference only the first quarter's average stands under both of its names.
    extra = agreement.extra
    assert set(extra["measure"]) <= {"quarter_average"}
    assert extra["period"].str.endswith("-03").all()


@pytest.mark.shared
@pytest.mark.slow
def test_no_price_cell_is_left_out(corpus: Corpus) -> None:
    about = ("price group", "tells no comparison", "price index is above")
    left_out = [
        r for r in corpus.remarks if r.kind == "unplaced" and any(a in r.meaning for a in about)
    ]
    assert left_out == []


@pytest.mark.shared
@pytest.mark.slow
def test_all_observations_are_valid(corpus: Corpus) -> None:
    frame = validate(corpus.observations)
    assert len(frame) == len(corpus.observations)
    prices = frame[frame["indicator"] == "VN.CPI"]
    assert isinstance(prices, pd.DataFrame)
    assert not prices.duplicated(["item", "period", "measure"]).any()
