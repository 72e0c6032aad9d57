"""Charts by kind: each says its finding in words and draws the figures behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from phantich.brief.charts import flow, price_index
from phantich.brief.charts.model import Chart
from phantich.brief.charts.sparkline import sparkline
from phantich.brief.subject import Subject
from phantich.catalog.model import Kind

__all__ = ["Chart", "charts", "sparkline"]

_BY_KIND: Final[dict[Kind, Callable[[list[Subject]], list[Chart]]]] = {
    "price_index": price_index.charts,
    "flow": flow.charts,
}


def charts(subjects: list[Subject]) -> list[Chart]:
    """The charts of the subjects that have figures, in the order of the decision."""
    measured = [s for s in subjects if s.measured]
    order = {code: i for i, code in enumerate(dict.fromkeys(c for s in subjects for c in s.codes))}
    result: list[Chart] = []
    for kind in dict.fromkeys(s.kind for s in measured):
        make = _BY_KIND.get(kind)
        if make is not None:
            result.extend(make([s for s in measured if s.kind == kind]))
    return sorted(result, key=lambda chart: order[chart.codes[0]])
