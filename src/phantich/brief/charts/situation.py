"""The situation sheet of an emergency: how much of what is needed is done, and what stands behind.

Bars say the part of a whole (evacuated of those to be evacuated, beds in use); tiles say the newest
figures with their run.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from phantich import language
from phantich.brief import numbers, periods
from phantich.brief.charts import boxes, style, words
from phantich.brief.charts.model import Chart
from phantich.brief.charts.reading import Reading
from phantich.brief.charts.style import Canvas
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import ComponentContent
from phantich.brief.subject import Subject
from phantich.brief.text import Text, text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Tiles that the sheet holds.
MOST: Final = 12
_ACROSS: Final = {"wide": 4, "narrow": 2}
_BAR, _TILE = 0.52, 0.95
#: Kinds of which the newest figure is told in a tile.
_TOLD: Final = frozenset({"count", "flow", "stock"})


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, and what share it is."""

    name: Text
    part: Fact
    whole: Fact
    share: Fact
    bad: bool


@dataclass(frozen=True, slots=True)
class Tile:
    """A newest figure, and the figures before it."""

    name: Text
    run: tuple[Fact, ...]

    @property
    def now(self) -> Fact:
        """The newest figure."""
        return self.run[-1]


def charts(subjects: list[Subject], reading: Reading) -> list[Chart]:
    """One sheet for a group that watches gauges; nothing for others."""
    if not any(s.kind == "gauge" for s in reading.content.components):
        return []
    shares = [s for subject in subjects if (s := _share(subject, reading)) is not None]
    used = {f.component for s in shares for f in (s.part, s.whole)}
    tiles = [t for s in _urgent(subjects) if s.main.id not in used and (t := _tile(s, reading))]
    tiles = tiles[:MOST]
    if len(tiles) < 2:
        return []
    return [_chart(shares, tiles, subjects)]


def _urgent(subjects: list[Subject]) -> list[Subject]:
    """Counts of events first, then what was sent; of each what is bad before the rest."""
    own = [s for s in subjects if s.kind in _TOLD and s.beside is None and not s.within]
    kinds = ("count", "flow", "stock")
    return sorted(own, key=lambda s: (s.main.direction != "bad", kinds.index(s.kind)))


def _share(subject: Subject, reading: Reading) -> Share | None:
    component = subject.main
    period = reading.recent(component)
    if component.kind not in {"ratio", "progress"} or not component.denominator or not period:
        return None
    share = reading.at(component, period)
    part = _other(component, component.numerator, period, reading)
    whole = _other(component, component.denominator, period, reading)
    if share is None or part is None or whole is None or whole.value <= 0:
        return None
    return Share(subject.name, part, whole, share, component.direction == "bad")


def _other(component: ComponentContent, name: str, period: str, reading: Reading) -> Fact | None:
    found = [
        c for c in reading.content.components if (c.indicator, c.id) == (component.indicator, name)
    ]
    return reading.at(found[0], period) if found else None


def _tile(subject: Subject, reading: Reading) -> Tile | None:
    if reading.recent(subject.main) is None:
        return None
    run = tuple(reading.line(subject.main)[-13:])
    return Tile(subject.name, run) if run and any(f.value for f in run) else None


