"""The Hải Phòng set: word for word as the draft decision, and sound as a set of measurements."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from phantich.catalog import Component, Indicator, indicator_set
from phantich.catalog.codelists import code_list
from phantich.observations import INDEX_MEASURES, is_measure

SET = indicator_set("haiphong")
COMPONENTS = [(i, c) for i in SET.indicators for c in i.components]
IDS = [f"{i.code}/{c.id}" for i, c in COMPONENTS]
#: Counted in the decision's table; its text says 85 for A, 15 or 24 for B, 2 and 7.
COUNTS = {
    "HP.A.I": 4, "HP.A.II": 5, "HP.A.III": 1, "HP.A.IV": 6, "HP.A.V": 3, "HP.A.VI": 8,
    "HP.A.VII": 1, "HP.A.VIII": 7, "HP.A.IX": 4, "HP.A.X": 9, "HP.A.XI": 5, "HP.A.XII": 8,
    "HP.A.XIII": 24, "HP.B": 15, "HP.C": 2, "HP.D": 7,
}  # fmt: skip
ALL_KINDS = {
    "price_index", "flow", "stock", "volume_index", "ratio",
    "count", "gauge", "progress", "rating", "dossier",
}  # fmt: skip
#: Unit → where the decision states it, for components that need no note on their unit.
STATED = {
    "%": "(%)",
    "ha": "(ha)",
    "km²": "(km²)",
    "mm": "(mm/24h)",
    "cấp": "(cấp)",
    "người/10.000 dân": "Số bác sĩ trên 10.000 dân",
    "giường/10.000 dân": "Số giường bệnh trên 10.000 dân",
}
#: Indicators whose brackets list members of a breakdown.
ITEMS = {
    "HP.A.II.4": (
        "tax_items",
        ["Tổng thu các sắc thuế", "Thuế GTGT", "Thuế TNDN", "Thuế TNCN", "Khoản thu khác"],
    ),
    "HP.A.VIII.1": (
        "retail_groups",
        [
            "Bán lẻ hàng hóa",
            "Dịch vụ lưu trú, ăn uống",
            "Dịch vụ lưu hành",
            "Dịch vụ kinh doanh bất động sản",
            "Dịch vụ khác",
        ],
    ),
}
WITHOUT_PARTS = "không kèm tử số và mẫu số"

Table = dict[str, list[str]]


def _cells(line: str) -> list[str]:
    """Six cells of a line of the table, without markup."""
    cells = [" ".join(re.sub(r"</?i>", "", cell).split()) for cell in line.split("\t")]
    return [*cells, *[""] * (6 - len(cells))]


@pytest.fixture(scope="module")
def decision(shared: Path) -> str:
    """Text of the draft decision."""
    (path,) = (shared / "seeds").glob("000_*.txt")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def table(decision: str) -> Table:
    """Code → cells of the decision's table: parts as ``A``, groups as ``HP.A.I``."""
    rows: Table = {}
    part = group = ""
    for line in decision.partition("III. NỘI DUNG BỘ CHỈ SỐ")[2].splitlines():
        cells = _cells(line)
        label = cells[0]
        if re.fullmatch(r"[A-D]\.", label):
            part = label[0]
            group = f"HP.{part}"
            rows[part] = cells
        elif re.fullmatch(r"[IVX]+", label):
            group = f"HP.{part}.{label}"
            rows[group] = cells
        elif label.isdigit():
            rows[f"{group}.{label}"] = cells
    return rows


@pytest.mark.shared
def test_every_line_stands_word_for_word(table: Table) -> None:
    printed = {
        code: tuple(cells[1:]) for code, cells in table.items() if re.search(r"\.\d+$", code)
    }
    ours = {i.code: (i.name, i.scope, i.frequency, i.breakdown, i.agency) for i in SET.indicators}
    assert len(printed) == 109
    assert ours == printed
    assert list(ours) == list(printed)


@pytest.mark.shared
def test_parts_and_groups_are_named_as_in_the_table(table: Table) -> None:
    for part in SET.parts:
        assert part.name == table[part.letter][1]
        if part.letter != "A":
            assert [group.name for group in part.groups] == [part.name]
    for group in SET.parts[0].groups:
        assert group.name == table[group.code][1]


