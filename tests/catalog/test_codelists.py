"""Code lists against their sources, and what resolves to what."""

from __future__ import annotations

import csv
import datetime as dt
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.catalog import SETS, SetId, indicator_set
from phantich.catalog.codelists import CodeList, code_list
from phantich.catalog.data import code_list_ids
from phantich.catalog.spelling import key
from phantich.catalog.units import convert, is_unit, unit
from phantich.catalog.weights import Weights, cpi_weights
from phantich.errors import DataError, UsageError
from phantich.observations import is_measure
from tests.scripts import script

ROOT = Path(__file__).resolve().parents[2]
TOTAL = "Chỉ số giá tiêu dùng"


@pytest.mark.parametrize("list_id", code_list_ids())
def test_every_spelling_of_every_member_leads_to_it(list_id: str) -> None:
    members = code_list(list_id)
    assert members.id == list_id
    for member in members.members:
        for text in (member.code, member.name, member.name_en, *member.aliases):
            day = None if member.valid_to is None else member.valid_to
            assert members.resolve(text, day) == member.name, text
        assert members.label(member.name, "en")
        assert members.resolve(unicodedata.normalize("NFD", member.name.upper())) == member.name


@pytest.mark.parametrize("list_id", code_list_ids())
def test_the_total_row_of_a_form_is_no_member(list_id: str) -> None:
    assert code_list(list_id).resolve("Tổng số") is None


