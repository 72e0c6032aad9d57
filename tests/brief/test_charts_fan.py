"""Fan charts: what is drawn is what the facts say, and flags are where they belong."""

from __future__ import annotations

from typing import Any

import pytest

from phantich.brief.charts import fan, flagged
from phantich.brief.charts.fan import Fan, Step
from phantich.brief.charts.labels import clashes, cut
from phantich.brief.model.facts import Fact
from phantich.brief.numbers import plain
from phantich.brief.text import literal
from phantich.brief.tracing import UntracedError
from phantich.brief.tracing_charts import check_drawing

_TITLE = literal("Giá tiêu dùng", "Consumer prices")


def _fact(period: str, measure: str, value: float, unit: str = "%") -> Fact:
    given = {"indicator": "VN.CPI", "component": "cpi", "item": "CPI", "area": "Việt Nam"}
    key = f"VN.CPI/cpi|CPI|Việt Nam|{period}|{measure}"
    return Fact(id=key, period=period, measure=measure, value=value, unit=unit, status="A",
                vintage="2026-11-02", source="x", simulated=False, **given)  # fmt: skip


def _step(period: str, *values: float) -> Step:
    """The five figures of a period from low to high."""
    names = ("low95", "low80", "middle", "high80", "high95")
    return Step(*(_fact(period, n, v) for n, v in zip(names, values, strict=True)))


#: August is missing.
_PAST = tuple(
    _fact(period, "yoy", value)
    for period, value in (
        ("2026-05", 103.0), ("2026-06", 103.4), ("2026-07", 103.1), ("2026-09", 103.9),
        ("2026-10", 104.06),
    )
)  # fmt: skip
_STEPS = (
    _step("2026-11", 103.4, 103.6, 104.0, 104.4, 104.6),
    _step("2026-12", 103.01, 103.35, 103.95, 104.55, 104.89),
)
_FAN = Fan(_PAST, _STEPS, goal=_fact("2026", "plan", 104.5), base=100.0, suffix="%",
           flags={_PAST[1].id: "watch", _PAST[-1].id: "alarm"})  # fmt: skip


def _figure(given: Fan, lang: Any = "vi", size: Any = "wide") -> Any:
    """What the chart draws, with the check that a page makes of its numbers."""
    seen: list[Any] = []
    made = fan.chart("outlook", given, _TITLE, literal("%", "%"), ("VN.CPI",))
    made.svg(lang, size, seen.append)
    check_drawing(seen[0], given.facts, [], lang)
    return seen[0]


def _named(figure: Any, name: str) -> list[Any]:
    return figure.findobj(lambda artist: artist.get_gid() == name)


def _points(line: Any) -> list[tuple[float, float]]:
    pairs = zip(line.get_xdata(), line.get_ydata(), strict=True)
    return [(float(x), round(float(y), 10)) for x, y in pairs if y == y]


def test_lines_and_bands_lie_where_the_figures_say() -> None:
    figure = _figure(_FAN)
    # Periods from May on: 0 to 7; August, place 3, is a gap.
    assert _points(_named(figure, "past")[0]) == [(0, 3.0), (1, 3.4), (2, 3.1), (4, 3.9), (5, 4.06)]
    assert _points(_named(figure, "middle")[0]) == [(5, 4.06), (6, 4.0), (7, 3.95)]
    assert _named(figure, "goal")[0].get_ydata()[0] == pytest.approx(4.5)
    for name, low, high in (("low95", 3.01, 4.89), ("low80", 3.35, 4.55)):
        path = _named(figure, name)[0].get_paths()[0].vertices
        at_end = sorted({round(float(y), 10) for x, y in path if x == 7})
        assert at_end == [low, high]


def test_flags_are_drawn_on_their_points_in_their_shapes() -> None:
    figure = _figure(_FAN)
    assert _points(_named(figure, "flag-watch")[0]) == [(1, 3.4)]
    assert _points(_named(figure, "flag-alarm")[0]) == [(5, 4.06)]
    assert _named(figure, "flag-warning") == []
    markers = [_named(figure, f"flag-{n}")[0].get_marker() for n in ("watch", "alarm")]
    assert len(set(markers)) == 2
    assert len({sign.marker for sign in flagged.SIGNS.values()}) == 3