@pytest.mark.shared
def test_a_unit_without_a_note_is_stated_in_the_decision(decision: str) -> None:
    plain = decision.replace(" ²", "²")
    units = {c.unit for _, c in COMPONENTS if not c.unit_note}
    assert units == set(STATED)
    for unit in units:
        assert STATED[unit] in plain, unit


@pytest.mark.shared
def test_the_decision_that_is_replaced_is_the_one_named(decision: str) -> None:
    assert "thay thế Quyết định số 5340/QĐ-UBND ngày 30/12/2025" in decision
    assert "5340/QĐ-UBND ngày 30/12/2025" in SET.decision.replaces


def test_counts_by_group() -> None:
    assert {group.code: len(group.indicators) for group in SET.groups} == COUNTS
    assert len(SET.indicators) == 109
    assert SET.decision.status == "draft"
    assert SET.area == "Hải Phòng"


def test_codes_follow_group_and_number() -> None:
    for group in SET.groups:
        numbers = [indicator.number for indicator in group.indicators]
        assert numbers == list(range(1, len(numbers) + 1))
        for indicator in group.indicators:
            assert indicator.code == f"{group.code}.{indicator.number}"


def test_all_kinds_are_in_use() -> None:
    assert {c.kind for _, c in COMPONENTS} == ALL_KINDS


def test_48_indicators_are_purely_monthly() -> None:
    monthly = [i for i in SET.indicators if i.frequency == "Tháng"]
    assert len(monthly) == 48
    assert all(i.frequencies == ("M",) for i in monthly)


@pytest.mark.parametrize("indicator", SET.indicators, ids=lambda i: i.code)
def test_frequencies_are_what_is_printed(indicator: Indicator) -> None:
    text = indicator.frequency.partition("(")[0].lower()
    if text == "tháng 7 và 11 hằng năm":
        assert indicator.frequencies == ("S",)
        return
    letters = {"giờ": "H", "ngày": "D", "tháng": "M", "quý": "Q", "năm": "A"}
    expected = [
        "S" if "6 tháng" in word else letters[word.split()[-1]]
        for word in (w.strip() for w in text.split("/"))
        if word != "lần"
    ]
    assert list(indicator.frequencies) == expected


@pytest.mark.parametrize("indicator", SET.indicators, ids=lambda i: i.code)
def test_agencies_are_those_printed(indicator: Indicator) -> None:
    phrases = {
        "statistics_office": "Thống kê thành phố",
        "finance": "Sở Tài chính",
        "treasury_iii": "Kho bạc Nhà nước khu vực III",
        "tax": "Thuế thành phố",
        "customs_iii": "Chi cục Hải quan Khu vực III",
        "state_bank_6": "Ngân hàng Nhà nước Khu vực 6",
        "commune_peoples_committees": "UBND cấp xã",
        "economic_zone_authority": "Ban Quản lý Khu Kinh tế",
        "industry_trade": "Sở Công Thương",
        "agriculture_environment": "Sở Nông nghiệp và Môi trường",
        "construction": "Sở Xây dựng",
        "culture_sports_tourism": "Sở Văn hóa, Thể thao và Du lịch",
        "social_insurance": "Bảo hiểm Xã hội thành phố",
        "police": "Công an thành phố",
        "health": "Sở Y tế",
        "inspectorate": "Thanh tra thành phố",
        "home_affairs": "Sở Nội vụ",
        "education_training": "Sở Giáo dục và Đào tạo",
        "office_of_peoples_committee": "Văn phòng UBND thành phố",
    }
    printed = {agency for agency, phrase in phrases.items() if phrase in indicator.agency}
    assert set(indicator.agencies) == printed