@pytest.mark.parametrize(
    ("list_id", "text", "name"),
    [
        ("cpi_groups", "VĂN HÓA, GIẢI TRÍ  VÀ DU LỊCH", "Văn hoá, giải trí và du lịch"),
        ("cpi_groups", "LẠM PHÁT CƠ BẢN(*)", "Lạm phát cơ bản"),
        ("cpi_groups", "Trong đó: Dịch vụ y tế", "Dịch vụ y tế"),
        ("cpi_groups", "Thông tin và truyền thông", "Bưu chính viễn thông"),
        ("cpi_groups", "Đồ dùng và dịch vụ khác", "Hàng hóa và dịch vụ khác"),
        ("provinces", "Tp.Hồ Chí Minh", "TP. Hồ Chí Minh"),
        ("provinces", "Bà Rịa-Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("provinces", "Thừa Thiên - Huế", "Huế"),
        ("countries", "Đặc khu HC Hồng Công (TQ)", "Hồng Kông"),
        ("countries", "Ôx-trây-li-a", "Australia"),
        ("countries", "CHND Trung Hoa", "Trung Quốc"),
        ("communes_haiphong", "UBND phường Ngô Quyền", "Phường Ngô Quyền"),
        ("communes_haiphong", "Xã Cẩm Giang", "Xã Cẩm Giang"),
        ("communes_haiphong", "cẩm giàng", "Xã Cẩm Giàng"),
        ("revenue_items", "Thuế TNCN", "Thuế thu nhập cá nhân"),
        ("agencies", "Sở KH&CN (IOC)", "Sở Khoa học và Công nghệ"),
        ("vsic_divisions", "26", "Sản xuất sản phẩm điện tử, máy vi tính và sản phẩm quang học"),
    ],
)
def test_printed_spellings_resolve(list_id: str, text: str, name: str) -> None:
    assert code_list(list_id).resolve(text) == name


@pytest.mark.parametrize("text", ["", "   ", "(*)", "không có", "12345"])
def test_an_unknown_text_is_not_guessed(text: str) -> None:
    assert code_list("cpi_groups").resolve(text) is None


@given(st.sampled_from(code_list("communes_haiphong").names), st.randoms(use_true_random=False))
def test_case_and_form_do_not_matter_but_accents_do(name: str, random: object) -> None:
    shuffled = "".join(c.upper() if random.random() < 0.5 else c for c in name)  # type: ignore[attr-defined]
    assert key(unicodedata.normalize("NFD", f"  {shuffled} (1)")) == key(name)
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    assert (key(plain) == key(name)) == (unicodedata.normalize("NFC", plain) == name)


@pytest.mark.shared
def test_cpi_items_resolve_as_the_reference_reads_them(shared: Path) -> None:
    with (shared / "gso/reference/cpi_reference.csv").open(encoding="utf-8") as source:
        rows = {(row["item_raw"], row["item"]) for row in csv.DictReader(source)}
    groups = code_list("cpi_groups")
    printed = {(raw, item) for raw, item in rows if raw}
    assert {raw: groups.resolve(raw) for raw, _ in printed} == dict(printed)
    assert {item for _, item in rows} == set(groups.names)


def test_cpi_groups_by_base_year() -> None:
    groups = code_list("cpi_groups")
    assert len(groups.children(TOTAL)) == 11
    before = groups.children(TOTAL, dt.date(2008, 6, 1))
    assert len(before) == 10
    assert "Phương tiện đi lại, bưu điện" in before
    assert groups.parent("Bưu chính viễn thông", dt.date(2008, 6, 1)) == before[6]
    housing = "Nhà ở và vật liệu xây dựng"
    assert groups.label(housing, on=dt.date(2025, 10, 1)) == housing
    assert (
        groups.label(housing, on=dt.date(2025, 11, 1))
        == "Nhà ở, điện, nước, chất đốt và vật liệu xây dựng"
    )
    assert groups.children("Hàng ăn và dịch vụ ăn uống") == (
        "Lương thực",
        "Thực phẩm",
        "Ăn uống ngoài gia đình",
    )
    assert groups.parent("Chỉ số giá vàng") is None


@pytest.mark.shared
def test_national_weights_reproduce_the_published_totals(shared: Path) -> None:
    """The weighted geometric mean of the groups gives the printed total within 0.005."""
    import numpy as np
    import pandas as pd

    table = pd.read_csv(shared / "gso/reference/cpi_reference.csv")
    table = table[(table["measure"] == "mom") & (table["period"] >= "2020-08")]
    months = table.pivot_table(index="period", columns="item", values="value")
    logs = np.log(months / 100)
    weights = cpi_weights(dt.date(2024, 12, 1)).groups
    total = sum(logs[name] * weight / 100 for name, weight in weights.items())
    printed = logs[TOTAL]
    assert len(printed) >= 40
    assert (abs(np.exp(total) - np.exp(printed)) < 0.00005).all()


def test_weights_inside_food_sum_to_food() -> None:
    weights = cpi_weights(dt.date(2020, 8, 1))
    # 3.67 + 21.28 + 8.61 = 33.56
    inside = weights.of("Hàng ăn và dịch vụ ăn uống")
    assert sum(inside.values()) == pytest.approx(33.56)
    assert sum(weights.groups.values()) == pytest.approx(100)


@pytest.mark.parametrize(
    ("day", "area"), [(dt.date(2025, 12, 1), "Việt Nam"), (dt.date(2024, 1, 1), "Hải Phòng")]
)
def test_unknown_weights_are_not_made_up(day: dt.date, area: str) -> None:
    with pytest.raises(UsageError, match="enter them in a file"):
        cpi_weights(day, area)


def test_a_city_enters_its_own_weights(tmp_path: Path) -> None:
    own = "\n".join(
        f"      '{n:02}': {w}" for n, w in zip(range(1, 12), [30] + [7] * 10, strict=True)
    )
    path = tmp_path / "weights.yaml"
    path.write_text(
        "weights:\n  - area: Hải Phòng\n    base_year: 2024\n    valid_from: 2025-11-01\n"
        f"    reference: Thống kê thành phố\n    weights:\n{own}\n",
        encoding="utf-8",
    )
    weights = cpi_weights(dt.date(2026, 1, 1), "Hải Phòng", path)
    assert weights.groups["Hàng ăn và dịch vụ ăn uống"] == 30
    path.write_text(path.read_text(encoding="utf-8").replace("'01': 30", "'01': 40"), "utf-8")
    with pytest.raises(DataError, match="sum to 110, not to 100"):
        cpi_weights(dt.date(2026, 1, 1), "Hải Phòng", path)


def test_weights_need_every_group() -> None:
    with pytest.raises(ValueError, match="no weight for Giáo dục"):
        Weights(
            area="Hải Phòng",
            base_year=2024,
            valid_from=dt.date(2025, 11, 1),
            reference="x",
            weights={n: 10.0 for n in code_list("cpi_groups").children(TOTAL) if n != "Giáo dục"},
        )


def test_provinces_before_and_after_the_reform() -> None:
    provinces = code_list("provinces")
    assert len(provinces.valid_names()) == 34
    assert len(provinces.valid_names(dt.date(2025, 6, 30))) == 63
    assert provinces.resolve("15") == "Lào Cai"
    assert provinces.resolve("15", dt.date(2025, 6, 30)) == "Yên Bái"
    merged = {m.name: m.extra.get("merged_into") for m in provinces.members}
    assert merged["Hải Dương"] == "Hải Phòng"
    assert merged["Hậu Giang"] == merged["Sóc Trăng"] == "Cần Thơ"
    ended = {m.name for m in provinces.members if m.valid_to}
    assert ended == {name for name, into in merged.items() if into}
    assert set(filter(None, merged.values())) <= set(provinces.valid_names())


@pytest.mark.parametrize(
    ("list_id", "kinds"),
    [
        ("communes_haiphong", {"xã": 67, "phường": 45, "đặc khu": 2}),
        ("communes_cantho", {"xã": 72, "phường": 31}),
    ],
)
def test_communes_are_those_of_the_package(list_id: str, kinds: dict[str, int]) -> None:
    pytest.importorskip("vietnamadminunits", reason="a development dependency")
    tool = script("tools/make_communes.py")
    file = ROOT / "src/phantich/catalog/codes" / f"{list_id}.csv"
    assert file.read_text(encoding="utf-8") == tool.table(tool.CITIES[list_id])
    members = code_list(list_id).members
    counted = [m.extra["kind"] for m in members]
    assert {kind: counted.count(kind) for kind in set(counted)} == kinds
    assert all(8 < float(m.extra["lat"]) < 23 for m in members)
    assert all(104 < float(m.extra["lon"]) < 109 for m in members)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("list_id", "file"),
    [("communes_haiphong", "31_hai_phong"), ("communes_cantho", "92_can_tho")],
)
def test_communes_agree_with_the_boundaries(shared: Path, list_id: str, file: str) -> None:
    import json

    text = (shared / f"admin/{file}.simplified.geojson").read_text(encoding="utf-8")
    shapes = {
        f["properties"]["code"]: f["properties"]["name"] for f in json.loads(text)["features"]
    }
    assert {m.code: m.name for m in code_list(list_id).members} == shapes


