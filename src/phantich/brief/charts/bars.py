"""Horizontal bars of parts in order of size, and columns over months."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any, Final

from phantich import language
from phantich.brief.charts import boxes, flagged, style
from phantich.brief.charts.lines import month_ticks
from phantich.brief.charts.style import Canvas
from phantich.brief.model.facts import Fact
from phantich.brief.text import Numeral, Text, join, text


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: a fact less `base`; `strong` marks the whole among its parts."""

    name: Text
    fact: Fact
    base: float = 0.0
    strong: bool = False

    @property
    def value(self) -> float:
        """Length of the bar."""
        return style.less(self.fact.value, self.base)


def ranked(bars: list[Bar]) -> list[Bar]:
    """The bars by size, the largest first; names decide between equals."""
    return sorted(bars, key=lambda bar: (-bar.value, bar.name.plain()))


def describe(bars: list[Bar], subtitle: Text, decimals: int) -> Text:
    """What the bars show, for a reader who does not see them."""
    told = [
        text("{name} {value}", "{name} {value}", name=bar.name, value=_traced(bar, decimals))
        for bar in bars
    ]
    vi, en = "Biểu đồ thanh. {subtitle}: {told}.", "Bar chart. {subtitle}: {told}."
    return text(vi, en, subtitle=subtitle, told=join(told, "; "))


def _traced(bar: Bar, decimals: int) -> Text:
    vi = language.number(bar.value, decimals)
    en = language.number(bar.value, decimals, "en")
    return Text((Numeral(vi, bar.fact.id),), (Numeral(en, bar.fact.id),))


#: The edge of the bar of the whole.
_STRONG: Final[dict[str, Any]] = {"edgecolor": style.INK, "linewidth": 1.2}


def draw_bars(
    target: Canvas, bars: list[Bar], decimals: int, suffix: str = "", mark: float | None = None
) -> None:
    """Draw the bars from top to bottom, each with its number; `mark` draws a line at a value."""
    axes = target.axes
    places = [-float(i) for i in range(len(bars))]
    colors = [style.RISE if b.value >= 0 else style.FALL for b in bars]
    height = 0.42 if target.narrow else 0.66
    boxes.rows(axes, places, [b.value for b in bars], colors, height)
    for bar, place, color in zip(bars, places, colors, strict=True):
        if bar.strong:
            boxes.rows(axes, [place], [bar.value], [color], height, **_STRONG)
    _number_bars(target, bars, places, decimals, suffix)
    _name_bars(target, bars, places)
    half = height / 2 if target.narrow else 0.5
    lows, highs = [p - half for p in places], [p + half for p in places]
    axes.vlines([0.0] * len(places), lows, highs, color=style.MUTED, linewidth=0.8)
    if mark is not None:
        axes.axvline(mark, color=style.PLAN, linewidth=1.2, linestyle=(0, (4, 2)))
    axes.grid(False)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    low, high = min(0.0, *(b.value for b in bars)), max(0.0, *(b.value for b in bars))
    room = (high - low or 1.0) * (0.24 if target.narrow else 0.12)
    axes.set_xlim(low - (room if low < 0 else 0), max(high, mark or high) + room)
    axes.set_ylim(places[-1] - 0.6, 0.9 if target.narrow else 0.6)


def _number_bars(
    target: Canvas, bars: list[Bar], places: list[float], decimals: int, suffix: str
) -> None:
    for bar, place in zip(bars, places, strict=True):
        target.axes.annotate(
            target.number(bar.value, decimals) + suffix,
            (bar.value, place),
            xytext=(4 if bar.value >= 0 else -4, 0),
            textcoords="offset points",
            ha="left" if bar.value >= 0 else "right",
            va="center",
            fontsize=8.5,
            fontweight="bold" if bar.strong else "normal",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0},
        )


def _name_bars(target: Canvas, bars: list[Bar], places: list[float]) -> None:
    """Names beside the bars; above them where the page is narrow."""
    names = [bar.name.plain(target.lang) for bar in bars]
    if not target.narrow:
        wrapped = [
            "\n".join(textwrap.wrap(name, 36, max_lines=2, placeholder="…")) for name in names
        ]
        target.axes.set_yticks(places, wrapped, fontsize=8.2, color=style.INK)
    else:
        target.axes.set_yticks([])
        for name, place in zip(names, places, strict=True):
            target.axes.annotate(
                textwrap.shorten(name, 44, placeholder="…"),
                (0, place + 0.28),
                xycoords=("axes fraction", "data"),
                va="bottom",
                fontsize=8,
            )
    for label, bar in zip(target.axes.get_yticklabels(), bars, strict=False):
        label.set_fontweight("bold" if bar.strong else "normal")


def draw_columns(
    target: Canvas, facts: list[Fact], periods: list[str], marked: set[str], breaks: list[str]
) -> None:
    """Columns over months; the marked months stand out and carry their number.

    A line stands before each month of `breaks`, from which the territory is another.
    """
    axes = target.axes
    place = {period: i for i, period in enumerate(periods)}
    found = [(place[f.period], f) for f in facts if f.period in place]
    colors = [
        style.CITY
        if f.period == periods[-1]
        else style.LAST_YEAR
        if f.period in marked
        else style.QUIET
        for _, f in found
    ]
    boxes.columns(axes, [i for i, _ in found], [f.value for _, f in found], colors)
    hatched = [(i, f.value) for i, f in found if f.simulated]
    if 0 < len(hatched) < len(found):
        at, values = zip(*hatched, strict=True)
        look: dict[str, Any] = {"facecolor": "none", "hatch": "////", "edgecolor": "white"}
        boxes.columns(axes, at, values, ["white"] * len(at), **look)
    for i, fact in found:
        if fact.period in marked or fact.period == periods[-1]:
            axes.annotate(
                target.number(fact.value, 0 if abs(fact.value) >= 100 else 1),
                (i, fact.value),
                xytext=(0, 3),
                textcoords="offset points",
                ha="left" if i == 0 else "center",
                fontsize=8.5,
                fontweight="bold" if fact.period == periods[-1] else "normal",
            )
    for i, fact in found:
        flagged.point(target, axes, i, fact.value, fact, flagged.OVER_NUMBER)
    for period in breaks:
        if period in place:
            mark_break(target, place[period] - 0.5)
    month_ticks(target, periods)
    style.format_values(target, "y", style.decimals_for([f.value for _, f in found]))
    axes.set_xlim(-0.6, len(periods) + 0.4)
    axes.margins(y=0.12)


def mark_break(target: Canvas, place: float, *, below: bool = False) -> None:
    """A dotted line where the territory changes, with its reason at the top, or at the foot."""
    axes = target.axes
    axes.axvline(place, color=style.MUTED, linewidth=1.0, linestyle=(0, (1, 2)))
    axes.annotate(
        "địa giới mới" if target.lang == "vi" else "new territory",
        (place, 0.0 if below else 1.0),
        xycoords=("data", "axes fraction"),
        xytext=(3, 2 if below else -2),
        textcoords="offset points",
        va="bottom" if below else "top",
        fontsize=8,
        color=style.MUTED,
    )
