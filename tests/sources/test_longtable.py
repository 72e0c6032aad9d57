"""Long tables as people and programs write them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.catalog import find_component
from phantich.errors import DataError
from phantich.observations import COLUMNS, QUERY_COLUMNS
from phantich.sources.detect import detect
from phantich.sources.longperiods import frequency_of_dates, series_periods, to_period
from phantich.sources.longtable import LongDefaults, read_long_table

TODAY = dt.datetime.now().astimezone().date().isoformat()


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_short_form_takes_the_rest_from_the_catalogue(tmp_path: Path) -> None:
    path = write(
        tmp_path / "cpi.csv",
        "unique_id,ds,y\n"
        "VN.CPI,2024-01,100.31\n"
        "VN.CPI/cpi|09|Việt Nam|yoy,2024-01-01,108.13\n"
        "VN.CPI/cpi|09|Việt Nam|yoy,2024-02-01,108.57\n",
    )
    table = read_long_table(path).observations
    assert list(table.columns) == list(COLUMNS)
    first, second, third = table.to_dict("records")
    assert first | {"note": ""} == {
        "indicator": "VN.CPI", "component": "cpi", "item": "Chỉ số giá tiêu dùng",
        "area": "Việt Nam", "period": "2024-01", "frequency": "M", "measure": "mom",
        "value": 100.31, "unit": "%", "status": "A", "source": "cpi.csv, row 2",
        "vintage": TODAY, "note": "",
    }  # fmt: skip
    assert (second["item"], second["measure"], second["period"]) == ("Giáo dục", "yoy", "2024-01")
    assert (third["period"], third["value"], third["source"]) == (
        "2024-02",
        108.57,
        "cpi.csv, row 4",
    )


def test_the_code_may_stand_beside_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "unique_id,ds,y\nGiáo dục,2024-01,108.13\n06,2024-01,106.5\n")
    defaults = LongDefaults(indicator="VN.CPI", measure="yoy", vintage="2024-01-29", status="P")
    table = read_long_table(path, defaults).observations
    assert list(table["item"]) == ["Giáo dục", "Thuốc và dịch vụ y tế"]
    assert set(table["vintage"]) == {"2024-01-29"}
    assert set(table["status"]) == {"P"}
    for text in ("CHỈ SỐ GIÁ TIÊU DÙNG", "Tổng số"):
        total = read_long_table(path, LongDefaults(indicator="VN.CPI", item=text))
        assert set(total.observations["item"]) == {"Chỉ số giá tiêu dùng"}


@pytest.mark.parametrize("suffix", ["csv", "tsv", "parquet", "xlsx"])
def test_every_format_gives_the_same(tmp_path: Path, suffix: str) -> None:
    frame = pd.DataFrame(
        {
            "unique_id": ["VN.CPI||| yoy", "VN.CPI|||yoy", "VN.CPI|||yoy"],
            "ds": pd.to_datetime(["2024-01-31", "2024-02-29", "2024-03-31"]),
            "y": [103.37, 103.98, None],
        }
    )
    path = tmp_path / f"table.{suffix}"
    if suffix == "parquet":
        frame.to_parquet(path)
    elif suffix == "xlsx":
        frame.to_excel(path, index=False)
    else:
        frame.to_csv(path, index=False, sep="\t" if suffix == "tsv" else ",")
    assert detect(path) == "long"
    reading = read_long_table(path)
    table = reading.observations
    assert list(table["period"]) == ["2024-01", "2024-02"]
    assert list(table["value"]) == [103.37, 103.98]
    assert set(table["measure"]) == {"yoy"}
    (gap,) = reading.remarks
    assert (gap.kind, gap.found) == ("doubt", "1 row without a value")


def test_the_tidy_schema_comes_back_as_it_went_out(tmp_path: Path) -> None:
    row = {
        "indicator": "HP.A.II.1", "component": "revenue", "item": "Tổng số", "area": "Hải Phòng",
        "period": "2026-01", "measure": "ytd", "value": 9123.456789012345, "unit": "tỷ đồng",
        "status": "E", "source": "simulated:seed 7", "vintage": "2026-02-03",
    }  # fmt: skip
    _, component = find_component("HP.A.II.1")
    row |= {"component": component.id, "item": component.total, "unit": component.unit}
    path = tmp_path / "tidy.csv"
    pd.DataFrame([row], columns=list(QUERY_COLUMNS)).to_csv(path, index=False)
    (back,) = read_long_table(path).observations.to_dict("records")
    assert {name: back[name] for name in QUERY_COLUMNS} == row
    assert (back["frequency"], back["note"]) == ("M", "")


def test_a_date_cell_of_a_tidy_workbook_becomes_its_month(tmp_path: Path) -> None:
    """Excel turns 2024-01 into a date when somebody types it."""
    path = tmp_path / "tidy.xlsx"
    pd.DataFrame(
        {"indicator": ["VN.CPI"] * 2, "period": [dt.date(2024, 1, 1), dt.date(2024, 2, 1)],
         "value": [100.31, 101.04]}
    ).to_excel(path, index=False, startrow=2)  # fmt: skip
    table = read_long_table(path).observations
    assert list(table["period"]) == ["2024-01", "2024-02"]
    assert list(table["source"]) == ["tidy.xlsx, row 4", "tidy.xlsx, row 5"]


def test_a_comparison_is_in_per_cent_whatever_the_unit(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        "unique_id,ds,y\nHP.A.II.1|||ytd,2026-01,9000\nHP.A.II.1|||pct_plan:council,2026-01,8.5\n"
        "HP.A.II.1|||ytd_yoy,2026-01,108\n",
    )
    assert list(read_long_table(path).observations["unit"]) == ["tỷ đồng", "%", "%"]


def test_units_and_areas_become_canonical_and_unknown_names_are_told(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv",
        "indicator,component,item,area,period,value,unit,measure\n"
        "VN.CPI,cpi,Sao Hoả,HAI PHONG,2024-01,1,tỉ đồng,level\n"
        "VN.CPI,cpi,Sao Hoả,Hải Phòng,2024-02,2,xu,level\n",
    )
    reading = read_long_table(path)
    assert list(reading.observations["unit"]) == ["tỷ đồng", "xu"]
    assert reading.observations["area"].iloc[1] == "Hải Phòng"
    found = {remark.found for remark in reading.remarks if remark.kind == "doubt"}
    assert "the item 'Sao Hoả' of VN.CPI/cpi" in found
    assert "the unit 'xu'" in found
    assert len(found) == len(reading.remarks), "one remark a name, not one a row"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("unique_id,ds,y\nT1,2024-01,1\n", ["row 2", "'T1'", "--indicator"]),
        ("unique_id,ds,y\nVN.X,2024-01,1\nVN.X,2024-02,1\n", ["row 2 and 1 more", "VN.X"]),
        ("unique_id,ds,y\nVN.CPI,2024-01,\"1,5\"\nVN.CPI,2024-02,x\n", ["row 2", "'1,5'", "'x'"]),
        ("unique_id,ds,y\nVN.CPI,2024-01,inf\n", ["row 2", "inf"]),
        ("unique_id,ds,y\nVN.CPI,tháng 1,5\n", ["tháng 1", "2026-10"]),
        ("unique_id,ds,y\nVN.CPI,31/01/2024,5\n", ["31/01/2024"]),
        ("unique_id,ds,y\nVN.CPI,2024-01,5\nVN.CPI,2024-01\n", ["row 3", "2 cells", "3 cells"]),
        ("unique_id,ds,y,y\nVN.CPI,2024-01,5,5\n", ["column y twice"]),
        ("date,price\n2024-01,5\n", ["date, price", "unique_id, ds, y"]),
        ("indicator,period,value,status\nVN.CPI,2024-01,5,X\n", ["status", "A, P or E"]),
        ("indicator,period,value,measure\nVN.CPI,2024-01,5,growth\n", ["measure", "growth"]),
        ("", ["empty"]),
    ],
)  # fmt: skip
def test_faults_name_place_found_and_expected(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(DataError) as caught:
        read_long_table(write(tmp_path / "bad.csv", text))
    assert "bad.csv" in str(caught.value)
    for word in words:
        assert word in str(caught.value)


def test_text_that_is_no_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("unique_id,ds,y\nGiáo dục,2024-01,1\n".encode("cp1258", "replace"))
    with pytest.raises(DataError, match="save it as CSV UTF-8"):
        read_long_table(path)


@pytest.mark.parametrize(
    ("dates", "usual", "expected"),
    [
        (["2024-01-01", "2024-02-01", "2024-05-01"], (), "M"),
        (["2024-01-31", "2024-02-29"], (), "M"),
        (["2024-01-01", "2024-04-01", "2025-01-01"], (), "Q"),
        (["2024-03-31", "2024-06-30", "2024-12-31"], (), "Q"),
        (["2024-02-01", "2024-05-01"], (), "M"),
        (["2024-01-01", "2024-07-01"], (), "S"),
        (["2020-01-01", "2024-01-01"], (), "A"),
        (["2020-12-31", "2024-12-31"], (), "A"),
        (["2024-03-04", "2024-03-11", "2024-03-25"], (), "W"),
        (["2024-03-04", "2024-03-05"], (), "D"),
        (["2024-03-04T00:00", "2024-03-04T01:00"], (), "H"),
        (["2024-01-01"], (), "M"),
        (["2024-01-01"], ("A",), "A"),
        (["2024-01-15"], ("M",), "D"),
    ],
)
def test_frequency_by_dates(dates: list[str], usual: tuple[str, ...], expected: str) -> None:
    assert frequency_of_dates([dt.datetime.fromisoformat(d) for d in dates], usual) == expected


@given(
    start=st.integers(1990 * 12, 2040 * 12),
    steps=st.lists(st.integers(1, 30), min_size=1, max_size=20),
    end=st.booleans(),
)
def test_months_come_back_however_they_are_dated(start: int, steps: list[int], end: bool) -> None:
    """With one pair of neighbouring months in it, a series is monthly whatever its gaps."""
    months = [start, start + 1]
    for step in steps:
        months.append(months[-1] + step)
    first_days = [dt.datetime(m // 12, m % 12 + 1, 1) for m in months]
    next_first = [dt.datetime((m + 1) // 12, (m + 1) % 12 + 1, 1) for m in months]
    days = [d - dt.timedelta(days=1) for d in next_first] if end else first_days
    expected = [(f"{d:%Y-%m}", "M") for d in first_days]
    assert series_periods(days) == expected
    assert [to_period(d, "A") for d in days] == [f"{d.year}" for d in first_days]


class TestDetect:
    def test_a_folder_and_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(DataError, match="a folder"):
            detect(tmp_path)
        with pytest.raises(DataError, match="no such file"):
            detect(tmp_path / "none.csv")

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("a.xlsx", b"", "an empty file"),
            ("a.csv", b"", "an empty file"),
            ("a.xls", b"unique_id,ds,y\nVN.CPI,2024-01,1\n", "CSV under another name"),
            ("a.xlsx", b"PK\x03\x04 cut off", "truncated|damaged"),
            ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut off", "truncated|damaged"),
            ("a.pdf", b"%PDF-1.7 \n...", "a PDF"),
            ("a.csv", b"a,b\n\0\0", "no workbook"),
        ],
    )
    def test_what_is_refused(self, tmp_path: Path, name: str, content: bytes, words: str) -> None:
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(DataError, match=words) as caught:
            detect(path)
        assert len(caught.value.faults) == 1
        assert "\n" not in str(caught.value)

    @pytest.mark.shared
    def test_workbooks_of_the_statistics_office(self, shared: Path) -> None:
        books = sorted((shared / "gso" / "workbooks").iterdir())[::40]
        assert [detect(book) for book in books] == ["gso"] * len(books)
