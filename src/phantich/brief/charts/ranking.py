"""Drawing a league table: all units as dots, rows of both ends with their ranks."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Final

from phantich.brief.charts import style, words
from phantich.brief.charts.style import Canvas
from phantich.brief.charts.swarm import dots, swarm
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import ComponentContent
from phantich.brief.text import Text


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its figure and rank, and those of a year before (rank 0: unknown)."""

    name: Text
    now: Fact
    rank: int
    before: Fact | None
    rank_before: int


@dataclass(frozen=True, slots=True)
class League:
    """Units by rank, the figure of all together, and the target."""

    component: ComponentContent
    period: str
    units: tuple[Unit, ...]
    whole: Fact | None
    target: Fact | None

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of all figures."""
        own = [f for u in self.units for f in (u.now, u.before) if f is not None]
        shared = [f for f in (self.whole, self.target) if f is not None]
        return tuple(f.id for f in [*own, *shared])


def draw(target: Canvas, league: League, rows: list[Unit | None]) -> None:
    """Dots of all units above, then a row for each unit shown: then → now, figure and ranks."""
    axes = target.axes
    values = [u.now.value for u in league.units]
    old = [u.before.value for u in rows if u is not None and u.before is not None]
    goal = [league.target.value] if league.target is not None else []
    low, high = min([*values, *old, *goal]), max([*values, *old, *goal])
    room = (high - low) or abs(high) or 1.0
    # Room for the ranks on the left and the figures on the right.
    before, behind = (0.36, 0.2) if target.narrow else (0.16, 0.1)
    axes.set_xlim(low - before * room, high + behind * room)
    axes.set_ylim(-len(rows) + 0.4, 4.2)
    _draw_all(target, league, values)
    places = [-float(i) for i in range(len(rows))]
    placed = [(p, u) for p, u in zip(places, rows, strict=True) if u is not None]
    _draw_rows(target, league, placed)
    _name_rows(target, rows, places)
    axes.grid(False)
    axes.xaxis.set_ticks_position("top")
    axes.spines["bottom"].set_visible(False)
    spread = style.decimals_for([low, high])
    style.format_values(target, "x", spread, "%" if league.units[0].now.unit == "%" else "")
    axes.tick_params(axis="x", length=0, labelsize=8)


def _draw_all(target: Canvas, league: League, values: list[float]) -> None:
    """All units as a swarm; lines at the figure of the whole and at the target."""
    axes = target.axes
    left, right = axes.get_xlim()
    levels = swarm(values, (right - left) / (60 if target.narrow else 95))
    highest = max(abs(level) for level in levels) or 1.0
    step = min(0.3, 1.1 / highest)
    heights = [2.2 + level * step for level in levels]
    dots(axes, list(zip(values, heights, strict=True)), 3.4, style.CITY, 0.55)
    if league.whole is not None:
        name = target.say("Thành phố", "City")
        _line(target, league.whole, name, style.INK, "-", 3.55)
    if league.target is not None:
        name = target.say("Mục tiêu", "Target")
        _line(target, league.target, name, style.PLAN, (0, (4, 2)), 0.95)


def _line(target: Canvas, fact: Fact, name: str, color: str, dashes: object, height: float) -> None:
    axes = target.axes
    bottom = axes.get_ylim()[0]
    axes.vlines(fact.value, bottom, 3.4, color=color, linewidth=0.9, linestyle=dashes, zorder=1)
    left, right = axes.get_xlim()
    late = fact.value > left + 0.6 * (right - left)
    axes.annotate(
        f"{name} {target.number(fact.value, 1)}",
        (fact.value, height),
        xytext=(-3 if late else 3, 0),
        textcoords="offset points",
        ha="right" if late else "left",
        va="center",
        fontsize=8,
        color=color,
        fontweight="bold",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5, "alpha": 0.9},
    )


def _draw_rows(target: Canvas, league: League, placed: list[tuple[float, Unit]]) -> None:
    """Then → now of each unit; blue where it is better than a year before, orange where worse."""
    axes = target.axes
    sign = -1.0 if league.component.direction == "bad" else 1.0
    moved = [(p, u.before.value, u.now.value) for p, u in placed if u.before is not None]
    for color, better in ((style.RISE, True), (style.FALL, False)):
        rows = [m for m in moved if (sign * (m[2] - m[1]) >= 0) == better]
        if rows:
            at, then, now = zip(*rows, strict=True)
            axes.hlines(at, then, now, color=color, linewidth=1.6, zorder=2)
    axes.plot(
        [m[1] for m in moved],
        [m[0] for m in moved],
        "o",
        color="white",
        markeredgecolor=style.MUTED,
        markersize=4.6,
    )
    values = [u.now.value for _, u in placed]
    axes.plot(values, [p for p, _ in placed], "o", color=style.CITY, markersize=5.6, zorder=3)
    for place, unit in placed:
        old = [unit.before.value] if unit.before is not None else []
        axes.annotate(
            target.number(unit.now.value, 1 if unit.now.unit == "%" else 2),
            (max([unit.now.value, *old]), place),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
            fontweight="bold",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.3},
        )


def _name_rows(target: Canvas, rows: list[Unit | None], places: list[float]) -> None:
    """«Phường … 4 (7)»: name, rank, rank of a year before; ranks order and are no figures."""
    axes = target.axes
    names = []
    for place, unit in zip(places, rows, strict=True):
        name = unit.name.plain(target.lang) if unit is not None else "⋯"
        name = words.short_place(name) if target.narrow else name
        names.append(textwrap.shorten(name, _WIDTH[target.size], placeholder="…"))
        if unit is not None:
            old = f" ({unit.rank_before})" if unit.rank_before else ""
            axes.annotate(
                f"{unit.rank}{old}",
                (0.0, place),
                xycoords=("axes fraction", "data"),
                va="center",
                fontsize=7.2 if target.narrow else 8,
                color=style.MUTED,
                gid=style.ORDER,
            )
    size = 7.2 if target.narrow else 8
    axes.set_yticks(places, names, fontsize=size, color=style.INK)


_WIDTH: Final = {"wide": 42, "narrow": 23}
