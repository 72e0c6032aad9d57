"""Charts of ratings: scores side by side with their change, and unit by unit."""

from __future__ import annotations

from itertools import groupby

from phantich.brief.charts import multiples, ratio, stock
from phantich.brief.charts.model import Chart
from phantich.brief.charts.reading import Reading
from phantich.brief.subject import Subject
from phantich.brief.text import text

#: A rank is told with its score, and is no series of its own.
_RANK = "hạng"


def charts(subjects: list[Subject], reading: Reading) -> list[Chart]:
    """For each indicator its scores over time and the league tables of the first score."""
    result: list[Chart] = []
    for code, group in groupby(subjects, key=lambda s: s.codes[0]):
        own = list(group)
        panels = [p for s in own if (p := stock.panel(s, reading)) is not None]
        if panels:
            subtitle = text(
                "Điểm hoặc hạng theo kỳ; nét đứt: mục tiêu", "Score or rank; dashed: the target"
            )
            made = multiples.chart(f"ratings-{code}", panels, (code,), "line", subtitle)
            result.append(made)
        result += ratio.compare(code, [s for s in own if s.main.unit != _RANK], reading)
    return result
