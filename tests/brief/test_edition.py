"""What an edition says about itself: lights, changes since last month, late agencies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from phantich.brief import Brief, assemble
from phantich.brief.brief import edited
from phantich.brief.changed import rows, told
from phantich.brief.late import late_rows
from phantich.observations import validate
from phantich.store import Store

REVENUE = "Tổng thu ngân sách nhà nước"


@pytest.fixture
def edition(tmp_path: Path) -> Callable[..., Brief]:
    """The edited brief of Hải Phòng's finances made of the given rows."""

    def make(rows: list[dict[str, Any]], month: str = "2024-03", **given: Any) -> Brief:
        store = Store(tmp_path / f"{len(list(tmp_path.iterdir()))}.duckdb")
        store.load(validate(pd.DataFrame(rows)), "test", "0" * 64, "long")
        as_of = given.pop("as_of", None)
        content = assemble(store, "haiphong", given.pop("group", "HP.A.II"), month, as_of)
        return Brief(edited(store, content, **given))

    return make


@pytest.fixture
def two_months(figure: Any) -> list[dict[str, Any]]:
    """February estimated on 6 March; on 6 April it is final, and March is there."""
    return [
        figure("2024-02", "level", 1000.0, status="E", vintage="2024-03-06"),
        figure("2024-02", "ytd", 2000.0, status="E", vintage="2024-03-06"),
        figure("2024-02", "yoy", 110.0, status="E", vintage="2024-03-06"),
        figure("2024-01", "level", 1000.0, status="E", vintage="2024-02-06"),
        figure("2024-01", "level", 1000.0, status="A", vintage="2024-04-06"),
        figure("2024-02", "level", 950.0, status="A", vintage="2024-04-06"),
        figure("2024-02", "yoy", 104.5, status="A", vintage="2024-04-06"),
        figure("2024-02", "level", 60.0, item="Thu nội địa", vintage="2024-04-06"),
        figure("2024-03", "level", 1200.0, status="E", vintage="2024-04-06"),
    ]


def test_new_late_revised_and_confirmed_figures_are_told_apart(
    edition: Any, two_months: Any
) -> None:
    content = edition(two_months).content
    assert content.changes.since == "2024-03-06"
    counted = {name: content.fact(key).value for name, key in content.changes.counts.items()}
    assert counted == {"new": 1, "late": 1, "confirmed": 1, "revisions": 2}
    assert [content.fact(key).value for key in content.changes.new] == [1200.0]
    assert [content.fact(key).item for key in content.changes.late] == ["Thu nội địa"]


def test_a_revision_has_its_size_from_the_two_figures(edition: Any, two_months: Any) -> None:
    content = edition(two_months).content
    sizes = [content.fact(r.size) for r in content.changes.revisions]
    # 950 / 1000 = 95 %; 104.5 - 110 = -5.5 points.
    assert [(f.measure, f.value, f.unit) for f in sizes] == [
        ("revised_to", pytest.approx(95.0), "%"),
        ("revised_by", pytest.approx(-5.5), "điểm phần trăm"),
    ]
    before = content.fact(content.changes.revisions[0].before)
    assert (before.value, before.vintage) == (1000.0, "2024-03-06")


def test_the_sentence_and_the_rows_say_it(edition: Any, two_months: Any) -> None:
    content = edition(two_months).content
    assert told(content).plain().replace("\xa0", " ") == (
        "So với số liệu đã biết đến ngày 06/03/2024: 1 số liệu mới của kỳ này; 2 số liệu kỳ trước "
        "được điều chỉnh; 1 số liệu kỳ trước được bổ sung; 1 số ước của kỳ trước được giữ nguyên "
        "khi thành số chính thức."
    )
    # The growth moved because the amount did: it is in the facts, and not in a row of its own.
    (row,) = rows(content)
    assert row.size.plain() == "giảm 5,00%"
    assert "1.000" in row.before.plain()
    assert "950" in row.now.plain()


def test_the_first_edition_has_nothing_to_compare_with(edition: Any, figure: Any) -> None:
    content = edition([figure("2024-03", "level", 1.0, vintage="2024-04-06")]).content
    assert content.changes.since == ""
    assert content.changes.revisions == ()
    assert "kỳ đầu tiên" in told(content).plain()


def test_a_month_without_figures_has_no_changes(edition: Any, two_months: Any) -> None:
    content = edition(two_months, month="2024-05").content
    assert content.changes is None
    assert "chưa có số liệu mới" in told(content).plain()


