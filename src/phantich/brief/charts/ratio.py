"""Charts of ratios: against their targets, over time, and unit by unit."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Final

from phantich.brief import figures, periods
from phantich.brief.charts import boxes, league, multiples, stock, style, words
from phantich.brief.charts.model import Chart
from phantich.brief.charts.multiples import Panel
from phantich.brief.charts.reading import Reading
from phantich.brief.charts.style import Canvas
from phantich.brief.model.facts import Fact
from phantich.brief.subject import Subject
from phantich.brief.text import Text, text

#: Ratios with a target from which one chart shows them all.
_SEVERAL: Final = 3
#: Periods from which a line is worth drawing.
_LEAST: Final = 5


def charts(subjects: list[Subject], reading: Reading) -> list[Chart]:
    """All against their targets; for each indicator its lines and its league tables."""
    aims = [a for s in subjects if (a := _aim(s, reading)) is not None]
    result = [_aims(aims)] if len(aims) >= _SEVERAL else []
    for code, group in groupby(subjects, key=lambda s: s.codes[0]):
        own = list(group)
        result += _lines(code, own, reading)
        result += compare(code, own, reading)
    return result


def compare(code: str, subjects: list[Subject], reading: Reading) -> list[Chart]:
    """The league tables of the first of the subjects that has any."""
    for subject in subjects:
        found = league.leagues(subject, reading)
        if found:
            names = [f"league-{code}-{i}" for i in range(len(found))]
            return [league.chart(n, code, one) for n, one in zip(names, found, strict=True)]
    return []


def _lines(code: str, subjects: list[Subject], reading: Reading) -> list[Chart]:
    panels = [p for s in subjects if (p := stock.panel(s, reading)) and len(p.facts) >= _LEAST]
    if len(panels) == 1:
        return [_line(code, panels[0])]
    if not panels:
        return []
    subtitle = text("Nét đứt: mục tiêu của năm", "Dashed: target of the year")
    return [multiples.chart(f"ratios-{code}", panels, (code,), "line", subtitle)]


def _line(code: str, panel: Panel) -> Chart:
    now = panel.now
    title = text(
        "{name} {when}: {v}",
        "{name}, {when}: {v}",
        name=panel.name,
        when=periods.name(now.period),
        v=_told(now),
    )
    if panel.target is not None:
        title += text(", mục tiêu {t}", ", target {t}", t=_told(panel.target))
    shown = [f for f in (*panel.facts, panel.target) if f is not None]
    subtitle = text(
        "{u}, {a} – {b}",
        "{u}, {a} – {b}",
        u=words.unit(now.unit),
        a=periods.short(panel.facts[0].period),
        b=periods.short(now.period),
    )
    return Chart(
        id=f"ratio-{code}",
        title=title,
        subtitle=subtitle,
        alt=text("Biểu đồ đường. {t}.", "Line chart. {t}.", t=title),
        codes=(code,),
        facts=tuple(f.id for f in shown),
        points=tuple(f.id for f in panel.facts),
        draw=partial(stock.draw_line, panel=panel),
        height=2.5,
        narrow_height=2.4,
    )


def _told(fact: Fact) -> Text:
    return figures.percent(fact) if fact.unit == "%" else words.told(fact, 2)


@dataclass(frozen=True, slots=True)
class Aim:
    """A ratio and its target."""

    name: Text
    code: str
    now: Fact
    goal: Fact
    bad: bool

    @property
    def short_of(self) -> float:
        """Points by which the target is missed; negative where it is reached."""
        missed = self.goal.value - self.now.value
        return -missed if self.bad else missed


def _aim(subject: Subject, reading: Reading) -> Aim | None:
    component = subject.main
    period = reading.recent(component)
    now = reading.at(component, period) if period else None
    goal = reading.target(component, period) if period else None
    if now is None or goal is None or (now.unit, goal.unit) != ("%", "%"):
        return None
    return Aim(subject.name, subject.codes[0], now, goal, component.direction == "bad")


def _aims(aims: list[Aim]) -> Chart:
    subtitle = text(
        "%, thực hiện / mục tiêu của năm (vạch nâu); cam: chưa đạt",
        "%, figure / target of the year (brown mark); orange: not reached",
    )
    told = words.rows((a.name, _told(a.now)) for a in aims)
    return Chart(
        id="targets",
        title=_aims_title(aims),
        subtitle=subtitle,
        alt=text("Biểu đồ thanh. {s}: {told}.", "Bar chart. {s}: {told}.", s=subtitle, told=told),
        codes=tuple(dict.fromkeys(a.code for a in aims)),
        facts=tuple(f.id for a in aims for f in (a.now, a.goal)),
        draw=partial(draw_aims, aims=aims),
        height=0.36 * len(aims) + 0.35,
        narrow_height=0.5 * len(aims) + 0.35,
    )


def _aims_title(aims: list[Aim]) -> Text:
    """The ratio furthest from its target; where all are reached, the one that is best beyond."""
    furthest = max(aims, key=lambda a: a.short_of)
    if furthest.short_of > 0:
        vi = "{name} {v}, xa mục tiêu nhất ({g})"
        en = "{name} {v}, furthest from its target ({g})"
    else:
        vi, en = "Tất cả đạt mục tiêu; {name} {v} ({g})", "All targets reached; {name} {v} ({g})"
    return text(vi, en, name=furthest.name, v=_told(furthest.now), g=_told(furthest.goal))


def draw_aims(target: Canvas, aims: list[Aim]) -> None:
    """A bar for each ratio from zero, with a mark at its target and both figures behind it."""
    axes = target.axes
    places = [-float(i) for i in range(len(aims))]
    height = 0.34 if target.narrow else 0.5
    colors = [style.FALL if aim.short_of > 0 else style.CITY for aim in aims]
    boxes.rows(axes, places, [aim.now.value for aim in aims], colors, height)
    lows, highs = [p - height * 0.75 for p in places], [p + height * 0.75 for p in places]
    axes.vlines([aim.goal.value for aim in aims], lows, highs, color=style.PLAN, lw=2.4)
    for place, aim in zip(places, aims, strict=True):
        shown = f"{target.number(aim.now.value, 1)} / {target.number(aim.goal.value, 1)}"
        axes.annotate(
            shown,
            (max(aim.now.value, aim.goal.value), place),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
        )
        if target.narrow:
            name = textwrap.shorten(aim.name.plain(target.lang), 46, placeholder="…")
            axes.annotate(name, (0, place + 0.3), va="bottom", fontsize=8)
    names = ["\n".join(textwrap.wrap(a.name.plain(target.lang), 44)[:2]) for a in aims]
    axes.set_yticks(places, names, fontsize=8.5, color=style.INK)
    if target.narrow:
        axes.set_yticks([])
    top = max(max(a.now.value, a.goal.value) for a in aims)
    axes.set_xlim(0, top * (1.34 if target.narrow else 1.22))
    axes.set_ylim(places[-1] - 0.6, 0.85 if target.narrow else 0.6)
    axes.grid(False)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.axvline(0, color=style.MUTED, linewidth=0.8)
