"""Charts by kind: each says its finding in words and draws the figures behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from phantich.brief.charts import (
    count,
    dossier,
    flow,
    gauge,
    localities,
    maps,
    price_index,
    progress,
    rating,
    ratio,
    situation,
    stock,
    volume_index,
)
from phantich.brief.charts.flagged import gravest, with_signs
from phantich.brief.charts.model import Chart
from phantich.brief.charts.reading import Reading
from phantich.brief.charts.sparkline import sparkline
from phantich.brief.subject import Subject
from phantich.catalog.model import Kind

__all__ = ["Chart", "charts", "sparkline"]

_BY_KIND: Final[dict[Kind, Callable[[list[Subject], Reading], list[Chart]]]] = {
    "price_index": price_index.charts,
    "flow": flow.charts,
    "stock": stock.charts,
    "volume_index": volume_index.charts,
    "ratio": ratio.charts,
    "count": count.charts,
    "gauge": gauge.charts,
    "progress": progress.charts,
    "rating": rating.charts,
    "dossier": dossier.charts,
}


def charts(subjects: list[Subject]) -> list[Chart]:
    """The charts of the subjects that have figures, in the order of the decision.

    A group about the localities has its own charts instead of those of its kinds; an emergency
    begins with the situation; maps follow the charts of their indicator.
    """
    measured = [s for s in subjects if s.measured]
    if not measured:
        return []
    reading = Reading(measured[0].view.content)
    result = localities.charts(measured, reading)
    if not result:
        result = [*situation.charts(measured, reading), *_by_kind(measured, reading)]
    most = 1 if any(chart.id == localities.ID for chart in result) else 2
    result += maps.charts(measured, reading)[:most]
    content = reading.content
    flags = gravest(content.flags)
    result = [with_signs(chart, flags, content.facts) for chart in result]
    order = {code: i for i, code in enumerate(dict.fromkeys(c for s in subjects for c in s.codes))}
    return sorted(result, key=lambda chart: order[chart.codes[0]])


def _by_kind(measured: list[Subject], reading: Reading) -> list[Chart]:
    result: list[Chart] = []
    for kind in dict.fromkeys(s.kind for s in measured):
        # What stands beside a whole is a subject of its own among prices alone.
        own = [s for s in measured if s.kind == kind]
        told = [s for s in own if s.beside is None or kind == "price_index"]
        result.extend(_BY_KIND[kind](told, reading))
    return result
