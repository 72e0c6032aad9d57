"""Charts of stocks: the level over time, and the levels of one indicator side by side."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import Final

from phantich.brief import figures, numbers, periods
from phantich.brief.charts import flagged, multiples, spans, style, words
from phantich.brief.charts.bars import mark_break
from phantich.brief.charts.model import Chart
from phantich.brief.charts.multiples import Panel
from phantich.brief.charts.reading import Reading
from phantich.brief.charts.style import Canvas
from phantich.brief.model.facts import Fact
from phantich.brief.subject import Subject
from phantich.brief.text import Text, join, text
from phantich.measures.panel import SEASONS

#: Periods that a line shows, by frequency.
WINDOW: Final = {"M": 37, "Q": 17, "S": 11, "A": 11, "C": 12, "W": 53}


def charts(subjects: list[Subject], reading: Reading) -> list[Chart]:
    """For each indicator a line, or panels where it counts several things."""
    result: list[Chart] = []
    for code, group in groupby(subjects, key=lambda s: s.codes[0]):
        own = [s for s in group if not s.within]
        panels = [p for s in own if (p := panel(s, reading)) is not None]
        if len(panels) == 1:
            result.append(_line(code, panels[0]))
        elif panels:
            result.append(_several(code, panels))
    return result


def panel(subject: Subject, reading: Reading) -> Panel | None:
    """The newest stretch of the whole's levels; None where it is old or short."""
    facts = window(subject, reading)
    if len(facts) < 3:
        return None
    now = facts[-1]
    change = reading.at(subject.main, now.period, "yoy")
    broken = spans.broken([f.period for f in facts], reading.area)
    goal = reading.target(subject.main, now.period)
    return Panel(subject.name, facts, change, goal, broken=broken)


def window(subject: Subject, reading: Reading, measure: str = "level") -> tuple[Fact, ...]:
    """Figures of the whole within the window, in order; empty where the newest is old.

    Figures of another territory are left out where a year and a period follow them.
    """
    if reading.recent(subject.main, measure) is None:
        return ()
    line = reading.line(subject.main, measure)
    if not line:
        return ()
    shown = spans.run(line[-1].period, WINDOW.get(spans.letter(line[-1].period), 12))
    kept = tuple(f for f in line if spans.key(f.period) >= spans.key(shown[0]))
    after = tuple(f for f in kept if not spans.broken([f.period, kept[-1].period], reading.area))
    return after if len(after) > SEASONS.get(spans.letter(line[-1].period), 99) else kept


def _several(code: str, panels: list[Panel]) -> Chart:
    since = min((p.facts[0].period for p in panels), key=spans.key)
    subtitle = text(
        "Số cuối kỳ từ {a}; mỗi ô một thang đo",
        "At the end of the period, from {a}; each panel has its own scale",
        a=periods.name(since),
    )
    return multiples.chart(f"levels-{code}", panels, (code,), "line", subtitle)


def _line(code: str, panel: Panel) -> Chart:
    now = panel.now
    title = text(
        "{name} {when}: {value}",
        "{name}, {when}: {value}",
        name=panel.name,
        when=periods.name(now.period),
        value=words.told(now),
    )
    if panel.change is not None:
        vi, en = periods.on_year(now.period)
        title = join([title, figures.change(panel.change, 1) + text(f" {vi}", f" {en}")])
    subtitle = text(
        "Số cuối kỳ, {u}, {a} – {b}",
        "At the end of the period, {u}, {a} – {b}",
        u=words.unit(now.unit),
        a=periods.short(panel.facts[0].period),
        b=periods.short(now.period),
    )
    shown = [f for f in (*panel.facts, panel.change, panel.target) if f is not None]
    return Chart(
        id=f"level-{code}",
        title=title,
        subtitle=subtitle,
        alt=_alt(panel, subtitle),
        codes=(code,),
        facts=tuple(f.id for f in shown),
        points=tuple(f.id for f in panel.facts),
        draw=partial(draw_line, panel=panel),
        height=2.7,
        narrow_height=2.5,
    )


