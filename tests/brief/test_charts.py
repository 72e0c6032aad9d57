"""Charts: the finding in the title, deterministic drawings, labels that do not meet."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.brief.charts.style import spread_labels
from phantich.brief.numbers import plain


@pytest.fixture
def brief(brief_of: Any, november_2024: Any, price: Any) -> Any:
    """The table of November 2024 with two years of the year's change behind it."""
    past = [price(f"2023-{m:02d}", "yoy", 103.0 + m / 10) for m in range(1, 13)]
    past += [price(f"2024-{m:02d}", "yoy", 104.0 - m / 10) for m in range(1, 11)]
    return brief_of("vietnam", "VN.A", "2024-11", [*past, *november_2024])


def test_titles_say_the_finding_with_its_number(brief: Any) -> None:
    assert [(c.id, plain(c.title.plain())) for c in brief.charts] == [
        ("yoy", "Chỉ số giá tiêu dùng tăng 2,77% so với cùng kỳ năm trước"),
        (
            "groups",
            "Nhà ở và vật liệu xây dựng tác động 0,16 điểm phần trăm vào mức tăng 0,13% của chỉ số "
            "chung",
        ),
    ]


@pytest.mark.parametrize("size", ["wide", "narrow"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_same_chart_gives_the_same_drawing_without_outside_references(
    brief: Any, lang: Any, size: Any
) -> None:
    for chart in brief.charts:
        drawn = chart.svg(lang, size)
        assert drawn == chart.svg(lang, size)
        root = ET.fromstring(drawn)
        links = [v for e in root.iter() for k, v in e.attrib.items() if k.endswith("href")]
        assert all(link.startswith("#") for link in links)


def test_the_bars_add_up_to_the_month_s_change(brief: Any) -> None:
    facts = [brief.content.facts[i] for i in brief.charts[1].facts]
    points = [fact.value for fact in facts if fact.measure == "contribution"]
    assert len(points) == 11
    # The total is a weighted geometric mean: the sum of contributions misses it by little.
    assert sum(points) == pytest.approx(0.1275, abs=0.002)


def test_the_alternative_text_says_what_is_drawn(brief: Any) -> None:
    bars = plain(brief.charts[1].alt.plain())
    assert "Nhà ở và vật liệu xây dựng 0,16" in bars
    assert "Hàng ăn và dịch vụ ăn uống −0,07" in bars


def test_simulated_stretches_of_a_mixed_chart_are_named(brief_of: Any, price: Any) -> None:
    rows = [price(f"2024-{m:02d}", "yoy", 103.0) for m in range(1, 6)]
    rows += [price("2024-06", "yoy", 103.2, source="simulated:seed=1")]
    brief = brief_of("vietnam", "VN.A", "2024-06", rows)
    section = brief.chart_section()
    assert "Nét đứt, gạch chéo: mô phỏng." in section.make("vi")
    assert "stroke-dasharray" in brief.charts[0].svg("vi")


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=8), st.floats(0.1, 20))
def test_labels_keep_their_order_and_their_gap(places: list[float], gap: float) -> None:
    moved = spread_labels(places, gap)
    order = sorted(range(len(places)), key=places.__getitem__)
    spots = [moved[i] for i in order]
    assert all(b - a >= gap - 1e-6 for a, b in itertools.pairwise(spots))
    assert sum(moved) == pytest.approx(sum(places), abs=1e-6)
