"""Forms: written, filled in, read back; every fault named with its sheet and cell."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from phantich.catalog import CITIES, SetId, indicator_set
from phantich.errors import DataError, UsageError
from phantich.sources.forms import (
    city_agencies,
    is_form,
    plan_form,
    read_form,
    resolve_agency,
    write_form,
)
from phantich.sources.forms.bounds import bounds, whole_numbers
from phantich.sources.forms.group_sheet import KEY, LABEL, NOTE, STATUS, UNIT, VALUE
from phantich.sources.forms.layout import Form
from phantich.sources.forms.numbers import format_number, parse_number
from phantich.sources.forms.package import MACHINE

DAY = dt.date(2026, 11, 4)


@pytest.fixture
def finance(tmp_path: Path) -> tuple[Form, Path]:
    return written(tmp_path, "finance")


def written(
    folder: Path, agency: str, month: str = "2026-10", city: SetId = "haiphong", area: str = ""
) -> tuple[Form, Path]:
    form = plan_form(city, agency, month, area)
    path = folder / f"{agency}.xlsx"
    write_form(form, path, {})
    return form, path


def rows_of(book: Workbook) -> dict[str, tuple[str, int]]:
    """Key of each line → sheet and row."""
    return {
        str(sheet.cell(row, KEY).value): (sheet.title, row)
        for sheet in book
        if sheet.title != MACHINE
        for row in range(1, sheet.max_row + 1)
        if sheet.cell(row, KEY).value
    }


def fill(path: Path, form: Form, change: Callable[[Workbook, dict[str, Any]], None]) -> None:
    """Fill in the cover, then let `change` fill in cells; it gets cells by (component, item)."""
    book = load_workbook(path)
    book["Hướng dẫn"]["C8"] = DAY
    book["Hướng dẫn"]["C9"] = "ước"
    places = rows_of(book)
    cells: dict[str, Any] = {}
    for line in form.lines:
        sheet, row = places[line.key]
        name = f"{line.indicator}/{line.component}/{line.measure}/{line.item or line.number}"
        cells[name if line.area in {"Hải Phòng", "Cần Thơ"} else f"{name}/{line.area}"] = (
            book[sheet],
            row,
        )
    change(book, cells)
    book.save(path)


REVENUE = "HP.A.II.1/revenue/level"
TOTAL = f"{REVENUE}/Tổng thu ngân sách nhà nước"


def put(cells: dict[str, Any], name: str, value: Any, column: int = VALUE) -> str:
    sheet, row = cells[name]
    cell = sheet.cell(row, column)
    cell.value = value
    return f"sheet {sheet.title}, cell {cell.coordinate}"


@pytest.mark.parametrize("city", CITIES)
def test_every_agency_has_a_form_in_december(city: SetId, tmp_path: Path) -> None:
    asked = set()
    for agency in city_agencies(city):
        form = plan_form(city, agency, "2026-12")
        keys = [line.key for line in form.lines]
        assert len(keys) == len(set(keys))
        asked |= {line.indicator for line in form.lines}
        asked |= {name.split()[0] for name, _ in form.left_out}
    # Crop seasons and halves of a year included, nothing is left to no agency at all.
    assert asked == {indicator.code for indicator in indicator_set(city).indicators}


def test_round_trip_gives_the_same_figures(finance: tuple[Form, Path]) -> None:
    form, path = finance
    entered: dict[tuple[str, ...], float] = {}

    def enter(book: Workbook, cells: dict[str, Any]) -> None:
        places = rows_of(book)
        for number, line in enumerate(form.lines):
            if line.item != "Tổng số" or line.measure != "level":
                continue
            value = 100.0 + number if line.unit != "%" else 2.5
            sheet, row = places[line.key]
            book[sheet].cell(row, VALUE).value = value
            entered[line.figure] = value
        put(cells, "HP.A.IV.1/new/level/Tổng số", "chính thức", STATUS)
        put(cells, "HP.A.IV.1/new/level/Tổng số", "  tăng do \n chính sách mới ", NOTE)
        book["Ghi chú"]["C6"] = "nguồn: hệ thống đăng ký"
        # Filled in so that the ratio is what its parts give.
        for name, value in (("savings", 5.0), ("package_price", 200.0), ("savings_rate", 2.5)):
            put(cells, f"HP.A.IV.2/{name}/level/Tổng số", value)
        for name, value in (("plan", 200.0), ("disbursed", 5.0), ("disbursement_rate", 2.5)):
            put(cells, f"HP.A.IV.6/{name}/level/Tổng số", value)

    fill(path, form, enter)
    frame = read_form(path).observations
    keys = ["indicator", "component", "item", "area", "period", "frequency", "measure"]
    read = {tuple(row[:-1]): row[-1] for row in frame[[*keys, "value"]].itertuples(index=False)}
    ratio_parts = {("HP.A.IV.2", x) for x in ("savings", "package_price", "savings_rate")}
    ratio_parts |= {("HP.A.IV.6", x) for x in ("plan", "disbursed", "disbursement_rate")}
    assert set(read) == set(entered)
    for figure, value in read.items():
        if figure[:2] not in ratio_parts:
            assert value == entered[figure]
    assert set(frame["vintage"]) == {"2026-11-04"}
    new = frame[(frame["component"] == "new")].iloc[0]
    said = "tăng do chính sách mới; nguồn: hệ thống đăng ký"
    assert (new["status"], new["note"]) == ("A", said)
    assert set(frame.loc[frame["component"] != "new", "status"]) == {"E"}
    assert new["source"].startswith("finance.xlsx, A.IV!F")


def test_empty_cells_are_gaps(finance: tuple[Form, Path]) -> None:
    form, path = finance
    fill(path, form, lambda book, cells: None)
    reading = read_form(path)
    assert reading.observations.empty
    assert reading.remarks == ()


def test_moved_and_inserted_rows_do_no_harm(finance: tuple[Form, Path]) -> None:
    form, path = finance

    def move(book: Workbook, cells: dict[str, Any]) -> None:
        put(cells, TOTAL, 16_500.5)
        book["A.II"].insert_rows(3, 4)

    fill(path, form, move)
    frame = read_form(path).observations
    assert frame[["item", "value"]].to_numpy().tolist() == [
        ["Tổng thu ngân sách nhà nước", 16_500.5]
    ]


def test_vietnamese_text_is_read_with_a_remark(finance: tuple[Form, Path]) -> None:
    form, path = finance
    where: list[str] = []
    fill(path, form, lambda book, cells: where.append(put(cells, TOTAL, "16.500,5")))
    reading = read_form(path)
    assert reading.observations["value"].tolist() == [16_500.5]
    (remark,) = reading.remarks
    assert remark.kind == "correction"
    assert remark.where.endswith(where[0])
    assert remark.meaning == "read as the number 16.500,5"


def test_all_faults_at_once(finance: tuple[Form, Path]) -> None:
    form, path = finance
    places: dict[str, str] = {}

    def spoil(book: Workbook, cells: dict[str, Any]) -> None:
        book["Hướng dẫn"]["C9"] = None
        places["a number"] = put(cells, f"{REVENUE}/Thu viện trợ", "khoảng 5")
        put(cells, f"{REVENUE}/Thu từ dầu thô", 5.0)
        places["no status"] = put(cells, f"{REVENUE}/Thu từ dầu thô", None, STATUS)
        places["at least 0"] = put(cells, "HP.A.IV.1/new/level/Tổng số", -3)
        put(cells, "HP.A.IV.1/new/level/Tổng số", "ước", STATUS)
        places["from 0 to 100"] = put(cells, "HP.A.IV.2/savings_rate/level/Tổng số", 240)
        put(cells, "HP.A.IV.2/savings_rate/level/Tổng số", "sơ bộ", STATUS)
        places["the status"] = put(cells, "HP.A.IV.1/active/level/Tổng số", "rồi", STATUS)
        put(cells, "HP.A.IV.1/active/level/Tổng số", 60_000)
        places["the unit"] = put(cells, "HP.A.IV.2/packages/level/Tổng số", "nghìn gói", UNIT)
        places["the label"] = put(cells, "HP.A.IV.2/packages/ytd/Tổng số", "Tổng", LABEL)
        places["without a result"] = put(cells, "HP.A.IV.1/returned/level/Tổng số", "=1+1")
        places["the error"] = put(cells, "HP.A.IV.1/dissolved/level/Tổng số", "#REF!")
        sheet, row = cells["HP.A.IV.1/suspended/level/Tổng số"]
        sheet.delete_rows(row)

    fill(path, form, spoil)
    with pytest.raises(DataError) as caught:
        read_form(path)
    text = str(caught.value)
    deleted = int(places["the label"].rsplit("F", 1)[-1].rsplit("B", 1)[-1])
    for found, where in places.items():
        sheet, _, cell = where.partition(", cell ")
        column, row = cell[0], int(cell[1:])
        # The deleted row stands above the later ones of its sheet.
        moved = any(f"{sheet}, cell {column}{r}: " in text for r in (row, row - 1))
        assert moved, (found, where, deleted)
        assert found in text, found
    assert "found no row" in text
    assert "put the deleted row back" in text
    assert len(caught.value.faults) == len(places) + 1


def test_parts_must_add_up(finance: tuple[Form, Path]) -> None:
    form, path = finance
    names = [
        "Thu nội địa",
        "Thu từ dầu thô",
        "Thu từ hoạt động xuất nhập khẩu",
        "Thu viện trợ",
        "Các khoản huy động, đóng góp",
    ]

    def enter(book: Workbook, cells: dict[str, Any]) -> None:
        put(cells, TOTAL, 1000)
        for name, value in zip(names, (500, 10, 300, 5, 85), strict=True):
            put(cells, f"{REVENUE}/{name}", value)

    fill(path, form, enter)
    with pytest.raises(DataError, match="found 1000, expected the sum of its 5 parts, 900"):
        read_form(path)
    # Rounding is forgiven.
    fill(path, form, lambda book, cells: put(cells, TOTAL, 901) and None)
    assert len(read_form(path).observations) == 6


def test_parts_may_be_incomplete_but_not_larger(finance: tuple[Form, Path]) -> None:
    form, path = finance

    def enter(book: Workbook, cells: dict[str, Any]) -> None:
        put(cells, TOTAL, 1000)
        put(cells, f"{REVENUE}/Thu nội địa", 500)
        put(cells, f"{REVENUE}/Thu viện trợ", 5)

    fill(path, form, enter)
    assert len(read_form(path).observations) == 3
    fill(path, form, lambda book, cells: put(cells, f"{REVENUE}/Thu viện trợ", 700) and None)
    with pytest.raises(DataError, match="at least the sum of its 2 parts, 1200"):
        read_form(path)


def test_ratios_are_checked(finance: tuple[Form, Path]) -> None:
    form, path = finance

    def enter(book: Workbook, cells: dict[str, Any]) -> None:
        for name, value in (("savings", 5.0), ("package_price", 200.0), ("savings_rate", 3.1)):
            put(cells, f"HP.A.IV.2/{name}/level/Tổng số", value)

    fill(path, form, enter)
    with pytest.raises(DataError, match=r"found 3\.1, expected 2\.50"):
        read_form(path)


def test_index_changes_without_their_base(tmp_path: Path) -> None:
    form, path = written(tmp_path, "statistics_office")
    name = "HP.A.I.1/cpi/mom/Chỉ số giá tiêu dùng"
    fill(path, form, lambda book, cells: put(cells, name, 0.4) and None)
    with pytest.raises(DataError, match="from 20 to 1000; write a rise of 0,4 % as 100,4"):
        read_form(path)
    fill(path, form, lambda book, cells: put(cells, name, 100.4) and None)
    assert read_form(path).observations["value"].tolist() == [100.4]


def test_members_of_a_long_list_are_chosen(tmp_path: Path) -> None:
    form, path = written(tmp_path, "customs_iii")
    first, second = (f"HP.A.II.5/exports/level/{n}" for n in (1, 2))

    def enter(book: Workbook, cells: dict[str, Any]) -> None:
        put(cells, first, "Hoa Kỳ", LABEL)
        put(cells, first, 800)
        put(cells, second, "Xứ Thần Tiên", LABEL)
        put(cells, second, 5)

    fill(path, form, enter)
    with pytest.raises(DataError, match="'Xứ Thần Tiên', expected a name of the list countries"):
        read_form(path)
    fill(path, form, lambda book, cells: put(cells, second, "Hàn Quốc", LABEL) and None)
    assert read_form(path).observations["item"].tolist() == ["Hoa Kỳ", "Hàn Quốc"]
    fill(path, form, lambda book, cells: put(cells, second, "Hoa Kỳ", LABEL) and None)
    with pytest.raises(DataError, match="'Hoa Kỳ' again, expected each name once"):
        read_form(path)


def test_a_commune_reports_for_itself(tmp_path: Path) -> None:
    area = "Phường Ngô Quyền"
    form, path = written(tmp_path, "UBND cấp xã", "2026-12", area=area)
    assert {line.area for line in form.lines} == {area}
    name = f"HP.A.XIII.21/settled/level/Tổng số/{area}"
    fill(path, form, lambda book, cells: put(cells, name, 812) and None)
    frame = read_form(path).observations
    assert frame[["area", "value", "period"]].to_numpy().tolist() == [[area, 812.0, "2026-12"]]


def test_the_month_decides_which_periods_are_asked_for() -> None:
    def asked(month: str, code: str, agency: str) -> set[str]:
        lines = plan_form("haiphong", agency, month).lines
        return {x.period for x in lines if x.indicator == code}

    assert asked("2026-10", "HP.B.8", "statistics_office") == set()
    assert asked("2026-09", "HP.B.8", "statistics_office") == {"2026-Q3", "2026"}
    assert asked("2026-12", "HP.B.8", "statistics_office") >= {"2026-Q4", "2026"}
    assert asked("2026-06", "HP.A.V.3", "industry_trade") == {"2026-S1"}
    assert asked("2026-10", "HP.A.II.1", "finance") == {"2026-10", "2026"}


def test_both_ways_to_name_an_agency() -> None:
    assert resolve_agency("haiphong", "finance") == resolve_agency("haiphong", "Sở Tài chính")
    assert resolve_agency("cantho", "Sở KH&CN (IOC)")[0] == "science_technology"
    with pytest.raises(UsageError, match="no agency 'customs_iii' in cantho; there are finance"):
        resolve_agency("cantho", "customs_iii")
    with pytest.raises(UsageError, match="no commune 'Xã Không Có'"):
        plan_form("haiphong", "finance", "2026-10", "Xã Không Có")
    with pytest.raises(UsageError, match="YYYY-MM"):
        plan_form("haiphong", "finance", "2026-14")


def test_protection_and_validation(finance: tuple[Form, Path]) -> None:
    _, path = finance
    book = load_workbook(path)
    assert book[MACHINE].sheet_state == "veryHidden"
    sheet = book["A.II"]
    assert sheet.protection.sheet
    assert sheet.freeze_panes == "C5"
    assert sheet.column_dimensions["A"].hidden
    _, row = rows_of(book)[str(sheet.cell(6, KEY).value)]
    assert sheet.cell(row, LABEL).protection.locked
    assert not sheet.cell(row, VALUE).protection.locked
    kinds = {rule.type for rule in sheet.data_validations.dataValidation}
    assert {"decimal", "list"} <= kinds
    assert all(cell.data_type != "f" for s in book for line in s.iter_rows() for cell in line)


def test_text_never_becomes_a_formula(tmp_path: Path) -> None:
    from phantich.sources.forms.style import text

    book = Workbook()
    for content in ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")'):
        text(book.active["A1"], content)  # type: ignore[index]
        book.save(tmp_path / "x.xlsx")
        cell = load_workbook(tmp_path / "x.xlsx").active["A1"]  # type: ignore[index]
        assert (cell.data_type, cell.value) == ("s", content)


def test_a_changed_machine_sheet(finance: tuple[Form, Path]) -> None:
    form, path = finance

    def tamper(book: Workbook, cells: dict[str, Any]) -> None:
        book[MACHINE].cell(10, 2).value = "HP.A.II.2"

    fill(path, form, tamper)
    with pytest.raises(DataError, match="machine sheet that was changed"):
        read_form(path)


def test_an_unknown_version(finance: tuple[Form, Path]) -> None:
    form, path = finance
    fill(path, form, lambda book, cells: setattr(book[MACHINE]["B1"], "value", "99"))
    with pytest.raises(DataError, match="form version 99, expected version 1"):
        read_form(path)


def test_a_missing_date(finance: tuple[Form, Path]) -> None:
    _, path = finance
    with pytest.raises(DataError, match="cell C8: found an empty cell, expected the date"):
        read_form(path)
    assert read_form(path, vintage=DAY).observations.empty


def test_detection(finance: tuple[Form, Path], tmp_path: Path) -> None:
    _, path = finance
    other = tmp_path / "other.xlsx"
    Workbook().save(other)
    text = tmp_path / "text.xlsx"
    text.write_text("a,b", encoding="utf-8")
    assert is_form(path)
    assert not any(map(is_form, (other, text, tmp_path / "none.xlsx", tmp_path)))
    with pytest.raises(DataError, match="no machine sheet"):
        read_form(other)
    with pytest.raises(DataError, match="no readable workbook"):
        read_form(text)


def test_a_bomb_is_refused(finance: tuple[Form, Path], tmp_path: Path) -> None:
    _, path = finance
    bomb = tmp_path / "bomb.xlsx"
    shutil.copy(path, bomb)
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", bytes(100 * 2**20))
    with pytest.raises(DataError, match="unpack to"):
        read_form(bomb)


def test_xml_entities_are_refused(finance: tuple[Form, Path], tmp_path: Path) -> None:
    _, path = finance
    lol = tmp_path / "lol.xlsx"
    doctype = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(lol, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/workbook.xml":
                content = doctype + content
            target.writestr(name, content)
    with pytest.raises(DataError, match="document type"):
        read_form(lol)


@given(st.floats(-1e9, 1e9).map(lambda x: round(x, 4)))
def test_what_a_vietnamese_writes_is_read_back(value: float) -> None:
    assert parse_number(format_number(value, 4)) == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234", 1234.0),
        ("1.234.567,89", 1234567.89),
        ("0,5", 0.5),
        ("0.125", 0.125),
        ("−3,2", -3.2),
        ("12.5 %", 12.5),
        ("1,234,567", None),
        ("1,234.5", None),
        ("12.34.5", None),
        ("", None),
        ("-", None),
        ("n/a", None),
    ],
)
def test_numbers_as_text(text: str, number: float | None) -> None:
    assert parse_number(text) == number


def test_bounds_know_what_may_be_negative() -> None:
    indicators = {i.code: i for i in indicator_set("haiphong").indicators}
    assert bounds(indicators["HP.A.II.5"].component("trade_balance"), "level")[0] < 0
    assert bounds(indicators["HP.A.II.1"].component("revenue"), "level")[0] == 0
    assert bounds(indicators["HP.B.8"].component("unemployment_rate"), "level") == (0, 100)
    assert bounds(indicators["HP.A.II.1"].component("revenue"), "yoy") == (20, 1000)
    assert whole_numbers(indicators["HP.A.X.4"].component("deaths"))


@pytest.mark.office
@pytest.mark.slow
def test_libreoffice_opens_it_and_keeps_the_figures(
    finance: tuple[Form, Path], tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    form, path = finance
    fill(path, form, lambda book, cells: put(cells, TOTAL, 16_500.5) and None)
    out = tmp_path / "saved"
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(path)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert is_form(out / path.name)
    assert read_form(out / path.name).observations["value"].tolist() == [16_500.5]