@pytest.mark.parametrize("indicator", SET.indicators, ids=lambda i: i.code)
def test_what_the_brackets_list_is_measured(indicator: Indicator) -> None:
    """Each element is a comparison that is published, or its words are in the components.

    `ITEMS` are the indicators whose brackets list members of a breakdown.
    """
    if indicator.code in {*ITEMS, "HP.A.X.1"}:
        return
    listed = re.search(r" \((.*)\)$", indicator.name)
    if listed is None or listed[1] == "GHH":
        return
    measures = {m for c in indicator.components for m in c.measures}
    words = _words(" ".join([*(c.name for c in indicator.components), indicator.note]))
    for element in re.split(r"[;,]", listed[1].rstrip(",.")):
        if published := _comparison(element.strip()):
            assert published & measures, element
        else:
            found = _words(element) & words
            assert 2 * len(found) >= len(_words(element)), element


@pytest.mark.parametrize("code", list(ITEMS))
def test_items_in_brackets_are_members_of_the_breakdown(code: str) -> None:
    list_id, items = ITEMS[code]
    indicator = next(i for i in SET.indicators if i.code == code)
    (component,) = indicator.components
    assert list_id in component.breakdowns
    for item in items:
        assert item.lower() in indicator.name.lower()
        assert code_list(list_id).resolve(item) is not None, item


def test_population_is_broken_down_as_the_brackets_ask() -> None:
    population = {f"{i.code}/{c.id}": c for i, c in COMPONENTS}["HP.A.X.1/population"]
    assert population.breakdowns == ("sex", "urban_rural", "ethnicity", "religion")


@pytest.mark.parametrize(
    ("indicator", "component"),
    [(i, c) for i, c in COMPONENTS if c.total != "Tổng số" and c.breakdowns],
    ids=lambda x: x.code if isinstance(x, Indicator) else x.id,
)
def test_named_total_is_in_a_code_list(indicator: Indicator, component: Component) -> None:
    assert any(component.total in code_list(name).names for name in component.breakdowns)


def test_title_leaves_out_only_the_brackets_at_the_end() -> None:
    titles = {i.code: i.title for i in SET.indicators}
    assert titles["HP.A.X.4"] == "An toàn giao thông"
    assert titles["HP.A.XIII.10"] == "Phát triển kinh tế tập thể, kinh tế tư nhân"
    assert titles["HP.A.XIII.21"] == "Tỷ lệ giải quyết thủ tục hành chính đúng hạn"
    assert titles["HP.B.4"] == "Chỉ số giá tiêu dùng (CPI) bình quân"


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _comparison(element: str) -> set[str]:
    """Measures that say what a bracketed comparison asks for; empty when it is none."""
    phrases = {
        "so với tháng trước": {"mom"},
        "so với tháng 12 năm trước": {"vs_december"},
        "so với cùng kỳ năm trước": {"yoy"},
        "bình quân so với cùng kỳ năm trước": {"ytd_average"},
        "lũy kế đến kỳ báo cáo": {"ytd"},
        "so sánh với dự toán": {"pct_plan:council", "pct_plan:central"},
        "tốc độ tăng trưởng": {"yoy"},
        "kế hoạch thanh tra": {"plan"},
        "tỷ trọng dân số": {"share"},
    }
    return phrases.get(element, set())


@pytest.mark.parametrize(("indicator", "component"), COMPONENTS, ids=IDS)
def test_component_is_sound(indicator: Indicator, component: Component) -> None:
    assert component.unit
    assert component.kind
    assert component.direction
    assert all(is_measure(measure) for measure in component.measures)
    assert len(set(component.measures)) == len(component.measures)
    if component.forecast:
        assert set(indicator.frequencies) & {"D", "M", "Q"}
        assert component.kind not in {"gauge", "progress", "rating", "dossier"}
    if component.kind == "stock":
        assert not set(component.measures) & {"ytd", "ytd_yoy"}
    if component.kind in {"price_index", "volume_index"}:
        assert component.unit == "%"
        assert set(component.measures) - {"plan"} <= INDEX_MEASURES
    else:
        assert "level" in component.measures


