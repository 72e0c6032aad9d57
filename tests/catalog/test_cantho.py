"""The set of Cần Thơ against the table of the draft decision."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from phantich.catalog import Indicator, find_component, indicator_set

CANTHO = indicator_set("cantho")
#: Indicators of the groups in the decision's order.
COUNTS = {
    "CT.A.I": 3,
    "CT.A.II": 3,
    "CT.A.III": 5,
    "CT.B.I": 4,
    "CT.B.II": 5,
    "CT.C.I": 4,
    "CT.C.II": 4,
    "CT.D.I": 3,
    "CT.D.II": 4,
}


def _plain(text: str) -> str:
    """The text without the gap that the table has in m ³."""
    return re.sub(r" (?=[²³])", "", text.strip())


def _decision(shared: Path) -> tuple[list[str], list[str], list[list[str]]]:
    """Names of the parts, names of the groups, and the rows of the decision's table."""
    file = next((shared / "seeds").glob("004_*.txt"))
    cells = [
        [_plain(cell) for cell in line.split("\t")]
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.count("\t") == 5
    ]
    parts = [row[1] for row in cells if re.fullmatch("[A-D]", row[0])]
    groups = [row[1] for row in cells if re.fullmatch("[IVX]+", row[0])]
    return parts, groups, [row for row in cells if row[0].isdigit()]


def test_indicators_by_group() -> None:
    assert {group.code: len(group.indicators) for group in CANTHO.groups} == COUNTS
    assert [i.number for i in CANTHO.indicators] == list(range(1, 36))
    for group in CANTHO.groups:
        assert all(i.code == f"{group.code}.{i.number}" for i in group.indicators)


@pytest.mark.shared
def test_every_cell_is_that_of_the_decision(shared: Path) -> None:
    parts, groups, rows = _decision(shared)
    assert [part.name.upper() for part in CANTHO.parts] == parts
    assert [group.name for group in CANTHO.groups] == groups
    assert [
        [str(i.number), i.name, i.unit, i.method, i.frequency, i.agency] for i in CANTHO.indicators
    ] == rows


@pytest.mark.shared
def test_groups_hold_the_numbers_that_stand_below_them(shared: Path) -> None:
    file = next((shared / "seeds").glob("004_*.txt"))
    part = group = ""
    codes = []
    for line in file.read_text(encoding="utf-8").splitlines():
        first = line.split("\t")[0]
        if "\t" not in line:
            continue
        if re.fullmatch("[A-D]", first):
            part = first
        elif re.fullmatch("[IVX]+", first):
            group = first
        elif first.isdigit():
            codes.append(f"CT.{part}.{group}.{first}")
    assert [i.code for i in CANTHO.indicators] == codes


def test_seventeen_are_purely_monthly() -> None:
    assert sum(i.frequency == "Tháng" for i in CANTHO.indicators) == 17


@pytest.mark.parametrize("indicator", CANTHO.indicators, ids=lambda i: i.code)
def test_frequencies_are_those_printed(indicator: Indicator) -> None:
    words = {
        "D": "ngày|thời gian thực",
        "W": "tuần",
        "M": r"(?<!6 )tháng",
        "Q": "quý",
        "S": "6 tháng",
        "A": "năm",
        "C": "vụ",
        "H": "60 phút",
        "I": "khi xảy ra",
    }
    printed = indicator.frequency.casefold().replace("ngay khi", "khi")
    found = {letter for letter, pattern in words.items() if re.search(pattern, printed)}
    assert set(indicator.frequencies) == found


@pytest.mark.parametrize("indicator", CANTHO.indicators, ids=lambda i: i.code)
def test_agencies_are_as_many_as_printed(indicator: Indicator) -> None:
    cell = indicator.agency.replace("Văn hóa, thể thao", "Văn hóa và thể thao")
    assert len(indicator.agencies) == len(re.split("[,;]", cell))


def test_units_beside_the_printed_ones_are_explained() -> None:
    """A component in another unit than its indicator's cell says why."""
    for indicator in CANTHO.indicators:
        printed = {_plain(u).casefold() for u in re.split("[,;]", indicator.unit)}
        for component in indicator.components:
            if component.unit.casefold() not in printed:
                assert component.unit_note, f"{indicator.code}/{component.id}"


def test_kinds_and_directions() -> None:
    kinds = Counter(c.kind for i in CANTHO.indicators for c in i.components)
    assert set(kinds) == {
        *("price_index", "flow", "stock", "volume_index", "ratio", "count", "gauge", "progress"),
        *("rating", "dossier"),
    }
    for code, direction in {
        "CT.A.I.1/revenue": "good",
        "CT.A.I.3/cpi": "bad",
        "CT.D.II.32/water_level": "bad",
        "CT.D.II.33/salinity": "bad",
        "CT.C.I.24/rank": "bad",
        "CT.C.I.24/score": "good",
        "CT.D.II.35/cases": "bad",
    }.items():
        assert find_component(code)[1].direction == direction


def test_a_ratio_has_its_parts() -> None:
    """A ratio of sums needs both sums; the rating of a satisfaction survey does not."""
    for indicator in CANTHO.indicators:
        for component in indicator.components:
            if component.kind == "ratio":
                assert component.numerator, f"{indicator.code}/{component.id}"
                assert component.denominator, f"{indicator.code}/{component.id}"


def test_shared_components_are_named_as_in_hai_phong() -> None:
    """Cities are read beside each other, so the same quantity has the same id, kind and total."""
    for ours, theirs in {
        "CT.A.I.1/revenue": "HP.A.II.1/revenue",
        "CT.A.I.2/expenditure": "HP.A.II.2/expenditure",
        "CT.A.I.3/cpi": "HP.A.I.1/cpi",
        "CT.A.III.7/iip": "HP.A.V.1/iip",
        "CT.A.III.8/new": "HP.A.IV.1/new",
        "CT.A.III.9/sales": "HP.A.VIII.1/sales",
        "CT.A.III.10/exports": "HP.A.II.5/exports",
        "CT.A.III.10/imports": "HP.A.II.5/imports",
        "CT.A.III.11/electricity": "HP.A.V.3/electricity",
        "CT.B.I.12/completion_rate": "HP.A.XII.7/completion_rate",
        "CT.B.II.16/disbursed": "HP.A.II.3/disbursed",
        "CT.B.II.16/disbursement_rate": "HP.A.II.3/disbursement_rate",
    }.items():
        one, other = find_component(ours)[1], find_component(theirs)[1]
        assert (one.kind, one.unit, one.total) == (other.kind, other.unit, other.total), ours
        assert one.direction == other.direction
