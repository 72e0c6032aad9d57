"""What charts draw against the facts: columns, lines, levels of alarm, and marks of warnings."""

from __future__ import annotations

from typing import Any

import pytest

from phantich.brief.charts import charts
from phantich.brief.charts.stations import Level, Station, levels_shown
from phantich.brief.model.flags import Flag
from phantich.brief.text import literal
from phantich.brief.view import View

MONTHS = [f"2025-{m:02d}" for m in range(7, 13)] + [f"2026-{m:02d}" for m in range(1, 11)]
MONTH = "2026-10"


def _series(
    figure: Any, indicator: str, component: str, unit: str, values: Any, **given: Any
) -> Any:
    where = {"indicator": indicator, "component": component, "unit": unit, "item": "Tổng số"}
    where |= {"vintage": "2026-11-02", **given}
    return [figure(period, "level", value, **where) for period, value in values.items()]


def _drawn(chart: Any, size: Any = "wide") -> Any:
    seen: list[Any] = []
    chart.svg("vi", size, seen.append)
    return seen[0]


def _flagged(brief: Any, *facts: str, severity: Any = "warning") -> Any:
    """The charts of the brief with a warning on the given figures."""
    indicator = brief.content.facts[facts[0]].indicator
    component = brief.content.facts[facts[0]].component
    flag = Flag(indicator=indicator, component=component, severity=severity,
                says=literal("x", "x"), facts=facts)  # fmt: skip
    content = brief.content.model_copy(update={"flags": (flag,)})
    return charts(type(brief)(content).subjects), View(content)


@pytest.fixture
def fires(brief_of: Any, figure: Any) -> Any:
    """Accidents, sixteen months with a number of its own each."""
    values = {month: 10.0 + i for i, month in enumerate(MONTHS)}
    rows = _series(figure, "HP.A.X.4", "accidents", "vụ", values)
    return brief_of("haiphong", "HP.A.X", MONTH, rows)


def test_columns_are_as_high_as_the_figures(fires: Any) -> None:
    chart = next(c for c in fires.charts if c.id.startswith("count"))
    points = [p.get_path().vertices for p in _drawn(chart).axes[0].patches[:-1]]
    columns = {}
    for corners in (box for outline in points for box in outline.reshape(-1, 5, 2)):
        (left, low), (right, high) = corners.min(axis=0), corners.max(axis=0)
        assert (low, right - left) == (0.0, pytest.approx(0.78))
        columns[round(float(left + right) / 2)] = float(high)
    assert columns == {i: 10.0 + i for i in range(16)}


def test_limits_lie_at_the_quantiles_of_the_mean_of_the_past(fires: Any) -> None:
    # The mean of 10 to 24 is 17: P(X <= 9) = 0.0261, P(X <= 8) = 0.0126; P(X <= 25) = 0.9747,
    # P(X <= 26) = 0.9848 (tables of the cumulative Poisson distribution).
    chart = next(c for c in fires.charts if c.id.startswith("count"))
    edges = sorted(
        float(line.get_ydata()[0])
        for line in _drawn(chart).axes[0].lines
        if len(set(line.get_ydata())) == 1 and line.get_linewidth() == 0.7
    )
    assert edges == [9.0, 26.0]


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_a_flagged_column_is_marked_and_no_other(fires: Any, size: Any) -> None:
    key = next(k for k, f in fires.content.facts.items() if f.period == MONTH and f.value == 25.0)
    drawn, _ = _flagged(fires, key)
    chart = next(c for c in drawn if c.id.startswith("count"))
    marks = _drawn(chart, size).findobj(lambda a: str(a.get_gid()).startswith("flag-"))
    assert [(m.get_gid(), float(m.get_xdata()[0]), float(m.get_ydata()[0])) for m in marks] == [
        ("flag-warning", 15.0, 25.0)
    ]
    assert "dấu đỏ: cảnh báo (hình thoi rỗng)" in chart.subtitle.plain()
    assert chart.alt.plain().endswith("cảnh báo: tháng 10 năm 2026.")
    unmarked = next(c for c in fires.charts if c.id.startswith("count"))
    assert "dấu đỏ" not in unmarked.subtitle.plain()
    assert not _drawn(unmarked).findobj(lambda a: str(a.get_gid()).startswith("flag-"))


