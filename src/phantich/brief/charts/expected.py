"""A series and what is expected of it: five facts a period, drawn as a line and two bands."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Final

from phantich.brief.charts import flagged, spans, style, words
from phantich.brief.charts.style import Canvas
from phantich.brief.model.facts import Fact
from phantich.brief.model.flags import Severity
from phantich.brief.text import Text, text


@dataclass(frozen=True, slots=True)
class Step:
    """What is expected of one period: ends of both bands and the middle, facts of that period."""

    low95: Fact
    low80: Fact
    middle: Fact
    high80: Fact
    high95: Fact

    @property
    def facts(self) -> tuple[Fact, ...]:
        """From low to high."""
        return (self.low95, self.low80, self.middle, self.high80, self.high95)

    @property
    def period(self) -> str:
        """The period that is forecast."""
        return self.middle.period


@dataclass(frozen=True, slots=True)
class Fan:
    """A series with its past, what is expected of it, and what was flagged.

    Parameters
    ----------
    past
        Figures in order of time, of one frequency; a missing period leaves a gap.
    steps
        The forecast in order of time; empty for a chart of the past alone.
    expected
        What had been expected of periods of the past, drawn as a band behind them.
    goal, goal_name
        A plan, target or ceiling of the newest year, and what it is called.
    base
        What is taken off each figure: 100 for comparisons in index form.
    suffix
        Behind each number: ``%``.
    flags
        Ids of figures of the past that early warning found, with the severity.
    """

    past: tuple[Fact, ...]
    steps: tuple[Step, ...] = ()
    expected: tuple[Step, ...] = ()
    goal: Fact | None = None
    goal_name: Text = field(default_factory=lambda: text("Mục tiêu", "Target"))
    base: float = 0.0
    suffix: str = ""
    flags: Mapping[str, Severity] = field(default_factory=dict)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All that is drawn."""
        bands = (f for step in (*self.expected, *self.steps) for f in step.facts)
        goal = () if self.goal is None else (self.goal,)
        return (*self.past, *bands, *goal)

    @property
    def periods(self) -> list[str]:
        """Periods of the axis: from the first to the last, with those that are missing."""
        found = sorted({f.period for f in self.facts if f is not self.goal}, key=spans.key)
        return spans.between(found[0], found[-1]) or found

    @property
    def resets(self) -> bool:
        """Whether the series is added up from each January on, so that no line leads there."""
        return self.past[-1].measure.startswith("ytd") and not self.base

    @property
    def decimals(self) -> int:
        """Decimals of every number drawn."""
        return 2 if self.base else words.decimals(self.facts)

    def shown(self, fact: Fact) -> float:
        """Height at which a figure is drawn."""
        return style.less(fact.value, self.base)


def draw(target: Canvas, fan: Fan) -> None:
    """The past as a line, the forecast as a dashed middle in two bands, the goal, the flags."""
    if target.narrow:
        fan = _recent(fan)
    place = {period: i for i, period in enumerate(fan.periods)}
    _draw_past(target, fan, place)
    if fan.steps:
        _draw_bands(target, fan, place, _start(fan), fan.steps)
        _draw_middle(target, fan, place)
    _draw_bands(target, fan, place, (), fan.expected)
    low, high = _limits(target, fan)
    if fan.base and low < 0 < high:
        target.axes.axhline(0, color=style.MUTED, linewidth=0.8, zorder=1)
    _draw_goal(target, fan)
    _label_ends(target, fan, place)
    _ticks(target, fan)
    style.format_values(target, "y", style.decimals_for([low, high]), fan.suffix)


#: Figures of the past that a phone shows.
_FEW: Final = 18


def _recent(fan: Fan) -> Fan:
    """The fan with a shorter past, in which all flagged figures still are."""
    flagged_at = [i for i, f in enumerate(fan.past) if f.id in fan.flags]
    first = max(0, min([len(fan.past) - _FEW, *flagged_at]))
    return replace(fan, past=fan.past[first:])


def _draw_past(target: Canvas, fan: Fan, place: dict[str, int]) -> None:
    axes = target.axes
    heights = {place[f.period]: fan.shown(f) for f in fan.past}
    first, last = min(heights), max(heights)
    years = {place[f.period]: f.period[:4] for f in fan.past}
    cut = [i for i in heights if fan.resets and years.get(i - 1, years[i]) != years[i]]
    for start, end in pairwise([first, *cut, last + 1]):
        whole = range(start, end)
        line = [heights.get(i, float("nan")) for i in whole]
        axes.plot(whole, line, color=style.CITY, linewidth=2.0, zorder=4, gid="past")
    alone = [i for i in heights if i - 1 not in heights and i + 1 not in heights]
    if alone:
        axes.plot(alone, [heights[i] for i in alone], "o", color=style.CITY, markersize=2.5)
    axes.plot([last], [heights[last]], "o", color=style.CITY, markersize=5, zorder=5)
    for fact in fan.past:
        if fact.id in fan.flags:
            flagged.mark(axes, place[fact.period], fan.shown(fact), fan.flags[fact.id])


def _draw_bands(
    target: Canvas,
    fan: Fan,
    place: dict[str, int],
    start: tuple[Fact, ...],
    steps: tuple[Step, ...],
) -> None:
    """Both bands; those of the forecast begin at the newest figure, where nothing is uncertain."""
    if not steps:
        return
    spots = [place[f.period] for f in start] + [place[s.period] for s in steps]
    known = [fan.shown(f) for f in start]
    for low, high, color in (
        ("low95", "high95", style.BAND_95),
        ("low80", "high80", style.BAND_80),
    ):
        bottom = known + [fan.shown(getattr(s, low)) for s in steps]
        top = known + [fan.shown(getattr(s, high)) for s in steps]
        target.axes.fill_between(spots, bottom, top, color=color, linewidth=0, zorder=1.5, gid=low)


