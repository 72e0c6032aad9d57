"""Lines over months, labelled at their ends."""

from __future__ import annotations

from dataclasses import dataclass

from phantich.brief import months
from phantich.brief.charts import flagged, style
from phantich.brief.charts.style import Canvas
from phantich.brief.model.facts import Fact
from phantich.brief.text import Text


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its name, facts by period, colour; values are shown less `base`."""

    name: Text
    facts: tuple[Fact, ...]
    color: str
    base: float = 100.0
    bold: bool = True


def draw_lines(target: Canvas, lines: list[Line], periods: list[str], suffix: str = "%") -> None:
    """Draw the lines over the periods; a missing month leaves a gap."""
    axes = target.axes
    place = {period: i for i, period in enumerate(periods)}
    ends: list[tuple[float, float, Line]] = []
    for line in lines:
        points = {
            place[f.period]: style.less(f.value, line.base) for f in line.facts if f.period in place
        }
        _draw_line(target, line, place)
        alone = [i for i in points if i - 1 not in points and i + 1 not in points]
        if alone:
            axes.plot(alone, [points[i] for i in alone], "o", color=line.color, markersize=2.5)
        last = max(points)
        axes.plot([last], [points[last]], "o", color=line.color, markersize=4.5)
        ends.append((last, points[last], line))
        for fact in line.facts:
            if fact.period in place:
                spot = place[fact.period]
                flagged.point(target, axes, spot, points[spot], fact)
    shown = [v for _, v, _ in ends]
    low, high = axes.get_ylim()
    if low <= 0 <= high:
        axes.axhline(0, color=style.MUTED, linewidth=0.8, zorder=1)
    _label_ends(target, ends, (high - low), suffix)
    month_ticks(target, periods)
    style.format_values(target, "y", style.decimals_for([low, high, *shown]), suffix)
    axes.set_xlim(-0.5, len(periods) - 0.5)


def _draw_line(target: Canvas, line: Line, place: dict[str, int]) -> None:
    """One line; where it mixes published and simulated figures, what is simulated is dashed."""
    width = 2.0 if line.bold else 1.4
    shown = {place[f.period]: f for f in line.facts if f.period in place}
    real = {i for i, fact in shown.items() if not fact.simulated}
    mixed = 0 < len(real) < len(shown)
    dashes: dict[bool, list[tuple[float, float]]] = {False: [], True: []}
    for i, fact in shown.items():
        if i + 1 in shown:
            ends = [style.less(f.value, line.base) for f in (fact, shown[i + 1])]
            run = dashes[mixed and not {i, i + 1} <= real]
            # One stroke as long as it goes on: pieces are told apart by a point that is nowhere.
            if not run or run[-1][0] != i:
                run += [(_NOWHERE, _NOWHERE), (i, ends[0])]
            run.append((i + 1, ends[1]))
    for dashed, run in dashes.items():
        if run:
            style_of = (0, (2.2, 1.4)) if dashed else "solid"
            at, values = zip(*run[1:], strict=True)
            target.axes.plot(at, values, color=line.color, linewidth=width, ls=style_of)


_NOWHERE = float("nan")


def _label_ends(
    target: Canvas, ends: list[tuple[float, float, Line]], spread: float, suffix: str
) -> None:
    """Name and last value beside the end of each line, moved apart where they would meet."""
    gap = spread * 0.17
    heights = style.spread_labels([value for _, value, _ in ends], gap)
    low, high = target.axes.get_ylim()
    target.axes.set_ylim(min(low, min(heights) - gap / 2), max(high, max(heights) + gap / 2))
    for (x, value, line), height in zip(ends, heights, strict=True):
        name = line.name.plain(target.lang)
        digits = target.number(value, 2 if abs(value) < 100 else 1)
        target.axes.annotate(
            f"{name}\n{digits}{suffix}",
            (x, height),
            xytext=(7, 0),
            textcoords="offset points",
            va="center",
            color=line.color,
            fontweight="bold" if line.bold else "normal",
            fontsize=8.5,
            annotation_clip=False,
        )


def month_ticks(target: Canvas, periods: list[str]) -> None:
    """A tick at each January with its year, and the current month in words."""
    years = [i for i, period in enumerate(periods) if months.number(period) == 1]
    last = len(periods) - 1
    least = max(2, round(len(periods) * (0.24 if target.narrow else 0.08)))
    kept = [i for i in years if last - i > least]
    labels = [f"1/{months.year(periods[i])}" for i in kept]
    current = f"{months.number(periods[last])}/{months.year(periods[last])}"
    if target.lang == "en":
        labels = [f"Jan {months.year(periods[i])}" for i in kept]
        current = months.short(periods[last]).plain("en")
    target.axes.set_xticks([*kept, last], [*labels, current])
    target.axes.grid(False, axis="x")
    target.axes.get_xticklabels()[-1].set_fontweight("bold")
