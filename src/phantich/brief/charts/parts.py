"""Bars of the parts of a flow: what each reached of its plan, or how it grew."""

from __future__ import annotations

from functools import partial
from typing import Final

from phantich.brief import figures
from phantich.brief.charts.bars import Bar, describe, draw_bars, ranked
from phantich.brief.charts.model import Chart
from phantich.brief.plans import plan_name
from phantich.brief.subject import Subject
from phantich.brief.text import Text, literal, lower_first, text

#: Parts that bars are drawn of.
MOST = 14
#: Share of the whole from which a part is worth a bar.
_WORTH: Final = 0.01


def parts(subject: Subject) -> Chart | None:
    """Bars of the parts: share of their own plan where plans are known, else growth."""
    for measure in ("pct_plan:council", "pct_plan", "pct_plan:central", "ytd_yoy"):
        base = 100.0 if measure == "ytd_yoy" else 0.0
        bars = _bars(subject, measure, base)
        if len(bars) >= 2:
            break
    else:
        return None
    tell = figures.change if base else figures.percent
    best, least = bars[0], bars[-1]
    title = text(
        "{best} cao nhất, {a}; {least} thấp nhất, {b}",
        "{best} highest, {a}; {least} lowest, {b}",
        best=best.name,
        a=tell(best.fact, 1),
        least=literal(lower_first(least.name.plain()), lower_first(least.name.plain("en"))),
        b=tell(least.fact, 1),
    )
    whole = subject.fact(measure)
    if whole is not None:
        bars = ranked([*bars, Bar(_TOTAL, whole, base, strong=True)])
    subtitle = _GROWTH if base else _share_of(subject, measure)
    return Chart(
        id="parts",
        title=title,
        subtitle=subtitle,
        alt=describe(bars, subtitle, 1),
        codes=subject.codes,
        facts=tuple(bar.fact.id for bar in bars),
        draw=partial(draw_bars, bars=bars, decimals=1, mark=None if base else 100.0),
        height=0.31 * len(bars) + 0.3,
        narrow_height=0.36 * len(bars) + 0.3,
    )


_TOTAL: Final = text("Tổng số", "Total")
_GROWTH: Final = text("Lũy kế so với cùng kỳ năm trước, %", "Year to date on last year's, %")


def _bars(subject: Subject, measure: str, base: float) -> list[Bar]:
    """The parts down to the second level that matter: the highest and the lowest."""
    whole = subject.fact("ytd")
    least = _WORTH * whole.value if whole is not None else 0.0
    bars = []
    for item in subject.items[1:]:
        fact, size = subject.fact(measure, item.name), subject.fact("ytd", item.name)
        if item.depth <= 2 and fact is not None and (size is None or size.value >= least):
            bars.append(Bar(literal(item.label.vi, item.label.en), fact, base))
    bars = ranked(bars)
    return bars if len(bars) <= MOST else [*bars[: MOST // 2], *bars[-MOST // 2 :]]


def _share_of(subject: Subject, measure: str) -> Text:
    plan = plan_name(subject, measure)
    return text("Lũy kế so với {p}, %", "Year to date as a share of {p}, %", p=plan)