@pytest.mark.parametrize("set_id", SETS)
def test_the_catalogue_speaks_in_known_ids_and_units(set_id: SetId) -> None:
    agencies = {member.code for member in code_list("agencies").members}
    for indicator in indicator_set(set_id).indicators:
        assert set(indicator.agencies) <= agencies, indicator.code
        for component in indicator.components:
            place = f"{indicator.code}/{component.id}"
            assert set(component.breakdowns) <= set(code_list_ids()), place
            assert is_unit(component.unit), f"{place}: {component.unit}"
            assert all(map(is_measure, component.measures)), place
            for list_id in component.breakdowns:
                assert code_list(list_id).resolve(component.total) in {None, component.total}, place


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        (2_500, "nghìn USD", "triệu USD", 2.5),
        (1_747_240, "lượt người", "nghìn lượt người", 1747.24),
        (3.2, "nghìn tỷ đồng", "tỷ đồng", 3200),
        (61.1, "tạ/ha", "tấn/ha", 6.11),
        (4, "‰", "%", 0.4),
        (1.5, "triệu kWh", "MWh", 1500),
        (250, "cm", "m", 2.5),
        (1, "km²", "ha", 100),
    ],
)
def test_units_convert(value: float, source: str, target: str, expected: float) -> None:
    assert convert(value, source, target) == pytest.approx(expected, rel=1e-12)
    assert convert(expected, target, source) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("source", "target"),
    [("tỷ đồng", "triệu USD"), ("2014=100", "2019=100"), ("người", "lượt người"), ("m²", "m³")],
)
def test_different_dimensions_do_not_convert(source: str, target: str) -> None:
    with pytest.raises(UsageError, match="different dimensions"):
        convert(1, source, target)


@pytest.mark.parametrize("text", ["nghìn %", "foo", "", "triệu", "tấn tấn"])
def test_an_unknown_unit_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no unit"):
        unit(text)


def _list(*members: dict[str, object]) -> CodeList:
    head = {"id": "x", "name": "x", "name_en": "x", "source": "x", "valid_from": "2000-01-01"}
    return CodeList.model_validate({**head, "members": list(members)})


def test_an_ambiguous_list_is_refused() -> None:
    one = {"code": "1", "name": "Một", "name_en": "One"}
    with pytest.raises(ValueError, match=r"'1|one'.* means Một and Hai"):
        _list(one, {"code": "2", "name": "Hai", "name_en": "ONE"})
    with pytest.raises(ValueError, match="no parent '9'"):
        _list({**one, "parent": "9"})


def test_a_code_may_pass_to_another_member() -> None:
    codes = _list(
        {"code": "1", "name": "Cũ", "name_en": "Old", "valid_to": "2020-12-31"},
        {"code": "1", "name": "Mới", "name_en": "New", "valid_from": "2021-01-01"},
    )
    assert codes.resolve("1") == "Mới"
    assert codes.resolve("1", dt.date(2020, 12, 31)) == "Cũ"
    assert codes.valid_names(dt.date(2021, 1, 1)) == ("Mới",)