def _chart(shares: list[Share], tiles: list[Tile], subjects: list[Subject]) -> Chart:
    codes = {t.now.indicator for t in tiles} | {s.share.indicator for s in shares}
    told_of = [c for s in subjects for c in s.codes if c in codes]
    # The sheet stands at the head of the page, with the group's first indicator.
    order = tuple(dict.fromkeys([subjects[0].codes[0], *told_of]))
    subtitle = text(
        "Số mới nhất của từng chỉ số, {when}; đường nhỏ: các kỳ gần đây",
        "Newest figures, {when}; small lines: recent periods",
        when=periods.name(subjects[0].month),
    )
    bars = words.rows((s.name, words.told(s.share)) for s in shares)
    told = words.rows((t.name, words.told(t.now)) for t in tiles)
    vi, en = "Bảng tình hình. {bars}. {told}.", "Situation sheet. {bars}. {told}."
    shown = [f for s in shares for f in (s.part, s.whole, s.share)]
    shown += [f for t in tiles for f in t.run]
    rows = {size: -(-len(tiles) // across) for size, across in _ACROSS.items()}
    return Chart(
        id="situation",
        title=_title(shares, tiles),
        subtitle=subtitle,
        alt=text(vi, en, bars=bars, told=told) if shares else text(vi, en, bars="", told=told),
        codes=order,
        facts=tuple(dict.fromkeys(f.id for f in shown)),
        draw=partial(draw, shares=shares, tiles=tiles),
        height=_BAR * len(shares) + _TILE * rows["wide"] + 0.25,
        narrow_height=_BAR * len(shares) + _TILE * rows["narrow"] + 0.25,
    )


def _title(shares: list[Share], tiles: list[Tile]) -> Text:
    """What is furthest from done, or the first figure where nothing is measured as a share."""
    open_ones = [s for s in shares if not s.bad]
    if open_ones:
        least = min(open_ones, key=lambda s: s.share.value)
        return text(
            "{name}: {share}, {part} trên {whole}",
            "{name}: {share}, {part} of {whole}",
            name=least.name,
            share=words.told(least.share),
            part=words.told(least.part),
            whole=words.told(least.whole),
        )
    first = tiles[0]
    return text(
        "{name} {when}: {v}",
        "{name}, {when}: {v}",
        name=first.name,
        when=periods.name(first.now.period),
        v=words.told(first.now),
    )


def draw(target: Canvas, shares: list[Share], tiles: list[Tile]) -> None:
    """Bars of the shares above, tiles below."""
    across = _ACROSS[target.size]
    rows = -(-len(tiles) // across)
    target.axes.remove()
    heights = [_BAR * len(shares)] if shares else []
    layout = target.figure.add_gridspec(
        len(heights) + rows, across, height_ratios=[*heights, *[_TILE] * rows]
    )
    if shares:
        _draw_shares(target, target.add(layout[0, :]), shares)
    for i, tile in enumerate(tiles):
        spot = layout[len(heights) + i // across, i % across]
        _draw_tile(target, target.add(spot), tile)


def _draw_shares(target: Canvas, axes: Axes, shares: list[Share]) -> None:
    """A track of the whole for each share, filled to its part."""
    places = [-float(i) for i in range(len(shares))]
    boxes.rows(axes, places, [100.0] * len(shares), ["#e8ecf0"] * len(shares), 0.4)
    colors = [style.FALL if share.bad else style.CITY for share in shares]
    boxes.rows(axes, places, [min(s.share.value, 100.0) for s in shares], colors, 0.4)
    for i, share in enumerate(shares):
        name = textwrap.shorten(
            share.name.plain(target.lang), 30 if target.narrow else 70, placeholder="…"
        )
        size = 7.4 if target.narrow else 8.2
        axes.text(0, -i + 0.26, name, fontsize=size, va="bottom")
        part = numbers.amount(share.part.value, 1, target.lang)
        whole = numbers.amount(share.whole.value, 1, target.lang)
        ratio = language.number(share.share.value, 1, target.lang)
        unit = share.part.unit
        told = f"{part} / {whole} {unit} · {ratio}%"
        if target.narrow:
            axes.text(100, -i + 0.26, told, fontsize=size, va="bottom", ha="right", weight="bold")
        else:
            axes.text(102, -i, told, fontsize=8.5, va="center", weight="bold")
    axes.set_xlim(0, 100 if target.narrow else 142)
    axes.set_ylim(-len(shares) + 0.5, 0.75)
    axes.set_axis_off()


def _draw_tile(target: Canvas, axes: Axes, tile: Tile) -> None:
    """Name, figure, and its run as a line without a scale."""
    values = [fact.value for fact in tile.run]
    axes.plot(values, color=style.LAST_YEAR, linewidth=1.2)
    axes.plot([len(values) - 1], values[-1:], "o", color=style.CITY, markersize=3.5)
    low, high = min(values), max(values)
    axes.set_ylim(low - 0.15 * ((high - low) or 1), high + 0.15 * ((high - low) or 1))
    axes.set_xlim(-0.3, max(len(values) - 1, 1) + 0.4)
    axes.set_axis_off()
    digits = numbers.amount(tile.now.value, 1, target.lang)
    shown = numbers.with_unit(digits, tile.now.unit, target.lang)
    top: dict[str, Any] = {
        "xycoords": "axes fraction",
        "textcoords": "offset points",
        "va": "bottom",
    }
    axes.annotate(shown, (0, 1), xytext=(0, 3), fontsize=9.5, fontweight="bold", **top)
    lines = textwrap.wrap(tile.name.plain(target.lang), 26, max_lines=2, placeholder="…")
    axes.annotate("\n".join(lines), (0, 1), xytext=(0, 17), fontsize=7.2, **top)