@pytest.mark.parametrize("size", ["wide", "narrow"])
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("given", [_FAN, Fan(_PAST), Fan(_PAST[:1], _STEPS)])
def test_words_can_be_read(given: Fan, lang: Any, size: Any) -> None:
    figure = _figure(given, lang, size)
    assert clashes(figure) == []
    assert cut(figure) == []


def test_words_tell_the_newest_figure_the_forecast_the_goal_and_the_flags() -> None:
    made = fan.chart("outlook", _FAN, _TITLE, literal("%", "%"), ("VN.CPI",))
    assert plain(made.alt.plain()) == (
        "Biểu đồ quạt. Giá tiêu dùng. tháng 10 năm 2026 4,06%; dự báo tháng 12 năm 2026 3,95%, "
        "dải 80% từ 3,35% đến 4,55%, dải 95% từ 3,01% đến 4,89%; Mục tiêu 4,50%; "
        "theo dõi: tháng 6 năm 2026; nghiêm trọng: tháng 10 năm 2026."
    )
    assert {f.id for f in (*_PAST, _STEPS[-1].low95, _STEPS[0].middle)} <= set(made.facts)
    assert "hình vuông đặc" in made.subtitle.plain()


def test_a_number_that_is_no_fact_stops_the_page() -> None:
    strange = Fan(_PAST, _STEPS, goal=_fact("2026", "plan", 104.5), suffix="%", base=100.0)
    seen: list[Any] = []
    fan.chart("x", strange, _TITLE, _TITLE, ("VN.CPI",)).svg("vi", "wide", seen.append)
    with pytest.raises(UntracedError, match="4,50"):
        check_drawing(seen[0], strange.facts[:-1], [], "vi")


def test_quarters_and_years_have_an_axis_of_their_own() -> None:
    past = tuple(
        _fact(p, "level", v, "tỷ đồng") for p, v in (("2025-Q4", 410.0), ("2026-Q2", 400.0))
    )
    given = Fan(past, (_step("2026-Q3", 300.0, 350.0, 420.0, 500.0, 600.0),))
    figure = _figure(given)
    assert _points(_named(figure, "past")[0]) == [(0, 410.0), (2, 400.0)]
    shown = [t.get_text() for t in figure.axes[0].get_xticklabels()]
    assert shown == ["QIV/2025", "QI/2026", "QII/2026", "QIII/2026"]


def test_what_is_added_up_from_january_begins_anew_each_year() -> None:
    past = tuple(
        _fact(p, "ytd", v, "tỷ đồng")
        for p, v in (("2025-11", 900.0), ("2025-12", 1000.0), ("2026-01", 80.0), ("2026-02", 150.0))
    )
    figure = _figure(Fan(past, (_step("2026-03", 200.0, 210.0, 230.0, 250.0, 260.0),)))
    lines = [_points(line) for line in _named(figure, "past")]
    assert lines == [[(0, 900.0), (1, 1000.0)], [(2, 80.0), (3, 150.0)]]
    assert _points(_named(figure, "middle")[0])[0] == (3, 150.0)
    closed = Fan(past[:2], (_step("2026-01", 60.0, 70.0, 80.0, 90.0, 95.0),))
    assert _points(_named(_figure(closed), "middle")[0]) == [(2, 80.0)]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_name_of_a_long_goal_leaves_the_words_of_the_fan_alone_on_a_phone(lang: Any) -> None:
    months = [f"{year}-{month:02d}" for year in (2025, 2026) for month in range(1, 13)][:22]
    past = tuple(_fact(p, "yoy", 36_000.0 + 10 * i, "tỷ đồng") for i, p in enumerate(months))
    name = literal(
        "Dự toán năm Hội đồng nhân dân thành phố giao",
        "The annual estimate assigned by the People's Council",
    )
    steps = tuple(
        _step(f"2027-{m:02d}", 35_400.0, 35_500.0, 35_900.0, 36_300.0, 36_400.0)
        for m in range(1, 11)
    )
    given = Fan(past, steps, goal=_fact("2027", "plan", 36_600.0), goal_name=name)
    figure = _figure(given, lang, "narrow")
    assert clashes(figure) == []
    assert cut(figure) == []
