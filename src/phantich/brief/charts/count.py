"""Charts of counts: columns by period, with the range that chance explains."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import Final

from phantich.brief import figures, numbers, periods
from phantich.brief.charts import boxes, flagged, multiples, stock, style, words
from phantich.brief.charts.model import Chart
from phantich.brief.charts.multiples import Panel
from phantich.brief.charts.reading import Reading
from phantich.brief.charts.style import Canvas
from phantich.brief.model.facts import Fact
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, text

#: Past periods from which limits are drawn.
LEAST: Final = 12
CONFIDENCE: Final = 0.95


def charts(subjects: list[Subject], reading: Reading) -> list[Chart]:
    """For each indicator columns, or panels where it counts several things."""
    result: list[Chart] = []
    for code, group in groupby(subjects, key=lambda s: s.codes[0]):
        own = [s for s in group if not s.within]
        panels = [p for s in own if (p := panel(s, reading)) is not None]
        if len(panels) == 1:
            result.append(_columns(code, panels[0]))
        elif panels:
            title = _leading(panels)
            made = multiples.chart(f"counts-{code}", panels, (code,), "columns", _UNITS, title)
            result.append(made)
    return result


def _leading(panels: list[Panel]) -> Text:
    """What lies outside of its range, the first two; else the first with its change."""
    odd = [p for p in panels if p.limits and not p.limits[0] <= p.now.value <= p.limits[1]]
    if not odd:
        return _told(panels[0]) + _verdict(panels[0])
    parts = [
        text("{n} {v}", "{n} {v}", n=p.name if i == 0 else words.inside(p.name), v=_value(p))
        for i, p in enumerate(odd[:2])
    ]
    return join(parts, "; ")


def _value(panel: Panel) -> Text:
    return words.told(panel.now) + _verdict(panel)


def _told(panel: Panel) -> Text:
    """Name, period, count and its change on a year before."""
    now = panel.now
    title = text(
        "{name} {when}: {value}",
        "{name}, {when}: {value}",
        name=panel.name,
        when=periods.name(now.period),
        value=words.told(now),
    )
    if panel.change is None:
        return title
    vi, en = periods.on_year(now.period)
    return join([title, figures.change(panel.change, 1) + text(f" {vi}", f" {en}")])


_UNITS: Final = text(
    "Số trong kỳ; dải xám: mức dao động thường thấy quanh trung bình các kỳ trước (Poisson)",
    "In the period; grey band: the usual range around the mean of past periods (Poisson)",
)


def panel(subject: Subject, reading: Reading) -> Panel | None:
    """The counts of the window, with limits from the periods before the newest."""
    facts = stock.window(subject, reading)
    if len(facts) < 3 or not any(fact.value for fact in facts):
        return None
    now = facts[-1]
    past = [fact.value for fact in facts[:-1]]
    change = reading.at(subject.main, now.period, "yoy")
    return Panel(subject.name, facts, change, limits=limits(past) if len(past) >= LEAST else None)


def limits(past: list[float], confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The counts between which a new one lies with that probability if the past mean holds.

    Exact quantiles of the Poisson distribution with the mean of the past counts; where counts vary
    more than chance alone, more of them lie outside.

    Examples
    --------
    >>> limits([10.0] * 12)
    (4.0, 17.0)
    """
    from scipy import stats

    tail = (1 - confidence) / 2
    mean = sum(past) / len(past)
    return float(stats.poisson.ppf(tail, mean)), float(stats.poisson.ppf(1 - tail, mean))


def _columns(code: str, panel: Panel) -> Chart:
    now = panel.now
    title = _told(panel) + _verdict(panel)
    shown = [f for f in (*panel.facts, panel.change) if f is not None]
    return Chart(
        id=f"count-{code}",
        title=title,
        subtitle=_UNITS if panel.limits else _in_period(now),
        alt=text("Biểu đồ cột theo kỳ. {t}.", "Columns by period. {t}.", t=title),
        codes=(code,),
        facts=tuple(f.id for f in shown),
        points=tuple(f.id for f in panel.facts),
        draw=partial(draw_columns, panel=panel),
        height=2.6,
        narrow_height=2.4,
    )


def _in_period(now: Fact) -> Text:
    return text("Số trong kỳ, {u}", "In the period, {u}", u=words.unit(now.unit))


def _verdict(panel: Panel) -> Text:
    """Whether chance explains the newest count, in words."""
    if panel.limits is None:
        return Text()
    low, high = panel.limits
    if panel.now.value > high:
        return text(", cao hơn mức dao động thường thấy", ", above the usual range")
    if panel.now.value < low:
        return text(", thấp hơn mức dao động thường thấy", ", below the usual range")
    return text(", trong mức dao động thường thấy", ", within the usual range")


def draw_columns(target: Canvas, panel: Panel) -> None:
    """Columns; the newest and that of a year before carry their figure."""
    axes = target.axes
    places = multiples.axis_of(panel.facts)
    year_ago = periods.year_before(panel.now.period)
    at, values = [places[f.period] for f in panel.facts], [f.value for f in panel.facts]
    boxes.columns(axes, at, values, multiples.shades(panel.facts))
    for fact in panel.facts:
        now, then = fact is panel.now, fact.period == year_ago
        if now or then:
            axes.annotate(
                numbers.amount(fact.value, 1, target.lang),
                (places[fact.period], fact.value),
                xytext=(0, 3),
                textcoords="offset points",
                ha="center",
                fontsize=8.5,
                fontweight="bold" if now else "normal",
            )
    for fact in panel.facts:
        flagged.point(target, axes, places[fact.period], fact.value, fact, flagged.OVER_NUMBER)
    if panel.limits is not None:
        multiples.draw_limits(axes, panel.limits)
    stock.time_ticks(target, list(places))
    highest = max(f.value for f in panel.facts)
    style.format_values(target, "y", style.decimals_for([0.0, highest]))
    axes.set_xlim(-0.6, len(places) + 0.1)
    axes.set_ylim(0, max(highest, *(panel.limits or (0.0,))) * 1.14)
