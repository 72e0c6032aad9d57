"""What a map says: figures of communes by class of colour or by circle, on their ground."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from phantich.brief.charts import style
from phantich.brief.charts.geography import Ground, Unit, coarse
from phantich.brief.charts.swarm import dots
from phantich.brief.model.facts import Fact
from phantich.brief.model.indicators import ComponentContent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path as Outline

#: Classes of colour.
CLASSES: Final = len(style.CLASSES)
#: Grid of the outlines in hundredths of a degree.
FINE: Final = 0.12
#: Kinds whose figures do not grow with the size of a commune.
COMPARABLE: Final = frozenset({"ratio", "rating", "volume_index", "progress"})


@dataclass(frozen=True)
class Field:
    """Figures of the communes for one period, and the ground they lie on."""

    component: ComponentContent
    period: str
    facts: dict[str, Fact]
    ground: Ground

    @property
    def shaded(self) -> bool:
        """Whether figures are told by colour; amounts are told by circles."""
        unit = next(iter(self.facts.values())).unit
        return self.component.kind in COMPARABLE or "/" in unit

    @property
    def dotted(self) -> Field:
        """The same without outlines, for maps so small that each commune is a dot."""
        bare = tuple(replace(unit, rings=()) for unit in self.ground.units)
        return replace(self, ground=replace(self.ground, units=bare))

    @property
    def ranked(self) -> list[Fact]:
        """The figures from low to high; areas decide between equals."""
        return sorted(self.facts.values(), key=lambda f: (f.value, f.area))


def classes(ranked: list[Fact]) -> list[list[Fact]]:
    """The figures in classes of equal number; equal figures stay in one class.

    Examples
    --------
    >>> classes([])
    []
    """
    made: list[list[Fact]] = []
    for i, fact in enumerate(ranked):
        place = i * CLASSES // len(ranked)
        same = bool(made) and made[-1][-1].value == fact.value
        if not made or (place >= len(made) and not same):
            made.append([])
        made[-1].append(fact)
    return made


def colors_of(groups: list[list[Fact]]) -> list[str]:
    """A colour for each class, from light to dark; few classes take the ends of the scale."""
    if len(groups) == 1:
        return [style.CLASSES[CLASSES // 2]]
    step = (CLASSES - 1) / (len(groups) - 1)
    return [style.CLASSES[round(i * step)] for i in range(len(groups))]


def paint(axes: Axes, field: Field, units: list[Unit], grid: float, size: float) -> None:
    """Outlines by class; circles where there are no outlines or the figures are amounts."""
    groups = classes(field.ranked)
    colors = colors_of(groups)
    missing = [u for u in units if u.name not in field.facts]
    by_name = {u.name: u for u in units}
    inside = [[by_name[f.area] for f in g if f.area in by_name] for g in groups]
    if field.ground.outlined:
        edge = {"edgecolor": "white", "linewidth": 0.45}
        if field.shaded:
            for members, color in zip(inside, colors, strict=True):
                _fill(axes, members, grid, facecolor=color, **edge)
        else:
            plain = {"facecolor": "#eceff2", "edgecolor": "#c3c9d0", "linewidth": 0.35}
            _fill(axes, units, 2 * grid, **plain)
        if missing:
            look = {"facecolor": "white", "edgecolor": style.MUTED, "linewidth": 0.3}
            _fill(axes, missing, grid, hatch="////", **look)
    _circles(axes, field, inside, colors, missing, size)
    axes.autoscale_view()


def _circles(
    axes: Axes,
    field: Field,
    inside: list[list[Unit]],
    colors: list[str],
    missing: list[Unit],
    size: float,
) -> None:
    """Circles of an area by the figure, in steps; where there are no outlines dots by class."""
    if not field.shaded:
        top = max(abs(f.value) for f in field.facts.values()) or 1.0
        steps: dict[float, list[Unit]] = {}
        for unit in (u for group in inside for u in group):
            wide = math.sqrt(
                (22 if size > 8 else 11) * size * abs(field.facts[unit.name].value) / top
            )
            steps.setdefault(round(wide, 0 if size > 5 else 1), []).append(unit)
        none = [u for group in inside for u in group if not field.facts[u.name].value]
        _dots(axes, none, min(3.2, math.sqrt(size)), style.QUIET, 1.0)
        for wide, members in sorted(steps.items(), reverse=True):
            _dots(axes, members, wide, style.CITY, 0.6)
    elif not field.ground.outlined:
        wide = math.sqrt(4.2 * size)
        _dots(axes, [u for group in inside for u in group], wide + 0.7, style.MUTED, 1.0)
        for group, color in zip(inside, colors, strict=True):
            _dots(axes, group, wide, color, 1.0)
    if missing and not field.ground.outlined:
        xs, ys = zip(*(u.centre for u in missing), strict=True)
        axes.plot(xs, ys, "x", color=style.MUTED, markersize=math.sqrt(4 * size))


def _dots(axes: Axes, units: list[Unit], wide: float, color: str, alpha: float) -> None:
    dots(axes, [unit.centre for unit in units], wide, color, alpha)


def _fill(axes: Axes, units: list[Unit], grid: float, **look: Any) -> None:
    from matplotlib.patches import PathPatch

    outline = _outline(units, grid)
    if outline is not None:
        axes.add_patch(PathPatch(outline, joinstyle="round", **look))


def _outline(units: list[Unit], grid: float) -> Outline | None:
    """All outlines as one path, which is the shortest way to write them."""
    from matplotlib.path import Path as Outline

    rings = [r for u in units for ring in u.rings if (r := coarse(ring, grid))]
    if not rings:
        return None
    points = [point for ring in rings for point in ring]
    codes = [
        code
        for ring in rings
        for code in [Outline.MOVETO, *[Outline.LINETO] * (len(ring) - 2), Outline.CLOSEPOLY]
    ]
    return Outline(points, codes)
