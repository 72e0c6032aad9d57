"""What a content keeps: the newest period of each component, and no more than the page needs."""

from __future__ import annotations

from typing import Any

import pytest

from phantich.brief import dump
from phantich.brief.model.content import Content
from phantich.brief.model.facts import origin_of

POVERTY = {"indicator": "HP.A.XIII.11", "item": "Tổng số", "unit": "hộ"}
CLEAN = ("Phường Hồng Bàng", "Phường Ngô Quyền", "Xã Kiến Thụy")


def component(brief: Any, code: str, name: str) -> Any:
    return next(c for c in brief.content.components if (c.indicator, c.id) == (code, name))


def rice(figure: Any, period: str, value: float, **given: Any) -> dict[str, Any]:
    standard = {"indicator": "HP.A.VI.3", "component": "value", "item": "Tổng số"}
    return figure(period, "level", value, **{**standard, "unit": "triệu USD", **given})


@pytest.mark.parametrize(
    ("period", "told", "old", "coverage"),
    [
        ("2026-Q3", "2026-Q3", False, "measured"),
        ("2026-Q2", "2026-Q2", True, "measured"),
        ("2026-Q1", "", False, "awaiting"),
    ],
)
def test_a_quarter_is_told_marked_as_old_or_awaited(
    brief_of: Any, figure: Any, period: str, told: str, old: bool, coverage: str
) -> None:
    brief = brief_of("haiphong", "HP.A.VI", "2026-10", [rice(figure, period, 10.0)])
    found = component(brief, "HP.A.VI.3", "value")
    assert (found.period, found.old, found.coverage) == (told, old, coverage)
    assert found.newest == ("" if told else period)


def test_a_quarter_that_ends_after_the_month_is_not_known_yet(brief_of: Any, figure: Any) -> None:
    rows = [rice(figure, "2026-Q3", 10.0), rice(figure, "2026-Q4", 12.0)]
    brief = brief_of("haiphong", "HP.A.VI", "2026-11", rows)
    assert component(brief, "HP.A.VI.3", "value").period == "2026-Q3"
    assert not any(fact.period == "2026-Q4" for fact in brief.content.facts.values())


def test_of_a_half_year_and_a_quarter_the_newer_is_told(brief_of: Any, figure: Any) -> None:
    given = {"indicator": "HP.A.XI.1", "component": "work_accidents", "unit": "vụ"}
    rows = [rice(figure, p, 5.0, **given) for p in ("2026-S1", "2026-Q3", "2025")]
    brief = brief_of("haiphong", "HP.A.XI", "2026-10", rows)
    assert component(brief, "HP.A.XI.1", "work_accidents").period == "2026-Q3"


def test_a_season_is_told_from_its_harvest_on(brief_of: Any, figure: Any) -> None:
    given = {"indicator": "CT.A.II.4", "component": "rice_area", "unit": "ha", "area": "Cần Thơ"}
    rows = [rice(figure, p, 5.0, **given) for p in ("2026-DX", "2026-HT")]
    for month, season in (("2026-08", "2026-DX"), ("2026-09", "2026-HT")):
        brief = brief_of("cantho", "CT.A.II", month, rows)
        assert component(brief, "CT.A.II.4", "rice_area").period == season


def poverty(figure: Any, name: str, values: dict[str, tuple[float, ...]]) -> list[dict[str, Any]]:
    """Figures of three communes by period."""
    return [
        figure(period, "level", value, **{**POVERTY, "component": name, "area": place})
        for period, row in values.items()
        for place, value in zip(CLEAN, row, strict=True)
    ]


def test_an_aggregate_is_the_sum_over_the_sum_and_no_mean_of_ratios(
    brief_of: Any, figure: Any
) -> None:
    """Poor 10, 20, 30 of 100, 100, 1000 households: 60 / 1200 = 5 %; the mean would be 11 %."""
    rows = poverty(figure, "poor_households", {"2026-S1": (10, 20, 30)})
    rows += poverty(figure, "households", {"2026-S1": (100, 100, 1000)})
    brief = brief_of("haiphong", "HP.A.XIII", "2026-06", rows)
    city = {f.component: f for f in brief.content.facts.values() if f.area == "Hải Phòng"
            and f.measure == "level"}  # fmt: skip
    assert city["households"].value == 1200
    assert city["poverty_rate"].value == pytest.approx(5.0)
    assert city["poverty_rate"].rule.endswith("of 3 localities")
    assert component(brief, "HP.A.XIII.11", "poverty_rate").period == "2026-S1"


def test_a_locality_that_lacks_one_side_counts_in_neither(brief_of: Any, figure: Any) -> None:
    """Only 10 of 100 and 20 of 100 are known on both sides: 30 / 200 = 15 %."""
    rows = poverty(figure, "poor_households", {"2026-S1": (10, 20, 30)})
    rows += poverty(figure, "households", {"2026-S1": (100, 100, 1000)})[:-1]
    brief = brief_of("haiphong", "HP.A.XIII", "2026-06", rows)
    rate = component(brief, "HP.A.XIII.11", "poverty_rate")
    assert brief.view.fact(rate, "level").value == pytest.approx(15.0)


def test_localities_are_kept_for_the_period_and_the_year_before(brief_of: Any, figure: Any) -> None:
    values = dict.fromkeys(("2024-S1", "2025-S1", "2025-S2", "2026-S1"), (1.0, 2.0, 3.0))
    rows = [
        figure(p, "level", v, indicator="HP.A.XIII.10", component="new_household_businesses",
               item="Tổng số", area=place, unit="hộ kinh doanh")
        for p, row in values.items()
        for place, v in zip(CLEAN, row, strict=True)
    ]  # fmt: skip
    rows.append({**rows[-1], "area": "Hải Phòng", "value": 6.0})
    brief = brief_of("haiphong", "HP.A.XIII", "2026-06", rows)
    observed = [f for f in brief.content.facts.values() if not f.rule and f.area != "Hải Phòng"]
    assert {f.period for f in observed} == {"2025-S1", "2026-S1"}
    assert [place.name for place in brief.content.localities] == sorted(
        CLEAN, key=lambda name: [p.name for p in brief.content.localities].index(name)
    )
    missing = next(f for f in brief.content.facts.values() if f.measure == "localities_missing")
    assert missing.value == 114 - 3


def test_json_keeps_every_fact_and_leaves_out_what_its_id_says(
    brief_of: Any, november_2024: Any
) -> None:
    content = brief_of("vietnam", "VN.A", "2024-11", november_2024).content
    written = dump(content)
    assert Content.model_validate_json(written) == content
    assert '"indicator": "VN.CPI",\n   "component": "cpi",\n   "item"' not in written
    assert origin_of(content.facts.values()) == "real"
