"""Charts of every kind: what they say, that they can be read, that they print facts alone."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from phantich.brief.charts import count, style
from phantich.brief.charts.geography import VARIABLE
from phantich.brief.charts.heatmap import colour
from phantich.brief.charts.labels import clashes, cut
from phantich.brief.charts.model import Chart
from phantich.brief.charts.swarm import swarm
from phantich.brief.numbers import plain
from phantich.brief.structure import names_of
from phantich.brief.tracing_charts import check_drawing
from phantich.catalog.codelists import code_list

MONTH = "2026-10"
MONTHS = [f"2025-{m:02d}" for m in range(7, 13)] + [f"2026-{m:02d}" for m in range(1, 11)]
COMMUNES = [m.name for m in code_list("communes_haiphong").members]


def _rows(figure: Any, indicator: str, component: str, unit: str, item: str, values: Any) -> Any:
    given = {"indicator": indicator, "component": component, "unit": unit, "item": item}
    given["vintage"] = "2026-11-02"
    return [figure(period, "level", value, **given) for period, value in values.items()]


@pytest.fixture
def accidents(brief_of: Any, figure: Any) -> Any:
    """Twenty accidents a month, then fifty; deaths as ever."""
    rows = []
    for name, unit, last in (("accidents", "vụ", 50.0), ("deaths", "người", 9.0)):
        usual = 20.0 if name == "accidents" else 9.0
        values = dict.fromkeys(MONTHS, usual) | {MONTH: last}
        rows += _rows(figure, "HP.A.X.4", name, unit, "Tổng số", values)
    return brief_of("haiphong", "HP.A.X", MONTH, rows)


@pytest.fixture
def service(brief_of: Any, figure: Any) -> Any:
    """Scores of all communes: the first of the list leads, the last was first a year ago."""
    rows = []
    for place, name in enumerate(COMMUNES):
        now = {"2025-10": 60.0 + 0.25 * place, MONTH: 95.0 - 0.25 * place}
        made = _rows(figure, "HP.A.XII.6", "total_score", "điểm", "Tổng số", now)
        rows += [{**row, "area": name} for row in made]
    values = {month: 80.0 + i / 4 for i, month in enumerate(MONTHS)}
    rows += _rows(figure, "HP.A.XII.6", "total_score", "điểm", "Tổng số", values)
    rows.append({**rows[-1], "period": "2026", "measure": "plan", "value": 85.0})
    return brief_of("haiphong", "HP.A.XII", MONTH, rows)


@pytest.fixture
def projects(brief_of: Any, figure: Any) -> Any:
    """One project on its plan, one at half of it, and land that lags behind the works."""
    rows = []
    for item, share in (("Cầu Nguyễn Trãi", 1.0), (_CENTRE, 0.5)):
        planned = {month: 5.0 * (i + 1) for i, month in enumerate(MONTHS)}
        done = {month: value * share for month, value in planned.items()}
        made = _rows(figure, "HP.C.2", "works_physical", "%", item, planned)
        rows += [{**row, "measure": "plan"} for row in made]
        rows += _rows(figure, "HP.C.2", "works_physical", "%", item, done)
        rows += _rows(figure, "HP.C.2", "land_clearance", "%", item, {MONTH: 79.0})
    rows += _rows(figure, "HP.C.2", "works_physical", "%", "Tổng số", {MONTH: 60.0})
    rows += _rows(figure, "HP.C.2", "land_clearance", "%", "Tổng số", {MONTH: 79.0})
    return brief_of("haiphong", "HP.C", MONTH, rows)


_CENTRE = "Trung tâm Chính trị - Hành chính Bắc sông Cấm"


@pytest.fixture
def flood(brief_of: Any, figure: Any) -> Any:
    """A river above its second alarm level with a gap of days, and people to be evacuated."""
    station = "Trạm Phả Lại (sông Thái Bình)"
    days = [d for d in range(1, 32) if not 10 <= d <= 14]
    values = {f"2026-10-{d:02d}": 300.0 + 8 * d + 5 * (d % 2 == 0) for d in days}
    rows = _rows(figure, "HP.D.1", "water_level", "cm", station, values)
    rows += _rows(figure, "HP.D.1", "water_level", "cm", "Tổng số", values)
    for name, unit, value in (
        ("people_to_evacuate", "người", 400.0),
        ("people_evacuated", "người", 100.0),
        ("evacuation", "%", 25.0),
        ("icu_beds", "giường", 200.0),
        ("icu_occupied", "giường", 150.0),
        ("icu_occupancy", "%", 75.0),
        ("houses_damaged", "nhà", 12.0),
        ("injured", "người", 3.0),
    ):
        steady = dict.fromkeys(MONTHS, value)
        rows += _rows(figure, "HP.D.3", name, unit, "Tổng số", steady)
    bulletins = dict.fromkeys(MONTHS, 4.0) | {"2026-05": 0.0}
    rows += _rows(figure, "HP.D.1", "bulletins", "bản tin", "Tổng số", bulletins)
    return brief_of("haiphong", "HP.D", MONTH, rows)


@pytest.fixture
def localities(brief_of: Any, figure: Any) -> Any:
    """Eight indicators of the communes."""
    rows = []
    for number, (name, unit) in _OF_COMMUNES.items():
        for place, area in enumerate(COMMUNES):
            value = {"2026-S1": 50.0 + (place * (number + 3)) % 47}
            made = _rows(figure, f"HP.A.XIII.{number}", name, unit, "Tổng số", value)
            rows += [{**row, "area": area} for row in made]
        rows += _rows(figure, f"HP.A.XIII.{number}", name, unit, "Tổng số", {"2026-S1": 75.0})
    return brief_of("haiphong", "HP.A.XIII", MONTH, rows)


_OF_COMMUNES = {
    1: ("constant", "tỷ đồng"),
    2: ("constant", "tỷ đồng"),
    5: ("constant", "tỷ đồng"),
    8: ("revenue", "tỷ đồng"),
    9: ("disbursement_rate", "%"),
    11: ("poverty_rate", "%"),
    15: ("insured_rate", "%"),
    18: ("clean_water_rate", "%"),
}


@pytest.fixture
def stocks(brief_of: Any, figure: Any) -> Any:
    """Insured persons of three kinds, and flows with a plan."""
    rows = []
    for i, name in enumerate(("social", "health", "unemployment")):
        values = {m: 100_000.0 * (i + 1) + 500 * j for j, m in enumerate(MONTHS)}
        rows += _rows(figure, "HP.A.IX.1", name, "người", "Tổng số", values)
    values = {m: 50_000.0 + 100 * j for j, m in enumerate(MONTHS)}
    rows += _rows(figure, "HP.A.IX.2", "social", "người", "Tổng số", values)
    return brief_of("haiphong", "HP.A.IX", MONTH, rows)


@pytest.fixture
def industry(brief_of: Any, figure: Any) -> Any:
    """An index of production with two branches."""
    branches = {"Sản xuất trang phục": 112.5, "Sản xuất kim loại": 95.0}
    given = {"indicator": "HP.A.V.1", "component": "iip", "unit": "%", "vintage": "2026-11-02"}
    rows = [
        figure(month, "yoy", 105.0 + i / 2, item="Toàn ngành công nghiệp", **given)
        for i, month in enumerate(MONTHS)
    ]
    rows += [figure(MONTH, "yoy", value, item=name, **given) for name, value in branches.items()]
    return brief_of("haiphong", "HP.A.V", MONTH, rows)


BRIEFS = (
    "accidents", "service", "projects", "flood", "localities", "stocks", "industry",
)  # fmt: skip


def _charts(request: Any, name: str) -> tuple[Any, list[Chart]]:
    brief = request.getfixturevalue(name)
    assert brief.charts
    return brief, brief.charts


def _chart(brief: Any, start: str) -> Chart:
    return next(c for c in brief.charts if c.id.startswith(start))


@pytest.mark.parametrize("size", ["wide", "narrow"])
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", BRIEFS)
def test_no_word_lies_over_another_or_is_cut_and_every_number_is_a_fact(
    request: Any, name: str, lang: Any, size: Any
) -> None:
    brief, drawn = _charts(request, name)
    for chart in drawn:

        def look(figure: Any, chart: Chart = chart) -> None:
            assert clashes(figure) == [], chart.id
            assert cut(figure) == [], chart.id
            facts = [brief.content.fact(key) for key in chart.facts]
            check_drawing(figure, facts, names_of(brief.content), lang)

        chart.svg(lang, size, look)


@pytest.mark.parametrize("name", BRIEFS)
def test_titles_say_a_number_and_pictures_have_words(request: Any, name: str) -> None:
    brief, drawn = _charts(request, name)
    for chart in drawn:
        assert chart.title.facts, chart.id
        assert set(chart.title.facts) <= set(chart.facts) | set(brief.content.facts)
        assert re.search(r"\d", chart.title.plain())
        for lang in ("vi", "en"):
            assert len(chart.alt.plain(lang)) > 40
            assert chart.subtitle.plain(lang)
        assert all(key in brief.content.facts for key in chart.facts)


@pytest.mark.parametrize("name", BRIEFS)
def test_drawings_are_the_same_again_and_small(request: Any, name: str) -> None:
    _, drawn = _charts(request, name)
    for chart in drawn:
        first = chart.svg("vi")
        assert first == chart.svg("vi")
        root = ET.fromstring(first)
        assert "script" not in {e.tag.rpartition("}")[2] for e in root.iter()}
        assert len(first.encode()) < 150_000


def test_a_count_beyond_its_limits_is_said_to_be(accidents: Any) -> None:
    title = plain(_chart(accidents, "counts").title.plain())
    assert title == "Số vụ tai nạn giao thông 50 vụ, cao hơn mức dao động thường thấy"


def test_limits_are_quantiles_of_the_poisson_distribution() -> None:
    # Mean 10: P(X <= 3) = 0.0103, P(X <= 4) = 0.0293; P(X <= 16) = 0.9730, P(X <= 17) = 0.9857
    # (tables of the cumulative Poisson distribution).
    assert count.limits([10.0] * 12) == (4.0, 17.0)
    assert count.limits([0.0, 0.0]) == (0.0, 0.0)


def test_a_league_ranks_and_remembers_the_rank_of_a_year_before(service: Any) -> None:
    chart = _chart(service, "league")
    first, last = COMMUNES[0], COMMUNES[-1]
    assert plain(chart.title.plain()).startswith(
        f"Tổng điểm chất lượng phục vụ: {first} đứng đầu với 95 điểm, {last} đứng cuối với 66,75"
    )
    seen: list[str] = []
    chart.svg("vi", "wide", lambda figure: seen.extend(t.get_text() for t in _ranks(figure)))
    # Ten from each end of 114, the last of today first a year ago.
    assert len(seen) == 20
    assert (seen[0], seen[-1]) == ("1 (114)", "114 (1)")


def _ranks(figure: Any) -> list[Any]:
    from matplotlib.text import Text

    return [t for t in figure.findobj(Text) if t.get_gid() == style.ORDER]


def test_a_board_tells_lights_by_letter_and_shape(projects: Any) -> None:
    board = _chart(projects, "board")
    assert plain(board.title.plain()).startswith(f"{_CENTRE} chậm nhiều")
    letters: list[str] = []
    board.svg("vi", "wide", lambda figure: letters.extend(_words(figure)))
    # Land at 79 lags the 80 planned: amber; half of the planned works is red, all of it green.
    assert [w for w in letters if w in {"X", "V", "Đ"}] == ["V", "Đ", "V", "X"]


def _words(figure: Any) -> list[str]:
    from matplotlib.text import Text

    return [t.get_text() for t in figure.findobj(Text) if t.get_visible()]


def test_the_project_that_is_most_behind_leads_the_s_curves(projects: Any) -> None:
    title = plain(_chart(projects, "scurves").title.plain())
    assert title.startswith(f"{_CENTRE}: thực hiện 40%, kế hoạch 80%, chậm 8 tháng")


def test_a_gauge_says_which_level_was_passed_and_breaks_where_days_lack(flood: Any) -> None:
    chart = _chart(flood, "gauge")
    title = plain(chart.title.plain())
    assert "cao nhất 548 cm" in title
    assert "vượt báo động II (500 cm)" in title
    # Days 1–9 and 15–31 are two strokes of the line; colours of lines are those of the city.
    drawn = re.findall(rf"d='(m[^']*)'[^>]*stroke:{style.CITY}", chart.svg("vi"))
    assert max(path.count("m") for path in drawn) == 2


def test_the_situation_leads_with_what_is_least_done(flood: Any) -> None:
    assert flood.charts[0].id == "situation"
    title = plain(flood.charts[0].title.plain())
    assert title == "Tiến độ sơ tán: 25%, 100 người trên 400 người"


def test_localities_have_small_maps_and_a_strip_for_each_indicator(localities: Any) -> None:
    ids = [chart.id for chart in localities.charts]
    assert ids[0] == "localities"
    assert sum(i.startswith("strip") for i in ids) == len(_OF_COMMUNES)


def test_maps_take_outlines_where_there_are_any(
    service: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = _chart(service, "map").svg("vi")
    _write_squares(tmp_path / "haiphong.geojson")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    with_outlines = type(service)(service.content)
    drawn = _chart(with_outlines, "map").svg("vi")
    assert drawn != without
    assert "Bạch Long Vĩ" in drawn


def _write_squares(path: Path) -> None:
    """A square around the centre of each commune, and one of another city with a shared name."""
    features = []
    for member in code_list("communes_haiphong").members:
        x, y = float(member.extra["lon"]), float(member.extra["lat"])
        features.append(_square(x, y, member.code, member.name))
    features.append(_square(105.9, 9.4, "31783", "Xã Vĩnh Hải"))
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def _square(x: float, y: float, code: str, name: str) -> dict[str, Any]:
    ring = [[x + dx, y + dy] for dx, dy in ((0, 0), (0.03, 0), (0.03, 0.03), (0, 0.03), (0, 0))]
    return {
        "type": "Feature",
        "properties": {"province": "31", "code": code, "name": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def test_a_commune_of_another_city_with_the_same_name_is_not_drawn(
    service: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from phantich.brief.charts.geography import ground_of

    _write_squares(tmp_path / "both.geojson")
    ground = ground_of(service.content, tmp_path)
    assert ground is not None
    assert len(ground.units) == 114
    assert ground.far == {"Đặc khu Bạch Long Vĩ"}
    # All outlines lie in the north: 20 to 22 degrees.
    assert all(2000 < y < 2200 for u in ground.units for ring in u.rings for _, y in ring)


def test_a_boundary_file_that_is_none_is_named(service: Any, tmp_path: Path) -> None:
    from phantich.brief.charts.geography import ground_of
    from phantich.errors import DataError

    (tmp_path / "broken.geojson").write_text("{}")
    with pytest.raises(DataError, match=r"broken\.geojson"):
        ground_of(service.content, tmp_path)


@pytest.mark.shared
def test_a_map_with_real_boundaries_is_small_and_legible(
    service: Any, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(shared / "admin"))
    chart = _chart(type(service)(service.content), "map")
    for size in ("wide", "narrow"):

        def look(figure: Any) -> None:
            assert clashes(figure) == []
            assert cut(figure) == []

        assert len(chart.svg("vi", size, look).encode()) < 100_000


def test_dots_of_a_swarm_do_not_lie_over_each_other() -> None:
    values = [1.0, 1.0, 1.1, 1.1, 1.2, 3.0]
    levels = swarm(values, 0.5)
    for i, value in enumerate(values):
        near = [j for j in range(i) if abs(values[j] - value) < 0.5]
        assert all(levels[i] != levels[j] for j in near)


def test_a_heatmap_tells_small_changes_from_large_ones_each_way() -> None:
    shades = [colour(change) for change in (-0.9, -0.2, 0.01, 0.2, 0.9)]
    assert shades == list(style.AROUND)


def test_names_that_would_break_a_drawing_are_shown_as_text(brief_of: Any, figure: Any) -> None:
    names = ["<script>alert(1)</script>", "\u202eđảo", "=cmd()", "x" * 10_000, "a\"b'&c"]
    given = {"indicator": "HP.A.V.1", "component": "iip", "unit": "%", "vintage": "2026-11-02"}
    rows = [figure(m, "yoy", 103.0, item="Toàn ngành công nghiệp", **given) for m in MONTHS]
    rows += [figure(MONTH, "yoy", 101.0 + i, item=n, **given) for i, n in enumerate(names)]
    brief = brief_of("haiphong", "HP.A.V", MONTH, rows)
    drawn = _chart(brief, "branches").svg("vi")
    root = ET.fromstring(drawn)
    assert not [e for e in root.iter() if e.tag.endswith("script")]
    shown = [e.text or "" for e in root.iter() if e.tag.endswith("text")]
    assert any("<script>" in text for text in shown)
    assert "\u202e" not in drawn
    assert max(map(len, shown)) < 60


def test_columns_of_quarters_are_called_quarters(brief_of: Any, figure: Any) -> None:
    quarters = {f"{year}-Q{q}": 10.0 + q for year in (2024, 2025) for q in range(1, 5)}
    rows = _rows(figure, "HP.A.VI.3", "value", "triệu USD", "Tổng số", quarters | {"2026-Q3": 12.0})
    brief = brief_of("haiphong", "HP.A.VI", MONTH, [{**row, "frequency": "Q"} for row in rows])
    told = [chart.subtitle.plain("vi") for chart in brief.charts]
    assert any("theo quý" in words for words in told), told
    assert not any("theo tháng" in words for words in told)
