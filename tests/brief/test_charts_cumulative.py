"""Paths of a year: where two labels would meet, last year's amount is left out."""

from __future__ import annotations

from typing import Any

import pytest

from phantich.brief.charts.cumulative import Path, draw_cumulative
from phantich.brief.charts.labels import clashes, cut
from phantich.brief.charts.style import canvas
from phantich.brief.model.facts import Fact
from phantich.brief.text import literal


def _fact(period: str, value: float) -> Fact:
    given = {"indicator": "CT.D.I.29", "component": "port", "item": "Tổng", "area": "Cần Thơ"}
    return Fact(id=period, period=period, measure="ytd", value=value, unit="tấn", status="A",
                vintage="2026-11-02", source="x", simulated=False, **given)  # fmt: skip


def _labels(last_year: float, this_year: float) -> list[str]:
    """Labels of both ends: December of last year, October of this one."""
    old = Path(tuple(_fact(f"2025-{m:02d}", last_year * m / 12) for m in range(1, 13)), False)
    now = Path(tuple(_fact(f"2026-{m:02d}", this_year * m / 10) for m in range(1, 11)), True)
    with canvas("vi", "wide", 2.8) as target:
        draw_cumulative(target, [old, now], None, literal("", ""), [], [])
        assert clashes(target.figure) == []
        assert cut(target.figure) == []
        found: Any = target.axes.texts
        return [label.get_text() for label in found]


@pytest.mark.parametrize(
    ("this_year", "old_label"),
    [(9_000_000.0, "2025: 15.236.133"), (14_746_683.0, "2025")],
)
def test_two_ends_that_are_near_are_told_apart(this_year: float, old_label: str) -> None:
    assert old_label in _labels(15_236_133.0, this_year)
