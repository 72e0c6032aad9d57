"""Small multiples: one small panel for each of several series, with its newest figure in words."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from phantich.brief import figures, numbers, periods
from phantich.brief.charts import boxes, flagged, spans, style, words
from phantich.brief.charts.model import Chart
from phantich.brief.charts.style import Canvas, Size
from phantich.brief.model.facts import Fact
from phantich.brief.text import Text, join, text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Shape = Literal["line", "columns"]
#: Inches that a row of panels takes.
_ROW: Final = 1.5
_SIZES: Final[tuple[Size, ...]] = ("wide", "narrow")
#: Panels that one figure holds.
MOST: Final = 12


@dataclass(frozen=True, slots=True)
class Panel:
    """One series: figures in order of time, and the target of its year if there is one."""

    name: Text
    facts: tuple[Fact, ...]
    #: Comparison with a year before, base = 100.
    change: Fact | None = None
    target: Fact | None = None
    #: The first period of another territory than the ones before it.
    broken: str = ""
    #: Limits of the period's figure that chance explains, by period; drawn, not printed.
    limits: tuple[float, float] | None = None

    @property
    def now(self) -> Fact:
        """The newest figure."""
        return self.facts[-1]


def across(count: int, size: Size) -> int:
    """Panels in a row: one alone, two on a phone and where there are two or four, else three.

    Examples
    --------
    >>> across(4, "wide"), across(5, "wide"), across(5, "narrow")
    (2, 3, 2)
    """
    if count == 1:
        return 1
    return 2 if size == "narrow" or count in {2, 4} else 3


def chart(
    id_: str,
    panels: list[Panel],
    codes: tuple[str, ...],
    shape: Shape,
    subtitle: Text,
    title: Text | None = None,
) -> Chart:
    """The panels as one chart; its title says the two that changed most, each way if there are."""
    panels = panels[:MOST]
    rows = {size: -(-len(panels) // across(len(panels), size)) for size in _SIZES}
    shown = [f for p in panels for f in (*p.facts, p.change, p.target) if f is not None]
    return Chart(
        id=id_,
        title=title or _title(panels),
        subtitle=subtitle,
        alt=_alt(panels, subtitle),
        codes=codes,
        facts=tuple(dict.fromkeys(f.id for f in shown)),
        points=tuple(f.id for p in panels for f in p.facts),
        draw=partial(draw, panels=panels, shape=shape),
        height=_ROW * rows["wide"] + 0.15,
        narrow_height=_ROW * rows["narrow"] + 0.15,
    )


def _title(panels: list[Panel]) -> Text:
    changed = [(p, p.change) for p in panels if p.change is not None]
    if not changed:
        first = panels[0]
        return text("{n}: {v}", "{n}: {v}", n=first.name, v=words.told(first.now))
    changed.sort(key=lambda pair: -pair[1].value)
    told = [changed[0]] if len(changed) == 1 else [changed[0], changed[-1]]
    parts = [
        text(
            "{n} {c}",
            "{n} {c}",
            n=panel.name if i == 0 else words.inside(panel.name),
            c=figures.change(change, 1),
        )
        for i, (panel, change) in enumerate(told)
    ]
    vi, en = periods.on_year(told[0][1].period)
    return join(parts, "; ") + text(f" {vi}", f" {en}")


def _alt(panels: list[Panel], subtitle: Text) -> Text:
    told = words.rows((p.name, words.told(p.now)) for p in panels)
    vi, en = "Các biểu đồ nhỏ. {s}: {told}.", "Small multiples. {s}: {told}."
    return text(vi, en, s=subtitle, told=told)


def draw(target: Canvas, panels: list[Panel], shape: Shape) -> None:
    """Draw each panel on axes of its own; scales differ, as the figures printed in them say."""
    grid = target.grid(len(panels), across(len(panels), target.size))
    for axes, panel in zip(grid, panels, strict=True):
        _draw(target, axes, panel, shape)


#: Letters of a period from which two are set smaller under a panel of a phone.
_LONG: Final = 10


def _draw(target: Canvas, axes: Axes, panel: Panel, shape: Shape) -> None:
    places = axis_of(panel.facts)
    values = [fact.value for fact in panel.facts]
    at = [places[fact.period] for fact in panel.facts]
    if shape == "columns":
        _columns(axes, panel, at, values)
    else:
        _line(axes, at, values, places.get(panel.broken, 0))
    for fact, place in zip(panel.facts, at, strict=True):
        lift = flagged.ABOVE if shape == "columns" else 0.0
        flagged.point(target, axes, place, fact.value, fact, lift)
    if panel.broken in places:
        edge = places[panel.broken] - 0.5
        axes.axvline(edge, color=style.MUTED, linewidth=0.9, linestyle=(0, (1, 2)))
    low, high = min(values), max(values)
    if panel.target is not None:
        axes.axhline(panel.target.value, color=style.PLAN, linewidth=1.1, linestyle=(0, (4, 2)))
        low, high = min(low, panel.target.value), max(high, panel.target.value)
    base = 0.0 if shape == "columns" else low
    room = (high - base) or abs(high) or 1.0
    axes.set_ylim(min(base, low) - (0.06 * room if shape == "line" else 0), high + 0.12 * room)
    axes.set_xlim(-0.7, max(at) + 0.7)
    axes.set_yticks([])
    axes.grid(False)
    first, last = panel.facts[0].period, panel.now.period
    ticks = [spans.tick(period).plain(target.lang) for period in (first, last)]
    long = target.narrow and max(map(len, ticks)) > _LONG
    axes.set_xticks([places[first], places[last]], ticks, fontsize=6.5 if long else 7.5)
    axes.get_xticklabels()[0].set_horizontalalignment("left")
    axes.get_xticklabels()[-1].set_horizontalalignment("right")
    axes.get_xticklabels()[-1].set_fontweight("bold")
    axes.set_title(_heading(target, panel), loc="left", fontsize=8.2, linespacing=1.25, pad=3)


def _heading(target: Canvas, panel: Panel) -> str:
    """Name and newest figure, in lines that fit the panel."""
    width = 27 if target.narrow else 36
    name = textwrap.wrap(panel.name.plain(target.lang), width, max_lines=2, placeholder="…")
    unit = panel.now.unit
    shown = target.number(panel.now.value, words.decimals(panel.facts))
    value = numbers.with_unit(shown, unit, target.lang)
    change = f" ({figures.change(panel.change, 1).plain(target.lang)})" if panel.change else ""
    told = value + change
    if len(told) > width:
        told = value
    return "\n".join([*name, told])


def shades(facts: tuple[Fact, ...]) -> list[str]:
    """Colours of columns: the newest stands out, and the one a year before it."""
    now = facts[-1]
    year_ago = periods.year_before(now.period)
    return [
        style.CITY if f is now else style.LAST_YEAR if f.period == year_ago else style.QUIET
        for f in facts
    ]


def _columns(axes: Axes, panel: Panel, at: list[int], values: list[float]) -> None:
    boxes.columns(axes, at, values, shades(panel.facts))
    if panel.limits is not None:
        draw_limits(axes, panel.limits)


def draw_limits(axes: Axes, limits: tuple[float, float]) -> None:
    """The band behind the columns, its edges before them."""
    axes.axhspan(*limits, color=style.RULE, alpha=0.55, zorder=0, linewidth=0)
    for edge in limits:
        axes.axhline(edge, color=style.MUTED, linewidth=0.7, linestyle=(0, (1.5, 1.5)))


def _line(axes: Axes, at: list[int], values: list[float], cut: int) -> None:
    """A line that breaks where periods are missing, and at a change of the territory."""
    whole = [float("nan")] * (max(at) + 1)
    for place, value in zip(at, values, strict=True):
        whole[place] = value
    for start, end in ((0, cut), (cut, len(whole))):
        if start < end:
            axes.plot(range(start, end), whole[start:end], color=style.CITY, linewidth=1.6)
    alone = [i for i in at if i - 1 not in at and i + 1 not in at]
    if alone:
        axes.plot(alone, [whole[i] for i in alone], "o", color=style.CITY, markersize=2.5)
    axes.plot(at[-1:], values[-1:], "o", color=style.CITY, markersize=4)


def axis_of(facts: tuple[Fact, ...]) -> dict[str, int]:
    """Place of each period on an axis that keeps room for the missing ones."""
    window = spans.between(facts[0].period, facts[-1].period)
    if window is None:
        window = [fact.period for fact in facts]
    return {period: place for place, period in enumerate(window)}
