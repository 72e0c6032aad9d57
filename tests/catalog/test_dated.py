"""Breaks, levels and the situation sheet: dated data that the catalogue holds together."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from phantich.catalog import find_component
from phantich.catalog.breaks import territorial_breaks
from phantich.catalog.codelists import code_list
from phantich.catalog.levels import Levels, levels_of
from phantich.catalog.situation import situation_sheet

DAY = dt.date(2026, 10, 1)


def test_both_cities_changed_in_july_2025_and_the_country_did_not() -> None:
    found = {a: [b.month for b in territorial_breaks(a)] for a in ("Hải Phòng", "Cần Thơ")}
    assert found == {"Hải Phòng": ["2025-07"], "Cần Thơ": ["2025-07"]}
    assert all(
        b.reference.startswith("Nghị quyết 202/2025/QH15") for b in territorial_breaks("Cần Thơ")
    )
    assert territorial_breaks("Việt Nam") == ()


@pytest.mark.parametrize(
    ("item", "unit", "values"),
    [
        # Published in the bulletins of the national hydrometeorological service.
        ("Trạm Phả Lại (sông Thái Bình)", "cm", [400, 500, 600]),
        ("Trạm Cần Thơ (sông Hậu)", "cm", [180, 190, 200]),
    ],
)
def test_alarm_levels_of_a_station(item: str, unit: str, values: list[float]) -> None:
    assert item in code_list("stations").names
    found = levels_of("HP.D.1/water_level", item, unit, DAY)
    assert found is not None
    assert [level.value for level in found.steps] == values


def test_a_gauge_without_known_levels_has_none() -> None:
    assert levels_of("HP.D.1/water_level", "Trạm Kiến An (sông Lạch Tray)", "cm", DAY) is None
    assert levels_of("HP.D.1/water_level", "Trạm Phả Lại (sông Thái Bình)", "m", DAY) is None
    before = dt.date(2020, 3, 14)
    assert levels_of("x/y", "Trạm Phả Lại (sông Thái Bình)", "cm", before) is None


def test_levels_rise_and_belong_to_one_gauge() -> None:
    step = {"id": "a", "name": "a", "name_en": "a", "value": 2.0}
    given = {"unit": "cm", "valid_from": DAY, "reference": "r", "steps": [step, step]}
    with pytest.raises(ValidationError, match="do not rise"):
        Levels.model_validate({**given, "item": "x"})
    with pytest.raises(ValidationError, match="one item"):
        Levels.model_validate({**given, "steps": [step]})


def test_the_situation_sheet_names_components_that_exist() -> None:
    for section in situation_sheet():
        for code in section.components:
            find_component(code)
