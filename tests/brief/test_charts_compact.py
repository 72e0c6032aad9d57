"""Small drawings: the same picture in fewer bytes, and lines of the size of a word."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.brief.charts import sparkline
from phantich.brief.charts.compact import compact
from phantich.brief.charts.outlines import shrink

_POINT = st.tuples(st.floats(-500, 500), st.floats(-500, 500))


def _followed(outline: str) -> list[tuple[float, float]]:
    """Points that a path of m, l, h and v passes, by the rules of SVG."""
    x = y = 0.0
    points = []
    for letter, told in re.findall(r"([mlhvz])([^mlhvz]*)", outline):
        numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", told)]
        if letter == "h":
            steps = [(n, 0.0) for n in numbers]
        elif letter == "v":
            steps = [(0.0, n) for n in numbers]
        else:
            steps = list(zip(numbers[::2], numbers[1::2], strict=True))
        for dx, dy in steps:
            x, y = x + dx, y + dy
            points.append((x, y))
    return points


@given(st.lists(_POINT, min_size=2, max_size=30))
def test_a_shrunk_line_ends_where_the_line_did(points: list[tuple[float, float]]) -> None:
    written = "M " + " L ".join(f"{x:.6f} {y:.6f}" for x, y in points)
    found = _followed(shrink(written, 100))
    # Steps of no length are left out, so that ends are compared and not every point.
    assert found[0] == pytest.approx(points[0], abs=0.0051)
    assert found[-1] == pytest.approx(points[-1], abs=0.0051)


def test_names_that_are_referred_to_survive_and_others_go() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<!-- Tổng số --><defs><path id="DejaVuSans-31" d="M 0 0 \nL 64 64 \nz" '
        'transform="scale(0.015625)"/><clipPath id="pab12"><rect x="1.23456" y="2"/></clipPath>'
        '</defs>\n<g id="text_1"><use xlink:href="#DejaVuSans-31" '
        'transform="translate(63.623047 0)"/></g><path id="x" clip-path="url(#pab12)" d="M 1 1"/>'
        "</svg>"
    )
    small = compact(svg)
    root = ET.fromstring(small)
    names = {e.attrib["id"] for e in root.iter() if "id" in e.attrib}
    used = set(re.findall(r"#(\w+)", small.partition(">")[2]))
    assert names == used
    assert "Tổng số" not in small


def test_words_keep_the_width_they_were_laid_out_with() -> None:
    style = "font-weight: 700; font-size: 10px; text-anchor: end; fill: #1b1f24"
    drawn = f'<text style="{style}" x="5" y="7" transform="rotate(-90 5 7)">Tổng &lt;số&gt;</text>'
    root = ET.fromstring(compact(drawn))
    assert root.text == "Tổng <số>"
    assert root.attrib["transform"] == "rotate(-90 5 7)"
    assert root.attrib["text-anchor"] == "end"
    # Advance widths of DejaVu Sans Bold, units of 2048 to the em: T 1397, ổ 1407, n 1458, g 1466,
    # space 713, < and > 1716, s 1219, ố 1407: 12499 · 10 / 2048 = 61.03, less kerning and bearings.
    assert float(root.attrib["textLength"]) == pytest.approx(61.0, abs=2.5)


def test_a_sparkline_breaks_where_a_value_is_missing() -> None:
    drawn = sparkline([1.0, 2.0, None, 4.0, float("nan"), 5.0, 6.0], "Sáu tháng")
    root = ET.fromstring(drawn)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == "Sáu tháng"
    path = next(e for e in root if e.tag.endswith("path"))
    assert path.attrib["d"].count("M") == 3
    # The lone fourth value and the last one are dots.
    assert sum(e.tag.endswith("circle") for e in root) == 2


def test_a_sparkline_without_words_is_hidden_from_assistive_technology() -> None:
    assert 'aria-hidden="true"' in sparkline([3.0, 3.0])
    assert sparkline([3.0]) == ""
    assert "<script" not in sparkline([1.0, 2.0], "<script>\"'")


@given(st.lists(st.one_of(st.none(), st.floats(allow_infinity=False)), min_size=2, max_size=40))
def test_every_point_of_a_sparkline_lies_inside(values: list[float | None]) -> None:
    drawn = sparkline(values)
    for x, y in re.findall(r"[ML]([\d.-]+) ([\d.-]+)", drawn):
        assert 0 <= float(x) <= 96
        assert 0 <= float(y) <= 24