def _start(fan: Fan) -> tuple[Fact, ...]:
    """Where the forecast begins: at the newest figure, unless the series begins anew."""
    now = fan.past[-1]
    anew = fan.resets and fan.steps[0].period[:4] != now.period[:4]
    return () if anew else (now,)


def _draw_middle(target: Canvas, fan: Fan, place: dict[str, int]) -> None:
    path = (*_start(fan), *(step.middle for step in fan.steps))
    spots, heights = [place[f.period] for f in path], [fan.shown(f) for f in path]
    dashes: Any = (0, (3, 1.6))
    target.axes.plot(
        spots, heights, color=style.CITY, linewidth=1.8, linestyle=dashes, zorder=4, gid="middle"
    )
    target.axes.plot(
        spots[-1:], heights[-1:], "o", markersize=5, color="white",
        markeredgecolor=style.CITY, markeredgewidth=1.5, zorder=5,
    )  # fmt: skip


def _limits(target: Canvas, fan: Fan) -> tuple[float, float]:
    """Limits of values with room for the labels; amounts that come near zero show it."""
    heights = [fan.shown(f) for f in fan.facts]
    low, high = min(heights), max(heights)
    room = (high - low) or abs(high) or 1.0
    bottom = 0.0 if not fan.base and 0 <= low < 0.5 * high else low - 0.12 * room
    target.axes.set_ylim(bottom, high + 0.14 * room)
    return bottom, high


#: Letters of the goal's name in a line on a phone, where the words of the fan stand beside it.
_GOAL: Final = 30


def _draw_goal(target: Canvas, fan: Fan) -> None:
    if fan.goal is None:
        return
    height = fan.shown(fan.goal)
    digits = target.number(height, fan.decimals)
    told = f"{fan.goal_name.plain(target.lang)}: {digits}{fan.suffix}"
    target.axes.axhline(height, color=style.PLAN, linewidth=1.3, linestyle=(0, (5, 3)), gid="goal")
    target.axes.annotate(
        "\n".join(textwrap.wrap(told, _GOAL)) if target.narrow else told,
        (0.0, height),
        xycoords=("axes fraction", "data"),
        xytext=(2, 3),
        textcoords="offset points",
        color=style.PLAN,
        fontsize=8.5,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85},
        zorder=7,
    )


#: Share of the height that the words of the bands take below the middle.
_WORDS: Final = 0.25


def _label_ends(target: Canvas, fan: Fan, place: dict[str, int]) -> None:
    """The newest figure by its dot, away from the goal; beside the fan its middle and bands."""
    now = fan.past[-1]
    low, high = target.axes.get_ylim()
    above = fan.goal is None or not 0 <= fan.shown(fan.goal) - fan.shown(now) < 0.16 * (high - low)
    target.axes.annotate(
        _told(target, fan, now) + fan.suffix,
        (place[now.period], fan.shown(now)),
        xytext=(-3, 8 if above else -8) if fan.steps else (7, 0),
        textcoords="offset points",
        ha="right" if fan.steps else "left",
        va="center" if not fan.steps else "bottom" if above else "top",
        fontsize=8.5,
        fontweight="bold",
        color=style.CITY,
        annotation_clip=False,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85},
        zorder=7,
    )
    if fan.steps:
        _label_fan(target, fan, place[fan.steps[-1].period])


def _label_fan(target: Canvas, fan: Fan, spot: int) -> None:
    end = fan.steps[-1]
    low, high = target.axes.get_ylim()
    height = max(fan.shown(end.middle), low + _WORDS * (high - low))
    lines = []
    for name, least, most in (("80%", end.low80, end.high80), ("95%", end.low95, end.high95)):
        said = target.say(f"dải {name}", f"{name} band")
        lines.append(f"{said}:\n{_told(target, fan, least)} – {_told(target, fan, most)}")
    middle = _told(target, fan, end.middle) + fan.suffix
    look: dict[str, Any] = {"textcoords": "offset points", "annotation_clip": False}
    target.axes.annotate(
        middle, (spot, height), xytext=(9, 0), va="center",
        fontsize=8.5, fontweight="bold", color=style.CITY, **look,
    )  # fmt: skip
    target.axes.annotate(
        "\n".join(lines), (spot, height), xytext=(9, -7), va="top",
        fontsize=7.5, color=style.MUTED, **look,
    )  # fmt: skip


def _told(target: Canvas, fan: Fan, fact: Fact) -> str:
    return target.number(fan.shown(fact), fan.decimals)


def _ticks(target: Canvas, fan: Fan) -> None:
    """The newest period in bold, the last one forecast, and first periods of years between."""
    shown = fan.periods
    now, last = shown.index(fan.past[-1].period), len(shown) - 1
    least = max(1, round(len(shown) * (0.3 if target.narrow else 0.11)))
    kept = [now] if last - now < least else [now, last]
    for i, period in enumerate(shown):
        starts = i == 0 or period[:4] != shown[i - 1][:4]
        if starts and all(abs(i - k) >= least for k in kept):
            kept.append(i)
    kept.sort()
    target.axes.set_xticks(kept, [spans.tick(shown[i]).plain(target.lang) for i in kept])
    target.axes.grid(False, axis="x")
    target.axes.get_xticklabels()[kept.index(now)].set_fontweight("bold")
    target.axes.set_xlim(-0.5, last + 0.5)