def test_a_line_of_prices_is_marked_at_its_month(brief_of: Any, price: Any) -> None:
    past = [price(f"2024-{m:02d}", "yoy", 104.0 - m / 10) for m in range(1, 12)]
    brief = brief_of("vietnam", "VN.A", "2024-11", past)
    key = next(k for k, f in brief.content.facts.items() if f.period == "2024-03")
    drawn, _ = _flagged(brief, key, severity="alarm")
    (mark,) = _drawn(drawn[0]).findobj(lambda a: a.get_gid() == "flag-alarm")
    # March is the third month of the line; 103.7 is shown as 3.7 per cent.
    assert (mark.get_xdata()[0], round(float(mark.get_ydata()[0]), 9)) == (2, 3.7)
    line = [one for one in _drawn(drawn[0]).axes[0].lines if one.get_linewidth() == 2.0]
    shown = {
        int(x): round(float(y), 9) for one in line for x, y in zip(*one.get_data(), strict=True)
    }
    assert shown == {m - 1: round(4.0 - m / 10, 9) for m in range(1, 12)}


@pytest.fixture
def river(brief_of: Any, figure: Any) -> Any:
    """A river that stood higher in September than in October, below its first level, 400 cm."""
    station = "Trạm Phả Lại (sông Thái Bình)"
    values = {f"2026-09-{d:02d}": 300.0 + d for d in range(1, 31)}
    values |= {f"2026-10-{d:02d}": 200.0 + d for d in range(1, 32)}
    rows = _series(figure, "HP.D.1", "water_level", "cm", values, item=station)
    rows += _series(figure, "HP.D.1", "water_level", "cm", values)
    return brief_of("haiphong", "HP.D", MONTH, rows)


def test_the_highest_reading_told_is_that_of_the_month(river: Any) -> None:
    chart = next(c for c in river.charts if c.id.startswith("gauge"))
    assert "cao nhất 231\xa0cm" in chart.title.plain()
    assert "31/10/2026" in chart.title.plain()
    panel = next(a for a in _drawn(chart).axes if "Phả Lại" in a.get_title(loc="left"))
    assert "cao nhất tháng 231 (31/10/2026)" in panel.get_title(loc="left")
    readings = next(one for one in panel.lines if one.get_gid() == "readings")
    assert [float(y) for y in readings.get_ydata()] == [
        *(300.0 + d for d in range(1, 31)), *(200.0 + d for d in range(1, 32)),
    ]  # fmt: skip


def test_the_lowest_level_is_drawn_however_far_it_is(river: Any) -> None:
    chart = next(c for c in river.charts if c.id.startswith("gauge"))
    panel = next(a for a in _drawn(chart).axes if "Phả Lại" in a.get_title(loc="left"))
    levels = [float(one.get_ydata()[0]) for one in panel.lines if one.get_gid() == "level"]
    # Alarm levels I to III of Phả Lại: 400, 500 and 600 cm; the third is too far to be drawn.
    assert levels[0] == 400.0
    assert 600.0 not in levels
    assert panel.get_ylim()[1] > 400.0


def test_salt_is_drawn_against_its_threshold(figure: Any, brief_of: Any) -> None:
    values = {f"2026-10-{d:02d}": 0.1 for d in range(1, 32)}
    rows = _series(figure, "CT.D.II.33", "salinity", "‰", values, area="Cần Thơ",
                   item="Cửa Định An (sông Hậu)")  # fmt: skip
    brief = brief_of("cantho", "CT.D.II", MONTH, rows)
    chart = next(c for c in brief.charts if c.id.startswith("gauge"))
    panel = _drawn(chart).axes[0]
    assert [float(one.get_ydata()[0]) for one in panel.lines if one.get_gid() == "level"] == [4.0]
    ticks = [t.get_text() for t in panel.get_yticklabels()]
    assert len(set(ticks)) == len(ticks) >= 2


def test_levels_that_are_far_are_left_out_but_the_lowest() -> None:
    def fact(value: float) -> Any:
        from phantich.brief.model.facts import Fact

        return Fact(id=str(value), indicator="x", component="x", item="x", area="x",
                    period="2026-10-01", measure="level", value=value, unit="cm", status="A",
                    vintage="2026-11-02", source="x", simulated=False)  # fmt: skip

    levels = tuple(Level(fact(v), rank, 3) for rank, v in enumerate((300.0, 310.0, 900.0)))
    station = Station(literal("x", "x"), (fact(200.0), fact(280.0)), levels)
    # Readings span 80: 280 + 1.6 · 80 = 408 is the farthest level that is shown.
    assert [level.value for level in levels_shown(station)] == [300.0, 310.0]


def test_a_flow_without_a_year_to_date_is_drawn_once(brief_of: Any, figure: Any) -> None:
    values = {month: 1000.0 + 10 * i for i, month in enumerate(MONTHS)}
    item = "Tổng thu ngân sách nhà nước"
    rows = _series(figure, "HP.A.II.1", "revenue", "tỷ đồng", values, item=item)
    brief = brief_of("haiphong", "HP.A.II", MONTH, rows)
    assert [chart.id for chart in brief.charts] == ["months"]