@pytest.mark.parametrize(
    ("indicator", "component"),
    [(i, c) for i, c in COMPONENTS if c.kind == "ratio" or c.numerator],
    ids=[f"{i.code}/{c.id}" for i, c in COMPONENTS if c.kind == "ratio" or c.numerator],
)
def test_ratio_has_its_parts_or_says_why_not(indicator: Indicator, component: Component) -> None:
    if component.numerator is None or component.denominator is None:
        assert component.numerator is component.denominator
        assert WITHOUT_PARTS in component.unit_note
        return
    numerator = indicator.component(component.numerator)
    denominator = indicator.component(component.denominator)
    assert numerator is not denominator
    assert {numerator.kind, denominator.kind} <= {"flow", "stock", "count"}
    if component.unit == "%":
        assert numerator.unit == denominator.unit
        assert set(component.breakdowns) <= set(numerator.breakdowns)
        assert set(component.breakdowns) <= set(denominator.breakdowns)


def test_unit_of_a_mean_follows_from_its_parts() -> None:
    """1 tỷ đồng / 1 nghìn người = 1 triệu đồng a person: 10⁹ / 10³ = 10⁶."""
    derived = {
        ("tỷ đồng", "nghìn người"): "triệu đồng/người",
        ("triệu đồng", "ha"): "triệu đồng/ha",
        ("người", "người"): "người/10.000 dân",
        ("giường", "người"): "giường/10.000 dân",
    }
    means = [(i, c) for i, c in COMPONENTS if c.numerator and c.unit != "%"]
    assert len(means) == 6
    for indicator, mean in means:
        assert mean.numerator is not None
        assert mean.denominator is not None
        parts = (
            indicator.component(mean.numerator).unit,
            indicator.component(mean.denominator).unit,
        )
        assert mean.unit == derived[parts]


def test_localities_are_compared_by_commune() -> None:
    group = next(group for group in SET.groups if group.code == "HP.A.XIII")
    for indicator in group.indicators:
        assert indicator.scope == "Xã, phường, đặc khu"
        assert all("communes_haiphong" in c.breakdowns for c in indicator.components)
        assert not any(c.forecast for c in indicator.components)


def test_every_text_has_its_language() -> None:
    vietnamese = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
    for thing in [*SET.groups, *SET.indicators, *(c for _, c in COMPONENTS)]:
        assert not vietnamese.search(thing.name_en.replace("Hải Phòng", "")), thing.name_en
        assert "  " not in thing.name + thing.name_en
        assert "<" not in thing.name
    for _, component in COMPONENTS:
        if component.not_forecast is not None:
            assert vietnamese.search(component.not_forecast.vi)
            assert not vietnamese.search(component.not_forecast.en)


@pytest.mark.parametrize(
    ("code", "kind", "direction", "measures"),
    [
        ("HP.A.I.1/cpi", "price_index", "bad", {"mom", "vs_december", "yoy"}),
        ("HP.A.I.2/cpi_average", "price_index", "bad", {"ytd_average"}),
        ("HP.A.II.1/revenue", "flow", "good", {"ytd", "ytd_yoy", "pct_plan:council"}),
        ("HP.A.II.3/disbursement_rate", "ratio", "good", {"level"}),
        ("HP.A.III.1/credit", "stock", "neutral", {"level", "vs_december", "yoy"}),
        ("HP.A.V.1/iip", "volume_index", "good", {"mom", "yoy", "ytd_yoy"}),
        ("HP.A.X.4/deaths", "count", "bad", {"level", "ytd_yoy"}),
        ("HP.A.XII.8/rank", "rating", "bad", {"level"}),
        ("HP.B.8/unemployment_rate", "ratio", "bad", {"level"}),
        ("HP.C.2/land_clearance", "progress", "good", {"level", "plan"}),
        ("HP.D.1/water_level", "gauge", "bad", {"level"}),
        ("HP.D.6/satellite_images", "dossier", "good", {"level"}),
    ],
)
def test_meaning_of_well_known_components(
    code: str, kind: str, direction: str, measures: set[str]
) -> None:
    found = {f"{i.code}/{c.id}": c for i, c in COMPONENTS}[code]
    assert (found.kind, found.direction) == (kind, direction)
    assert measures <= set(found.measures)