def test_a_published_figure_is_no_revision_of_a_simulated_one(edition: Any, figure: Any) -> None:
    content = edition(
        [
            figure("2024-02", "level", 900.0, source="simulated:x", vintage="2024-03-06"),
            figure("2024-02", "ytd", 900.0, vintage="2024-03-06"),
            figure("2024-02", "level", 1000.0, vintage="2024-04-06"),
            figure("2024-03", "level", 1200.0, vintage="2024-04-06"),
        ]
    ).content
    assert content.changes.revisions == ()
    assert [content.fact(key).value for key in content.changes.late] == [1000.0]


def test_later_vintages_change_nothing_as_of_before_them(edition: Any, two_months: Any) -> None:
    final = [row for row in two_months if row["vintage"] == "2024-04-06"]
    later = [row | {"vintage": "2024-05-06", "value": row["value"] * 2} for row in final]
    before = edition(two_months, as_of="2024-04-30").content
    after = edition([*two_months, *later], as_of="2024-04-30").content
    assert after == before


def year(figure: Any, name: str, values: list[float], **given: Any) -> list[dict[str, Any]]:
    """The year to date of the first months of a year."""
    return [figure(f"{name}-{m:02d}", "ytd", v, **given) for m, v in enumerate(values, start=1)]


@pytest.mark.parametrize(
    ("reached", "status"),
    # Last year a fifth was reached by March: 60 of 300; the plan is 400.
    [(100.0, "ahead"), (84.0, "on_path"), (67.9, "behind"), (400.0, "met")],
)
def test_a_flow_is_judged_by_the_path_of_past_years(
    edition: Any, figure: Any, reached: float, status: str
) -> None:
    past = [20.0, 40.0, 60.0, 90, 120, 150, 180, 200, 220, 240, 270, 300]
    plan = figure("2024", "plan:council", 400.0, unit="tỷ đồng")
    rows = [*year(figure, "2023", past), *year(figure, "2024", [10.0, 20.0, reached]), plan]
    content = edition(rows).content
    light = next(light for light in content.lights if light.indicator == "HP.A.II.1")
    assert light.status == status
    assert content.fact(light.expected).value == pytest.approx(20.0)
    assert content.fact(light.reached).value == pytest.approx(reached / 4)


def test_a_year_with_a_new_territory_makes_no_path(edition: Any, figure: Any) -> None:
    values = [float(10 * m) for m in range(1, 13)]
    plan = figure("2026", "plan:council", 200.0, unit="tỷ đồng")
    rows = [*year(figure, "2025", values), *year(figure, "2026", values[:3]), plan]
    light = edition(rows, month="2026-03").content.lights[0]
    assert (light.status, light.expected) == ("no_path", "")


def test_without_a_plan_there_is_no_target_and_without_figures_no_figure(
    edition: Any, figure: Any
) -> None:
    lights = edition([figure("2024-03", "level", 1.0)]).content.lights
    assert [light.status for light in lights[:2]] == ["no_target", "no_figure"]


def test_an_index_and_what_should_be_low_are_judged_by_the_target_itself(
    edition: Any, price: Any
) -> None:
    given = {"indicator": "HP.B.4", "component": "cpi_average", "area": "Hải Phòng"}
    rows = [
        price("2024-03", "ytd_average", 104.7, **given),
        price("2024", "plan", 104.5, **given),
    ]
    lights = edition(rows, group="HP.B").content.lights
    light = next(light for light in lights if light.indicator == "HP.B.4")
    assert light.status == "over"


def test_agencies_are_late_by_the_days_since_the_due_date(edition: Any, figure: Any) -> None:
    rows = [figure("2024-03", "level", 1.0, vintage="2024-04-16")]
    content = edition(rows).content
    by_code = {report.indicator: report for report in content.reports}
    assert "HP.A.II.1" not in by_code
    report = by_code["HP.A.II.2"]
    assert (report.period, report.due, report.partly) == ("2024-03", "2024-04-06", False)
    assert content.fact(report.late).value == 10
    row = next(row for row in late_rows(content) if row.code == "HP.A.II.2")
    assert row.delay.plain() == "chậm 10 ngày"
    assert row.agencies.plain()


def test_what_is_not_due_yet_is_said_to_be_so(edition: Any, figure: Any) -> None:
    rows = [figure("2024-03", "level", 1.0, vintage="2024-04-02")]
    content = edition(rows).content
    assert content.reports
    assert not any(report.late for report in content.reports)
    assert {row.delay.plain("en") for row in late_rows(content)} == {"not due yet"}