def _alt(panel: Panel, subtitle: Text) -> Text:
    first, last = panel.facts[0], panel.now
    return text(
        "Biểu đồ đường. {name}. {s}: {a} {x}, {b} {y}.",
        "Line chart. {name}. {s}: {a} {x}, {b} {y}.",
        name=panel.name,
        s=subtitle,
        a=periods.name(first.period),
        x=words.told(first),
        b=periods.name(last.period),
        y=words.told(last),
    )


def draw_line(target: Canvas, panel: Panel) -> None:
    """The level with its newest figure and that of a year before; the target if there is one."""
    axes = target.axes
    places = multiples.axis_of(panel.facts)
    whole = {places[f.period]: f for f in panel.facts}
    values = [whole[i].value if i in whole else float("nan") for i in range(len(places))]
    cut = places.get(panel.broken, 0)
    for start, end in ((0, cut), (cut, len(values))):
        axes.plot(range(start, end), values[start:end], color=style.CITY, linewidth=2.0)
    if cut:
        mark_break(target, cut - 0.5, below=True)
    shown = [f.value for f in panel.facts]
    low, high = min(shown), max(shown)
    goal = panel.target
    if goal is not None:
        low, high = min(low, goal.value), max(high, goal.value)
    room = (high - low) or abs(high) or 1.0
    axes.set_ylim(low - 0.2 * room, high + 0.2 * room)
    axes.set_xlim(-0.5, len(places) - 0.5)
    if goal is not None:
        mark_target(target, goal)
    digits = words.decimals(panel.facts)
    year_ago = periods.year_before(panel.now.period)
    before = next((f for f in panel.facts if f.period == year_ago), None)
    for fact in (panel.now, before):
        if fact is not None:
            place = places[fact.period]
            around = [values[i] for i in (place - 1, place + 1) if 0 <= i < len(values)]
            below = bool(around) and all(v > fact.value for v in around)
            mark(target, fact, place, digits, strong=fact is panel.now, below=below)
    for fact in panel.facts:
        flagged.point(target, axes, places[fact.period], fact.value, fact)
    time_ticks(target, list(places))
    style.format_values(target, "y", style.decimals_for([low, high]))


def mark(target: Canvas, fact: Fact, place: int, digits: int, *, strong: bool, below: bool) -> None:
    """A dot with its figure on the side where the line does not run."""
    color = style.CITY if strong else style.LAST_YEAR
    target.axes.plot([place], [fact.value], "o", color=color, markersize=5)
    target.axes.annotate(
        target.number(fact.value, digits),
        (place, fact.value),
        xytext=(0, -7 if below else 6),
        textcoords="offset points",
        ha="right" if strong else "center",
        va="top" if below else "baseline",
        fontsize=8.5,
        fontweight="bold" if strong else "normal",
        color=style.CITY if strong else style.LAST_YEAR_INK,
    )


def mark_target(target: Canvas, goal: Fact) -> None:
    """The target as a dashed line with its name and figure."""
    target.axes.axhline(goal.value, color=style.PLAN, linewidth=1.3, linestyle=(0, (5, 3)))
    name = target.say("Mục tiêu", "Target")
    target.axes.annotate(
        f"{name}: {numbers.amount(goal.value, 1, target.lang)}",
        (0.0, goal.value),
        xycoords=("axes fraction", "data"),
        xytext=(2, 3),
        textcoords="offset points",
        color=style.PLAN,
        fontsize=8.5,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85},
    )


def time_ticks(target: Canvas, shown: list[str]) -> None:
    """Ticks at first periods of years, thinned, and the newest period in bold."""
    last = len(shown) - 1
    least = max(1, round(len(shown) * (0.3 if target.narrow else 0.13)))
    kept: list[int] = []
    for i, period in enumerate(shown[:-1]):
        starts = i == 0 or period[:4] != shown[i - 1][:4]
        if starts and last - i >= least and (not kept or i - kept[-1] >= least):
            kept.append(i)
    labels = [spans.tick(shown[i]).plain(target.lang) for i in (*kept, last)]
    target.axes.set_xticks([*kept, last], labels)
    target.axes.grid(False, axis="x")
    target.axes.get_xticklabels()[-1].set_fontweight("bold")
